"""Options that were given for a document, set in the marker of its one block."""

from collections.abc import Mapping, Sequence

from unlcli.errors import UsageError
from unlcli.services.in_place.lines import bare, end_of
from unlcli.services.in_place.markers import BEGIN, END, Block, options_at
from unlcli.services.in_place.options import DIGEST, FLAGS, VALUES, spans

_REMEDY = "write them into the marker that is meant"


def with_given(lines: Sequence[str], blocks: Sequence[Block], given: Mapping[str, str], name: str) -> list[str]:
    """Return the lines of a document with options in the marker of its block; what it says beside them stays as it is spelt.

    `given` has options as markers spell them, `yes` for a flag. Raises UsageError where there is not one block.
    """
    marker = BEGIN.replace(" -->", f" {spelt(given)} -->")
    if not blocks:
        raise UsageError(
            f"{name}: has no block to write", f"paste these two lines where it is to stand: {marker} and {END}"
        )
    if len(blocks) > 1:
        raise UsageError(f"{name}: has {len(blocks)} blocks, and the options are for one", f"{_REMEDY}: {marker}")
    at = blocks[0].begin
    new = _with_options(bare(lines[at]), given) + end_of(lines[at])
    return [*lines[:at], new, *lines[at + 1 :]]


def spelt(given: Mapping[str, str]) -> str:
    """Return options as they stand in a marker. Raises UsageError for one that cannot."""
    return " ".join(_spelt(name, value) for name, value in given.items())


def _spelt(name: str, value: str) -> str:
    if name not in (*VALUES, *FLAGS):
        raise UsageError(f"--{name}: a block in a document has none", f"it takes {', '.join((*VALUES, *FLAGS))}")
    if name in FLAGS:
        return name
    if "-->" in value or "--!>" in value or len(value.splitlines()) > 1 or {'"', "'"} <= set(value):
        raise UsageError(
            f"--{name}: {value!r} cannot stand in a marker", "no `-->`, no line break, and one kind of quotes alone"
        )
    quote = "'" if '"' in value else '"'
    return f"{name}={quote}{value}{quote}" if not value or set(value) & set(" \t'\"") else f"{name}={value}"


def _with_options(line: str, given: Mapping[str, str]) -> str:
    """Return the line of a begin marker with options: in the place of those of their names, the others before the digest."""
    start, end = options_at(line)
    text, parts, left, after = line[start:end], list[str](), dict(given), 0
    for name, first, last in spans(text):
        if name in left:
            parts += [text[after:first], _spelt(name, left.pop(name))]
            after = last
        elif name == DIGEST and left:
            parts += [text[after:first], spelt(left), " "]
            left, after = {}, first
    rest = text[after:]
    more = f" {spelt(left)} " if left else rest[len(rest.rstrip()) :]
    return f"{line[:start]}{''.join(parts)}{rest.rstrip()}{more}{line[end:]}"
