"""What was edited by hand in the blocks of a document, told with the lines that bring it into the library."""

import os
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from unlcli.cli import console
from unlcli.cli.session import Session

if TYPE_CHECKING:
    from unlcli.cli.export_blocks import Made
    from unlcli.services.in_place.differences import Difference
    from unlcli.services.in_place.remedies import Block
    from unlcli.store.bibfile import BibFile

#: So many differences of a block are told.
_MOST = 20


def export_forced(shown: str) -> str:
    """Return the line that writes a document whatever was edited in it."""
    return shlex.join(["unl", "export", "--into", shown, "--force"])


def tell_edits(session: Session, bib: "BibFile", edited: "Sequence[Made]", shown: str) -> None:
    """Print how blocks differ from what would be generated: where, what, and the remedy."""
    from unlcli.services.in_place.differences import Kind, differences
    from unlcli.services.in_place.state import State

    found = [differences(one.content, one.text, one.reader) for one in edited]
    is_as_in_library = not any(each.kind in (Kind.CELL, Kind.MOVED) for several in found for each in several)
    for one, differing in zip(edited, found, strict=True):
        place = f"{shown}:{one.block.begin + 1}"
        if one.state is State.WRITTEN and _is_known(session, bib, one, differing):
            console.out(
                f"{place}: there is no digest in the marker, and all rows of the block are in the library\n"
                f"    help: {export_forced(shown)} loses none of them\n"
            )
            continue
        if one.state is State.WRITTEN:
            console.out(f"{place}: the block holds what unl did not write\n")
        _tell(differing, _block(session, bib, one, shown, is_as_in_library=is_as_in_library), bib, shown)


def _tell(differing: "Sequence[Difference]", block: "Block", bib: "BibFile", shown: str) -> None:
    from unlcli.services.in_place.tell import tell

    all_told = list(tell(differing, block, bib.entries.entries))
    for told in all_told[:_MOST]:
        console.out(f"{shown}:{told.line}: {told.message}\n")
        for remedy in told.remedies:
            console.out(f"    help: {remedy}\n")
    if more := len(all_told) - _MOST if len(all_told) > _MOST else 0:
        console.out(
            f"{shown}:{block.line}: and {more} more; {export_forced(shown)} --dry-run shows all of them as a diff\n"
        )


def _is_known(session: Session, bib: "BibFile", one: "Made", differing: "Sequence[Difference]") -> bool:
    """Tell whether a block says nothing that the library does not, in the columns that it has."""
    from unlcli.cli.exporting import rendered
    from unlcli.services.in_place.differences import Kind, differences
    from unlcli.services.listing.names import HEADINGS

    lacking = (Kind.COLUMN_ONLY_THERE, Kind.ROW_ONLY_THERE, Kind.LINE_ONLY_THERE)
    more = [each.column for each in differing if each.kind is Kind.COLUMN_ONLY_HERE]
    if more:
        names = {heading: name for name, heading in reversed(HEADINGS.items())}
        header = next(each.here for each in differing if each.kind is Kind.COLUMN_ONLY_HERE)
        columns = [names.get(heading, "") for heading in (header.cells if header else ())]
        if not all(columns):
            return False
        setting = replace(one.setting, columns=(",".join(columns),))
        text = rendered(session, bib, setting, level=one.block.level + bool(setting.title))
        differing = differences(one.content, text or "", one.reader)
    return all(each.kind in lacking for each in differing)


def _block(session: Session, bib: "BibFile", one: "Made", shown: str, *, is_as_in_library: bool) -> "Block":
    from unlcli.cli.exporting import groups_of, listed
    from unlcli.rules import commands
    from unlcli.services.in_place.items import FIRST
    from unlcli.services.in_place.lines import plain
    from unlcli.services.in_place.remedies import Block
    from unlcli.services.in_place.state import State

    content = plain(one.content)
    columns = listed(session, bib, one.setting, bib.entries.entries).columns
    return Block(
        document=shown,
        line=one.block.begin + 1,
        lead=len(content) - len(content.lstrip("\n")),
        columns={FIRST: columns[0].name if columns else "", **{column.heading: column.name for column in columns}},
        is_library_same=one.digest == one.reader.read(one.text).digest,
        by_category=groups_of(one.setting) == ("category",),
        is_as_in_library=is_as_in_library,
        is_by_hand=one.state is State.WRITTEN,
        has_title=bool(one.setting.title) and one.setting.format != "template",
        where=commands.where(os.path.relpath(bib.path) if bib.path.is_relative_to(Path.cwd()) else str(bib.path)),
    )
