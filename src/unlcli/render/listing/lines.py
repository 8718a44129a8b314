"""One line a paper with tabs between key, year, venue, title and link, for `cut`, `awk` and `fzf`."""

from unlcli.domain.listing import Listing
from unlcli.render.options import RenderOptions
from unlcli.render.plain_lines import lines
from unlcli.render.rows import distinct

_FIELDS = ("key", "year", "venue", "title", "url")


def render(listing: Listing, _: RenderOptions) -> str:
    """Return one line a paper, always with five fields; nothing for no papers."""
    return lines([str(row.record.get(name) or "") for name in _FIELDS] for row in distinct(listing.rows))
