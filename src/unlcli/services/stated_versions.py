"""Other versions of a paper that its record states: each is asked for, and believed when it is proved to be the same paper."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from unlcli.domain import hostile, identifiers, record_entry
from unlcli.domain.entry import ALTURL, CODE, Entry, in_usual_order, join_values
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Record, Standing
from unlcli.domain.source_names import spoken
from unlcli.domain.venues import VenueTable
from unlcli.errors import NoSuchRecordError, SourceError
from unlcli.matching import Evidence, Verdict, agreement, forms, judge
from unlcli.services.merge_entries import merge_entries
from unlcli.sources.lookup import Found

#: How a version is looked up.
LookUp = Callable[[Identifier], Found]
#: Sources that collect what others publish: what they name is asked for where it comes from.
_SECOND_HAND = ("dblp", "semanticscholar")
_AT_FIRST_HAND = (
    "arxiv",
    "arxiv_page",
    "crossref",
    "datacite",
    "doi",
    "acl",
    "openreview",
    "openreview_v1",
    "pmlr",
    "neurips",
)
_OF_RECORD = (Scheme.ACL, Scheme.PMLR, Scheme.NEURIPS, Scheme.OPENREVIEW, Scheme.DOI)
_MAY_BE_PUBLISHED = (Standing.PUBLISHED, Standing.UNKNOWN)
#: A work that was taken back is what its own source says of it; a preprint is not followed to it.
_AS_ITS_SOURCE_SAYS = (*_MAY_BE_PUBLISHED, Standing.RETRACTED)
#: So much of a title is shown.
_MOST_OF_TITLE = 100
_LOOKS_FURTHER = "unl upgrade KEY looks for the published version"
_NEVER_PUBLISHED = (Standing.SUBMITTED, Standing.REJECTED, Standing.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a paper: the record it was read from, its entry, and what is to be told of it.

    `published_as` is what a preprint with a DOI of its own was published as, by its record.
    """

    record: Record
    entry: Entry
    told: tuple[str, ...] = ()
    published_as: Identifier | None = None

    @property
    def source(self) -> str:
        """The name of the source, in words."""
        return spoken(self.record.source)


def version_of(found: Found, venues: VenueTable) -> Version:
    """Return the version that a source's record makes, with whom else could not be asked."""
    made = record_entry.made_of(found.record, venues)
    return Version(found.record, made.entry, (*found.told, *made.told))


def completed(first: Version, own: Identifier, look_up: LookUp, venues: VenueTable) -> Version:
    """Return the best version that follows from a record: that of record where it is stated and proved, else the first."""
    is_second_hand = first.record.source in _SECOND_HAND or first.record.source not in _AT_FIRST_HAND
    best = _at_first_hand(first, own, look_up, venues) if is_second_hand else first
    if is_second_hand and best.record is first.record:  # all that it states was asked for
        return best
    if best.record.standing is Standing.PREPRINT:
        if best.record.doi and not best.record.arxiv:  # an entry has one DOI, and this one was asked for
            published_as = next(_stated(_elsewhere(best.record), _OF_RECORD), None)
            return replace(best, published_as=published_as)
        return _published(best, look_up, venues)
    if best.entry.get("eprint") or best.record.standing in _NEVER_PUBLISHED:
        return best
    return _with_preprint(best, first, look_up, venues)


def _at_first_hand(first: Version, own: Identifier, look_up: LookUp, venues: VenueTable) -> Version:
    """Return what the best source says of a paper that was read elsewhere.

    Where it cannot say it, what was read stays, but for identifiers that are not proved to be this paper's.
    """
    told = list(first.told)
    wrong: set[Identifier] = set()
    is_published = first.record.standing is Standing.PUBLISHED
    for stated in _stated(first.record, (*_OF_RECORD, Scheme.ARXIV)):
        if stated == own:
            continue
        other = _asked(first, stated, look_up, venues)
        if isinstance(other, _NotTaken):
            wrong |= set() if other.is_unconfirmed else {stated}
            told.append(other.in_words)
        elif not is_published or other.record.standing in _AS_ITS_SOURCE_SAYS:
            entry = _with_links(other.entry, first)
            return replace(other, entry=entry, told=(*_of_sources(told), *other.told))
        elif other.record.standing is not Standing.PREPRINT:
            told.append(_unpublished(first, stated, other))
    return replace(first, entry=_without(first.entry, wrong), told=tuple(told))


@dataclass(frozen=True, slots=True)
class _NotTaken:
    """Why a version that was stated is not taken, in words.

    `is_unconfirmed` when nothing speaks against it: its source did not answer, or does not know it, when it may be too new.
    """

    why: str
    is_unconfirmed: bool = False
    is_unknown: bool = False

    @property
    def in_words(self) -> str:
        """Why, and what becomes of the identifier."""
        return f"{self.why}; it {'stands as stated, unconfirmed' if self.is_unconfirmed else 'is left out'}"


def _asked(
    first: Version, stated: Identifier, look_up: LookUp, venues: VenueTable, by: str = ""
) -> Version | _NotTaken:
    """Return a version that another one's record states, or that of who is named, when it is proved to be the same paper."""
    says = f"{by or first.source} states {stated}"
    try:
        other = version_of(look_up(stated), venues)
    except SourceError as error:
        return _NotTaken(f"{says}, but {error.message}", True, isinstance(error, NoSuchRecordError))
    if other.record.is_notice:
        return _NotTaken(f"{says}, which is a notice on another work")
    for version in (first, other):
        if not version.entry.get("author"):
            return _NotTaken(f"{says}, but {version.source} names no authors, so it is not proved to be the same paper")
    evidence = proof(first, other, venues)
    if evidence.verdict is Verdict.CERTAIN:
        return other
    title = other.entry.plain("title")[:_MOST_OF_TITLE]
    return _NotTaken(f"{says}, which is {title!r} at {other.source} ({evidence.reason})")


def _unpublished(first: Version, stated: Identifier, other: Version) -> str:
    return f"{first.source} states {stated}, which is {other.record.standing} only; it is left out"


def _of_sources(told: list[str]) -> list[str]:
    """Return what was told of sources and versions, without what the first one lacked."""
    return [line for line in told if not line.startswith("no ")]


def _published(preprint: Version, look_up: LookUp, venues: VenueTable) -> Version:
    """Return the version of record that a preprint's record states; the preprint, where it is none or not proved."""
    told = list(preprint.told)
    unconfirmed = ""
    for stated in _stated(_elsewhere(preprint.record), _OF_RECORD):
        other = _asked(preprint, stated, look_up, venues)
        if isinstance(other, _NotTaken):
            has_room = stated.scheme is Scheme.DOI and not (preprint.entry.get("doi") or unconfirmed)
            unconfirmed = hostile.doi(stated.value) if other.is_unconfirmed and has_room else unconfirmed
            is_kept = other.is_unconfirmed and has_room
            told.append(other.in_words if is_kept else f"{other.why}; it is left out ({_LOOKS_FURTHER})")
        elif other.record.standing in _MAY_BE_PUBLISHED:
            return _merged(preprint, other, told, venues)
        else:
            told.append(_unpublished(preprint, stated, other))
    entry = _with(preprint.entry, doi=unconfirmed) if unconfirmed else preprint.entry
    return replace(preprint, entry=entry, told=tuple(told))


def _merged(preprint: Version, other: Version, told: list[str], venues: VenueTable) -> Version:
    """Return the version of record with its preprint's identifier, links and code."""
    merged = merge_entries(_unplaced(preprint.entry), other.entry, venues)
    kept = replace(merged.entry, fields=in_usual_order(merged.entry.fields))
    return replace(other, entry=kept, told=(*_of_sources(told), *other.told, *merged.conflicts))


def _with_preprint(best: Version, first: Version, look_up: LookUp, venues: VenueTable) -> Version:
    """Return a published version with its preprint: as its own source states it, or as another did and arXiv confirms."""
    stated = next(_stated(replace(best.record, url="", links=()), (Scheme.ARXIV,)), None)
    if stated is None and best is not first and (stated := next(_stated(first.record, (Scheme.ARXIV,)), None)):
        other = _asked(best, stated, look_up, venues, first.source)
        if isinstance(other, _NotTaken):
            if other.is_unknown:  # arXiv knows all of its own
                other = replace(other, is_unconfirmed=False)
            best = replace(best, told=(*best.told, other.in_words))
            stated = stated if other.is_unconfirmed else None
    if stated is None:
        return best
    return replace(best, entry=_with(best.entry, eprint=stated.value, archiveprefix="arXiv"))


def with_proved_preprint(entry: Entry, preprint: Version, venues: VenueTable) -> Entry | None:
    """Return a published paper's entry with its preprint; None when titles, authors and years do not prove that it is its."""
    has_authors = entry.get("author") and preprint.entry.get("author")
    if preprint.record.standing is not Standing.PREPRINT or not has_authors:
        return None
    told = _without_shared(preprint.entry, entry)
    evidence = judge(forms.of_entry(entry, venues), forms.of_entry(told, venues))
    if evidence.verdict is not Verdict.CERTAIN:
        return None
    return _with(entry, eprint=preprint.record.arxiv, archiveprefix="arXiv")


def proof(first: Version, other: Version, venues: VenueTable) -> Evidence:
    """Judge whether two versions are one paper. An identifier that only one source states proves nothing: it is what is doubted."""
    are_mutual = _names(first.record) & _own(other.record) and _names(other.record) & _own(first.record)
    one, two = forms.of_entry(first.entry, venues), forms.of_entry(other.entry, venues)
    if not are_mutual or agreement.are_strangers(one.people, two.people):
        two = forms.of_entry(_without_shared(other.entry, first.entry), venues)
    return judge(one, two)


def _own(record: Record) -> set[Identifier]:
    """Return what a record says it is of itself."""
    found = identifiers.of_url(record.url) if record.url else None
    doi = identifiers.recognise(record.doi) if record.doi else None
    arxiv = Identifier(Scheme.ARXIV, record.arxiv) if record.arxiv and record.standing is Standing.PREPRINT else None
    return {each for each in (found, doi, arxiv) if each is not None and each.scheme is not Scheme.URL}


def _names(record: Record) -> set[Identifier]:
    stated = {Identifier(Scheme.ARXIV, record.arxiv)} if record.arxiv else set()
    return {*record.others, *stated}


def _without_shared(entry: Entry, other: Entry) -> Entry:
    """Return an entry without the identifiers and links that another has too."""
    return _without(entry, identifiers.of_entry(entry) & identifiers.of_entry(other))


def _without(entry: Entry, dropped_ones: Collection[Identifier]) -> Entry:
    """Return an entry without the fields that hold some identifiers."""
    dropped = {name for name in ("doi", "eprint", "url", ALTURL) if not _of_field(entry, name).isdisjoint(dropped_ones)}
    if "eprint" in dropped:
        dropped |= {"archiveprefix", "primaryclass"}
    return replace(entry, fields={name: value for name, value in entry.fields.items() if name not in dropped})


def _of_field(entry: Entry, name: str) -> frozenset[Identifier]:
    return identifiers.of_entry(Entry(entry.type, "", {name: entry.get(name)}))


def _stated(record: Record, schemes: tuple[Scheme, ...]) -> Iterator[Identifier]:
    """Yield the identifiers that a record states of a paper, of these schemes and in their order, each once."""
    doi = identifiers.recognise(record.doi) if record.doi else None
    arxiv = Identifier(Scheme.ARXIV, record.arxiv) if hostile.arxiv(record.arxiv) else None
    pages = map(identifiers.of_url, filter(None, (record.url, *record.links)))
    found = dict.fromkeys(each for each in (doi, *record.others, arxiv, *pages) if each is not None)
    for scheme in schemes:
        yield from (each for each in found if each.scheme is scheme)


def _elsewhere(record: Record) -> Record:
    """Return a record without what it says it is itself, so that what is left of it are other versions."""
    own = _own(record)
    links = tuple(link for link in record.links if identifiers.of_url(link) not in own)
    return replace(record, doi="", url="", links=links, others=tuple(each for each in record.others if each not in own))


def _unplaced(entry: Entry) -> Entry:
    """Return a preprint's entry without where and when it stood on its server, which its eprint tells."""
    own = {Identifier(Scheme.ARXIV, entry.get("eprint"))}
    dropped = {"howpublished", "year", "month", *(["url"] if _of_field(entry, "url") == own else [])}
    return replace(entry, fields={name: value for name, value in entry.fields.items() if name not in dropped})


def _with_links(entry: Entry, first: Version) -> Entry:
    """Return an entry with the code that another record of the paper names, and with its page, where that is no index's."""
    code = (*entry.values(CODE), *first.entry.values(CODE))
    added = {CODE: join_values(CODE, code)}
    if first.record.source not in _SECOND_HAND:
        own = identifiers.same_link(entry.get("url"))
        links = (*entry.values(ALTURL), *first.entry.values("url"), *first.entry.values(ALTURL))
        unique = {identifiers.same_link(link): link for link in reversed(links)}
        others = tuple(link for form, link in reversed(unique.items()) if form != own)
        added[ALTURL] = join_values(ALTURL, others)
    return _with(entry, **added)


def _with(entry: Entry, **values: str) -> Entry:
    fields = {name: value for name, value in {**entry.fields, **values}.items() if value}
    return replace(entry, fields=in_usual_order(fields))
