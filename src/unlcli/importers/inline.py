"""Markdown inside a line: a cell's or heading's source -> text and links."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from unlcli.importers import badges, markup
from unlcli.importers.cells import Cell, CellBuilder

_MARKED = re.compile(r"[\\`*_\[\]<>&!~]|://")
# What most cells are: a link without anything that Markdown could mean in it.
_PLAIN_LINK = re.compile(r"\[([^\\`*_\[\]<>&!~]+)\]\((https?://[^\s()<>\\\"'&]+)\)")
_LINK_AS_TARGET = re.compile(r"\]\(\[[^\[\]()\s]*\]\((https?://[^\s()]+)\)\)")
_BLANK_BEFORE_TARGET = re.compile(r"\][ \t]+\((?=https?://)")
_TARGET = re.compile(r"\]\((\s*https?://[^()<>\"']*)\)")
# What is longer than this is no cell; it is read as plain text.
_LONGEST = 20_000


class _Inline(MarkdownIt):
    """Markdown's inline rules, with link targets as they are written: which of them are followed is decided later."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 (the library's name)
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url


# Without text_join, entities and escapes arrive as tokens of their own.
_PARSER = _Inline("commonmark", {"html": True}).enable("strikethrough").disable("text_join")


def read(source: str, line: int, *, keeps_lines: bool = False) -> Cell:
    """Return Markdown as a cell; images are left out, HTML tags are understood. Its lines are kept apart when asked to,
    but for those that a link or emphasis runs over.
    """
    builder = CellBuilder(line)
    source = markup.without_comments(source)
    if not _MARKED.search(source) or len(source) > _LONGEST:
        for n, part in enumerate(source.split("\n") if keeps_lines else (source,)):
            if n:
                builder.break_line()
            builder.write(part)
    elif plain := _PLAIN_LINK.fullmatch(source):
        builder.open_link(plain[2])
        builder.write(plain[1])
        builder.close_link()
    else:
        _parse(source, builder, keeps_lines=keeps_lines)
    return builder.build()


def _parse(source: str, builder: CellBuilder, *, keeps_lines: bool) -> None:
    depth = 0
    for token in _PARSER.parseInline(_with_whole_links(source))[0].children or []:
        depth += token.nesting
        if keeps_lines and not depth and token.type in ("softbreak", "hardbreak"):
            builder.break_line()
        else:
            _take(token, builder)


def _with_whole_links(source: str) -> str:
    """Mend links that a blank splits (`[a] (url)`, `[a](url with blanks)`), and those whose target is a link itself."""
    if "](" not in source and "] " not in source:
        return source
    source = _LINK_AS_TARGET.sub(r"](\1)", source)
    source = _BLANK_BEFORE_TARGET.sub("](", source)
    return _TARGET.sub(lambda match: "](" + re.sub(r"\s+", "%20", match[1].strip()) + ")", source)


def _take(token: Token, builder: CellBuilder) -> None:
    match token.type:
        case "text" | "code_inline":
            builder.write(token.content)
        case "text_special" if token.info == "entity":
            builder.write_entity(token.markup, token.content)
        case "text_special":
            builder.write(token.content)
        case "softbreak" | "hardbreak":
            builder.write(" ")
        case "link_open":
            builder.open_link(str(token.attrs.get("href", "")))
        case "link_close":
            builder.close_link()
        case "image":
            source = str(token.attrs.get("src", ""))
            builder.add_image(token.content or badges.text(source), source)
        case "em_open" | "strong_open":
            builder.emphasise(1, strong=token.type == "strong_open")
        case "em_close" | "strong_close":
            builder.emphasise(-1, strong=token.type == "strong_close")
        case "html_inline":
            for piece in markup.pieces(token.content):
                markup.take(piece, builder)
        case _:
            pass
