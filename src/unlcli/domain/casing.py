"""Of several spellings of one title, the one whose capitals say most."""

import re
from collections.abc import Sequence

from unlcli.domain import text

_WORD = re.compile(r"[^\W_]+(?:[-'’+][^\W_]+)*")
_BRACED = re.compile(r"\{([^{}\\]*)\}")
_MOJIBAKE = re.compile(r"[ÂÃâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\ufffd")
#: An acronym is seldom longer; longer words in capitals are a headline's.
_LONGEST_ACRONYM = 6


def best_cased(titles: Sequence[str]) -> str:
    """Return the title whose capitals and letters are the most telling; of equal ones the first.

    A title in capitals throughout says nothing of its names, one in small letters has lost them; a name's own capitals
    (LLM, NeurIPS) count, and braces that keep a style from lowering them. Sentence case and title case are equal.
    """
    return max(titles, key=_rank)


def _rank(title: str) -> tuple[bool, bool, int, bool, int, int]:
    readable = text.plain(title)
    letters = [c for c in readable if c.isalpha()]
    return (
        not _MOJIBAKE.search(readable),
        not is_shouting(readable),
        sum(map(_telling, _WORD.findall(readable))),
        any(c.isupper() for c in letters[:1]) or bool(letters) and not letters[0].islower(),
        sum(not c.isascii() for c in letters),
        _protected(title),
    )


def is_shouting(readable: str) -> bool:
    """Tell whether two words and more are all in capitals."""
    return readable.isupper() and sum(any(c.isalpha() for c in word) for word in _WORD.findall(readable)) > 1


def _telling(word: str) -> int:
    """Return 1 for a word with capitals inside, -1 for a long one in capitals throughout, 0 for any other."""
    letters = [c for c in word if c.isalpha()]
    if len(letters) > _LONGEST_ACRONYM and all(c.isupper() for c in letters):
        return -1
    parts = re.split(r"[-'’+]", word)
    return int(any(c.isupper() for part in parts for c in part[1:]))


def _protected(title: str) -> int:
    """Return how many words with capitals inside stand in braces; braces around the whole title protect none alone."""
    inner = title.strip()
    if inner.startswith("{") and inner.endswith("}") and text.is_balanced(inner[1:-1]):
        return 0
    return sum(any(_telling(w) > 0 or len(w) == 1 for w in _WORD.findall(found)) for found in _BRACED.findall(title))
