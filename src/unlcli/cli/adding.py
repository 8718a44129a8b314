"""What `unl add` is given to look up: read from arguments, files and standard input, fetched, and told of."""

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from unlcli.cli import console, duplicates
from unlcli.cli.given import Failed, Given, short
from unlcli.cli.session import Session, venues
from unlcli.errors import ExitCode, StoreError, UnlError, UsageError

if TYPE_CHECKING:
    from unlcli.domain.draft import Draft
    from unlcli.services.things import Pasted
    from unlcli.sources.client.http import Client

#: So many papers that are there are told one by one.
_MOST_TOLD = 3


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
        f"{', '.join(map(short, words))}: holds nothing to add", "a line is an identifier, a link or BibTeX"
    )


def _read(session: Session, word: str, encoding: str, given: Given) -> None:
    from unlcli.services import things

    found = things.of_word(word)
    file = _file(word)
    if found is not None and not (file and not things.is_spelt_out(word)):
        if file:
            given.note(f"{short(word)} is taken for {found.identifier}; for the file of that name write ./{word}")
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
        given.failed.append(Failed(short(word) or "an empty text", "is no identifier, no link and no file", hint))


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
        given.note(f"{name}:{skipped.line}: not read: {skipped.reason}", "")
    for repair in pasted.repairs:
        given.note(f"{name}:{repair.line}: {repair.what}")
    for unknown in pasted.unknown:
        reason = f"{short(unknown.text)!r} {unknown.reason}"
        given.failed.append(Failed(f"{name}:{unknown.line}", reason, "one a line; a # begins a comment"))
    given.things += pasted.things


def _text_of(source: str, encoding: str) -> str:
    from unlcli.bibtex import encoding as codec

    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise StoreError(f"{source}: cannot be read: {error.strerror}", "check the path") from error
    return codec.document(data, "standard input" if source == "-" else source, encoding)


def leave_known(session: Session, given: Given) -> None:
    """Refuse the things whose identifier the library has, and say so; many of them in one line."""
    from unlcli.services.known_things import known_things
    from unlcli.store.bibfile import BibFile
    from unlcli.store.locate import Found

    located = session.located
    if located.how is Found.SHIPPED or not any(thing.identifier for thing in given.things):
        return
    bib = BibFile.open(located.path, session.settings.renamed, may_be_missing=True, named=session.encoding)
    given.known = known_things(given.things, bib.entries)
    if len(given.known) > _MOST_TOLD:
        many = f"{len(given.known)} of {len(given.things)}"
        console.note(f"unl: {many} are there already (--update brings them up to date)")
        return
    for clash in given.known.values():
        console.error(*duplicates.refusal(clash, str(located.path)))


def fetch_things(session: Session, given: Given, *, offline: bool) -> None:
    """Look up what is to be looked up; when the user stops that, keep what is there and say so in `code`."""
    places = [at for at, thing in enumerate(given.things) if thing.identifier is not None and at not in given.known]
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
    except Exception as error:  # what it is, the end of the command tells; what came before it is not lost for it
        if not given.entries:
            raise
        given.code, given.error = int(getattr(error, "exit_code", ExitCode.BUG)), error
    for place in sorted(told):
        for line in told[place]:
            given.note(f"{short(given.things[place].given)}: {line}")
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
                    failed[place] = Failed(short(wanted[at].given), outcome.message, outcome.hint)
                else:
                    given.entries[place], told[place] = outcome.entry, outcome.told
                    if outcome.published_as is not None:
                        given.published[outcome.entry.get("doi")] = str(outcome.published_as)
                step(len(given.entries) + len(failed), len(places))
        _name_preprints(session, given, client)


def _name_preprints(session: Session, given: Given, client: "Client") -> None:
    """Give published papers their preprints, where one is found; that it could not be looked for is a note and no failure."""
    from unlcli.services.find_preprints import find_preprints

    found = find_preprints(given.entries, client.ask, venues(session), keep=client.keep)
    given.entries |= found.entries
    if found.unasked:
        papers = "1 paper" if found.unasked == 1 else f"{found.unasked} papers"
        given.note(f"preprints of {papers} could not be looked for: {found.why}", "unl: note: ")
