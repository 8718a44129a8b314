"""HTML in the text of fields: what is a tag or an entity without a doubt, and how LaTeX says the same."""

import html
import re
from bisect import bisect_right
from collections.abc import Callable
from html.entities import html5
from unicodedata import category

from unlcli.domain.text import to_bibtex
from unlcli.rules import tex
from unlcli.rules.tex import Place

#: Tags and the command that says the same; the content alone for an empty one.
_COMMANDS = {
    "i": "emph", "em": "emph", "italic": "emph", "b": "textbf", "strong": "textbf", "bold": "textbf",
    "sub": "textsubscript", "sup": "textsuperscript", "tt": "texttt", "code": "texttt", "monospace": "texttt",
    "sc": "textsc", "scp": "textsc", "u": "underline", "underline": "underline", "span": "", "styled-content": "",
}  # fmt: skip
#: Tags that stand between two stretches of text.
_BREAKS = frozenset("p br title sec abstract list list-item".split())
#: Tags that LaTeX has no short word for.
_OTHERS = (
    "a div font small big center ul ol li h1 h2 h3 h4 img math mml:[a-z]+ inline-formula disp-formula tex-math "
    "inline-graphic xref ext-link table tr td"
).split()
_OWN = "i|em|b|strong|sub|sup|tt|code|sc|scp|u|span|p|br"
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>(?:{_OWN}|jats:[a-z-]+|italic|bold|monospace|underline|styled-content|{'|'.join(_OTHERS)}))"
    r"(?P<rest>(?:\s[^<>{}]*+)?/?)>",
    re.I,
)
_ENTITY = re.compile(r"(?:\{\\&\}|\\?&)(?:\\?#\d{1,7}|\\?#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_WRITTEN_TAG = re.compile(r"\\?&lt;(/?[a-zA-Z][a-zA-Z:-]{0,20}\s?/?)\\?&gt;")
SUSPICIOUS = re.compile(rf"{_ENTITY.pattern}|</?[a-zA-Z][^<>]*+>")
#: Characters that TeX has a spelling of its own for, which every file and every LaTeX takes.
_IN_TEX = {
    "\u00a0": "~", "–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''", "<": r"\textless{}",
    ">": r"\textgreater{}", "˜": r"\textasciitilde{}",
}  # fmt: skip
#: Invisible characters that mean nothing in a bibliography.
_NOTHING = "\u00ad\u200b\u2060\ufeff"
#: An entity in which `&` itself was written as one.
_TWICE = re.compile(r"&(?:amp;)+(?=(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)")
#: Where a break was, until blanks around it are known.
_BREAK = "\x00"
_BREAKS_FOUND = re.compile(r"(?<=[^\s\x00])\s*+\x00[\s\x00]*+(?=[^\s\x00])")
_EDGES = re.compile(r"^[\s\x00]*\x00\s*|(?<!\s)\s*+\x00[\s\x00]*+$")


def tags(value: str) -> list[str]:
    """Return the tags of a text by their names, `<i>` for `<i class="x">`."""
    return [f"<{match['end']}{match['name'].lower()}>" for match in _tag_matches(value)]


def _tag_matches(value: str) -> list[re.Match[str]]:
    """Return what is a tag without a doubt: it has a partner, an attribute, or a name that is nothing else."""
    if "<" not in value:
        return []
    matches = list(_TAG.finditer(value))
    open_ones: dict[str, list[int]] = {}
    sure: set[int] = set()
    for place, match in enumerate(matches):
        name = match["name"].lower()
        if ":" in name or name == "br" or "=" in match["rest"]:
            sure.add(place)
        if not match["end"]:
            open_ones.setdefault(name, []).append(place)
        elif there := open_ones.get(name):
            sure |= {place, there.pop()}
    return [match for place, match in enumerate(matches) if place in sure]


def _has_crossing_braces(value: str) -> bool:
    """Tell whether a brace opens inside a tag and closes outside, or the other way round."""
    at = depth = 0
    open_ones: dict[str, list[int]] = {}
    for match in _tag_matches(value):
        depth += value.count("{", at, match.start()) - value.count("}", at, match.start())
        at, name = match.start(), match["name"].lower()
        if not match["end"]:
            open_ones.setdefault(name, []).append(depth)
        elif (there := open_ones.get(name)) and there.pop() != depth:
            return True
    return False


def entities(value: str) -> list[str]:
    """Return the entities of a text as they are written."""
    if "&" not in value:
        return []
    return [match[0] for match in _ENTITY.finditer(value) if _character(match[0]) is not None]


def _character(entity: str) -> str | None:
    """Return what an entity stands for, None when there is none of that name."""
    name = entity.partition("&")[2].lstrip("}").replace("\\", "")
    return html.unescape("&" + name) if name[0] == "#" else html5.get(name)


def in_tex(value: str) -> str:
    """Return a text with its entities and tags in LaTeX, those left alone that have no form in it or stand in a command."""
    if _BREAK in value or _has_crossing_braces(value):
        return value
    value = _with_writtentags(_TWICE.sub("&", value))
    value = _replaced(value, [*_ENTITY.finditer(value)], _entity_in_tex)
    value = _replaced(value, _tag_matches(value), _tag_in_tex)
    return _EDGES.sub("", _BREAKS_FOUND.sub(" ", value)) if _BREAK in value else value


def _with_writtentags(value: str) -> str:
    """Return a text in which tags whose brackets were written as entities are tags again, if all of them become some."""
    tags = _WRITTEN_TAG.sub(lambda match: tag if _TAG.fullmatch(tag := f"<{match[1]}>") else match[0], value)
    return tags if len(_tag_matches(tags)) == len(_TAG.findall(tags)) else value


def _replaced(value: str, matches: list[re.Match[str]], instead: Callable[[re.Match[str], Place], str]) -> str:
    if not matches:
        return value
    tokens = tex.read(value).tokens
    starts = [token.start for token in tokens]
    parts, at = [], 0
    for match in matches:
        token = tokens[bisect_right(starts, match.start()) - 1]
        is_inside = token.place is Place.COMMAND and token.start < match.start()
        place = Place.COMMAND if is_inside else Place.MATH if token.place is Place.MATH else Place.TEXT
        parts += [value[at : match.start()], instead(match, place)]
        at = match.end()
    return "".join([*parts, value[at:]])


def _entity_in_tex(match: re.Match[str], place: Place) -> str:
    meant = _character(match[0])
    if meant is None or place is Place.COMMAND or not all(map(_is_sound, meant)):
        return match[0]
    if place is Place.MATH:
        return meant if meant in "<>" else match[0]
    return "".join(_IN_TEX.get(char) or to_bibtex(char) if char not in _NOTHING else "" for char in meant)


def _is_sound(char: str) -> bool:
    """Tell whether a character may stand in a text; some entities name what no text has."""
    return char in _NOTHING or char != "\ufffd" and category(char)[0] != "C"


def _tag_in_tex(match: re.Match[str], place: Place) -> str:
    name = match["name"].lower().removeprefix("jats:")
    if place is not Place.TEXT:
        return match[0]
    if name in _BREAKS:
        return _BREAK
    if name not in _COMMANDS:
        return match[0]
    command = _COMMANDS[name]
    return "" if not command else "}" if match["end"] else f"\\{command}{{"
