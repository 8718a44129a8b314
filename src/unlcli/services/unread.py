"""What of a library an export leaves out or takes twice: entries that are not closed, and merges that nobody settled."""

import re
from collections.abc import Iterator

from unlcli.bibtex import lines
from unlcli.bibtex.scan import BlockKind
from unlcli.store.bibfile import BibFile

_CONFLICT = re.compile(rb"^<{7}(?=[ \r\n]|\Z)", re.MULTILINE)


def unread(bib: BibFile) -> Iterator[tuple[int, str]]:
    """Yield the lines at which something is wrong, with what is wrong there, in the order of the file."""
    number = lines.counter(bib.data)
    found = [
        (match.start(), "a merge left a conflict here, and both sides are read: keep one in an editor")
        for match in _CONFLICT.finditer(bib.data)
    ]
    found += [
        (block.start, "this entry is not closed; it is left out: unl check")
        for block in bib.blocks
        if block.kind is BlockKind.BROKEN
    ]
    for start, wrong in sorted(found):
        yield number(start), wrong
