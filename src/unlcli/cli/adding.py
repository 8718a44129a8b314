"""What `unl add` is given to look up: read from arguments, files and standard input, fetched, and told of."""

import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from unlcli.cli import console
from unlcli.cli.session import Session, venues
from unlcli.errors import ExitCode, StoreError, UnlError, UsageError

if TYPE_CHECKING:
    from unlcli.domain.draft import Draft
    from unlcli.domain.entry import Entry
    from unlcli.domain.library import Entries
    from unlcli.services.things import Pasted, Thing

_SHOWN = 120
_STOPPED = "not looked up: the command was stopped"


@dataclass(frozen=True, slots=True)
class Failed:
    """A thing that became no entry: why, and what can be done."""

    thing: str
    reason: str
    hint: str = ""


@dataclass(slots=True)
class Given:
    """What was given: things to look up and drafts, in their order; lines that are neither; what else is to be told.

    `code` is how a run that was stopped ends, with what was not looked up in `left`.
    """

    things: "list[Thing]" = field(default_factory=list)
    entries: "dict[int, Entry]" = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    failed: list[Failed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    code: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to add."""
        return not self.entries and not any(thing.draft for thing in self.things)

    def drafts(self, session: Session, library: "Entries") -> "list[Draft]":
        """Return the drafts of all that was read and fetched, as the library writes its entries."""
        from unlcli.services import fetch

        as_usual = fetch.fitted(self.entries.values(), library, venues(session)) if self.entries else []
        fitted = dict(zip(self.entries, as_usual, strict=True))
        drafts = []
        for place, thing in enumerate(self.things):
            if thing.draft is not None:
                own = (*thing.draft.categories, *self.categories)
                drafts.append(replace(thing.draft, categories=own))
            elif place in fitted:
                drafts.append(fetch.draft_of(fitted[place], self.categories, self.codes))
        return drafts

    def as_json(self) -> dict[str, object]:
        """Return what failed and what was told, for the documented JSON."""
        failed = [*self.failed, *(Failed(thing, _STOPPED, "give the same command again") for thing in self.left)]
        return {
            "failed": [{"thing": each.thing, "reason": each.reason, "hint": each.hint} for each in failed],
            "notes": self.notes,
        }

    def tell_failures(self) -> None:
        """List what failed, a line each with the remedy, and say how much is left of a run that was stopped."""
        for each in self.failed:
            console.error(each.reason if each.thing in each.reason else f"{each.thing}: {each.reason}", each.hint)
        if self.left:
            total = len(self.things)
            console.note(
                f"unl: stopped: {len(self.left)} of {total} were not looked up; the same command goes on"
                " (what was fetched is kept)"
            )


def of_draft(draft: "Draft") -> Given:
    """Return a paper that was typed as what was given."""
    from unlcli.services.things import Thing

    return Given([Thing(draft.title, draft=draft)])


def read_bibtex(session: Session, source: str, encoding: str, categories: tuple[str, ...]) -> Given:
    """Return the entries of a BibTeX file or standard input. Raises UsageError when it holds none."""
    from unlcli.services import things

    given = Given(categories=categories)
    _take(given, things.of_bibtex(_text_of(source, encoding), venues(session)), source)
    if not given.things:
        raise UsageError(f"{source}: holds no BibTeX entry", "an entry looks like @article{key, title = {...}, ...}")
    return given


def read_things(
    session: Session, words: Sequence[str], encoding: str, categories: tuple[str, ...], codes: tuple[str, ...]
) -> Given:
    """Return what arguments name. Raises UsageError when there is nothing among it that could be looked up or added."""
    from unlcli.services import things

    given = Given(categories=categories, codes=codes)
    for word in words:
        _read(session, word, encoding, given)
    given.things = list(things.each_once(given.things))
    if not given.things:
        raise _nothing(given, words)
    if codes and (len(given.things) > 1 or given.things[0].draft):
        raise UsageError("--code is of one paper that is looked up", "add that paper by itself")
    return given


def _nothing(given: Given, words: Sequence[str]) -> UsageError:
    if given.failed:
        first, more = given.failed[0], len(given.failed) - 1
        return UsageError(f"{first.thing}: {first.reason}{f', and {more} more' * bool(more)}", first.hint)
    return UsageError(
        f"{', '.join(map(_short, words))}: holds nothing to add", "a line is an identifier, a link or BibTeX"
    )


def _read(session: Session, word: str, encoding: str, given: Given) -> None:
    from unlcli.services import things

    found = things.of_word(word)
    file = _file(word)
    if found is not None and not (file and not things.is_spelt_out(word)):
        if file:
            _note(given, f"{_short(word)} is taken for {found.identifier}; for the file of that name write ./{word}")
        given.things.append(found)
    elif word == "-" or file:
        name = "standard input" if word == "-" else word
        _take(given, things.of_text(_text_of(word, encoding), name, venues(session)), name)
    elif things.is_bibtex(word):
        _take(given, things.of_text(word, "", venues(session)), "BibTeX")
    elif "\n" in word:
        _take(given, things.of_text(word, "", venues(session)), "the text given")
    else:
        hint = f"give {things.KINDS}; a title goes with --title"
        given.failed.append(Failed(_short(word), "is no identifier, no link and no file", hint))


def files(words: Sequence[str]) -> list[str]:
    """Return the arguments that are names of files."""
    return [word for word in words if _file(word)]


def _file(word: str) -> bool:
    try:
        return len(word) < 1_000 and Path(word).is_file()
    except (OSError, ValueError):
        return False


def _take(given: Given, pasted: "Pasted", name: str) -> None:
    for skipped in pasted.skipped:
        _note(given, f"{name}:{skipped.line}: not read: {skipped.reason}", "")
    for repair in pasted.repairs:
        _note(given, f"{name}:{repair.line}: {repair.what}")
    for unknown in pasted.unknown:
        reason = f"{_short(unknown.text)!r} {unknown.reason}"
        given.failed.append(Failed(f"{name}:{unknown.line}", reason, "one a line; a # begins a comment"))
    given.things += pasted.things


def _note(given: Given, what: str, label: str = "unl: warning: ") -> None:
    given.notes.append(what)
    console.note(label + what)


def _text_of(source: str, encoding: str) -> str:
    from unlcli.bibtex import encoding as codec

    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise StoreError(f"{source}: cannot be read: {error.strerror}", "check the path") from error
    return codec.document(data, "standard input" if source == "-" else source, encoding)


def fetch_things(session: Session, given: Given, *, offline: bool) -> None:
    """Look up what is to be looked up; when the user stops that, keep what is there and say so in `code`."""
    places = [place for place, thing in enumerate(given.things) if thing.identifier is not None]
    if not places:
        return
    told: dict[int, tuple[str, ...]] = {}
    failed: dict[int, Failed] = {}
    try:
        _fetch(session, given, places, told, failed, offline=offline)
    except KeyboardInterrupt:
        given.code = int(ExitCode.INTERRUPTED)
    except SystemExit as stop:  # SIGTERM and SIGHUP
        given.code = stop.code if isinstance(stop.code, int) else int(ExitCode.INTERRUPTED)
    for place in sorted(told):
        for line in told[place]:
            _note(given, f"{_short(given.things[place].given)}: {line}")
    given.failed += [failed[place] for place in sorted(failed)]
    given.left = [given.things[place].given for place in places if place not in given.entries and place not in failed]


def _fetch(
    session: Session,
    given: Given,
    places: Sequence[int],
    told: dict[int, tuple[str, ...]],
    failed: dict[int, Failed],
    *,
    offline: bool,
) -> None:
    from unlcli.cli import network, progress
    from unlcli.services.fetch import fetch_all

    wanted = [given.things[place] for place in places]
    with progress.shown("looking up", 2) as step, network.connected(session, offline=offline) as client:
        step(0, len(places))
        with closing(fetch_all(wanted, client.ask, venues(session), keep=client.keep)) as fetched:
            for at, outcome in fetched:
                place = places[at]
                if isinstance(outcome, UnlError):
                    failed[place] = Failed(_short(wanted[at].given), outcome.message, outcome.hint)
                else:
                    given.entries[place], told[place] = outcome.entry, outcome.told
                step(len(given.entries) + len(failed), len(places))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
