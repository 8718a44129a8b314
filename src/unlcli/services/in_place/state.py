"""What became of a block since it was written, and the document with its blocks written anew."""

import re
from collections.abc import Sequence
from enum import StrEnum

from unlcli.services.in_place.differences import differences
from unlcli.services.in_place.layout import digest_of, digest_of_words, without_layout
from unlcli.services.in_place.lines import bare, end_of, plain
from unlcli.services.in_place.markers import Block, with_digest

_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)


class State(StrEnum):
    """Whether a block may be written over."""

    CURRENT = "says what would be generated"
    UNTOUCHED = "is what was generated"
    LAYOUT = "was only laid out anew"
    EDITED = "was edited by hand"
    WRITTEN = "was written by hand"
    CONFLICT = "has the marks of a merge conflict"


def content_of(lines: Sequence[str], block: Block) -> str:
    """Return what stands between the markers of a block."""
    return "".join(lines[block.begin + 1 : block.end])


def state_of(content: str, digest: str, generated: str) -> State:
    """Return what became of a block. A block that nobody wrote into loses nothing when it is written over."""
    if is_in_conflict(content):
        return State.CONFLICT
    meant = without_layout(generated)
    said = meant if plain(content).strip("\n") == plain(generated).strip("\n") else without_layout(content)
    if said == meant and digest == digest_of_words(said) and _has_air(content):
        return State.CURRENT
    if not content.strip() or digest == digest_of_words(said):
        return State.UNTOUCHED
    if not differences(content, generated):
        return State.LAYOUT
    return State.EDITED if digest else State.WRITTEN


def is_in_conflict(text: str) -> bool:
    """Tell whether a merge left its marks in a text."""
    marks = [mark[:7] for mark in _CONFLICT.findall(plain(text))]
    return "<<<<<<<" in marks and ">>>>>>>" in marks


def _has_air(content: str) -> bool:
    """Tell whether blank lines stand after the first marker and before the last, without which kramdown sees no table."""
    text = plain(content)
    return not text.strip() or text.startswith("\n") and text.endswith("\n\n")


def written(lines: Sequence[str], blocks: Sequence[Block], texts: Sequence[str | None]) -> str:
    """Return a document with new texts in its blocks; None leaves one as it is. Not a byte outside them changes."""
    parts: list[str] = []
    after = 0
    for block, text in zip(blocks, texts, strict=True):
        if text is not None:
            parts += [*lines[after : block.begin], *_block(lines[block.begin], text)]
            after = block.end
    return "".join((*parts, *lines[after:]))


def _block(marker: str, text: str) -> list[str]:
    end = end_of(marker)
    inner = plain(text).strip("\n")
    between = f"\n{inner}\n\n" if inner else "\n"
    return [with_digest(bare(marker), digest_of(text)), end, between.replace("\n", end)]
