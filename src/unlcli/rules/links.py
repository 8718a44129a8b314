"""What rules on links share: which fields hold links, where in a value they stand, and their hosts."""

import re
from collections.abc import Callable, Iterator

from unlcli.domain.entry import ALTURL, CODE, LINK_FIELDS
from unlcli.rules.judged import Judged, Placed

#: The last two are prose in which links stand, most often in `\url{}`.
_NAMES = frozenset(("url", ALTURL, CODE, *LINK_FIELDS, "howpublished", "note"))
# A link inside another one, as an archive's links have it, is part of that; one behind a comma or semicolon is not.
_LINK = re.compile(
    r"(?<![^\s{<(\[,;|\"'])(https?)://([^\s{}<>\"|/?#\\,;]++)"
    r"([^\s{}<>\"|,;]*+(?:[,;](?!https?://)[^\s{}<>\"|,;]*+)*+)",
    re.I,
)


class Link:
    """A link as it is written in a value: the scheme, the host as in the file, and all that follows it."""

    __slots__ = ("host", "rest", "scheme", "whole", "written_host")

    def __init__(self, match: re.Match[str]) -> None:
        self.whole = match[0]
        self.scheme = match[1].lower()
        self.written_host = match[2]
        self.host = match[2].rpartition("@")[2].lower().removesuffix(":80").removesuffix(":443").removeprefix("www.")
        self.rest = match[3]


def fields(judged: Judged) -> Iterator[tuple[Placed, str, str]]:
    """Yield every field that holds a link, with its entry and value, in file order."""
    for placed in judged.entries:
        values = placed.entry.fields
        for name in [name for name in values if name in _NAMES]:
            value = values[name]
            if "://" in value:
                yield placed, name, value


def each(value: str) -> Iterator[Link]:
    """Yield the links of a value in order."""
    return (Link(match) for match in _LINK.finditer(value))


def replaced(value: str, instead: Callable[[Link], str]) -> str:
    """Return a value with other links in the places of its links, and not a byte changed between them."""
    return _LINK.sub(lambda match: instead(Link(match)), value)
