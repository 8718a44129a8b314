"""Things that people paste to entries: each asked for once, several at a time, and one that fails stops no other."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from unlcli.domain import habits, venue_spelling
from unlcli.domain.draft import Draft
from unlcli.domain.entry import CODE, Entry, in_usual_order, join_values
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.library import Entries
from unlcli.domain.record import Standing
from unlcli.domain.venues import VenueTable
from unlcli.errors import NoSuchRecordError, OfflineError, SourceError, UnreadableAnswerError
from unlcli.services import stated_versions
from unlcli.services.publication_hint import speaks_of_publication
from unlcli.services.stated_versions import Version
from unlcli.services.things import Thing
from unlcli.sources import arxiv
from unlcli.sources.asking import Answer, Ask, Request
from unlcli.sources.in_parallel import in_parallel
from unlcli.sources.lookup import Found, look_up
from unlcli.sources.reading.answered import check_status, no_such

#: So many ids are asked of arXiv at once.
BATCH = 50
#: The client holds the pace of each service; so many may wait for different ones.
THREADS = 8
_MOST_OF_HINT = 160
#: What a question for many may fail of while those for one are answered.
_OF_MANY_ALONE = (NoSuchRecordError, UnreadableAnswerError, OfflineError)
#: How an answer is put where the next run finds it.
Keep = Callable[[Request, Answer], None]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Fetched:
    """The entry that a thing became, without a key, what is to be told of it, in words, and what it was published as since."""

    entry: Entry
    told: tuple[str, ...] = ()
    published_as: Identifier | None = None


def fetch(thing: Thing, ask: Ask, venues: VenueTable) -> Fetched:
    """Return the entry of a thing that can be looked up. Raises SourceError when no source answers for it."""
    identifier = _identifier(thing)

    def look(stated: Identifier) -> Found:
        return look_up(stated, "", ask)

    first = stated_versions.version_of(look_up(identifier, thing.link, ask), venues)
    best = stated_versions.completed(first, identifier, look, venues)
    told = (*best.told, *_standing(best, venues))
    return Fetched(best.entry, tuple(dict.fromkeys(told)), best.published_as)


def _identifier(thing: Thing) -> Identifier:
    assert thing.identifier is not None, "BibTeX is not looked up"
    return thing.identifier


def _standing(best: Version, venues: VenueTable) -> Iterator[str]:
    """Say what a reader of the entry ought to know: that it was never published or taken back, or where it is said to be."""
    standing, hint = best.record.standing, " ".join(best.record.hint.split())[:_MOST_OF_HINT]
    quoted = f" ({hint!r})" if hint else ""
    if best.record.is_notice:
        yield f"{best.source} says that it is a notice on another work{quoted}, and no paper of its own"
    elif standing is Standing.RETRACTED:
        yield f"{best.source} says that it was retracted{quoted}"
    elif standing in (Standing.SUBMITTED, Standing.REJECTED, Standing.WITHDRAWN):
        yield f"{best.source} says that it is {standing}{quoted}, so it is no published paper and added as @misc"
    elif standing is Standing.PREPRINT and not best.published_as and speaks_of_publication(hint, venues):
        yield f"{best.source} says {hint!r}; unl upgrade looks for the published version"


def fetch_all(
    things: Sequence[Thing], ask: Ask, venues: VenueTable, *, keep: Keep | None = None, threads: int = THREADS
) -> Generator[tuple[int, Fetched | SourceError]]:
    """Yield the place of each thing with its entry, or with why there is none, in order of completion."""

    def work(place: int, memory: Ask) -> Fetched:
        return fetch(things[place], memory, venues)

    yield from in_rounds([_identifier(thing) for thing in things], work, ask, keep=keep, threads=threads)


def in_rounds(
    ids: Sequence[Identifier],
    work: Callable[[int, Ask], Result],
    ask: Ask,
    *,
    keep: Keep | None = None,
    threads: int = THREADS,
) -> Generator[tuple[int, Result | SourceError]]:
    """Yield the place of each identifier with what came of the work on it, in order of completion.

    `work` is given the place, and how to ask: what arXiv knows was asked for many at once before.
    """
    preprints = [place for place, identifier in enumerate(ids) if identifier.scheme is Scheme.ARXIV]
    others = [place for place, identifier in enumerate(ids) if identifier.scheme is not Scheme.ARXIV]
    memory = Memory(ask, keep)
    wanted = [ids[place] for place in preprints]
    starts = range(0, len(wanted), BATCH) if len(wanted) > 1 else ()
    parts: list[int | tuple[Identifier, ...]] = [*(tuple(wanted[start : start + BATCH]) for start in starts), *others]

    def first_round(part: int | tuple[Identifier, ...]) -> tuple[Result] | None:
        if isinstance(part, int):
            return (work(part, memory),)
        memory.read_together(part)
        return None

    for at, outcome in in_parallel(parts, first_round, threads):
        if outcome is not None and isinstance(place := parts[at], int):
            yield place, outcome if isinstance(outcome, SourceError) else outcome[0]
    for at, done in in_parallel(preprints, lambda place: work(place, memory), threads):
        yield preprints[at], done


class Memory:
    """Asks, but for what a question for many papers at once has answered already."""

    def __init__(self, ask: Ask, keep: Keep | None) -> None:
        self._ask, self._keep = ask, keep
        self._answers: dict[str, Answer | SourceError] = {}

    def __call__(self, request: Request) -> Answer:
        """Return what is known, else what is answered. Raises SourceError as it was raised for all of them."""
        known = self._answers.get(request.url)
        if isinstance(known, SourceError):
            raise type(known)(known.message, known.hint, known.source)
        return known if known is not None else self._ask(request)

    def read_together(self, ids: Sequence[Identifier]) -> None:
        """Ask arXiv for many papers at once, and remember the answer for each; when it refuses that, it is asked one by one."""
        urls = {each: arxiv.requests_for(each, "")[0].url for each in ids}
        try:
            answers = asked_together(ids, self._ask, self._keep)
        except SourceError as error:
            if not isinstance(error, _OF_MANY_ALONE):
                self._answers.update(dict.fromkeys(urls.values(), error))
            return
        for identifier, url in urls.items():
            self._answers[url] = answers.get(identifier) or no_such(arxiv.NAME, identifier)


def asked_together(ids: Sequence[Identifier], ask: Ask, keep: Keep | None) -> dict[Identifier, Answer]:
    """Ask arXiv for many papers at once and return, of those it knows, the answer that each would have got alone.

    Fresh ones are handed to `keep`. Raises SourceError when it does not answer so.
    """
    answer = ask(arxiv.request_for_many([identifier.value for identifier in ids]))
    check_status(answer, arxiv.NAME)
    parts = arxiv.split(answer.body)
    answers = {}
    for identifier in ids:
        if identifier.value in parts:
            single = arxiv.requests_for(identifier, "")[0]
            answers[identifier] = replace(answer, body=parts[identifier.value], url=single.url)
            if keep is not None and not answer.age:
                keep(single, answers[identifier])
    return answers


def fitted(entries: Iterable[Entry], library: Entries, venues: VenueTable) -> list[Entry]:
    """Return entries of records as a library writes its own: names of venues, letters or LaTeX, months, what it leaves out."""
    entries = list(entries)
    usual = venue_spelling.usual_names(library, venues, entries)
    ways = habits.of_entries(library)
    return [habits.in_habit(venue_spelling.written_as_usual(entry, usual, venues), ways) for entry in entries]


def draft_of(entry: Entry, categories: tuple[str, ...] = (), code: tuple[str, ...] = ()) -> Draft:
    """Return the draft of an entry that was fetched, with what its finder says of it."""
    fields = dict(entry.fields)
    if code:
        fields[CODE] = join_values(CODE, (*code, *entry.values(CODE)))
    return Draft(entry.plain("title"), 0, type=entry.type, fields=in_usual_order(fields), categories=categories)
