"""Escaping at the border: one function for each kind of text that unl writes. Whatever the library holds stays text."""

import html as stdlib_html
import json
import re
from pathlib import PurePath
from urllib.parse import quote

from unlcli.domain.text import without_controls

_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
# Embeddings, overrides and isolates turn what follows them around, beyond the text that they stand in; XML has no U+FFFE
# and U+FFFF. Marks (U+200E, U+200F) and joiners act on their neighbours alone, and languages need them.
_UNFIT = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


def one_line(text: str) -> str:
    """Return text on one line, without what turns its neighbours around; controls and white space become one blank."""
    if text.isprintable() and "  " not in text:  # most texts are, which is found out fast
        return text.strip()
    return _UNFIT.sub(_fit, _BLANKS.sub(" ", text)).strip()


def _fit(match: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= match[0] <= "\udfff" else ""


# Entities where a backslash is not enough: Liquid runs before Markdown and knows no backslash, kramdown looks for code
# spans before it looks for backslashes, has no `\^`, and takes `[a \[b\]: c](d)` for a definition.
# The dot of `www.` and the colon of `http://` are for GitHub, which makes links of bare addresses.
_MARKDOWN = {
    "\\": "&#92;", "`": "&#96;", "{": "&#123;", "}": "&#125;", "$": "&#36;", "^": "&#94;", "<": "&lt;", ">": "&gt;",
    "&": "&amp;", ".": "&#46;", ":": "&#58;",
    "*": r"\*", "_": r"\_", "[": r"\[", "]": r"\]", "|": r"\|", "#": r"\#", "~": r"\~",
}  # fmt: skip
_MARKDOWN_SPECIAL = re.compile(r"[\\`{}$^<>*_\[\]|#~]|&(?! )|(?<=www)\.|:(?=//)|(?<=\]):", re.IGNORECASE)
_MARKDOWN_MARK = re.compile(r"[\\`{}$^<>*_\[\]|#~]")
_BLOCK_START = re.compile(r"^(?:([-+=:])|(\d+)([.)]))")


def markdown(text: str) -> str:
    """Return text for a table cell, a link text or a heading: GitHub and kramdown show it as it was, as plain text."""
    text = one_line(text)
    return _MARKDOWN_SPECIAL.sub(_in_markdown, text) if _may_be_special(text) else text


def _may_be_special(text: str) -> bool:
    """Tell whether a text may hold what Markdown reads as a mark: most do not, which is found out fast."""
    return (
        _MARKDOWN_MARK.search(text) is not None
        or "&" in text
        or "://" in text
        or "." in text
        and "www." in text.lower()
    )


def _in_markdown(match: re.Match[str]) -> str:
    return _MARKDOWN[match[0]]


def paragraph(text: str) -> str:
    """Return text for a paragraph of Markdown: as `markdown`, and its start is no list, rule or definition."""
    return block_start(markdown(text))


def block_start(written: str) -> str:
    """Return Markdown that begins a paragraph or an item and is not taken for the start of another block."""
    return _BLOCK_START.sub(lambda m: rf"\{m[1]}" if m[1] else rf"{m[2]}\{m[3]}", written)


def html(text: str) -> str:
    """Return text for HTML, inside an element or a quoted attribute, also where Liquid reads the page first."""
    return stdlib_html.escape(one_line(text)).replace("{", "&#123;").replace("}", "&#125;")


_BLANK = re.compile(r"\s")
_SAFE_URL = re.compile(r"https?://[^\s/?#\\]|mailto:\S", re.IGNORECASE)
#: Most links: printable ASCII without blanks, of which nothing need be changed.
_USUAL_URL = re.compile(r"https?://[A-Za-z0-9][!-~]*")


def safe_url(url: str) -> str | None:
    """Return a link that may be followed (http, https, mailto), blanks in it percent-encoded; None for all others."""
    if _USUAL_URL.fullmatch(url):
        return url
    url = url.strip(" ")
    if without_controls(url) != url or _SURROGATES.search(url) or not _SAFE_URL.match(url):
        return None
    return _BLANK.sub(lambda m: quote(m[0]), url)


_URL_SPECIAL = re.compile(r"""[\s()<>|"'`\\{}\[\]*]""")
_LOOKS_LIKE_ENTITY = re.compile(r"&(?=#?\w+;)")


def markdown_url(url: str) -> str:
    """Return a link for `[text](...)` in a table cell: what could end it is percent-encoded."""
    if _URL_SPECIAL.search(url):
        url = _URL_SPECIAL.sub(lambda m: quote(m[0], safe=""), url)
    return _LOOKS_LIKE_ENTITY.sub("&amp;", url) if "&" in url else url


def markdown_link(words: str, url: str) -> str:
    """Return a link in Markdown, or its words where there is no address."""
    text = markdown(words)
    return f"[{text}]({markdown_url(url)})" if url else text


def terminal(text: str) -> str:
    """Return text that cannot command a terminal."""
    return without_controls(text)


# Valid inside JSON strings, but unprintable in YAML, or able to command the terminal the JSON is shown on.
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def _indented(value: object, indent: str, line: str) -> str:
    """Return a value as `json.dumps` indents it, which in a long document is slow; names of members are strings."""
    if isinstance(value, str):
        return _ENCODE(value)
    inner = line + indent
    if isinstance(value, dict) and value:
        members = [f"{_ENCODE(name)}: {_indented(member, indent, inner)}" for name, member in value.items()]
        return f"{{{inner}{f',{inner}'.join(members)}{line}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join([_indented(member, indent, inner) for member in value])}{line}]"
    return _ENCODE(value)


def json_text(value: object, indent: int | None = None) -> str:
    """Return a value as JSON in which only printable characters stand unescaped."""
    written = _ENCODE(value) if indent is None else _indented(value, " " * indent, "\n")
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", written)


def yaml(text: str) -> str:
    """Return a YAML scalar, always in double quotes, that every YAML parser reads back as this text."""
    return json_text(_SURROGATES.sub("\ufffd", text))


def workflow_message(text: str) -> str:
    """Return text for the message of a GitHub workflow command, where line ends are encoded."""
    lines = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return without_controls(lines)


def workflow_property(text: str) -> str:
    """Return text for a property (`file=`, `title=`) of a GitHub workflow command."""
    return workflow_message(text).replace(":", "%3A").replace(",", "%2C")


# What GitHub's runner takes for a command: `::` where a line begins, blanks aside, and the older `##[` anywhere in it.
_COMMAND = re.compile(r"^(\s*:)(?=:)|(?<=##)(?=\[)")


def workflow_line(text: str) -> str:
    """Return a line for the log of a GitHub workflow that the runner takes for no command."""
    return _COMMAND.sub(lambda m: f"{m[1] or ''} ", without_controls(_SURROGATES.sub("\ufffd", text)))


def uri(path: str) -> str:
    """Return a path as a URI: a relative one as a relative reference, an absolute one as `file:`."""
    parts = PurePath(path)
    named = _UNPAIRED.sub("\ufffd", parts.as_posix()).encode("utf-8", "surrogateescape")
    written = quote(named, safe="/:" if parts.is_absolute() else "/")
    if not parts.is_absolute():
        return written
    return f"file://{'' if written.startswith('/') else '/'}{written}"


# Surrogates that stand for no byte of a file's name.
_UNPAIRED = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")
