"""A note of OpenReview, of its API v2 (values are wrapped) or v1 (they are bare), to a record."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from unlcli.domain import identifiers
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.names import Name
from unlcli.domain.record import Record, Standing
from unlcli.domain.source_names import spoken
from unlcli.domain.venues import Kind, VenueTable
from unlcli.errors import NoSuchRecordError, RefusedError, SourceError, UnreadableAnswerError
from unlcli.sources.asking import Answer
from unlcli.sources.openreview_standing import standing_of, venue_name, year_of
from unlcli.sources.reading import bibtex_record
from unlcli.sources.reading.answered import (
    as_dict,
    as_list,
    as_text,
    check_status,
    first_text,
    get,
    json_of,
    no_such,
    said,
    unreadable,
)
from unlcli.sources.reading.code_links import stated
from unlcli.sources.reading.people import people
from unlcli.sources.reading.readable import of_tex
from unlcli.sources.reading.record_parts import arxiv_id, doi
from unlcli.sources.reading.tracks import in_full

_BY_ANOTHER_WAY = "add it by its arXiv id or DOI, or paste the BibTeX that its forum shows"
_REFUSALS = {
    "ChallengeRequiredError": "asks for a challenge, which programs do not pass",
    "ForbiddenError": "does not let this program see it",
    "RateLimitError": "asks for a pause (it limits how often it is asked)",
}


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of a submission: `hint` is what OpenReview says of it in its words."""

    standing: Standing
    venue: str
    venue_id: str
    hint: str


def note_in(answer: Answer, identifier: Identifier, source: str) -> Record:
    """Return the record of the note that was asked for, found in an answer by its id."""
    for note in notes_in(answer, source, identifier):
        if as_text(note.get("id")) == identifier.value:
            record = record_of(note, source)
            if record is None:
                raise unreadable(source, "sent a note that has no title")
            return record
    raise no_such(source, identifier)


def notes_in(answer: Answer, source: str, identifier: Identifier | None = None) -> list[Mapping[str, object]]:
    """Return the notes of an answer. Raises the SourceError that it means when it holds none."""
    try:
        told = json_of(answer, source)
    except UnreadableAnswerError:
        check_status(answer, source, identifier)
        raise
    if error := _error(told, source, identifier):
        raise error
    check_status(answer, source, identifier)
    if not isinstance(told.get("notes"), list):
        raise unreadable(source, "sent JSON that holds no notes")
    return [note for note in as_list(told["notes"]) if isinstance(note, Mapping)]


def _error(told: Mapping[str, object], source: str, identifier: Identifier | None) -> SourceError | None:
    """Return the error that an answer spells out: `name` in API v2, a list of `errors` in v1."""
    errors = as_list(told.get("errors"))
    name = as_text(told.get("name")) or next(
        (as_text(get(error, "name")) or as_text(get(error, "type")) for error in errors), ""
    )
    words = as_text(told.get("message")) or first_text(
        [as_text(error) or as_text(get(error, "message")) for error in errors]
    )
    for known, meaning in _REFUSALS.items():
        if known.lower().removesuffix("error") in name.lower():
            return RefusedError(f"{spoken(source)}: {meaning}", _BY_ANOTHER_WAY, source)
    if "notfound" in name.lower().replace(" ", "") or "not found" in words.lower():
        return NoSuchRecordError(no_such(source, identifier).message, _BY_ANOTHER_WAY, source)
    return (
        unreadable(source, f"answered with an error: {said(name or words)}")
        if (name or errors) and "notes" not in told
        else None
    )


def record_of(note: Mapping[str, object], source: str) -> Record | None:
    """Return the record of a note; None for one without a title."""
    content = {name: _unwrapped(value) for name, value in as_dict(note.get("content")).items()}
    title = _title(note, content)
    forum = as_text(note.get("forum")) or as_text(note.get("id"))
    if not title or not re.fullmatch(r"[\w-]{1,64}", forum, re.ASCII):
        return None
    written = _bibtex(content, source)
    fate = _fate(note, content, written)
    authors = _authors(content)
    is_published = fate.standing is Standing.PUBLISHED
    venue, kind = (
        _publication(fate, written) if is_published else ("", "misc" if fate.standing is not Standing.UNKNOWN else "")
    )
    # volume and pages of a conference are none of its workshop
    printed = written if written and is_published and written.venue == venue else None
    told = of_tex(as_text(content.get("abstract")))
    links = tuple(_links(content))
    arxiv = next(filter(None, map(arxiv_id, links)), "") or (written.arxiv if written else "")
    return Record(
        source=source,
        title=title,
        authors=authors,
        year=_year(note, fate, written),
        venue=venue,
        type=kind,
        series=printed.series if printed else "",
        volume=printed.volume if printed else "",
        number=printed.number if printed else "",
        pages=printed.pages if printed else "",
        doi=next(filter(None, map(doi, links)), "") or (written.doi if written else "") if is_published else "",
        arxiv=arxiv,
        url=f"https://openreview.net/forum?id={forum}",
        code=stated(f"{told}\n\n{_code(content)}"),
        abstract=told,
        standing=fate.standing,
        others=tuple(dict.fromkeys(_others(links))),
        hint="; ".join(filter(None, (fate.hint, "" if authors else "the authors are not told"))),
    )


def _title(note: Mapping[str, object], content: Mapping[str, object]) -> str:
    """Return a note's title; one that was brought over from DBLP ends in the full stop that DBLP writes after all."""
    title = of_tex(as_text(content.get("title")))
    told = [as_text(item) for item in (*as_list(note.get("invitations")), note.get("invitation"), note.get("domain"))]
    is_of_dblp = any(item.lower().startswith("dblp.org") for item in (*told, as_text(content.get("venueid"))))
    return re.sub(r"(?<!\.)\.$", "", title) if is_of_dblp else title


def _unwrapped(value: object) -> object:
    return value["value"] if isinstance(value, Mapping) and "value" in value else value


def _bibtex(content: Mapping[str, object], source: str) -> Record | None:
    written = as_text(content.get("_bibtex"))
    try:
        return bibtex_record.read(written, source) if "@" in written else None
    except SourceError:
        return None


def _fate(note: Mapping[str, object], content: Mapping[str, object], written: Record | None) -> _Fate:
    venue, venue_id = of_tex(as_text(content.get("venue"))), as_text(content.get("venueid"))
    invitations = [
        as_text(item) for item in (*as_list(note.get("invitations")), note.get("invitation")) if as_text(item)
    ]
    standing = standing_of(venue, venue_id, invitations)
    if not venue and standing is Standing.UNKNOWN and written is not None and written.venue:
        # before 2021 the BibTeX alone said what was accepted
        in_words = standing_of(written.venue, "", ())
        standing = in_words if in_words is not Standing.UNKNOWN else standing
    if note.get("ddate"):
        standing = Standing.WITHDRAWN
    place = venue_id or as_text(note.get("domain")) or next((item.partition("/-/")[0] for item in invitations), "")
    hint = venue or (f"{said(place)}: no decision is told" if place and standing is Standing.UNKNOWN else "")
    return _Fate(standing, venue, place, hint)


def _publication(fate: _Fate, written: Record | None) -> tuple[str, str]:
    """Return the venue of what was published, and the type that it means."""
    name = venue_name(fate.venue)
    is_told = written is not None and written.venue and standing_of(written.venue, "", ()) is Standing.PUBLISHED
    if written is not None and is_told and _agrees(written.venue, name, fate.venue_id):
        return written.venue, written.type
    known = _venues().recognise(name)
    name = in_full(name)
    if "/workshop/" in fate.venue_id.lower() and known.kind is not Kind.WORKSHOP:
        return _as_workshop(name, fate.venue_id), "inproceedings"
    return ("Transactions on Machine Learning Research" if name == "TMLR" else name), (
        "article" if known.kind is Kind.JOURNAL else "inproceedings"
    )


def _agrees(written: str, name: str, venue_id: str) -> bool:
    """Tell whether the venue of a note's BibTeX is the one it is said to be in, not the conference around that."""
    one, other = _venues().recognise(written), _venues().recognise(name)
    is_workshop = other.kind is Kind.WORKSHOP or "/workshop/" in venue_id.lower()
    is_findings = other.short.startswith("Findings")
    if one.series == other.series != other.short and one.short == one.series and other.kind is Kind.CONFERENCE:
        return False  # the words of the decision name a track
    return (one.kind is Kind.WORKSHOP) is is_workshop and one.short.startswith("Findings") is is_findings or not name


def _as_workshop(name: str, venue_id: str) -> str:
    """Return the name of a workshop that does not say that it is one, by the conference in its id (ICLR.cc/2023/Workshop/X)."""
    conference = venue_id.partition("/")[0].partition(".")[0]
    rest = " ".join(word for word in name.split() if word.lower() != conference.lower() and word != year_of(venue_id))
    return " ".join(filter(None, (conference, year_of(venue_id), "Workshop", rest)))


@cache
def _venues() -> VenueTable:
    return VenueTable()


def _authors(content: Mapping[str, object]) -> tuple[Name, ...]:
    listed = [
        as_text(item) or as_text(get(item, "fullname")) or as_text(get(item, "name"))
        for item in as_list(content.get("authors"))
    ]
    return people(filter(None, listed))


def _year(note: Mapping[str, object], fate: _Fate, written: Record | None) -> str:
    if year := (written.year if written else "") or year_of(fate.venue) or year_of(fate.venue_id):
        return year
    for name in ("pdate", "odate", "cdate", "tcdate"):
        moment = note.get(name)
        if isinstance(moment, int | float) and 0 < moment < 4e12:
            return str(datetime.fromtimestamp(moment / 1000, UTC).year)
    return ""


def _links(content: Mapping[str, object]) -> Iterator[str]:
    for name in ("html", "pdf", "ee", "doi", "url", "arxiv"):
        value = as_text(content.get(name)).strip()
        if value.startswith(("https://", "http://", "10.")):
            yield value


def _others(links: tuple[str, ...]) -> Iterator[Identifier]:
    for link in links:
        found = identifiers.recognise(link)
        if found is not None and found.scheme not in (Scheme.URL, Scheme.OPENREVIEW):
            yield found


def _code(content: Mapping[str, object]) -> str:
    value = as_text(content.get("code")) or as_text(content.get("software"))
    return f"Our code: {value}" if value else ""
