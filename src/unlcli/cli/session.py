"""What a command starts from: the library it means, its settings, the clock and the environment, read once."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from unlcli.cli import console, output, voice
from unlcli.errors import ConsentError, LibraryNotFoundError, UsageError

if TYPE_CHECKING:
    from unlcli.domain.venues import VenueTable
    from unlcli.store.bibfile import BibFile
    from unlcli.store.index import Index
    from unlcli.store.locate import Located
    from unlcli.store.paths import Places
    from unlcli.store.settings import Settings


#: The name of a library that is read from standard input.
STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a command."""

    located: "Located"
    places: "Places"
    now: datetime
    encoding: str = ""

    @property
    def settings(self) -> "Settings":
        """The settings that go with the library."""
        return self.located.settings

    @property
    def today(self) -> str:
        """The moment new entries are marked with, as JabRef writes it; empty when the settings turn that off."""
        return self.now.strftime("%Y-%m-%dT%H:%M:%S") if self.settings.creationdate else ""

    @property
    def when(self) -> str:
        """The moment for the history."""
        return self.now.isoformat(timespec="seconds")


def start(library: str, encoding: str = "", read: Sequence[str] = ()) -> Session:
    """Find the library and its settings; a file that is `read` is not taken for it. Raises UnlError when that fails.

    `encoding` names the library's; without it the setting of that name does, and without both the library itself.
    """
    from unlcli.store import locate, paths

    places = paths.places(os.environ)
    not_meant = [paths.real(Path(name)) for name in read]
    located = locate.locate(library, Path.cwd(), os.environ, places, settings_for, not_meant)
    _tell_start(located, places)
    return Session(located, places, _now(), encoding or located.settings.encoding)


def _tell_start(located: "Located", places: "Places") -> None:
    if not voice.now().is_verbose:
        return
    console.detail(f"the library is {located.path} ({located.how})")
    files = sorted(set(located.settings.origins.values()))
    console.detail(f"settings are from {', '.join(files) or 'no file'}")
    console.detail(f"the index and answers are kept in {places.cache}, earlier states in {places.state}")


def settings_for(folder: Path, user_folder: Path) -> "Settings":
    """Return the settings for a folder; what reads them is loaded only where there are some."""
    from unlcli.store import settings

    if not settings.are_there(folder, user_folder):
        return settings.Settings()
    from unlcli.store import config

    return config.load(folder, user_folder)


def _now() -> datetime:
    """The time, or the one that SOURCE_DATE_EPOCH fixes (reproducible-builds.org)."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not fixed.isdecimal():
        return datetime.now(UTC)
    from unlcli.services.moment import moment

    return moment(fixed, datetime.now(UTC))


def venues(session: Session) -> "VenueTable":
    """Return the venue table with the settings' own names."""
    from unlcli.domain.venues import VenueTable

    return VenueTable(session.settings.venues)


def reading(session: Session) -> "BibFile":
    """Open the library for reading and say where it was found when nobody named it."""
    located = session.located
    _tell_which(located)
    bib = _opened(session, located.path)
    _tell_read(bib)
    return bib


def _opened(session: Session, path: Path) -> "BibFile":
    """Open a library for reading; that of the name `-` is what standard input holds."""
    from unlcli.store.bibfile import BibFile

    renamed, encoding = session.settings.renamed, session.encoding
    if path == STDIN:
        return BibFile.of(path, sys.stdin.buffer.read(), renamed, named=encoding)
    return BibFile.open(path, renamed, named=encoding)


def _tell_read(bib: "BibFile") -> None:
    if voice.now().is_verbose:
        console.detail(f"read {bib.path}: {len(bib.entries.entries)} entries, {len(bib.entries.failures)} unreadable")


def _tell_which(located: "Located") -> None:
    """Say which library is read when nobody named it."""
    from unlcli.store.locate import Found

    if located.how is Found.SHIPPED:
        console.note("unl: no library here; reading the list that comes with unl (-l FILE names another)")
    elif located.how in (Found.ONLY_BIB, Found.USER):
        console.note(f"unl: reading {located.path} ({located.how})")


def searching(
    session: Session,
    *,
    cached: bool = True,
    progress: "Callable[[int, int], None] | None" = None,
    tells: bool = True,
) -> "Index":
    """Open the library's search index, brought up to date; `progress` is told how many entries of how many were read.

    An index that is not `cached` is made in memory of the library as it is now.
    """
    from unlcli.store.index_open import Reading, open_fresh

    located = session.located
    if located.path == STDIN:
        raise UsageError("a library on standard input is not searched", "unl export -l - QUERY selects its papers")
    reading = Reading(session.settings.renamed, session.settings.venues, session.encoding)
    if tells:
        _tell_which(located)
    if cached and (index := open_fresh(located.path, reading, session.places.cache)) is not None:
        console.detail("the index is that of the library as it is")
        return index
    console.detail("the index is brought up to date" if cached else "the library is read without an index")
    from unlcli.store import index_update

    return index_update.refreshed(
        located.path, reading, session.places.cache, progress or index_update.silent, cached=cached
    )


def read_again(session: Session, bib: "BibFile") -> "BibFile":
    """Open a library as it is now."""
    from unlcli.store.bibfile import BibFile

    return BibFile.open(bib.path, session.settings.renamed, named=session.encoding)


def opened(session: Session, files: Sequence[Path]) -> "list[BibFile]":
    """Open several files for reading, each once, however often and in whatever spelling it was named."""
    from unlcli.store.paths import real

    different = {real(file): file for file in reversed(files)}
    return [_opened(session, file) for file in reversed(different.values())]


def target(session: Session, *, creates: bool) -> Path:
    """Return the file a changing command writes. Raises LibraryNotFoundError when there is none to change."""
    from unlcli.store.locate import NAME, Found

    located = session.located
    if located.path == STDIN:
        raise UsageError("a library on standard input cannot be changed", "write it into a file, and name that")
    if located.how is Found.SHIPPED:
        if not creates:
            raise LibraryNotFoundError(
                "there is no library here to change", f"make one: unl import README.md, or name one with -l {NAME}"
            )
        return Path(NAME)
    if located.how in (Found.ONLY_BIB, Found.USER):
        console.note(f"unl: changing {located.path} ({located.how})")
    if not creates and not located.path.exists():
        raise LibraryNotFoundError(
            f"{located.path}: there is no such library", "check the path, or make one with unl add or unl import"
        )
    return located.path


@contextmanager
def held(session: Session, path: Path) -> Iterator[None]:
    """Hold the lock of a file that is to be written; say so when another command has it for long."""
    from unlcli.store import lock

    def tell() -> None:
        console.note(f"unl: waiting for another command that holds {path}")
        output.let_out()

    with output.gathered(), lock.held(path, session.places.state, tell):
        yield


@contextmanager
def changing(session: Session, *, creates: bool = False) -> Iterator["BibFile"]:
    """Open the library for changing and hold its lock until the change is saved."""
    from unlcli.store import bibfile

    path = target(session, creates=creates)
    with held(session, path):
        bib = bibfile.BibFile.open(path, session.settings.renamed, may_be_missing=creates, named=session.encoding)
        _tell_read(bib)
        yield bib


def consent(what: str, show: Callable[[], None], *, yes: bool) -> bool:
    """Show what a command chose to do and ask once. Raises ConsentError without --yes and a terminal."""
    if yes:
        return True
    if not console.can_ask():
        raise ConsentError(what)
    show()
    return console.ask(f"{what}?")
