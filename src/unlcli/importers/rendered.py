"""A Markdown text to what its readers see: headings, rows, items and paragraphs in order, however they are spelt."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token


class Kind(StrEnum):
    """What a piece of a document is. HTML is left as it is written; a definition is that of a link."""

    HEADING = "heading"
    HEADER = "header"
    ROW = "row"
    ITEM = "item"
    TEXT = "text"
    CODE = "code"
    RULE = "rule"
    HTML = "html"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class Shown:
    """A line or a cell: its words, its links as words and addresses, and all of it in one spelling, as HTML (`said`).

    It `is_plain` when there is nothing in it but words and links.
    """

    words: str = ""
    links: tuple[tuple[str, str], ...] = ()
    said: str = ""
    is_plain: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a document with the line, from 0, that it begins on; `cells` are those of a row, else one.

    `within` has the marks of the lists and quotations it stands in, `level` is that of a heading, `form` what else is
    written on it and is no word of it.
    """

    kind: Kind
    line: int
    cells: tuple[Shown, ...] = ()
    within: str = ""
    level: int = 0
    form: str = ""


class Markdown:
    """Reads Markdown with GitHub's tables. Each cell is read once, in however many texts it stands."""

    def __init__(self) -> None:
        self._parser = _Parser("commonmark", {"html": True}).enable(["table", "strikethrough"])
        self._parser.core.ruler.disable("inline")
        self._known: dict[str, Shown] = {}

    def read(self, text: str) -> Iterator[Piece]:
        """Yield the pieces of a text in order."""
        env: dict[str, dict[str, dict[str, str]]] = {}
        tokens = self._parser.parse(text, env)
        references = env.get("references", {})
        for name, reference in references.items():
            said = f"[{name}]: {reference['href']} {reference.get('title', '')}".strip()
            yield Piece(Kind.DEFINITION, 0, (Shown(said, (), said, is_plain=False),))
        yield from _Walk(self, tokens, text.split("\n"), references).pieces()

    def shown(self, source: str, references: dict[str, dict[str, str]] | None = None) -> Shown:
        """Return a piece of Markdown inside a line as it is shown."""
        if references:
            return self._parsed(source, references)
        found = self._known.get(source)
        if found is None:
            found = self._known[source] = _usual(source) or self._parsed(source, {})
        return found

    def _parsed(self, source: str, references: dict[str, dict[str, str]]) -> Shown:
        tokens: list[Token] = []
        self._parser.inline.parse(source, self._parser, {"references": references}, tokens)
        return _of_tokens(tokens)


class _Parser(MarkdownIt):
    """Markdown's rules with addresses of links as they are written."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 (the library's name)
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url


_SPECIAL = re.compile(r"[\\`*_\[\]<>&!~\n]")
_USUAL_LINK = re.compile(r"\[([^\\`*_\[\]<>&!~\n]+)\]\((https?://[^\s()<>\\\"'&*_`~\[\]]+)\)")
_BLANKS = re.compile(r"[ \t\n\f\r]+")


def _usual(source: str) -> Shown | None:
    """Return what most cells are, words or a link without any mark in them; None for all others."""
    if not _SPECIAL.search(source):
        words = in_line(source)
        return Shown(words, (), words)
    link = _USUAL_LINK.fullmatch(source)
    if not link or not link[2].isascii():
        return None
    words = in_line(link[1])
    return Shown(words, ((words, link[2]),), f'<a href="{link[2]}">{words}</a>')


def in_line(text: str) -> str:
    """Return a text with its blanks as a reader sees them: one, and none around it."""
    return _BLANKS.sub(" ", text).strip(" ")


def tag_of(name: str, attributes: Sequence[tuple[str, str | None]]) -> str:
    """Return a tag in one spelling."""
    said = "".join(f" {key}" if value is None else f' {key}="{html.escape(value)}"' for key, value in attributes)
    return f"<{name}{said}>"


def address(url: str) -> str:
    """Return an address in one spelling: formatters encode what is beyond ASCII in it."""
    return url if url.isascii() else normalizeLink(url)


def _of_tokens(tokens: Sequence[Token]) -> Shown:
    said, words = list[str](), list[str]()
    links, opened, is_plain = list[tuple[str, str]](), list[tuple[str, int]](), True
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                said.append(html.escape(token.content, quote=False))
                words.append(token.content)
            case "softbreak":
                said.append(" ")
                words.append(" ")
            case "link_open":
                attributes = [(key, str(value)) for key, value in token.attrs.items()]
                said.append(
                    tag_of("a", [(key, address(value) if key == "href" else value) for key, value in attributes])
                )
                is_plain = is_plain and "title" not in token.attrs
                opened.append((str(token.attrs.get("href", "")), len(words)))
            case "link_close":
                url, start = opened.pop()
                links.append((in_line("".join(words[start:])), url))
                said.append("</a>")
            case _:
                is_plain = False
                said.append(_markup(token))
                words.append(token.content if token.type in ("code_inline", "image") else "")
    return Shown(in_line("".join(words)), tuple(links), in_line("".join(said)), is_plain)


def _markup(token: Token) -> str:
    match token.type:
        case "html_inline":
            return token.content
        case "code_inline":
            return f"<code>{html.escape(token.content, quote=False)}</code>"
        case "image":
            attributes = [(key, token.content if key == "alt" else str(value)) for key, value in token.attrs.items()]
            return tag_of("img", attributes)
        case "hardbreak":
            return "<br>"
        case _:
            return f"<{'/' if token.nesting < 0 else ''}{token.tag}>"


_MARKS = {"blockquote_open": "> ", "bullet_list_open": "- ", "ordered_list_open": "1. "}


class _Walk:
    """Goes through the tokens of a text and keeps in mind what each stands in."""

    def __init__(
        self, reader: Markdown, tokens: Sequence[Token], lines: Sequence[str], references: dict[str, dict[str, str]]
    ) -> None:
        self._reader, self._tokens, self._lines, self._references = reader, tokens, lines, references
        self._within: list[str] = []
        self._width = 0

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces."""
        row: list[Shown] | None = None
        level, line, is_head = 0, 0, False
        for token in self._tokens:
            line = token.map[0] if token.map else line
            match token.type:
                case "tr_open":
                    row = []
                case "th_open":
                    is_head = True
                case "tr_close" if row is not None:
                    yield self._row(line, row, is_head=is_head)
                    row, is_head = None, False
                case "heading_open":
                    level = int(token.tag[1:])
                case "inline" if row is not None:
                    row.append(self._shown(token.content))
                case "inline":
                    kind = Kind.HEADING if level else Kind.TEXT
                    yield Piece(kind, line, (self._shown(token.content),), "".join(self._within), level)
                    level = 0
                case _:
                    yield from self._other(token, line)

    def _other(self, token: Token, line: int) -> Iterator[Piece]:
        within = "".join(self._within)
        if mark := _MARKS.get(token.type):
            self._within.append(mark)
        elif token.type in ("blockquote_close", "bullet_list_close", "ordered_list_close"):
            self._within.pop()
        elif token.type == "list_item_open":
            yield Piece(Kind.ITEM, line, (), within)
        elif token.type == "html_block":
            yield Piece(Kind.HTML, line, (Shown(said=token.content, is_plain=False),), within)
        elif token.type in ("fence", "code_block"):
            text = token.content.rstrip("\n")
            form = f"```{token.info}" if token.type == "fence" else "    "
            yield Piece(Kind.CODE, line, (Shown(text, (), text, is_plain=False),), within, form=form)
        elif token.type == "hr":
            yield Piece(Kind.RULE, line, (Shown("---", (), "---", is_plain=False),), within)

    def _shown(self, source: str) -> Shown:
        return self._reader.shown(source, self._references)

    def _row(self, line: int, cells: list[Shown], *, is_head: bool) -> Piece:
        """Return a row, with the cells beyond its header, too, which nobody is shown and somebody wrote."""
        self._width = len(cells) if is_head else self._width
        source = self._lines[line] if line < len(self._lines) else ""
        if source.count("|") > self._width - 1 + 2 * source.lstrip(" >").startswith("|"):
            cells += [self._shown(cell) for cell in _split(source)[self._width :]]
        return Piece(Kind.HEADER if is_head else Kind.ROW, line, tuple(cells), "".join(self._within))


_PIPE = re.compile(r"(?<!\\)\|")


def _split(line: str) -> list[str]:
    cells = [cell.strip().replace(r"\|", "|") for cell in _PIPE.split(line.strip().removeprefix("|"))]
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells
