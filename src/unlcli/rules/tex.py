"""What rules on the text of fields share: where in a value LaTeX reads math and the arguments of commands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto


class Place(Enum):
    """Where a character stands."""

    TEXT = auto()
    MATH = auto()
    #: In a command, or in an argument that is no text (a link, a key, a formula).
    COMMAND = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a value: one character, an escaped one, a command with what belongs to it, or a run of plain text."""

    text: str
    start: int
    place: Place


# An argument is looked at four levels deep; one that is deeper, or does not end, is taken for text.
_GROUP = r"\{[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}[^{}]*+)*+\}[^{}]*+)*+\}"
#: Commands whose argument is read as text like any other.
_OF_TEXT = (
    "emph|text[a-z]*|mbox|hbox|enquote|uppercase|lowercase|MakeUppercase|MakeLowercase|underline|uline|bibstring|"
    "NoCaseChange|mkbibquote|mkbibemph|em|it|bf|tt|sc|rm|sf|sl|bfseries|itshape|ttfamily|scshape|small|large|footnote"
)
_TOKEN = re.compile(
    rf"\\(?:{_OF_TEXT})(?![A-Za-z])\*?"
    rf"|\\href(?![A-Za-z])[ ]*(?:{_GROUP})?"
    r"|\\verb\*?(?P<mark>[^\sA-Za-z*]).*?(?P=mark)"
    rf"|\\[A-Za-z]+\*?(?:[ ]*(?:\[[^\[\]]*+\]|{_GROUP}))*+"
    r"|\\.|\\$|\$\$?|[{}&#%_^<]|[^\\${}&#%_^<]++",
    re.DOTALL,
)


@dataclass(slots=True)
class Reading:
    """What reading a value came to: its tokens, and the mark that opened math which does not end."""

    tokens: list[Token]
    open_math: str = ""


def read(value: str) -> Reading:
    """Return the tokens of a value, which put together are the value."""
    tokens: list[Token] = []
    open_math = ""
    for match in _TOKEN.finditer(value):
        text = match[0]
        was_open = open_math
        parts = _marks(text, open_math)
        for mark in parts:
            open_math = _after(mark, open_math)
        if open_math or was_open:
            place = Place.MATH
        else:
            place = Place.COMMAND if text[0] == "\\" else Place.TEXT
        tokens.append(Token(text, match.start(), place))
    return Reading(tokens, open_math)


def _marks(text: str, open_math: str) -> Iterator[str]:
    """Yield the marks of math in a token; `$$` inside `$...$` is the end of one formula and the beginning of another."""
    if text == "$$" and open_math == "$":
        yield from "$$"
    elif text in ("$", "$$", r"\(", r"\)", r"\[", r"\]"):
        yield text


_CLOSES = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]"}


def _after(mark: str, open_math: str) -> str:
    if open_math:
        return "" if mark == _CLOSES[open_math] else open_math
    return mark if mark in _CLOSES else ""
