"""What became of a block since it was written, and the document with its blocks written anew."""

import re
from collections.abc import Sequence
from enum import StrEnum

from unlcli.services.in_place.differences import differences
from unlcli.services.in_place.lines import bare, end_of, plain
from unlcli.services.in_place.markers import Block, with_digest
from unlcli.services.in_place.reading import Reader, digest_of

_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
#: A table that kramdown takes for a paragraph, with a heading directly above it.
_TIGHT = re.compile(r"^ {0,3}#.*\n(?= {0,3}\|)", re.MULTILINE)


class State(StrEnum):
    """Whether a block may be written over."""

    CURRENT = "says what would be generated"
    UNTOUCHED = "is what was generated"
    LAYOUT = "has its rows in another order"
    EDITED = "was edited by hand"
    EMPTIED = "was emptied by hand"
    WRITTEN = "was written by hand"
    CONFLICT = "has the marks of a merge conflict"


def content_of(lines: Sequence[str], block: Block) -> str:
    """Return what stands between the markers of a block."""
    return "".join(lines[block.begin + 1 : block.end])


def state_of(content: str, digest: str, generated: str, reader: Reader | None = None) -> State:
    """Return what became of a block. A block that nobody wrote into loses nothing when it is written over."""
    reader = reader or Reader()
    if is_in_conflict(content):
        return State.CONFLICT
    meant, said = reader.read(generated).digest, reader.read(content).digest
    if said == meant and digest == said and _has_air(content):
        return State.CURRENT
    if digest == said or not content.strip() and not digest:
        return State.UNTOUCHED
    if not content.strip() and generated.strip():
        return State.EMPTIED
    if said == meant or not differences(content, generated, reader):
        return State.LAYOUT
    return State.EDITED if digest else State.WRITTEN


def is_in_conflict(text: str) -> bool:
    """Tell whether a merge left its marks in a text."""
    marks = [mark[:7] for mark in _CONFLICT.findall(plain(text))]
    return "<<<<<<<" in marks and ">>>>>>>" in marks


def _has_air(content: str) -> bool:
    """Tell whether blank lines stand after the first marker, before the last and above tables: kramdown needs them."""
    text = plain(content)
    return not text.strip() or text.startswith("\n") and text.endswith("\n\n") and not _TIGHT.search(text)


def written(
    lines: Sequence[str], blocks: Sequence[Block], texts: Sequence[str | None], digests: Sequence[str] = ()
) -> str:
    """Return a document with new texts in its blocks; None leaves one as it is. Not a byte outside them changes.

    The digests are those of what the texts say; without them they are those of Markdown.
    """
    parts: list[str] = []
    after = 0
    for number, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if text is not None:
            digest = digests[number] if digests else digest_of(text)
            parts += [*lines[after : block.begin], *_block(lines[block.begin], text, digest)]
            after = block.end
    return "".join((*parts, *lines[after:]))


def _block(marker: str, text: str, digest: str) -> list[str]:
    end = end_of(marker)
    inner = plain(text).strip("\n")
    between = f"\n{inner}\n\n" if inner else "\n"
    return [with_digest(bare(marker), digest), end, between.replace("\n", end)]
