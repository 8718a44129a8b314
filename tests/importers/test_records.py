"""Lists of records: YAML, JSON, CSV, CSL-JSON and RIS, in the layouts that people keep them in."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from unlcli import importers
from unlcli.domain.draft import Draft, Reading
from unlcli.domain.venues import VenueTable
from unlcli.errors import StoreError

Read = Callable[..., Reading]
_VENUES = VenueTable()

BEES: dict[str, Any] = {"title": "On the Dance of Bees"}
ANTS: dict[str, Any] = {"title": "Ants in Winter: A Survey"}
BOTH = [BEES["title"], ANTS["title"]]


def facts(draft: Draft) -> dict[str, object]:
    return {name: value for name in Draft.__dataclass_fields__ if (value := getattr(draft, name)) and name != "line"}


_LISTS = {
    "mappings.yml": "- title: On the Dance of Bees\n  year: 2020\n- title: 'Ants in Winter: A Survey'\n",
    "wrapped.yaml": "version: 1\npapers:\n  - {title: On the Dance of Bees}\n  - {title: 'Ants in Winter: A Survey'}\n",
    "documents.yml": "---\ntitle: On the Dance of Bees\n---\ntitle: 'Ants in Winter: A Survey'\n...\n",
    "anchors.yml": (
        "defaults: &d {venue: ICML, year: 2020}\nlist:\n"
        "- {<<: *d, title: On the Dance of Bees}\n- {<<: *d, title: 'Ants in Winter: A Survey'}\n"
    ),
    "array.json": json.dumps([BEES, ANTS]),
    "inside.json": json.dumps({"meta": {"n": 2}, "papers": [BEES, ANTS]}),
    "keyed.json": json.dumps({"ada2020": {**BEES, "year": 2020}, "bob2021": {**ANTS, "year": 2021}}),
    "columns.json": json.dumps({"title": {"0": BEES["title"], "1": ANTS["title"]}, "year": {"0": 2020, "1": 2021}}),
    "lines.jsonl": json.dumps(BEES) + "\n\n" + json.dumps(ANTS) + "\n",
    "titles.json": json.dumps({t: {"url": f"https://x.org/{n}"} for n, t in enumerate(BOTH)}),
    "links.json": json.dumps({t: f"https://x.org/{n}" for n, t in enumerate(BOTH)}),
    "comma.csv": "Title,Year\nOn the Dance of Bees,2020\nAnts in Winter: A Survey,2021\n",
    "semicolon.csv": "\ufeffJahr;Title;Notes\r\n2020;On the Dance of Bees;a, b\r\n2021;Ants in Winter: A Survey;c\r\n",
    "tab.tsv": "Year\tPaper\tAuthors\n2020\tOn the Dance of Bees\tA. Ada\n2021\tAnts in Winter: A Survey\tB. Bob\n",
    "separator.csv": 'sep=;\n"Title";"Year"\n"On the Dance of Bees";"2020"\n"Ants in Winter: A Survey";"2021"\n',
    "quoted.csv": 'title,abstract\nOn the Dance of Bees,"one\ntwo, ""three"""\nAnts in Winter: A Survey,x\n',
    "headless.csv": "2020,On the Dance of Bees,https://x.org/1\n2021,Ants in Winter: A Survey,https://x.org/2\n",
    "list.ris": "TY  - JOUR\nTI  - On the Dance of Bees\nER  - \n\nTY  - CONF\nT1  - Ants in Winter: A Survey\nER  - \n",
    "csl.json": json.dumps([{"type": "book", **BEES, "issued": {}}, {"type": "thesis", **ANTS, "issued": {}}]),
}


@pytest.mark.parametrize("name", _LISTS)
def test_both_papers_of_a_list_are_read(name: str, read: Read) -> None:
    reading = read(_LISTS[name], name)
    assert [draft.title for draft in reading.drafts] == BOTH
    assert reading.skipped == ()
    assert [draft.line for draft in reading.drafts] == sorted(draft.line for draft in reading.drafts)


@pytest.mark.parametrize("name", [name for name in _LISTS if name != "headless.csv"])
def test_a_list_without_a_name_is_known_by_its_text(name: str, read: Read) -> None:
    assert [draft.title for draft in read(_LISTS[name], "standard input").drafts] == BOTH


@pytest.mark.parametrize(
    "page",
    [
        "---\ntitle: My list\n---\n\n| Title | Year |\n|--|--|\n| On the Dance of Bees | 2020 |\n",
        "---\ntitle: My list\n---\n<table><tr><th>Title<th>Year<tr><td>On the Dance of Bees<td>2020</table>\n",
    ],
)
def test_front_matter_above_a_page_makes_no_yaml_of_it(page: str, read: Read) -> None:
    for name in ("README.md", "list.yml", "standard input"):
        assert [draft.title for draft in read(page, name).drafts] == ["On the Dance of Bees"]


_LINK = "https://arxiv.org/abs/2001.00001"
_REPO = "https://github.com/ada/bees"
_VALUES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"paper_url": _LINK, "githubUrl": _REPO}, {"urls": (_LINK,), "code": (_REPO,)}),
    ({"paperurl": _LINK, "links": [{"blog": "https://b.org/x"}]}, {"urls": (_LINK,), "extra": {"blog": "https://b.org/x"}}),
    ({"arxiv_id": "2001.00001", "repo": _REPO}, {"urls": (_LINK,), "code": (_REPO,)}),
    ({"url_pdf": _LINK, "url_code": _REPO}, {"urls": (_LINK,), "code": (_REPO,)}),
    ({"links": {"pdf": _LINK, "code": _REPO}}, {"urls": (_LINK,), "code": (_REPO,)}),
    ({"links": [{"name": "Paper", "url": _LINK}, {"name": "Code", "url": _REPO}]}, {"urls": (_LINK,), "code": (_REPO,)}),
    ({"links": [{"name": "Blog", "url": "https://b.org/x"}]}, {"extra": {"blog": "https://b.org/x"}}),
    ({"doi": "10.1000/bees"}, {"urls": ("https://doi.org/10.1000/bees",)}),
    ({"project_page": "https://bees.org/"}, {"links": {"website": ("https://bees.org/",)}}),
    ({"code": "files/bees.zip"}, {"extra": {"column-code": "files/bees.zip"}}),
    ({"authors": ["Ada Lovelace", "Lovelace, Bo"]}, {"authors": "Lovelace, Ada and Lovelace, Bo"}),
    ({"authors": "Ada Lovelace, Bo van Dam, et al."}, {"authors": "Lovelace, Ada and van Dam, Bo and others"}),
    ({"authors": [{"given": "Bo", "family": "Dam", "particle": "van"}]}, {"authors": "van Dam, Bo"}),
    (
        {"authors": [{"name": "Ada Lovelace", "affiliation": "Hive"}]},
        {"authors": "Lovelace, Ada", "extra": {"authors-affiliation": "Lovelace, Ada: Hive"}},
    ),
    ({"conference": "ICML", "year": "2020.0"}, {"venue": "ICML", "year": "2020"}),
    ({"venue": {"name": "ICML", "year": 2020}}, {"venue": "ICML", "year": "2020"}),
    ({"date": "2020-03-09T00:00:00Z"}, {"year": "2020", "extra": {"date": "2020-03-09"}}),
    ({"published": "2020/3", "venue": "ICML"}, {"year": "2020", "venue": "ICML", "extra": {"date": "2020-03"}}),
    ({"tags": ["hive", "dance"]}, {"extra": {"keywords": "hive, dance"}}),
    ({"categories": ["Bees > Dance", "Insects"]}, {"categories": ("Bees > Dance", "Insects")}),
    ({"category": "Bees", "subcategory": "Dance"}, {"categories": ("Bees > Dance",)}),
    ({"tldr": "They dance, <b>see</b> <a href='https://h.org'>the hive</a>."}, {"extra": {"tldr": "They dance, see the hive https://h.org."}}),
    ({"metrics": {"citations": 5, "deep": {"er": "x"}}}, {"extra": {"metrics-citations": "5", "metrics-deep": "x"}}),
    ({"volume": "3", "pages": "1-9"}, {"extra": {"volume": "3", "pages": "1-9"}}),
    ({"id": "ada2020bees"}, {"key": "ada2020bees"}),
    ({"year": 2020, "score": "9" * 5000}, {"year": "2020", "extra": {"score": "9" * 5000}}),
]  # fmt: skip


@pytest.mark.parametrize(("given", "wanted"), _VALUES, ids=[",".join(given) for given, _ in _VALUES])
def test_what_stands_under_a_key_is_kept_where_it_belongs(
    given: dict[str, Any], wanted: dict[str, Any], read: Read
) -> None:
    (draft,) = read(json.dumps([BEES | given, {"title": "Other"}]), "list.json").drafts[:1]
    assert facts(draft) == {"title": BEES["title"], **wanted}


def test_a_key_that_stands_twice_loses_no_value(read: Read) -> None:
    (draft,) = read('[{"title": "On the Dance of Bees", "score": "a", "score": "b"}]', "list.json").drafts
    assert draft.extra == {"score": "a", "score-2": "b"}


def test_sections_of_a_yaml_list_are_categories_venues_and_years(read: Read) -> None:
    text = """\
Dance:
  papers:
  - title: On the Dance of Bees
ICML:
  '2020':
    header: {title: Title, year: ' Year '}
    length: {title: 60, year: 4}
    body:
    - title: Ants in Winter
- not: reached
"""
    first, second = read(text.rpartition("- not")[0], "list.yml").drafts
    assert first.categories == ("Dance",)
    assert (second.venue, second.year, second.categories) == ("ICML", "2020", ())


def test_a_contents_of_sections_is_no_paper(read: Read) -> None:
    text = "sections:\n- title: Dance\nDance:\n- {title: On the Dance of Bees, year: 2020}\n"
    assert [draft.title for draft in read(text, "list.yml").drafts] == ["On the Dance of Bees"]


def test_records_without_a_title_are_told_with_their_line(read: Read) -> None:
    text = "- title: On the Dance of Bees\n- year: 2020\n  url: https://x.org\n"
    assert [(s.line, s.reason) for s in read(text, "list.yml").skipped] == [(2, "no title")]
    lines = '{"title": "On the Dance of Bees"}\n{"title": \n'
    (skipped,) = read(lines, "list.jsonl").skipped
    assert skipped.line == 2
    assert skipped.reason.startswith("not JSON: ")


def test_an_entry_in_bibtex_gives_its_fields(read: Read) -> None:
    entry = "@article{ada, title={On the Dance of Bees}, journal={Hive}, volume={3}}"
    (draft,) = read(json.dumps([BEES | {"bibtex": entry, "code": _REPO, "url": _LINK}]), "list.json").drafts
    assert (draft.type, draft.key) == ("article", "ada")
    assert draft.fields["volume"] == "3"
    assert draft.fields["code"] == _REPO


def test_tags_of_yaml_run_nothing(read: Read) -> None:
    text = "- title: On the Dance of Bees\n  note: !!python/object/apply:os.system ['exit 3']\n"
    assert read(text, "list.yml").drafts[0].extra == {"note": "exit 3"}


_CSL = {
    "id": "ada2020", "type": "article-journal", "title": "On the <i>Dance</i> of Bees", "container-title": "Hive & Honey",
    "author": [
        {"family": "Beek", "given": "Ada", "non-dropping-particle": "van der"},
        {"family": "King", "given": "Bo", "suffix": "Jr."}, {"literal": "The Bee Group"},
    ],
    "issued": {"date-parts": [["2020", 3, 9]]}, "volume": 3, "issue": "2", "page": "1-9", "DOI": "10.1000/Bees",
    "URL": "https://x.org/a_b", "keyword": "hive", "abstract": "They dance.", "archive": "Attic",
}  # fmt: skip


def test_csl_keeps_all_that_it_says_of_a_paper(read: Read) -> None:
    (draft,) = read(json.dumps([_CSL]), "list.json").drafts
    assert (draft.type, draft.key) == ("article", "ada2020")
    assert draft.fields == {
        "author": "van der Beek, Ada and King, Jr., Bo and {The Bee Group}", "title": "On the Dance of Bees",
        "journal": r"Hive \& Honey", "volume": "3", "number": "2", "pages": "1--9", "year": "2020", "date": "2020-03-09",
        "doi": "10.1000/bees", "url": "https://x.org/a_b", "abstract": "They dance.", "keywords": "hive", "archive": "Attic",
    }  # fmt: skip


def test_a_work_as_crossref_describes_it_is_an_item_of_csl(read: Read) -> None:
    work = {
        "type": "journal-article",
        "title": ["On the Dance of Bees"],
        "container-title": ["Hive"],
        "DOI": "10.1000/x",
    }
    (draft,) = read(json.dumps({"message": {"items": [work]}}), "works.json").drafts
    assert (draft.title, draft.fields["journal"], draft.categories) == ("On the Dance of Bees", "Hive", ())


@pytest.mark.parametrize(
    ("issued", "year", "date"),
    [
        ({"date-parts": [[2020]]}, "2020", ""),
        ({"date-parts": [[2020, 13, 40]]}, "2020", ""),
        ({"date-parts": []}, "", ""),
        ({"raw": "2020-03"}, "2020", "2020-03"),
        ([{"year": 2020, "month": 3}], "2020", "2020-03"),
        ({"literal": "forthcoming"}, "", ""),
    ],
)
def test_dates_of_csl(issued: object, year: str, date: str, read: Read) -> None:
    (draft,) = read(json.dumps([{**_CSL, "issued": issued}]), "list.json").drafts
    assert (draft.year, draft.fields.get("date", "")) == (year, date)


def test_ris_keeps_all_that_it_says_of_a_paper(read: Read) -> None:
    text = (
        "TY  - CONF\r\nID  - ada2020\r\nA1  - van der Beek, Ada\r\nAU  - King, Bo, Jr.\r\nTI  - On the Dance\r\n  of Bees\r\n"
        "T2  - Hive & Honey\r\nY1  - 2020/03/09/\r\nVL  - 3\r\nSP  - 1\r\nEP  - 9\r\nSN  - 1234-5678\r\nDO  - 10.1000/Bees\r\n"
        "UR  - https://x.org/a;https://x.org/b\r\nL1  - file:///home/a.pdf\r\nUR  - at home\r\nN1  - Code: https://github.com/ada/bees\r\n"
        "N1  - Read it.\r\nKW  - hive\r\nKW  - dance\r\nZZ  - odd\r\nER  - \r\n"
    )
    (draft,) = read(text, "list.ris").drafts
    assert (draft.type, draft.key, draft.line) == ("inproceedings", "ada2020", 1)
    assert draft.fields == {
        "author": "King, Jr., Bo and van der Beek, Ada", "title": "On the Dance of Bees", "booktitle": r"Hive \& Honey",
        "volume": "3", "pages": "1--9", "year": "2020", "date": "2020-03-09", "issn": "1234-5678", "doi": "10.1000/bees",
        "url": "https://x.org/a", "alturl": "https://x.org/b", "file": "file:///home/a.pdf", "note": "Read it.",
        "code": "https://github.com/ada/bees", "keywords": "hive, dance", "ris-ur": "at home", "ris-zz": "odd",
    }  # fmt: skip


def test_a_ris_record_that_is_not_closed_is_read_and_told(read: Read) -> None:
    reading = read("TY  - JOUR\nTI  - On the Dance of Bees\nTY  - JOUR\nTI  - Ants in Winter\nER  - \n", "a.ris")
    assert [draft.title for draft in reading.drafts] == ["On the Dance of Bees", "Ants in Winter"]
    assert [(repair.line, repair.what) for repair in reading.repairs] == [(1, "the record is not closed by ER")]


_LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.yml", "- title: a\n  b: [c\n- d: e\n", "a.yml:3: not YAML: "),
        ("a.yml", "\ttitle: a\n", "a.yml:1: not YAML: "),
        ("a.yml", "- title: a\n  b: *nothing\n", "a.yml:2: not YAML: the alias *nothing names nothing before it"),
        ("a.yml", "[" * 5000, "a.yml:1: nested more than 60 levels deep"),
        ("a.yml", "- &a [*a]\n", "a.yml:1: not YAML: "),
        ("a.yml", _LAUGHS, "its aliases stand for too many values"),
        ("a.json", '[{"title": "a"},\n{"title" "b"}]', "a.json:2: not JSON: "),
        ("a.json", "[" * 200_000, "a.json:1: nested more than 60 levels deep"),
        ("a.json", '{"a":' * 200 + "1" + "}" * 200, "nested more than 60 levels deep"),
        ("a.json", "", "a.json:1: not JSON: "),
        ("a.ris", "\nhello\n", "a.ris:2: not RIS: "),
    ],
    ids=range(11),
)
def test_what_is_not_of_its_format_is_told_in_one_line(name: str, text: str, told: str) -> None:
    with pytest.raises(StoreError) as error:
        importers.read(text, name=name, venues=_VENUES)
    assert told in error.value.message
    assert "\n" not in error.value.message
    assert error.value.hint


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '[{"title": "A B C", "x": NaN, "y": 1e999999, "z": "\\u0000\\ud800", "w": [[[{}]]], "v": {}}]'),
        ("a.json", '{"title": {"title": {"title": []}}, "authors": {"authors": 1}, "links": [[], {}, null]}'),
        ("a.yml", "? [a, b]\n: c\n? {d: e}\n: - title: A B C\n"),
        ("a.yml", "- title: [A, B]\n  authors: {name: {}}\n  links: {url: {url: x}}\n- - - title: A B C\n"),
        ("a.csv", 'title,a\n"never closed,' + "x,\n" * 45_000),
        ("a.csv", "title;;;\n;;;\n;x;y;z;w;v\n"),
        ("a.csv", "\n\n"),
        ("a.ris", "TY  - \nER  - \n" + "TY  - X\n" * 1000 + "AU  - \n,\n"),
    ],
    ids=range(8),
)
def test_odd_documents_are_read_for_what_they_are(name: str, text: str, read: Read) -> None:
    reading = read(text, name)
    assert all(draft.title.strip() for draft in reading.drafts)
    assert all("\x00" not in value for draft in reading.drafts for value in draft.extra.values())


@pytest.mark.parametrize("name", ["a.yml", "a.json", "a.jsonl", "a.csv", "a.ris"])
def test_twice_the_records_take_about_twice_the_time(name: str, read: Read) -> None:
    def took(count: int) -> float:
        text = _many(name, count)
        began = time.process_time()
        assert len(read(text, name).drafts) == count
        return time.process_time() - began

    took(10)
    assert took(1600) < 8 * took(400) + 0.2


def _many(name: str, count: int) -> str:
    rows = [{"title": f"Study {n} of the bees", "year": "2020", "url": f"https://x.org/{n}"} for n in range(count)]
    match name.partition(".")[2]:
        case "yml":
            return "".join(f"- title: {row['title']}\n  year: {row['year']}\n  url: {row['url']}\n" for row in rows)
        case "json":
            return json.dumps(rows, indent=1)
        case "jsonl":
            return "\n".join(map(json.dumps, rows))
        case "csv":
            return "title,year,url\n" + "".join(",".join(row.values()) + "\n" for row in rows)
        case _:
            return "".join(
                f"TY  - JOUR\nTI  - {row['title']}\nPY  - 2020\nUR  - {row['url']}\nER  - \n" for row in rows
            )
