"""The citation keys, one a line."""

from unlcli.domain.listing import Listing
from unlcli.render import escape
from unlcli.render.options import RenderOptions


def render(listing: Listing, _: RenderOptions) -> str:
    """Return each citation key once, in order; nothing for no papers."""
    return "".join(f"{escape.terminal(key)}\n" for key in dict.fromkeys(row.key for row in listing.rows))
