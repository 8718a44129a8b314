"""Entries with the fields that they take from others, by `crossref` and `xdata`, as BibTeX and biblatex print them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from unlcli.domain import references
from unlcli.domain.entry import (
    ALTTITLE,
    ALTURL,
    CATEGORY,
    CODE,
    CREATIONDATE,
    IDS,
    LINK_FIELDS,
    NOTSAME,
    Entry,
)

_WHOLE, _DATA = "crossref", "xdata"
#: What is said of an entry itself and of none that names it: how it is called, and whom it names.
_NAMES = frozenset(
    (IDS, NOTSAME, CREATIONDATE, "crossref", "xdata", "xref", "related", "entryset", "options", "execute")
)
#: What says what and where a volume is, and not the papers in it. Their category and code are their own.
_OF_WHOLE = _NAMES | frozenset(
    "author title subtitle titleaddon shorttitle sorttitle indextitle url urldate doi eprint eprinttype archiveprefix primaryclass "
    "eprintclass pmid openreview abstract file keywords note annote pages pagetotal label key".split()
) | {ALTTITLE, ALTURL, CATEGORY, CODE, *LINK_FIELDS}  # fmt: skip
#: What the title of a whole is in its parts: biblatex's manual, appendix B, in words that BibTeX has as well.
_BOOK_PARTS = frozenset(
    "inproceedings conference incollection inbook inreference suppbook suppcollection bookinbook".split()
)
_TITLES = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_ISSUE_TITLES = {"title": "journaltitle", "subtitle": "journalsubtitle"}
_VOLUME_TITLES = {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
#: Fields that say the same: who has one of them takes no other.
_SAME = (("year", "date"), ("journal", "journaltitle"), ("address", "location"), ("school", "institution"))
_GROUP = {name: names for names in _SAME for name in names}
#: So many others an entry may take from, so that files made to be slow are not.
_MOST = 16


def inheriting(entries: Sequence[Entry], library: Sequence[Entry] = ()) -> Sequence[Entry]:
    """Return entries with the fields that they lack and take from others, found in `library` where it is another.

    Fields of their own always count. From `crossref`, a paper takes what is said of the volume, whose title is its
    `booktitle` (an article's `journaltitle`), but not what names or finds the volume itself: its identifiers, links and
    category. From `xdata` comes all. Entries that name none are the same objects.
    """
    if not any(_takes(entry) for entry in entries):
        return entries
    by_key = _by_key(library or entries)
    return [replace(entry, fields=_with_others(entry, by_key)) if _takes(entry) else entry for entry in entries]


def _takes(entry: Entry) -> bool:
    return _WHOLE in entry.fields or _DATA in entry.fields


def _by_key(entries: Sequence[Entry]) -> Mapping[str, Entry]:
    """Return entries by their keys, whose case BibTeX ignores; an old key counts where no entry has it now."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.key.casefold(), entry)
    for entry in entries:
        for old in entry.values(IDS) if IDS in entry.fields else ():
            found.setdefault(old.casefold(), entry)
    return found


def _with_others(entry: Entry, by_key: Mapping[str, Entry]) -> dict[str, str]:
    fields = dict(entry.fields)
    own = frozenset(name for name, value in fields.items() if value.strip())
    for other, is_whole in _others(entry, by_key):
        there = frozenset(name for name, value in fields.items() if value.strip())
        given = _of_whole(entry.type, other) if is_whole else _of_data(other)
        fields |= {
            name: value
            for name, value in given.items()
            if value.strip() and there.isdisjoint(_GROUP.get(name, (name,))) and not (name == "month" and "date" in own)
        }
    return fields


def _others(entry: Entry, by_key: Mapping[str, Entry]) -> Iterator[tuple[Entry, bool]]:
    """Yield those that an entry takes from, the nearest first and data before wholes, and whether each is a whole."""
    seen = {id(entry)}
    waiting = _named(entry, by_key, is_part=False)
    while waiting and len(seen) <= _MOST:
        other, is_whole = waiting.pop()
        if id(other) not in seen:
            seen.add(id(other))
            yield other, is_whole
            waiting += _named(other, by_key, is_part=is_whole)


def _named(entry: Entry, by_key: Mapping[str, Entry], *, is_part: bool) -> list[tuple[Entry, bool]]:
    """Return those that an entry takes from, the first last; what the data of a whole says is said of the whole."""
    named = list(references.of_entry(entry)) if _takes(entry) else []
    data = [(by_key.get(key.casefold()), is_part) for name, key in named if name == _DATA]
    wholes = [(by_key.get(key.casefold()), True) for name, key in named if name == _WHOLE]
    return [(other, is_whole) for other, is_whole in reversed(data + wholes) if other is not None]


def _of_data(other: Entry) -> dict[str, str]:
    return {name: value for name, value in other.fields.items() if name not in _NAMES}


def _of_whole(entry_type: str, whole: Entry) -> dict[str, str]:
    """Return what a whole gives to its parts; what it says itself of a part's `booktitle` counts before its title."""
    given = {name: value for name, value in whole.fields.items() if name not in _OF_WHOLE}
    if entry_type in _BOOK_PARTS:
        titles = _TITLES
    elif entry_type == "article":
        titles = _ISSUE_TITLES
    else:
        titles = _VOLUME_TITLES
    for own, theirs in titles.items():
        if (value := whole.fields.get(own)) and not any(name in given for name in _GROUP.get(theirs, (theirs,))):
            given[theirs] = value
    return given
