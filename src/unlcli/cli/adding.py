"""What `unl add` is given to look up: read from arguments, files and standard input, fetched, and told of."""

from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from unlcli.cli import console, duplicates
from unlcli.cli import given_documents as documents
from unlcli.cli.given import Failed, Given, short
from unlcli.cli.session import Session, venues
from unlcli.errors import ExitCode, UnlError, UsageError

if TYPE_CHECKING:
    from unlcli.domain.draft import Draft
    from unlcli.services.things import Pasted, Thing
    from unlcli.sources.client.http import Client

#: So many papers that are there are told one by one.
_MOST_TOLD = 3


def of_draft(draft: "Draft") -> Given:
    """Return a paper that was typed as what was given."""
    from unlcli.services.things import Thing

    return Given([Thing(draft.title, draft=draft)])


def read_bibtex(session: Session, source: str, encoding: str, categories: tuple[str, ...]) -> Given:
    """Return the entries of a BibTeX file or standard input. Raises UsageError when it holds none."""
    from unlcli.bibtex import encoding as codec
    from unlcli.services import things

    given = Given(categories=categories)
    name, data = documents.read_bytes(source)
    if problem := documents.why_no_text(data, encoding):
        raise UsageError(f"{name}: {problem[0]}", problem[1])
    _take(given, things.of_bibtex(codec.document(data, name, encoding), venues(session), name), name)
    if not given.things and given.failed:
        raise _nothing(given, [source])
    if not given.things:
        raise UsageError(f"{name}: holds no BibTeX entry", "an entry looks like @article{key, title = {...}, ...}")
    return given


def read_things(
    session: Session, words: Sequence[str], encoding: str, categories: tuple[str, ...], codes: tuple[str, ...]
) -> Given:
    """Return what arguments name. Raises UsageError when there is nothing among it that could be looked up or added."""

    given = Given(categories=categories, codes=codes)
    for word in words:
        _read(session, word, encoding, given)
    _leave_repeats(given)
    if not given.things:
        raise _nothing(given, words)
    if codes and (len(given.things) > 1 or given.things[0].draft):
        raise UsageError("--code is of one paper that is looked up", "add that paper by itself")
    return given


def _leave_repeats(given: Given) -> None:
    """Keep each thing once, and say how many lines of documents are left out for that."""
    from unlcli.services import things

    kept = things.each_once(given.things)
    lines = {thing.where for thing in given.things} - {thing.where for thing in kept} - {""}
    given.things = list(kept)
    if lines:
        given.note("1 line repeats another" if len(lines) == 1 else f"{len(lines)} lines repeat another", "unl: note: ")


def _nothing(given: Given, words: Sequence[str]) -> UsageError:
    if given.failed:
        first, more = given.failed[0], len(given.failed) - 1
        return UsageError(f"{first.told}{f', and {more} more' * bool(more)}", first.hint)
    return UsageError(
        f"{', '.join(documents.STDIN if word == '-' else short(word) for word in words)}: holds nothing to add",
        "a line is an identifier, a link or BibTeX",
    )


def _read(session: Session, word: str, encoding: str, given: Given) -> None:
    from unlcli.services import things

    found = things.of_word(word)
    file = documents.is_file(word)
    if found is not None and not (file and not things.is_spelt_out(word)):
        if file:
            given.note(f"{short(word)} is taken for {found.identifier}; for the file of that name write ./{word}")
        given.things.append(found)
    elif word == "-" or file:
        _read_document(session, word, encoding, given)
    elif things.is_bibtex(word):
        _take(given, things.of_text(word, "BibTeX", venues(session)), "BibTeX")
    elif "\n" in word:
        _take(given, things.of_text(word, "the text given", venues(session)), "the text given")
    else:
        given.failed.append(Failed(short(word) or "an empty text", *_why_nothing(word, given)))


def _read_document(session: Session, word: str, encoding: str, given: Given) -> None:
    import shlex

    from unlcli.bibtex import encoding as codec
    from unlcli.services import things

    name, data = documents.read_bytes(word)
    if problem := documents.why_no_text(data, encoding):
        given.failed.append(Failed(name, *problem))
        return
    text = codec.document(data, name, encoding)
    pasted = things.of_text(text, name, venues(session))
    if things.is_for_reading(text, name, pasted):
        reads = f"unl import {shlex.quote(word)} reads lists of papers"
        given.failed.append(Failed(name, "is a document for reading and no list of identifiers", reads))
        return
    _take(given, pasted, name)


def _why_nothing(word: str, given: Given) -> tuple[str, str]:
    """Return why a word is nothing that can be looked up, and what to do; what can be given is told once."""
    from unlcli.services import things

    if problem := documents.why_none(word):
        return problem
    is_first, given.is_explained = not given.is_explained, True
    return "is no identifier, no link and no file", is_first * f"give {things.KINDS}; a title goes with --title"


def _take(given: Given, pasted: "Pasted", name: str) -> None:
    for skipped in pasted.skipped:
        where, reason = f"{name}:{skipped.line}", f"not read: {skipped.reason}"
        if skipped.is_broken:
            given.failed.append(Failed(short(skipped.text), reason, "mend it and give it again", where, is_named=True))
        else:
            given.note(f"{where}: {reason}", "")
    for repair in pasted.repairs:
        given.note(f"{name}:{repair.line}: {repair.what}")
    for unknown in pasted.unknown:
        why, hint = unknown.reason, "one a line; a # begins a comment"
        if given.is_explained:
            why, hint = "is no identifier, no link and no BibTeX", ""
        given.is_explained = True
        text = short(unknown.text)
        given.failed.append(Failed(text, f"{text!r} {why}", hint, f"{name}:{unknown.line}", is_named=True))
    given.things += pasted.things


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
        many = f"{len(given.known)} of {len(given.things)} papers given"
        console.note(f"unl: {many} are there already (--update brings them up to date)")
        return
    for place, clash in given.known.items():
        where = given.things[place].where
        console.error(*duplicates.refusal(clash, str(located.path), f"{where}: " if where else ""))


def fetch_things(session: Session, given: Given, *, offline: bool) -> None:
    """Look up what is to be looked up; when the user stops that, keep what is there and say so in `code`."""
    places = [at for at, thing in enumerate(given.things) if thing.identifier is not None and at not in given.known]
    if not places:
        return
    failed: dict[int, Failed] = {}
    try:
        _fetch(session, given, places, failed, offline=offline)
    except KeyboardInterrupt:
        given.code = int(ExitCode.INTERRUPTED)
    except SystemExit as stop:  # SIGTERM and SIGHUP
        given.code = stop.code if isinstance(stop.code, int) else int(ExitCode.INTERRUPTED)
    except Exception as error:  # what it is, the end of the command tells; what came before it is not lost for it
        if not given.entries:
            raise
        given.code, given.error = int(getattr(error, "exit_code", ExitCode.BUG)), error
    given.failed += [failed[place] for place in sorted(failed)]
    given.left = [given.things[place] for place in places if place not in given.entries and place not in failed]


def _fetch(
    session: Session,
    given: Given,
    places: Sequence[int],
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
                    failed[place] = _failed(wanted[at], outcome)
                else:
                    given.entries[place], given.told[place] = outcome.entry, outcome.told
                    if outcome.published_as is not None:
                        given.published[place] = str(outcome.published_as)
                step(len(given.entries) + len(failed), len(places))
        _name_preprints(session, given, client)


def _failed(thing: "Thing", error: UnlError) -> Failed:
    # what was given is named as it was given, and once
    reason = error.message if thing.given in error.message else error.message.removeprefix(f"{thing.identifier}: ")
    return Failed(short(thing.given), reason, error.hint, thing.where)


def _name_preprints(session: Session, given: Given, client: "Client") -> None:
    """Give published papers their preprints, where one is found; that it could not be looked for is a note and no failure."""
    from unlcli.services.find_preprints import find_preprints

    found = find_preprints(given.entries, client.ask, venues(session), keep=client.keep)
    given.entries |= found.entries
    if found.unasked:
        papers = "1 paper" if found.unasked == 1 else f"{found.unasked} papers"
        given.note(f"preprints of {papers} could not be looked for: {found.why}", "unl: note: ")
