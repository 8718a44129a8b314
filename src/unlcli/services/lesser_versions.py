"""What appears before or beside a paper and is no version of record: workshop papers, companion volumes, posters, abstracts."""

import re
from urllib.parse import urlsplit

from unlcli.domain import text
from unlcli.domain.entry import Entry
from unlcli.domain.record import Record
from unlcli.domain.venues import VenueTable
from unlcli.domain.versions import Version

#: "(Extended Abstract)", "(Student Abstract)": a page or two on a paper that appears elsewhere.
_ABSTRACT = re.compile(r"[(\[][^()\[\]]*\babstract\b[^()\[\]]*[)\]]\W*$|:\s*(?:an )?extended abstract\W*$", re.I)
#: What the names of volumes say, folded. "ICLR (Poster)" is the conference: posters stand in a volume of posters.
_VOLUMES = (
    (re.compile(r"\b(?:companion|adjunct)\b(?! to\b)"), "a companion paper"),
    (re.compile(r"\bextended abstracts?\b|\b(?:book|collection) of abstracts\b|\bstudent abstracts?\b"), "an abstract"),
    (re.compile(r"\bposters\b|\bposter (?:session|track|abstracts?|papers?|proceedings|volume)\b"), "a poster"),
    (re.compile(r"\bdoctoral\b|\bphd (?:forum|symposium|track|session)\b"), "a student's paper"),
    (re.compile(r"\bstudent (?:research|poster|paper|forum|track|symposium|session)|\bstudent$"), "a student's paper"),
    (re.compile(r"\b(?:spring|summer|fall|autumn|winter) symposi(?:um|a)\b|\baaai symposi(?:um|a)\b"), "a symposium paper"),
    (re.compile(r"\blate breaking\b|\bwork in progress\b"), "a report on work in progress"),
    (re.compile(r"\btiny papers?\b"), "a tiny paper"),
    (re.compile(r"\bblog ?posts?\b"), "a blog post"),
    (re.compile(r"\btalks$|\btutorials?(?: abstracts?)?$|\bkeynotes?\b|\binvited talks?\b"), "a talk"),
)  # fmt: skip
_DEMOS = re.compile(r"\bdemos?\b|\bdemonstrations?\b")
#: Conferences whose demonstrations are papers of their proceedings, refereed as such. Source: the ACL Anthology.
_DEMOS_OF_RECORD = frozenset("ACL EMNLP NAACL EACL AACL IJCNLP COLING LREC CoNLL".split())
#: Volumes of workshops and small meetings that their organizers publish themselves.
_SELF_PUBLISHED = "ceur-ws.org"
_SELF_PUBLISHED_SERIES = re.compile(r"\bceur\b(?: |$)")
#: Fewer pages hold no paper of a conference.
_LEAST_PAGES = 4
_PAGES = re.compile(r"(\d{1,6})--(\d{1,6})")


def lesser_version(preprint: Entry, record: Record, version: Version, venues: VenueTable) -> str:
    """Return what a record is of that appears before or beside a paper, in words; empty for others."""
    if version is Version.WORKSHOP or "@" in record.venue:  # DBLP writes TrustNLP@NAACL
        return "a workshop paper"
    if _ABSTRACT.search(record.title) and not _ABSTRACT.search(preprint.plain("title")):
        return "an abstract"
    if _is_self_published(record):
        return "a paper in a CEUR volume"
    if version is Version.JOURNAL and record.type == "article":
        return ""
    form = text.fold(record.venue)
    for pattern, what in _VOLUMES:
        if pattern.search(form):
            return what
    is_demo = _DEMOS.search(form) and venues.recognise(record.venue).series not in _DEMOS_OF_RECORD
    return "a demonstration" if is_demo else ""


def _is_self_published(record: Record) -> bool:
    if _SELF_PUBLISHED_SERIES.search(text.fold(f"{record.venue} {record.series}")):
        return True
    return any(urlsplit(link).netloc.lower().endswith(_SELF_PUBLISHED) for link in (record.url, *record.links))


def is_too_short(record: Record, version: Version) -> bool:
    """Tell whether the pages of a record hold an abstract at most; one page alone may be an article's number."""
    found = _PAGES.fullmatch(record.pages) if version is Version.CONFERENCE else None
    return found is not None and 1 < int(found[2]) - int(found[1]) + 1 < _LEAST_PAGES
