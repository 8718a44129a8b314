"""A block's text to what stands in it: rows of tables and lists with their cells, and the other lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from unlcli.domain.text import fold
from unlcli.services.in_place.html_items import HtmlRow, read_html
from unlcli.services.in_place.layout import cells_of, is_delimiter, shown, words_of
from unlcli.services.in_place.lines import indent, plain

_LINK = re.compile(r"\[((?:[^\[\]\ue000]|\ue000.)*)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?[^()]*\)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(.*)")
_SENTENCE = re.compile(r"(?<=[?!])\s|\.(?:\s|$)")
_ITALICS = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")
_YEAR = re.compile(r"[,(\s]*\b((?:1[89]|20|21)\d\d)\b\)?")
_BRACKETS = re.compile(r"\ue000\[(\[([^\[\]]*)\]\([^()\s]*\))\ue000\]")
#: What an item of a list says beside what is known of it.
TEXT = "text"


@dataclass(frozen=True, slots=True)
class Item:
    """A row with its cells by the names of their columns, or another line; `line` counts from 0 in its block."""

    line: int
    cells: Mapping[str, str]
    section: str = ""
    is_row: bool = True
    title: str = ""
    url: str = ""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """What it says, for comparison."""
        return tuple((name, text) for name, text in self.cells.items() if text not in ("", "-"))

    @property
    def folded(self) -> str:
        """Its title for comparison."""
        return fold(self.title) or self.title


def is_html(text: str) -> bool:
    """Tell whether the rows of a text are those of HTML tables."""
    return "<tr" in text.lower()


def read_items(text: str, *, as_html: bool = False) -> list[Item]:
    """Return what stands in a block, in order; blank lines and what only gives a table its form are left out."""
    text = plain(text)
    return [_of_html(row) for row in read_html(text)] if as_html else list(_markdown(text.split("\n")))


def links_in(cell: str) -> tuple[str, ...]:
    """Return the addresses of a cell's links."""
    return tuple(shown(match[2]) for match in _LINK.finditer(cell))


def text_in(cell: str) -> str:
    """Return a cell as a reader sees it."""
    return shown(_LINK.sub(r"\1", cell)).strip("*").strip()


def _markdown(lines: Sequence[str]) -> Iterator[Item]:
    section, index = "", 0
    header: tuple[str, ...] = ()
    while index < len(lines):
        line = lines[index]
        following = lines[index + 1] if index + 1 < len(lines) else ""
        if header and "|" in line:
            if not is_delimiter(line):
                yield _row(index, header, cells_of(line), section)
        elif "|" in line and is_delimiter(following):
            header = _names(cells_of(line))
            yield Item(index, {"": "|".join(header)}, section, is_row=False)
        elif item := _ITEM.fullmatch(line):
            header = ()
            parts = [item[1], *_below(lines, index)]
            yield _list_row(index, parts, section)
            index += len(parts) - 1
        elif line.strip():
            header = ()
            if heading := _HEADING.fullmatch(line):
                section = _uncounted(shown(words_of(heading[2])))
                line = f"{heading[1]} {_uncounted(heading[2])}"
            yield Item(index, {"": words_of(line)}, section, is_row=False)
        else:
            header = ()
        index += 1


def _uncounted(heading: str) -> str:
    """Return a heading without how many papers stand below it, which changes with them."""
    return re.sub(r" \(\d+\)$", "", heading.rstrip())


def _below(lines: Sequence[str], index: int) -> list[str]:
    """Return the lines that belong to an item of a list: those further in than its bullet."""
    below: list[str] = []
    for line in lines[index + 1 :]:
        if not line.strip() or indent(line) <= indent(lines[index]):
            break
        item = _ITEM.fullmatch(line)
        below.append(item[1] if item else line)
    return below


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the names of columns, each once."""
    names: dict[str, None] = {}
    for cell in cells:
        name, number = shown(cell) or "-", 2
        while name in names:
            name, number = f"{shown(cell)} {number}", number + 1
        names[name] = None
    return tuple(names)


def _row(line: int, header: Sequence[str], cells: Sequence[str], section: str) -> Item:
    names = (*header, *(f"column {number + 1}" for number in range(len(header), len(cells))))
    named = dict(zip(names, (*cells, *[""] * len(header)), strict=False))
    return _with_title(line, named, section)


def _list_row(line: int, parts: Sequence[str], section: str) -> Item:
    """Return an item of a list: title, venue in italics, year, links in brackets, and what else its line says."""
    words = words_of(parts[0])
    link = _LINK.search(words)
    title = words[: link.end()] if link and not link.start() else _SENTENCE.split(words, maxsplit=1)[0]
    rest = words[len(title) :]
    named = {"Title": title}
    for name, pattern in (("Venue", _ITALICS), ("Year", _YEAR)):
        if match := pattern.search(rest):
            named[name] = match[1]
            rest = rest[: match.start()] + rest[match.end() :]
    for match in _BRACKETS.finditer(rest):
        named[shown(match[2]).capitalize()] = match[1]
    named[TEXT] = _BRACKETS.sub("", rest).strip(" .,;")
    named |= {f"line {number}": words_of(part) for number, part in enumerate(parts[1:], start=2)}
    return _with_title(line, named, section)


def _with_title(line: int, named: Mapping[str, str], section: str) -> Item:
    links = {name: links_in(cell) for name, cell in named.items()}
    first = next(iter(named.values()), "")
    name = next((name for name in named if name.casefold() == "title"), "")
    titled = named.get(name, "") or next((cell for cell in named.values() if _LINK.search(cell)), first)
    link = _LINK.search(titled)
    is_link = link is not None and (not name or link.start() <= 2)
    title = text_in(titled) if name or not link else shown(link[1])
    return Item(line, named, section, True, title, shown(link[2]) if link and is_link else "", links)


def _of_html(row: HtmlRow) -> Item:
    if not row.cells:
        return Item(row.line, {"": _uncounted(row.text)}, _uncounted(row.section), is_row=False)
    names = (*row.header, *(f"column {number + 1}" for number in range(len(row.header), len(row.cells))))
    named = {name: cell.text for name, cell in zip(names, row.cells, strict=False)}
    links = {name: cell.links for name, cell in zip(names, row.cells, strict=False)}
    name = next((name for name in named if name.casefold() == "title"), next(iter(named), ""))
    url = next(iter(links.get(name, ())), "")
    cells = {n: " ".join((text, *(f"({link})" for link in links[n]))).strip() for n, text in named.items()}
    return Item(row.line, cells, _uncounted(row.section), True, named.get(name, ""), url, links)
