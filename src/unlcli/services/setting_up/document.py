"""A document with empty blocks where its tables and lists of papers stood; all other lines stay as they are."""

from collections.abc import Mapping, Sequence

from unlcli.errors import UsageError
from unlcli.services.in_place import lines as document_lines
from unlcli.services.in_place.markers import BEGIN, END, find_blocks, with_options
from unlcli.services.setting_up.places import LeftAlone, Place


def with_blocks(lines: Sequence[str], places: Sequence[Place], queries: Sequence[str], *, is_html: bool) -> str:
    """Return a document of lines with their ends as a text in which each place is a block that shows what its query selects."""
    end = document_lines.end_of(lines[0]) if lines else "\n"
    parts: list[str] = []
    after = 0
    for place, query in zip(places, queries, strict=True):
        parts += lines[after : place.first_line - 1]
        after = place.last_line
        written = _block(place, query, is_html=is_html)
        if parts and not parts[-1].endswith(("\n", "\r")):
            parts[-1] += end
        # a row that has no blank line below it would become one of the kept rows
        if place.kept and after < len(lines) and lines[after].strip():
            written.append("")
        parts += [f"{line}{end}" for line in written]
    return "".join((*parts, *lines[after:]))


def _block(place: Place, query: str, *, is_html: bool) -> list[str]:
    heading = ["", place.heading, ""] if place.heading else []
    block = [begin_of(place, query, is_html=is_html), END] if place.drafts else []
    kept = ["", *place.kept] if place.kept else []
    return [*heading, *block, *kept]


def begin_of(place: Place, query: str, *, is_html: bool) -> str:
    """Return the begin marker of a place."""
    options: Mapping[str, str] = {
        **({"format": "html-table"} if place.form == "html" and not is_html else {}),
        **({"style": "list"} if place.form == "list" and not is_html else {}),
        "group-by": "none",
        "columns": ",".join(place.columns),
        **({"query": query} if query else {}),
    }
    return with_options(BEGIN, options)


def placeable(
    lines: Sequence[str], places: Sequence[Place], name: str, *, is_html: bool
) -> tuple[list[Place], list[LeftAlone]]:
    """Return the places at which a marker is read as one, and those at which it stands in a comment or in code."""
    if _has_all(lines, places, name, is_html=is_html):
        return list(places), []
    good: list[Place] = []
    left: list[LeftAlone] = []
    for place in places:
        if _has_all(lines, [place], name, is_html=is_html):
            good.append(place)
        else:
            reason = "it stands in code, in a comment or in HTML where a marker is none"
            left.append(LeftAlone(place.first_line, place.last_line, reason, place.drafts))
    return good, left


def _has_all(lines: Sequence[str], places: Sequence[Place], name: str, *, is_html: bool) -> bool:
    text = with_blocks(lines, places, [""] * len(places), is_html=is_html)
    try:
        found = find_blocks(document_lines.split(text), name, is_html=is_html)
    except UsageError:
        return False
    return len(found) == sum(bool(place.drafts) for place in places)
