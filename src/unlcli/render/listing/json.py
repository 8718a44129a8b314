"""JSON: every paper's record once, and the sections as keys where the listing is grouped."""

from collections.abc import Sequence

from unlcli.domain.listing import Listing, Section
from unlcli.render import escape
from unlcli.render.options import RenderOptions
from unlcli.render.rows import distinct

VERSION = 1


def render(listing: Listing, options: RenderOptions) -> str:
    """Return the listing as one JSON object; its `version` changes when a member changes its meaning."""
    document: dict[str, object] = {
        "version": VERSION,
        "title": options.title or listing.title,
        "entries": [dict(row.record) for row in distinct(listing.rows)],
    }
    if any(section.title for section in listing.sections):
        document["sections"] = _sections(listing.sections)
    return escape.json_text(document, indent=2) + "\n"


def _sections(sections: Sequence[Section]) -> list[dict[str, object]]:
    return [
        {
            "title": section.title,
            "anchor": section.anchor,
            "keys": [row.key for row in section.rows],
            "sections": _sections(section.sections),
        }
        for section in sections
    ]
