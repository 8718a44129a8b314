"""The store's promise, for any file: what a command was not about does not change by one byte."""

from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from unlcli.bibtex import splice
from unlcli.bibtex.scan import scan
from unlcli.domain.change import AddEntry, Change, RemoveEntry, RemoveField, RenameKey, SetField, SetType
from unlcli.store import history
from unlcli.store.bibfile import BibFile

NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])
WORDS = st.sampled_from(
    ["a", "Deep {L}earning", "x = y", "50\\%", '{\\"o}', "naïve", "«»", "@home", "100 # 2", "", "  "]
)
NAMES = st.sampled_from(["title", "Author", "YEAR", "note", "url", "x-y"])
KEYS = st.sampled_from(["a", "b", "Key:1", "z9", "k-1", "a"])


@st.composite
def entries(draw: st.DrawFn, newline: str) -> str:
    opening, closing = draw(st.sampled_from([("{", "}"), ("(", ")")]))
    parts = [
        f"{draw(st.sampled_from(['  ', chr(9), '']))}{draw(NAMES)}{draw(st.sampled_from([' = ', '=', '   =  ']))}"
        + draw(st.sampled_from(["{%s}", '"%s"'])) % draw(WORDS)
        for _ in range(draw(st.integers(0, 4)))
    ]
    separator = "," + draw(st.sampled_from([newline, " ", newline * 2]))
    comma = draw(st.sampled_from(["", ",", "," + newline]))
    kind = draw(st.sampled_from(["article", "Misc", "INPROCEEDINGS", "online"]))
    return f"@{kind}{opening}{draw(KEYS)}{separator if parts else ''}{separator.join(parts)}{comma}{closing}"


ODD = st.sampled_from(
    ["% a comment", "@comment{jabref-meta: groups;}", "@string{j = {Journal}}", '@preamble{"x"}', "free text, e@mail.org", "@article{broken, title = {x",
     "@article broken}", "}", "@misc{u, note = {a} year = 1}", "\ufeff", "\x00"]
)  # fmt: skip


@st.composite
def libraries(draw: st.DrawFn) -> bytes:
    newline = draw(NEWLINES)
    parts = draw(st.lists(st.one_of(entries(newline), entries(newline), ODD), max_size=8))
    gaps = [draw(st.sampled_from([newline, newline * 2, " ", newline * 3 + " "])) for _ in parts]
    text = "".join(part + gap for part, gap in zip(parts, gaps, strict=True))
    return (draw(st.sampled_from(["", "\ufeff"])) + (text if draw(st.booleans()) else text.rstrip())).encode()


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
    step = history.Step(1, "edit", "now", "", "", history.hunks(plan.old, plan.edits))
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
