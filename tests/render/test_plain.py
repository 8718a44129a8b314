"""The formats for programs: json, lines, keys, bibtex; and the registry."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from render_samples import COLUMNS, EMPTY, FLAT, LISTING, hostile, paper

from unlcli.domain.listing import Listing, Row, Section
from unlcli.errors import UsageError
from unlcli.render import findings
from unlcli.render import listing as listings
from unlcli.render.options import RenderOptions

OPTIONS = RenderOptions(template="{{ title }}\n")
#: Formats whose rules ask for CR LF.
_WITH_CRLF = frozenset(("csv", "ris"))


def write(name: str, listing: Listing, options: RenderOptions = OPTIONS) -> str:
    return listings.renderer(name)(listing, options)


@pytest.mark.parametrize("name", ["json", "lines", "keys", "bibtex"])
def test_golden(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"render/listing.{name}", write(name, LISTING))


@pytest.mark.parametrize("name", listings.formats())
def test_every_format_ends_in_one_line_end_and_is_deterministic(name: str) -> None:
    for listing in (LISTING, FLAT, EMPTY):
        written = write(name, listing)
        assert written == "" or (written.endswith("\n") and not written.endswith("\n\n"))
        ends = written.count("\r\n" if name in _WITH_CRLF else "\n")
        assert written.count("\r") == (ends if name in _WITH_CRLF else 0)
        assert written.count("\n") == ends
        assert write(name, listing) == written
    assert write(name, FLAT)


def test_unknown_formats_name_the_known() -> None:
    with pytest.raises(UsageError, match=f"no format 'docx' .* {', '.join(listings.formats())}"):
        listings.renderer("docx")
    with pytest.raises(UsageError, match="no format 'docx' for findings") as told:
        findings.renderer("docx")
    assert all(name in (told.value.hint or "") for name in findings.formats())


def test_json_holds_each_paper_once_and_its_sections() -> None:
    document = json.loads(write("json", LISTING, RenderOptions(title="T")))
    assert (document["version"], document["title"]) == (1, "T")
    assert [entry["key"] for entry in document["entries"]] == ["ada2024sail", "eve2022", "bo2023knots", "grace2021"]
    assert document["sections"][1]["sections"][1] == {
        "title": "2021", "anchor": "knots-c-2021", "keys": ["grace2021", "ada2024sail"], "sections": [],
    }  # fmt: skip
    assert "sections" not in json.loads(write("json", FLAT))


def test_entries_that_share_a_key_are_two_papers() -> None:
    rows = (paper("a", "One", "2024", "V", line=1), paper("a", "Two", "2024", "V", line=5))
    listing = Listing("", COLUMNS, (Section("", rows=(*rows, rows[0])),))
    assert [entry["title"] for entry in json.loads(write("json", listing))["entries"]] == ["One", "Two"]
    assert write("bibtex", listing).count("@inproceedings") == 2
    assert write("keys", listing) == "a\n"


@given(hostile, hostile)
def test_a_paper_is_one_line(title: str, key: str) -> None:
    listing = Listing("", COLUMNS, (Section("", rows=(paper(key, title, "2024", "V\tW", "https://x.org/\n"),)),))
    written = write("lines", listing)
    assert len(written.splitlines()) == 1
    assert written.count("\t") == 4
    assert len(write("keys", listing).splitlines()) == 1


def test_bibtex_has_unix_line_ends_and_no_empty_entry() -> None:
    rows = (Row("a", (), {}, "@misc{a,\r\n  x = 1\r\n}\r\n"), Row("b", ()), Row("c", (), {}, "@misc{c}"))
    assert write("bibtex", Listing("", COLUMNS, (Section("", rows=rows),))) == "@misc{a,\n  x = 1\n}\n\n@misc{c}\n"
