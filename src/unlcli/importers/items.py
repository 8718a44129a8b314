"""Items: what a bullet, a numbered line or a paragraph says about a paper."""

import re
from collections.abc import Iterable
from dataclasses import replace

from unlcli.domain.venues import VenueTable
from unlcli.importers import (
    embedded_bibtex,
    flat,
    item_text,
    item_titles,
    labelled_links,
    people,
    properties,
    unsaid,
    untitled,
)
from unlcli.importers.blocks import Code, Item
from unlcli.importers.cells import Cell, Span
from unlcli.importers.collected import KEYWORDS, NAME, NOTE, Collected
from unlcli.importers.flat import LINKS, MARKS, Flat
from unlcli.importers.item_text import title_cell
from unlcli.importers.pieces import Piece, pieces, whole
from unlcli.importers.properties import Property
from unlcli.importers.rows import Row
from unlcli.importers.sayings import Sayings
from unlcli.importers.words import Role, names_field

_EDGES = ' \t\n-–—|/,;:：·•*#"“”'
#: Labels that a bare identifier may stand behind.
_NUMBERED_BY = ("arxiv", "doi")
_MARKED_NAME = re.compile(
    rf"[{MARKS}]([^{MARKS}{LINKS},]{{3,40}})[{MARKS}](?=\s*(?:,|and\b|&)\s*([^{MARKS}{LINKS},\n]{{3,40}}))"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PAGES = r"\d{1,6}(?:\s?[-–—]{1,2}\s?\d{1,6})?"
_YEAR_BEFORE_VOLUME = re.compile(
    rf",? \(((?:19|20)\d\d)\), (\d{{1,4}}(?:\(\d{{1,4}}(?:[-–/]\d{{1,4}})?\))?:\s?{_PAGES})(?!\w)"
)
_YEAR_BEFORE_PAGES = re.compile(rf",? ((?:19|20)\d\d), (pp?\.? ?{_PAGES})(?!\w)")
#: Words each in brackets of its own: `[bees], [nets]`.
_TAGGED = re.compile(r"(?:\[[^\[\]]+\][,;，、\s]*)+")
#: What unfolds the block of BibTeX below it.
_UNFOLDS = re.compile(
    r"(?:(?:click|tap)(?: here)? (?:to|for) )?(?:show |view |see |expand )?(?:the )?(?:bibtex|citation)", re.I
)
_MOST_NAME_WORDS = 3
_FEWEST_TITLE_WORDS = 3
#: Words that no tag is: those before a title are prose with one of them.
_SMALL_WORDS = frozenset("a an and as at by for from in is new of on or our see the this to with".split())
_MOST_BELOW = 2000
_LINK_ROLES = (Role.LINK, Role.CODE, Role.WEBSITE, Role.VIDEO, Role.SLIDES, Role.POSTER)


def read(item: Item, venues: VenueTable) -> Row:
    """Return the row that an item is; its title cell is empty when it has none."""
    found = Collected(item.cell.line or item.line)
    _main(item.cell, found, venues)
    below = _all_below(item)
    for one in below:
        _below(one.cell, found, venues)
    _code((code for one in (item, *below) for code in one.code), found, venues)
    row = found.row(item.line, item.source)
    said = [cell for _, cell in row.cells] + [flat.cell_of((Span(text),), item.line) for text in found.read_as]
    rest, joining = unsaid.rest((one.cell for one in (item, *below)), said)
    if rest:
        found.say(NOTE, rest)
    found.repairs += joining
    return found.row(item.line, item.source) if rest or joining else row


def _all_below(item: Item) -> list[Item]:
    """Return the items below one, theirs included, in the order of the document."""
    found: list[Item] = []
    left = list(reversed(item.items))
    while left and len(found) < _MOST_BELOW:
        one = left.pop()
        found.append(one)
        left.extend(reversed(one.items))
    return found


def _main(cell: Cell, found: Collected, venues: VenueTable) -> None:
    """Collect what the item itself says."""
    source = flat.of(cell)
    say = Sayings(found, source, venues)
    lines: list[str] = []
    for n, line in enumerate(item_text.lines_of(source.text)):
        told = properties.read(line, is_below=False) if n or _is_property_line(line) else None
        if told is not None and not n and _announces_title(told, source):
            found.tell(told.label, "what follows it")
            line, told = told.value, None
        if told is not None:
            _property(told, source, found, say)
        elif rest := labelled_links.take(line, source, found, venues).strip():
            lines.append(rest)
    text = "\n".join(lines).strip()
    if number := item_text.number_of(text):
        found.tell(number, "a number in the list")
    text = item_text.without_decoration(text)
    title = None if found.title.text else item_titles.find(text, source, venues)
    if found.title.text:
        _say_rest(text, found, say, source, is_beside=True)
    elif title is None:
        first, stop, later = say.cited(text, is_titled=False).partition("\n")
        text = first + stop + _MARKED_NAME.sub(_unmarked, later)
        before, words, after = untitled.split(text, source, say)
        found.title = title_cell(words, source, "")
        _name_or_note(before, found, say, source)
        say.told(after)
        return
    else:
        found.title = title_cell(title.text, source, title.link)
        _before(text[: title.start].rstrip(MARKS), found, say, source)
        _say_rest(text[title.end :].lstrip(MARKS + ")]>"), found, say, source, is_beside=True)
    _code_title(found)


def _is_property_line(line: str) -> bool:
    """Tell whether even the first line names what it says: its title, or its links by address."""
    told = properties.read(line, is_below=False)
    return told is not None and told.role in (Role.TITLE, Role.LINK, Role.AUTHORS) and not told.value.endswith(":")


def _announces_title(told: Property, source: Flat) -> bool:
    """Tell whether a label of a paper's link stands before its title (`Paper: A title, link: url`)."""
    before = re.split(f"[{LINKS}]", told.value, maxsplit=1)[0]
    return told.role is Role.LINK and item_titles.size(source.words(before)) >= _FEWEST_TITLE_WORDS


def _code_title(found: Collected) -> None:
    """Let a title's link to code be that when another link is the paper's."""
    link = next(iter(found.title.links), None)
    if link is not None and found.has(Role.LINK) and labelled_links.is_code(link):
        found.title = flat.cell_of((Span(link.text, strong=link.strong, emphatic=link.emphatic),), found.title.line)
        found.link(Role.CODE, Span("code", link.url))


def _before(text: str, found: Collected, say: Sayings, source: Flat) -> None:
    """Collect what stands before the title: dates, venues, people; the last words of it may be the paper's name."""
    text = item_text.without_decoration(text)
    if not text.strip(_EDGES + MARKS):
        return
    _name_or_note(pieces(text), found, say, source)


def _name_or_note(parts: list[Piece], found: Collected, say: Sayings, source: Flat) -> None:
    """Keep what stands before a title; a few words right before it that are no fact are the paper's name."""
    left = say.told(parts, keeps=True)
    if left and left[-1].end == parts[-1].end and left[-1].form != "group":
        words = source.words(left[-1].text)
        tags = words.split()
        if len(tags) > 1 and any(tag[0].islower() for tag in tags) and all(map(_is_tag, tags)):
            left.pop()
            for tag in tags:
                found.say(KEYWORDS, tag)
        elif 0 < item_titles.size(words) <= _MOST_NAME_WORDS and any(c.isalpha() for c in words):
            found.keep(NAME, source.cell(left.pop().text.strip(_EDGES + "[]【】")))
    say.note(left)


def _is_tag(word: str) -> bool:
    return re.fullmatch(r"[^\W_][\w-]*", word) is not None and word not in _SMALL_WORDS


def _say_rest(text: str, found: Collected, say: Sayings, source: Flat, *, is_beside: bool) -> None:
    """Collect what stands after the title, line by line: a line of prose is a note."""
    for n, line in enumerate(text.split("\n")):
        if _UNFOLDS.fullmatch(source.words(line).strip(_EDGES)):
            found.tell(source.words(line), "nothing")
            continue
        rest = say.cited(_with_year_last(labelled_links.take_wrapped(line, source, found)))
        if untitled.is_prose(source.words(_IN_BRACKETS.sub(" ", rest))) and not say.starts_with_fact(rest):
            say.note([whole(rest.strip(" -–—|:：,"))])
        else:
            say.told(pieces(_MARKED_NAME.sub(_unmarked, rest)), is_beside=is_beside or n > 0)


def _unmarked(match: re.Match[str]) -> str:
    """Return one of a list's names without the emphasis that it has alone."""
    return f"{match[1]} " if people.is_name(match[1]) and people.is_name(match[2]) else match[0]


def _with_year_last(line: str) -> str:
    """Return a line with the year of a journal after its volume and pages, where it is read from."""
    return _YEAR_BEFORE_PAGES.sub(r", \2, \1", _YEAR_BEFORE_VOLUME.sub(r", \2, \1", line))


def _below(cell: Cell, found: Collected, venues: VenueTable) -> None:
    """Collect what an item below the paper says, line by line."""
    source = flat.of(cell)
    say = Sayings(found, source, venues)
    for line in item_text.lines_of(source.text):
        told = properties.read(line, is_below=True)
        if told is not None:
            _property(told, source, found, say)
            continue
        if properties.is_empty(line):
            found.tell(source.words(line), "nothing")
            continue
        rest = labelled_links.take(line, source, found, venues)
        if not found.title.text and (title := item_titles.find(rest, source, venues)):
            found.title = title_cell(title.text, source, title.link)
            rest = rest[: title.start] + " | " + rest[title.end :]
        _say_rest(rest, found, say, source, is_beside=True)


def _property(told: Property, source: Flat, found: Collected, say: Sayings) -> None:
    """Collect what a line says that names its meaning."""
    found.tell(told.label, told.name)
    if told.role in _LINK_ROLES:
        is_number = told.label.lower() in _NUMBERED_BY and not flat.has_link(told.value)
        rest = f"{told.label}:{told.value}" if is_number else told.value
        for char, span in zip(re.findall(f"[{LINKS}]", rest), source.found_in(rest), strict=True):
            own = labelled_links.role_of(span)
            if told.role is Role.LINK and own is None and _is_better_title(span, found):
                found.keep(NAME, found.title)
                found.title = replace(title_cell(char, source, char), line=found.line)
                rest = rest.replace(char, " | ", 1)
                continue
            is_other = own in _LINK_ROLES[1:] and own is not told.role or own is Role.EXTRA and names_field(span.label)
            labelled_links.add(found, own if is_other and own else told.role, span, span.label)
            rest = rest.replace(char, " | " if own is not None else f" {span.text} ", 1)
        rest = labelled_links.take(rest, source, found, say.venues)
        say.told(pieces(rest), is_beside=True)
    elif told.role is Role.TITLE:
        link = re.search(f"[{LINKS}]", told.value)
        found.title = title_cell(told.value, source, link[0] if link else "")
    elif told.role is Role.AUTHORS:
        found.add(Role.AUTHORS, people_cell(source, told.value))
    elif told.role is Role.CATEGORY:
        found.add(Role.CATEGORY, source.cell(told.value))
    elif told.role in (Role.VENUE, Role.YEAR):
        say.place_or_date(told.role, told.value)
    else:
        is_tagged = _TAGGED.fullmatch(told.value) is not None
        found.keep(told.name, source.cell(re.sub(r"[\[\]]", "", told.value) if is_tagged else told.value))


def _is_better_title(span: Span, found: Collected) -> bool:
    """Tell whether the text of a paper's link is its title, and what stands above it only its name."""
    is_name = not found.title.links and item_titles.size(found.title.text) <= _MOST_NAME_WORDS
    return is_name and item_titles.size(span.label) > max(_FEWEST_TITLE_WORDS, item_titles.size(found.title.text))


def people_cell(source: Flat, text: str) -> Cell:
    """Return the cell of a list of people, in a form that names are read from."""
    return source.cell(people.readable(flat.plain(text).strip(" .,;:") if not text.rstrip().endswith("al.") else text))


def _code(blocks: Iterable[Code], found: Collected, venues: VenueTable) -> None:
    for block in blocks:
        if embedded_bibtex.is_bibtex(block.text):
            embedded_bibtex.complete(block.text, found, venues)
        elif block.text.strip():
            found.say(NOTE, " ".join(block.text.split()))
