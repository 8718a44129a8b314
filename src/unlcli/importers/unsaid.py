"""What readers leave unsaid: each word of a row is in the draft that it became, or it is told of."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from unlcli.domain import names, text
from unlcli.domain.draft import Draft
from unlcli.importers import extras
from unlcli.importers.cells import Cell, Span
from unlcli.importers.columns import Column
from unlcli.importers.words import Role, role_of_label

_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.I)
#: The version of a preprint in its address.
_VERSION = re.compile(r"(?<=\d)v\d+$")
#: Words that only join what has fields of its own.
_JOINING = frozenset("by and in from with of at the on et al author authors others published appeared".split())
#: Labels of code that tell what it is written in.
_LANGUAGES = frozenset(
    "python pytorch torch tensorflow tf jax flax keras matlab julia mxnet caffe theano java rust".split()
)
_OF_LINKS = (Role.LINK, Role.CODE, Role.WEBSITE, Role.VIDEO, Role.SLIDES, Role.POSTER)


def rest(source: Iterable[Cell], said: Iterable[Cell]) -> tuple[str, tuple[str, ...]]:
    """Return the words of an item that none of its row's cells has, and what only joined others as a repair."""
    there = Counter(word for cell in said for part in (cell.text, *(s.alt for s in cell.spans)) for word in words(part))
    kept: list[str] = []
    joining: dict[str, None] = {}
    for cell in source:
        own = _own_words(cell)
        kept += [run for run in runs(own, there) if not _is_joining(run) and not run.isdecimal() and not _is_label(run)]
        for word in words(own):
            there[word] -= 1
            if word in _JOINING and there[word] < 0:
                joining[word] = None
    return "; ".join(dict.fromkeys(kept)), tuple(f"'{run}' left out" for run in joining)


def told(cells: Iterable[tuple[Column, Cell]], draft: Draft, repairs: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Return the words of link labels that a draft has nowhere, and in words how what was written otherwise was read."""
    repairs, cells = list(repairs), list(cells)
    there = _said(draft, repairs)
    kept: list[str] = []
    what: list[str] = []
    for column, cell in cells:
        if cell.is_empty:
            what += [f"'{cell.text}' read as nothing"] if words(cell.text) else []
        elif column.role is Role.AUTHORS and names.has_others(draft.authors) and "and" in words(cell.text):
            what.append("'and' or 'and others' among the authors read as 'et al.'")
        elif column.role is Role.AUTHORS and set(words(cell.text)) & {"others", "等"} - there:
            what.append("'and others' in the authors read as 'et al.'")
        elif column.role is Role.YEAR and set(words(cell.text)) - there:
            what.append(f"{extras.told(cell.text)} read as {draft.extra.get('date') or draft.year or 'no year'}")
        elif column.role is Role.TITLE and "$" in cell.text:
            shown = text.plain(draft.title)  # formulas in one line of text
            what += (
                [f"{extras.told(cell.text, 200)} read as '{shown}'"]
                if set(words(cell.text)) - set(words(shown))
                else []
            )
        elif column.role in _OF_LINKS:
            kept += [
                run for span in cell.links if _says_more(span) for run in runs(_ADDRESS.sub(" ", _own(span)), there)
            ]
    if not any(each.startswith("venue ") for each in repairs):
        what += _year_twice(cells, draft)
    return "; ".join(dict.fromkeys(kept)), tuple(what)


def _is_joining(run: str) -> bool:
    return all(word in _JOINING for word in words(run))


def _is_label(run: str) -> bool:
    return role_of_label(run) is not None


def _says_more(span: Span) -> bool:
    """Tell whether a link's label says more than where it leads."""
    if not _LANGUAGES.isdisjoint(words(span.label)):
        return True
    return role_of_label(_own(span)) is None and not _is_in_address(span)


def _own(span: Span) -> str:
    """Return a link's label, of `Code (Lean)` only what says which it is."""
    label, opening, which = span.label.partition("(")
    return which.rstrip(" )]") if opening and role_of_label(label) is not None else span.label


def _is_in_address(span: Span) -> bool:
    """Tell whether a link calls itself what its address says: `2401.00001`, `ada/bees`."""
    address = set(words(span.url))
    return set(words(_own(span))) <= address | {_VERSION.sub("", word) for word in address}


def _said(draft: Draft, repairs: Iterable[str]) -> set[str]:
    people = names.display(draft.authors)
    own = (draft.title, people, draft.venue, draft.year, *draft.categories, *draft.extra.values(), *draft.extra)
    return {word for part in (*own, *repairs) for word in words(part)}


def _year_twice(cells: Iterable[tuple[Column, Cell]], draft: Draft) -> Iterator[str]:
    """Tell of a year that the venue says once more."""
    written = {column.role: cell.text for column, cell in cells if column.role in (Role.YEAR, Role.VENUE)}
    venue = written.get(Role.VENUE, "")
    if draft.year and draft.year in written.get(Role.YEAR, "") and draft.year in words(venue):
        yield f"venue {extras.told(venue, 200)} read as '{draft.venue}'"


def words(written: str) -> list[str]:
    """Return the words of a text as they are compared: runs of letters and digits, case ignored."""
    return _WORD.findall(written.casefold())


def runs(written: str, said: Collection[str]) -> list[str]:
    """Return the pieces of a text whose words are nowhere among those that were said."""
    found: list[str] = []
    start = end = -1
    for match in (*_WORD.finditer(written), None):
        if match is not None and match[0].casefold() not in said:
            start, end = (match.start() if start < 0 else start), match.end()
        elif start >= 0:
            found.append(" ".join(written[start:end].split()))
            start = -1
    return found


def _own_words(cell: Cell) -> str:
    """Return the text of a cell without addresses, and without links whose label only says where they lead."""
    parts = (" | " if span.url and role_of_label(span.label) is not None else span.text for span in cell.spans)
    return _ADDRESS.sub(" ", "".join(parts))
