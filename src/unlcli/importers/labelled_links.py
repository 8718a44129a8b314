"""Labelled links of a line (`[[pdf]](url)`, `Code: url`, badges, `arXiv:2401.00001`): taken off it, each with its role."""

import re

from unlcli.domain import identifiers
from unlcli.domain.venues import VenueTable
from unlcli.importers import flat, places
from unlcli.importers.cells import Span
from unlcli.importers.collected import KEYWORDS, Collected
from unlcli.importers.flat import LINKS, MARKS, Flat
from unlcli.importers.words import Role, field_name, role_of_label

_LINK = re.compile(f"[{LINKS}]")
_TAKEN = "\uffff"
_LABEL_WORD = rf"[^\s,;|/(\[（【:：{MARKS}{LINKS}{_TAKEN}]+"
_BEFORE = re.compile(rf"({_LABEL_WORD}(?: {_LABEL_WORD}){{0,2}})\s*[{MARKS}]*\s*[:：]\s*[{MARKS}]*\s*[(\[<]?$")
_LABEL_BEFORE = re.compile(rf"[\[(【（|,;/]\s*({_LABEL_WORD}(?: {_LABEL_WORD})?)\s+$")
_TAIL_DOMAIN = re.compile(r"\.(?:net|org|com|io|cc|ai)\b", re.I)
_WRITTEN_ID = re.compile(
    r"(?<![\w/.])(?:arxiv\s*(?::|\s(?=\d{4}\.\d))\s*(?P<arxiv>\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:\s*\[[a-z]+(?:[.-][A-Za-z]+)*\])?"
    r"|doi\s*:\s*(?P<doi>10\.\d{4,9}/[^\s,;\]\"]+))",
    re.I,
)
_CITED = re.compile(r"[^\W\d_a-z][^\d]{1,40}?(?:et\.? al\.?)?,? \(?(?:19|20)\d\d[a-z]?\)?")
_BRACKETS = re.compile(r"[\[\]()]+")
_NUMBER = re.compile(r"(?<=[a-z])\s*\d{1,2}$", re.I)
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_WORD = re.compile(r"[^\s()\[\]:：,/]*[^\W_][^\s()\[\]:：,/]*")
_MOST_CODE_WORDS = 4
_LONGEST_CITATION = 50
_EMPTY = re.compile(rf"[(\[（【][\s|,/;·&+:{_TAKEN}-]*[)\]）】]")
_LEFT_LABEL = re.compile(r"[\[(【（]\s*([^\[\]()【】（）]{1,30}?)\s*[\])】）]")
_PROSE_BEFORE = re.compile(r"[a-z,]\s+$")
_PROSE_AFTER = re.compile(r"\s+[a-z]|[a-z]")
_WRAPPED = re.compile(rf"[\[【]\s*([{LINKS}])\s*[\]】]|\(\s*([{LINKS}])\s*\)")
#: Labels that say nothing without their link; others (arXiv, book) say something of the paper.
_EMPTY_LABELS = frozenset(
    "paper papers pdf link links html abs url here download code codes github repo project page website homepage demo video "
    "slides poster 论文 论文链接 原文 链接 代码 主页 项目 视频".split()
)
#: Labels that say what kind of paper it is.
_KINDS = frozenset("book chapter thesis".split())
_SINGLE = (Role.CODE, Role.WEBSITE, Role.VIDEO, Role.SLIDES, Role.POSTER)


def role_of(span: Span) -> Role | None:
    """Return where a link's own label says it leads; None when it is no label."""
    label = _SHORTCODE.sub("", span.label).strip("[]()【】 ")
    role = role_of_label(label)
    if role is None:
        role = role_of_label(_NUMBER.sub("", _TAIL_DOMAIN.sub("", label)))
    if role is None and identifiers.recognise(label) is not None:
        return Role.LINK
    if role is None and not span.text.strip():
        return _role_of_image(span)
    if role is None and identifiers.is_code_link(span.url) and _says_code(label):
        return Role.CODE
    if role is Role.WEBSITE and _names_paper(span.url):
        return Role.LINK
    if role is Role.EXTRA and "star" in label.lower() and identifiers.is_code_link(span.url):
        return Role.CODE
    return role


def _says_code(label: str) -> bool:
    """Tell whether a label is one of code with a few words more: `Our Lean code`, `Code (Lean): nets`, `official code - Lean`."""
    words = _WORD.findall(label)
    return 0 < len(words) <= _MOST_CODE_WORDS and any(role_of_label(word) is Role.CODE for word in words)


def is_citation(label: str, venues: VenueTable) -> bool:
    """Tell whether a link's label names its paper by venue and year, or by authors and year."""
    bare = _BRACKETS.sub(" ", label).strip()
    if len(bare) > _LONGEST_CITATION or ": " in bare or role_of_label(bare) is not None:
        return False
    return _CITED.fullmatch(bare) is not None or bool((place := places.read(bare, venues)) and place.year)


def _role_of_image(span: Span) -> Role:
    """Return the role of a link that is a picture whose text does not say it."""
    if _names_paper(span.url):
        return Role.LINK
    return Role.CODE if identifiers.is_code_link(span.url) else Role.EXTRA


def _names_paper(url: str) -> bool:
    found = identifiers.of_url(url)
    return found is not None and found.scheme is not identifiers.Scheme.URL


def take(line: str, source: Flat, found: Collected, venues: VenueTable) -> str:
    """Return a line without its labelled links; they are kept where their labels say.

    A label that names a venue or authors with a year stays as text in brackets.
    """
    line = _with_written_ids(line, found)
    kept: list[str] = []
    at = 0
    for match in _LINK.finditer(line):
        before = line[at : match.start()]
        span = source.link(match[0])
        if is_citation(span.label, venues):
            kept.append(f"{before} ({_BRACKETS.sub(' ', span.label).strip()}) | ")
            at = match.end()
            found.link(Role.LINK, Span("", span.url))
            continue
        label, role, cut = _judged(before, line[match.end() : match.end() + 3], span)
        if role is None:
            continue
        kept.append(before[:cut] + _TAKEN)
        at = match.end()
        add(found, role, span, label)
    kept.append(line[at:])
    rest = "".join(kept)
    while (shorter := _EMPTY.sub(_TAKEN, rest)) != rest and len(rest) < 20_000:
        rest = shorter
    return _without_bare_labels(rest.replace(_TAKEN, " | ") if _TAKEN in rest else rest)


def take_wrapped(line: str, source: Flat, found: Collected) -> str:
    """Return a line without the links in brackets of their own whose label nobody knows; each becomes a field."""

    def keep(match: re.Match[str]) -> str:
        span = source.link(match[1] or match[2])
        add(found, Role.EXTRA, span, span.label)
        return " | "

    return _WRAPPED.sub(keep, line)


def add(found: Collected, role: Role, span: Span, label: str) -> None:
    """Keep a link where its role says, one of other kinds in the field that its label names."""
    if role in _SINGLE:
        found.link(role, span)
    elif role in (Role.LINK, Role.PAPER):
        # a page of the paper is its link even where it is called its website
        found.link(Role.LINK, Span("", span.url) if role_of_label(span.label) is Role.WEBSITE else span)
        if label.strip("[]() ").lower() in _KINDS:
            found.say(KEYWORDS, label.strip("[]() "))
    else:
        name = field_name(label.strip("[]()【】 "), -1)
        found.keep(
            "links" if name.startswith("column-") and not label.isascii() or name == "column-0" else name,
            flat.cell_of((span,), found.line),
        )


def _judged(before: str, after: str, span: Span) -> tuple[str, Role | None, int]:
    """Return a link's label, its role, and where in the text before it the label begins."""
    own = role_of(span)
    if own is not None and (prefix := _prefix(before)) is not None and _is_vague(span, own):
        return prefix
    if own is not None and own is not Role.EXTRA and _is_in_prose(before, after, span):
        return "", None, 0
    return span.label, own, len(before)


def _is_vague(span: Span, own: Role) -> bool:
    return own in (Role.LINK, Role.PAPER) or "://" in span.label


def _prefix(before: str) -> tuple[str, Role, int] | None:
    """Return the label that stands before a link (`Code: `, `[code `)."""
    tail = before[-80:]
    for pattern in (_BEFORE, _LABEL_BEFORE):
        match = pattern.search(tail)
        if match is None:
            continue
        words = match[1].split()
        for n in range(len(words)):
            label = " ".join(words[n:])
            role = role_of_label(label.strip("*_-·• "))
            if role is not None and not re.fullmatch(r"v?\d{1,2}", label):
                start = (
                    match.start(1) + match[1].rindex(words[n])
                    if len(words) - n == 1
                    else match.start(1) + match[1].index(label)
                )
                return label, role, len(before) - len(tail) + start
    return None


def _is_in_prose(before: str, after: str, span: Span) -> bool:
    """Tell whether a link stands in the middle of a sentence (`as the [paper](url) says`)."""
    is_url = "://" in span.label
    return not is_url and _PROSE_BEFORE.search(before) is not None and _PROSE_AFTER.match(after) is not None


def _with_written_ids(line: str, found: Collected) -> str:
    """Take identifiers that stand as text off a line, and keep them as links."""

    def keep(match: re.Match[str]) -> str:
        written = match["arxiv"] or match["doi"].rstrip(".)")
        identifier = identifiers.recognise(("arXiv:" if match["arxiv"] else "") + written)
        if identifier is None:
            return match[0]
        found.link(Role.LINK, Span(match[0], identifier.url))
        return _TAKEN

    return _WRITTEN_ID.sub(keep, line)


def names_paper(text: str) -> bool:
    """Tell whether the identifier of a paper stands in a text (`arXiv:2401.00001`, `doi:10.1000/1`)."""
    return _WRITTEN_ID.search(text) is not None


def _without_bare_labels(line: str) -> str:
    """Take labels off that lost their link (`[paper]()`): they say nothing."""
    return _LEFT_LABEL.sub(lambda match: " " if _is_plain_label(match[1]) else match[0], line)


def _is_plain_label(text: str) -> bool:
    return text.strip().lower() in _EMPTY_LABELS


def is_label(text: str) -> bool:
    """Tell whether a piece is the label of a link that is not there."""
    return _is_plain_label(text.strip(" []()|.,:;"))


def is_code(span: Span) -> bool:
    """Tell whether a link leads to a host of code."""
    return identifiers.is_code_link(span.url)
