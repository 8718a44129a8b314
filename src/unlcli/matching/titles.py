"""The comparison form of a title: its words, where it may be cut, its numbers, and what kind of piece it announces."""

import html
import re
from collections import Counter
from dataclasses import dataclass

from unlcli.domain import text
from unlcli.matching import markers


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is compared.

    `words` is folded text with numbers in digits (and `vol` in full); `solid` has neither blanks nor articles, so that
    `few-shot` and `few shot` are equal. `content` are the words that say what it is about. `cuts` are the lengths of
    `solid` after each part of the title (before a colon, a bracket, ...). `numbers` are all numbers, part letters and
    plus signs of method names; `marker` is "" for an ordinary work.
    """

    words: str
    solid: str
    content: frozenset[str]
    cuts: tuple[int, ...]
    numbers: tuple[str, ...]
    marker: str

    @property
    def is_heading(self) -> bool:
        """Tell whether this heads a recurring piece ("Editorial", "Book review column") and is not one work's title."""
        return bool(
            self.marker == "editorial"
            and len(self.cuts) == 1
            or all(w in _PIECES or w.isdigit() for w in self.words.split())
        )

    @property
    def is_short(self) -> bool:
        """Tell whether several works may well bear this title: it has one or two words, or three short ones."""
        return self.words.count(" ") <= 1 and len(self.words) < 24 or len(self.solid) < 12

    @property
    def is_weak(self) -> bool:
        """Tell whether more than the title has to agree."""
        return self.is_short or self.is_heading


_TAG = re.compile(r"</?[a-z][^<>]{0,60}>", re.I)
_PARALLEL = re.compile(r"<original>|\bTO: (?=[A-Z])")
_BRACKETED = re.compile(r"^\s*\[(.*?)\]?[\s.]*$", re.DOTALL)
# What databases and programmes append to a title: it describes the record, not the work.
_NOTE = re.compile(
    r"\s*[\[(](?:[^\[\]()]*\b(?:review|refs?|references|erratum|corrected|comment(?:s|ary)? (?:in|on)|see comments?|"
    r"abstract|tutorial|demo(?:nstration)?|panel|(?:short|extended|full) version|invited|paper|session|poster|oral|"
    r"spotlight|highlight|withdrawn|in press|preprint|translation|keynote|industrial|exhibition|book)\b.*)[\])][\s.]*$",
    re.I | re.DOTALL,
)
_LEADING_YEAR = re.compile(r"^\((?:19|20)\d\d[a-z]?\)[\s.:,]*(?=\S)")
_CUT = re.compile(r"[:;<>(\[\])—–|]+|[.?!]+(?=\s|$)|\s[-=/]+\s")
_MAY_CUT = re.compile(r"[:;<>(\[\])—–|.?!=/]")
_MOJIBAKE = re.compile(r"[ÂÃâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# "SGTR+: ...": plus signs that make another method's name of one
_PLUS = re.compile(r"^[\w-]+?(\+{1,3})(?=:|\s|$)")
#: A question mark inside a word stands for a letter that a conversion lost (K?nig); `LOST` keeps its place.
LOST_LETTER = re.compile(r"(?<=\w)\?(?=\w)")
LOST = "\u0294"
_DIGITS = re.compile(r"\d+")
_EMPTY = frozenset(
    "a an and are as at be by can do does for from has have how in into is it its new of on or over own that the "
    "their this through to toward towards under up using via we what when where which with within based "
    "approach method study".split()
)
_ARTICLES = frozenset(("a", "an", "the", "and"))

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_CARDINALS = "two three four five six seven eight nine ten".split()
_ROMANS = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12"}
_NUMBERS = {
    **{word: f"{n}{'st nd rd'.split()[n - 1] if n < 4 else 'th'}" for n, word in enumerate(_ORDINALS, 1)},
    **{word: str(n) for n, word in enumerate(_CARDINALS, 2)},
    **_ROMANS,
    "vol": "volume",
}
_LAST_ROMANS = {"i": "1", "v": "5", "x": "10"}
#: Words of which headings of columns and parts of an issue are made; a year, month or number may follow.
_PIECES = frozenset(
    "introduction editorial editorials preface foreword guest letter letters index note notes news newsletter "
    "report reports review reviews book books overview summary conclusion conclusions abstract abstracts "
    "proceedings appendix discussion commentary comment comments reply response errata erratum corrigendum "
    "correction corrections obituary contents table front matter back to in of on for with from by the a an and "
    "special issue section column chronicle corner editors editor s message chair chairs treasurer treasurers "
    "president presidents career forum author authors announcement announcements call papers participation "
    "untitled welcome about this background acknowledgements references bibliography program programme keynote "
    "panel tutorial workshop workshops title".split()
)


def of_text(readable: str) -> Title:
    """Return the comparison form of a readable title (no LaTeX)."""
    cleaned, plus = _cleaned(readable)
    pieces = _CUT.split(cleaned) if _MAY_CUT.search(cleaned) or " -" in cleaned else (cleaned,)
    parts = [folded for piece in pieces if (folded := text.fold(piece))]
    words: list[str] = []
    solid = ""
    cuts: list[int] = []
    for part in parts:
        found = _canonical(part.split())
        words += found
        solid += "".join([w for w in found if w not in _ARTICLES])
        cuts.append(len(solid))
    joined = " ".join(words)
    solid = solid or joined.replace(" ", "")
    marker = markers.of_title(words, parts[0], parts[-1]) if parts else ""
    listed = frozenset(words)
    return Title(joined, solid, listed - _EMPTY or listed, tuple(cuts), _numbers(words, joined) + plus, marker)


def _cleaned(readable: str) -> tuple[str, tuple[str, ...]]:
    if "&" in readable and ";" in readable:
        readable = html.unescape(readable)
    if not readable.isascii() and _MOJIBAKE.search(readable):
        readable = _unbroken(readable)
    if "<" in readable or "TO:" in readable:
        readable = _TAG.sub("", _PARALLEL.sub(" = ", readable.replace("<ORIGINAL>", "<original>")))
    readable = readable.strip().strip('"')
    if readable.startswith("("):
        readable = _LEADING_YEAR.sub("", readable)
    if "[" in readable or "(" in readable:
        readable = readable.replace("(+)", "+")
        for _ in range(3):
            shorter = _NOTE.sub("", readable)
            if shorter == readable or not shorter.strip():
                break
            readable = shorter
        # a title in square brackets is a translated one (MEDLINE)
        if (match := _BRACKETED.match(readable)) is not None and "[" not in match[1]:
            readable = match[1]
    if "?" in readable:
        readable = LOST_LETTER.sub(LOST, readable)
    return readable, tuple(_PLUS.findall(readable)) if "+" in readable else ()


def _unbroken(readable: str) -> str:
    """Undo UTF-8 that was read as Windows-1252, where that is what happened."""
    try:
        return readable.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return readable


def _canonical(words: list[str]) -> list[str]:
    found = [_NUMBERS.get(w, w) for w in words]
    if found[-1] in _LAST_ROMANS:
        found[-1] = _LAST_ROMANS[found[-1]]
    return found


def _numbers(words: list[str], joined: str) -> tuple[str, ...]:
    found = sorted(_DIGITS.findall(joined))
    if "part" in words:
        after = words[words.index("part") + 1 :][:1]
        found += [f"part {w}" for w in after if len(w) == 1 and w.isalpha()]
    return tuple(found)


def numbers_differ(one: Title, other: Title, *, is_cut: bool) -> bool:
    """Tell whether titles differ in a number; `is_cut` when one is the other without its subtitle or first part.

    A single letter does a number's work (W and Z bosons). A subtitle that only one title has may hold numbers, unless
    it begins with one (`X` and `X. II. Methods`), and so may a name (`M2: X`); a year may stand in one title only.
    """
    if one.numbers != other.numbers and _plus(one) != _plus(other):
        return True
    if one.solid == other.solid:
        return False
    if is_cut:
        short, long = sorted((one.solid, other.solid), key=len)
        is_after = long.startswith(short)
        extra = long[len(short) :] if is_after else long[: -len(short)]
        if extra[:1].isdigit() or extra.startswith(("part", "vol")):
            return True
        return is_after and extra[-1:].isdigit() and len(extra) <= 12
    here, there = _letters(one), _letters(other)
    if here and there and here != there:
        return True
    if one.numbers == other.numbers:
        return False
    ours, theirs = Counter(one.numbers), Counter(other.numbers)
    more, fewer = list((ours - theirs).elements()), list((theirs - ours).elements())
    if not more or not fewer:
        return any(not _is_year(n) for n in (*more, *fewer))
    return True


def _letters(title: Title) -> set[str]:
    return {w for w in title.words.split() if len(w) == 1 and w.isalpha() and w not in "as"}


def _is_year(number: str) -> bool:
    return len(number) == 4 and number.startswith(("19", "20"))


def _plus(title: Title) -> tuple[str, ...]:
    return tuple(n for n in title.numbers if n.startswith("+"))
