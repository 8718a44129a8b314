"""The table of recorded answers: which way of unl an answer belongs to, and that the table tells what is wrong."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import recorded_runs
import recorded_serving
import recorded_table
from facts import Facts
from made_answers import AUTHORS, MADE, TITLE
from recorded_cases import Case, cases_of
from recorded_forms import differences, level
from recorded_routes import route_of

WORK = Case("crossref", "work.json", "GET", MADE[0].url, 200, "application/json", MADE[0].body(TITLE, AUTHORS).encode())


def asked(url: str, *, status: int = 200, method: str = "GET", accept: str = "", location: str = "") -> Case:
    return Case("any", "any", method, url, status, "text/html", b"", {"location": location} if location else {}, accept)


ROUTES = [
    (asked("https://export.arxiv.org/api/query?id_list=2101.00001v2,math/0309136"), "add arxiv 2101.00001v2 math/0309136"),
    (asked("http://export.arxiv.org/api/query?search_query=ti:knots"), "not used"),
    (asked("http://export.arxiv.org/api/query?search_query=ti:knots", status=503), "add arxiv 2101.00001"),
    (asked("https://arxiv.org/abs/2101.00001"), "add arxiv_page 2101.00001"),
    (asked("https://arxiv.org/pdf/2101.00001"), "not used"),
    (asked("https://api.crossref.org/v1/works/10.1234%2Fa%3Cb%3E"), "add crossref 10.1234/a<b>"),
    (asked("https://api.crossref.org/works?rows=1&query.bibliographic=Knots+of"), "search crossref Knots of"),
    (asked("https://api.crossref.org/works?filter=has-abstract:true"), "not used"),
    (asked("https://api.crossref.org/works/10.1234/a/agency"), "not used"),
    (asked("https://api.crossref.org/journals/1234-5678", status=429), "add crossref 10.1234/stand.in"),
    (asked("https://api.crossref.org/works/10.1234/a/transform"), "add doi 10.1234/a"),
    (asked("https://api.crossref.org/works/10.1234/a/transform/text/x-bibliography"), "not used"),
    (asked("https://api.datacite.org/dois/10.5281/zenodo.1"), "add datacite 10.5281/zenodo.1"),
    (asked("https://api.datacite.org/dois?query=knots"), "not used"),
    (asked("https://dx.doi.org/10.1234/a"), "add doi 10.1234/a"),
    (asked("https://doi.org/10.1234/a", accept="text/x-bibliography; style=apa"), "not used"),
    (asked("https://doi.org/10.1234/a", status=302, location="https://publisher.example.org/a"), "not used"),
    (asked("https://dblp.org/rec/conf/x/Y20.bib?param=1"), "add dblp DBLP:conf/x/Y20"),
    (asked("https://dblp.org/rec/conf/x/Y20.xml"), "not used"),
    (asked("https://dblp.uni-trier.de/search/publ/api?q=knots&format=json"), "search dblp knots"),
    (asked("https://api2.openreview.net/notes?forum=abcDEF12"), "add openreview https://openreview.net/forum?id=abcDEF12"),
    (asked("https://api.openreview.net/notes?id=abcDEF12"), "add openreview_v1 https://openreview.net/forum?id=abcDEF12"),
    (asked("https://openreview.net/forum?id=abcDEF12"), "not used"),
    (asked("https://aclanthology.org/P17-2044.bib"), "add acl P17-2044"),
    (asked("https://aclanthology.org/volumes/P17-2.bib"), "not used"),
    (asked("https://api.semanticscholar.org/graph/v1/paper/search/match?query=knots"), "search semanticscholar knots"),
    (asked("https://api.semanticscholar.org/graph/v1/paper/PMID:1"), "add semanticscholar pmid:1"),
    (asked("https://api.semanticscholar.org/graph/v1/paper/batch", method="POST"), "many semanticscholar DOI:10.1234/stand.in"),
    (asked("https://api.crossref.org/works", method="POST"), "not used"),
    (asked("https://api.semanticscholar.org/recommendations/v1/papers"), "not used"),
    (asked("https://proceedings.mlr.press/v37/ioffe15.html"), "add pmlr https://proceedings.mlr.press/v37/ioffe15.html"),
    (asked("https://proceedings.mlr.press/v37/"), "not used"),
    (asked("https://api.github.com/repos/some/one"), "links github https://github.com/some/one"),
    (asked("https://journal.example.org/a?b=c"), "add landing https://journal.example.org/a?b=c"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "told"), ROUTES, ids=[told for _, told in ROUTES])
def test_an_answer_belongs_where_its_question_comes_from(case: Case, told: str) -> None:
    route = route_of(case)
    assert " ".join(filter(None, (route.way, route.source, *route.things))) == told
    assert bool(route.why) == (route.way == "not used")


def folder(path: Path, case: Case) -> Path:
    row = {
        "file": case.name,
        "method": case.method,
        "url": case.url,
        "status": case.status,
        "content_type": case.content_type,
    }
    (path / "service").mkdir()
    (path / "service" / "index.json").write_text(json.dumps([row]), encoding="utf-8")
    (path / "service" / case.name).write_bytes(case.body)
    return path


def test_the_table_has_a_line_for_each_case_and_counts_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert recorded_table.main([str(folder(tmp_path, WORK))]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["service", "work.json", "add", "ok"]
    assert lines[-1].split() == ["all", "1", "1", "0", "0", "0"]


@pytest.mark.parametrize(("field", "value"), [("titles", ("Other",)), ("authors", ("Ada Aalto",)), ("years", ("2020",)), ("venues", ("Knots",)), ("dois", ("10.1234/x",)), ("arxiv", "2101.00001")])  # fmt: skip
def test_what_differs_is_told_and_the_table_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, field: str, value: object
) -> None:
    real = recorded_runs.facts_of
    monkeypatch.setattr(
        recorded_runs, "facts_of", lambda case: tuple(replace(one, **{field: value}) for one in real(case))
    )
    assert recorded_table.main([str(folder(tmp_path, WORK))]) == 1
    assert "differs:" in capsys.readouterr().out


def test_an_answer_that_is_never_asked_for_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        recorded_serving,
        "_addresses",
        lambda case, route: [f"https://api.crossref.org/works/10.1234/{route.way}{case.status}"],
    )
    assert recorded_table.main([str(folder(tmp_path, WORK))]) == 1
    assert "never asked for" in capsys.readouterr().out


def test_an_answer_to_what_is_never_asked_is_listed_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = replace(WORK, url="https://api.crossref.org/works/10.1234/odd.1/agency")
    assert recorded_table.main([str(folder(tmp_path, case))]) == 0
    assert "Not used: 1" in (told := capsys.readouterr().out)
    assert "not which one it is" in told


def test_a_folder_without_recorded_answers_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert recorded_table.main([str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    with pytest.raises(FileNotFoundError):
        cases_of(tmp_path)


LEVELLED = [
    ("{\\'E}cole \\& {LLM}s", "École & LLMs"),
    ("Ropes in $\\mathbb{R}^3$", "Ropes in R3"),
    ("<i>KRAS</i> and H<sub>2</sub>O", "KRAS and H2O"),
    ("Ropes&#39; Knots&nbsp;&amp;  Bends", "Ropes’ Knots & Bends"),
    ("1--9", "1–9"),
]


@pytest.mark.parametrize(("one", "other"), LEVELLED)
def test_latex_unicode_markup_case_and_blanks_are_levelled(one: str, other: str) -> None:
    assert level(one) == level(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Knots 2", "Knots 3"), ("Knots: A Survey", "Knots A Survey"), ("Knot", "Knots"), ("a<b", "ab")]
)
def test_words_digits_and_signs_are_not_levelled(one: str, other: str) -> None:
    assert level(one) != level(other)


def test_authors_are_compared_in_order_and_in_full() -> None:
    wanted = Facts(("T",), ("Ada Aalto", "Bo Byström"))
    assert differences(wanted, replace(wanted, authors=("Ada Aalto", "Bo Bystrom"))) == []
    for authors in (
        ("Bo Byström", "Ada Aalto"),
        ("Ada Aalto",),
        ("A. Aalto", "Bo Byström"),
        ("Ada Aalto", "Bo Byström", "others"),
    ):
        assert differences(wanted, replace(wanted, authors=authors))
