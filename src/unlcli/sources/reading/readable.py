"""Titles, names and abstracts as services send them, with tags, formulas and entities, to readable text."""

import html
import re
import unicodedata
from html.entities import html5

from unlcli.domain import maths, text

#: Tags that stand between two stretches of text; all others stand inside one.
_BREAKING = (
    "p|br|div|title|sec|section|abstract|list|list-item|li|ul|ol|tr|td|table|h[1-6]|center|break|label|disp-formula"
)
_INSIDE = (
    "a|abbr|b|bold|big|code|em|ext-link|fixed-case|font|i|img|inline-formula|inline-graphic|italic|math|monospace|named-content|"
    "roman|sans-serif|sc|scp|serif|small|span|strike|strong|styled-content|sub|sup|tex|tex-math|tt|u|underline|xref|"
    "alternatives|formula|inf|q|cite|del|ins|s|mark|var|kbd|samp|script|style|nobr|overline"
)
_ATTRIBUTE = r"""\s+[a-zA-Z][\w:.-]*\s*=\s*(?:"[^"<]*+"|'[^'<]*+'|[^\s"'<>=]++)"""
#: What is a tag without a doubt: a name that markup has, one with a prefix, or one with attributes. `a < b` is none.
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>(?:{_INSIDE}|{_BREAKING}|(?:jats|mml|m|xhtml|html):[a-z][\w-]*)(?=[\s/>])(?P<rest>(?:{_ATTRIBUTE})*+)"
    rf"|[a-zA-Z][\w:-]*+(?:{_ATTRIBUTE})++)\s*/?>",
    re.I,
)
_BREAKS = re.compile(rf"(?:jats:|xhtml:|html:)?(?:{_BREAKING})(?=\s|$)", re.I)
_COMMENT = re.compile(r"<!--.{0,2000}?-->|<\?[a-zA-Z][^<>]*\?>", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.{0,5000}?)\]\]>", re.DOTALL)
_ENTITY = re.compile(r"&(?:amp;)*(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_FORMULA = re.compile(
    rf"<(?P<prefix>(?:mml:|m:)?)math(?P<rest>(?:{_ATTRIBUTE})*+)\s*>(?P<body>.{{0,5000}}?)</(?P=prefix)math\s*>",
    re.I | re.DOTALL,
)
_NOTE = re.compile(r"<((?:mml:|m:)?annotation(?:-xml)?)(?:\s[^<>]*+)?>.{0,5000}?</\1\s*>", re.I | re.DOTALL)
_END = re.compile(r"</([a-zA-Z][\w:-]*)\s*>")
_ALTTEXT = re.compile(r"""\balttext\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
#: One formula in several forms, of which only one is text.
_ALTERNATIVES = re.compile(r"<(?:jats:)?alternatives\s*>(.{0,8000}?)</(?:jats:)?alternatives\s*>", re.I | re.DOTALL)
_TEX = re.compile(r"<((?:jats:)?tex(?:-math)?)(?:\s[^<>]*+)?>(.{0,5000}?)</\1\s*>", re.I | re.DOTALL)
_DOCUMENT = re.compile(r"\\begin\s*\{document\}(.{0,5000}?)\\end\s*\{document\}", re.DOTALL)
_RAISED_NUMBER = re.compile(r"(?<=\d)<sup>\s*([-\u2212\u2013]?\d{1,3})\s*</sup>", re.I)
#: A formula between dollars, as TeX people tell it from prices: no blank inside the dollars, no digit after the last.
_MATH = re.compile(r"(?<![\\$])\$\$?(?=[^\s$])([^$]{0,300}?[^\s$\\])\$\$?(?![\d$])")
#: The same with a command in it, which no price has, and what services write in its stead.
_SURE_MATH = re.compile(r"(?<![\\$])\$(?=[^\s$])([^$]{0,300}\\[a-zA-Z][^$]{0,300})(?<!\s)\$|(?<!\\)\\\((.{0,300}?)\\\)")
#: Invisible characters that mean nothing in a bibliography, marks of direction among them.
_NOTHING = re.compile(
    r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
    # joiners matter in scripts beyond Latin only
    r"|(?<![^\x00-\u02ff])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u02ff])"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_HEADING = re.compile(
    r"^\s*(?:<(?:jats:)?(?:sec|abstract|div|p)\b[^<>]*>\s*)?<((?:jats:)?(?:title|h[1-6]|b|bold|strong))>\s*"
    r"(?:abstract|summary)\s*[:.]?\s*</\1>\s*:?",
    re.I,
)
#: Entities within entities, tags within tags: how often that is looked through.
_ROUNDS = 8
#: No title or abstract is longer, and to look through more would take long.
_LONGEST = 30_000


def readable(markup: str) -> str:
    """Return the text of a title or name that may hold tags, MathML, TeX formulas and entities, on one line.

    What only looks like a tag (`p < 0.05`, `a<b`) stays. Formulas become their characters, as in `text.plain`.
    """
    value = markup[:_LONGEST]
    for _ in range(_ROUNDS):
        before = value
        value = _without_tags(_unescaped(value)) if "<" in value or "&" in value else value
        if value == before:
            break
    else:
        value = _TAG.sub(" ", value).replace("<", " ")
    return _in_one_line(of_formulas(value) if "$" in value or "\\(" in value else value)


def of_tex(typed: str) -> str:
    """Return readable text for what people typed with LaTeX in it (arXiv), which may also hold markup."""
    value = readable(typed)
    return _in_one_line(text.without_latex(value)) if "\\" in value or "{" in value else value


def of_formulas(typed: str) -> str:
    """Return text with its TeX formulas, between dollars or `\\(` and `\\)`, as characters; prices stay."""
    value = _SURE_MATH.sub(
        lambda match: match[0] if match[1] and _is_prose(match[1]) else _of_formula(match[1] or match[2] or ""), typed
    )
    return _MATH.sub(_math, value) if "$" in value else value


def abstract(markup: str) -> str:
    """Return the text of an abstract, without a heading that says that it is one."""
    return readable(_HEADING.sub("", markup))


def _unescaped(value: str) -> str:
    return _ENTITY.sub(_character, value) if "&" in value else value


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name[0] == "#":
        return html.unescape(f"&{name};")
    return html5.get(name + ";", match[0])


def _without_tags(value: str) -> str:
    if "<" not in value:
        return value
    value = _CDATA.sub(r"\1", _COMMENT.sub("", value))
    value = _ALTERNATIVES.sub(_one_of, value)
    value = _TEX.sub(_tex, _FORMULA.sub(_formula, value))
    value = _RAISED_NUMBER.sub(lambda match: match[1].translate(maths.RAISED), value)
    # other names are tags by their attributes, which the ending ones have not
    named = {match["name"].lower().split()[0] for match in _TAG.finditer(value)}
    value = _TAG.sub(lambda match: " " if _BREAKS.match(match["name"]) else "", value)
    return _END.sub(lambda match: "" if match[1].lower() in named else match[0], value)


def _one_of(match: re.Match[str]) -> str:
    """Return of a formula in several forms the one in MathML, else all that is there."""
    formula = _FORMULA.search(match[1])
    return formula[0] if formula else match[1]


def _formula(match: re.Match[str]) -> str:
    body = re.sub(r">\s+<", "><", _NOTE.sub("", match["body"])).strip()
    shown = _TAG.sub("", body)
    if shown.strip():
        return shown
    told = _ALTTEXT.search(match["rest"])
    return _of_formula((told[1] or told[2] or "").strip("$")) if told else ""


def _tex(match: re.Match[str]) -> str:
    document = _DOCUMENT.search(match[2])
    return _of_formula((document[1] if document else match[2]).strip().strip("$"))


def _math(match: re.Match[str]) -> str:
    return match[0] if _is_prose(match[1]) else _of_formula(match[1])


def _is_prose(between: str) -> bool:
    """Tell whether what stands between two dollars is words between two prices, and no formula."""
    return " " in between and not re.search(r"[\\^_{}=<>+]", between)


def _of_formula(formula: str) -> str:
    """Return a formula as characters: letters with their accents, numbers above and below the line."""
    return text.plain(f"${formula}$")


def _in_one_line(value: str) -> str:
    value = unicodedata.normalize("NFC", _NOTHING.sub("", _CONTROL.sub("", value)))
    return " ".join(value.split())
