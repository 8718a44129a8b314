"""Where blocks are to stand in a document: each table or run of items that was read, with what of its lines stays."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from unlcli.domain.draft import Draft, Part, Reading

_RULE = re.compile(r"[\s|:+-]*")
_BULLET = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s")
_TABLE_TAG = re.compile(r"\s*<table\b[^<>]*>", re.IGNORECASE)
_MOST_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of a document, from 1, that a block is to replace, and the papers in them by their places among the drafts.

    `heading` is a line to write above the block, for a row of a table that was one; `kept` are lines that are no paper and
    stand below the block; `columns` are those of the document with what else its rows say.
    """

    first_line: int
    last_line: int
    form: str
    drafts: tuple[int, ...]
    category: str = ""
    venue: str = ""
    year: str = ""
    columns: tuple[str, ...] = ()
    heading: str = ""
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Lines with papers that no block can replace, with the reason."""

    first_line: int
    last_line: int
    reason: str
    drafts: tuple[int, ...] = ()


def find_places(reading: Reading, lines: Sequence[str]) -> tuple[list[Place], list[LeftAlone]]:
    """Return where blocks are to stand in a document of these lines, without their ends, and what has to be left alone."""
    places: list[Place] = []
    left: list[LeftAlone] = []
    after = 0
    for part in sorted((part for part in reading.parts if part.drafts), key=lambda part: part.first_line):
        if reason := _obstacle(part, lines, after):
            left.append(LeftAlone(part.first_line, part.last_line, reason, part.drafts))
            continue
        found = list(_of_list(part, reading, lines) if part.form == "list" else _of_table(part, reading, lines))
        if sorted(n for place in found for n in place.drafts) != sorted(part.drafts):
            left.append(LeftAlone(part.first_line, part.last_line, "its rows have no lines of their own", part.drafts))
            continue
        after = part.last_line
        places += [replace(place, columns=_columns(place, reading.drafts, part)) for place in found]
    return places, left


def _obstacle(part: Part, lines: Sequence[str], after: int) -> str:
    """Return why no block can replace a part; empty when one can."""
    if not after < part.first_line <= part.last_line <= len(lines):
        return "its lines are those of another table, too"
    first, last = lines[part.first_line - 1], lines[part.last_line - 1]
    if first.lstrip().startswith(">"):
        return "it stands in a quotation, which a block would end"
    if part.form == "html":
        is_whole = _TABLE_TAG.match(first) and re.search(r"</table\s*>\s*$", last, re.IGNORECASE)
        if not is_whole or first[:4].isspace():
            return "its HTML does not begin and end on lines of its own"
    return ""


def _of_table(part: Part, reading: Reading, lines: Sequence[str]) -> Iterator[Place]:
    """Yield the places of a table: one, or several where rows of it are headings."""
    drafts: dict[int, list[int]] = {}
    for n in part.drafts:
        drafts.setdefault(reading.drafts[n].line, []).append(n)
    skipped = {reading.skipped[n].line for n in part.skipped}
    if part.form == "html":
        # Its rows have no lines of their own that could stay.
        if not skipped and len({_category(reading.drafts[n], part) for n in part.drafts}) == 1:
            yield _place(part, part.first_line, part.last_line, part.drafts, reading)
        return
    head = lines[part.first_line - 1 : part.first_line + 1]
    has_head = len(head) == 2 and bool(_RULE.fullmatch(head[1]))
    open_place = _Open(part.first_line)
    for number in range(part.first_line + (2 if has_head else 0), part.last_line + 1):
        line = lines[number - 1]
        if number in drafts:
            open_place.drafts += drafts[number]
        elif number in skipped:
            open_place.kept.append(line)
        elif not _is_silent(line, head):
            later = [n for line_of, several in drafts.items() if line_of > number for n in several]
            if _is_heading(later, open_place.drafts, part, reading):
                yield from open_place.closed(part, number - 1, reading, head if has_head else [])
                open_place = _Open(number, heading=_heading(line, part, lines))
            else:
                open_place.kept.append(line)
    yield from open_place.closed(part, part.last_line, reading, head if has_head else [])


class _Open:
    """A place whose end was not met yet."""

    def __init__(self, first_line: int, heading: str = "") -> None:
        self.first_line, self.heading = first_line, heading
        self.drafts: list[int] = []
        self.kept: list[str] = []

    def closed(self, part: Part, last_line: int, reading: Reading, head: Sequence[str]) -> Iterator[Place]:
        """Yield the place that ends with a line."""
        if self.drafts or self.kept or self.heading:
            kept = (*head, *self.kept) if self.kept else ()
            place = _place(part, self.first_line, last_line, tuple(self.drafts), reading)
            yield replace(place, heading=self.heading, kept=kept)


def _place(part: Part, first: int, last: int, drafts: tuple[int, ...], reading: Reading) -> Place:
    own = {_category(reading.drafts[n], part) for n in drafts}
    category = own.pop() if len(own) == 1 else part.category
    return Place(first, last, part.form, drafts, category, part.venue, part.year)


def _category(draft: Draft, part: Part) -> str:
    return draft.categories[0] if draft.categories else part.category


def _is_silent(line: str, head: Sequence[str]) -> bool:
    """Tell whether a line of a table says nothing: it is blank, or the head again."""
    return not any(char.isalnum() for char in line) or line.strip() in [each.strip() for each in head]


def _is_heading(later: Sequence[int], before: Sequence[int], part: Part, reading: Reading) -> bool:
    """Tell whether a row is a heading: the next paper below it stands in another category than those above."""
    if not later:
        return False
    above = _category(reading.drafts[before[-1]], part) if before else part.category
    return _category(reading.drafts[later[0]], part) != above


def _heading(row: str, part: Part, lines: Sequence[str]) -> str:
    cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]
    above = re.match(r" {0,3}(#{1,6})\s", lines[part.heading_line - 1]) if part.heading_line else None
    level = min((len(above[1]) if above else 2) + 1, _MOST_LEVEL)
    return f"{'#' * level} {next((cell for cell in cells if any(map(str.isalnum, cell))), '')}"


def _of_list(part: Part, reading: Reading, lines: Sequence[str]) -> Iterator[Place]:
    """Yield the place of a run of items, which begins with its first paper."""
    drafts = sorted(part.drafts, key=lambda n: reading.drafts[n].line)
    papers = {reading.drafts[n].line for n in drafts}
    skipped = {reading.skipped[n].line for n in part.skipped}
    first = min(papers)
    margin = min(_indent(lines[line - 1]) for line in papers)
    kept: list[str] = []
    is_kept = False
    for number in range(first, part.last_line + 1):
        line = lines[number - 1]
        if number in papers:
            is_kept = False
        elif number in skipped or line.strip() and _indent(line) <= margin and _BULLET.match(line.lstrip()):
            is_kept = True
        if is_kept:
            kept.append(line)
    place = _place(part, first, part.last_line, tuple(drafts), reading)
    while kept and not kept[-1].strip():
        kept.pop()
    yield replace(place, kept=tuple(kept))


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())


def _columns(place: Place, drafts: Sequence[Draft], part: Part) -> tuple[str, ...]:
    """Return the columns of a part, and those that its rows need besides: nothing that they say is to be lost."""
    papers = [drafts[n] for n in place.drafts]
    more = ["title"] if "title" not in part.columns else []
    more += ["authors"] * any(draft.authors for draft in papers)
    more += ["venue"] * any(draft.venue and draft.venue != part.venue for draft in papers)
    more += ["year"] * any(draft.year and draft.year != part.year for draft in papers)
    more += ["code"] * any(draft.code for draft in papers)
    more += [name for draft in papers for name in draft.links]
    more += [name for draft in papers for name in draft.extra]
    more += ["links"] * any(len(draft.urls) > 1 for draft in papers)
    if "title" in more:
        return tuple(dict.fromkeys((*more[:1], *part.columns, *more[1:])))
    return tuple(dict.fromkeys((*part.columns, *more)))
