"""Entries against what the sources of their own identifiers say: nothing where all is well, and each error that was planted."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from planted_errors import plant
from said_of_library import Said, said_of

from unlcli.domain.change import SetField, applied
from unlcli.domain.entry import Entry
from unlcli.domain.finding import Finding, Severity
from unlcli.domain.identifiers import Identifier
from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.errors import SourceError
from unlcli.services.verify import VerifyResult, verify
from unlcli.services.verifying.asked import ask_all
from unlcli.sources.asking import Answer, Request
from unlcli.sources.lookup import Found
from unlcli.store.bibfile import BibFile

TABLE = VenueTable()
LIST = Path(__file__).resolve().parents[2] / "library.bib"
SEEDS = range(8)


def silent(_: int, __: int) -> None:
    pass


def answers_of(library: Entries, said: Said) -> dict[Identifier, Found | SourceError]:
    return ask_all(library, said.ask, silent)


def compared(library: Entries, answers: dict[Identifier, Found | SourceError], *keys: str) -> VerifyResult:
    entries = [entry for entry in library if not keys or entry.key in keys]
    return verify(library, entries, answers, TABLE, lambda _value, _name: True)


@pytest.fixture(scope="module")
def shipped() -> Entries:
    return BibFile.open(LIST).entries


def with_entries(library: Entries, changed: Sequence[Entry]) -> Entries:
    by_key = {entry.key: entry for entry in changed}
    return replace(library, entries=tuple(by_key.get(entry.key, entry) for entry in library))


def changed(library: Entries, key: str, **fields: str | None) -> Entries:
    entry = library.by_key[key][0]
    kept = {name: value for name, value in {**entry.fields, **fields}.items() if value is not None}
    return with_entries(library, [replace(entry, fields=kept)])


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_found_in_a_library_that_is_right_however_the_services_write_it(shipped: Entries, seed: int) -> None:
    result = compared(shipped, answers_of(shipped, said_of(shipped, seed)))
    assert [finding.message for finding in result.findings] == []
    assert [each.error.message for each in result.uncompared] == []
    assert result.without == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_planted_errors_are_found_and_nothing_else(shipped: Entries, seed: int) -> None:
    answers = answers_of(shipped, said_of(shipped, seed))
    planted = plant(shipped.entries, 40, seed)
    found = {f.key for f in compared(with_entries(shipped, list(planted.values())), answers).findings}
    assert len(planted) == 40
    assert found <= planted.keys()
    assert len(found) >= 38


def test_what_is_proposed_mends_what_was_planted(shipped: Entries) -> None:
    answers = answers_of(shipped, said_of(shipped, 1))
    library = with_entries(shipped, list(plant(shipped.entries, 40, 1).values()))
    findings = compared(library, answers).findings
    changes = [change for finding in findings for change in finding.changes]
    mended = replace(library, entries=tuple(applied(entry, changes) for entry in library))
    left = compared(mended, answers).findings
    assert all(finding.changes for finding in findings)
    assert [finding.message for finding in left] == []


@pytest.mark.parametrize(("one", "other"), [("jia2024soul", "jia2024wagle"), ("eldan2023whos", "li2024wmdp")])
def test_swapped_identifiers_are_told_on_both_entries(shipped: Entries, one: str, other: str) -> None:
    a, b = shipped.by_key[one][0], shipped.by_key[other][0]
    library = changed(shipped, one, eprint=b.get("eprint"), url=None)
    library = changed(library, other, eprint=a.get("eprint"))
    found = compared(library, answers_of(library, said_of(shipped, 2)), one, other).findings
    assert {(f.code, f.key, f.severity) for f in found} == {("N004", one, "error"), ("N004", other, "error")}
    whose = {f.key: f.message.rpartition(" ")[2] for f in found}
    assert whose == {one: other, other: one}


def test_several_preprints_are_asked_about_in_one_question(shipped: Entries) -> None:
    said = said_of(shipped, 1)
    answers_of(shipped, said)
    assert len([url for url in said.asked if "export.arxiv.org" in url]) <= 4


def test_a_preprints_year_says_nothing_on_the_published_paper(shipped: Entries) -> None:
    library = changed(shipped, "wang2025large", year="2024")  # known to arXiv alone
    assert compared(library, answers_of(library, said_of(shipped, 1)), "wang2025large").findings == ()


def found_in(text: str, answers: dict[str, tuple[str, str] | int], tmp_path: Path) -> list[Finding]:
    path = tmp_path / "library.bib"
    path.write_text(text, encoding="utf-8")
    library = BibFile.open(path).entries

    def ask(request: Request) -> Answer:
        said = next((said for address, said in answers.items() if request.url.startswith(address)), 404)
        if isinstance(said, int):
            return Answer(said, b"Resource not found.", request.url, "text/plain")
        return Answer(200, said[1].encode(), request.url, said[0])

    return list(compared(library, ask_all(library, ask, silent)).findings)


def work(**fields: object) -> tuple[str, str]:
    message: dict[str, object] = {
        "DOI": "10.1234/knots",
        "type": "journal-article",
        "title": ["Knots of the Northern Gardens"],
        "container-title": ["Journal of Knots"],
        "author": [{"given": "A.", "family": "Aalto"}, {"given": "Bo", "family": "Byström"}],
        "published-print": {"date-parts": [[2021, 3]]},
        "published-online": {"date-parts": [[2020, 12, 5]]},
        "volume": "7",
        "page": "101-117",
    }
    return "application/json", json.dumps({"status": "ok", "message-type": "work", "message": {**message, **fields}})


ENTRY = """@article{aalto2021knots,
  author = {Aalto, Ada and Bystr\\"om, Bo},
  title = {Knots of the Northern Gardens},
  journal = {J. Knots},
  volume = {7},
  pages = {101--17},
  year = {2021},
  doi = {10.1234/knots},
}
"""
CROSSREF = "https://api.crossref.org/works/10.1234"


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"title": ["Knots of the <i>Northern</i> Gardens:\n   An Atlas"]},
        {
            "author": [
                {"given": "Ada", "family": "Aalto"},
                {"given": "Bo", "family": "Bystroem"},
                {"name": "The Knot Team"},
            ]
        },
        {"container-title": ["The Journal of Knots"], "article-number": "12", "page": None},
        {"container-title": []},
        {"author": []},
        {"published-print": None, "issued": {"date-parts": [[2020, 11]]}},
    ],
)
def test_what_good_bibliographies_write_in_several_ways_is_no_difference(
    said: dict[str, object], tmp_path: Path
) -> None:
    assert [f.message for f in found_in(ENTRY, {CROSSREF: work(**said)}, tmp_path)] == []


@pytest.mark.parametrize(
    ("said", "code", "severity", "words"),
    [
        ({"published-print": {"date-parts": [[2019]]}, "published-online": None}, "N002", "error", "Crossref 2019"),
        ({"container-title": ["Annals of Hydraulics"]}, "N003", "error", "Crossref Annals of Hydraulics"),
        (
            {"type": "proceedings-article", "container-title": ["Workshop on Knots at ICML 2021"]},
            "N005",
            "error",
            "Workshop",
        ),
        ({"title": ["Knots of the Northern Gardens and Parks"]}, "N007", "warning", "Northern Gardens and Parks"),
        ({"title": ["Ropes of the Northern Gardens and their Uses"]}, "N007", "error", "Ropes of the Northern"),
        ({"page": "201-217"}, "N008", "warning", "201–217"),
        ({"volume": "8"}, "N008", "warning", "volume 7, not 8"),
        (
            {"author": [{"given": "Bo", "family": "Byström"}, {"given": "Ada", "family": "Aalto"}]},
            "N001",
            "error",
            "another order",
        ),
        (
            {"author": [{"given": "Bo", "family": "Byström"}]},
            "N001",
            "error",
            "no Ada Aalto",
        ),
        (
            {"author": [{"given": "Eve", "family": "Aalto"}, {"given": "Bo", "family": "Byström"}]},
            "N001",
            "warning",
            "Eve",
        ),
    ],
)
def test_what_contradicts_the_source_is_told_with_what_it_says(
    said: dict[str, object], code: str, severity: str, words: str, tmp_path: Path
) -> None:
    [finding] = found_in(ENTRY, {CROSSREF: work(**said)}, tmp_path)
    assert (finding.code, finding.severity, finding.key) == (code, severity, "aalto2021knots")
    assert words in finding.message
    assert finding.changes
    assert finding.remedies[0].startswith("unl edit aalto2021knots")


def test_a_source_that_names_the_first_author_alone_was_told_no_more(tmp_path: Path) -> None:
    [finding] = found_in(ENTRY, {CROSSREF: work(author=[{"given": "Ada", "family": "Aalto"}])}, tmp_path)
    assert (finding.code, finding.severity, finding.changes) == ("N001", Severity.WARNING, ())
    assert "no Bo Byström" in finding.message


def test_what_was_retracted_is_told(tmp_path: Path) -> None:
    told = [{"DOI": "10.1234/note", "type": "retraction", "label": "Retraction"}]
    [finding] = found_in(ENTRY, {CROSSREF: work(**{"updated-by": told})}, tmp_path)
    assert (finding.code, finding.severity, finding.changes) == ("N010", Severity.WARNING, ())
    assert "was retracted, says Crossref" in finding.message


def test_the_doi_of_a_notice_is_another_papers(tmp_path: Path) -> None:
    of = [{"DOI": "10.1234/knots-1", "type": "erratum", "label": "Erratum"}]
    said = work(title=["Correction to: Knots of the Northern Gardens"], **{"update-to": of})
    [finding] = found_in(ENTRY, {CROSSREF: said}, tmp_path)
    assert (finding.code, finding.severity) == ("N004", Severity.ERROR)


def test_another_papers_doi_is_told_and_nothing_is_compared_with_it(tmp_path: Path) -> None:
    other = work(title=["Fluid Flow in Pipes"], author=[{"given": "C.", "family": "Curl"}], volume="99")
    [finding] = found_in(ENTRY, {CROSSREF: other}, tmp_path)
    assert (finding.code, finding.severity) == ("N004", Severity.ERROR)
    assert finding.remedies[0].startswith("unl edit aalto2021knots --unset doi")


WITH_PREPRINT = ENTRY.replace("doi =", "eprint = {2001.00007},\n  doi =")
STRANGERS = WITH_PREPRINT.replace('Aalto, Ada and Bystr\\"om, Bo', "Ekman, Eve and Falk, Finn and Gran, Gro")


def test_authors_that_no_identifier_of_the_entry_has_are_wrong_and_not_the_identifiers(tmp_path: Path) -> None:
    said = {CROSSREF: work(), ARXIV: feed("Knots of the Northern Gardens", ["Ada Aalto", "Bo Byström"])}
    [finding] = found_in(STRANGERS, said, tmp_path)
    assert (finding.code, finding.severity, finding.is_asked) == ("N001", Severity.ERROR, False)
    [change] = finding.changes
    assert isinstance(change, SetField)
    assert (change.name, "Ekman" in change.value, "Byst" in change.value) == ("author", False, True)


def test_all_authors_apart_under_one_identifier_may_be_another_paper_of_that_title(tmp_path: Path) -> None:
    entry = ENTRY.replace('Aalto, Ada and Bystr\\"om, Bo', "Ekman, Eve and Falk, Finn")
    [finding] = found_in(entry, {CROSSREF: work()}, tmp_path)
    assert (finding.code, finding.severity, finding.is_asked) == ("N004", Severity.ERROR, True)
    assert "of the same title" in finding.message
    assert "Crossref has A. Aalto, Bo Byström" in finding.message


def test_one_identifier_in_two_forms_is_no_second_witness(tmp_path: Path) -> None:
    anthology = """@inproceedings{aalto2021knots,
  author = {Aalto, Ada and Bystr\\"om, Bo},
  title = {Knots of the Northern Gardens},
  booktitle = {Proceedings of ACL},
  year = {2021},
  doi = {10.18653/v1/2021.acl-long.1},
}"""
    entry = anthology.replace('Aalto, Ada and Bystr\\"om, Bo', "Ekman, Eve and Falk, Finn")
    entry = entry.replace("  doi", "  url = {https://aclanthology.org/2021.acl-long.1},\n  doi")
    said = {
        "https://api.crossref.org/works/10.18653": work(DOI="10.18653/v1/2021.acl-long.1"),
        "https://aclanthology.org/2021.acl-long.1.bib": ("text/plain", anthology),
    }
    found = found_in(entry, said, tmp_path)
    assert {finding.code for finding in found} == {"N004"}


def test_one_right_author_under_the_right_title_makes_the_others_wrong(tmp_path: Path) -> None:
    entry = ENTRY.replace("Aalto, Ada and", "Ekman, Eve and Falk, Finn and Gran, Gro and")
    [finding] = found_in(entry, {CROSSREF: work()}, tmp_path)
    assert (finding.code, finding.severity) == ("N001", Severity.ERROR)


def test_a_title_of_another_work_is_changed_only_when_a_person_says_so(tmp_path: Path) -> None:
    said = {CROSSREF: work(), ARXIV: feed("Knots of the Northern Gardens", ["Ada Aalto", "Bo Byström"])}
    [finding] = found_in(WITH_PREPRINT.replace("Knots of the Northern Gardens", "Fluid Flow in Pipes"), said, tmp_path)
    assert (finding.code, finding.severity, finding.is_asked) == ("N007", Severity.ERROR, True)
    assert [(c.name, c.value) for c in finding.changes if isinstance(c, SetField)] == [
        ("title", "Knots of the Northern Gardens")
    ]


def test_the_title_of_the_preprint_in_a_published_entry_gets_the_published_one_beside_it(tmp_path: Path) -> None:
    said = {CROSSREF: work(), ARXIV: feed("Tying Ropes in Parks", ["Ada Aalto", "Bo Byström"])}
    [finding] = found_in(WITH_PREPRINT.replace("Knots of the Northern Gardens", "Tying Ropes in Parks"), said, tmp_path)
    assert (finding.code, finding.severity, finding.is_asked) == ("N007", Severity.WARNING, False)
    assert [c.name for c in finding.changes if isinstance(c, SetField)] == ["alttitle"]


def test_a_preprint_that_was_renamed_is_a_warning_that_a_person_settles(tmp_path: Path) -> None:
    entry = PREPRINT.replace("Knots of the Northern Gardens", "Fluid Flow in Pipes")
    [finding] = found_in(entry, {ARXIV: feed("Knots of the Northern Gardens", ["Ada Aalto", "Bo Byström"])}, tmp_path)
    assert (finding.code, finding.severity, finding.is_asked) == ("N007", Severity.WARNING, True)


def test_a_venue_is_proposed_as_the_library_writes_it(tmp_path: Path) -> None:
    usual = "International Conference on Machine Learning"
    others = "".join(
        f"@inproceedings{{k{n}, title = {{Ropes {n}}}, booktitle = {{{usual}}}, year = {{202{n}}}}}\n" for n in range(3)
    )
    entry = ICLR.replace("url = {https://openreview.net/forum?id=abcDEF123}", "doi = {10.1234/knots}")
    said = work(**{
        "type": "proceedings-article", "volume": None, "page": None,
        "container-title": ["Proceedings of the 38th International Conference on Machine Learning"],
    })  # fmt: skip
    [finding] = found_in(f"{others}\n{entry}", {CROSSREF: said}, tmp_path)
    assert [(c.name, c.value) for c in finding.changes if isinstance(c, SetField)] == [("booktitle", usual)]


def test_a_doi_that_no_source_knows_is_an_error(tmp_path: Path) -> None:
    [finding] = found_in(ENTRY, {}, tmp_path)
    assert finding.message == "aalto2021knots: DOI 10.1234/knots is not known to Crossref, DataCite, doi.org"
    assert (finding.code, finding.severity, finding.location.line) == ("N009", Severity.ERROR, 8)


def test_a_comment_above_the_entry_switches_a_code_off(tmp_path: Path) -> None:
    said = work(volume="8")
    assert found_in(f"% unl: ignore[N008]\n{ENTRY}", {CROSSREF: said}, tmp_path) == []
    assert len(found_in(f"% unl: ignore[N001]\n{ENTRY}", {CROSSREF: said}, tmp_path)) == 1


def test_a_preprint_with_the_doi_of_a_journal_is_sent_to_upgrade(tmp_path: Path) -> None:
    entry = ENTRY.replace("@article", "@misc").replace("journal = {J. Knots}", "howpublished = {arXiv}")
    [finding] = found_in(entry, {CROSSREF: work()}, tmp_path)
    assert (finding.code, finding.severity) == ("N003", Severity.ERROR)
    assert finding.remedies[0].startswith("unl upgrade aalto2021knots")


ARXIV = "https://export.arxiv.org/api/query"
PREPRINT = """@misc{aalto2020knots,
  author = {Aalto, Ada and Bystr\\"om, Bo},
  title = {Knots of the Northern Gardens},
  year = {2020},
  eprint = {2001.00007},
  archiveprefix = {arXiv},
}
"""


def feed(title: str, people: Sequence[str], comment: str = "", year: str = "2020") -> tuple[str, str]:
    authors = "".join(f"<author><name>{name}</name></author>" for name in people)
    return "application/atom+xml", (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><entry>'
        f"<id>http://arxiv.org/abs/2001.00007v2</id><published>{year}-01-03T00:00:00Z</published><title>{title}</title>"
        f"<summary>{comment}</summary>{authors}</entry></feed>"
    )


def test_sources_that_disagree_make_it_unsure_and_propose_nothing(tmp_path: Path) -> None:
    said = {
        CROSSREF: work(author=[{"given": "Ada", "family": "Aalto"}]),
        ARXIV: feed("Knots of the Northern Gardens", ["Ada Aalto", "Bo Byström"]),
    }
    [finding] = found_in(ENTRY.replace("doi =", "eprint = {2001.00007},\n  doi ="), said, tmp_path)
    assert (finding.code, finding.severity, finding.changes) == ("N001", Severity.WARNING, ())
    assert "the sources disagree" in finding.message


def test_the_code_that_the_abstract_states_is_proposed(tmp_path: Path) -> None:
    told = "Our code is available at https://github.com/aalto/knots."
    said = {CROSSREF: work(), ARXIV: feed("Knots of the Northern Gardens", ["Ada Aalto", "Bo Byström"], told)}
    entry = ENTRY.replace("doi =", "eprint = {2001.00007},\n  doi =")
    [finding] = found_in(entry, said, tmp_path)
    assert (finding.code, finding.severity) == ("N006", Severity.WARNING)
    assert "--add code=https://github.com/aalto/knots" in finding.remedies[0]
    assert found_in(entry.replace("doi =", "code = {https://github.com/a/b},\n  doi ="), said, tmp_path) == []


def test_a_preprints_old_title_and_a_january_id_are_no_difference(tmp_path: Path) -> None:
    entry = "@misc{a, author = {Aalto, Ada}, title = {Knots}, alttitle = {Ropes and Gardens of Old}, year = 2020, eprint = {2001.00007}}"
    assert found_in(entry, {ARXIV: feed("Ropes and Gardens of Old", ["A. Aalto"], year="2019")}, tmp_path) == []


def test_a_preprint_that_was_withdrawn_is_told(tmp_path: Path) -> None:
    entry = "@misc{a, author = {Aalto, Ada}, title = {Ropes and Gardens of Old}, year = 2019, eprint = {2001.00007}}"
    told = "This paper has been withdrawn by the author due to an error in the proof."
    [finding] = found_in(entry, {ARXIV: feed("Ropes and Gardens of Old", ["A. Aalto"], told, year="2019")}, tmp_path)
    assert (finding.code, finding.severity) == ("N010", Severity.WARNING)
    assert "was withdrawn, says arXiv" in finding.message


def forum(venue: str, venue_id: str) -> tuple[str, str]:
    content = {
        "title": "Knots of the Northern Gardens", "authors": ["Ada Aalto", "Bo Byström"], "venue": venue, "venueid": venue_id,
    }  # fmt: skip
    wrapped = {name: {"value": value} for name, value in content.items()}
    return "application/json", json.dumps(
        {"notes": [{"id": "abcDEF123", "forum": "abcDEF123", "content": wrapped}], "count": 1}
    )


ICLR = """@inproceedings{aalto2021knots,
  author = {Aalto, Ada and Byström, Bo},
  title = {Knots of the Northern Gardens},
  booktitle = {International Conference on Learning Representations},
  year = {2021},
  url = {https://openreview.net/forum?id=abcDEF123},
}
"""


@pytest.mark.parametrize(
    ("venue", "venue_id", "codes"),
    [
        ("ICLR 2021 Poster", "ICLR.cc/2021/Conference", []),
        ("ICLR 2021 Workshop Knots", "ICLR.cc/2021/Workshop/Knots", ["N005"]),
        ("NeurIPS 2021 Oral", "NeurIPS.cc/2021/Conference", ["N003"]),
        ("ICLR 2022 Poster", "ICLR.cc/2022/Conference", ["N002"]),
        ("Submitted to ICLR 2021", "ICLR.cc/2021/Conference/Rejected_Submission", ["N003"]),
        ("", "ICLR.cc/2021/Conference", []),
    ],
)
def test_a_forum_says_what_was_accepted_where(venue: str, venue_id: str, codes: list[str], tmp_path: Path) -> None:
    found = found_in(ICLR, {"https://api2.openreview.net/notes": forum(venue, venue_id)}, tmp_path)
    assert [finding.code for finding in found] == codes


def test_another_link_may_lead_to_the_workshop_version(tmp_path: Path) -> None:
    entry = ICLR.replace("url =", "alturl =").replace("year", "doi = {10.1234/knots},\n  year")
    crossref = work(**{"type": "proceedings-article", "container-title": ["ICLR"], "volume": None, "page": None})
    said = {"https://api2.openreview.net/notes": forum("ICLR 2021 Workshop Knots", "x/Workshop"), CROSSREF: crossref}
    assert [f.message for f in found_in(entry, said, tmp_path)] == []


def test_proceedings_that_are_registered_as_a_journal_stay_proceedings(tmp_path: Path) -> None:
    entry = ICLR.replace("url = {https://openreview.net/forum?id=abcDEF123}", "doi = {10.1234/knots}")
    said = work(**{"container-title": ["Proceedings of the AAAI Conference on Artificial Intelligence"]})
    [finding] = found_in(entry, {CROSSREF: said}, tmp_path)
    assert [(change.name, change.value) for change in finding.changes if isinstance(change, SetField)] == [
        ("booktitle", "Proceedings of the AAAI Conference on Artificial Intelligence")
    ]
    assert len(finding.changes) == 1


PAGE = "@misc{a, author = {Aalto, Ada}, title = {Knots}, year = 2020, url = {https://knots.example.org/post}}"


def test_a_page_that_states_no_paper_is_nothing_to_compare_with(tmp_path: Path) -> None:
    path = tmp_path / "library.bib"
    path.write_text(PAGE, encoding="utf-8")
    library = BibFile.open(path).entries
    page = Answer(200, b"<!DOCTYPE html><html><head><title>A post</title></head></html>", "", "text/html")
    result = compared(library, ask_all(library, lambda _: page, silent))
    assert (result.findings, result.uncompared, [entry.key for entry in result.without]) == ((), (), ["a"])


def test_a_page_that_is_gone_could_not_be_compared(tmp_path: Path) -> None:
    path = tmp_path / "library.bib"
    path.write_text(PAGE, encoding="utf-8")
    library = BibFile.open(path).entries
    gone = Answer(404, b"Not found", "", "text/html")
    result = compared(library, ask_all(library, lambda _: gone, silent))
    assert (result.findings, len(result.uncompared), result.without) == ((), 1, ())


def test_hostile_records_make_no_hostile_remedy(tmp_path: Path) -> None:
    evil = "Annals of $(touch x) `Hydraulics`\x1b[31m\n@misc{y,}"
    [finding] = found_in(ENTRY, {CROSSREF: work(**{"container-title": [evil]})}, tmp_path)
    assert finding.code == "N003"
    assert "\x1b" not in "".join((finding.message, *finding.remedies))
    assert "\n" not in "".join((finding.message, *finding.remedies))
    assert "'journal=Annals of" in finding.remedies[0]
