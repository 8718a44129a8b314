"""Blocks of a document written anew, each as its marker says; what was edited by hand is told and never lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from unlcli.cli import console, export_files
from unlcli.cli.export_files import How
from unlcli.cli.session import Session, venues
from unlcli.domain.entry import BLOCK
from unlcli.errors import UsageError
from unlcli.store import export_formats

if TYPE_CHECKING:
    from unlcli.services.in_place.markers import Block
    from unlcli.services.in_place.reading import Reader
    from unlcli.services.in_place.state import State
    from unlcli.store.bibfile import BibFile
    from unlcli.store.settings import ExportSetting


#: So many papers are named that no block shows.
_MOST_NAMED = 5


class Made(NamedTuple):
    """A block with what would be generated for it, and what became of it since it was written."""

    block: "Block"
    content: str
    digest: str
    setting: "ExportSetting"
    text: str
    state: "State"
    reader: "Reader"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with its blocks made anew, which nothing was written of yet; `lines` is None where a merge left a conflict."""

    session: Session
    bib: "BibFile"
    document: Path
    how: How
    old: bytes
    lines: Sequence[str] | None
    blocks: Sequence[Made] = ()

    def finish(self) -> bool:
        """Write the blocks, or tell why not; tell whether that went, or, where that is only asked, whether they are current.

        Nothing is written while one of them holds what somebody wrote or changed by hand, unless that is forced.
        """
        from unlcli.services.in_place.state import State, written

        if self.lines is None:
            return False
        shown = export_files.shown_name(self.document)
        if not self.how.is_forced and not _tell(self.session, self.bib, self.blocks, shown):
            return False
        _tell_missing(self.session, self.bib, self.blocks, shown)
        texts = [None if one.state is State.CURRENT else one.text for one in self.blocks]
        digests = [one.reader.read(one.text).digest for one in self.blocks]
        data = written(self.lines, [one.block for one in self.blocks], texts, digests).encode(
            "utf-8", "surrogateescape"
        )
        return export_files.bytes_brought_up_to_date(self.session, self.document, data, self.how, self.old)


def _tell_missing(session: Session, bib: "BibFile", made: Sequence[Made], shown: str) -> None:
    """Say which papers stand in no block of a document whose several blocks share the library among them."""
    from unlcli.cli.exporting import is_paper
    from unlcli.domain import query as queries
    from unlcli.domain.inherited import inheriting

    asked = [one.setting.query for one in made]
    if len(asked) < 2 or not all(asked):
        return
    entries = inheriting(bib.entries.entries)
    in_block = {
        entry.position for query in asked for entry in queries.selected(entries, queries.parse(query), venues(session))
    }
    # who has the field stands where it says, in rows that no block holds, too
    out = [e.key for e in bib.entries if e.position not in in_block and is_paper(e) and not e.get(BLOCK)]
    if out:
        papers = "1 paper stands" if len(out) == 1 else f"{len(out)} papers stand"
        more = ", ..." if len(out) > _MOST_NAMED else ""
        console.note(
            f"unl: {papers} in no block of {shown}: {', '.join(out[:_MOST_NAMED])}{more}; add a block, or a category to them"
        )


def prepared(session: Session, bib: "BibFile", document: Path, how: How) -> Prepared:
    """Read a document and make its blocks anew, each as its marker says. Raises UsageError where one is wrong."""
    from unlcli.services.in_place import lines as document_lines
    from unlcli.services.in_place.markers import find_blocks

    shown, is_html = export_files.shown_name(document), _is_html(document)
    old = _read(session, document, shown, how.options)
    lines = _without_conflicts(document_lines.split(old.decode("utf-8", "surrogateescape")), shown, how)
    if lines is None:
        return Prepared(session, bib, document, how, old, None)
    blocks = find_blocks(lines, shown, is_html=is_html)
    if not blocks:
        raise UsageError(f"{shown}: has no block to write", _two_lines(how.options))
    if how.options:
        lines = _with_options(lines, blocks, how.options, shown)
        blocks = find_blocks(lines, shown, is_html=is_html)
    made = [_made(session, bib, document, f"{shown}:{block.begin + 1}", lines, block) for block in blocks]
    return Prepared(session, bib, document, how, old, lines, made)


def filled(session: Session, bib: "BibFile", document: Path, text: str) -> str:
    """Return the text of a document with all of its blocks written as their markers say, whatever stands in them."""
    from unlcli.services.in_place import lines as document_lines
    from unlcli.services.in_place.markers import find_blocks
    from unlcli.services.in_place.state import written

    lines, shown = document_lines.split(text), export_files.shown_name(document)
    blocks = find_blocks(lines, shown, is_html=_is_html(document))
    made = [_made(session, bib, document, f"{shown}:{block.begin + 1}", lines, block) for block in blocks]
    return written(lines, blocks, [one.text for one in made], [one.reader.read(one.text).digest for one in made])


def update_blocks(session: Session, bib: "BibFile", document: Path, how: How) -> bool:
    """Bring the marked blocks of a document up to date; tell whether that went, or, where that is only asked, whether they are."""
    return prepared(session, bib, document, how).finish()


def _with_options(lines: list[str], blocks: "Sequence[Block]", given: Mapping[str, str], shown: str) -> list[str]:
    """Return the lines with options set in the marker of the one block."""
    from unlcli.services.in_place.markers import with_options, written_options

    if len(blocks) > 1:
        raise UsageError(
            f"{shown}: has {len(blocks)} blocks, and each says in its marker what it shows",
            f"write {written_options(given)} into the markers that it is meant for",
        )
    begin = blocks[0].begin
    line = lines[begin]
    bare = line.rstrip("\r\n")
    return [*lines[:begin], with_options(bare, given) + line[len(bare) :], *lines[begin + 1 :]]


def _two_lines(given: Mapping[str, str]) -> str:
    from unlcli.services.in_place.markers import BEGIN, END, with_options

    begin = with_options(BEGIN, given) if given else BEGIN
    return f"paste these two lines where the list is to stand: {begin} and {END}"


def _read(session: Session, document: Path, shown: str, given: Mapping[str, str]) -> bytes:
    from unlcli.store import files

    # Its blocks are what is written, so that they are no reason to leave it alone.
    export_files.checked(session, str(document))
    if not document.exists():
        raise UsageError(f"{shown}: there is no such document", f"make it; {_two_lines(given)}")
    if export_files.is_stream(document):
        raise UsageError(f"{shown}: is no file with blocks in it", "--into rewrites a document; -o writes to a pipe")
    data = files.read_bytes(document)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UsageError(f"{shown}: is UTF-16", "save it as UTF-8")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        console.note(f"unl: {shown}:{line}: is not UTF-8; that stays as it is, and blocks are written in UTF-8")
    return data


def _without_conflicts(lines: list[str], shown: str, how: How) -> list[str] | None:
    """Return the lines without merge conflicts about markers; None, which is told, where somebody has to settle one."""
    from unlcli.cli.export_edits import export_forced
    from unlcli.services.in_place import conflicts

    hunks = list(conflicts.find_hunks(lines))
    if how.is_forced and all(hunk.is_of_digests for hunk in hunks):
        return conflicts.settled(lines, hunks)
    for hunk in hunks:
        console.out(f"{shown}:{hunk.start + 1}: a merge left a conflict about a marker here\n")
        is_easy = hunk.is_of_digests
        console.out(
            f"    help: {export_forced(shown) if is_easy else 'keep one side of it, with one unl:begin and one unl:end'}\n"
        )
    if hunks:
        console.note(f"unl: {shown}: nothing was written; first settle the conflicts of the library, if it has some")
        return None
    return lines


def _made(session: Session, bib: "BibFile", document: Path, place: str, lines: Sequence[str], block: "Block") -> Made:
    from unlcli.services.in_place.options import read_options
    from unlcli.services.in_place.reading import Reader
    from unlcli.services.in_place.state import content_of, state_of

    options = read_options(block.options, f"{place}: unl:begin")
    content, digest = content_of(lines, block), options.get("digest", "")
    try:
        setting = _setting(options, document)
        text = _text(session, bib, setting, place, block.level)
    except UsageError as error:
        raise UsageError(f"{place}: unl:begin: {error.message}", error.hint) from error
    _check_text(text, place)
    reader = Reader(is_html=_is_html(document), counted=setting.counts)
    return Made(block, content, digest, setting, text, state_of(content, digest, text, reader), reader)


def _text(session: Session, bib: "BibFile", setting: "ExportSetting", place: str, level: int) -> str:
    """Return what a block is to hold: nothing when its query selects nothing, which may be so for a while."""
    from unlcli.cli.exporting import rendered
    from unlcli.domain import query as queries
    from unlcli.domain.inherited import inheriting

    if setting.query and not queries.selected(
        inheriting(bib.entries.entries), queries.parse(setting.query), venues(session)
    ):
        console.note(f"unl: {place}: no paper is selected by {setting.query!r}, so that the block is empty")
        return ""
    # The heading that a title makes stands one level above those of the sections.
    has_title = bool(setting.title) and setting.format != "template"
    return rendered(session, bib, setting, level=level + has_title) or ""


def _check_text(text: str, place: str) -> None:
    from unlcli.services.in_place.markers import has_marker

    if has_marker(text):
        raise UsageError(f"{place}: what is generated holds a marker itself", "take it out of the template")


def _setting(given: Mapping[str, str], document: Path) -> "ExportSetting":
    from unlcli.services.in_place.options import FORMATS
    from unlcli.store.settings import ExportSetting

    chosen = given.get("format", "") or ("template" if given.get("template") else _natural(document))
    if chosen in export_formats.NAMES and chosen not in FORMATS:
        raise UsageError(
            f"format={chosen}: a block cannot hold that", f"it takes {', '.join(FORMATS)}; -o writes the others"
        )
    setting = ExportSetting(
        format=chosen,
        style=given.get("style", ""),
        group_by=_listed(given, "group-by"),
        columns=_listed(given, "columns"),
        facets=_listed(given, "facets"),
        title=given.get("title", ""),
        description=given.get("description", ""),
        query=given.get("query", ""),
        template=str(document.parent / given["template"]) if given.get("template") else "",
        counts="counts" in given,
        updated="updated" in given,
    )
    export_formats.check(setting, "{}")
    return setting


def _listed(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return (given[name],) if given.get(name) else ()


def _natural(document: Path) -> str:
    return "html-table" if _is_html(document) else "markdown"


def _is_html(document: Path) -> bool:
    return document.suffix.lower() in (".html", ".htm")


def _tell(session: Session, bib: "BibFile", made: Sequence[Made], shown: str) -> bool:
    """Tell of blocks that hold what a person wrote; return whether there is none."""
    from unlcli.cli.export_edits import export_forced, tell_edits
    from unlcli.services.in_place.state import State

    for one in made:
        place = f"{shown}:{one.block.begin + 1}"
        if one.state is State.LAYOUT:
            console.note(
                f"unl: {place}: no cell differs, only the order, counts, dashes or the digest; it is written as generated"
            )
        elif one.state is State.CONFLICT:
            console.out(f"{place}: a merge left a conflict in the block\n    help: {export_forced(shown)}\n")
        elif one.state is State.EMPTIED:
            console.out(
                f"{place}: all rows of the block were deleted by hand\n    help: {export_forced(shown)} fills it again; "
                "so does the next run once digest= is taken out of its marker\n"
            )
    edited = [one for one in made if one.state in (State.EDITED, State.WRITTEN)]
    tell_edits(session, bib, edited, shown)
    if not edited and all(one.state not in (State.CONFLICT, State.EMPTIED) for one in made):
        return True
    console.note(
        f"unl: {shown}: nothing was written; bring in what is to stay, then {export_forced(shown)} discards the rest "
        "(`unl undo` brings that back)"
    )
    return False
