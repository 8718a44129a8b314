"""The differences of a block in words, each with the line that brings it into the library."""

import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from unlcli.domain import identifiers
from unlcli.domain.entry import CATEGORY, CODE, LINK_FIELDS, VERBATIM, Entry
from unlcli.domain.text import fold, to_bibtex
from unlcli.services.in_place.differences import Difference, Kind
from unlcli.services.in_place.items import Item, text_in
from unlcli.services.in_place.layout import shown

_VENUES = ("booktitle", "journal", "journaltitle", "eventtitle", "venue", "howpublished")
#: Columns that show a field otherwise than it is written, so that no line can be offered.
_NOT_PLAIN = frozenset(("authors", "author", "category", "keywords", "type", "arxiv", "link", "month", "preprint"))
#: Headings of papers without a category.
_NO_CATEGORIES = ("Uncategorised", "Papers")


@dataclass(frozen=True, slots=True)
class Told:
    """A difference: where it is, what it is, and the remedies, lines to paste among them."""

    line: int
    message: str
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A block as it is told of: its document, the line of its marker, and the names of its columns by their headings.

    `is_library_same` when the library would still generate what the marker's digest is of, so that all that differs was
    done by hand; `by_category` when its sections are categories; `is_as_in_library` when the rows of papers that are in
    the library say what it says, so that an import of the document adds only new ones; `is_by_hand` when nothing in it
    was ever generated. `where` is the option that names the library.
    """

    document: str
    line: int
    columns: Mapping[str, str]
    is_library_same: bool
    by_category: bool = False
    is_as_in_library: bool = True
    is_by_hand: bool = False
    where: tuple[str, ...] = ()


def tell(found: Iterable[Difference], block: Block, entries: Sequence[Entry]) -> Iterator[Told]:
    """Yield what differs in words. Where the library changed too, it says which of it may be the library's doing."""
    papers = _Papers(entries)
    for difference in found:
        if difference.kind is Kind.LINE_ONLY_THERE and not block.is_library_same:
            continue
        if difference.here is None and block.is_by_hand:
            continue
        item = difference.here or difference.there
        line = block.line + (difference.here.line + 1 if difference.here else 0)
        if item is not None:
            entry = papers.of(difference.there or item)
            yield Told(line, _message(difference, item, entry, block), tuple(_remedies(difference, item, entry, block)))


class _Papers:
    """Entries by the titles and links that rows show."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._found: dict[str, list[Entry]] = defaultdict(list)
        self._keys: dict[str, int] = defaultdict(int)
        for entry in entries:
            title = entry.plain("title")
            for name in {fold(title) or title, identifiers.best_link(entry)} - {""}:
                self._found[name].append(entry)
            self._keys[entry.key] += 1

    def of(self, item: Item) -> Entry | None:
        """Return the entry of a row that was generated; None where several may be meant, or its key names no one."""
        for name in (item.url, item.folded):
            entries = self._found.get(name, [])
            if len(entries) == 1 and self._keys[entries[0].key] == 1:
                return entries[0]
        return None


def _message(difference: Difference, item: Item, entry: Entry | None, block: Block) -> str:
    paper = entry.key if entry else f'"{item.title}"'
    titled = f'"{item.title}" ({entry.key})' if entry else f'"{item.title}"'
    text = " | ".join(shown(cell) for cell in item.cells.values())
    under = f", under {item.section!r}" if item.section else ""
    match difference.kind:
        case Kind.ROW_ONLY_HERE:
            return f"row added by hand: {titled}{under}" + _perhaps(block, "taken out of the library since")
        case Kind.ROW_ONLY_THERE:
            return f"row deleted by hand: {titled}{under}" + _perhaps(block, "new in the library since")
        case Kind.MOVED:
            there = difference.there.section if difference.there else ""
            return f"{titled}: stands under {item.section!r} here, under {there!r} in the library"
        case Kind.CELL:
            here, there = _both(difference)
            return (
                f"{_name(difference, block) or 'line'} of {paper}: {here!r} here, {there!r} in the library"
                + _perhaps(block, "changed in the library since")
            )
        case Kind.LINE_ONLY_HERE:
            return f"line added by hand: {text}" + _perhaps(block, "out of the list since")
        case _:
            return f"line deleted by hand: {text}"


def _perhaps(block: Block, otherwise: str) -> str:
    return "" if block.is_library_same or block.is_by_hand else f" (or {otherwise})"


def _both(difference: Difference) -> tuple[str, str]:
    """Return a cell as it is here and there: in words where these differ, else with its links."""
    cells = [item.cells.get(difference.column, "") if item else "" for item in (difference.here, difference.there)]
    seen = [text_in(cell) for cell in cells]
    here, there = seen if seen[0] != seen[1] else [shown(cell) for cell in cells]
    return here, there


def _name(difference: Difference, block: Block) -> str:
    """Return the name in the library of the column that differs; the heading where it has none."""
    return block.columns.get(difference.column, difference.column)


def _remedies(difference: Difference, item: Item, entry: Entry | None, block: Block) -> Iterator[str]:
    there = difference.there
    match difference.kind:
        case Kind.ROW_ONLY_HERE if entry and block.by_category and item.section:
            yield _edit(entry, block, "--add", f"category={item.section}")
        case Kind.ROW_ONLY_HERE if block.is_as_in_library:
            yield f"to take it in: {_on('import', block.document, *block.where)}"
        case Kind.ROW_ONLY_HERE:
            yield f"to take it in: {_add(item, block)}"
        case Kind.ROW_ONLY_THERE if entry:
            category = _category(entry, item.section) if block.by_category else ""
            if category and len(entry.values(CATEGORY)) > 1:
                yield f"where it is to go from there: {_edit(entry, block, '--drop', f'category={category}')}"
            yield f"where the paper is to go: {_on('remove', entry.key, *block.where)}"
        case Kind.CELL if entry:
            yield _edit(entry, block, *_option(difference, item, entry, block))
        case Kind.MOVED if entry and there and block.by_category and (old := _category(entry, there.section)):
            yield _edit(entry, block, "--drop", f"category={old}", "--add", f"category={item.section}")
        case Kind.MOVED if entry:
            yield _edit(entry, block)
        case Kind.LINE_ONLY_HERE:
            yield "put it outside the block; in it there is only what is generated"
        case _:
            return


def _edit(entry: Entry, block: Block, *options: str) -> str:
    return _on("edit", entry.key, *options, *block.where)


def _add(item: Item, block: Block) -> str:
    """Return the line that adds the paper of a row, with what its cells say."""
    named = {block.columns.get(heading, ""): heading for heading in item.cells}
    options = [f"--title={item.title}"]
    for name in ("year", "venue"):
        value = text_in(item.cells.get(named.get(name, ""), ""))
        options += [f"--{name}={value}"] if value not in ("", "-") else []
    options += [f"--url={item.url}"] if item.url else []
    options += [f"--code={link}" for link in item.links.get(named.get(CODE, ""), ())]
    if block.by_category and item.section and item.section not in _NO_CATEGORIES:
        options.append(f"--category={item.section}")
    return shlex.join(("unl", "add", *options, *block.where))


def _category(entry: Entry, section: str) -> str:
    """Return the one category of an entry that a section's heading means; empty when that is not plain."""
    named = [value for value in entry.values(CATEGORY) if fold(value.split(">")[-1]) == fold(section)]
    return named[0] if len(named) == 1 else ""


def _option(difference: Difference, here: Item, entry: Entry, block: Block) -> tuple[str, ...]:
    """Return the option of `unl edit` that makes the library say what the cell says; none where a field is no cell."""
    name, cell = _name(difference, block), here.cells.get(difference.column, "")
    links = here.links.get(difference.column, ())
    if difference.column not in block.columns or name in _NOT_PLAIN:
        return ()
    field, value = name, text_in(cell)
    if name == "venue":
        field = next((venue for venue in _VENUES if entry.get(venue)), "")
    elif name == "year" and not entry.get("year"):
        field = "date" if entry.get("date") else "year"
    elif name == "title" and difference.there and here.title == difference.there.title:
        field, value = "url", here.url
    elif name == "title":
        value = here.title
    elif name == CODE or name in LINK_FIELDS:
        value = " ".join(links)
    if not field:
        return ()
    if value in ("", "-"):
        return ("--unset", field) if entry.get(field) and field not in ("title", "key") else ()
    return ("--set", f"{field}={value if field in VERBATIM or field == 'key' else to_bibtex(value)}")


def _on(verb: str, name: str, *options: str) -> str:
    """Return the line of a command on an entry or a document, whose name may begin like an option."""
    named = ("--", name) if name.startswith("-") else ()
    return shlex.join(("unl", verb, *options, *named) if named else ("unl", verb, name, *options))
