"""What can go wrong in a way a user can cause, and the exit codes that say so."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line; documented in `docs/commands.md`."""

    OK = 0
    NO = 1
    USAGE = 2
    STORE = 3
    SOURCE = 4
    BUG = 70
    INTERRUPTED = 130


class UnlError(Exception):
    """An error that is told in one line: what is wrong, and a hint on what to do next."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(UnlError):
    """The command was asked for something it does not have (a column, a format, a value)."""


class ConsentError(UsageError):
    """A command that chose by itself what to change had nobody to ask."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} needs your consent and there is no terminal to ask on", "repeat it with --yes")


class EntryNotFoundError(UnlError):
    """No entry answers to what was named."""

    exit_code = ExitCode.NO

    def __init__(self, wanted: str, similar: tuple[str, ...] = ()) -> None:
        hint = f"did you mean {', '.join(similar)}?" if similar else "`unl search WORDS` finds keys"
        super().__init__(f"no entry is named by {wanted!r}", hint)
        self.wanted = wanted
        self.similar = similar


class AmbiguousEntryError(UsageError):
    """Several entries answer to what was named."""

    def __init__(self, wanted: str, found: tuple[str, ...], remedy: str = "name one by its key") -> None:
        super().__init__(f"{wanted!r} names {len(found)} entries", f"{remedy}: {', '.join(found[:8])}")


class StoreError(UnlError):
    """The library or a settings file cannot be used as it is."""

    exit_code = ExitCode.STORE


class UnreadableDocumentError(StoreError):
    """A document that claims a format is none of that format; `line` is where it goes wrong."""

    def __init__(self, reason: str, hint: str, line: int = 1) -> None:
        super().__init__(reason, hint)
        self.line = line

    def named(self, name: str) -> StoreError:
        """Return the error with the document's name and line before its reason."""
        return StoreError(f"{name}:{self.line}: {self.message}", self.hint)


class LibraryNotFoundError(StoreError):
    """There is no library to change, or the one named does not exist."""


class LibraryChangedError(StoreError):
    """The library was changed by something else while a command worked on it."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: changed by another program meanwhile; nothing was written", "run the command again")


class NotWritableError(StoreError):
    """The library cannot be written (rights, disk, kind of file)."""


class NotConfirmedError(StoreError):
    """The library was replaced, and the disk reported an error when it was asked to keep that for good."""


class EncodingError(StoreError):
    """The library's bytes are not text in the encoding it is read in, or a text cannot be written in it."""


class SettingsError(StoreError):
    """A settings file holds something that is not a setting, or a wrong value."""


class SourceError(UnlError):
    """A service or a page could not be asked, or did not answer what was asked; `source` says which.

    `status` is that of the answer that made it one, 0 where none came. `is_repeat` when it was not asked again, because of
    what came of the questions before.
    """

    exit_code = ExitCode.SOURCE

    def __init__(self, message: str, hint: str = "", source: str = "", status: int = 0) -> None:
        super().__init__(message, hint)
        self.source = source
        self.status = status
        self.is_repeat = False


class NoSuchRecordError(SourceError):
    """The service answered that it does not know what was asked for."""


class RefusedError(SourceError):
    """The service answers, and not to this program: a challenge, a limit, a closed record."""


class UnreachableError(SourceError):
    """No answer came: no network, no such host, time-outs, errors of the server, more than fits."""


class NoSuchHostError(UnreachableError):
    """The name of a host leads to no address: it is gone, misspelt, or there is no network."""


class UnreadableAnswerError(SourceError):
    """An answer came that is not what the service documents: cut off, another format, no title."""


class OfflineError(SourceError):
    """It would have to be asked, and --offline forbids that."""


class ForbiddenAddressError(SourceError):
    """An address that is never asked: not http or https, or one of this machine or a private network."""


class SelfCheckError(Exception):
    """The text about to be written would not read back as intended: a bug, and nothing was written."""
