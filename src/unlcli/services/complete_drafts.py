"""Complete drafts by what the sources say of the papers: which rows lack something, whom to ask, what is taken over."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from unlcli.domain import compose, identifiers, venue_spelling, versions
from unlcli.domain.draft import Draft
from unlcli.domain.entry import ALTURL, Entry, in_usual_order
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.library import Entries
from unlcli.domain.record import Standing
from unlcli.domain.venues import VenueTable
from unlcli.domain.versions import Version
from unlcli.errors import NoSuchRecordError, SourceError
from unlcli.matching import forms, likeness
from unlcli.services import fetch, stated_versions
from unlcli.services.add import AddOptions, plan_additions
from unlcli.services.fetch import Keep
from unlcli.services.fill_entry import fill_entry, lacks
from unlcli.sources.asking import Ask
from unlcli.sources.lookup import Found, look_up

#: By which of a paper's identifiers it is asked for first: the archive of the publication knows most of it.
_ORDER = (
    Scheme.ACL, Scheme.PMLR, Scheme.NEURIPS, Scheme.OPENREVIEW, Scheme.DOI, Scheme.ARXIV, Scheme.DBLP, Scheme.S2,
    Scheme.PMID, Scheme.URL,
)  # fmt: skip
#: So many ways to ask for a paper are tried.
_MOST_WAYS = 3
_MOST_OF_TITLE = 100


@dataclass(frozen=True, slots=True)
class Way:
    """How to ask for a paper: by an identifier, with the link that says it."""

    identifier: Identifier
    link: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A paper that lacks something: the place of its first draft, the entry it will be, and the ways to ask, the best first."""

    index: int
    entry: Entry
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """What is to be asked about drafts; `unnamed` are the places of those that lack something and name nothing to ask by.

    `papers` names the paper of each draft, by the draft's place.
    """

    asked: tuple[Question, ...] = ()
    unnamed: tuple[int, ...] = ()
    papers: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What a source says of a paper as an entry, and in words what is to be known of it."""

    entry: Entry
    source: str
    notes: tuple[str, ...] = ()


def questions(drafts: Sequence[Draft], library: Entries, venues: VenueTable, options: AddOptions) -> Questions:
    """Return what is to be asked: each paper once, as it will be with all its drafts, if it lacks something then."""
    plan = plan_additions(drafts, library, venues, options)
    there = {entry.key: entry for entry in reversed(library.entries)}
    there |= {entry.key: entry for entry in (*plan.updated, *plan.added)}
    first: dict[str, int] = {}
    for index, key in sorted(plan.keys.items()):
        first.setdefault(key, index)
    asked, unnamed = [], []
    for key, index in first.items():
        if key in there and lacks(there[key], venues):
            if ways := tuple(_ways(there[key], venues))[:_MOST_WAYS]:
                asked.append(Question(index, there[key], ways))
            else:
                unnamed.append(index)
    return Questions(tuple(asked), tuple(unnamed), plan.keys)


def _ways(entry: Entry, venues: VenueTable) -> Iterator[Way]:
    """Yield how a paper can be asked for; a preprint stays one, so it is its server that is asked first."""
    links = (*entry.get("url").split(), *entry.values(ALTURL))
    known = {named: link for link in reversed(links) if (named := identifiers.of_url(link)) is not None}
    usable = dict.fromkeys(each for each in identifiers.each(entry) if _can_be_asked(each))
    is_preprint = versions.of_entry(entry, venues) is Version.PREPRINT
    order = (Scheme.ARXIV, *_ORDER) if is_preprint else _ORDER
    for identifier in sorted(usable, key=lambda each: order.index(each.scheme)):
        yield Way(identifier, known.get(identifier, ""))


def _can_be_asked(found: Identifier) -> bool:
    """Tell whether somebody can be asked by an identifier: no file, and no repository, says what the paper is."""
    if found.scheme is not Scheme.URL:
        return found.scheme in _ORDER
    return not (found.url.lower().endswith(_FILES) or identifiers.is_code_link(found.url))


_FILES = (".pdf", ".ps", ".gz", ".zip", ".pptx", ".png", ".jpg", ".mp4")


def ask_for_all(
    asked: Sequence[Question], ask: Ask, venues: VenueTable, *, keep: Keep | None = None
) -> Generator[tuple[int, Told | SourceError]]:
    """Yield the place of each question with what a source says, or with why none does; the next way is tried after all."""
    waiting = list(range(len(asked)))
    for number in range(_MOST_WAYS):
        failed: list[int] = []
        ids = [asked[place].ways[number].identifier for place in waiting]

        def work(at: int, memory: Ask, these: Sequence[int] = waiting, number: int = number) -> Told:
            question = asked[these[at]]
            return _told(question.entry, question.ways[number], memory, venues)

        for at, told in fetch.in_rounds(ids, work, ask, keep=keep):
            place = waiting[at]
            if isinstance(told, SourceError) and number + 1 < len(asked[place].ways):
                failed.append(place)
            else:
                yield place, told
        waiting = sorted(failed)


def _told(entry: Entry, way: Way, ask: Ask, venues: VenueTable) -> Told:
    """Return what is said of a paper. Raises SourceError for another paper, which a slip in a list's link may lead to."""

    def look(stated: Identifier) -> Found:
        return look_up(stated, "", ask)

    version = stated_versions.version_of(look_up(way.identifier, way.link, ask), venues)
    if version.record.standing is not Standing.PREPRINT:  # a preprint stays one: unl upgrade looks further
        version = stated_versions.completed(version, way.identifier, look, venues)
    named = way.link if way.identifier.scheme is Scheme.URL else str(way.identifier)
    if version.record.is_notice or not _is_of(entry, version.entry, venues):
        title = version.entry.plain("title")[:_MOST_OF_TITLE]
        raise NoSuchRecordError(f"{named} is {title!r} at {version.source}", "mend the link in the list")
    is_retracted = version.record.standing is Standing.RETRACTED
    notes = (f"{version.source} says that it was retracted",) if is_retracted else ()
    return Told(version.entry, version.source, notes)


def _is_of(entry: Entry, told: Entry, venues: VenueTable) -> bool:
    """Tell whether titles are near enough for one paper; what has no title is what its link says."""
    pair = likeness.compare(forms.of_entry(entry, venues), forms.of_entry(told, venues))
    return likeness.is_near(pair) if pair is not None else not entry.plain("title")


@dataclass(frozen=True, slots=True)
class Completed:
    """Drafts with what the sources added; by their places the names of the fields that each got."""

    drafts: tuple[Draft, ...]
    added: Mapping[int, tuple[str, ...]]


def completed(
    drafts: Sequence[Draft], found: Iterable[tuple[Question, Told]], library: Entries, venues: VenueTable
) -> Completed:
    """Return drafts with what their papers lack, written as the library writes its own."""
    answers = list(found)
    whole, added = list(drafts), {}
    usual = venue_spelling.usual_names(library, venues) if answers else venue_spelling.UsualNames()
    as_usual = fetch.fitted([told.entry for _, told in answers], library, venues) if answers else []
    for (question, _), told in zip(answers, as_usual, strict=True):
        draft, filled = drafts[question.index], fill_entry(question.entry, told, venues)
        new = {name: value for name, value in filled.fields.items() if question.entry.get(name) != value}
        own = compose.entry_of(draft, venues)
        if not draft.fields:
            own = venue_spelling.written_as_usual(own, usual, venues)
        kind = filled.type if filled.type != question.entry.type else own.type
        whole[question.index] = replace(draft, type=kind, fields=in_usual_order({**own.fields, **new}))
        added[question.index] = tuple(new)
    return Completed(tuple(whole), added)
