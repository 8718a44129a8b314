"""What a web page says in its `<meta>` tags and in single elements; reads any page in time of its length.

The standard library's parser takes the square of that on some pages, so tags are found here, as a browser would find them.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(r"<(?:(!--)|(/?)([a-z][\w:-]*+))", re.I)
_ATTRIBUTE = re.compile(r"""[\s/]*+([^\s=>/<][^\s=>/]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]++)))?""")
_TAG_END = re.compile(r"[^<>]*+>")
#: What stands in these is no markup.
_RAW = ("script", "style", "textarea", "title", "noscript")


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag: `start` is where its `<` stands, `end` is after its `>`; of a raw element, `content` is all of it."""

    name: str
    is_end: bool
    start: int
    end: int
    attributes: dict[str, str]
    content: str = ""


def meta(page: str) -> list[tuple[str, str]]:
    """Return the names, in lower case, and the contents of a page's `<meta>` tags, in order; empty contents are left out."""
    found = []
    for tag in _tags(page):
        if tag.name == "meta" and not tag.is_end:
            name = (tag.attributes.get("name") or tag.attributes.get("property") or "").strip().rstrip("/").lower()
            content = " ".join(tag.attributes.get("content", "").split())
            if name and content:
                found.append((name, content))
    return found


def text_of(page: str, element: str) -> str:
    """Return the text in the first element of an id, its line breaks kept; empty when there is none."""
    return _text_where(page, "id", element)


def text_of_class(page: str, word: str) -> str:
    """Return the text in the first element of a class, its line breaks kept; empty when there is none."""
    return _text_where(page, "class", word)


def links(page: str) -> list[tuple[str, str]]:
    """Return the addresses and the words of a page's links, as they stand there."""
    found = []
    opened: _Tag | None = None
    for tag in _tags(page):
        if tag.name != "a":
            continue
        if opened is not None:
            found.append((opened.attributes["href"].strip(), _readable(page[opened.end : tag.start])))
        opened = tag if not tag.is_end and tag.attributes.get("href") else None
    return found


def scripts(page: str, kind: str) -> list[str]:
    """Return what stands in a page's `<script>` elements of one type."""
    return [
        tag.content for tag in _tags(page) if tag.name == "script" and tag.attributes.get("type", "").lower() == kind
    ]


def _text_where(page: str, attribute: str, word: str) -> str:
    opened: _Tag | None = None
    depth = 0
    for tag in _tags(page):
        if opened is None:
            value = tag.attributes.get(attribute, "")
            if not tag.is_end and (value == word or attribute == "class" and word in value.split()):
                opened, depth = tag, 1
                if tag.content:
                    return html.unescape(tag.content)
        elif tag.name == opened.name:
            depth += -1 if tag.is_end else 1
            if depth == 0:
                return _without_tags(page[opened.end : tag.start])
    return _without_tags(page[opened.end :]) if opened is not None else ""


def _readable(markup: str) -> str:
    return " ".join(_without_tags(markup).split())


def _without_tags(markup: str) -> str:
    parts, last = [], 0
    for tag in _tags(markup):
        parts.append(markup[last : tag.start])
        last = tag.end
    return html.unescape("".join(parts) + markup[last:])


def _tags(page: str) -> Iterator[_Tag]:
    position = 0
    while match := _TAG.search(page, position):
        if match[1]:
            end = page.find("-->", match.end())
            if end < 0:
                return
            position = end + 3
            continue
        tag = _tag(page, match)
        position = tag.end
        yield tag


def _tag(page: str, match: re.Match[str]) -> _Tag:
    name, is_end, position = match[3].lower(), bool(match[2]), match.end()
    attributes: dict[str, str] = {}
    while attribute := _ATTRIBUTE.match(page, position):
        value = next((part for part in attribute.groups()[1:] if part is not None), "")
        attributes.setdefault(attribute[1].lower(), html.unescape(value))
        position = attribute.end()
    if end := _TAG_END.match(page, position):
        position = end.end()
    if name not in _RAW or is_end:
        return _Tag(name, is_end, match.start(), position, attributes)
    closing = re.compile(rf"</{name}(?![\w:-])", re.I).search(page, position)
    stop = closing.start() if closing else len(page)
    return _Tag(name, is_end, match.start(), stop, attributes, page[position:stop])
