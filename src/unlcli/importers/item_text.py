"""The text of an item before it is read: its lines, and a title without what surrounds it."""

import re

from unlcli.importers import flat
from unlcli.importers.cells import Cell, Span
from unlcli.importers.flat import LINKS, MARKS, Flat
from unlcli.importers.repair import without_full_stop

_DECORATION = re.compile(
    r"^(?:[\s\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d#*>•·-]|:[a-z0-9_+-]+:(?=\s))+"
)
_NUMBERING = re.compile(rf"^([{MARKS}]*)(?:\(?\d{{1,4}}[.)、]|\[\d{{1,3}}\](?=[{MARKS}]*\s)[{MARKS}]*)\s+(?=\S)")
_SPACES = re.compile(r"[ \t\r\f\v\xa0\u2000-\u200a\u3000]+")
_SENTENCE_END = re.compile(rf"[.!?:;。！？；)\]）】{LINKS}|](?:[{MARKS}\"”]*)$")
#: What Chinese references put after a title: [J] for an article, [C] for a talk.
_DOCUMENT_TYPE = re.compile(r"\s*\[[JCDMRSPN](?:/OL)?\]$")
_BY = re.compile(r"by\s+[^\W\d_a-z]")
_SET_OFF = re.compile(rf" \||\[|[{LINKS}]")


def lines_of(text: str) -> list[str]:
    """Return the lines of flat text, those that the next goes on with joined to it."""
    lines: list[str] = []
    for raw in text.split("\n"):
        line = _SPACES.sub(" ", raw).strip()
        if not line:
            continue
        if lines and _goes_on(lines[-1], line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return [_closed(line) for line in lines]


def _closed(line: str) -> str:
    """Return a line with the bracket closed that was forgotten, before what is set off or linked."""
    if line.count("(") != line.count(")") + 1:
        return line
    end = _SET_OFF.search(line, line.rfind("("))
    at = end.start() if end else len(line)
    return f"{line[:at].rstrip()}) {line[at:]}".rstrip()


def _goes_on(line: str, after: str) -> bool:
    bare, following = flat.plain(line).rstrip(), flat.plain(after)
    if bare.endswith((",", "&", " and", "，", "-")):
        return True
    return following[:1].islower() and _SENTENCE_END.search(bare) is None and _BY.match(following) is None


def title_cell(text: str, source: Flat, link: str) -> Cell:
    """Return the title's cell: one span without what only ends or surrounds it."""
    words = source.words(text)
    words = _unquoted(without_decoration(words).strip(" \t\n-–—|/,;:：·•*")).strip(" ,;")
    words = _DOCUMENT_TYPE.sub("", without_full_stop(words.rstrip("。")))
    if not words:
        return Cell()
    span = source.link(link) if link else None
    marked = Span(
        words,
        span.url if span else "",
        strong=span.strong if span else "\x02" in text,
        emphatic=span.emphatic if span else "\x04" in text,
    )
    return flat.cell_of((marked,), source.line)


def _unquoted(words: str) -> str:
    for opening, closing in ("“”", '""', "«»", "《》", "「」", "‘’"):
        inner = words[1:-1]
        if (
            len(words) > 2
            and words[0] == opening
            and words[-1] == closing
            and opening not in inner
            and closing not in inner
        ):
            return inner.strip(" ,")
    return words


def number_of(text: str) -> str:
    """Return the number in brackets that an item begins with (`**[12]** Roe, J. ...`), empty when it has none."""
    match = _NUMBERING.match(text)
    return flat.plain(match[0]).strip() if match and "[" in match[0] else ""


def without_decoration(text: str) -> str:
    """Return a text without the number, the bullets and the emoji that it begins with."""
    return _DECORATION.sub("", _NUMBERING.sub(r"\1", text))
