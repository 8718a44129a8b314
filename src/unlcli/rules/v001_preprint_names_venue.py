"""V001: a preprint whose entry says where the paper was published.

The entry is that of a preprint by its type and venue, and a note in it says "Accepted at ICML 2024", or it has the DOI or
the ACL id of the published paper. Who cites it cites the preprint of a paper that has been reviewed, and a list grouped by
venue shows it in the wrong place.

What says less is left alone: "Submitted to ICLR", "under review at TMLR", an OpenReview page (rejected papers have one), a
DOI of a preprint server or of a data archive, a venue that `unl` does not know (`[venues]` in `unl.toml` adds to those it
knows).

Wrong:

    @misc{adams2024knots,
      author = {Adams, Ann},
      title = {Knots},
      year = {2024},
      eprint = {2402.01234},
      archiveprefix = {arXiv},
      note = {Accepted at ICML 2024, 12 pages},
    }

Right:

    @inproceedings{adams2024knots,
      author = {Adams, Ann},
      title = {Knots},
      booktitle = {ICML},
      year = {2024},
      eprint = {2402.01234},
      archiveprefix = {arXiv},
      note = {12 pages},
    }

Fix: give the entry the type, venue and year of the published paper, as the finding's line does; the arXiv id stays.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unlcli.domain import compose, identifiers, text, versions
from unlcli.domain.entry import Entry
from unlcli.domain.finding import Finding, Severity
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.venues import Kind, Venue, VenueTable, is_venue_heading
from unlcli.domain.versions import Version
from unlcli.rules import commands
from unlcli.rules.judged import Judged, Placed

CODE, NAME, SEVERITY = "V001", "preprint-names-venue", Severity.WARNING
_CONTAINERS = ("booktitle", "journal", "journaltitle", "eventtitle")
_REMARKS = (
    "note", "comment", "comments", "addendum", "annote", "annotation", "howpublished", "pubstate", "journal",
    "journaltitle", "booktitle",
)  # fmt: skip
#: Types that preprints are given; a report or a book with an arXiv id is a work of its own.
_TYPES = frozenset("misc unpublished online electronic preprint eprint article".split())
#: Registrants of DOIs that say nothing of a publication: preprint servers, archives of data and of code.
_NOT_PUBLISHERS = frozenset(
    "10.48550 10.1101 10.64898 10.2139 10.31234 10.31219 10.31235 10.17605 10.36227 10.21203 10.26434 10.20944 10.22541 "
    "10.5281 10.6084 10.13140 10.7910 10.5061 10.33774 10.14293 10.57967 10.32388 10.51094".split()
)
_PUBLISHED = (Scheme.ACL, Scheme.PMLR, Scheme.NEURIPS, Scheme.DOI)

_CUE = re.compile(
    r"\b(?:accepted|to appear|will appear|appear(?:s|ed|ing)|(?:to be )?published|presented|in press|forthcoming|"
    r"camera[- ]ready)\b",
    re.I,
)
#: What says that the paper was not published there, or that it is another paper which was.
_DENIED = re.compile(
    r"\b(?:submit\w*|submission|review|reviewed|reject\w*|withdrawn|withdrew|not|extend\w*|extension|expand\w*|"
    r"preliminary|earlier|short(?:er)? version|previous\w*|based on|supersedes?|subsumes?|follow[- ]up|companion|revis\w+ of|"
    r"reply|comment on|response to|challenge|competition|template|style file|format)\b",
    re.I,
)
_CLAUSES = re.compile(r"[;()\[\]\n|]|\.\s+|\.$|\s[-–—]+\s")
_LEADING = re.compile(
    r"^(?:[\W_]*\b(?:as|an?|the|at|by|in|on|to|for|with|into|be|and|publication|presentation|oral|spotlight|poster|papers?|"
    r"full|long|short|main|regular|talk|conference|proceedings?|of|published|presented|appear|accepted|version)\b)*[\W_]*",
    re.I,
)
_TRAILING = re.compile(r"\s(?:as an?|with|after|and will|where it|under the title)\b.*$", re.I | re.S)
_YEAR = re.compile(r"(?:19|20)\d{2}|['’-]\d{2}\b")
_SHORT_YEAR = re.compile(r"(?<=[A-Z])[-'’]\d{2}\b")
_MOST_WORDS = 14
_SHOWN = 120


@dataclass(frozen=True, slots=True)
class _Told:
    """What an entry says of its publication: the field, the words, the venue where it is known, the year."""

    field: str
    words: str
    venue: Venue | None
    year: str = ""


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding for each preprint whose own fields say where the paper was published."""
    for placed in judged.entries:
        if _is_preprint(placed.entry, judged.venues) and (told := _told(placed.entry, judged.venues)):
            yield _finding(placed, told)


def _is_preprint(entry: Entry, venues: VenueTable) -> bool:
    fields = entry.fields
    container = next((fields[name] for name in _CONTAINERS if fields.get(name, "").strip()), "")
    if container:
        return venues.recognise(text.plain(container)).kind is Kind.PREPRINT
    if entry.type not in _TYPES:
        return False
    return _is_on_arxiv(entry) or versions.of_entry(entry, venues) is Version.PREPRINT


def _is_on_arxiv(entry: Entry) -> bool:
    if "arxiv.org/" in entry.get("url"):
        return True
    archive = (entry.get("archiveprefix") or entry.get("eprinttype") or "arxiv").strip().casefold()
    return bool(entry.get("eprint").strip()) and archive == "arxiv"


def _told(entry: Entry, venues: VenueTable) -> _Told | None:
    for name in _REMARKS:
        if name in entry.fields and (found := _remark(name, entry.plain(name), venues)):
            return found
    return _identified(entry, venues)


def _remark(field: str, remark: str, venues: VenueTable) -> _Told | None:
    """Return what a remark says; the clauses of it first, then the parts between their commas."""
    doubtful = _DENIED.search(remark)
    clauses = [clause for clause in _CLAUSES.split(remark) if clause.strip()]
    parts = [part for clause in clauses if "," in clause for part in clause.split(",")]
    for clause in (*clauses, *parts):
        if len(clause.split()) > _MOST_WORDS or _DENIED.search(clause):
            continue
        cue = _CUE.search(clause)
        venue = _accepted(clause[cue.end() :], venues) if cue else None
        if venue is None and not doubtful and _YEAR.search(clause):
            venue = _bare(clause[: cue.start()] if cue else clause, venues)
        if venue is not None:
            year = re.search(r"(?:19|20)\d{2}", clause)
            return _Told(field, clause.strip(), venue, year[0] if year else "")
    return None


def _accepted(rest: str, venues: VenueTable) -> Venue | None:
    """Return the venue that words behind "accepted" name."""
    rest = _TRAILING.sub("", _LEADING.sub("", rest))
    venue = venues.recognise(rest)
    return venue if venue.kind is not Kind.PREPRINT and venues.knows(venue) else None


def _bare(clause: str, venues: VenueTable) -> Venue | None:
    """Return the venue that words are, which say no more: "ICML 2024", "Findings of ACL 2023"."""
    rest = _SHORT_YEAR.sub(" ", _LEADING.sub("", clause)).strip()
    venue = venues.recognise(rest)
    return venue if venue.kind is not Kind.PREPRINT and is_venue_heading(rest, venues) else None


def _identified(entry: Entry, venues: VenueTable) -> _Told | None:
    found = {found for found in identifiers.of_entry(entry) if found.scheme in _PUBLISHED and _is_publishers(found)}
    for name in ("doi", "url", "alturl"):
        for value in entry.get(name).split():
            identifier = identifiers.recognise(value)
            if identifier in found:
                venue = compose.told_by_link(identifier.url, venues)
                if identifier.scheme is Scheme.NEURIPS:
                    venue = venue or venues.recognise("NeurIPS")
                return _Told(name, str(identifier), venue)
    return None


def _is_publishers(identifier: Identifier) -> bool:
    return identifier.scheme is not Scheme.DOI or identifier.value.partition("/")[0] not in _NOT_PUBLISHERS


def _finding(placed: Placed, told: _Told) -> Finding:
    entry = placed.entry
    message = (
        f"{placed.name} is the entry of a preprint, and its {told.field} tells of a publication: {told.words[:_SHOWN]}"
    )
    return Finding(CODE, NAME, SEVERITY, message, placed.at(told.field), entry.key, remedies=_remedies(placed, told))


def _remedies(placed: Placed, told: _Told) -> tuple[str, ...]:
    entry, venue = placed.entry, told.venue
    if venue is None:
        return ("give it the type, venue and year of the published paper",)
    is_article = venue.kind is Kind.JOURNAL
    container = "journal" if is_article else "booktitle"
    options = ["--set", f"type={'article' if is_article else 'inproceedings'}"]
    options += ["--set", f"{container}={text.to_bibtex(venue.short)}"]
    if told.year and told.year != entry.year:
        options += ["--set", f"year={told.year}"]
    for name in _CONTAINERS:
        options += ["--unset", name] if name in entry.fields and name != container else []
    return commands.edit(placed, *options)
