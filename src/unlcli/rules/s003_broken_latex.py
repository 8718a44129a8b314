r"""S003: text that LaTeX stumbles over.

A title, a journal or an author list goes into LaTeX as it is written. There `&`, `#`, `%`, `_` and `^` mean something
else than themselves, a `$` begins a formula that needs its end, and braces have to balance also when those behind a
backslash are left out. LaTeX stops with an error that names the bibliography and not the entry, or drops the rest of a
line in silence.

Wrong:

    @article{adams2020knots,
      author = {Adams, Ann},
      title = {Knots & Bends},
      journal = {Journal of Ropes},
      year = {2020},
    }

Right:

    @article{adams2020knots,
      author = {Adams, Ann},
      title = {Knots \& Bends},
      journal = {Journal of Ropes},
      year = {2020},
    }

Fix: `unl check --fix` puts a backslash before `&`, `#`, `%` and `_`. A formula without an end, a `^` outside a formula,
what may be an index, braces and a backslash at the end take a person who knows what was meant.
"""

import re
from collections.abc import Iterator
from html.entities import html5

from unlcli.domain.change import Change
from unlcli.domain.finding import Finding, Severity
from unlcli.domain.text import is_balanced
from unlcli.rules import tex
from unlcli.rules.judged import Judged, Placed
from unlcli.rules.mending import new_value
from unlcli.rules.tex import Place, Reading, Token

CODE, NAME, SEVERITY = "S003", "broken-latex", Severity.WARNING

_TITLES = frozenset(("title", "subtitle", "booktitle"))
_PEOPLE = frozenset(("author", "editor"))
_NAMES = frozenset((*_TITLES, *_PEOPLE, "journal", "journaltitle"))
_SUSPICIOUS = re.compile(r"[&#%_^$]|\\[{}(\[]|\\$")
_ESCAPABLE = "&#%"
_SCRIPTS = "_^"
_SUBSCRIPT = re.compile(r"(?:\b[^\W\d_])_\w|_\{")
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_ENTITY = re.compile(r"#?\w{1,31};")
_NUMBERED = re.compile(r"#\w{1,7};")


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each field that LaTeX cannot print."""
    for placed in judged.entries:
        fields = placed.entry.fields
        for name in [name for name in fields if name in _NAMES]:
            value = fields[name]
            if _SUSPICIOUS.search(value) and r"\begin" not in value:
                yield from _judged(placed, name, value)


def _judged(placed: Placed, name: str, value: str) -> Iterator[Finding]:
    reading = tex.read(value)
    changes: tuple[Change, ...] = ()
    if not (problem := _beyond_mending(reading)):
        special = _ESCAPABLE + (_SCRIPTS if name in _TITLES else "")
        loose = [token for token in reading.tokens if _is_loose(token, value, special)]
        if not loose:
            return
        problem = " and ".join(dict.fromkeys(token.text for token in loose)) + " outside math and without a backslash"
        if name in _PEOPLE and " & " in value:
            problem = "names are joined by `and`, not by `&`"
        elif not any(token.text in _SCRIPTS and _is_script(token, value) for token in loose):
            changes = new_value(placed, name, _escaped(reading, loose))
    message = f"{placed.name}: {name} is no LaTeX: {problem}"
    yield Finding(CODE, NAME, SEVERITY, message, placed.at(name), placed.entry.key, changes=changes)


def _is_script(token: Token, value: str) -> bool:
    """Tell whether a formula may be meant: `x^2`, `H_{2}`, `L_1`, but not `file_name`."""
    return token.text == "^" or _SUBSCRIPT.search(value, max(0, token.start - 2), token.start + 2) is not None


def _beyond_mending(reading: Reading) -> str:
    """Return what a person has to mend, in words; empty when there is nothing of the kind."""
    value = "".join(token.text for token in reading.tokens)
    if reading.tokens[-1].text == "\\":
        return "a lone backslash at the end"
    if not is_balanced(_ESCAPED.sub("", value)):
        return "without the braces behind a backslash the others do not balance"
    if reading.open_math:
        return f"the formula that begins with {reading.open_math} does not end"
    return ""


def _is_loose(token: Token, value: str, special: str) -> bool:
    if token.place is not Place.TEXT or token.text not in special:
        return False
    return not _is_entity(value, token.start)


def _is_entity(value: str, start: int) -> bool:
    """Tell whether a mark belongs to an entity of HTML, which is another rule's business."""
    if value[start] == "#":
        return value[max(0, start - 2) : start].endswith(("&", "&}")) and _NUMBERED.match(value, start) is not None
    match = _ENTITY.match(value, start + 1)
    return match is not None and (match[0][0] == "#" or match[0] in html5)


def _escaped(reading: Reading, loose: list[Token]) -> str:
    places = {token.start for token in loose}
    return "".join("\\" * (token.start in places) + token.text for token in reading.tokens)
