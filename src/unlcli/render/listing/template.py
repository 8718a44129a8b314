"""The template that the options hold, as a format among the others."""

from unlcli.domain.listing import Listing
from unlcli.render import template
from unlcli.render.options import RenderOptions


def render(listing: Listing, options: RenderOptions) -> str:
    """Return what the template makes of the listing."""
    return template.render(listing, options, options.template, options.template_name or "template")
