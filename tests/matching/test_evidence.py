"""Each rule of the judge on a small invented pair."""

from collections.abc import Mapping

import pytest

from unlcli.domain.entry import Entry
from unlcli.domain.venues import VenueTable
from unlcli.matching import Evidence, Relation, Verdict, explain

VENUES = VenueTable()
TITLE = "Learning to Mend Broken Lanterns with Sparse Rewards"
AUTHORS = "Marlow, Ada and Quill, Bertram and Ostrava, Celia"


def entry(key: str = "a", kind: str = "misc", **fields: object) -> Entry:
    return Entry(kind, key, {name: str(value) for name, value in fields.items()})


def judged(one: Mapping[str, object], other: Mapping[str, object]) -> Evidence:
    """Return what is said of two entries; title and authors are the same unless given, None takes a field away."""
    made = []
    for key, given in (("a", one), ("b", other)):
        fields = {"title": TITLE, "author": AUTHORS, **given}
        kind = str(fields.pop("type", "misc"))
        made.append(entry(str(fields.pop("key", key)), kind, **{n: v for n, v in fields.items() if v is not None}))
    evidence = explain(made[0], made[1], VENUES)
    assert evidence == explain(made[1], made[0], VENUES), "who is named first must not matter"
    return evidence


PREPRINT: Mapping[str, object] = {"type": "article", "journal": "arXiv preprint", "year": 2022}
CONFERENCE: Mapping[str, object] = {"type": "inproceedings", "booktitle": "ICML", "year": 2023}
JOURNAL: Mapping[str, object] = {"type": "article", "journal": "Journal of Lantern Research", "year": 2023}
NAMELESS = {"author": None}


def test_preprint_and_publication_are_versions_of_one_work() -> None:
    evidence = judged(PREPRINT, CONFERENCE)
    assert (evidence.verdict, evidence.relation) == (Verdict.CERTAIN, Relation.VERSION)
    assert evidence.reason == "same title, 3 of 3 authors, preprint one year earlier"


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (
            {"eprint": "2408.06621", "archiveprefix": "arXiv"},
            {"doi": "10.48550/arXiv.2408.06621v2"},
            "arXiv id 2408.06621",
        ),
        ({"doi": "10.1000/XYZ"}, {"url": "https://doi.org/10.1000/xyz"}, "DOI 10.1000/xyz"),
        ({"url": "https://aclanthology.org/2024.acl-long.7.pdf"}, {"doi": "10.18653/v1/2024.acl-long.7"}, "ACL id"),
        (
            {"url": "https://openreview.net/pdf?id=Abc123xyz"},
            {"alturl": "https://openreview.net/forum?id=Abc123xyz"},
            "OpenR",
        ),
        (
            {"url": "https://papers.nips.cc/paper/2023/hash/0123456789abcdef0123456789abcdef-Abstract.html"},
            {
                "url": "https://proceedings.neurips.cc/paper_files/paper/2023/file/0123456789abcdef0123456789abcdef-Paper.pdf"
            },
            "NeurIPS",
        ),
        (
            {"url": "https://proceedings.mlr.press/v202/marlow23a.html"},
            {"alturl": "https://proceedings.mlr.press/v202/marlow23a/marlow23a.pdf"},
            "PMLR",
        ),
    ],
)
def test_shared_identifier_is_certain_under_another_title(
    one: Mapping[str, object], other: Mapping[str, object], reason: str
) -> None:
    evidence = judged(one, {**other, "title": "Mending Lanterns with Few Rewards"})
    assert evidence.verdict is Verdict.CERTAIN
    assert evidence.reason.startswith(f"same {reason}")


def test_shared_identifier_with_other_title_and_authors_is_only_possible() -> None:
    wrong = {"title": "Tides of an Inland Sea", "author": "Petrov, Ivan", "doi": "10.1000/xyz"}
    evidence = judged({"doi": "10.1000/xyz"}, wrong)
    assert evidence.verdict is Verdict.POSSIBLE
    assert evidence.reason == "same DOI 10.1000/xyz, but titles and authors differ"


def test_shared_identifier_beside_a_contradicting_one_is_only_possible() -> None:
    evidence = judged(
        {"eprint": "2408.06621", "doi": "10.1000/a", **CONFERENCE},
        {"eprint": "2408.06621", "doi": "10.1000/b", **CONFERENCE},
    )
    assert evidence.verdict is Verdict.POSSIBLE
    assert "different DOIs" in evidence.reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"eprint": "2408.06621"}, {"eprint": "2408.06622"}),
        ({"doi": "10.1000/a", **CONFERENCE}, {"doi": "10.1000/b", **CONFERENCE}),
        ({"url": "https://aclanthology.org/2024.acl-long.7"}, {"url": "https://aclanthology.org/2024.acl-long.8"}),
        ({"pmid": "123"}, {"pmid": "124"}),
    ],
)
def test_contradicting_identifiers_are_two_works(one: Mapping[str, object], other: Mapping[str, object]) -> None:
    assert judged(one, other).verdict is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"doi": "10.1101/2022.01.01.1", **PREPRINT}, {"doi": "10.1000/b", **CONFERENCE}),
        ({"url": "https://openreview.net/forum?id=first1"}, {"url": "https://openreview.net/forum?id=second2"}),
    ],
)
def test_identifiers_of_single_versions_do_not_contradict(
    one: Mapping[str, object], other: Mapping[str, object]
) -> None:
    assert judged(one, other).verdict is Verdict.CERTAIN


def test_page_counts_only_where_titles_agree_with_it() -> None:
    url = {"url": "https://lanterns.example.org/mending", **NAMELESS}
    assert judged(url, {**url, "title": "Learning to Mend Lanterns with Sparse Rewards"}).verdict is Verdict.CERTAIN
    assert judged(url, {**url, "title": "A Gallery of Broken Lamps"}).verdict is None


@pytest.mark.parametrize(
    "url", ["https://github.com/x/lanterns", "https://example.org/", "https://example.org/2024/proceedings.html"]
)
def test_repositories_and_index_pages_are_no_identity(url: str) -> None:
    near = {"title": "Learning to Mend Lanterns with Sparse Rewards", "url": url, **NAMELESS}
    assert judged({"url": url, **NAMELESS}, near).verdict is None


@pytest.mark.parametrize(
    "piece",
    [
        f"Erratum: {TITLE}",
        f"Corrigendum to “{TITLE}”",
        f"Publisher's Note: {TITLE}",
        f"Comment on ``{TITLE}''",
        f"Reply to ``Comment on `{TITLE}'{{}}''",
        f"Retraction: {TITLE}",
        f"{TITLE}: Erratum",
    ],
)
def test_a_piece_about_a_work_is_not_the_work(piece: str) -> None:
    assert judged({}, {"title": piece}).verdict is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{TITLE}. I. Theory", f"{TITLE}. II. Experiment"),
        (f"{TITLE} I", f"{TITLE} II"),
        (f"{TITLE}", f"{TITLE} II"),
        (f"{TITLE}, Part 1", f"{TITLE}, Part 2"),
        (f"{TITLE}, Part A", f"{TITLE}, Part B"),
        (f"{TITLE}", f"{TITLE} 2.0"),
        (f"Lantern: {TITLE}", f"Lantern++: {TITLE}"),
        (f"LanternV2: {TITLE}", f"LanternV3: {TITLE}"),
        ("Production of W bosons in a lantern at rest", "Production of Z bosons in a lantern at rest"),
    ],
)
def test_parts_editions_and_successors_are_other_works(one: str, other: str) -> None:
    assert judged({"title": one}, {"title": other}).verdict is None


@pytest.mark.parametrize(
    "same", [f"{TITLE} (Tutorial)", f"[{TITLE}]", f"{TITLE}. [Review] [37 refs]", "<i>" + TITLE + "</i>"]
)
def test_what_databases_append_does_not_matter(same: str) -> None:
    assert judged({"year": 2020}, {"title": same, "year": 2020}).verdict is Verdict.CERTAIN


def test_numbers_may_be_words_digits_or_roman() -> None:
    assert (
        judged({"title": "Lanterns in phase II studies"}, {"title": "Lanterns in Phase 2 Studies"}).verdict
        is Verdict.CERTAIN
    )


def test_conference_and_journal_version_are_related() -> None:
    evidence = judged(CONFERENCE, JOURNAL)
    assert (evidence.verdict, evidence.relation) == (None, Relation.RELATED)
    assert "journal article" in evidence.reason


def test_two_places_in_print_are_two_publications() -> None:
    one = {**JOURNAL, "volume": 3, "pages": "10--20"}
    assert judged(one, {**JOURNAL, "volume": 4, "pages": "33--40"}).verdict is None
    assert judged(one, {**JOURNAL, "journal": "J. Lantern Res.", "volume": 3, "pages": "10"}).verdict is Verdict.CERTAIN


def test_two_conferences_in_different_years_are_two_publications() -> None:
    assert judged(CONFERENCE, {**CONFERENCE, "booktitle": "NeurIPS", "year": 2022}).verdict is None


def test_same_page_joins_translated_titles() -> None:
    place = {**JOURNAL, "volume": 3, "pages": "10--20"}
    evidence = judged(place, {**place, "title": "[Learning how one mends broken lanterns by sparse reward]"})
    assert evidence.verdict is Verdict.CERTAIN
    assert "same volume and page" in evidence.reason


def test_reworded_title_on_one_page_needs_its_authors() -> None:
    place = {**JOURNAL, "volume": 3, "pages": "10--20"}
    other = {**place, "title": "Sparse Rewards and the Mending of Lanterns", "author": "Petrov, Ivan"}
    assert judged(place, other).verdict is None


def test_two_abstracts_on_one_page_are_only_possible() -> None:
    place = {**JOURNAL, "volume": 89, "title": "Lanterns and moths at the northern coast in winter"}
    other = {**place, "title": "Moths that gather at lanterns: follow up after two seasons"}
    assert judged({**place, "pages": "81A"}, {**other, "pages": "81A"}).verdict is not Verdict.CERTAIN
    assert judged({**place, "pages": "81--89"}, {**other, "pages": "81--89"}).verdict is Verdict.CERTAIN


def test_years_must_fit_the_kinds() -> None:
    assert judged(CONFERENCE, {**CONFERENCE, "year": 2024}).verdict is Verdict.CERTAIN
    assert judged(CONFERENCE, {**CONFERENCE, "year": 2029}).verdict is None
    assert judged({**PREPRINT, "year": 2020}, CONFERENCE).verdict is Verdict.CERTAIN


def test_no_author_in_common_is_another_work() -> None:
    evidence = judged({"year": 2020}, {"author": "Petrov, Ivan and Sokolova, Anna", "year": 2020})
    assert (evidence.verdict, evidence.reason) == (None, "no author in common")


@pytest.mark.parametrize(
    "authors",
    [
        "Ada Marlow and Bertram Quill and Celia Ostrava",
        "A. Marlow and B. Quill and C. Ostrava",
        "Ostrava, C and Marlow, A and Quill, B",
        "Marlow, Ada and others",
        "{Marlow}, A.~B. and {Quill}, B. and {Ostrava}, C.",
        "Marlowe, Ada and Quill, Bertram and Ostrava, Celia",
        "Ada Marlow, Bertram Quill, Celia Ostrava",
    ],
)
def test_author_styles_do_not_matter(authors: str) -> None:
    assert judged({"year": 2020}, {"author": authors, "year": 2020}).verdict is Verdict.CERTAIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("van der Berg, Jan", "Jan van der Berg"),
        ("Van Schalkwyk, E.", "Schalkwyk, E."),
        ("Garc{\\'\\i}a L{\\'o}pez, Ana", "García-López, A."),
        ("K?nig, Ute", 'K{\\"o}nig, Ute'),
        ("Smith, J. W., 2nd", "Smith, J. W."),
        ("Zhang Wei", "Wei Zhang"),
    ],
)
def test_one_person_in_several_spellings(one: str, other: str) -> None:
    assert judged({"author": one, "year": 2020}, {"author": other, "year": 2020}).verdict is Verdict.CERTAIN


def test_subtitle_or_name_may_be_missing() -> None:
    longer = {**CONFERENCE, "title": f"LAMP: {TITLE}"}
    assert judged(PREPRINT, longer).verdict is Verdict.CERTAIN
    assert judged({**PREPRINT, **NAMELESS}, longer).verdict is Verdict.CERTAIN
    assert (
        judged({**PREPRINT, **NAMELESS}, {**PREPRINT, **NAMELESS, "title": f"LAMP: {TITLE}"}).verdict
        is Verdict.POSSIBLE
    )


def test_renamed_preprint_is_known_by_its_authors() -> None:
    renamed = {**CONFERENCE, "title": "Learning to Mend Broken Lanterns and Old Kettles with Sparse Rewards"}
    assert judged(PREPRINT, renamed).verdict is Verdict.CERTAIN
    later = judged({**PREPRINT, "year": 2025}, renamed)
    assert later.verdict is not Verdict.CERTAIN, "a later preprint may be another paper"
    assert judged({**PREPRINT, **NAMELESS}, renamed).verdict is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Lampyris: Efficient Pretraining of Light Diffusion Models",
            "Lampyris: A Small Architecture for Diffusion Models of Light",
        ),
        (
            "Glühwurm: An Efficient Architecture for Large-Scale Text-to-Light Diffusion Models",
            "Gluehwurm: Efficient Pretraining of Text-to-Light Models",
        ),
        (
            "LampFill: Reference-Based Lantern Mending With Better Geometric Understanding",
            "LampFill: Reference-Based Lantern Mending in Scenes with Complex Geometry",
        ),
    ],
)
def test_name_before_the_colon_survives_renaming(one: str, other: str) -> None:
    evidence = judged({**PREPRINT, "title": one}, {**CONFERENCE, "title": other})
    assert (evidence.verdict, evidence.relation) == (Verdict.CERTAIN, Relation.VERSION)


SISTERS = [
    ("Large Language Model Unlearning", "Large Language Model Pruning"),
    (
        "Towards Safer Large Language Models through Machine Unlearning",
        "Towards Faster Large Language Models through Machine Unlearning",
    ),
    (
        "Rethinking LLM Unlearning Objectives: A Gradient Perspective and Go Beyond",
        "Rethinking LLM Editing Objectives: A Gradient Perspective and Go Beyond",
    ),
    (
        "MMUnlearner: Reformulating Multimodal Machine Unlearning in the Era of Multimodal Large Language Models",
        "MMEditor: Reformulating Multimodal Machine Unlearning in the Era of Multimodal Large Language Models",
    ),
    ("TOFU: A Task of Fictitious Unlearning for LLMs", "SILKEN: A Task of Fictitious Unlearning for LLMs"),
    (
        "Progress in developing a hybrid algorithm for identifying and locating broken lanterns",
        "An updated hybrid algorithm for identifying and locating broken lanterns",
    ),
    ("Unlearning Lanterns: A Survey of Methods for Light", "Unlearning Lanterns: Benchmarks for Shade"),
    ("Unlearning: Removing Lamps from Diffusion Models", "Unlearning: Removing Moths from Big Diffusion Models"),
    ("LAMP: Broken Lanterns in Norway since the War", "LAMP: Broken Lanterns in Denmark since the War"),
    ("LampVOD: Watching Lanterns with Transformers", "LampVOS: Watching Lanterns with Transformers"),
    ("LAMPX: Exceeding All Lanterns in Real Time", "LAMPF: Exceeding All Lanterns in Real Time"),
    ("Tuning BERT for Retrieval of Broken Lanterns", "Tuning BART for Retrieval of Broken Lanterns"),
    ("Learning to Forget Text in Language Models", "Learning to Forget Test in Language Models"),
    ("Responses of Afferent Nerves to Lantern Light", "Responses of Efferent Nerves to Lantern Light"),
    ("Supervised Learning of Lantern Hash Codes", "Unsupervised Learning of Lantern Hash Codes"),
    ("Mending Lanterns with Labels in Driving Scenes", "Mending Lanterns without Labels in Driving Scenes"),
    ("Convex Optimization of Lanterns at Large Scale", "Non-Convex Optimization of Lanterns at Large Scale"),
    ("Text-to-Image Generation with Diffusion Models", "Image-to-Text Generation with Diffusion Models"),
    ("Language Models for Robots", "Robots for Language Models"),
    ("Lantern Transformer", "Fast Lantern Transformer"),
    ("Lantern Models", "Improved Techniques for Training Lantern Models"),
]
MANY = " and ".join(f"{family}, Ada" for family in "Marlow Quill Ostrava Petrov Sokolova Nuñez Bell".split())


@pytest.mark.parametrize("authors", [AUTHORS, MANY])
@pytest.mark.parametrize(("one", "other"), SISTERS)
def test_replaced_word_is_never_certain_whoever_wrote_it(one: str, other: str, authors: str) -> None:
    for preprint, published in ((one, other), (other, one)):
        for year in (2022, 2023):
            early = {**PREPRINT, "title": preprint, "author": authors, "year": year}
            evidence = judged(early, {**CONFERENCE, "title": published, "author": authors})
            assert evidence.verdict is Verdict.POSSIBLE
    for kind in (PREPRINT, CONFERENCE, JOURNAL):
        same = {**kind, "author": authors}
        assert judged({**same, "title": one}, {**same, "title": other}).verdict is not Verdict.CERTAIN


def test_replaced_word_is_named() -> None:
    evidence = judged({**PREPRINT, "title": SISTERS[0][0]}, {**CONFERENCE, "title": SISTERS[0][1]})
    assert evidence.reason == (
        'title 88 %, 3 of 3 authors, preprint one year earlier, but "pruning" in one is "unlearning" in the other'
    )


def test_replaced_word_is_certain_under_one_identifier() -> None:
    one, other = SISTERS[1]
    same = {"eprint": "2408.06621", "archiveprefix": "arXiv"}
    assert judged({**PREPRINT, **same, "title": one}, {**CONFERENCE, **same, "title": other}).verdict is Verdict.CERTAIN


def test_replaced_word_outweighs_a_page_and_the_first_page() -> None:
    one, other = SISTERS[1]
    url = {"url": "https://lanterns.example.org/mending"}
    assert judged({**PREPRINT, **url, "title": one}, {**CONFERENCE, **url, "title": other}).verdict is Verdict.POSSIBLE
    place = {**JOURNAL, "volume": 56, "pages": "1--38"}
    assert judged({**place, "title": one}, {**place, "title": other}).verdict is Verdict.POSSIBLE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Large Language Model Unlearning", "Large Language Model Unlearning: Methods and Benchmarks"),
        ("Safer Language Models through Unlearning", "Towards Safer Language Models through Unlearning"),
        ("Large Language Model Unlearning via Prompts", "LLM Unlearning via Prompts"),
        ("Unlearning in Large Language Models", "Unlearning in LLMs"),
        ("PAC Reinforcement Learning with Rich Lanterns", "PAC RL with Rich Lanterns"),
        ("Modelling the Behaviour of Coloured Lamps", "Modeling the Behavior of Colored Lamps"),
        ("Optimising Lantern Placement in Towns", "Optimizing Lantern Placements in Towns"),
        ("Paediatric Anaemia in Foetal Centres", "Pediatric Anemia in Fetal Centers"),
        ("Few-Shot Unlearning of Broken Lanterns", "Fewshot Unlearning of a Broken Lantern"),
        ("Machine Unlearnign for Large Lanterns", "Machine Unlearning for Large Lanterns"),
        ("Estimating the Cost of Broken Lanterns", "Estimation of the Cost of Broken Lanterns"),
        ("A Gradient View: Rethinking Lantern Objectives", "Rethinking Lantern Objectives: A Gradient View"),
        ("Light of Old Lanterns Contains Human Biases", "Light of Old Lanterns Necessarily Contains Human Biases"),
    ],
)
def test_polished_titles_stay_certain(one: str, other: str) -> None:
    assert judged({**PREPRINT, "title": one}, {**CONFERENCE, "title": other}).verdict is Verdict.CERTAIN
    assert judged({**PREPRINT, "title": other}, {**CONFERENCE, "title": one}).verdict is Verdict.CERTAIN


def test_sister_papers_on_one_server_are_not_certain() -> None:
    sister = {**PREPRINT, "title": TITLE.replace("Broken", "Gilded")}
    assert judged(PREPRINT, sister).verdict is not Verdict.CERTAIN


def test_collaborations_are_not_taken_for_one_paper() -> None:
    crowd = " and ".join(f"Member{chr(97 + n)}x, A." for n in range(25))
    one = {**PREPRINT, "author": crowd, "title": "Search for heavy lanterns in events with electrons"}
    other = {**CONFERENCE, "author": crowd, "title": "Search for heavy lanterns in events with muons"}
    assert judged(one, other).verdict is not Verdict.CERTAIN


def test_word_order_matters_without_authors() -> None:
    one = {**NAMELESS, "title": "A Survey on Lanterns in Reinforcement Learning"}
    assert judged(one, {**NAMELESS, "title": "Lanterns in Reinforcement Learning: A Survey"}).verdict is None


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        (TITLE.upper(), Verdict.CERTAIN),
        (TITLE.replace("Lanterns", "Lantern"), Verdict.CERTAIN),
        (TITLE.replace("with", "for"), Verdict.CERTAIN),
        (TITLE.replace("Broken", "Unbroken"), None),
        ("Fast " + TITLE, None),
    ],
)
def test_without_authors_only_slips_are_allowed(other: str, verdict: Verdict | None) -> None:
    assert judged(NAMELESS, {**NAMELESS, "title": other}).verdict is verdict


@pytest.mark.parametrize("title", ["Introduction", "Editorial", "Guest Editorial", "Book review column", "Preface"])
def test_headings_need_more_than_author_and_year(title: str) -> None:
    fields = {"title": title, "author": "Marlow, Ada", **JOURNAL}
    assert judged(fields, {**fields, "author": "A. Marlow"}).verdict is not Verdict.CERTAIN
    assert judged({**fields, **NAMELESS}, {**fields, **NAMELESS, "note": "x"}).verdict is not Verdict.CERTAIN


def test_short_titles_need_authors_and_year() -> None:
    short = {"title": "Lantern Networks"}
    assert judged({**short, **PREPRINT}, {**short, **CONFERENCE}).verdict is Verdict.CERTAIN
    assert judged({**short, **PREPRINT, **NAMELESS}, {**short, **CONFERENCE}).verdict is Verdict.POSSIBLE


def test_alttitle_counts_as_a_title() -> None:
    new = {**CONFERENCE, "title": "Bright Again", "alttitle": f"Glow || {TITLE}"}
    assert judged(PREPRINT, new).verdict is Verdict.CERTAIN


def test_chapter_and_book_are_two_works() -> None:
    assert judged({"type": "inproceedings", "crossref": "b"}, {"type": "proceedings"}).verdict is None
    assert judged({"type": "book"}, {"type": "incollection"}).verdict is None
    assert judged({"type": "phdthesis"}, {"type": "article"}).verdict is None


@pytest.mark.parametrize(
    ("one", "other"),
    [({"notsame": "b"}, {}), ({}, {"notsame": "x, a"}), ({"notsame": "old"}, {"ids": "older, old"})],
)
def test_notsame_removes_every_verdict(one: Mapping[str, object], other: Mapping[str, object]) -> None:
    both = {"doi": "10.1000/xyz", "year": 2020}
    evidence = judged({**both, **one}, {**both, **other})
    assert evidence.verdict is None
    assert "notsame" in evidence.reason


def test_repeated_key_with_the_same_content_is_a_duplicate() -> None:
    same = {"key": "twice", "title": "Note", "author": None, "year": 2020}
    assert judged(same, same).verdict is Verdict.CERTAIN


def test_mojibake_and_entities_are_read() -> None:
    title = "Who’s Afraid of Broken Lanterns in Winter?"
    broken = title.encode().decode("cp1252")
    assert judged({"title": title, **NAMELESS}, {"title": broken, **NAMELESS}).verdict is Verdict.CERTAIN
    assert (
        judged({"title": "Lamps &amp; Lanterns at Sea"}, {"title": "Lamps \\& Lanterns at Sea"}).verdict
        is Verdict.CERTAIN
    )


TEAM = " and ".join(f"{family}, Ada" for family in "Marlow Quill Ostrava Petrov Sokolova".split())
RENAMED = (
    "On Quick Mending of Broken Lanterns in Reinforcement Learning with Rich Rewards",
    "Lanterns Mended at Little Cost: Rich Rewards for RL",
)


def test_rewritten_title_is_certain_when_five_authors_stay_in_order() -> None:
    early, late = ({"title": title, "author": TEAM} for title in RENAMED)
    evidence = judged({**PREPRINT, **early}, {**CONFERENCE, **late})
    assert (evidence.verdict, evidence.relation) == (Verdict.CERTAIN, Relation.VERSION)
    assert "5 of 5 authors" in evidence.reason


@pytest.mark.parametrize(
    ("authors", "year"),
    [
        (" and ".join(TEAM.split(" and ")[:4]), 2023),  # four
        (" and ".join(reversed(TEAM.split(" and "))), 2023),  # another order
        (TEAM, 2024),  # two years later
        (TEAM + " and Bell, Ada", 2023),  # one more
    ],
)
def test_rewritten_title_is_not_certain_otherwise(authors: str, year: int) -> None:
    early = {**PREPRINT, "title": RENAMED[0], "author": TEAM if authors.count(" and ") != 3 else authors}
    late = {**CONFERENCE, "title": RENAMED[1], "author": authors, "year": year}
    assert judged(early, late).verdict is not Verdict.CERTAIN


def test_preprint_with_more_in_its_title_that_came_later_is_only_possible() -> None:
    longer = {**PREPRINT, "title": f"A Formal Treatment of {TITLE}", "year": 2024}
    assert judged(longer, CONFERENCE).verdict is Verdict.POSSIBLE
    assert judged({**longer, "year": 2023}, CONFERENCE).verdict is Verdict.CERTAIN


def test_name_before_the_colon_may_hold_a_number() -> None:
    assert judged(PREPRINT, {**CONFERENCE, "title": f"M2: {TITLE}"}).verdict is Verdict.CERTAIN
    assert judged(PREPRINT, {**CONFERENCE, "title": f"{TITLE}: M2"}).verdict is None


def test_names_that_differ_in_a_letter_are_two_names() -> None:
    one = {**PREPRINT, "title": "LanternNet: Rethinking the Scaling of Light", "author": "Marlow, Ada and Quill, B."}
    other = {**CONFERENCE, "title": "LanternDet: Detection at Sea", "author": "Marlow, Ada and Bell, C. and Quill, B."}
    assert judged(one, other).verdict is None


def test_column_under_one_editor_and_changing_authors_is_only_possible() -> None:
    column = {**JOURNAL, "title": "Reminiscences of Lantern Menders of the Coast"}
    others = {**column, "author": "Marlow, Ada and Petrov, Ivan and Sokolova, Anna"}
    assert judged(column, others).verdict is Verdict.POSSIBLE
    preprint = {**others, **PREPRINT}
    assert judged(column, preprint).verdict is Verdict.CERTAIN, "no column is a preprint"


def test_volume_may_be_abbreviated() -> None:
    one = {"type": "book", "title": "Foundations of Lanterns, Vol. 2: Applications", "year": 2004}
    assert judged(one, {**one, "title": "Foundations of Lanterns: Volume 2, Applications"}).verdict is Verdict.CERTAIN
    assert judged(one, {**one, "title": "Foundations of Lanterns, Vol. 1: Applications"}).verdict is None


def test_reason_tells_which_part_of_a_title_is_missing() -> None:
    beginning = judged(PREPRINT, {**CONFERENCE, "title": f"{TITLE}: Theory and Practice in Twelve Harbours"})
    assert beginning.reason == "one title is the other's beginning, 3 of 3 authors, preprint one year earlier"
    assert judged(PREPRINT, {**CONFERENCE, "title": f"LAMP: {TITLE}"}).reason.startswith(
        "one title is the other's end,"
    )


def test_replaced_words_are_named_in_the_order_of_the_title() -> None:
    other = TITLE.replace("Broken Lanterns", "Sunken Anchors")
    evidence = judged(PREPRINT, {**CONFERENCE, "title": other})
    assert evidence.reason.endswith('but "sunken anchors" in one is "broken lanterns" in the other')


def test_titles_that_have_nothing_in_common_are_told_by_how_alike_they_are() -> None:
    evidence = judged({}, {"title": "Tides of an Inland Sea", "author": "Petrov, Ivan"})
    assert evidence.verdict is None
    assert evidence.reason.startswith("titles differ (")
    assert evidence.reason.endswith("no author in common")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"chapter": "1"}, {"chapter": "2"}),
        ({"pages": "35--37"}, {"pages": "120--128"}),
        ({"url": "https://books.example.org/lanterns/1/4"}, {"url": "https://books.example.org/lanterns/7/178"}),
    ],
)
def test_a_book_cited_by_its_parts_is_never_certain(one: dict[str, str], other: dict[str, str]) -> None:
    book = {"type": "book", "year": 2001, "publisher": "Quill & Sons"}
    found = judged({**book, **one}, {**book, **other})
    assert found.verdict is Verdict.POSSIBLE
    assert found.reason.endswith("each names another part of it")
    assert judged({**book, **one}, book).verdict is Verdict.CERTAIN
    assert judged({**book, **one}, {**book, **one}).verdict is Verdict.CERTAIN


def test_one_book_in_two_shops_is_one() -> None:
    book = {"type": "book", "year": 2001}
    shops = [{**book, "url": f"https://{shop}.example/lanterns-and-rewards"} for shop in ("quill", "ostrava")]
    assert judged(*shops).verdict is Verdict.CERTAIN
