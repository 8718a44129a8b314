"""Read what people paste: identifiers, links and BibTeX, alone or line after line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath

from unlcli.bibtex import scan
from unlcli.bibtex.scan import BlockKind
from unlcli.domain import hostile, identifiers
from unlcli.domain.draft import Draft, Repair, Skipped
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.venues import VenueTable
from unlcli.importers import bibtex_file

#: What can be given, for messages.
KINDS = "a DOI, an arXiv, ACL, OpenReview or DBLP id, a URL, BibTeX, or a file of these"
_BULLET = re.compile(r"^(?:[-*+•]|\d{1,4}[.)]|\[\d{1,4}\])(?:\s+|$)")
_COMMENT = re.compile(r"\s#(?:\s.*)?$")
_MARKDOWN_LINK = re.compile(r"^!?\[[^\]]*\]\((\S+)\)[.,;]?$")
_AROUND = "<>\"'`“”‘’«» \t"
_SHA = re.compile(r"(?:s2\s*:\s*)?([0-9a-f]{40})", re.I)
_FORUM = re.compile(r"openreview\s*:\s*([A-Za-z0-9_-]{6,40})", re.I)
_NAMED = re.compile(r"(?:acl|pmlr|neurips|dblp|url)\s*:\s*(?=\S)", re.I)
_PMLR = re.compile(r"(?:pmlr\s*:\s*)?([vr]\d+/[\w-]+)(?:\.html)?", re.I)
_HOST = re.compile(r"^(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?/\S")
_BIBTEX = frozenset((BlockKind.ENTRY, BlockKind.STRING, BlockKind.PREAMBLE, BlockKind.BROKEN))
_MOST_OF_LINE = 4_000
_PAGE = re.compile(r"\s*<(?:!doctype html|html)\b", re.I)
_FOR_READING = re.compile(r"\.(?:md|markdown|html?)", re.I)


@dataclass(frozen=True, slots=True)
class Thing:
    """A paper as it was given: what is looked up with the address as it was written, or a draft from BibTeX.

    `where` is the place in a document (`list.txt:9`), empty for one that was given by itself.
    """

    given: str
    identifier: Identifier | None = None
    link: str = ""
    draft: Draft | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was read of a text: things in their order, lines that are none, BibTeX that was not read, or was put right."""

    things: tuple[Thing, ...] = ()
    unknown: tuple[Skipped, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    repairs: tuple[Repair, ...] = ()


def of_word(given: str) -> Thing | None:
    """Return what a text without line breaks names; None when it is none of what can be looked up."""
    if len(given) > _MOST_OF_LINE:
        return None
    written = hostile.readable(given).strip(_AROUND)
    if linked := _MARKDOWN_LINK.match(written):
        written = linked[1]
    if written.endswith((")", ").", "),")) and written.count("(") < written.count(")"):  # from the middle of a sentence
        written = written.rstrip(".,").removesuffix(")")
    found = identifiers.recognise(written) or _named(written)
    if found is None:
        return None
    link = written if found.scheme is Scheme.URL or identifiers.is_web_link(written) else ""
    if found.scheme is Scheme.URL and "://" not in link:
        link = "https://" + link
    return Thing(written, found, link)


def _named(written: str) -> Identifier | None:
    """Return an identifier that a word before it names, or that its form alone tells."""
    if match := _SHA.fullmatch(written):
        return Identifier(Scheme.S2, match[1].lower())
    if match := _FORUM.fullmatch(written):
        return Identifier(Scheme.OPENREVIEW, match[1])
    if match := _PMLR.fullmatch(written):
        return Identifier(Scheme.PMLR, match[1].lower())
    if _HOST.match(written):
        return identifiers.recognise("https://" + written)
    return identifiers.recognise(_NAMED.sub("", written, count=1)) if _NAMED.match(written) else None


def is_spelt_out(written: str) -> bool:
    """Tell whether a text says by itself that it is a link or an identifier, and might not as well be a file's name."""
    found = of_word(written)
    return found is not None and (
        found.identifier is None or found.identifier.scheme is not Scheme.URL or "://" in written
    )


def is_bibtex(text: str) -> bool:
    """Tell whether a text begins as BibTeX does."""
    return bibtex_file.recognises(text, "")


def of_text(text: str, name: str, venues: VenueTable) -> Pasted:
    """Return what a document holds: BibTeX, lines with a thing each, or both, in their order."""
    text = text.removeprefix("\ufeff")
    if bibtex_file.recognises(text, name):
        return of_bibtex(text, venues, name)
    entries, lines = _apart(text)
    pasted = of_bibtex(entries, venues, name) if entries.strip() else Pasted()
    things = [(thing.draft.line if thing.draft else 0, thing) for thing in pasted.things]
    unknown = []
    for number, line in enumerate(lines.split("\n"), 1):
        found = _of_line(line)
        things += [(number, replace(thing, where=_where(name, number))) for thing in found or ()]
        if found is None:
            unknown.append(Skipped(number, line.strip()[:200], f"is none of {KINDS}"))
    things.sort(key=lambda placed: placed[0])
    return Pasted(tuple(thing for _, thing in things), tuple(unknown), pasted.skipped, pasted.repairs)


def _where(name: str, line: int) -> str:
    return f"{name}:{line}" if name else ""


def is_for_reading(text: str, name: str, pasted: Pasted) -> bool:
    """Tell whether a document is a page or a Markdown list for people, of which hardly a line names a paper by itself."""
    suffix = _FOR_READING.fullmatch(PurePath(name).suffix)
    return bool(suffix or _PAGE.match(text)) and len(pasted.unknown) > len(pasted.things)


def _of_line(line: str) -> tuple[Thing, ...] | None:
    """Return what a line holds, None when it cannot be told: one thing, or several with blanks or commas between."""
    line = line.strip()
    if not line or line.startswith(("#", "%", "//")):
        return ()
    line = _COMMENT.sub("", _BULLET.sub("", line)).strip()
    if not line or (whole := of_word(line)) is not None:
        return (whole,) if line and whole else ()
    words = [of_word(word.rstrip(",;")) for word in line.split()]
    found = tuple(word for word in words if word is not None)
    return found if len(found) == len(words) else None


def _apart(text: str) -> tuple[str, str]:
    """Return the BibTeX of a text and all else, each with its lines where they were."""
    data = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    if b"@" not in data:
        return "", data.decode()
    entries, lines = bytearray(), bytearray()
    for block in scan.scan(data):
        piece = data[block.start : block.end]
        is_entry = block.kind in _BIBTEX
        blank = b"\n" * piece.count(b"\n")
        entries += piece if is_entry else blank
        lines += blank if is_entry else piece
    return entries.decode("utf-8", "replace"), lines.decode("utf-8", "replace")


def of_bibtex(text: str, venues: VenueTable, name: str = "") -> Pasted:
    """Return the entries of a BibTeX text."""
    reading = bibtex_file.read(text, venues=venues)
    things = tuple(
        Thing(draft.key or draft.title[:80], draft=draft, where=_where(name, draft.line)) for draft in reading.drafts
    )
    return Pasted(things, (), reading.skipped, reading.repairs)


def each_once(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Return things without those that were named before; a BibTeX entry is none of these."""
    seen: set[Identifier] = set()
    kept = []
    for thing in things:
        if thing.identifier is None or thing.identifier not in seen:
            kept.append(thing)
        if thing.identifier is not None:
            seen.add(thing.identifier)
    return tuple(kept)
