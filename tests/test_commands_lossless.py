"""What every changing command promises, on files of all kinds: the bytes it is not about stay, and undo is exact."""

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from bib_files import (
    HOSTILE,
    BibText,
    Part,
    are_kept,
    bib_texts,
    common_ends,
    entries,
    hostile_texts,
    libraries,
    one_entry,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from one_library import OneLibrary, Result, one_library

from unlcli.bibtex import read
from unlcli.domain import text as readable

Library = Callable[[bytes | None], AbstractContextManager[OneLibrary]]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return partial(one_library, tmp_path)


def holds_for(
    *drawn: st.SearchStrategy, few: int = 20, many: int = 1500
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a property of a function: tried on a few examples by default, on many in the slow tests."""

    def decorate(check: Callable[..., None]) -> Callable[..., None]:
        @pytest.mark.parametrize("examples", [few, pytest.param(many, marks=pytest.mark.slow)])
        def test(library: Library, examples: int) -> None:
            def run(values: tuple) -> None:
                check(library, *values)

            run.__name__ = run.__qualname__ = check.__name__  # what found examples are kept under
            settings(max_examples=examples)(given(st.tuples(*drawn))(run))()

        test.__name__ = check.__name__
        return test

    return decorate


def edited(old: bytes, new: bytes, start: int, end: int) -> bytes:
    """Return what stands in the place of [start, end), everything else being as it was."""
    assert new[:start] == old[:start]
    assert new[len(new) - (len(old) - end) :] == old[end:]
    assert len(new) >= start + len(old) - end
    return new[start : len(new) - (len(old) - end)]


def inserted(old: bytes, new: bytes) -> bytes:
    """Return the entry that was put in at one place, with its blanks, everything else being as it was."""
    first, last = common_ends(old, new)
    assert first + last >= len(old)
    length = len(new) - len(old)
    # where what follows begins like the new text, the place is one of several
    for start in range(first, len(old) - last - 1, -1):
        if (
            re.match(rb"(\xef\xbb\xbf)?\s*@", new[start : start + length])
            and new[:start] + new[start + length :] == old
        ):
            return new[start : start + length]
    raise AssertionError(f"no entry was put in: {new[first : first + length]!r}")


def escaped(value: str) -> str:
    """Return a value with each brace that has no partner written as a command; a backslash that stood for it goes."""
    left = value
    while pair := re.search(r"\{[^{}]*\}", left):
        left = left[: pair.start()] + "\1" * len(pair[0]) + left[pair.end() :]
    for place in [match.start() for match in re.finditer("[{}]", left)][::-1]:
        named = r"\textbraceleft{}" if value[place] == "{" else r"\textbraceright{}"
        before = re.sub(r"(?<!\\)((?:\\\\)*)\\$", r"\1", value[:place])
        value = before + named + value[place + 1 :]
    return value


def inner(raw: str) -> str:
    """Return a value without its braces or quotation marks."""
    return raw[1:-1] if raw[:1] in '{"' else raw


def has_value(raw: str, wanted: str) -> bool:
    """Tell whether a raw value says what was wanted; line ends are the file's."""
    there, wanted = (re.sub(r"\r\n|\r", "\n", text) for text in (inner(raw), wanted))
    return there in (wanted, escaped(wanted))


def is_taken_for_binary(result: Result) -> bool:
    """Tell whether a file was refused for a NUL among its first bytes."""
    return result.code == 3 and "is a binary file" in result.err


def collapsed(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).split())


@st.composite
def files_and_targets(draw: st.DrawFn) -> tuple[BibText, Part]:
    text = draw(bib_texts())
    targets = text.named_once()
    assume(targets)
    return text, draw(st.sampled_from(targets))


def set_options() -> st.SearchStrategy[list[str]]:
    names = st.sampled_from(["title", "note", "year", "new-field", "Author", "category"])
    return st.tuples(names, hostile_texts()).map(lambda pair: ["--set", f"{pair[0]}={pair[1]}"])


def other_options() -> st.SearchStrategy[list[str]]:
    listed = st.sampled_from(
        ["category=Ropes", "category=Ropes > Knots", "keywords=sails", "code=https://x.org/{y", "keywords=}"]
    )
    return st.one_of(
        st.sampled_from(["title", "note", "x-y", "gone"]).map(lambda name: ["--unset", name]),
        listed.map(lambda pair: ["--add", pair]),
        listed.map(lambda pair: ["--drop", pair]),
        st.sampled_from([["--set", "key=renamed"], ["--set", "key=}"], ["--set", "type=book"], ["--set", "type=x}"]]),
    )


@holds_for(files_and_targets(), set_options(), few=30)
def test_setting_a_field_changes_that_field_only(
    library: Library, chosen: tuple[BibText, Part], options: list[str]
) -> None:
    text, target = chosen
    with library(text.data) as lib:
        result = lib.changed("edit", target.key, *options)
        name, _, wanted = options[1].partition("=")
        if result.code:
            assert not text.is_well_formed or not wanted.strip() or is_taken_for_binary(result), result
            assert lib.data == text.data
            return
        _, key, fields = one_entry(edited(text.data, lib.data, *text.span(target)).decode())
        assert key == target.key
        values = [value for field, value in fields if field == name.lower()]
        assert has_value(values[0], wanted), (values, wanted)
        before = one_entry(target.text)[2]
        names = [field for field, _ in before]
        position = names.index(name.lower()) if name.lower() in names else len(before)
        assert fields[:position] == before[:position]
        assert fields[position + 1 :] == before[position + 1 :]
        written = lib.state()
        assert "nothing to change" in lib.ok("edit", target.key, *options).err
        assert lib.state() == written


@holds_for(files_and_targets(), other_options(), few=30)
def test_other_edits_stay_inside_their_entry(
    library: Library, chosen: tuple[BibText, Part], options: list[str]
) -> None:
    text, target = chosen
    with library(text.data) as lib:
        result = lib.changed("edit", target.key, *options)
        refused = options[1] in ("key=}", "type=x}")
        if result.code:
            assert not text.is_well_formed or refused or is_taken_for_binary(result), result
            assert lib.data == text.data
            return
        assert not refused
        kind, key, fields = one_entry(edited(text.data, lib.data, *text.span(target)).decode())
        before_kind, before_key, before = one_entry(target.text)
        verb, (name, _, value) = options[0], options[1].partition("=")
        assert key == ("renamed" if name == "key" else before_key)
        assert kind.lower() == ("book" if name == "type" else before_kind.lower())
        name = "ids" if name == "key" else name
        assert [field for field in fields if field[0] != name] == [field for field in before if field[0] != name]
        there = [raw for field, raw in fields if field == name]
        if verb == "--unset":
            assert not there
        elif name == "ids":
            assert has_value(there[0], before_key)
        elif verb == "--add":
            assert any(said in there[0] for said in (value, escaped(value), value.replace("{", "%7B"), "Ropes > Knots"))
        written = lib.state()
        lib.ok("edit", target.key, *options)
        assert lib.state() == written


@holds_for(bib_texts(broken=False), st.sampled_from(["type:misc", "year:2001", "has:note", "-type:misc"]))
def test_edit_where_changes_only_what_it_selects(library: Library, text: BibText, query: str) -> None:
    places = [(part.key, line_of(text, part)) for part in text.entries]
    assume(len(set(places)) == len(places))
    with library(text.data) as lib:
        selected = lib.only_shown("search", "--json", "--", query)
        found = [] if selected.code else [(entry["key"], entry["line"]) for entry in selected.json["entries"]]
        result = lib.changed("edit", f"--where={query}", "--set", "unlprobe=}{@")
        assert (result.code == 0) == bool(found), result
        if not found:
            return
        chosen = [part for part in text.entries if (part.key, line_of(text, part)) in found]
        assert are_kept(stretches(text, chosen), lib.data)
        assert lib.data.lower().count(b"unlprobe") == len(chosen)
        written = lib.state()
        lib.ok("edit", f"--where={query}", "--set", "unlprobe=}{@")
        assert lib.state() == written


def line_of(text: BibText, part: Part) -> int:
    before = text.data[: text.span(part)[0]].decode()
    return len(re.findall(r"\r\n|\r|\n", before)) + 1


def stretches(text: BibText, touched: Sequence[Part], *, removed: bool = False) -> list[bytes]:
    """Return what stands between parts; where those go, the blanks at one side may go with them."""
    found, position = [], 0
    for part in touched:
        start, end = text.span(part)
        found.append(text.data[position:start])
        position = end
    found.append(text.data[position:])
    if not removed:
        return found
    first, *middle, last = found
    return [first.rstrip(), *(stretch.strip() for stretch in middle), last.lstrip()]


@holds_for(bib_texts(), st.data())
def test_removed_entries_take_only_blanks_with_them(library: Library, text: BibText, data: st.DataObject) -> None:
    assume(text.named_once())
    chosen = data.draw(st.lists(st.sampled_from(text.named_once()), min_size=1, max_size=3, unique_by=id))
    chosen.sort(key=text.parts.index)
    with library(text.data) as lib:
        result = lib.changed("remove", *(part.key for part in chosen))
        if result.code:
            assert not text.is_well_formed or is_taken_for_binary(result), result
            return
        kept = stretches(text, chosen, removed=True)
        assert are_kept(kept, lib.data)
        assert re.sub(rb"\s", b"", lib.data) == re.sub(rb"\s", b"", b"".join(kept))
        assert len(lib.data) >= len(b"".join(kept))


def drafts() -> st.SearchStrategy[dict[str, str]]:
    web = st.sampled_from(HOSTILE).map(lambda text: f"https://example.org/a{text}b")
    options = {
        "--author": hostile_texts(), "--category": hostile_texts(), "--url": web, "--code": web, "--venue": hostile_texts(),
        "--year": st.just("2020"),
    }  # fmt: skip
    return st.fixed_dictionaries({"--title": hostile_texts()}, optional=options)


@holds_for(st.one_of(st.none(), bib_texts()), drafts(), few=30)
def test_adding_inserts_one_entry_that_reads_back(
    library: Library, text: BibText | None, draft: dict[str, str]
) -> None:
    old = text.data if text else b""
    with library(text.data if text else None) as lib:
        # an option's value in one word with it, for it may begin with a hyphen
        result = lib.changed("add", "--allow-duplicate", *(f"{name}={value}" for name, value in draft.items()))
        if result.code:
            refusable = {"--category", "--url", "--code"} & set(draft)
            assert refusable or not collapsed(draft["--title"]) or is_taken_for_binary(result), result
            assert result.err.startswith("unl: error: ")
            assert lib.state().data == (text.data if text else None)
            return
        chunk = inserted(old, lib.data).decode()
        _, key, fields = one_entry(chunk.removeprefix("\ufeff"))
        assert result.out == key + "\n"
        assert len(dict(fields)) == len(fields)
        values = {name: inner(raw) for name, raw in fields}
        assert readable.plain(values["title"]) == collapsed(draft["--title"])
        if "--year" in draft:
            assert values["year"] == "2020"
        if text is None or text.is_well_formed:
            shown = lib.ok("show", key, "--json").json["entries"][0]
            assert shown["title"] == collapsed(draft["--title"])
            assert [category.split(" > ") for category in shown["categories"]] == [
                re.split(r" ?> ?", collapsed(part)) for part in [draft.get("--category", "")] if collapsed(part)
            ]
            assert len(read.read(lib.data)) == len(read.read(old)) + 1


@holds_for(libraries(), entries("\n", st.sampled_from(["new1", "new2"])), few=25)
def test_added_bibtex_keeps_its_values(library: Library, old: bytes, entry: Part) -> None:
    assume(entry.fields)
    with library(old) as lib:
        result = lib.changed("add", "--allow-duplicate", "--bibtex", "-", stdin=entry.text)
        if is_taken_for_binary(result):
            return
        assert result.code == 0, result
        kind, key, fields = one_entry(inserted(old, lib.data).decode())
        ((_, _, meant),) = BibText((entry,)).readings()
        added = {name: inner(raw) for name, raw in fields}
        added.pop("creationdate")
        assert (kind.lower(), key) == (entry.type.lower(), entry.key)
        lines = {name: re.sub(r"\r\n|\r", "\n", value) for name, value in added.items()}
        if lines != meant:  # a macro that the library defines and the entry alone does not
            assert re.search(rb"@string", old, re.IGNORECASE)
            there = read.read(old + b"\n\n" + entry.text.encode()).entries[-1]
            assert lines == {name: re.sub(r"\r\n|\r", "\n", value) for name, value in there.fields.items()}


def tables() -> st.SearchStrategy[str]:
    cell = hostile_texts().map(lambda text: re.sub(r"[\r\n]", " ", text))
    row = st.tuples(cell, cell).map(lambda cells: f"| {cells[0]} Ropes and Knots {len(cells[1])} | {cells[1]} | 2020 |")
    rows = st.lists(row, min_size=1, max_size=3)
    return rows.map(
        lambda lines: "\n".join(["# Papers", "## Ropes}", "", "| Title | Venue | Year |", "|---|---|---|", *lines, ""])
    )


@holds_for(st.one_of(st.none(), bib_texts()), tables())
def test_importing_a_table_only_inserts(library: Library, text: BibText | None, table: str) -> None:
    old = text.data if text else b""
    with library(text.data if text else None) as lib:
        result = lib.changed("import", "-", stdin=table)
        if is_taken_for_binary(result):
            return
        assert result.code == 0, result
        if lib.state().data == old or not lib.path.exists():
            return
        new, updated = map(int, re.search(r"(\d+) new, (\d+) brought up to date", result.err).groups())
        assert len(read.read(lib.data)) == len(read.read(old)) + new
        if text and not updated:
            assert are_kept([b"", *(part.text.encode() for part in text.parts if part.text.strip()), b""], lib.data)
        written = lib.state()
        assert "nothing to change" in lib.ok("import", "-", stdin=table).err
        assert lib.state() == written


@holds_for(bib_texts(), bib_texts(broken=False))
def test_importing_a_bib_file_leaves_what_it_does_not_update(library: Library, text: BibText, other: BibText) -> None:
    with library(text.data) as lib:
        source = lib.state_folder.parent / "other.bib"
        source.write_bytes(other.data)
        result = lib.changed("import", str(source), "--json")
        assert source.read_bytes() == other.data
        if is_taken_for_binary(result):
            return
        assert result.code == 0, result
        told = result.json
        updated = [part for part in text.entries if part.key in told["updated"]]
        kept = [part.text.encode() for part in text.entries if part not in updated]
        assert are_kept([b"", *kept, b""], lib.data)
        if not told["updated"]:
            assert are_kept([b"", *(part.text.encode() for part in text.parts if part.text.strip()), b""], lib.data)


@st.composite
def duplicated(draw: st.DrawFn) -> tuple[BibText, list[Part]]:
    """A file in which one work stands several times under different keys, and the entries that are it."""
    text = draw(bib_texts())
    doi = "10.1234/" + draw(st.sampled_from(["ropes", "a{}b", "x_y(z)"]))
    facts = "title = {Ropes and Knots in Practice}, author = {Curl, Cara and Byte, Bob}, year = 2020"
    others = [
        "note = {a}",
        'note = "b" # rope',
        "url = {https://example.org/1}",
        "category = {Ropes}",
        "category = {Knots}, x-y = {}",
    ]
    copies = []
    for number in range(draw(st.integers(2, 3))):
        ending = draw(st.sampled_from(["}", ",}", ",\n}", "\r\n}"]))
        copies.append(
            Part(
                f"@article{{copy{number}, {facts}, doi = {{{doi}}}, {draw(st.sampled_from(others))}{ending}",
                f"copy{number}",
                "article",
            )
        )
    parts = list(text.parts)
    for copy in copies:
        parts[(at := draw(st.integers(0, len(parts)))) : at] = [Part("\n\n"), copy, Part("\n\n")]
    if parts[0].text == "\n\n":
        del parts[0]
    return BibText(tuple(parts)), sorted(copies, key=parts.index)


@holds_for(duplicated(), st.booleans())
def test_merging_touches_only_what_is_merged(
    library: Library, given_file: tuple[BibText, list[Part]], named: bool
) -> None:
    text, copies = given_file
    assume(text.data.startswith(b"\xef\xbb\xbf") or "\ufeff" not in text.parts[0].text)
    with library(text.data) as lib:
        keys = [copy.key for copy in copies]
        result = lib.changed("dedupe", "--merge", *(keys if named else ["--yes"]))
        if result.code:
            assert not text.is_well_formed or is_taken_for_binary(result), result
            return
        if not text.is_well_formed and any(key not in result.err for key in keys):
            return
        told = set(re.findall(r"[^\s,;]+", result.err.split("merged ")[1]))

        def is_merged(part: Part) -> bool:  # what is no entry of the grammar's may read as one all the same
            head = re.match(r"@\w+\s*[{(]\s*([^,\s]+)", part.text.strip())
            return part in copies or part.key in told or head is not None and head[1] in told

        kept = [part for part in text.parts if part.text.strip() and not is_merged(part)]
        assert are_kept([b"", *(part.text.strip().encode() for part in kept), b""], lib.data)
        survivors = [entry for entry in read.read(lib.data) if entry.get("doi") and entry.key.startswith("copy")]
        assert [entry.key for entry in survivors] == [copies[0].key]
        assert set(survivors[0].values("ids")) >= set(keys[1:])
        for copy in copies:
            for name, raw in one_entry(copy.text)[2]:
                if name in ("title", "author", "year", "doi"):
                    assert inner(raw) == survivors[0].get(name)
        if not named:
            written = lib.state()
            assert lib.run("dedupe", "--merge", "--yes").code == 0
            assert lib.state() == written


@holds_for(bib_texts(), st.one_of(st.sampled_from(["Cables", "Ropes", "A > B", "C}", "{D"]), hostile_texts()))
def test_renaming_a_category_touches_only_entries_that_have_it(library: Library, text: BibText, new: str) -> None:
    with library(text.data) as lib:
        result = lib.changed("categories", "--rename", "Ropes", new)
        having = [part for part in text.entries if "Ropes > Knots; Sails" in part.text]
        if result.code or lib.data == text.data:
            return
        assert are_kept(stretches(text, having), lib.data)
        for part in having:
            assert lib.data.count(part.text.encode()) <= text.data.count(part.text.encode())
        written = lib.state()
        lib.run("categories", "--rename", "Ropes", new)
        if "ropes" not in new.casefold():
            assert lib.state() == written


STEPS = st.sampled_from(
    [
        ["add", "--title", "Sheets", "--allow-duplicate"],
        ["add", "--title", "A }{ Knot", "--category", "Ropes", "--allow-duplicate"],
        ["edit", "a", "--set", "note=changed"],
        ["edit", "b", "--set", "key=a2"],
        ["edit", "--where=has:note", "--unset", "note"],
        ["remove", "z9"],
        ["categories", "--rename", "Ropes", "Cables"],
        ["dedupe", "--merge", "--yes"],
        ["dedupe", "--not-same", "a", "b"],
    ]
)


@holds_for(st.one_of(st.none(), libraries()), st.lists(STEPS, max_size=4))
def test_undoing_step_by_step_leads_back_through_every_state(
    library: Library, data: bytes | None, steps: list[list[str]]
) -> None:
    with library(data) as lib:
        states = [lib.state().data]
        for step in steps:
            lib.run(*step)
            if (now := lib.state().data) != states[-1]:
                states.append(now)
        while len(states) > 1:
            assert lib.state().data == states.pop()
            lib.ok("undo", "--dry-run")
            lib.ok("undo")
        assert lib.state().data == data
        if data is not None:
            assert "no change to undo" in lib.only_shown("undo").err


READING = [
    ["search", "ropes"], ["search", "--json"], ["search", "year:2001", "--format", "bibtex"], ["show", "a"], ["show", "b", "--json"],
    ["check"], ["check", "--json"], ["export"], ["export", "--format", "markdown"], ["export", "--format", "bibtex"], ["categories"],
    ["dedupe"], ["dedupe", "--json"], ["dedupe", "--explain", "a", "b"], ["undo", "--dry-run"],
]  # fmt: skip


@holds_for(libraries(), few=12, many=600)
def test_reading_commands_write_nothing(library: Library, data: bytes) -> None:
    with library(data) as lib:
        for command in READING:
            lib.only_shown(*command)
