"""Titles that announce a piece about another work: an erratum, a reply, a comment, an editorial."""

import re
from collections.abc import Sequence

_NOTICE = (
    r"(?:(?:authors?|publishers?) )?(?:(?:erratum|errata|corrigend(?:um|a)|addendum)\b"
    r"|(?:additions and )?corrections?(?: (?:to|for)\b|$)|amendment(?: (?:to|of)\b|$))"
    r"|(?:publishers?|authors?) note\b|note added\b"
)
_RETRACTION = (
    r"(?:retracted|retraction|withdrawn|withdrawal|expression of concern|notice of (?:retraction|withdrawal))\b"
)
_REPLY = r"(?:(?:the )?authors? )?(?:a )?(?:reply|response|rejoinder|rebuttal)(?: (?:to|on|by|from)\b|$)|in reply\b"
_COMMENT = (
    r"(?:invited |some |a |further )?(?:comments?|commentary|discussion|remarks?)(?: (?:on|to|of|about|regarding)\b|$)"
    r"|letters? to the editor\b|book review\b"
)
_EDITORIAL = (
    r"(?:guest )?(?:editorials?|editors? (?:note|foreword|introduction))\b|(?:preface|foreword)\b"
    r"|introduction(?: to the special (?:issue|section)\b|$)|(?:front|back) matter\b|table of contents\b"
    r"|in this issue\b|special issue\b"
)
_KINDS = {
    "erratum": re.compile(_NOTICE),
    "retraction": re.compile(_RETRACTION),
    "reply": re.compile(_REPLY),
    "comment": re.compile(_COMMENT),
    "editorial": re.compile(_EDITORIAL),
}
#: How one of the words of each pattern begins.
_MAYBE = frozenset(
    "errat corri corre adden amend note retra withd conce reply respo rejoi rebut comme discu remar lette edito prefa "
    "forew intro matte conte issue book".split()
)
_PIECES = {
    "erratum": "an erratum",
    "retraction": "a retraction",
    "reply": "a reply",
    "comment": "a comment",
    "editorial": "an editorial",
}


def of_title(listed: Sequence[str], first: str, last: str) -> str:
    """Return what kind of piece a title's words announce, "" for a work of its own; `first` and `last` are its outer parts."""
    if _MAYBE.isdisjoint([w[:5] for w in listed]):
        return ""
    words = " ".join(listed)
    for name, pattern in _KINDS.items():
        if pattern.match(words) or pattern.match(first):
            return name
        if name != "comment" and (found := pattern.match(last)) and found.end() == len(last):
            return name
    return ""


def described(one: str, other: str) -> str:
    """Return two different markers in words: what one entry is, and what the other when it has one too."""
    return " and the other ".join(_PIECES[m] for m in sorted((one, other)) if m)
