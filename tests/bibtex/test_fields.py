"""Fields are read as BibTeX reads them; a second reader agrees on well-formed entries."""

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.bibtex import fields, read, reference


def values(source: str) -> dict[str, str]:
    return dict(read.read(source.encode()).entries[0].fields)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("@a{k, title = {A {B} c}, year = 2000}", {"title": "A {B} c", "year": "2000"}),
        ('@a{k, title = "A {"} b", Year = "2000",}', {"title": 'A {"} b', "year": "2000"}),
        ("@a(k, title = {A ) b})", {"title": "A ) b"}),
        ('@a{k, t = {a} # { b} # " c"}', {"t": "a b c"}),
        ("@string{j = {Journal of }}@a{k, t = j # {Tests}}", {"t": "Journal of Tests"}),
        ('@STRING{J = "Journal"}@a{k, t = j}', {"t": "Journal"}),
        ("@a{k, month = jan, t = unknown}", {"month": "jan", "t": "unknown"}),
        ("@a{k,\n% a comment\n title = {x},\n  % year = {1999},\n year = {2000}\n}", {"title": "x", "year": "2000"}),
        ("@a{k, title = {x}, title = {y}, Title = {z}}", {"title": "x"}),
        ("@a{k, title = {x} year = {2000}}", {"title": "x", "year": "2000"}),
        ("@a{k,, title = {x},, }", {"title": "x"}),
        ("@a{k, title {x}, year = {2000}}", {"year": "2000"}),
        ("@a{k, title = {C:\\dir\\}, year = {2000}}", {"title": "C:\\dir\\", "year": "2000"}),
        ("@a{k, title = {x", {}),
        ("@a{k, title = {x}, note = {open", {"title": "x"}),
        ("@a{k, title = {{{{{deep}}}}}}", {"title": "{{{{deep}}}}"}),
        ("@a{k, a-b.c:d = {x}}", {"a-b.c:d": "x"}),
    ],
)
def test_values(source: str, expected: dict[str, str]) -> None:
    assert values(source) == expected


def test_what_cannot_be_read_is_told_with_its_line() -> None:
    found = read.read(b"@a{one, title = {x}}\n\n@a{two, title = {x} year = 2000}\n\n@a{three, title = {x},\n@a{four}")
    assert [e.key for e in found] == ["one", "two", "three", "four"]
    assert [(f.line, f.reason) for f in found.failures] == [(3, "no comma before year"), (5, "the entry is not closed")]
    assert found.entries[2].problem


TEXT = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters='{}"\\@%#\x00', exclude_categories=("Cc", "Cs")),
    max_size=20,
)
NAMES = st.sampled_from(["title", "author", "year", "note", "x-y", "abstract"])


@st.composite
def entries(draw: st.DrawFn) -> str:
    listed = draw(st.dictionaries(NAMES, TEXT, min_size=1, max_size=5))
    written = [
        f"{name} = " + draw(st.sampled_from(["{%s}", '"%s"', "{{%s}}"])) % value for name, value in listed.items()
    ]
    return "@misc{key,\n  " + ",\n  ".join(written) + draw(st.sampled_from(["", ","])) + "\n}"


@given(entries())
def test_a_second_reader_agrees(source: str) -> None:
    ours, theirs = read.read(source.encode()).entries, reference.read(source)
    assert len(ours) == len(theirs) == 1
    squeezed = {name: "".join(value.split()) for name, value in theirs[0].fields.items()}
    assert {name: "".join(value.split()) for name, value in ours[0].fields.items()} == squeezed


@given(st.binary(max_size=300))
def test_spans_hold_what_they_say(junk: bytes) -> None:
    data = b"@a{k, title = {x}, " + junk + b"\n}"
    spans = fields.parse(data, 0, len(data))
    for field in spans.fields:
        assert data[field.name_start : field.name_end].decode("utf-8", "replace").lower() == field.name
        assert spans.key_end <= field.name_start < field.name_end < field.value_start < field.value_end <= len(data)


@pytest.mark.corpus
def test_counts_agree_on_real_files() -> None:
    folder = Path(os.environ["UNL_CORPUS"]) / "corpus" / "bib"
    off = []
    for row in csv.DictReader((folder / "index.csv").open(encoding="utf-8")):
        data = (folder / row["file"]).read_bytes()
        if row["counts_agree"] == "yes" and len(read.read(data)) != int(row["entries"]):
            off.append(row["file"])
    assert off == []
