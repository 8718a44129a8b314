"""Titles: what of a cell is the paper's title, which link is the paper's, and what stands beside it."""

import re
from dataclasses import dataclass

from unlcli.importers.cells import Cell, Span, is_nothing
from unlcli.importers.repair import readable, shortened, without_full_stop
from unlcli.importers.words import role_of_label

_EMPTY_BRACKETS = re.compile(r"[(\[（【{][\s|,/;·&+-]*[)\]）】}]")
_EDGES = " \t\n-–—|/,;·•\\"


@dataclass(frozen=True, slots=True)
class Title:
    """A title as read; `link` is the span that carries it, if one does."""

    text: str
    link: Span | None = None
    repairs: tuple[str, ...] = ()


def read(cell: Cell) -> Title:
    """Return the title in a cell: the text of its link, or all text but the labels of links (`[pdf]`)."""
    named = next((span for span in cell.links if span.text.strip() and role_of_label(span.label) is None), None)
    if named is None or _is_part(named.label, _rest(cell, named, same_line=True)):
        return _polished(_whole(cell), named, ())
    rest = _rest(cell, named, same_line=False)
    beside = (f"'{shortened(rest, 60)}' beside the title was left out",) if any(c.isalnum() for c in rest) else ()
    return _polished(named.text, named, beside)


def _whole(cell: Cell) -> str:
    kept = [span.text for span in cell.spans if not _is_labelled(span)]
    return _tidied("".join(kept), has_labels=len(kept) < len(cell.spans))


def _rest(cell: Cell, named: Span, *, same_line: bool) -> str:
    """Return what stands around the title's link, in its line of the cell or in the whole cell."""
    at = next(n for n, span in enumerate(cell.spans) if span is named)
    before = "".join(span.text for span in cell.spans[:at] if not _is_labelled(span))
    after = "".join(span.text for span in cell.spans[at + 1 :] if not _is_labelled(span))
    if same_line:
        before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    return _tidied(f"{before} {after}", has_labels=True)


def _is_labelled(span: Span) -> bool:
    return bool(span.url) and role_of_label(span.label) is not None


def _is_part(linked: str, rest: str) -> bool:
    """Tell whether a link's text is only the beginning or a word of the title around it."""
    return rest.startswith((":", "：")) or not rest.startswith(("(", "[")) and len(rest.split()) > len(linked.split())


def _tidied(text: str, *, has_labels: bool) -> str:
    text = " ".join(text.split())
    return " ".join(_EMPTY_BRACKETS.sub(" ", text).split()).strip(_EDGES) if has_labels else text


def _polished(text: str, link: Span | None, repairs: tuple[str, ...]) -> Title:
    title = readable(" ".join(text.split()))
    bare = without_full_stop(title)
    if bare != title:
        repairs = (*repairs, "full stop taken from the title")
    return Title("" if is_nothing(bare) else bare, link, repairs)
