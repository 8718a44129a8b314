"""What is written looks like its neighbours and reads back as it was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.bibtex import diff, read, scan, splice, write
from unlcli.bibtex.style import Style
from unlcli.domain.change import AddEntry, RemoveField, RenameKey, SetField, SetType

NEW = AddEntry("article", "mid", {"title": "New", "year": "2001", "journal": "J"})


def added(source: bytes, *changes: AddEntry) -> bytes:
    blocks = scan.scan(source)
    return splice.apply(source, splice.edits(source, blocks, read.entry_blocks(source, blocks), changes or (NEW,)))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"@misc{a,\n  title = {x},\n}\n", b"@misc{a,\n  title = {x},\n}\n\n@article{mid,\n  title = {New},\n  year = {2001},\n  journal = {J},\n}\n"),
        (b"@misc{a,\n\ttitle={x}\n}\n", b"@misc{a,\n\ttitle={x}\n}\n\n@article{mid,\n\ttitle={New},\n\tyear={2001},\n\tjournal={J}\n}\n"),
        (b'@Misc{a,\r\n  Title = "x",\r\n  Year = 1999\r\n}\r\n', b'@Misc{a,\r\n  Title = "x",\r\n  Year = 1999\r\n}\r\n\r\n@Article{mid,\r\n  Title = "New",\r\n  Year = 2001,\r\n  Journal = "J"\r\n}\r\n'),
        (b"@MISC{a,\n    title   = {x},\n    journal = {y}\n  }\n", b"@MISC{a,\n    title   = {x},\n    journal = {y}\n  }\n\n@ARTICLE{mid,\n    title   = {New},\n    year    = {2001},\n    journal = {J}\n  }\n"),
        (b"@misc{a,\n  title =   {x},\n  journal = {y},\n}\n@misc{b,\n  title =   {x},\n}\n", b"@misc{a,\n  title =   {x},\n  journal = {y},\n}\n@misc{b,\n  title =   {x},\n}\n@article{mid,\n  title =   {New},\n  year =    {2001},\n  journal = {J},\n}\n"),
        (b"@misc{a,\n  title = {x}\n}", b"@misc{a,\n  title = {x}\n}\n\n@article{mid,\n  title = {New},\n  year = {2001},\n  journal = {J}\n}"),
        (b"", b"@article{mid,\n  title = {New},\n  year = {2001},\n  journal = {J},\n}\n"),
        (b"% only a comment\n", b"% only a comment\n\n@article{mid,\n  title = {New},\n  year = {2001},\n  journal = {J},\n}\n"),
    ],
    ids=["default", "tabs, tight", "CRLF, quotes, capitals", "aligned =", "aligned values, no blank line", "no final newline", "empty", "comment only"],
)  # fmt: skip
def test_new_entries_take_their_neighbours_style(source: bytes, expected: bytes) -> None:
    assert added(source) == expected


def test_order_of_keys_is_kept() -> None:
    source = b"% head\n\n@misc{alpha}\n\n@misc{Beta}\n\n@misc{omega}\n\n@comment{jabref-meta: x;}\n"
    keys = [b.key for b in scan.scan(added(source)) if b.kind is scan.BlockKind.ENTRY]
    assert keys == ["alpha", "Beta", "mid", "omega"]
    assert added(source, AddEntry("misc", "aaa", {})).startswith(b"% head\n\n@misc{aaa,\n}\n\n@misc{alpha}")
    assert b"@misc{zzz,\n}\n\n@comment" in added(source, AddEntry("misc", "zzz", {}))


def test_order_kept_mostly_puts_a_new_entry_beside_its_neighbour() -> None:
    listed = [*(f"k{i:02}" for i in range(20)), "a01"]
    source = b"\n\n".join(b"@misc{%s}" % key.encode() for key in listed)
    keys = [b.key for b in scan.scan(added(source, AddEntry("misc", "k07b", {}))) if b.kind is scan.BlockKind.ENTRY]
    assert keys[keys.index("k07b") - 1] == "k07"


def test_without_order_a_new_entry_goes_last() -> None:
    source = b"@misc{z}\n\n@misc{a}\n\n@misc{q}\n\n@misc{b}\n\n@misc{k}\n"
    assert [b.key for b in scan.scan(added(source)) if b.kind is scan.BlockKind.ENTRY][-1] == "mid"


def test_a_rule_comment_stays_with_its_entry() -> None:
    source = b"% unl: ignore[D001]\n@misc{m}\n"
    assert added(source, AddEntry("misc", "a", {})) == b"@misc{a,\n}\n\n% unl: ignore[D001]\n@misc{m}\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"@misc{k,\n  title = {x},\n}",
        b"@misc{k,\n  title = {x}\n}",
        b"@misc{k, title = {x}}",
        b"@misc{k, title = {x},}",
        b"@misc{k}",
        b"@misc{k,}",
        b"@misc{k,\n}",
        b'@misc(k,\r\n\ttitle="x",\r\n)',
        b"@misc{k,\n  title = {x} % why\n}",
        b"@misc{k,\n  title = {x}, % why\n}",
        b"@misc{k\n, title = {x}\n, year = 2000\n}",
    ],
)
def test_setting_and_unsetting_a_field_gives_the_same_bytes(raw: bytes) -> None:
    there = write.edited(raw, [SetField(0, "note", "a value")])
    assert read.read(there).entries[0].fields["note"] == "a value"
    assert write.edited(there, [RemoveField(0, "note")]) == raw


def test_an_edit_touches_its_value_alone() -> None:
    raw = b'@Misc{k,\n  title = "x",  % why\n  year= 1999 ,\n}'
    assert write.edited(raw, [SetField(0, "title", "y")]) == raw.replace(b'"x"', b'"y"')
    assert write.edited(raw, [SetField(0, "year", "2001")]) == raw.replace(b"1999", b"2001")
    assert write.edited(raw, [RenameKey(0, "new")]) == raw.replace(b"{k", b"{new")
    assert write.edited(raw, [SetType(0, "article")]) == raw.replace(b"Misc", b"Article")
    assert write.edited(raw, [SetField(0, "title", 'say "hi"')]) == raw.replace(b'"x"', b'{say "hi"}')


def test_all_of_a_repeated_field_go() -> None:
    assert write.edited(b"@m{k, t = {a}, u = {b}, T = {c}}", [RemoveField(0, "t")]) == b"@m{k, u = {b}}"


@given(st.text(max_size=60), st.booleans())
def test_a_value_never_leaves_its_field(text: str, quotes: bool) -> None:
    raw = write.entry("misc", "k", {"title": text, "year": "2000"}, Style(quotes=quotes))
    assert [b.kind for b in scan.scan(raw)] == [scan.BlockKind.ENTRY]
    found = read.read(raw)
    assert list(found.entries[0].fields) == ["title", "year"]
    assert not found.failures


@pytest.mark.parametrize(
    ("neighbour", "expected"),
    [
        ("@InProceedings", "@InCollection"),
        ("@Article", "@InCollection"),
        ("@Inproceedings", "@Incollection"),
        ("@MISC", "@INCOLLECTION"),
    ],
)
def test_types_are_written_as_the_neighbour_writes_them(neighbour: str, expected: str) -> None:
    source = f"{neighbour}{{a,\n  title = {{x}},\n}}\n".encode()
    assert expected.encode() in added(source, AddEntry("incollection", "b", {"title": "y"}))


@given(st.binary(max_size=12), st.binary(max_size=12), st.binary(max_size=6), st.binary(max_size=6))
def test_a_difference_is_one_edit_between_what_is_common(a: bytes, b: bytes, head: bytes, tail: bytes) -> None:
    old, new = head + a + tail, head + b + tail
    edits = diff.difference(old, new)
    assert splice.apply(old, edits) == new
    assert len(edits) == (old != new)
    for edit in edits:
        assert edit.end - edit.start <= len(a)
        assert len(edit.text) <= len(b)
