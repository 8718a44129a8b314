"""A block's text without its layout: what a formatter changes (widths, blanks, escapes, bullets) makes no difference.

The digest in a marker is one of this form, so that it holds whatever line ends a checkout has, and when a formatter has
aligned the pipes of a table.
"""

import hashlib
import html
import re

from unlcli.services.in_place.lines import plain

_DELIMITER = re.compile(r"\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?")
_PIPE = re.compile(r"(?<!\\)\|")
_BULLET = re.compile(r"[-*+][ \t]+")
_AROUND_TAGS = re.compile(r"\s*(</?[a-zA-Z][^>]*>)\s*")
_BLANKS = re.compile(r"[ \t\f\v]+")
#: Characters that make links, tags, code or cells unless they are escaped: there an escape is more than layout.
_TELLING = frozenset("<&[]|`{}$!")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|(&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)")
_EMPHASIS = re.compile(r"(?<![\w\\])_(?=\S)|(?<=\S)(?<!\\)_(?!\w)")
_LITERAL = "\ue000"


def digest_of(text: str) -> str:
    """Return the short digest of a block's text that its marker carries."""
    return digest_of_words(without_layout(text))


def digest_of_words(said: str) -> str:
    """Return the digest of a text of which the layout was taken."""
    return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def without_layout(text: str) -> str:
    """Return what a block says: lines that a formatter may have written otherwise come out the same."""
    lines = [_line(line) for line in plain(text).strip("\n").split("\n")]
    written = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return _AROUND_TAGS.sub(r"\1", written) if "<tr" in written.lower() else written


def is_delimiter(line: str) -> bool:
    """Tell whether a line stands between a table's head and body."""
    return "|" in line and _DELIMITER.fullmatch(line.strip()) is not None


def cells_of(line: str) -> list[str]:
    """Return the cells of a table's line, each without its layout."""
    bare = line.strip().removeprefix("|")
    cells = _PIPE.split(bare)
    if len(cells) > 1 and not cells[-1].strip():
        del cells[-1]
    return [words_of(cell) for cell in cells]


def words_of(text: str) -> str:
    """Return a piece of text without its layout, in one spelling of its escapes."""
    said = _BLANKS.sub(" ", text).strip()
    said = _EMPHASIS.sub("*", said) if "_" in said else said
    return _ESCAPE.sub(_literal, said) if "\\" in said or "&" in said else said


def shown(text: str) -> str:
    """Return words without layout as a reader sees them."""
    return text.replace(_LITERAL, "")


def _literal(match: re.Match[str]) -> str:
    char = match[1] or html.unescape(match[2])
    return _LITERAL + char if char in _TELLING else char


def _line(line: str) -> str:
    if is_delimiter(line):
        return "|".join("---" for _ in cells_of(line))
    if _PIPE.search(line):
        return "|".join(cells_of(line))
    bare = line.strip()
    bullet = _BULLET.match(bare)
    return f"- {words_of(bare[bullet.end() :])}" if bullet else words_of(bare)
