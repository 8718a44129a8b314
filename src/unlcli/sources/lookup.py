"""From an identifier to what the sources say of the paper: the best source first, the next when one does not answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unlcli import sources
from unlcli.domain.identifiers import Identifier, Scheme, is_web_link
from unlcli.domain.record import Record
from unlcli.domain.source_names import spoken
from unlcli.errors import NoSuchRecordError, OfflineError, SourceError
from unlcli.sources.asking import Ask

_RESOLVER = re.compile(r"https?://(?:[\w-]+\.)?doi\.org(?:[:/]|$)", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """What a source said, and in words which better ones could not be asked."""

    record: Record
    told: tuple[str, ...] = ()


def look_up(identifier: Identifier, link: str, ask: Ask, *, route: tuple[str, ...] = ()) -> Found:
    """Return what the best source that answers says of a paper; `link` is its address as it was given, or empty.

    Raises NoSuchRecordError when all that answered do not know it, else the SourceError of the first that did not answer.
    """
    failures: list[SourceError] = []
    for name in route or _route(identifier, link):
        try:
            record = _asked(name, identifier, link, ask)
        except SourceError as error:
            failures.append(error)
            continue
        return Found(record, tuple(f.message for f in failures if not isinstance(f, NoSuchRecordError)))
    raise _worst(failures, identifier, link)


def _route(identifier: Identifier, link: str) -> tuple[str, ...]:
    """Return whom to ask: of a DOI that a publisher's address holds, the page at that address too, at last."""
    usual = sources.ROUTES[identifier.scheme]
    is_page = identifier.scheme is Scheme.DOI and is_web_link(link) and not _RESOLVER.match(link)
    return (*usual, "landing") if is_page else usual


def _asked(name: str, identifier: Identifier, link: str, ask: Ask) -> Record:
    source = sources.source(name)
    unknown: NoSuchRecordError | None = None
    for request in source.requests_for(identifier, link):
        try:
            return source.read(ask(request), identifier)
        except NoSuchRecordError as error:
            unknown = unknown or error
    raise unknown or NoSuchRecordError(f"{name}: has no way to ask for {identifier}", source=name)


def _worst(failures: list[SourceError], identifier: Identifier, link: str) -> SourceError:
    silent = next((f for f in failures if not isinstance(f, NoSuchRecordError)), None)
    if silent is None:
        asked = [*dict.fromkeys(failure.source for failure in failures if failure.source)]
        what = link if identifier.scheme is Scheme.URL else str(identifier)
        known = ", ".join(map(spoken, asked)) or "any source"
        return NoSuchRecordError(f"{what}: not known to {known}", _hint(failures), ", ".join(asked))
    if isinstance(silent, OfflineError):
        return _unasked(failures, link if identifier.scheme is Scheme.URL else str(identifier))
    worst = type(silent)(silent.message, silent.hint or _hint(failures), silent.source, silent.status)
    worst.is_repeat = silent.is_repeat
    return worst


def _unasked(failures: list[SourceError], what: str) -> OfflineError:
    names = dict.fromkeys(failure.source for failure in failures if isinstance(failure, OfflineError))
    were = "was" if len(names) == 1 else "were"
    said = f"{what}: not in the cache, and {', '.join(map(spoken, names))} {were} not asked (--offline)"
    return OfflineError(said, "run the command again without --offline", ", ".join(names))


def _hint(failures: list[SourceError]) -> str:
    return next((failure.hint for failure in failures if failure.hint), "check it for a slip, or paste its BibTeX")


def identifiers_stated(record: Record) -> Iterator[Identifier]:
    """Yield what a record states as its own identifiers: its DOI, then those of other versions."""
    if record.doi:
        yield Identifier(Scheme.DOI, record.doi.lower())
    yield from record.others
