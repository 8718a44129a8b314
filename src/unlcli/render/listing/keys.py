"""The citation keys, one a line."""

from unlcli.domain.listing import Listing
from unlcli.render.options import RenderOptions
from unlcli.render.plain_lines import keys


def render(listing: Listing, _: RenderOptions) -> str:
    """Return each citation key once, in order; nothing for no papers."""
    return keys(row.key for row in listing.rows)
