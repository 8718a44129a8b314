"""S001: text that was decoded wrongly.

The text was saved in one encoding and read in another on its way into the library, so that letters with accents, dashes
and quotation marks became two or three odd characters each (`SchrÃ¶dinger`). Nobody finds the paper by its author or
title then, and it is printed so.

Wrong:

    @misc{adams2020cats,
      author = {SchrÃ¶dinger, Erwin},
      title = {Catâ€™s Cradle},
    }

Right:

    @misc{adams2020cats,
      author = {Schrödinger, Erwin},
      title = {Cat’s Cradle},
    }

Fix: `unl check --fix` writes what was meant. Where a letter was lost altogether and `�` stands in its place, it has to
be looked up.
"""

import re
from collections.abc import Iterator

from unlcli import rules
from unlcli.domain.entry import VERBATIM
from unlcli.domain.finding import Finding, Severity
from unlcli.rules.judged import Judged, Placed
from unlcli.rules.mending import new_value

CODE, NAME, SEVERITY = "S001", "mojibake", Severity.WARNING

_LOST = "\ufffd"
_SHOWN = 60


def _as_read(codec: str, first: int, last: int) -> str:
    """Return how a codec reads a range of bytes, as the inside of a character class."""
    return "".join(re.escape(char) for byte in range(first, last + 1) for char in bytes([byte]).decode(codec, "ignore"))


def _suspicion(codec: str) -> str:
    """Return a pattern for what UTF-8 of two bytes or more becomes when it is read in an encoding of one."""
    following = _as_read(codec, 0x80, 0xBF)
    two, three, four = _as_read(codec, 0xC2, 0xDF), _as_read(codec, 0xE0, 0xEF), _as_read(codec, 0xF0, 0xF4)
    return f"[{two}][{following}]|[{three}][{following}]{{2}}|[{four}][{following}]{{3}}"


#: What is left of mojibake that lost its first character.
_HALF = re.compile("€[“”„…‘’‚–—˜œ™š†‡•‹›]")

# Cheap, and never the last word: what looks like mojibake is often a word in another language. `à` loses its last byte.
_SUSPICIOUS = re.compile(
    "|".join(map(_suspicion, ("latin-1", "cp1252", "cp1250", "cp1251", "mac-roman"))) + f"|Ã |[\x80-\x9f]|{_LOST}"
)


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each field whose text was decoded wrongly."""
    for placed in judged.entries:
        fields = placed.entry.fields
        for name in fields:
            value = fields[name]
            if not value.isascii() and name not in VERBATIM and _SUSPICIOUS.search(value):
                yield from _judged(placed, name, value)


def _judged(placed: Placed, name: str, value: str) -> Iterator[Finding]:
    meant = rules.mojibake_undone()(value)
    if meant != value:
        was, now = _difference(value, meant)
        message = f"{placed.name}: {name} was decoded wrongly: '{was}' is '{now}'"
        changes = () if _LOST in meant or _HALF.search(meant) else new_value(placed, name, meant)
    elif _LOST in value:
        message, changes = f"{placed.name}: {name} has {_LOST} where a letter was lost: '{_around(value)}'", ()
    else:
        return
    yield Finding(CODE, NAME, SEVERITY, message, placed.at(name), placed.entry.key, changes=changes)


def _difference(was: str, now: str) -> tuple[str, str]:
    """Return the words that differ, shortened; the beginnings where the words cannot be told apart."""
    old, new = was.split(), now.split()
    if len(old) == len(new):
        pairs = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
        old, new = [a for a, _ in pairs], [b for _, b in pairs]
    return _shortened(" ".join(old)), _shortened(" ".join(new))


def _around(value: str) -> str:
    return _shortened(" ".join(word for word in value.split() if _LOST in word))


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
