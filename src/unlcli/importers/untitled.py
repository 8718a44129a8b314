"""Items whose title nothing marks: of their pieces, the one that is neither people nor place nor date is the title."""

import re

from unlcli.importers import flat, item_titles, labelled_links, people
from unlcli.importers.flat import Flat
from unlcli.importers.people import Sureness
from unlcli.importers.pieces import Piece, pieces
from unlcli.importers.sayings import Sayings

_LINK = re.compile(rf"(?<=\S)\s([{flat.LINKS}])")
_WORD = re.compile(r"[^\W\d_]+")
_VENUE_FIRST = re.compile(r"\s*([A-Z][A-Za-z-]+)\s?['’`]\s?\d\d\s+(?=[A-Z\"“])")
_FEWEST_WORDS = 8
_MOST_NAME_WORDS = 3


def is_prose(words: str) -> bool:
    """Tell whether words are a sentence: long, and mostly in small letters."""
    found = _WORD.findall(words)
    return len(found) >= _FEWEST_WORDS and sum(word[0].islower() for word in found) * 2 > len(found)


def split(text: str, source: Flat, say: Sayings) -> tuple[list[Piece], str, list[Piece]]:
    """Return the pieces before the title, the title, and the pieces after it."""
    first_line, _, later = text.partition("\n")
    first_line = _apart(_behind_venue(first_line, say), source)
    parts = pieces(first_line)
    kinds = [_is_fact(piece, say) for piece in parts]
    at = _title_at(parts, kinds, source)
    if at is None and (at := _name_like(parts, say)) is not None:
        kinds[at] = False
        return parts[:at], parts[at].text, [*parts[at + 1 :], *pieces(later)]
    if at is None:
        return [*parts, *pieces(later)], "", []
    words, after, end = _whole_title(parts, kinds, at, say)
    return parts[:at], words, [*after, *parts[end:], *pieces(later)]


def _behind_venue(line: str, say: Sayings) -> str:
    """Return a line with the venue and year that it begins with set off: `CVPR'21 Title`."""
    match = _VENUE_FIRST.match(line)
    if match is None or not say.venues.knows(say.venues.recognise(match[1])):
        return line
    return f"{match[0]}| {line[match.end() :]}"


def _apart(line: str, source: Flat) -> str:
    """Return a line with links set off from the words before them, and people from the title after a colon."""
    before, colon, after = line.partition(": ")
    if colon and people.sureness(source.words(before)) is Sureness.SURE:
        line = f"{before} | {after}"
    return _LINK.sub(lambda match: match[0] if people.sureness(source.link(match[1]).label) else f" | {match[1]}", line)


def _is_fact(piece: Piece, say: Sayings) -> bool:
    if labelled_links.is_label(piece.text):
        return True
    if piece.form == "group":
        return _group_is_fact(piece, say)
    is_emphatic = piece.form == "emphatic"
    least = Sureness.LIKELY if is_emphatic else Sureness.SURE
    first, between, last = say.judge.parts(piece.text, is_beside=is_emphatic, least=least)
    return bool(first or last) and not between.strip()


def _group_is_fact(piece: Piece, say: Sayings) -> bool:
    first, between, last = say.judge.parts(piece.text, is_beside=True)
    return bool(first or last) and len(between.split()) <= 3


def _title_at(parts: list[Piece], kinds: list[bool], source: Flat) -> int | None:
    """Return which piece is the title: the first that is no fact and has some words, else the first that is no fact."""
    free = [n for n, is_fact in enumerate(kinds) if not is_fact and not flat.has_link(parts[n].text)]
    free = [n for n in free if parts[n].form != "group"]
    long = [n for n in free if item_titles.size(source.words(parts[n].text)) > 1]
    at = next(iter(long or free), None)
    if at in free and _only_names(parts, kinds, at, source):
        at = next((n for n in long if n > at), at)
    if at and at - 1 in free and parts[at - 1].form == "strong" and _between(parts[at - 1], parts[at]) in (":", "："):
        return at - 1
    return at


def _only_names(parts: list[Piece], kinds: list[bool], at: int, source: Flat) -> bool:
    """Tell whether a piece is a name in bold that a fact in brackets sets off from the title: `**Name:** [ICML 2020] Title`."""
    is_set_off = at + 1 < len(parts) and parts[at + 1].form == "group" and kinds[at + 1]
    return (
        parts[at].form == "strong" and is_set_off and item_titles.size(source.words(parts[at].text)) <= _MOST_NAME_WORDS
    )


def _between(before: Piece, piece: Piece) -> str:
    return before.line[before.end : piece.start].strip()


def _name_like(parts: list[Piece], say: Sayings) -> int | None:
    """Return the first of two pieces that may both be people: a title of two words in capitals."""
    facts = [
        (n, say.judge.whole(piece.text, least=Sureness.LIKELY)) for n, piece in enumerate(parts) if piece.form == "text"
    ]
    named = [n for n, fact in facts if fact is not None and fact.kind == "people"]
    return named[0] if len(named) > 1 else None


def _whole_title(parts: list[Piece], kinds: list[bool], at: int, say: Sayings) -> tuple[str, list[Piece], int]:
    """Return the title that begins with a piece, what its last piece says after it, and where the others go on."""
    start = parts[at].start
    stop = start
    end = at
    for end in range(at, len(parts)):
        piece = parts[end]
        if end > at and (kinds[end] or flat.has_link(piece.text) or not _goes_on(parts[end - 1], piece)):
            break
        first, between, last = say.judge.parts(piece.text)
        if end == at:
            for statement in first:
                say.state(statement)
            start = piece.part(between).start if first else start
        stop = piece.part(between).end if last else piece.end
        if last:
            return piece.line[start:stop], [piece.part(statement.text) for statement in last], end + 1
    else:
        end = len(parts)
    return parts[at].line[start:stop], [], end


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Tell whether a title goes on after what ends a piece: brackets, emphasis, a dash or a question mark inside it."""
    between = _between(before, piece)
    if before.form != "text" or piece.form != "text":
        return between in ("", ":", "：")
    return before.text.endswith(("?", "!")) or between in ("-", "–", "—", "/") and not is_prose(piece.text)
