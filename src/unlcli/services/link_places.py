"""Where links stand in entries, and the address that is asked for each."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from unlcli.domain import identifiers
from unlcli.domain.change import Change
from unlcli.domain.entry import ALTURL, CODE, LINK_FIELDS
from unlcli.domain.text import without_controls
from unlcli.rules import links
from unlcli.rules.judged import Placed
from unlcli.rules.mending import new_value

FIELDS = ("url", ALTURL, CODE, *LINK_FIELDS)
#: Servers refuse longer ones.
_LONGEST = 8_000
#: What ends a link in a text, and stands in addresses that somebody did not escape: DOIs have `<`.
_NO_END = frozenset('{<"|')
_ESCAPED = re.compile(r"\\([_%#&$~])")
_TO_ESCAPE = re.compile(r"(?<!\\)([_%#&$])")

#: Tells whether the file's encoding holds a value in a field.
CanWrite = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Place:
    """A link in a field: as it is `written`, and as a browser takes it without what only tracks its reader.

    `taken` names the tracking parameters; `address` is asked for, without the fragment, which never leaves the browser.
    `problem` says why it cannot be asked.
    """

    placed: Placed
    field: str
    written: str
    clean: str
    taken: tuple[str, ...] = ()
    problem: str = ""

    @property
    def address(self) -> str:
        """What is asked for; the same one for all links that differ in their fragment or tracking alone."""
        return self.clean.partition("#")[0]

    def moved_to(self, target: str) -> str:
        """Return a new address with the fragment that the link had, where the new one has none, escaped as the link was."""
        fragment = self.clean.partition("#")[2]
        whole = f"{target}#{fragment}" if fragment and "#" not in target else target
        return _TO_ESCAPE.sub(r"\\\1", whole) if "\\" in self.written else whole

    def replaced_by(self, target: str, can_write: CanWrite) -> tuple[Change, ...]:
        """Return the change that puts another link in this one's place, and nothing else; none where it is not safe."""
        return value_of(self, {self.written: self.moved_to(target)}, can_write)


def value_of(place: Place, instead: dict[str, str], can_write: CanWrite) -> tuple[Change, ...]:
    """Return the change that replaces links of a place's field; none where a macro would be lost or text not written."""
    entry = place.placed.entry
    value = links.replaced(entry.fields[place.field], lambda link: instead.get(link.whole, link.whole))
    if value == entry.fields[place.field] or not can_write(value, place.field):
        return ()
    return new_value(place.placed, place.field, value)


def places(entries: Iterable[Placed]) -> Iterator[Place]:
    """Yield every link of the fields that hold links, in file order."""
    for placed in entries:
        for name, value in placed.entry.fields.items():
            if name in FIELDS and "://" in value:
                yield from _of_field(placed, name, value)


def _of_field(placed: Placed, name: str, value: str) -> Iterator[Place]:
    for written in dict.fromkeys(link.whole for link in links.each(value)):
        read = _ESCAPED.sub(r"\1", written)
        problem = _problem(read) or _rest_of(written, name, value)
        clean, taken = (read, ()) if problem else _without_tracking(read)
        yield Place(placed, name, written, clean, taken, problem)


def _rest_of(written: str, name: str, value: str) -> str:
    """Say what follows in a value that seems to belong to a link, and ends it for a reader; empty for nothing."""
    after = {end[:1] for end in value.split(written)[1:]}
    if after & _NO_END:
        return "written with braces, quotes or brackets in it"
    if name == "url" and any("://" not in word for word in value.split()):
        return "written with blanks in it"
    return ""


def _problem(read: str) -> str:
    """Say why a link cannot be asked; empty when it can."""
    if len(read) > _LONGEST:
        return f"an address of {len(read):,} characters"
    if "\\" in read:
        return "written with LaTeX commands in it"
    if without_controls(read) != read:
        return "control characters in it"
    try:
        parts = urlsplit(read)
        is_web = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_web = False
    return "" if is_web else "not an address"


def _without_tracking(address: str) -> tuple[str, tuple[str, ...]]:
    """Return an address without tracking parameters, all else as it was, and the names of those."""
    base, mark, fragment = address.partition("#")
    before, asks, query = base.partition("?")
    if not asks:
        return address, ()
    host = (urlsplit(base).hostname or "").removeprefix("www.")
    tracking = [bool(pair) and identifiers.is_tracking(pair.partition("=")[0], host) for pair in query.split("&")]
    pairs = list(zip(query.split("&"), tracking, strict=True))
    taken = tuple(dict.fromkeys(pair.partition("=")[0] for pair, is_taken in pairs if is_taken))
    if not taken:
        return address, ()
    kept = "&".join(pair for pair, is_taken in pairs if not is_taken)
    return before + (f"?{kept}" if kept else "") + mark + fragment, taken
