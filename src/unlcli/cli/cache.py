"""`unl cache`."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from unlcli.cli import console, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unlcli.store.index_files import IndexFile


def cache(
    clear: Annotated[bool, typer.Option("--clear", help="Remove all of them.")] = False,
    format: options.Format = "text",
    json: options.Json = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --clear: show what would go and remove nothing.")
    ] = False,
    yes: options.NoConsent = False,
) -> None:
    """Show the indexes that searches made of libraries, or remove them; they are made again when they are needed.

    \b
    unl cache
    unl cache --clear
    unl cache --json
    """
    from unlcli.store import index_files, paths

    as_json = options.wants_json("cache", format, json)
    folder = paths.places(os.environ).cache
    found = index_files.remove(folder) if clear and not dry_run else index_files.listed(folder)
    if as_json:
        console.out_json(_document(str(paths.index_folder(folder)), found))
        return
    for index in found:
        console.out(_line(index))
    _tell(str(paths.index_folder(folder)), found, clear=clear, dry_run=dry_run)


def _line(index: "IndexFile") -> str:
    entries = "-" if index.entries is None else f"{index.entries}"
    return f"{entries:>8}  {_size(index.bytes):>8}  {index.state:8}  {index.library or index.file.name}"


def _size(count: int) -> str:
    """Return a size as people read it."""
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{count / 1000:.1f} kB"


def _tell(folder: str, found: "Sequence[IndexFile]", *, clear: bool, dry_run: bool) -> None:
    indexes = "1 index" if len(found) == 1 else f"{len(found)} indexes"
    size = _size(sum(index.bytes for index in found))
    if not clear:
        console.note(f"unl: {indexes}, {size}, in {folder}")
    elif dry_run:
        console.note(f"unl: nothing was removed (--dry-run); would have removed {indexes}, {size}, from {folder}")
    else:
        console.note(f"unl: removed {indexes}, {size}, from {folder}")


def _document(folder: str, found: "Sequence[IndexFile]") -> dict[str, object]:
    indexes = [
        {
            "library": index.library,
            "file": str(index.file),
            "entries": index.entries,
            "bytes": index.bytes,
            "state": index.state,
        }
        for index in found
    ]
    return {"version": 1, "folder": folder, "indexes": indexes}
