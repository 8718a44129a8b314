"""What was edited by hand in the blocks of a document, told with the lines that bring it into the library."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from unlcli.cli import console
from unlcli.cli.session import Session

if TYPE_CHECKING:
    from unlcli.cli.export_blocks import Made
    from unlcli.services.in_place.tell import Block
    from unlcli.store.bibfile import BibFile


def tell_edits(session: Session, bib: "BibFile", edited: "Sequence[Made]", shown: str) -> None:
    """Print how blocks differ from what would be generated: where, what, and the remedy."""
    from unlcli.services.in_place.differences import Kind, differences
    from unlcli.services.in_place.state import State
    from unlcli.services.in_place.tell import tell

    found = [differences(one.content, one.text) for one in edited]
    is_as_in_library = not any(each.kind in (Kind.CELL, Kind.MOVED) for several in found for each in several)
    for one, differing in zip(edited, found, strict=True):
        if one.state is State.WRITTEN:
            console.out(f"{shown}:{one.block.begin + 1}: the block holds what unl did not write\n")
        block = _block(session, bib, one, shown, is_as_in_library=is_as_in_library)
        for told in tell(differing, block, bib.entries.entries):
            console.out(f"{shown}:{told.line}: {told.message}\n")
            for remedy in told.remedies:
                console.out(f"    help: {remedy}\n")


def _block(session: Session, bib: "BibFile", one: "Made", shown: str, *, is_as_in_library: bool) -> "Block":
    from unlcli.cli.exporting import groups_of, listed
    from unlcli.rules import commands
    from unlcli.services.in_place.layout import digest_of
    from unlcli.services.in_place.state import State
    from unlcli.services.in_place.tell import Block

    columns = listed(session, bib, one.setting, bib.entries.entries).columns
    return Block(
        document=shown,
        line=one.block.begin + 1,
        columns={column.heading: column.name for column in columns},
        is_library_same=one.digest == digest_of(one.text),
        by_category=groups_of(one.setting) == ("category",),
        is_as_in_library=is_as_in_library,
        is_by_hand=one.state is State.WRITTEN,
        where=commands.where(os.path.relpath(bib.path) if bib.path.is_relative_to(Path.cwd()) else str(bib.path)),
    )
