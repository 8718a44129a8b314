"""Which file a Library is, with its settings: by the same rules as on the command line."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from unlcli.domain.venues import VenueTable
from unlcli.errors import LibraryNotFoundError
from unlcli.services.moment import moment
from unlcli.store import config, locate, paths
from unlcli.store.bibfile import BibFile
from unlcli.store.locate import Found
from unlcli.store.paths import Places
from unlcli.store.settings import Settings


@dataclass(frozen=True, slots=True)
class Opened:
    """A library's file as it was found, with its settings, venues and this machine's folders."""

    path: Path
    settings: Settings
    venues: VenueTable
    places: Places
    encoding: str

    def read(self, *, create: bool) -> BibFile:
        """Return the file as it is now. Raises LibraryNotFoundError for one that is missing and is not to be made."""
        if not create and not self.path.exists():
            raise LibraryNotFoundError(f"{self.path}: there is no such library", "check the path, or give create=True")
        return BibFile.open(self.path, self.settings.renamed, may_be_missing=create, named=self.encoding)


def find(path: str | os.PathLike[str] | None, encoding: str) -> Opened:
    """Return the library at a path, or the one that commands take here. Raises LibraryNotFoundError where there is none."""
    places = paths.places(os.environ)
    named = "" if path is None else os.fspath(path)
    if path is not None and not named:
        raise LibraryNotFoundError("'' is no path of a library", "leave it out for the library that commands take here")
    found = locate.locate(named, Path.cwd(), os.environ, places, config.load)
    if found.how is Found.SHIPPED:
        raise LibraryNotFoundError("there is no library here", "name one: Library.open('library.bib', create=True)")
    settings = found.settings
    whole = Path.cwd() / found.path  # a program may change its folder before it saves
    return Opened(whole, settings, VenueTable(settings.venues), places, encoding or settings.encoding)


def now() -> datetime:
    """Return the time that new entries and the history are marked with."""
    return moment(os.environ.get("SOURCE_DATE_EPOCH", ""), datetime.now(UTC))
