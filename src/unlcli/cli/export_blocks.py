"""Blocks of a document written anew, each as its marker says; what was edited by hand is told and never lost."""

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from unlcli.cli import console, export_files
from unlcli.cli.export_files import How
from unlcli.cli.session import Session
from unlcli.errors import UsageError
from unlcli.store import export_formats

if TYPE_CHECKING:
    from unlcli.services.in_place.markers import Block
    from unlcli.services.in_place.state import State
    from unlcli.store.bibfile import BibFile
    from unlcli.store.settings import ExportSetting


class Made(NamedTuple):
    """A block with what would be generated for it, and what became of it since it was written."""

    block: "Block"
    content: str
    digest: str
    setting: "ExportSetting"
    text: str
    state: "State"


def update_blocks(session: Session, bib: "BibFile", document: Path, how: How) -> bool:
    """Bring the marked blocks of a document up to date; tell whether that went, or, where that is only asked, whether they are.

    Nothing is written while one of them holds what somebody wrote or changed by hand, unless `how` is forced.
    """
    from unlcli.services.in_place import lines as document_lines
    from unlcli.services.in_place.markers import find_blocks
    from unlcli.services.in_place.state import State, written

    shown = export_files.shown_name(document)
    old = _read(session, document, shown)
    lines = _without_conflicts(document_lines.split(old.decode("utf-8", "surrogateescape")), shown, how)
    if lines is None:
        return False
    blocks = find_blocks(lines, shown, is_html=document.suffix.lower() in (".html", ".htm"))
    if not blocks:
        raise UsageError(f"{shown}: has no block to write", _two_lines())
    made = [_made(session, bib, document, f"{shown}:{block.begin + 1}", lines, block) for block in blocks]
    if any(one is None for one in made):
        return False
    there = [one for one in made if one is not None]
    if not how.is_forced and not _tell(session, bib, there, shown):
        return False
    kept = (State.CURRENT,)
    new = written(lines, blocks, [None if one.state in kept else one.text for one in there])
    data = new.encode("utf-8", "surrogateescape")
    return export_files.bytes_brought_up_to_date(session, document, data, how, old)


def _two_lines() -> str:
    from unlcli.services.in_place.markers import BEGIN, END

    return f"paste these two lines where the list is to stand: {BEGIN} and {END}"


def _read(session: Session, document: Path, shown: str) -> bytes:
    from unlcli.store import files

    # Its blocks are what is written, so that they are no reason to leave it alone.
    export_files.checked(session, str(document))
    if not document.exists():
        raise UsageError(f"{shown}: there is no such document", f"make it; {_two_lines()}")
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
    from unlcli.services.in_place import conflicts

    hunks = list(conflicts.find_hunks(lines))
    if how.is_forced and all(hunk.is_of_digests for hunk in hunks):
        return conflicts.settled(lines, hunks)
    for hunk in hunks:
        console.out(f"{shown}:{hunk.start + 1}: a merge left a conflict about a marker here\n")
        is_easy = hunk.is_of_digests
        console.out(
            f"    help: {_forced(shown) if is_easy else 'keep one side of it, with one unl:begin and one unl:end'}\n"
        )
    if hunks:
        console.note(f"unl: {shown}: nothing was written; first settle the conflicts of the library, if it has some")
        return None
    return lines


def _made(
    session: Session, bib: "BibFile", document: Path, place: str, lines: Sequence[str], block: "Block"
) -> Made | None:
    from unlcli.cli.exporting import rendered
    from unlcli.services.in_place.options import read_options
    from unlcli.services.in_place.state import content_of, state_of

    options = read_options(block.options, f"{place}: unl:begin")
    content, digest = content_of(lines, block), options.get("digest", "")
    try:
        setting = _setting(options, document)
        # The heading that a title makes stands one level above those of the sections.
        has_title = bool(setting.title) and setting.format != "template"
        text = rendered(session, bib, setting, level=block.level + has_title)
    except UsageError as error:
        raise UsageError(f"{place}: unl:begin: {error.message}", error.hint) from error
    if text is None:
        console.note(f"unl: {place}: its query is that of this block; nothing in the document was written")
        return None
    _check_text(text, place)
    return Made(block, content, digest, setting, text, state_of(content, digest, text))


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
    return "html-table" if document.suffix.lower() in (".html", ".htm") else "markdown"


def _tell(session: Session, bib: "BibFile", made: Sequence[Made], shown: str) -> bool:
    """Tell of blocks that hold what a person wrote; return whether there is none."""
    from unlcli.cli.export_edits import tell_edits
    from unlcli.services.in_place.state import State

    for one in made:
        place = f"{shown}:{one.block.begin + 1}"
        if one.state is State.LAYOUT:
            console.note(
                f"unl: {place}: only the layout or the order was changed by hand, no cell; it is written as generated"
            )
        elif one.state is State.CONFLICT:
            console.out(f"{place}: a merge left a conflict in the block\n    help: {_forced(shown)}\n")
    edited = [one for one in made if one.state in (State.EDITED, State.WRITTEN)]
    tell_edits(session, bib, edited, shown)
    if not edited and all(one.state is not State.CONFLICT for one in made):
        return True
    console.note(
        f"unl: {shown}: nothing was written; bring in what is to stay, then {_forced(shown)} discards the rest "
        "(`unl undo` brings that back)"
    )
    return False


def _forced(shown: str) -> str:
    return shlex.join(["unl", "export", "--into", shown, "--force"])
