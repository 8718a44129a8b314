"""Titles: what of a cell is the paper's title, which link is the paper's, and what stands beside it."""

import re
from dataclasses import dataclass, replace

from unlcli.importers.cells import Cell, Span, is_nothing
from unlcli.importers.repair import readable, shortened, without_full_stop
from unlcli.importers.words import role_of_label

_EMPTY_BRACKETS = re.compile(r"[(\[（【{][\s|,/;·&+-]*[)\]）】}]")
_FOOTNOTE = re.compile(r"\s?\[\^[\w-]{1,20}\]")
_DAGGERS = "†‡¶"
_EDGES = " \t\n-–—|/,;·•\\"


@dataclass(frozen=True, slots=True)
class Title:
    """A title as read; `link` is the span that carries it, if one does, `note` what stands beside it."""

    text: str
    link: Span | None = None
    repairs: tuple[str, ...] = ()
    note: str = ""


def read(cell: Cell) -> Title:
    """Return the title in a cell: the text of its link, or all text but the labels of links (`[pdf]`)."""
    named = next((span for span in cell.links if span.text.strip() and role_of_label(span.label) is None), None)
    if named is None or _is_part(named.label, _rest(cell, named, same_line=True)):
        return _polished(_whole(cell), named, ())
    rest = _rest(cell, named, same_line=False)
    beside = rest if any(c.isalnum() for c in rest) else ""
    return replace(_polished(named.text, named, ()), note=_without_brackets(beside))


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


def _without_brackets(text: str) -> str:
    """Return text without the brackets that are around all of it."""
    inner = text[1:-1]
    return (
        inner
        if text[:1] + text[-1:] in ("()", "[]", "（）", "【】") and not re.search(r"[()\[\]（）【】]", inner)
        else text
    )


def _is_labelled(span: Span) -> bool:
    return bool(span.url) and role_of_label(span.label) is not None


def _is_part(linked: str, rest: str) -> bool:
    """Tell whether a link's text is only the beginning or a word of the title around it."""
    return rest.startswith((":", "：")) or not rest.startswith(("(", "[")) and len(rest.split()) > len(linked.split())


def _tidied(text: str, *, has_labels: bool) -> str:
    text = " ".join(text.split())
    return " ".join(_EMPTY_BRACKETS.sub(" ", text).split()).strip(_EDGES) if has_labels else text


def _polished(text: str, link: Span | None, repairs: tuple[str, ...]) -> Title:
    marked = readable(" ".join(text.split()))
    title = _FOOTNOTE.sub("", marked).rstrip(f" {_DAGGERS}")
    if title != marked:
        repairs = (*repairs, f"footnote marks taken from the title '{shortened(marked, 200)}'")
    bare = without_full_stop(title)
    if bare != title:
        repairs = (*repairs, "full stop taken from the title")
    return Title("" if is_nothing(bare) else bare, link, repairs)
