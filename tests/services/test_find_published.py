"""What is taken for a preprint's version of record, and what is not, however alike."""

from dataclasses import replace

import pytest
from libraries import entry
from memory_sources import VENUES, Memory, found_for, planned, searched

from unlcli.domain import identifiers, names, record_entry
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.library import Entries
from unlcli.domain.record import Record, Standing
from unlcli.errors import NoSuchRecordError, RefusedError, UnreachableError
from unlcli.services.upgrade import UpgradePlan, is_upgradable, plan_upgrades

AUTHORS = "Adams, Ann and Byte, Bob and Curl, Cara and Dash, Dora"
PREPRINT = entry(
    "@misc{adams2023knots, author={Adams, Ann and Byte, Bob and Curl, Cara and Dash, Dora},"
    " title={Knots That Untie Themselves in Running Water}, year={2023}, eprint={2305.01234}, archiveprefix={arXiv},"
    " url={https://arxiv.org/abs/2305.01234}, category={Rope}}"
)
ARXIV = Identifier(Scheme.ARXIV, "2305.01234")
DOI = Identifier(Scheme.DOI, "10.1234/knots")
PAPER = Record(
    "crossref",
    "Knots That Untie Themselves in Running Water",
    names.authors(AUTHORS),
    year="2024",
    venue="International Conference on Machine Learning",
    type="inproceedings",
    pages="1--9",
    doi="10.1234/knots",
    url="https://doi.org/10.1234/knots",
    standing=Standing.PUBLISHED,
)
JOURNAL = replace(PAPER, type="article", venue="Artificial Intelligence", doi="10.1234/journal", url="", year="2025")
OWN = replace(PAPER, venue="", type="misc", year="2023", doi="", url="", arxiv="2305.01234", standing=Standing.PREPRINT)


def preprint(**fields: str) -> Entry:
    """Return the preprint with other fields."""
    return replace(PREPRINT, fields={k: v for k, v in {**PREPRINT.fields, **fields}.items() if v})


def served(record: Record, **fields: str) -> UpgradePlan:
    """Return what comes of the preprint for which every search finds a record."""
    return planned(preprint(**fields), searched(record))


def test_the_same_title_authors_and_fitting_years_prove_a_publication() -> None:
    (upgrade,) = served(PAPER).upgrades
    assert upgrade.new.get("booktitle") == "International Conference on Machine Learning"
    assert "same title, 4 of 4 authors" in upgrade.evidence
    assert upgrade.new.year == "2024"


STRANGERS = names.authors("Quill, Quentin and Rope, Rita and Sail, Sam and Tide, Tom")
TRAPS = {
    "another paper of the same title": replace(PAPER, authors=STRANGERS),
    "one common author": replace(PAPER, authors=(PAPER.authors[3], *STRANGERS[:3])),
    "the second part": replace(PAPER, title=PAPER.title + ": Part II"),
    "a numbered sequel": replace(PAPER, title=PAPER.title + " 2"),
    "an erratum": replace(PAPER, title="Erratum: " + PAPER.title),
    "a comment on it": replace(PAPER, title=f'Comment on "{PAPER.title}"', authors=STRANGERS),
    "a reply by its authors": replace(PAPER, title=f"Reply to comment on {PAPER.title}"),
    "five years before": replace(PAPER, year="2018"),
    "two years before": replace(PAPER, year="2021"),
    "ten years later": replace(PAPER, year="2033"),
    "a workshop": replace(PAPER, venue="ICML 2024 Workshop on Knots"),
    "a whole book": replace(PAPER, type="book", venue=""),
    "a thesis": replace(PAPER, type="phdthesis", venue=""),
    "a CoRR twin": replace(PAPER, type="article", venue="CoRR"),
    "another preprint server": replace(PAPER, type="article", venue="bioRxiv"),
    "a server that is no venue": replace(PAPER, type="article", venue="IACR Cryptol. ePrint Arch."),
    "a preprint server's DOI": replace(PAPER, doi="10.1101/2024.01.01.123456"),
    "a workshop as DBLP writes it": replace(PAPER, venue="TrustKnots@ICML"),
    "an extended abstract": replace(PAPER, title=PAPER.title + " (Extended Abstract)", venue="IJCAI"),
    "a companion volume as DBLP writes it": replace(PAPER, venue="GECCO Companion"),
    "a companion volume in brackets": replace(PAPER, venue="WWW (Companion Volume)"),
    "a companion volume as Crossref writes it": replace(PAPER, venue="Companion Proceedings of the ACM Web Conference 2024"),
    "a conference's companion": replace(PAPER, venue="Proceedings of the Rope and Knot Conference Companion"),
    "an adjunct volume": replace(PAPER, venue="Adjunct Proceedings of the 30th Conference on User Modeling"),
    "a volume of abstracts": replace(PAPER, venue="Extended Abstracts of the 2024 CHI Conference on Human Factors in Computing Systems"),
    "posters": replace(PAPER, venue="SIGGRAPH Asia 2024 Posters"),
    "posters and demos": replace(PAPER, venue="ISWC (Posters/Demos/Industry)"),
    "demos": replace(PAPER, venue="VIS (Demos)"),
    "talks": replace(PAPER, venue="ACM SIGGRAPH 2024 Talks"),
    "a doctoral consortium": replace(PAPER, venue="AI*IA (Doctoral Consortium)"),
    "a student workshop": replace(PAPER, venue="ACL (student)"),
    "a spring symposium": replace(PAPER, venue="AAAI Spring Symposium: MAKE"),
    "a series of symposia": replace(PAPER, venue="Proceedings of the AAAI Symposium Series"),
    "late-breaking results": replace(PAPER, venue="ILP (Late Breaking Papers)"),
    "tiny papers": replace(PAPER, venue="ICLR 2024 Tiny Papers"),
    "a blog post": replace(PAPER, venue="ICLR Blogposts"),
    "a volume that its organizers publish": replace(PAPER, venue="NeSy", doi="", url="https://ceur-ws.org/Vol-2986/paper1.pdf"),
    "such a volume beside DBLP's page": replace(PAPER, venue="NeSy", doi="", url="https://dblp.org/rec/conf/nesy/AdamsB24",
                                                links=("http://ceur-ws.org/Vol-2986/paper1.pdf",)),
    "such a volume by its series": replace(PAPER, venue="NeSy", series="CEUR Workshop Proceedings"),
    "three pages of a conference": replace(PAPER, venue="AAMAS", pages="1711--1713"),
    "a notice on it": replace(PAPER, is_notice=True),
    "a retracted paper": replace(PAPER, standing=Standing.RETRACTED),
    "a retracted paper by its title": replace(PAPER, title="RETRACTED ARTICLE: " + PAPER.title),
    "no venue": replace(PAPER, venue=""),
    "no year": replace(PAPER, year=""),
    "no authors": replace(PAPER, authors=()),
    "another arXiv id": replace(PAPER, arxiv="2306.04321"),
    "a rejected submission": replace(PAPER, standing=Standing.REJECTED),
    "a withdrawn submission": replace(PAPER, standing=Standing.WITHDRAWN),
    "a submission": replace(PAPER, standing=Standing.SUBMITTED),
    "a preprint with a venue": replace(PAPER, standing=Standing.PREPRINT),
    "another method's name": replace(PAPER, title="Knots+: " + PAPER.title),
    "one word more": replace(PAPER, title=PAPER.title.replace("Running", "Slowly Running")),
    "one word replaced": replace(PAPER, title=PAPER.title.replace("Water", "Sand")),
    "its title as a subtitle": replace(PAPER, title="Hydrodynamics: " + PAPER.title),
}  # fmt: skip
#: Beside a retracted version, no other is taken unasked.
RIGHT_BESIDE_IT = sorted(trap for trap in TRAPS if "retracted" not in trap)


@pytest.mark.parametrize("trap", TRAPS)
def test_what_a_search_finds_beside_it_is_not_taken(trap: str) -> None:
    assert not served(TRAPS[trap]).upgrades


@pytest.mark.parametrize("trap", RIGHT_BESIDE_IT)
def test_the_right_hit_is_taken_among_wrong_ones(trap: str) -> None:
    wrong = TRAPS[trap]
    is_its_doi = wrong.doi == PAPER.doi
    wrong = replace(wrong, doi="10.1234/trap", url="https://doi.org/10.1234/trap") if is_its_doi else wrong
    plan = planned(PREPRINT, searched(wrong, PAPER))
    assert [upgrade.new.get("doi") for upgrade in plan.upgrades] == ["10.1234/knots"]


OF_RECORD = ("EMNLP (Demos)", "ACL (System Demonstrations)", "ACL (industry)", "ICLR (Poster)", "ICLP Technical Communications",
             "IEEE Symposium Series on Computational Intelligence (SSCI)", "Annual Symposium on Knots")  # fmt: skip


@pytest.mark.parametrize("venue", OF_RECORD)
def test_demonstrations_posters_and_symposia_of_the_main_proceedings_are_published(venue: str) -> None:
    assert served(replace(PAPER, venue=venue)).upgrades


def test_a_chapter_of_a_companion_to_a_field_is_published() -> None:
    chapter = replace(PAPER, type="incollection", venue="The Companion to Ropes and Knots")
    assert served(chapter).upgrades


def test_what_one_source_calls_a_companion_is_not_taken_from_another_that_leaves_it_out() -> None:
    companion = replace(PAPER, venue="WWW (Companion Volume)", url="")
    plan = planned(PREPRINT, Memory(found={"dblp": (companion,), "crossref": (PAPER,)}))
    (left,) = plan.none
    assert "DBLP: a companion paper (WWW (Companion Volume) 2024), which is no version of record" in left.reasons
    assert not plan.upgrades


def test_a_companion_paper_is_mentioned_and_does_not_make_sources_disagree() -> None:
    companion = replace(PAPER, venue="GECCO Companion", doi="10.1234/companion", url="", year="2023")
    assert served(companion).none[0].reasons == (
        "DBLP: a companion paper (GECCO Companion 2023), which is no version of record",
        "Crossref: a companion paper (GECCO Companion 2023), which is no version of record",
        "OpenReview: a companion paper (GECCO Companion 2023), which is no version of record",
    )
    (upgrade,) = planned(PREPRINT, searched(companion, JOURNAL)).upgrades
    assert upgrade.new.get("journal") == "Artificial Intelligence"


@pytest.mark.parametrize("trap", ["a retracted paper", "a retracted paper by its title"])
def test_a_retracted_paper_is_left_to_a_person(trap: str) -> None:
    retracted = TRAPS[trap]
    said = "Crossref: International Conference on Machine Learning 2024: was retracted"
    (left,) = planned(PREPRINT, Memory(found={"crossref": (retracted,)})).unsure
    assert left.reasons == (said,)
    memory = Memory({"crossref": {DOI: retracted}}, {"dblp": (replace(PAPER, url=""),)})
    assert said in planned(PREPRINT, memory).unsure[0].reasons


OTHER_PEOPLE = {
    "Wei Wang and Jing Li": "Wen Wang and Jun Li",
    "Xin Zhang and Yang Liu": "Xiao Zhang and Yi Liu",
    "Ming Li and Jian Wang": "Min Li and Jia Wang",
    "Xin Zhang and Yang Chen": "Xinyu Zhang and Yan Chen",
    "Wei Wang and Jing Li and Yu Chen": "Wei Wang and Jun Li and Yan Chen",
    "Jean-Pierre Martin and Ann Adams": "Jean-Paul Martin and Ann Adams",
}


@pytest.mark.parametrize("authors", OTHER_PEOPLE)
def test_other_first_names_under_the_same_family_names_are_left_to_a_person(authors: str) -> None:
    for one, other in ((authors, OTHER_PEOPLE[authors]), (OTHER_PEOPLE[authors], authors)):
        (left,) = served(replace(PAPER, authors=names.authors(other)), author=one).unsure
        assert "in the other" in left.reasons[0]


SAME_PEOPLE = {
    "Ann Able and Bob J. Byte": "Anna Able and Robert J. Byte",
    "Xiaoming Zhang and Yi-Hsuan Liu": "Xiao-Ming Zhang and Yihsuan Liu",
    "J. Robert Adams and Ann Byte": "Robert Adams and Ann M. Byte",
    "Aleksandr Adams and Ann Byte": "Alexander Adams and Ann Byte",
    "Jörg Müller and Ann Byte": "Joerg Mueller and Ann Byte",
    "Zhang San and Li Si": "San Zhang and Si Li",
}


@pytest.mark.parametrize("authors", SAME_PEOPLE)
def test_short_forms_and_other_spellings_of_a_first_name_are_the_same_people(authors: str) -> None:
    assert served(replace(PAPER, authors=names.authors(SAME_PEOPLE[authors])), author=authors).upgrades


def test_two_authors_by_initials_prove_nothing_unless_a_source_states_it() -> None:
    two = replace(PAPER, authors=names.authors("Wang, W. and Li, J."))
    assert served(two, author="Wang, Wei and Li, Jing").unsure
    memory = Memory(
        {"semanticscholar": {ARXIV: replace(OWN, others=(DOI,), standing=Standing.UNKNOWN)}, "crossref": {DOI: two}}
    )
    assert planned(preprint(author="Wang, Wei and Li, Jing"), memory).upgrades


def test_initials_alone_do_not_tell_two_people_apart() -> None:
    short = "Wang, Y."
    one = replace(PAPER, authors=names.authors(short))
    assert not served(one, author=short).upgrades
    assert not served(one, author="Wang, Yu").upgrades
    assert not served(replace(one, authors=names.authors("Wang, Yan")), author="Wang, Yu").upgrades


def test_several_authors_by_initials_tell_it() -> None:
    initials = replace(PAPER, authors=names.authors("Adams, A. and Byte, B. and Curl, C. and Dash, D."))
    assert served(initials).upgrades


@pytest.mark.parametrize(
    "title", ["Deep Learning", "A Survey", "Introduction", "Attention", "Reinforcement Learning: A Survey"]
)
def test_one_author_with_a_common_name_and_a_general_title_proves_nothing(title: str) -> None:
    hit = replace(PAPER, title=title, authors=names.authors("Wang, Wei"))
    assert not served(hit, title=title, author="Wang, Wei").upgrades


@pytest.mark.parametrize("kind", ["article", "inproceedings"])
def test_a_book_of_the_name_is_no_article(kind: str) -> None:
    book = replace(PAPER, title="Deep Learning", type="book", venue="", publisher="MIT Press", year="2016")
    asked = Entry(kind, "k", {**preprint(title="Deep Learning", year="2015", eprint="1505.00001", url="").fields})
    assert not planned(asked, searched(book)).upgrades


def test_a_conference_paper_and_its_extended_journal_version_are_left_to_a_person() -> None:
    plan = planned(PREPRINT, searched(PAPER, JOURNAL))
    assert not plan.upgrades
    (left,) = plan.unsure
    assert left.reasons[0] == "sources disagree"
    assert "Artificial Intelligence 2025" in " ".join(left.reasons)
    assert "International Conference on Machine Learning 2024" in " ".join(left.reasons)


def test_two_sources_with_two_conferences_are_left_to_a_person() -> None:
    other = replace(PAPER, venue="International Conference on Learning Representations", doi="", url="")
    plan = planned(PREPRINT, Memory(found={"dblp": (other, PAPER)}))
    assert not plan.upgrades
    assert plan.unsure


def test_one_venue_in_two_spellings_is_one_publication() -> None:
    short = replace(PAPER, venue="ICML", doi="", pages="")
    plan = planned(PREPRINT, Memory(found={"dblp": (short,), "crossref": (PAPER,), "openreview": (short,)}))
    assert len(plan.upgrades) == 1


def test_a_doi_that_arxiv_states_is_looked_up_and_confirmed() -> None:
    memory = Memory({"arxiv": {ARXIV: replace(OWN, others=(DOI,))}, "crossref": {DOI: PAPER}}, {"dblp": (PAPER,)})
    (upgrade,) = planned(PREPRINT, memory).upgrades
    assert upgrade.evidence == (
        "Crossref (arXiv states it): same title, 4 of 4 authors, International Conference on Machine Learning 2024; DBLP agrees"
    )
    assert "openreview search" not in memory.asked


def test_a_doi_that_arxiv_states_and_that_leads_to_another_paper_is_refused_and_told() -> None:
    wrong = replace(PAPER, title="Tides and Their Tables", authors=STRANGERS)
    memory = Memory({"arxiv": {ARXIV: replace(OWN, others=(DOI,))}, "crossref": {DOI: wrong}})
    plan = planned(PREPRINT, memory)
    assert not plan.upgrades
    assert plan.none[0].reasons == ("Crossref: titles differ",)


def test_a_doi_that_arxiv_states_of_a_paper_with_another_title_by_the_same_authors_is_left_to_a_person() -> None:
    other = replace(PAPER, title="Hydrodynamics of Cordage")
    memory = Memory({"arxiv": {ARXIV: replace(OWN, others=(DOI,))}, "crossref": {DOI: other}})
    (left,) = planned(PREPRINT, memory).unsure
    said = "Crossref: International Conference on Machine Learning 2024: 10.1234/knots is stated for it"
    assert left.reasons == (f"{said}, but its title differs (Hydrodynamics of Cordage)",)
    assert not served(other).unsure, "a search states nothing"
    erratum = Memory({"arxiv": memory.known["arxiv"], "crossref": {DOI: replace(other, title="Erratum: Cordage")}})
    assert planned(PREPRINT, erratum).none


def test_semantic_scholar_leads_to_the_best_source_and_its_own_venue_is_not_taken() -> None:
    acl = Identifier(Scheme.ACL, "2024.acl-long.7")
    page = replace(PAPER, venue="Annual Meeting of the Association for Computational Linguistics", doi="",
                   url="https://aclanthology.org/2024.acl-long.7/")  # fmt: skip
    joined = replace(OWN, venue="Findings of ICML", year="2023", standing=Standing.UNKNOWN, others=(acl,))
    (upgrade,) = planned(PREPRINT, Memory({"semanticscholar": {ARXIV: joined}, "acl": {acl: page}})).upgrades
    assert upgrade.new.get("url") == "https://aclanthology.org/2024.acl-long.7/"
    alone = planned(PREPRINT, Memory({"semanticscholar": {ARXIV: replace(joined, venue="ICML", others=())}}))
    assert alone.unsure[0].reasons == (
        "Semantic Scholar: same title, 4 of 4 authors, ICML 2023: no other source confirms it",
    )


def test_a_renamed_publication_is_taken_when_a_source_states_that_it_is_this_paper() -> None:
    renamed = replace(PAPER, title="On Knots That Untie Themselves in Running Water Today")
    memory = Memory({"arxiv": {ARXIV: replace(OWN, others=(DOI,))}, "crossref": {DOI: renamed}})
    (upgrade,) = planned(PREPRINT, memory).upgrades
    assert upgrade.new.plain("title") == renamed.title
    assert upgrade.new.plain("alttitle") == PREPRINT.plain("title")
    assert not served(renamed).upgrades
    joined = Memory({"semanticscholar": {ARXIV: replace(OWN, others=(DOI,))}, "crossref": {DOI: renamed}})
    assert planned(PREPRINT, joined).unsure
    both = Memory(found={"dblp": (replace(renamed, arxiv="2305.01234"),)})
    assert planned(PREPRINT, both).upgrades


def test_authors_that_a_list_leaves_out_come_from_the_preprints_own_record() -> None:
    memory = Memory({"arxiv": {ARXIV: OWN}}, {"dblp": (PAPER,)})
    assert planned(preprint(author=""), memory).upgrades
    assert planned(preprint(author="Adams, Ann and others"), memory).upgrades
    assert not planned(preprint(author=""), searched(PAPER)).upgrades


def test_a_preprint_with_the_id_of_another_paper_gets_no_authors_from_there() -> None:
    other = replace(OWN, title="Tides and Their Tables", authors=STRANGERS)
    memory = Memory({"arxiv": {ARXIV: other}}, {"dblp": (replace(PAPER, authors=STRANGERS),)})
    assert not planned(preprint(author=""), memory).upgrades


def test_a_preprint_of_another_server_is_joined_by_crossrefs_relation() -> None:
    own, posted = Identifier(Scheme.DOI, "10.1101/2023.05.01.123456"), "10.1101/2023.05.01.123456"
    bio = replace(OWN, arxiv="", doi=posted, others=(DOI,))
    memory = Memory({"crossref": {own: bio, DOI: replace(JOURNAL, doi=DOI.value)}})
    asked = preprint(eprint="", archiveprefix="", url=f"https://doi.org/{posted}", doi=posted, howpublished="bioRxiv")
    (upgrade,) = planned(asked, memory).upgrades
    assert upgrade.new.get("doi") == DOI.value
    assert posted in upgrade.new.get("alturl")


SERVERS = {
    "10.1101/2023.05.01.123456": "openRxiv",
    "10.1101/2023.05.01.23289999": "Cold Spring Harbor Laboratory",
    "10.2139/ssrn.4400001": "Elsevier BV",
    "10.31219/osf.io/abcde": "Center for Open Science",
    "10.21203/rs.3.rs-2800001/v1": "Research Square Platform LLC",
    "10.20944/preprints202305.0001.v1": "MDPI AG",
    "10.36227/techrxiv.22800001.v1": "Institute of Electrical and Electronics Engineers (IEEE)",
}


@pytest.mark.parametrize("doi", SERVERS)
def test_a_preprint_of_any_server_as_it_is_added_becomes_the_publication(doi: str) -> None:
    own = Identifier(Scheme.DOI, doi)
    known = replace(OWN, arxiv="", doi=doi, venue=SERVERS[doi], url=f"https://doi.org/{doi}", others=(DOI,))
    old = replace(record_entry.entry_of(known), key="k")
    assert (old.type, old.get("howpublished")) == ("misc", SERVERS[doi])
    assert is_upgradable(old, VENUES)
    stated = Memory({"crossref": {own: known, DOI: replace(JOURNAL, doi=DOI.value)}})
    for memory in (stated, Memory({"crossref": {own: replace(known, others=())}}, {"crossref": (JOURNAL,)})):
        (upgrade,) = planned(old, memory).upgrades
        assert upgrade.new.get("journal") == "Artificial Intelligence"
        assert not upgrade.new.get("howpublished")
        assert not upgrade.conflicts
        assert own.value in upgrade.new.get("alturl")


def test_preprints_that_would_become_one_publication_are_left_to_a_person() -> None:
    first = replace(PREPRINT, position=0, line=1)
    second = replace(preprint(eprint="2306.09999", url=""), key="again", position=1, line=9)
    third = replace(preprint(title="Tides", eprint="2307.00007", url=""), key="tides", position=2, line=20)
    tides = replace(PAPER, title="Tides", doi="10.1234/tides", url="")
    found = [
        found_for(first, searched(PAPER)),
        found_for(second, searched(replace(PAPER, venue="ICML", doi="", url=""))),
    ]
    found.append(found_for(third, searched(tides)))
    plan = plan_upgrades(found, Entries((first, second, third)), VENUES)
    assert [upgrade.old.key for upgrade in plan.upgrades] == ["tides"]
    assert [left.reasons[0] for left in plan.unsure] == [
        "again (line 9) would become the same publication: unl dedupe --merge adams2023knots again",
        "adams2023knots (line 1) would become the same publication: unl dedupe --merge adams2023knots again",
    ]


def test_a_workshop_paper_is_mentioned() -> None:
    plan = served(TRAPS["a workshop"])
    assert "which is no version of record" in plan.none[0].reasons[0]


def test_a_source_that_refuses_is_left_out_and_one_that_is_down_leaves_it_open() -> None:
    closed = {"dblp": RefusedError("DBLP: is blocking", source="dblp")}
    assert planned(PREPRINT, Memory(failing=closed)).none
    down = {"crossref": UnreachableError("Crossref: answered 503", source="crossref")}
    assert planned(PREPRINT, Memory(failing=down)).failed
    assert planned(PREPRINT, Memory(found={"dblp": (PAPER,)}, failing=down)).upgrades
    refusing = {name: RefusedError(f"{name}: no", source=name) for name in ("dblp", "semanticscholar", "openreview")}
    assert planned(PREPRINT, Memory(failing=refusing)).failed, "Crossref alone does not know of most"
    every = ("arxiv", "semanticscholar", "dblp", "crossref", "openreview", "datacite", "arxiv_page")
    refused = {name: RefusedError(f"{name}: no", source=name) for name in every}
    assert planned(PREPRINT, Memory(failing=refused)).failed


def test_the_sources_are_spared_when_a_publication_is_proven() -> None:
    memory = Memory(found={"dblp": (PAPER,), "crossref": (PAPER,), "openreview": (PAPER,)})
    assert planned(PREPRINT, memory).upgrades
    assert [asked for asked in memory.asked if asked.endswith("search")] == ["dblp search"]


def test_an_unknown_preprint_is_asked_about_all_the_same() -> None:
    unknown = {"arxiv": NoSuchRecordError("arXiv: does not know it", source="arxiv")}
    assert found_for(PREPRINT, Memory(failing=unknown, found={"dblp": (PAPER,)})).proven


FORMS = {
    "as Google Scholar writes it": "@article{k, author={AUTHORS}, title={TITLE}, journal={arXiv preprint arXiv:2305.01234}, year={2023}}",
    "as DBLP writes it": "@article{k, author={AUTHORS}, title={TITLE}, journal={CoRR}, volume={abs/2305.01234}, year={2023}, eprinttype={arXiv}, eprint={2305.01234}, url={https://doi.org/10.48550/arXiv.2305.01234}, doi={10.48550/ARXIV.2305.01234}}",
    "in biblatex": "@online{k, author={AUTHORS}, title={TITLE}, date={2023-05-04}, eprint={2305.01234}, eprinttype={arxiv}, eprintclass={cs.LG}}",
    "by its link alone": "@misc{k, author={AUTHORS}, title={TITLE}, url={https://arxiv.org/pdf/2305.01234v2}}",
    "with remarks": "@misc{k, author={AUTHORS}, title={TITLE}, note={Accepted at ICML 2024}, year={2023}, eprint={2305.01234}, archiveprefix={arXiv}, month=may}",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_preprint_in_any_form_becomes_one_publication(form: str) -> None:
    old = entry(FORMS[form].replace("AUTHORS", AUTHORS).replace("TITLE", PREPRINT.plain("title")))
    (upgrade,) = planned(old, searched(PAPER)).upgrades
    new = upgrade.new
    assert (new.type, new.key, new.year, new.get("doi")) == ("inproceedings", "k", "2024", "10.1234/knots")
    assert new.venue == PAPER.venue
    assert not {"journal", "journaltitle", "date", "month", "howpublished"} & set(new.fields)
    assert "2305.01234" in str(dict(new.fields))
    assert {found.value for found in identifiers.of_entry(new)} >= {"2305.01234", "10.1234/knots"}
    assert not new.get("volume")
    assert not upgrade.conflicts


def test_an_entry_of_the_publication_that_is_there_is_named_even_without_identifiers() -> None:
    fields = {"author": AUTHORS, "title": PAPER.title, "booktitle": "ICML", "year": "2024"}
    there = Entry("inproceedings", "there", fields)
    here, there = replace(PREPRINT, position=0), replace(there, position=1, line=9)
    plan = planned(here, searched(PAPER), (here, there))
    assert not plan.upgrades
    assert "unl dedupe --merge there adams2023knots" in plan.unsure[0].reasons[0]
