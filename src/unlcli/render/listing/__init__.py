"""Listings in every format. A new format is one module with `render(listing, options)` and one line here."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from unlcli.domain.listing import Listing
from unlcli.errors import UsageError
from unlcli.render.options import RenderOptions

__all__ = ["RenderOptions", "Renderer", "formats", "renderer"]

Renderer = Callable[[Listing, RenderOptions], str]

_MODULES = {
    "table": "unlcli.render.listing.table",
    "markdown": "unlcli.render.listing.markdown",
    "html-table": "unlcli.render.listing.html_table",
    "jekyll": "unlcli.render.listing.jekyll",
    "html": "unlcli.render.page.render",
    "json": "unlcli.render.listing.json",
    "csl-json": "unlcli.render.listing.csl_json",
    "lines": "unlcli.render.listing.lines",
    "keys": "unlcli.render.listing.keys",
    "card": "unlcli.render.listing.card",
    "bibtex": "unlcli.render.listing.bibtex",
    "ris": "unlcli.render.listing.ris",
    "csv": "unlcli.render.listing.csv",
    "atom": "unlcli.render.listing.atom",
    "template": "unlcli.render.listing.template",
}


def formats() -> tuple[str, ...]:
    """Return the names of the formats."""
    return tuple(_MODULES)


def renderer(name: str) -> Renderer:
    """Return the function that renders a listing in a format; loads only that format's module."""
    if name not in _MODULES:
        raise UsageError(f"there is no format {name!r} for a listing; there are {', '.join(_MODULES)}")
    return cast(Renderer, import_module(_MODULES[name]).render)
