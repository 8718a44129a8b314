"""BibTeX: the entries as the library writes them."""

from unlcli.domain.listing import Listing
from unlcli.render.options import RenderOptions
from unlcli.render.rows import distinct


def render(listing: Listing, _: RenderOptions) -> str:
    """Return what the entries need, and each entry once, with a blank line between them; nothing for no papers."""
    texts = (listing.prelude, *(row.source for row in distinct(listing.rows)))
    sources = (text.replace("\r\n", "\n").replace("\r", "\n").strip("\n") for text in texts)
    written = "\n\n".join(filter(None, sources))
    return f"{written}\n" if written else ""
