"""Files damaged by chance, the same ones for the same seed, and a walk through the commands that each must survive."""

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from one_library import OneLibrary, Result, one_library

DATA = Path(__file__).parent / "data" / "bib"
#: What damage puts in: what BibTeX gives a meaning, line ends, bytes that are no text, what terminals obey.
CRUMBS = [
    *(bytes([byte]) for byte in b'{}"@#,=()%\\ \t\r\n'), b"\r\n", b"\n\n", b"\x00", b"\x0c", b"\x1b[5m", b"\xff", b"\xc3", b"\xe2\x80",
    b"\xef\xbb\xbf", "\u202e".encode(), "\u2028".encode(), "é".encode(), b"@misc{", b"@string{x = ", b"@comment{", b"@preamble(",
    b"% unl: ", b"}}}}", b"{{{{", b'" # "', b"\n@", b",,", b"\\}", b"\n}\n",
]  # fmt: skip
MOST_SECONDS = 1.0


def mutant(sources: list[bytes], number: int) -> bytes:
    """Return the mutant of a number: one of the sources with one to four pieces of damage."""
    chance = random.Random(f"mutant {number}")
    data = chance.choice(sources)
    for _ in range(chance.choice([1, 1, 2, 4])):
        data = chance.choice(DAMAGES)(data, chance)
    return data


def _cut(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice([1, 1, 3, 30, 400]) :]


def _put_in(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(CRUMBS) * chance.choice([1, 1, 1, 3]) + data[at:]


def _end(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.choice([5, 60, 700])]
    at = chance.randrange(len(data) + 1)
    return data[:at] + piece + data[at:]


def _turn_bits(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 2, 8]) if data else 0):
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _lose_a_mark(data: bytes, chance: random.Random) -> bytes:
    marks = [match.start() for match in re.finditer(rb'[{}"@,=#()]', data)]
    at = chance.choice(marks) if marks else len(data)
    return data[:at] + data[at + 1 :]


def _change_line_ends(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + re.sub(rb"\r\n|\r|\n", lambda _: chance.choice([b"\n", b"\r\n", b"\r"]), data[at:])


DAMAGES = [_cut, _put_in, _put_in, _end, _repeat, _turn_bits, _lose_a_mark, _lose_a_mark, _change_line_ends]


@dataclass
class Tally:
    """What walks through many files came to."""

    counted: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def told(self, what: str) -> str:
        """Return the figures in a line; each walk has raised an error where a byte was lost."""
        refused = "".join(f", {self.counted[why]} refused for their {why}" for why in ("encoding", "binary content"))
        return (
            f"{self.counted['files']:,} {what}{refused}, {self.counted['entries']:,} entries, {self.counted['steps']:,} commands, "
            f"longest {self.slowest:.2f} s of CPU, 0 exceptions, 0 bytes lost"
        )


def walk_all(files: Iterable[tuple[str, bytes]], folder: Path, *, is_timed: bool = True) -> Tally:
    """Walk through the commands on each of many files, which come with a name for messages.

    With `is_timed`, no command may take longer than files of some 30 kB have a claim to.
    """
    tally = Tally()
    with one_library(folder, b"@misc{first}") as lib:
        _walk(lib, Tally())  # what is only imported once does not count
    for name, data in files:
        try:
            with one_library(folder, data) as lib:
                _walk(lib, tally)
                tally.counted.update(files=1, steps=lib.steps)
                tally.slowest = max(tally.slowest, lib.slowest)
                assert lib.slowest < MOST_SECONDS or not is_timed, f"a command took {lib.slowest:.2f} s"
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error
    return tally


CHANGING = [
    ["add", "--title", "A Probe }{ Nobody Has", "--allow-duplicate"],
    ["import", "-"],
    ["categories", "--rename", "A", "B"],
    ["dedupe", "--merge", "--yes"],
    ["edit", "--where=year:2001", "--set", "note=x"],
]


def _walk(lib: OneLibrary, tally: Tally) -> None:
    data = lib.data
    found = lib.only_shown("search", "--json")
    if found.code == 3:
        _is_refused_by_all(lib, found, tally)
        return
    refused = lib.only_shown("add", "--title", "A Probe", "--allow-duplicate", "--dry-run")
    if "encoding is UTF-16" in refused.err:
        assert refused.code == 3, refused
        tally.counted["encoding"] += 1
        return
    entries = found.json["entries"]
    tally.counted["entries"] += len(entries)
    unclosed = _unclosed(lib)
    _adds(lib, entries)
    for key in _some_keys(entries):
        _edits(lib, key, entries)
        _removes(lib, key, entries, unclosed)
    assert lib.data == data


def _is_refused_by_all(lib: OneLibrary, found: Result, tally: Tally) -> None:
    """A file that cannot be read as text is refused alike by every command, with the byte's place and what to do."""
    if "is a binary file" in found.err:
        tally.counted["binary content"] += 1
    else:
        assert re.search(r"encoding .*byte \d+", found.err), found
        assert re.search(r"\(.+\)$", found.err.strip()), found
        tally.counted["encoding"] += 1
    commands = [
        ["check"],
        ["show", "a"],
        ["export"],
        ["categories"],
        ["dedupe"],
        ["edit", "a", "--set", "note=x"],
        ["remove", "a"],
    ]
    for command in [*commands, *CHANGING]:
        result = lib.only_shown(*command, stdin="| Title |\n|---|\n| Ropes |\n")
        assert (result.code, result.err.splitlines()[-1:]) == (3, found.err.splitlines()[-1:]), result


def _listed(lib: OneLibrary) -> list[dict]:
    found = lib.only_shown("search", "--json")
    assert found.code in (0, 1), found
    return list(found.json["entries"])


def _adds(lib: OneLibrary, before: list[dict]) -> None:
    """An added entry is put in at one place, whole, and every other entry is read as before."""
    old = lib.data
    result = lib.ok(*CHANGING[0])
    new = lib.data
    key = result.out.strip()
    assert _is_one_stretch_less(old, new), "add changed other bytes"
    after = _listed(lib)
    assert len(after) == len(before) + 1
    others = [entry for entry in after if entry["key"] != key]
    assert _said(others, before, set()) == _said(before, before, set()), "another entry reads differently"
    assert "A Probe }{ Nobody Has" in [entry["title"] for entry in after if entry["key"] == key]
    lib.ok("undo")
    assert lib.data == old


def _is_one_stretch_less(short: bytes, long: bytes) -> bool:
    """Tell whether a text is another one without one stretch of it."""
    low, high = 0, len(short)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if short[:middle] == long[:middle] else (low, middle - 1)
    return short == long[:low] + long[low + len(long) - len(short) :]


def _unclosed(lib: OneLibrary) -> set[int]:
    """Return the lines of entries that are not closed: where these end depends on what follows them."""
    found = lib.only_shown("check", "--json").json["findings"]
    return {each["line"] for each in found if each["code"] == "P001" and "not closed" in each["message"]}


def _said(entries: list[dict], like: list[dict], unclosed: set[int]) -> list[tuple]:
    """Return what entries say; of those that `like` has at a line of `unclosed`, only that they are there."""
    open_ended = [entry["line"] in unclosed for entry in like]
    pairs = zip(entries, open_ended, strict=True)
    return [(entry["key"], entry["type"], {} if is_open else entry["fields"]) for entry, is_open in pairs]


def _some_keys(entries: list[dict]) -> list[str]:
    """Return two keys that name one entry each and can be typed."""
    keys = [entry["key"] for entry in entries]
    counted = Counter(key.casefold() for key in keys)
    plain = [
        key for key in keys if key and counted[key.casefold()] == 1 and not key.startswith("-") and key.isprintable()
    ]
    return plain[:: max(1, len(plain) - 1)][:2]


def _edits(lib: OneLibrary, key: str, before: list[dict]) -> None:
    old = lib.data
    result = lib.run("edit", "--set", "unlprobe=a }{ probe", "--", key)
    if result.code:
        assert lib.data == old
        assert result.err.startswith(("unl: error: ", "unl: changing")), result
        return
    assert _is_one_stretch_less(old, lib.data), "edit changed other bytes"
    after = _listed(lib)
    assert len(after) == len(before)
    pairs = zip(_said(before, before, set()), _said(after, before, set()), strict=True)
    changed = [index for index, (was, now) in enumerate(pairs) if was != now]
    assert [after[index]["key"] for index in changed] == [key]
    assert after[changed[0]]["fields"]["unlprobe"] == "a }{ probe"
    lib.ok("undo")
    assert lib.data == old


def _removes(lib: OneLibrary, key: str, before: list[dict], unclosed: set[int]) -> None:
    old = lib.data
    result = lib.run("remove", "--", key)
    if result.code:
        assert lib.data == old
        return
    (gone,) = [index for index, entry in enumerate(before) if entry["key"] == key]
    kept = before[:gone] + before[gone + 1 :]
    assert _said(_listed(lib), kept, unclosed) == _said(kept, kept, unclosed), "another entry reads differently"
    assert _is_one_stretch_less(lib.data, old), "remove changed other bytes"
    lib.ok("undo")
    assert lib.data == old
