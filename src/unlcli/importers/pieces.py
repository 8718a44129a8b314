"""Pieces of a line: where one statement about a paper ends and the next begins."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from unlcli.importers import people
from unlcli.importers.flat import EMPHATIC, EMPHATIC_END, LINKS, MARKS, STRONG, STRONG_END

_OPENING, _CLOSING = "(\\[（【", ")\\]）】"
#: A venue's short name in brackets, which its year follows: `Symposium on Bees (SOB), 2020`.
_SHORT_NAME = r"(?!(?<=[a-z.] )\([A-Z][\w&/-]{1,11}\)(?:,|,? '?(?:(?:19|20)\d\d)))"
_GROUP = re.compile(rf"(?<!\w){_SHORT_NAME}[{_OPENING}]([^{_OPENING}{_CLOSING}\n]*)[{_CLOSING}]")
_NUMBERS = r"(?:[,;\s]*\(?(?:(?:pp?|vol|volume|no|pages?|issue)\.?\s*)?\d[\d():;,\s–—-]*)*+"
_RUN = re.compile(f"[{STRONG}{EMPHATIC}]([^{MARKS}]*)(?:{STRONG_END}|{EMPHATIC_END}({_NUMBERS}))", re.I)
_RUNS = re.compile(f"{_GROUP.pattern}|{_RUN.pattern}")
_SAYS = re.compile(rf"[^\W_]|[{LINKS}]")
_BETWEEN = re.compile(
    rf"\s+[-–—|•·/~@]+\s+|\s*[|•]+\s*|;\s+|[。；]\s*|\n+|(?<=[\w)\]{LINKS}])\s+[-–—]+$|^[-–—|:：,]+\s+"
    rf"|\s+[-–—](?=[{MARKS}A-Z{LINKS}])"
)
_STOP = re.compile(rf"(?<!\.)[.!?](?=\s|$|[{MARKS}{LINKS}(\[])")
#: How the shortened name of a journal begins, and a word of it.
_JOURNAL = re.compile(
    r"[\s,]*(?:IEEE(?:/\w+)?|ACM|(?:J|Trans|Front|Proc|Int|Comput|Adv|Nat|Phys|Appl|Ann|Rev|Sci|Electron|Opt)\.)\s"
)
_JOURNAL_WORD = re.compile("[A-Z][a-z]{0,10}")
_AFTER_INITIALS = re.compile(r"[A-Z]\.,\s*[A-Z]\w*$")
_INITIALS_AFTER = re.compile(r"\s(?:[A-Z]\.[ -]?){1,3},")
_ET_AL = re.compile(r"\bet\.?\s*al$", re.I)
_SHORT = frozenset(
    (
        "vs etc cf proc conf int intl trans j jour vol no nos pp p dr st jr sr fig eq sec approx symp univ dept inst sci comput "
        "lett rev phys assoc comm commun adv ann eng res mach intell netw syst ed eds e.g i.e inc ltd co mr mrs ms prof "
        "chem biol med bull math appl stat learn pattern anal recognit autom softw "
        "jan feb mar apr jun jul aug sept sep oct nov dec"
    ).split()
)
_FAMILY_FIRST = r"(?:[a-z]+ ){0,2}[^\W\d_a-z][\w'’-]+,? (?:[A-Z]\.?[ -]?){1,4}"
_VANCOUVER = re.compile(rf"(?:{_FAMILY_FIRST}(?:,? and|,? &|,|;) ?)*{_FAMILY_FIRST}")
#: Venues whose names begin in small letters.
_PREPRINTS = re.compile(r"\s*(?:arxiv|biorxiv|medrxiv|chemrxiv|eprint)\b", re.I)
_YEAR_BEHIND = re.compile(r"\s+\(?(?:19|20)\d\d\)?$")
_MOST_STOPS = 400
_MOST_PEOPLE = 600


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line, and where it stands there; `form` is what marked it off.

    The forms are `text`, `group` (brackets, which `text` has not), `strong` and `emphatic`.
    """

    text: str
    line: str
    start: int
    end: int
    form: str = "text"

    def part(self, text: str) -> "Piece":
        """Return the piece that a part of its text is."""
        bare = text.strip()
        at = self.line.find(bare, self.start, self.end)
        return replace(self, text=bare, start=at, end=at + len(bare)) if at >= 0 else replace(self, text=bare)


def whole(text: str) -> Piece:
    """Return a text that is not to be cut as one piece."""
    return Piece(text, text, 0, len(text))


def pieces(text: str) -> list[Piece]:
    """Return the pieces of flat text in order; those without a word or a link are left out."""
    found: list[Piece] = []
    at = 0
    for match in _RUNS.finditer(text):
        found.extend(_sentences(text, at, match.start()))
        if match[1] is not None:
            found.append(Piece(match[1], text, match.start(), match.end(), "group"))
        else:
            form = "strong" if match[0][0] == STRONG else "emphatic"
            numbers = (match[3] or "").rstrip(" ,;:-–—")
            found.append(Piece(match[2] + numbers, text, match.start(), match.end(), form))
        at = match.end()
    found.extend(_sentences(text, at, len(text)))
    return [piece for piece in found if _SAYS.search(piece.text)]


def joined(parts: Iterable[Piece]) -> list[str]:
    """Return the texts of pieces, those that stand together in one line as one, with what is between them."""
    runs: list[list[Piece]] = []
    for piece in parts:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and last.line is piece.line
            and last.end <= piece.start
            and not _SAYS.search(piece.line[last.end : piece.start])
        ):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return [run[0].text if len(run) == 1 else run[0].line[run[0].start : run[-1].end] for run in runs]


def _sentences(line: str, start: int, end: int) -> Iterator[Piece]:
    text = line[start:end]
    at = 0
    for first, last in [*_ends(text), (len(text), len(text))]:
        piece = text[at:first]
        bare = piece.strip()
        if bare:
            begin = start + at + len(piece) - len(piece.lstrip())
            yield Piece(bare, line, begin, begin + len(bare))
        at = last


def _ends(text: str) -> list[tuple[int, int]]:
    """Return where separators and ends of sentences stand, in order and apart."""
    found = [(match.start(), match.end()) for match in _BETWEEN.finditer(text)]
    for n, match in enumerate(_STOP.finditer(text)):
        if n >= _MOST_STOPS:
            break
        start = max([end for _, end in found if end <= match.start()], default=0) if len(found) < 50 else 0
        if _ends_sentence(text, start, match.start()):
            stop = match.start() + (match[0] != ".")  # a question mark belongs to what it ends
            found.append((stop, match.end()))
    found.sort()
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _ends_sentence(text: str, start: int, at: int) -> bool:
    if text[at] != ".":
        return True
    before = text[max(start, at - 30) : at]
    if _ET_AL.search(before):
        return True
    if _AFTER_INITIALS.search(before) and _INITIALS_AFTER.match(text, at + 1):
        return False  # a slip: `Roe, J., Moe. M., Zoe, A.`
    words = re.split(r"[\s,(]", before)
    word = words[-1]
    after = text[at + 1 :].lstrip()[:2]
    if after[:1].islower() and not _PREPRINTS.match(text, at + 1) and not re.fullmatch(r"(?:19|20)\d\d[a-z]?\)?", word):
        return False
    if len(word) == 1 and word.isupper() or re.fullmatch(r"(?:[A-Z]\.-?)+[A-Z]", word):
        return _ends_people(text, start, at)
    if _JOURNAL_WORD.fullmatch(word) and _is_shortened(text, start, at):
        return False
    return word.lower() not in _SHORT or not after or after.isdigit() and len(word) > 3


def _is_shortened(text: str, start: int, at: int) -> bool:
    """Tell whether the words before a full stop are the shortened name of a journal: `IEEE Trans. Biomed. Circuits`."""
    match = _JOURNAL.match(text, start, at + 2)
    return match is not None and (match.end() > at or ". " in text[match.start() : at])


def _ends_people(text: str, start: int, at: int) -> bool:
    """Tell whether an initial ends a list of people: `Doe, J., Roe, A. B. A title`."""
    follows = re.match(r"\.\s+[A-Z][\w-]*[\s:]+[^\s,]", text[at:])
    before = text[start:at].lstrip(" -–—,.;:")
    if not follows or len(before) > _MOST_PEOPLE or _VANCOUVER.fullmatch(before) is None:
        return False
    following = re.split(r"[,;:(]|(?<=al)\.|\.\s", text[at + 1 : at + 120].strip(), maxsplit=1)[0]
    following = _YEAR_BEHIND.sub("", following)
    return people.sureness(following) is people.Sureness.NO and not people.is_name(following)


def atoms(text: str) -> list[str]:
    """Return what stands between the commas of a text, those in brackets apart."""
    found, depth, at = [], 0, 0
    for match in re.finditer(rf"[{_OPENING}{_CLOSING},，]", text):
        if match[0] in "([（【":
            depth += 1
        elif match[0] in ")]）】":
            depth = max(0, depth - 1)
        elif not depth:
            found.append(text[at : match.start()])
            at = match.end()
    return [*found, text[at:]]
