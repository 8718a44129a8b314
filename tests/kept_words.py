"""What a list says in a row, and what is left of it in an export: words and links, compared without the importers' code."""

import html
import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt

_LABELS = frozenset(
    "paper pdf code link links here website web project page video slides poster github repo arxiv url abs html official "
    "implementation homepage doi bib bibtex talk blog dataset data demo model models summary tldr keywords tags".split()
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"|\\^`{}\[\]]+", re.I)
_MARKDOWN = MarkdownIt("commonmark", {"html": True})
_BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s*\S|\s*</?h\d|\s*<(?:table|tr|ul|ol|details|summary|a)\b")


@dataclass
class Said:
    """The words and the links of a piece of a document."""

    words: Counter[str] = field(default_factory=Counter)
    links: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """A row of a list that was imported: its first line, how many words it has, and which words and links are not exported."""

    line: int
    words: int
    lost: Counter[str]
    lost_links: tuple[str, ...]


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.links: list[str] = []
        self._label: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.text.append("" if tag in ("em", "strong", "code", "i", "b", "a", "sup", "sub") else " ")
        if tag == "a" and (target := dict(attrs).get("href")):
            self.links.append(target)
            self._label = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._label is not None:
            label = "".join(self._label)
            names_target = set(_words(label)) <= set(_words(urlsplit(self.links[-1]).netloc))
            self.text.append("" if names_target or _LABELS.issuperset(_words(label)) else label)
            self._label = None

    def handle_data(self, data: str) -> None:
        (self.text if self._label is None else self._label).append(data)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def said(markdown: str, *, inline: bool) -> Said:
    """Return what a piece of Markdown says to a reader."""
    reader = _Text()
    reader.feed(_MARKDOWN.renderInline(markdown) if inline else _MARKDOWN.render(markdown))
    reader.close()
    text = "".join(c for c in "".join(reader.text) if unicodedata.category(c) != "Cf")  # soft hyphens and the like
    links = [link for link in reader.links if link.startswith(("http", "www.", "//"))]
    links += [found[0].rstrip(".,;:!?'*_)") for found in _ADDRESS.finditer(text)]
    return Said(Counter(w for w in _words(_ADDRESS.sub(" ", text)) if w not in _LABELS), links)


def place(link: str) -> str:
    """Return a link up to scheme, `www.`, last slash, fragment, tracking, and the form and version of arXiv's."""
    parts = urlsplit(unquote(html.unescape(link).strip()))
    host, path = parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")
    if "arxiv.org" in host and (found := re.search(r"\d{4}\.\d{4,5}|[a-z-]+/\d{7}", path)):
        return f"arxiv:{found[0]}"
    query = "&".join(part for part in parts.query.split("&") if part and not part.startswith(("utm_", "tab=")))
    return f"{host}{path}?{query}" if query else host + path


def rows(document: str, imported: Mapping[str, Any], exported: str) -> Iterator[Row]:
    """Yield the rows that were read of a document, each with what the export of the library has not of it.

    What an import tells in `repairs` is not lost. Rows of one line, of which nobody knows who said what, are left out.
    """
    lines = document.split("\n")  # other line separators count no line
    find = _finder([line for line in exported.splitlines() if line.startswith("| ")])
    starts = Counter(draft["line"] for draft in imported["drafts"])
    ends = sorted({*starts, *(one["line"] for one in imported["skipped"]), len(lines) + 1})
    told: defaultdict[int, str] = defaultdict(str)
    for repair in imported["repairs"]:
        told[repair["line"]] += f" {repair['what']}"
    for draft in imported["drafts"]:
        line = draft["line"]
        if starts[line] > 1:
            continue
        source, inline = _source(lines, line, ends[bisect_right(ends, line)])
        own = said(source, inline=inline)
        what = " ".join(told[n] for n in range(line, line + source.count("\n") + 1) if n in told)
        yield min(
            (_compared(line, own, there, what) for there in find(draft) or [Said()]), key=lambda row: row.lost.total()
        )


def _finder(lines: Sequence[str]) -> Callable[[Mapping[str, Any]], list[Said]]:
    """Return what finds the exported rows of a paper: by its title, else by a link of it."""
    by_title: defaultdict[str, list[Said]] = defaultdict(list)
    by_link: defaultdict[str, list[Said]] = defaultdict(list)
    for line in lines:
        there = said(line.replace("\\|", "/"), inline=True)
        by_title[_squash(re.split(r"(?<!\\)\|", line)[1])].append(there)
        for link in there.links:
            by_link[place(link)].append(there)

    def find(draft: Mapping[str, Any]) -> list[Said]:
        return by_title.get(_squash(draft["title"])) or [one for url in draft["urls"] for one in by_link[place(url)]]

    return find


def _compared(line: int, own: Said, there: Said, what: str) -> Row:
    repaired = Counter(_words(what))
    lost = Counter({word: n for word, n in (own.words - there.words).items() if word not in repaired})
    targets = {place(link) for link in (*there.links, *(m.rstrip(".,;:") for m in _ADDRESS.findall(what)))}
    cleaned = [(link, _without_parameters(link, what)) for link in own.links]
    gone = tuple(link for link, bare in cleaned if not {place(link), place(bare)} & targets and link not in what)
    return Row(line, own.words.total(), lost, gone)


def _without_parameters(link: str, what: str) -> str:
    for name in (name for found in re.findall(r"parameters (.+?) taken", what) for name in found.split(", ")):
        link = re.sub(rf"([?&]){re.escape(name)}=[^&#]*&?", r"\1", link)
    return link.rstrip("?&")


def _source(lines: Sequence[str], line: int, end: int) -> tuple[str, bool]:
    """Return the lines of a row, and whether they are one line of a table."""
    first = lines[line - 1]
    is_bullet = _BULLET.match(first) is not None
    if "|" in first and not is_bullet and not first.lstrip().startswith("<"):
        return first, True
    part = [first]
    for text in lines[line : end - 1]:
        is_apart = not part[-1].strip() and bool(text.strip()) and not re.match(r"\s|[-*+]\s|<", text)
        if _HEADING.match(text) or is_bullet and is_apart:
            break
        part.append(text)
        if "</tr>" in text:
            break
    return re.sub(r"(?m)^\s+(?=\S)", "", _BULLET.sub("", "\n".join(part), count=1)), False


def _squash(title: str) -> str:
    plain = "".join(said_of for said_of in _texts(title))
    return "".join(c for c in plain.casefold() if c.isalnum())


def _texts(title: str) -> Iterator[str]:
    reader = _Text()
    reader.feed(_MARKDOWN.renderInline(title.strip()))
    reader.close()
    yield from reader.text
