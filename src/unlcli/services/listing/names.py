"""The names of columns, groups and facets: those with a meaning of their own, and any field."""

from collections.abc import Iterable, Sequence

from unlcli.domain.entry import SEPARATORS, VERBATIM, Entry
from unlcli.domain.listing import Column
from unlcli.domain.near_names import hint, near
from unlcli.errors import UsageError

HEADINGS = {
    "title": "Title", "authors": "Authors", "author": "Authors", "venue": "Venue", "year": "Year", "month": "Month",
    "code": "Code", "link": "Link", "key": "Key", "doi": "DOI", "arxiv": "arXiv", "category": "Category", "type": "Type",
    "preprint": "Preprint", "website": "Website", "video": "Video", "slides": "Slides", "poster": "Poster",
    "abstract": "Abstract", "note": "Note", "links": "Links",
}  # fmt: skip
#: Fields of BibTeX and biblatex that hold one value, whatever marks are in it.
ONE_VALUE = frozenset(
    "abstract addendum address afterword annotation annote annotator booksubtitle booktitle booktitleaddon chapter "
    "collaborator commentator comment crossref date day edition editor editortype eid eprintclass eventdate eventtitle "
    "foreword gender hash howpublished indextitle institution introduction isrn issue issuetitle journal journalsubtitle "
    "journaltitle key label langid language library location mainsubtitle maintitle maintitleaddon month name note number "
    "organization origdate originalyear origlanguage origlocation origpublisher origtitle owner pages pagetotal pagination "
    "part primaryclass publisher pubstate reprinttitle school series shortauthor shorthand shortjournal shortseries "
    "shorttitle sortkey sortname sorttitle subtitle timestamp title titleaddon translator url urldate venue version volume "
    "volumes year".split()
)
_ALIASES = {"author": "authors"}
_FIELDS = ONE_VALUE | VERBATIM | SEPARATORS.keys()
#: What BibTeX, biblatex and this program know as fields.
KNOWN_FIELDS = _FIELDS | {"author", "editor"}


def is_known(name: str) -> bool:
    """Tell whether a column is there whatever fields entries have."""
    return name in HEADINGS or name in _FIELDS


def columns(kind: str, wanted: Sequence[str], entries: Iterable[Entry]) -> tuple[Column, ...]:
    """Return named columns with their headings. Raises UsageError for a `kind` (column, group) that there is not,
    or that stands twice.

    A field that BibTeX or biblatex knows is there also when none of the entries has it.
    """
    seen = set()
    for name in wanted:
        if not is_known(name):
            _look_for(kind, name, entries)
        if (meant := _ALIASES.get(name, name)) in seen:
            raise UsageError(f"the {kind} {name!r} stands twice", "name each once; an alias is no other one")
        seen.add(meant)
    return tuple(Column(name, heading(name)) for name in wanted)


def _look_for(kind: str, name: str, entries: Iterable[Entry]) -> None:
    there = {field for entry in entries for field in entry.fields}
    if name in there:
        return
    listed = f"there are {', '.join(HEADINGS)}, and any field that an entry has"
    raise UsageError(f"there is no {kind} {name!r}", hint(name, (*HEADINGS, *there, *_FIELDS), listed))


def meant_fields(name: str, entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the fields that may be meant by the name of one that no entry has; none for one that there is."""
    there = {field for entry in entries for field in entry.fields}
    known = there | KNOWN_FIELDS
    return () if name in known else near(name, known)


def heading(name: str) -> str:
    """Return what a reader sees above a column, or as the name of a facet."""
    return HEADINGS.get(name) or name.replace("-", " ").replace("_", " ").strip().capitalize()
