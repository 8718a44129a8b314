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
    """Show what is cached, or remove it: indexes of libraries, answers of services. It comes back when it is needed.

    \b
    unl cache
    unl cache --clear
    unl cache --json
    """
    from unlcli.store import cache as answers
    from unlcli.store import index_files, paths

    as_json = options.wants_json("cache", format, json)
    folder = paths.places(os.environ).cache
    clears = clear and not dry_run
    found = index_files.remove(folder) if clears else index_files.listed(folder)
    kept = answers.remove(folder) if clears else answers.size(folder)
    if as_json:
        of_services = {"folder": str(answers.folder_of(folder)), "count": kept.count, "bytes": kept.bytes}
        console.out_json(_document(str(paths.index_folder(folder)), found) | {"answers": of_services})
        return
    for index in found:
        console.out(_line(index))
    indexes = _counted(len(found), "index", "indexes", sum(index.bytes for index in found))
    _tell(indexes, str(paths.index_folder(folder)), clear=clear, dry_run=dry_run)
    if kept.count:
        counted = _counted(kept.count, "answer of a service", "answers of services", kept.bytes)
        _tell(counted, str(answers.folder_of(folder)), clear=clear, dry_run=dry_run)


def _line(index: "IndexFile") -> str:
    entries = "-" if index.entries is None else f"{index.entries}"
    return f"{entries:>8}  {_size(index.bytes):>8}  {index.state:8}  {index.library or index.file.name}"


def _size(count: int) -> str:
    """Return a size as people read it."""
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{count / 1000:.1f} kB"


def _counted(count: int, one: str, several: str, size: int) -> str:
    return f"{count} {one if count == 1 else several}, {_size(size)}"


def _tell(what: str, folder: str, *, clear: bool, dry_run: bool) -> None:
    if not clear:
        console.note(f"unl: {what}, in {folder}")
    elif dry_run:
        console.note(f"unl: nothing was removed (--dry-run); would have removed {what}, from {folder}")
    else:
        console.note(f"unl: removed {what}, from {folder}")


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
