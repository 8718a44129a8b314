"""Libraries made of text, and what changes make of them."""

from collections.abc import Sequence
from pathlib import Path

from unlcli.bibtex import read
from unlcli.domain.change import Change
from unlcli.domain.entry import Entry
from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.store.bibfile import BibFile

VENUES = VenueTable()


def library(text: str) -> Entries:
    """Return the entries of a BibTeX text."""
    return read.read(text.encode(), path="library.bib")


def entry(text: str) -> Entry:
    """Return the one entry of a BibTeX text."""
    (found,) = library(text)
    return found


def after(text: str, changes: Sequence[Change]) -> str:
    """Return a BibTeX text after changes."""
    return BibFile(Path("library.bib"), text.encode()).plan(changes).new.decode()
