"""One line a paper with tabs between key, year, venue, title and link, for `cut`, `awk` and `fzf`."""

from unlcli.domain.listing import Listing, Row
from unlcli.render import escape
from unlcli.render.options import RenderOptions
from unlcli.render.rows import distinct

_FIELDS = ("key", "year", "venue", "title", "url")


def render(listing: Listing, _: RenderOptions) -> str:
    """Return one line a paper, always with five fields; nothing for no papers."""
    return "".join(_line(row) + "\n" for row in distinct(listing.rows))


def _line(row: Row) -> str:
    values = (row.record.get(name) or "" for name in _FIELDS)
    return "\t".join(escape.terminal(str(value)) for value in values)
