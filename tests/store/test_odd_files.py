"""Files as they are found in the wild: what is added is written as its neighbours are, and every other byte stays."""

from pathlib import Path

import pytest

from unlcli.domain.change import AddEntry, Change, RemoveEntry, RemoveField, SetField
from unlcli.store.bibfile import BibFile

JABREF = b"""\
@Comment{jabref-meta: databaseType:bibtex;}

@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:read\\;0\\;1\\;\\;\\;\\;;
}
"""

#: Each file in two parts, what is written between them for a new entry, and how many entries there are.
FILES: dict[str, tuple[bytes, bytes, bytes, int]] = {
    "byte-order mark": (
        b"\xef\xbb\xbf@misc{a,\n\ttitle = {x}\n}",
        b"\n\n@misc{m,\n\ttitle = {T},\n\tyear = {1999}\n}",
        b"\n",
        1,
    ),
    "byte-order mark alone": (b"\xef\xbb\xbf", b"@misc{m,\n  title = {T},\n  year = {1999},\n}\n", b"", 0),
    "byte-order mark and a comment": (
        b"\xef\xbb\xbf% mine\n",
        b"\n@misc{m,\n  title = {T},\n  year = {1999},\n}\n",
        b"",
        0,
    ),
    "CR": (
        b"% mine\r@misc{a,\r   title = {x},\r   year = 2000\r}",
        b"\r\r@misc{m,\r   title = {T},\r   year = 1999\r}",
        b"\r",
        1,
    ),
    "CRLF": (
        b'@misc{a,\r\n    title = "x",\r\n    year  = "2000"\r\n}',
        b'\r\n\r\n@misc{m,\r\n    title = "T",\r\n    year  = "1999"\r\n}',
        b"\r\n",
        1,
    ),
    "CRLF before LF": (
        b"@misc{a,\r\n  title = {x},\r\n}\r\n\r\n@misc{b,\n title={y},\n year={1}\n}",
        b"\n\n@misc{m,\n title={T},\n year={1999}\n}",
        b"\n",
        2,
    ),
    "LF before CRLF": (
        b"@misc{a,\n  title = {x},\n}\n\n@misc{b,\r\n title={y},\r\n year={1}\r\n}",
        b"\r\n\r\n@misc{m,\r\n title={T},\r\n year={1999}\r\n}",
        b"",
        2,
    ),
    "LF before CR": (
        b"@misc{a,\n  title = {x},\n}\n\n@misc{b,\r  title = {y},\r  year = {1},\r}",
        b"\r\r@misc{m,\r  title = {T},\r  year = {1999},\r}",
        b"\r% end\n",
        2,
    ),
    "NUL": (
        b"@misc{a,\n  title = {x\x00y},\n  year = {2000},\n}",
        b"\n\n@misc{m,\n  title = {T},\n  year = {1999},\n}",
        b"\n\x00\n",
        1,
    ),
    "no final newline": (
        b"@misc{a,\n  title = {x},\n  year = {2000},\n}",
        b"\n\n@misc{m,\n  title = {T},\n  year = {1999},\n}",
        b"",
        1,
    ),
    "no final newline after a comment": (
        b"@misc{a,\n  title = {x},\n  year = {2000},\n}",
        b"\n\n@misc{m,\n  title = {T},\n  year = {1999},\n}",
        b"\n% end",
        1,
    ),
    "empty": (b"", b"@misc{m,\n  title = {T},\n  year = {1999},\n}\n", b"", 0),
    "comments alone": (b"% one\n% two\n", b"\n@misc{m,\n  title = {T},\n  year = {1999},\n}\n", b"", 0),
    "comments alone, no final newline": (
        b"% one\r\n% two",
        b"\r\n\r\n@misc{m,\r\n  title = {T},\r\n  year = {1999},\r\n}\r\n",
        b"",
        0,
    ),
    "JabRef groups": (
        b"% Encoding: UTF-8\n\n@Misc{a,\n  title = {x},\n  year  = {2000},\n}",
        b"\n\n@Misc{m,\n  title = {T},\n  year  = {1999},\n}",
        b"\n\n" + JABREF,
        1,
    ),
    "JabRef groups alone": (JABREF, b"\n@misc{m,\n  title = {T},\n  year = {1999},\n}\n", b"", 0),
    "form feed": (
        b"@misc{a,\n  title = {x},\n  year = {2000},\n}\n\x0c\n@misc{b,\n  title = {y\x0cz},\n}",
        b"\n\n@misc{m,\n  title = {T},\n  year = {1999},\n}",
        b"\n\x0c\n",
        2,
    ),
    "U+2028": (
        "@misc{a,\n  title = {x\u2028y},\n  year = {2000},\n}\n\u2028\n@misc{b}".encode(),
        b"\n\n@misc{m,\n  title = {T},\n  year = {1999},\n}",
        "\n\u2028\n".encode(),
        2,
    ),
    "capitals in parentheses": (
        b'@MISC(a,\n TITLE= "x",\n YEAR= "2000")',
        b'\n\n@MISC{m,\n TITLE= "T",\n YEAR= "1999"\n}',
        b"\n\n@STRING(j = {x})\n",
        1,
    ),
}

each_file = pytest.mark.parametrize("name", FILES)


def planned(data: bytes, *changes: Change) -> bytes:
    return BibFile(Path("library.bib"), data).plan(changes).new


def whole(name: str) -> bytes:
    before, _, after, _ = FILES[name]
    return before + after


@each_file
def test_a_new_entry_is_written_as_its_neighbours_are(name: str) -> None:
    before, added, after, _ = FILES[name]
    new = AddEntry("misc", "m", {"title": "T", "year": "1999"})
    assert planned(before + after, new) == before + added + after


@each_file
def test_reading_it_from_disk_and_changing_nothing_changes_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / "library.bib"
    path.write_bytes(whole(name))
    bib = BibFile.open(path)
    assert len(bib.entries) == FILES[name][3]
    assert bib.plan([]).new == path.read_bytes() == whole(name)


@each_file
def test_setting_and_unsetting_a_field_gives_the_same_file(name: str) -> None:
    for position in range(FILES[name][3]):
        there = planned(whole(name), SetField(position, "note", "N"))
        assert BibFile(Path("library.bib"), there).entries.entries[position].fields["note"] == "N"
        assert planned(there, RemoveField(position, "note")) == whole(name)


@each_file
def test_setting_a_field_changes_that_field_alone(name: str) -> None:
    data = whole(name)
    for position, entry in enumerate(BibFile(Path("library.bib"), data).entries):
        for field, value in entry.fields.items():
            old, new = f"{value}".encode(), b"4321"
            start = data.index(old, data.index(b"a," if entry.key == "a" else b"b,"))
            assert planned(data, SetField(position, field, "4321")) == data[:start] + new + data[start + len(old) :]


@each_file
def test_an_entry_goes_with_the_blank_lines_around_it_and_nothing_else(name: str) -> None:
    data = whole(name)
    for position in range(FILES[name][3]):
        left = planned(data, RemoveEntry(position))
        entry = BibFile(Path("library.bib"), data).source(position).encode()
        before, after = data.split(entry)
        assert left in {
            kept + rest for kept in (before, before.rstrip(b" \t\r\n")) for rest in (after, after.lstrip(b" \t\r\n"))
        }
        assert len(BibFile(Path("library.bib"), left).entries) == FILES[name][3] - 1


@each_file
def test_an_entry_that_was_added_can_be_taken_out_again(name: str) -> None:
    before, added, after, count = FILES[name]
    left = planned(before + added + after, RemoveEntry(count))
    assert left.strip(b"\r\n") == whole(name).strip(b"\r\n")
