"""Exact facts on an entry as single tokens of an index: that it has code, is an article, is on arXiv under an id."""

import re
from codecs import charmap_decode

#: Begins every such token, and no word of a text; it sorts behind the words of nearly all scripts.
MARK = "\uf8ff"
#: Stands in every entry, so that a query of exclusions has something to exclude from.
ALL = MARK + "all"
#: How many characters of a value a token keeps: what is longer is compared again by whoever asked.
_LONGEST = 200


def token(kind: str, value: str) -> str:
    """Return the token of a fact: `has` and `code`, `type` and `article`; case does not matter.

    An index splits text at ASCII marks, and whoever reads words splits at blanks of any script, so these are moved to
    characters at which neither does. Values whose beginnings differ have different tokens, whatever they hold.
    """
    value = value.casefold()[:_LONGEST]
    if not value.isalnum():
        value = charmap_decode(value.encode(), "strict", _TABLE)[0] if value.isascii() else _UNFIT.sub(_moved, value)
    return f"{MARK}{kind}{MARK}{value}"


_MOVED = {code: 0xE000 + code for code in range(128) if not chr(code).isalnum()}
#: The same for the bytes of ASCII text, for which that is several times faster.
_TABLE = "".join([chr(_MOVED.get(code, code)) for code in range(128)])
#: What moved characters that are not ASCII stand behind: with it, no value can look like another that was moved.
_ESCAPE = "\ue0ff"
_UNFIT = re.compile(rf"[\x00-/:-@\[-`{{-\x7f\s\ud800-\udfff\ue000-\ue0ff{MARK}]")


def _moved(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(_MOVED[code]) if code < 128 else _ESCAPE + chr(0xF0000 + code)
