"""The store's promise, for any file: what a command was not about does not change by one byte."""

from pathlib import Path

from bib_files import BibText, bib_texts, libraries
from hypothesis import assume, given
from hypothesis import strategies as st

from unlcli.bibtex import read, splice
from unlcli.bibtex.scan import scan
from unlcli.domain.change import AddEntry, Change, RemoveEntry, RemoveField, RenameKey, SetField, SetType
from unlcli.store import history
from unlcli.store.bibfile import BibFile


def opened(data: bytes) -> BibFile:
    return BibFile(Path("library.bib"), data)


def editable(bib: BibFile) -> list[int]:
    return [e.position for e in bib.entries if not e.problem]


@st.composite
def changes(draw: st.DrawFn, bib: BibFile) -> list[Change]:
    made: list[Change] = []
    positions = editable(bib)
    for position in draw(st.lists(st.sampled_from(positions), max_size=3)) if positions else []:
        name = draw(st.sampled_from(["title", "note", "new-field"]))
        made.append(
            draw(
                st.sampled_from(
                    [
                        SetField(position, name, draw(st.text(max_size=20))),
                        RemoveField(position, name),
                        RenameKey(position, "renamed"),
                        SetType(position, "book"),
                        RemoveEntry(position),
                    ]
                )
            )
        )
    for key in draw(st.lists(st.sampled_from(["0new", "mnew", "~new"]), max_size=2, unique=True)):
        made.append(AddEntry("misc", key, {"title": draw(st.text(max_size=20)), "year": "2001"}))
    return made


def untouched(bib: BibFile, made: list[Change]) -> list[str]:
    gone = {c.position for c in made if not isinstance(c, AddEntry)}
    # where an unclosed entry ends depends on what follows it
    return [bib.source(e.position) for e in bib.entries if e.position not in gone and not e.problem]


@given(libraries(), st.data())
def test_bytes_outside_what_changes_are_kept(data: bytes, draw: st.DataObject) -> None:
    bib = opened(data)
    made = draw.draw(changes(bib))
    plan = bib.plan(made)
    after = opened(plan.new)
    remaining = [after.source(e.position) for e in after.entries]
    position = 0
    for source in untouched(bib, made):
        position = remaining.index(source, position) + 1
    additions = sum(isinstance(c, AddEntry) for c in made)
    removals = len({c.position for c in made if isinstance(c, RemoveEntry)})
    assert len(after.entries) == len(bib.entries) + additions - removals
    if not made:
        assert plan.new == data


@given(libraries(), st.data())
def test_adding_inserts_and_moves_nothing(data: bytes, draw: st.DataObject) -> None:
    bib = opened(data)
    title = draw.draw(st.text(max_size=30))
    plan = bib.plan([AddEntry("misc", "probe", {"title": title, "year": "2001"})])
    start = next((i for i, (a, b) in enumerate(zip(data, plan.new, strict=False)) if a != b), len(data))
    tail = len(data) - start
    assert plan.new[:start] == data[:start]
    assert plan.new[len(plan.new) - tail :] == data[start:]


@given(libraries(), st.data())
def test_setting_and_unsetting_gives_the_same_file(data: bytes, draw: st.DataObject) -> None:
    bib = opened(data)
    assume(editable(bib))
    position = draw.draw(st.sampled_from(editable(bib)))
    there = opened(bib.plan([SetField(position, "unlprobe", "a probe value")]).new)
    assert there.entries.entries[position].get("unlprobe") == "a probe value"
    assert there.plan([RemoveField(position, "unlprobe")]).new == data


@given(libraries(), st.data())
def test_undoing_gives_the_same_file(data: bytes, draw: st.DataObject) -> None:
    bib = opened(data)
    plan = bib.plan(draw.draw(changes(bib)))
    step = history.Step(1, "edit", "now", "", "", history.hunks(plan.old, plan.edits, plan.encoding))
    assert step.undone(plan.new) == data


@given(libraries(), st.data())
def test_scanning_what_was_touched_finds_what_scanning_all_finds(data: bytes, draw: st.DataObject) -> None:
    bib = opened(data)
    plan = bib.plan(draw.draw(changes(bib)))
    whole, position = scan(plan.new), 0
    for region in splice.regions(plan.old, bib.blocks, plan.edits, plan.new):
        position = whole.index(region.new[0], position) if region.new else position
        assert whole[position : position + len(region.new)] == region.new
        position += len(region.new)
    touched = sum(len(r.new) - len(r.old) for r in splice.regions(plan.old, bib.blocks, plan.edits, plan.new))
    assert len(whole) == len(bib.blocks) + touched


def test_all_entries_of_a_file_can_go() -> None:
    bib = opened(b"@misc{a}\n\n@misc{b}\n")
    assert bib.plan([RemoveEntry(0), RemoveEntry(1)]).new == b"\n"
    assert opened(b"@misc{a}").plan([RemoveEntry(0)]).new == b""
    assert opened(b"% head\n@misc{a}").plan([RemoveEntry(0), AddEntry("misc", "b", {})]).new.count(b"@misc") == 1


@given(libraries(), st.data())
def test_a_diff_tells_what_changes(data: bytes, draw: st.DataObject) -> None:
    bib = opened(data)
    plan = bib.plan(draw.draw(changes(bib)))
    assert bool(plan.diff) == (plan.old != plan.new)


@given(bib_texts(broken=False))
def test_entries_are_read_as_they_were_written(text: BibText) -> None:
    found = [(entry.type, entry.key, dict(entry.fields)) for entry in read.read(text.data)]
    assert found == text.readings()
