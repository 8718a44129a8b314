"""Where a field stands, and what a comment above an entry switches off."""

from dataclasses import replace

import pytest

from unlcli.bibtex import read

TEXT = b"""\
% A list.

@misc{a,
  title = {Ropes
    and Sails},
  Note = {x},
}
"""


@pytest.mark.parametrize(("name", "line"), [("title", 4), ("note", 6), ("year", 3)])
def test_a_field_has_a_line_of_its_own(name: str, line: int) -> None:
    library = read.read(TEXT)
    assert library.line_of(library.entries[0], name) == line


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_whatever_ends_lines(end: bytes) -> None:
    library = read.read(TEXT.replace(b"\n", end))
    assert library.line_of(library.entries[0], "note") == 6


def test_a_field_is_known_by_the_name_that_the_settings_give_it() -> None:
    library = read.read(TEXT, {"note": "category"})
    assert library.line_of(library.entries[0], "category") == 6
    assert library.line_of(library.entries[0], "note") == 3


@pytest.mark.parametrize(
    ("above", "codes"),
    [
        (b"", set()),
        (b"% unl: ignore[D001]\n", {"D001"}),
        (b"%unl:ignore[ d001 , S]\r\n", {"D001", "S"}),
        (b"% unl: ignore\n", {""}),
        (b"% unl: ignore[S]\n% a word\n  % unl: ignore[V001]\n", {"S", "V001"}),
        (b"% unl: ignore[D001]\n\n", set()),
        (b"words % unl: ignore[D001]\n", set()),
        (b"@misc{b, title={B}} % unl: ignore[D001]\n", set()),
        (b"% unl: ignored[D001]\n", set()),
        (b"% unl: ignore[S001, ]\n", {"S001"}),
        (b"% UNL: Ignore[S001]\n", {"S001"}),
        (b"% unl: ignore[]\n", set()),
        (b"% unl: ignore [S001\n", set()),
    ],
)
def test_a_comment_right_above_an_entry_switches_rules_off(above: bytes, codes: set[str]) -> None:
    library = read.read(above + b"@misc{a, title={A}}\n")
    assert library.ignored(library.entries[-1]) == codes


def test_an_entry_that_is_in_no_file_has_neither() -> None:
    library = read.read(TEXT)
    alone = replace(library.entries[0], position=-1, line=0)
    assert (library.line_of(alone, "title"), library.ignored(alone)) == (0, frozenset())
