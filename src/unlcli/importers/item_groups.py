"""Items that the document writes apart and that belong together: a title, and below it what is said about the paper."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from unlcli.importers import flat, people
from unlcli.importers.blocks import Heading, Item, Stray, Table
from unlcli.importers.cells import Span
from unlcli.importers.item_signs import is_property, label_of, leads_to_paper, names_title
from unlcli.importers.words import role_of_label

_FEWEST_TITLE_WORDS = 3
_SHORT_LABEL = re.compile(r"[^\W\d_][^:：.!?]{1,60}[:：](?!//)")
_OF_PAPERS = frozenset("paper pdf arxiv authors author venue conference 论文 论文链接 作者".split())


def grouped(
    blocks: Sequence[Heading | Table | Stray | Item],
) -> Iterator[Heading | Table | Stray | list[Item]]:
    """Yield blocks with the items that stand one after the other together, papers that are headings among them."""
    items: list[Item] = []
    for block in _with_headings_as_items(blocks):
        if isinstance(block, Item):
            items.append(block)
            continue
        if items:
            yield items
            items = []
        yield block
    if items:
        yield items


def _with_headings_as_items(
    blocks: Sequence[Heading | Table | Stray | Item],
) -> Iterator[Heading | Table | Stray | Item]:
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        if not isinstance(block, Heading):
            yield block
            continue
        end = at
        while end < len(blocks) and _is_said_of(blocks[end]):
            end += 1
        below = tuple(one for one in blocks[at:end] if isinstance(one, Item))
        if _is_paper(block, below):
            yield _as_item(block, below)
            at = end
        else:
            yield block


def _is_said_of(block: Heading | Table | Stray | Item) -> bool:
    return isinstance(block, Item) and (not block.is_marked or is_property(block))


#: A line of people and a year, or of these alone.
_FACT = re.compile(r"^[^.?!\"“]{0,400}\b(?:19|20)\d\d[a-z]?[\s)\].,|]*$")


def _is_paper(heading: Heading, below: Sequence[Item]) -> bool:
    """Tell whether a heading is a paper's title: it is a link to one, or what stands below it says where the paper is."""
    if len(heading.cell.text.split()) < _FEWEST_TITLE_WORDS:
        return False
    if any(leads_to_paper(link) and role_of_label(link.label) is None for link in heading.cell.links):
        return True
    if below and _is_told_in(below[0]):
        return True
    properties = [item for item in below if is_property(item)]
    labels = {label_of(item) for item in properties}
    return (
        bool(below)
        and below[0] in properties
        and (
            not labels.isdisjoint(_OF_PAPERS)
            or any(leads_to_paper(link) for item in properties for link in item.cell.links)
        )
    )


def _is_told_in(item: Item) -> bool:
    """Tell whether a paragraph has what stands below a paper's title: a few words, and links that are a paper's by label."""
    links = item.cell.links
    if item.is_marked or not links or any(role_of_label(link.label) is None for link in links):
        return False
    if any(span.strong and not span.url for span in item.cell.spans) or not any(map(leads_to_paper, links)):
        return False
    words = "".join(span.text for span in item.cell.spans if not span.url)
    first = next((line for line in words.split("\n") if line.strip()), "")
    listed = re.split(r"(?<!\b[A-Z])\.\s|[(|]", first, maxsplit=1)[0]
    return _FACT.search(first) is not None or people.sureness(listed) is not people.Sureness.NO


def _as_item(heading: Heading, below: tuple[Item, ...]) -> Item:
    cell = replace(heading.cell, spans=tuple(replace(span, strong=True) for span in heading.cell.spans))
    last = below[-1].last_line if below else cell.line
    if below and _is_told_in(below[0]):
        cell = flat.cell_of((*cell.spans, Span("\n"), *below[0].cell.spans), cell.line)
        below = below[1:]
    return Item(cell, cell.line, cell.text, last, is_marked=False, items=below)


def joined(items: Sequence[Item]) -> Iterator[Item]:
    """Yield items with those that only say something about the one before them below it."""
    at = 0
    while at < len(items):
        end = at + 1
        while end < len(items) and (
            _belongs(items[at], items[end]) or _goes_on(items[at], items[at + 1 : end], items[end])
        ):
            end += 1
        if end > at + 1:
            below = tuple(items[at + 1 : end])
            yield replace(items[at], items=(*items[at].items, *below), last_line=below[-1].last_line)
        else:
            yield items[at]
        at = end


def _belongs(title: Item, item: Item) -> bool:
    """Tell whether an item says something about a title before it: not what is a property itself, or a line of prose."""
    if names_title(title):
        return is_property(item) and not names_title(item)
    if is_property(title) or not title.cell.text:
        return False
    if item.is_marked and title.is_marked:
        return False
    return is_property(item) and (item.is_marked or not label_of(item) or len(item.cell.text) < 2000)


def _goes_on(title: Item, below: Sequence[Item], item: Item) -> bool:
    """Tell whether an item goes on with what is said below a title: another `Label: ...`, or the bullets below `Notes:`."""
    if title.is_marked or not below or any(map(leads_to_paper, item.cell.links)) or item.cell.is_emphasised:
        return False
    if item.is_marked:
        return below[-1].is_marked and not below[-1].cell.links or below[-1].cell.text.endswith((":", "："))
    is_one_line = len(item.cell.lines) == 1 and not item.source.lstrip().startswith("<")
    return is_one_line and _SHORT_LABEL.match(item.cell.text) is not None and not names_title(item)
