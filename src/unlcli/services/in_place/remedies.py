"""The lines that bring an edit of a block into the library; where none is sure to, the words that say why."""

import shlex
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from unlcli.domain import identifiers
from unlcli.domain.entry import CATEGORY, CODE, LINK_FIELDS, VERBATIM, Entry
from unlcli.domain.text import fold, to_bibtex
from unlcli.importers.rendered import Shown, address
from unlcli.services.in_place.differences import Difference, Kind
from unlcli.services.in_place.items import FIRST, Item

_VENUES = ("booktitle", "journal", "journaltitle", "eventtitle", "venue", "howpublished")
#: Columns that show a field otherwise than it is written, so that no line can be offered.
_NOT_PLAIN = frozenset(("authors", "author", "category", "keywords", "type", "arxiv", "link", "month", "preprint"))
#: Headings of papers without a category.
_NO_CATEGORIES = ("Uncategorised", "Papers")


@dataclass(frozen=True, slots=True)
class Block:
    """A block as it is told of: its document, the line of its marker, and the names of its columns by their headings.

    `is_library_same` when the library would still generate what the marker's digest is of, so that all that differs was
    done by hand; `by_category` when its sections are categories; `is_as_in_library` when the rows of papers that are in
    the library say what it says, so that an import of the document adds only new ones; `is_by_hand` when nothing in it
    was ever generated. `where` is the option that names the library; `has_title` when a heading stands above the sections.
    """

    document: str
    line: int
    columns: Mapping[str, str]
    is_library_same: bool
    by_category: bool = False
    is_as_in_library: bool = True
    is_by_hand: bool = False
    has_title: bool = False
    where: tuple[str, ...] = ()
    #: How many blank lines stand below the marker.
    lead: int = 0

    def section(self, item: Item) -> tuple[str, ...]:
        """Return the headings above a row, without the title of the block."""
        return item.section[1:] if self.has_title else item.section

    def name(self, column: str) -> str:
        """Return the name in the library of a column; its heading where it has none."""
        return self.columns.get(column, column)


class Papers:
    """Entries by the titles and links that rows show, and their categories."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._found: dict[str, list[Entry]] = defaultdict(list)
        self._keys: dict[str, int] = defaultdict(int)
        self._categories: dict[tuple[str, ...], str] = {}
        for entry in entries:
            title = entry.plain("title")
            for name in {fold(title) or title, identifiers.best_link(entry)} - {""}:
                self._found[name].append(entry)
            self._keys[entry.key] += 1
            for category in entry.values(CATEGORY):
                self._categories.setdefault(_path(category), category)

    def of(self, item: Item) -> Entry | None:
        """Return the entry of a row that was generated; None where several may be meant, or its key names no one."""
        for name in (item.url, item.folded):
            entries = self._found.get(name, [])
            if len(entries) == 1 and self._keys[entries[0].key] == 1:
                return entries[0]
        return None

    def category(self, section: Sequence[str]) -> str:
        """Return the category that headings mean, spelt as papers have it; empty for that of papers without one."""
        if not section or section[-1] in _NO_CATEGORIES:
            return ""
        return self._categories.get(tuple(fold(part) for part in section), " > ".join(section))


def remedies(difference: Difference, item: Item, entry: Entry | None, block: Block, papers: Papers) -> Iterator[str]:
    """Yield what is to be done about a difference, lines to paste among it."""
    match difference.kind:
        case Kind.ROW_ONLY_HERE:
            yield from _added(item, entry, block, papers)
        case Kind.ROW_ONLY_THERE if entry:
            category = _category(entry, block.section(item)) if block.by_category else ""
            if category and len(entry.values(CATEGORY)) > 1:
                yield f"where it is to go from there: {_edit(entry, block, '--drop', f'category={category}')}"
            yield f"where the paper is to go: {_on('remove', entry.key, *block.where)}"
        case Kind.CELL if entry:
            yield from _changed(difference, entry, block)
        case Kind.MOVED if entry:
            yield _moved(difference, entry, block, papers)
        case Kind.LINE_ONLY_HERE:
            yield "put it outside the block; in it there is only what is generated"
        case Kind.COLUMN_ONLY_HERE:
            yield "name it in columns= of the marker where it is to stay; --force takes it out of the block"
        case _:
            return


def _added(item: Item, entry: Entry | None, block: Block, papers: Papers) -> Iterator[str]:
    category = papers.category(block.section(item)) if block.by_category else ""
    if entry and category:
        yield _edit(entry, block, "--add", f"category={category}")
    elif entry:
        yield f"the paper is in the library: {_edit(entry, block)}"
    elif block.is_as_in_library:
        yield f"to take it in: {_on('import', block.document, *block.where)}"
    else:
        yield f"to take it in: {_add(item, block, category)}"


def _edit(entry: Entry, block: Block, *options: str) -> str:
    return _on("edit", entry.key, *options, *block.where)


def _add(item: Item, block: Block, category: str) -> str:
    """Return the line that adds the paper of a row, with what its cells say."""
    named = {block.name(heading): cell for heading, cell in item.cells.items()}
    options = [f"--title={item.title}"]
    for name in ("year", "venue"):
        value = named.get(name, Shown()).words
        options += [f"--{name}={value}"] if value not in ("", "-") else []
    options += [f"--url={item.url}"] if item.url else []
    options += [f"--code={url}" for _, url in named.get(CODE, Shown()).links]
    options += [f"--category={category}"] if category else []
    return shlex.join(("unl", "add", *options, *block.where))


def _moved(difference: Difference, entry: Entry, block: Block, papers: Papers) -> str:
    here, there = difference.here, difference.there
    if not block.by_category or here is None or there is None:
        return f"the headings are made of the paper's fields, so edit these: {_edit(entry, block)}"
    options: tuple[str, ...] = ()
    if old := _category(entry, block.section(there)):
        options += ("--drop", f"category={old}")
    if new := papers.category(block.section(here)):
        options += ("--add", f"category={new}")
    return _edit(entry, block, *options)


def _category(entry: Entry, section: Sequence[str]) -> str:
    """Return the one category of an entry that headings mean; empty when that is not plain."""
    path = tuple(fold(part) for part in section)
    values = entry.values(CATEGORY)
    named = [value for value in values if _path(value) == path] or [v for v in values if _path(v)[-1:] == path[-1:]]
    return named[0] if len(named) == 1 else ""


def _path(category: str) -> tuple[str, ...]:
    return tuple(fold(part) for part in category.split(">"))


def _changed(difference: Difference, entry: Entry, block: Block) -> Iterator[str]:
    """Yield the line that makes the library say what a cell says, or why there is none."""
    here, there = (
        item.cells.get(difference.column, Shown()) if item else Shown() for item in (difference.here, difference.there)
    )
    options, reason = _options(block.name(difference.column), here, there, entry)
    if difference.column not in block.columns and difference.column != FIRST:
        options, reason = (), "it is no column of the block"
    if options:
        yield _edit(entry, block, *options)
    else:
        yield f"{reason or 'no field holds just that'}, so edit the paper by hand where it is to stay: {_edit(entry, block)}"


def _options(name: str, here: Shown, there: Shown, entry: Entry) -> tuple[tuple[str, ...], str]:
    """Return the options of `unl edit` that make the library say what a cell says, or why there are none."""
    if not here.is_plain:
        return (), "there is more in the cell than words and links"
    if name == CODE or name in LINK_FIELDS:
        return _of_links(name, here, there, entry)
    if name == "title":
        return _of_title(here, there, entry)
    if here.links:
        return (), f"a link is no value of {name}"
    if name in _NOT_PLAIN:
        return (), f"{name} is shown otherwise than it is written"
    field = name
    if name == "venue":
        field = next((venue for venue in _VENUES if entry.get(venue)), "")
        if not field or fold(entry.plain(field)) != fold(there.words) and entry.get("eprint"):
            return (), f"{there.words!r} is no field of the paper; it is made of others"
    elif name == "year" and not entry.get("year"):
        field = "date" if entry.get("date") else "year"
    return _set(field, here.words, entry), ""


def _of_links(name: str, here: Shown, there: Shown, entry: Entry) -> tuple[tuple[str, ...], str]:
    urls = [url for _, url in here.links]
    if urls and _addresses(here) == _addresses(there):
        return (), "the words of its links are made by unl"
    if not urls and here.words not in ("", "-"):
        return (), "it has words where links belong"
    return _set(name, " ".join(urls), entry), ""


def _of_title(here: Shown, there: Shown, entry: Entry) -> tuple[tuple[str, ...], str]:
    links = tuple(url for _, url in here.links)
    options: tuple[str, ...] = ()
    if here.words != there.words and here.words:
        options += _set("title", here.words, entry)
    if _addresses(here) != _addresses(there):
        if len(links) > 1:
            return (), "it has several links"
        if not links and not entry.get("url"):
            return (), "the link is made of its DOI or eprint"
        options += _set("url", links[0] if links else "", entry)
    return options, "the link is to be that of the whole title"


def _joined(cell: Shown) -> tuple[str, str]:
    """Return the words of a cell's links as they stand in it, with the dot between that unl writes or a blank."""
    words = [words for words, _ in cell.links]
    return " · ".join(words), " ".join(words)


def _addresses(cell: Shown) -> list[str]:
    return [address(url) for _, url in cell.links]


def _set(field: str, value: str, entry: Entry) -> tuple[str, ...]:
    if value in ("", "-"):
        return ("--unset", field) if entry.get(field) and field not in ("title", "key") else ()
    return ("--set", f"{field}={value if field in VERBATIM or field == 'key' else to_bibtex(value)}")


def _on(verb: str, name: str, *options: str) -> str:
    """Return the line of a command on an entry or a document, whose name may begin like an option."""
    named = ("--", name) if name.startswith("-") else ()
    return shlex.join(("unl", verb, *options, *named) if named else ("unl", verb, name, *options))
