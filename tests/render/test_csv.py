import csv
import io
import re
from collections.abc import Callable

import pytest
from hostile_papers import COLUMNS, FORMULAS, kept, listings, texts
from hypothesis import given
from render_samples import EMPTY, LISTING

from unlcli.domain.listing import Cell, Column, Link, Listing, Row, Section
from unlcli.render.escape import safe_url
from unlcli.render.listing.csv import render
from unlcli.render.options import RenderOptions
from unlcli.render.spreadsheet import guarded

#: The line of the documentation that reads a cell back.
_GUARD = re.compile(r"""(^|;)'(?=[\s"'\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@＝＋－＠])""")
_RUN_BY_A_SPREADSHEET = re.compile(r"""[\s"\u200b\ufeff]*[=+\-@＝＋－＠\t\r]""")


def table(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=delimiter == ","))


def unguarded(cell: str) -> str:
    return _GUARD.sub(r"\1", cell)


def test_golden(golden: Callable[[str, str], None]) -> None:
    golden("render/listing.csv", render(LISTING, RenderOptions()))


def test_no_papers_are_a_header() -> None:
    assert render(EMPTY, RenderOptions()) == "title,year,venue,code\r\n"


def test_lists_stand_in_one_cell_and_links_are_addresses() -> None:
    columns = tuple(Column(name, name) for name in ("title", "authors", "code", "doi", "category"))
    row = Row(
        "k",
        (
            Cell("", (Link("T", "https://x.org"),)),
            Cell("A & B"),
            Cell(
                "", (Link("code", "https://a.org/1"), Link("code 2", "javascript:x"), Link("code 3", "https://b.org"))
            ),
            Cell("", (Link("10.1/x", "https://doi.org/10.1/x"),)),
            Cell("C, D"),
        ),
        raw={"author": "A, Ann and Bo B", "category": "C;D>E"},
    )
    text = render(Listing("", columns, (Section("", rows=(row,)),)), RenderOptions())
    assert table(text)[1] == ["T", "Ann A; Bo B", "https://a.org/1 https://b.org", "10.1/x", "C; D > E"]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"author": "Ann A and Bo B and others", "editor": "C D"}, ["Ann A; Bo B; others", "C D"]),
        ({"editor": "Ann A and Lee, Bo"}, ["Ann A; Bo Lee", "Ann A; Bo Lee"]),
        ({"editor": "Ann A and others"}, ["Ann A; others", "Ann A; others"]),
        ({}, ["", ""]),
    ],
)
def test_people_have_semicolons_between(fields: dict[str, str], shown: list[str]) -> None:
    columns = tuple(Column(name, name) for name in ("authors", "editor"))
    row = Row("k", (Cell("x, y"), Cell("x and y")), raw=fields)
    assert table(render(Listing("", columns, (Section("", rows=(row,)),)), RenderOptions()))[1] == shown


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text_and_reads_back(text: str) -> None:
    assert guarded(text).startswith("'") or ";'" in guarded(text)
    assert unguarded(guarded(text)) == text


@given(texts)
def test_what_is_guarded_reads_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not any(_RUN_BY_A_SPREADSHEET.match(part) for part in guarded(kept(text)).split(";"))


@given(listings())
def test_every_cell_is_where_its_column_is(listing: Listing) -> None:
    text = render(listing, RenderOptions())
    head, *rows = table(text)
    assert head == [column.name for column in COLUMNS]
    assert text.count("\r\n") == len(text.splitlines()) == len(rows) + 1
    for cells, row in zip(rows, listing.rows, strict=True):
        record = dict(zip(head, map(unguarded, cells), strict=True))
        assert record["key"] == kept(row.key)
        assert record["venue"] == kept(str(row.record["venue"]))
        assert all(safe_url(url) for url in f"{record['code']} {record['link']}".split())
    for separator in ",;\t":
        assert not any(_RUN_BY_A_SPREADSHEET.match(cell) for line in table(text, separator) for cell in line)
