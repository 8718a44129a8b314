"""The search index of a library: right whatever happened to the library, to the index and to its folder."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.index_answers import MATCHES, PLAIN, Searches, answers, holds
from unlcli.bibtex import read
from unlcli.domain.venues import VenueTable
from unlcli.errors import EncodingError, StoreError
from unlcli.store import index_content, index_open, index_scan, index_update
from unlcli.store.index import Index, IndexBrokenError, make_id
from unlcli.store.index_open import Reading

ALL = MATCHES[0]


def entry(key: str, title: str, year: int = 2000, more: str = "") -> str:
    return f"@misc{{{key},\n  title = {{{title}}},\n  year = {year}{more}\n}}\n\n"


def library_of(count: int) -> str:
    return "".join(entry(f"k{n}", f"Paper number {n}", 1990 + n % 30) for n in range(count))


@pytest.fixture
def searches(tmp_path: Path) -> Searches:
    return Searches(tmp_path / "library.bib", tmp_path / "cache")


def settle(searches: Searches) -> None:
    """Make the library one that was changed long ago, and its index one that knows it."""
    write(searches, searches.library.read_text())
    searches.open().close()
    with sqlite3.connect(searches.file) as connection:
        connection.execute("update state set value = 0 where name = 'racy'")
    connection.close()
    seal(searches.file)


def seal(file: Path) -> None:
    connection = sqlite3.connect(file)
    (when,) = connection.execute("select value from state where name = 'seal'").fetchone()
    connection.close()
    os.utime(file, ns=(when, when))


def write(searches: Searches, text: str) -> None:
    searches.library.write_text(text)


def test_the_first_search_reads_all_entries_and_the_next_none(searches: Searches) -> None:
    write(searches, library_of(5))
    assert len(searches.titles()) == 5
    assert (searches.was_fresh, searches.read) == (False, 5)
    settle(searches)
    assert len(searches.titles()) == 5
    assert (searches.was_fresh, searches.read) == (True, 0)


def test_newer_papers_come_first_and_those_of_a_year_in_file_order(searches: Searches) -> None:
    years = {"a": 1999, "b": 2024, "c": 1999, "d": 2024}
    write(searches, "".join(entry(title, title, year) for title, year in years.items()))
    assert searches.titles() == ["b", "d", "a", "c"]
    write(searches, entry("z", "z", 2024) + searches.library.read_text())
    assert searches.titles() == ["z", "b", "d", "a", "c"]


def test_only_the_changed_entry_is_read_again(searches: Searches, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_scan, "_ENTRIES", 4)
    write(searches, library_of(30))
    searches.titles()
    write(searches, library_of(30).replace("number 17}", "number seventeen}"))
    assert "Paper number seventeen" in searches.titles('"seventeen"')
    assert searches.read == 1
    assert searches.titles('"17" AND "number"') == []


@pytest.mark.parametrize(
    ("edit", "read_again"),
    [
        (lambda text: text + entry("new", "At the end"), 1),
        (lambda text: entry("new", "At the beginning") + text, 1),
        (lambda text: text.replace(entry("k3", "Paper number 3", 1993), ""), 0),
        (lambda text: text.replace(entry("k3", "Paper number 3", 1993), "") + entry("k3", "Paper number 3", 1993), 0),
        (lambda text: text + entry("k3", "Paper number 3", 1993) * 2, 2),
        (lambda text: "% a comment\n" + text + "free text", 0),
        (lambda _: "", 0),
        (lambda text: text[:-5], 1),
    ],
    ids=["append", "prepend", "remove", "move", "repeat", "text", "empty", "cut"],
)
def test_an_edit_is_seen_and_costs_what_it_changed(
    searches: Searches, edit: Callable[[str], str], read_again: int
) -> None:
    write(searches, library_of(10))
    searches.titles()
    write(searches, edit(library_of(10)))
    index = searches.open()
    assert searches.read == read_again
    holds(searches.library, index)
    assert answers(index) == answers(searches.open(cached=False))


@pytest.mark.parametrize("beginning", ["@misc{u, title = {open\n\n", "@comment{hides\n\n", "@string{s = {open\n\n"])
def test_what_a_late_brace_closes_is_seen_though_its_beginning_stayed(
    searches: Searches, beginning: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_scan, "_ENTRIES", 1)
    write(searches, library_of(2) + beginning + library_of(6))
    searches.open().close()
    write(searches, library_of(2) + beginning + library_of(6) + "}}\n" + entry("last", "Last"))
    index = searches.open()
    holds(searches.library, index)
    assert answers(index) == answers(searches.open(cached=False))


def test_an_index_with_more_gone_than_there_is_made_anew(searches: Searches, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_content, "_FEW", 5)
    for state in range(12):
        write(searches, library_of(10).replace("number 4}", f"number 4 in state {state}}}"))
        assert searches.titles(f'"state" AND "{state}"') == [f"Paper number 4 in state {state}"]
        index = searches.open()
        assert index._gone <= 5
        index.close()


def test_a_macro_that_changes_changes_those_who_name_it(searches: Searches) -> None:
    named, plain = entry("a", "Named", more=",\n  note = rope # { works}"), entry("b", "Plain")
    write(searches, "@string{rope = {Twine}}\n" + named + plain)
    assert searches.titles('"twine"') == ["Named"]
    write(searches, "@string{rope = {Cable}}\n" + named + plain)
    assert searches.titles('"cable"') == ["Named"]
    assert searches.read == 1
    write(searches, named + "@string{rope = {Cable}}\n" + plain)
    assert searches.titles('"cable"') == []
    index = searches.open()
    assert index.entries([0])[0].get("note") == "rope works"


def test_an_edit_that_keeps_size_and_time_is_seen(searches: Searches) -> None:
    write(searches, entry("a", "First"))
    found = searches.library.stat()
    assert searches.titles() == ["First"]
    with searches.library.open("r+b") as file:
        file.write(entry("a", "Other").encode())
    os.utime(searches.library, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert searches.titles() == ["Other"]


def test_within_the_clocks_step_content_is_compared(searches: Searches, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_open.index_places, "stamp_of", lambda found: str(found.st_size))
    write(searches, entry("a", "First"))
    assert searches.titles() == ["First"]
    write(searches, entry("a", "Other"))
    assert searches.titles() == ["Other"]


def test_a_library_that_was_replaced_by_its_equal_is_not_read_again(searches: Searches) -> None:
    write(searches, library_of(5))
    settle(searches)
    copy = searches.library.with_name("copy")
    shutil.copy2(searches.library, copy)
    copy.replace(searches.library)
    assert len(searches.titles()) == 5
    assert (searches.was_fresh, searches.read) == (False, 0)


def other_schema(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("update state set value = 'another' where name = 'reading'")
    connection.commit()
    connection.close()
    seal(file)


def no_tables(file: Path) -> None:
    file.unlink()
    sqlite3.connect(file).execute("create table x (y)").connection.close()


def with_bytes(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda file: file.write_bytes(change(file.read_bytes())) and None


DAMAGES: dict[str, Callable[[Path], None]] = {
    "removed": lambda file: file.unlink(),
    "empty": with_bytes(lambda _: b""),
    "cut": with_bytes(lambda data: data[: len(data) // 2]),
    "cut within the first page": with_bytes(lambda data: data[:1000]),
    "garbage": with_bytes(lambda data: data[:5000] + random.Random(1).randbytes(20000) + data[25000:]),
    "zeros": with_bytes(lambda data: data[:8192] + bytes(len(data) - 8192)),
    "all garbage": with_bytes(lambda data: random.Random(1).randbytes(len(data))),
    "no database": with_bytes(lambda _: b"not a database\n" * 100),
    "tables of another": no_tables,
    "of another version": other_schema,
    "touched": lambda file: os.utime(file),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_in_the_place_of_an_index_holds_nobody_up(searches: Searches) -> None:
    write(searches, library_of(3))
    searches.open().close()
    file = searches.file
    file.unlink()
    os.mkfifo(file)
    assert len(searches.titles()) == 3
    assert file.is_file()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_index_is_made_anew(
    searches: Searches, damage: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_open, "LOOKS", 2)
    write(searches, library_of(8))
    settle(searches)
    expected = answers(searches.open(cached=False))
    damage(searches.file)
    index = searches.open()
    assert answers(index) == expected
    assert searches.read == 8
    index.close()
    settle(searches)
    index = searches.open()
    assert searches.was_fresh
    assert answers(index) == expected


@pytest.mark.parametrize("seed", range(12))
def test_damage_that_its_time_does_not_tell_is_told_or_does_no_harm(searches: Searches, seed: int) -> None:
    write(searches, library_of(8))
    settle(searches)
    expected = answers(searches.open(cached=False))
    chance = random.Random(seed)
    data = bytearray(searches.file.read_bytes())
    page = chance.randrange(1, len(data) // 4096)
    data[page * 4096 : (page + 1) * 4096] = bytes(4096)
    found = searches.file.stat()
    searches.file.write_bytes(data)
    os.utime(searches.file, ns=(found.st_atime_ns, found.st_mtime_ns))
    try:
        assert answers(searches.open()) == expected
    except IndexBrokenError:
        assert answers(searches.open(cached=False)) == expected
        assert answers(searches.open()) == expected
        assert not searches.was_fresh


def test_other_settings_have_the_library_read_again(searches: Searches) -> None:
    write(searches, "@misc{a,\n  titel = {Ropes},\n}\n")
    assert searches.titles() == [""]
    searches.reading = Reading({"titel": "title"}, {})
    assert searches.titles() == ["Ropes"]
    searches.reading = Reading({"titel": "title"}, {"Ropery": ("Journal of Ropes",)})
    assert searches.titles() == ["Ropes"]
    assert searches.read == 1


def test_another_library_under_the_same_name_is_told_apart(searches: Searches, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unlcli.store.paths.crc32", lambda _: 7)
    write(searches, entry("a", "Mine"))
    assert searches.titles() == ["Mine"]
    other = Searches(searches.library.parent / "deeper" / "library.bib", searches.cache)
    other.library.parent.mkdir()
    write(other, entry("b", "Theirs"))
    assert other.titles() == ["Theirs"]
    assert searches.titles() == ["Mine"]


def test_where_no_folder_can_be_the_answer_is_the_same(searches: Searches) -> None:
    write(searches, library_of(4))
    expected = answers(searches.open(cached=False))
    searches.cache.write_text("a file where a folder should be")
    assert answers(searches.open()) == expected
    assert searches.cache.read_text() == "a file where a folder should be"


def test_an_index_that_cannot_be_written_is_updated_in_memory(
    searches: Searches, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(searches, library_of(6))
    settle(searches)
    held = sqlite3.connect(searches.file, isolation_level=None)
    held.execute("begin immediate")
    monkeypatch.setattr(index_open, "PATIENCE", 0.01)
    write(searches, library_of(6) + entry("new", "Late Ropes"))
    before = searches.file.read_bytes()
    index = searches.open()
    assert searches.read == 1
    assert answers(index) == answers(searches.open(cached=False))
    assert searches.file.read_bytes() == before
    held.close()


def test_a_full_disk_is_no_hindrance(searches: Searches) -> None:
    write(searches, library_of(400))
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from unlcli.store import index_open, index_update\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "library, cache = map(Path, sys.argv[1:])\n"
        "reading = index_open.Reading({}, {})\n"
        "index = index_open.open_fresh(library, reading, cache) or index_update.refreshed(library, reading, cache)\n"
        "print(len(index), index.count('\"number\"'), [s.title for s in index.shown(index.newest('\"399\"', 1))])\n"
    )
    command = [sys.executable, "-c", script, str(searches.library), str(searches.cache)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "400 400 ['Paper number 399']\n"
    assert list((searches.cache / "index").iterdir()) == []
    assert len(searches.titles()) == 400


def test_what_a_killed_build_left_is_removed_and_what_a_running_one_writes_is_not(searches: Searches) -> None:
    write(searches, library_of(3))
    folder = searches.cache / "index"
    folder.mkdir(parents=True)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (folder / f"library-0.sqlite.{gone.pid}.unfinished").write_text("half")
    (folder / f"{gone.pid}.clock").write_text("")
    running = folder / f"library-0.sqlite.{os.getppid()}.unfinished"
    running.write_text("half")
    assert len(searches.titles()) == 3
    assert sorted(folder.iterdir()) == sorted([searches.file, running])


def test_a_library_that_changes_after_it_was_found_unchanged_is_not_misread(searches: Searches) -> None:
    write(searches, library_of(3))
    settle(searches)
    index = searches.open()
    assert searches.was_fresh
    write(searches, "% moved\n" + library_of(3))
    with pytest.raises(IndexBrokenError):
        index.entries([0])
    with pytest.raises(IndexBrokenError):
        index.source(1)


def test_a_library_in_another_encoding_is_read_as_such(searches: Searches) -> None:
    text = "% Encoding: cp1252\n" + entry("a", "Über naïve Ropes")
    searches.library.write_bytes(text.encode("cp1252"))
    searches.open().close()
    index = searches.open()
    assert [shown.title for shown in index.shown(index.newest('"naive"', 1))] == ["Über naïve Ropes"]
    holds(searches.library, index)
    index.close()
    trusted = index_open.opened(searches.library, PLAIN, searches.cache)
    assert trusted is not None
    holds(searches.library, trusted[0])


def test_what_cannot_be_read_is_said_as_everywhere(searches: Searches) -> None:
    with pytest.raises(StoreError, match="there is no such file"):
        searches.open()
    searches.library.write_bytes(b"@misc{a, title = {\xff}}")
    with pytest.raises(EncodingError):
        searches.open()


def test_a_reader_keeps_its_state_while_another_process_writes(
    searches: Searches, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_open, "PATIENCE", 0.05)
    write(searches, library_of(6))
    index = searches.open()
    assert index.count(ALL) == 6
    write(searches, library_of(6) + entry("new", "New"))
    other = index_update.refreshed(searches.library, PLAIN, searches.cache)
    assert (index.count(ALL), other.count(ALL)) == (6, 7)


def test_an_index_of_entries_answers_as_one_of_a_file(searches: Searches) -> None:
    write(searches, library_of(4))
    entries = read.read(searches.library.read_bytes())
    index = searches.open()
    listed = index_update.in_memory(entries, VenueTable(), index.source)
    assert answers(listed) == answers(index)


@pytest.mark.parametrize(("year", "rank"), [("2024", 7975), ("", 9999), ("²⁰²³", 9999), ("٢٠٢٤", 7975)])
def test_a_year_that_is_no_number_is_none(year: str, rank: int) -> None:
    assert make_id(year, 3) == rank << 32 | 3


@pytest.mark.parametrize(
    ("before", "after"),
    [("\n@misc{a}\n", "@misc{b}\r"), ("@misc{a}\n@misc{b}\n@misc{c}\n@misc{d}\n@misc{e}\n", "")],
)
def test_a_line_end_that_is_half_of_an_edit_is_counted_once(
    searches: Searches, monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    monkeypatch.setattr(index_scan, "_ENTRIES", 1)
    searches.library.write_bytes(before.encode())
    searches.open().close()
    edits = [after + before] if after else [before.replace("@misc{b}", "text\r"), before.replace("@misc{c}", "\r\n\r")]
    for edit in edits:
        searches.library.write_bytes(edit.encode())
        index = searches.open()
        holds(searches.library, index)
        index.close()


def words(index: Index) -> set[str]:
    return {word for length in range(20) for text in index.lists_of_words(length) for word in text.split("\n")}


def test_words_of_entries_that_are_gone_are_no_longer_in_use(searches: Searches) -> None:
    write(searches, entry("a", "Ropers") + entry("b", "Macropesos"))
    searches.open().close()
    write(searches, entry("a", "Knots") + entry("b", "Macropesos"))
    index = searches.open()
    assert searches.read == 1
    assert list(index.in_use(["knots", "macropesos", "ropers", 'a"b'])) == ["knots", "macropesos"]
    assert set(index.in_use(sorted(words(index)))) == words(searches.open(cached=False))
    index.close()


def test_entries_that_come_one_by_one_do_not_split_an_index_into_crumbs(
    searches: Searches, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_scan, "_ENTRIES", 4)
    keys = [f"k{number}" for number in range(8)]
    for number in range(13):
        write(searches, "".join(entry(key, key) for key in keys))
        searches.open().close()
        keys.insert(1, f"new{number}")
    connection = sqlite3.connect(searches.file)
    sizes = [size for (size,) in connection.execute("select entries from stretches")]
    connection.close()
    assert sum(sizes) == 20
    assert len(sizes) <= 10


@pytest.mark.slow
def test_whatever_moment_a_build_is_killed_at_the_next_search_is_right(searches: Searches) -> None:
    write(searches, library_of(3000))
    script = (
        "import sys; from pathlib import Path\nfrom unlcli.store import index_open, index_update\n"
        "index_update.refreshed(Path(sys.argv[1]), index_open.Reading({}, {}), Path(sys.argv[2]))\n"
    )
    command = [sys.executable, "-c", script, str(searches.library), str(searches.cache)]
    chance = random.Random(5)
    began = time.monotonic()
    subprocess.run(command, check=True)
    whole = time.monotonic() - began
    for round_ in range(50):
        text = library_of(3000).replace("number 1234}", f"number 1234 in round {round_}}}")
        if round_ % 2:
            shutil.rmtree(searches.cache)
        write(searches, text)
        process = subprocess.Popen(command)
        time.sleep(chance.random() * whole)
        process.kill()
        process.wait()
        assert searches.titles(f'"round" AND "{round_}"') == [f"Paper number 1234 in round {round_}"]
        index = searches.open()
        assert index.count(ALL) == 3000
        index.close()
    assert list((searches.cache / "index").iterdir()) == [searches.file]
