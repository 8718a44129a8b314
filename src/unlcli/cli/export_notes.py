"""What an export says beside its work: of a library that is damaged, of names that nothing has, of what it might have done."""

from pathlib import Path
from typing import TYPE_CHECKING

from unlcli.cli import console
from unlcli.cli.exporting import is_paper
from unlcli.cli.session import Session, reading

if TYPE_CHECKING:
    from unlcli.store.bibfile import BibFile

_README = "README.md"


def read(session: Session) -> "BibFile":
    """Open the library for an export, and say what of it no export has as it is meant."""
    bib = reading(session)
    _tell_unread(bib)
    _tell_categories(session, bib)
    if not any(map(is_paper, bib.entries)):
        console.note(f"unl: {bib.path}: the library has no papers")
    return bib


def _tell_unread(bib: "BibFile") -> None:
    from unlcli.services.unread import unread

    found = list(unread(bib))
    if found:
        line, wrong = found[0]
        more = f" (the first of {len(found)} such places)" if len(found) > 1 else ""
        console.note(f"unl: warning: {bib.path}:{line}: {wrong}{more}")


def _tell_categories(session: Session, bib: "BibFile") -> None:
    """Say which categories of the settings no paper has, where a paper has one that is spelt much like it."""
    if not session.settings.categories:
        return
    from unlcli.domain.categories import folded, parse, written
    from unlcli.domain.near_names import near
    from unlcli.services.categories import count_categories

    named = {folded(parse(category.name)): category.name for category in session.settings.categories}
    used = {folded(counted.path): written(counted.path) for counted in count_categories(bib.entries)}
    others = [name for path, name in used.items() if path and path not in named]
    origin = session.settings.origins.get("categories", "")
    for name in (name for path, name in named.items() if path not in used):
        if meant := near(name, others):
            console.note(f"unl: {origin}: no paper has the category {name!r}; did you mean {meant[0]!r}?")


def tell_unlisted() -> None:
    """Say that a README here has blocks, which nothing that is listed brings up to date."""
    from unlcli.cli.export_files import has_blocks, is_stream
    from unlcli.store import files

    readme = Path(_README)
    if readme.is_file() and not is_stream(readme) and has_blocks(files.read_bytes(readme)):
        console.note(f"unl: {_README} has a block for a list: unl export --into {_README}")
