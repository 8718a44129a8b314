"""Blocks tile the file, and entries are those BibTeX would see."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.bibtex.scan import BlockKind, scan

PIECES = [
    b"@article{a, title={x}}", b"@Book(b, title = {y})", b"@misc{c}", b"@comment{jabref-meta: x;}", b"@string{s = {v}}",
    b"@preamble{\"p\"}", b"% line\n", b"free text a@b.c\n", b"@article{", b"}", b"{", b'"', b"\\{", b"\r\n", b"\r", b"\n", b"@",
    b"\xef\xbb\xbf", b"\x00", b"title = {z},", b"@misc{d, t = \"a { b } c\"}", b"\xff", b"(", b")", b"#", b",", b"=",
]  # fmt: skip


def kinds(data: bytes) -> list[tuple[str, str]]:
    return [(str(b.kind), b.key) for b in scan(data) if b.kind is not BlockKind.TEXT]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join) | st.binary(max_size=200))
def test_blocks_tile_any_bytes(data: bytes) -> None:
    blocks = scan(data)
    assert b"".join(data[b.start : b.end] for b in blocks) == data
    assert all(a.end == b.start for a, b in pairwise(blocks))
    assert all(b.start < b.end for b in blocks)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("@article{a, title={x}}", [("entry", "a")]),
        ("@article(a, title={x})", [("entry", "a")]),
        ("@article\n{a, title={x}}", [("entry", "a")]),
        ("@ article {a ,title={x}}", [("entry", "a")]),
        ("@in-proceedings{a, title={x}}", [("entry", "a")]),
        ("@ARTICLE{a:b/c.d+e, title={x}}", [("entry", "a:b/c.d+e")]),
        ("@misc{a}", [("entry", "a")]),
        ("@misc{a,}", [("entry", "a")]),
        ("@misc{,title={x}}", [("entry", "")]),
        ("@article{a, title={x}}@book{b, title={y}}", [("entry", "a"), ("entry", "b")]),
        ("text @article{a, title={x}} text", [("entry", "a")]),
        ("% @article{a, title={x}}", [("entry", "a")]),
        ("mail me@example.org about it", []),
        ("@article a title", []),
        ("@comment{ @article{a, title={x}} }", [("comment", "")]),
        ("@comment no braces here\n@misc{a}", [("entry", "a")]),
        ("@string{j = {Journal}} @preamble{{x}}", [("string", ""), ("preamble", "")]),
        ("@string(j = \"a ) b\") @misc{a}", [("string", ""), ("entry", "a")]),
        ('@article(a, title="a ) b", note={c ) d})', [("entry", "a")]),
        ('@article{a, title="a } b"}', [("entry", "a")]),
        ("@article{a, file={C:\\dir\\}, year={2000}}", [("entry", "a")]),
        ("@article{a, abstract={\n@home {x} and\n@misc{not, an=entry}\n}}", [("entry", "a")]),
        ('@article{a, abstract="\n@misc{not, an=entry}\n", year=2000}', [("entry", "a")]),
        ("@article{a, title={x},\n\n@book{b, title={y}}", [("broken", "a"), ("entry", "b")]),
        ("@article{a, title={x\n\n@book{b, title={y}}\n", [("broken", "a"), ("entry", "b")]),
        ("@article{a, title={x", [("broken", "a")]),
        ("@article{a, title={x}}}\n@misc{b}", [("entry", "a"), ("entry", "b")]),
        ("@misc{a, t={{{{{{{{deep}}}}}}}}}", [("entry", "a")]),
    ],
)  # fmt: skip
def test_entries_are_those_bibtex_would_see(source: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(source.encode()) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"@a{b, c = {" + b"x" * 5_000_000 + b"}}",
        b"@a{b, c = " + b"{" * 100_000,
        b"@" * 100_000,
        b"@a{x, " * 20_000,
        b"@a{x}" * 20_000,
        b'@a{b, c = "' + b'"' * 100_000,
        b"@a{b, c = {" + b"{}" * 500_000 + b"}}",
        b"\n@a{x," * 20_000,
    ],
    ids=[
        "long field",
        "open braces",
        "at signs",
        "open heads",
        "heads on a line",
        "quotes",
        "empty braces",
        "open lines",
    ],
)
def test_time_is_linear(data: bytes) -> None:
    began = time.process_time()
    scan(data)
    assert time.process_time() - began < 2
