"""However a file is made, reading it and adding to it take time in proportion to its length."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from unlcli.bibtex import read
from unlcli.domain.change import AddEntry
from unlcli.store.bibfile import BibFile

Shape = Callable[[int], bytes]

#: Shapes of which much is read at once, and those that cost something for each piece.
CHEAP: dict[str, Shape] = {
    "open braces": lambda n: b"@a{b, c = " + b"{" * n,
    "open braces, closed": lambda n: b"@a{b, c = " + b"{" * n + b"}" * (n + 1),
    "closing braces": lambda n: b"}" * n + b"@a{b}" + b"}" * n,
    "@ on a line": lambda n: b"@" * n,
    "@ on lines": lambda n: b"@\n" * n,
    "@ and blanks": lambda n: b"@" + b" " * n + b"c}",
    "marks": lambda n: b'@a{b, c = "' + b'"' * n,
    "marks, closed": lambda n: b'@a{b, c = "' + b'"' * n + b"}",
    "braces and marks": lambda n: b"@a{b, c = " + b'{"' * n,
    "braces and marks, closed": lambda n: b"@a{b, c = " + b'{"' * n + b"}" * (n + 1),
    "marks in braces": lambda n: b"@a{b, c = " + b'{"}' * n + b"}",
    "pairs of braces": lambda n: b"@a{b, c = {" + b"{}" * n + b"}}",
    "pairs of braces, open": lambda n: b"@a{b, c = {" + b"{}" * n,
    "blanks for a value": lambda n: b"@a{b, c = " + b" " * n,
    "blanks in a key": lambda n: b"@a{b" + b" " * n + b"c}",
    "blanks before =": lambda n: b"@a{b, c" + b" " * n + b"}",
    "words for a key": lambda n: b"@a{" + b"b " * n + b"c}",
    "#": lambda n: b"@a{b, c = {}" + b"#" * n + b"}",
    "parts": lambda n: b"@a{b, c = {}" + b"#{}" * n + b"}",
    "macros": lambda n: b"@a{b, c = a" + b" # a" * n + b"}",
    "opening parentheses": lambda n: b"@a(b, c = " + b"(" * n + b")",
    "closing parentheses": lambda n: b"@a(b, c = " + b")" * n,
    "%": lambda n: b"@a{b, c = {}," + b"%" * n + b"}",
    "lines of %": lambda n: b"@a{b, c = {}," + b"%\n" * n + b"}",
    "backslashes": lambda n: b"@a{b, c = {" + b"\\" * n + b"}}",
    "backslashes for a value": lambda n: b"@a{b, c = " + b"\\" * n + b"}",
    "a huge value": lambda n: b"@a{b, c = {" + b"x" * 20 * n + b"}}",
    "a huge word": lambda n: b"@a{b, c = " + b"x" * 20 * n + b"}",
    "a huge name": lambda n: b"@a{b, " + b"x" * 20 * n + b"}",
    "a huge key": lambda n: b"@a{" + b"x" * 20 * n + b"}",
    "a huge type": lambda n: b"@" + b"x" * 20 * n + b"{b}",
    "line ends": lambda n: b"\n" * n + b"@a{b, c = {}" + b"\n" * n + b"d}" + b"\n" * n,
    "line ends, CR": lambda n: b"\r" * n + b"@a{b, c = {}" + b"\r" * n + b"d}" + b"\r" * n,
    "commas": lambda n: b"@a{b, c = {}" + b"," * n + b"d}",
    "commas after the key": lambda n: b"@a{b" + b"," * n + b"!}",
    "commas on lines": lambda n: b"@a{b" + b"\n," * n + b"!}",
    "words and commas": lambda n: b"@a{b" + b",d" * n + b"}",
    "=": lambda n: b"@a{b, c " + b"=" * n + b"d}",
    "= and commas": lambda n: b"@a{b, c " + b"=d," * n + b"}",
    "NUL": lambda n: b"@a{b, " + b"\0" * n + b"}",
}  # fmt: skip
DEAR: dict[str, Shape] = {
    "open entries": lambda n: b"@a{x, " * n,
    "open entries on lines": lambda n: b"\n@a{x, " * n,
    "open values": lambda n: b"@a{x, t={" * n,
    "open values on lines": lambda n: b"\n@a{x, t={" * n,
    "open values on lines, closed": lambda n: b"\n@a{x, t={" * n + b"}}" * n,
    "open quotations": lambda n: b'@a{x, t="' * n,
    "open quotations on lines": lambda n: b'\n@a{x, t="' * n,
    "open parentheses": lambda n: b"@a(x, " * n,
    "open values in parentheses": lambda n: b"\n@a(x, t={" * n,
    "open values in parentheses, closed": lambda n: b"\n@a(x, t={" * n + b"} % } %" * n,
    "open comments": lambda n: b"\n@comment{" * n,
    "open fields": lambda n: b"@a{b, " + b"t={," * n,
    "open fields, closed": lambda n: b"@a{b, " + b"t={," * n + b"}" * (n + 1),
    "open quoted fields": lambda n: b"@a{b, " + b't="{,' * n,
    "fields without commas": lambda n: b"@a{b" + b" t={}" * n + b"}",
    "fields behind %": lambda n: b"@a{b, c = {}," + b"%\nd=1," * n + b"}",
    "fields": lambda n: b"@a{b" + b"".join(b", f%d = {x}" % i for i in range(n)) + b"}",
    "entries on a line": lambda n: b"@a{x, t=1}" * n,
    "entries in parentheses on a line": lambda n: b"@a(x, t=1)" * n,
    "wrong entries on a line": lambda n: b"@a{x, t=1,,}" * n,
    "macros on a line": lambda n: b"@string{x=1}" * n,
    "macros defined anew": lambda n: b"".join(
        b"@string{m%d={%d}}@a{k,t=m%d}" % (i % (n // 2), i, i % (n // 2)) for i in range(n)
    ),
    "deep entries": lambda n: b"\n@a{b, c = {{{{{{x}}}}}}, }" * n,
    "deep open entries": lambda n: b"\n@a{b, c = {{{{{{x}}}}}}" * n,
    "heads that are none": lambda n: b"\n   @   a" * n,
}  # fmt: skip


def read_all(data: bytes) -> None:
    """Read every field of every entry, and what cannot be read."""
    entries = read.read(data)
    assert sum(len(entry.fields) for entry in entries) + len(entries.failures) >= 0


def plan_an_entry(data: bytes) -> None:
    BibFile(Path("library.bib"), data).plan([AddEntry("misc", "new", {"title": "x", "year": "2001"})])


def seconds(work: Callable[[bytes], None], data: bytes) -> float:
    began = time.process_time()
    work(data)
    return time.process_time() - began


@pytest.mark.parametrize("work", [read_all, plan_an_entry])
@pytest.mark.parametrize(
    ("shape", "size"), [(s, 10_000) for s in CHEAP.values()] + [(s, 1_500) for s in DEAR.values()], ids=[*CHEAP, *DEAR]
)
def test_four_times_the_length_takes_about_four_times_as_long(
    shape: Shape, size: int, work: Callable[[bytes], None]
) -> None:
    small, large = shape(size), shape(4 * size)
    took = []
    for _ in range(3):  # a machine that does something else makes one measurement long, not three
        took.append((seconds(work, small), seconds(work, large)))
        least, most = min(a for a, _ in took), min(b for _, b in took)
        if most <= 8 * max(least, 0.01):
            return
    pytest.fail(f"{least:.3f} s for {len(small)} bytes, {most:.3f} s for {len(large)}")


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        b"@a{b, c = {" + b"x" * 50_000_000 + b"}}",
        b"@a{b, c = " + b"{" * 100_000,
        b"\n".join(b"@a{b, c = " + b"{" * 100 for _ in range(1_000)),
        b"@" * 10_000,
        b"@a{x, " * 10_000,
        b"@a{x, c = {" + b"{" * 1_000_000 + b"}" * 1_000_000 + b"}}",
    ],
    ids=["50 MB in one field", "100,000 braces", "1,000 lines of 100 braces", "10,000 @", "10,000 heads", "1 M nested"],
)
def test_hostile_files_are_read_in_two_seconds(data: bytes) -> None:
    assert min(seconds(read_all, data) for _ in range(2)) < 2
