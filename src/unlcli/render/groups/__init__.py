"""Groups of entries side by side: tables for a terminal, whole and plain lines for a pipe."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from unlcli.domain.comparison import Compared, Comparison
from unlcli.render.options import RenderOptions

__all__ = ["DIFFERS", "PARTIAL", "RenderOptions", "mark", "render"]

#: What stands before a field in which values differ, and before one that only some entries have.
DIFFERS, PARTIAL = "≠", "+"


def render(comparisons: Sequence[Comparison], options: RenderOptions) -> str:
    """Return groups one after the other, under a title where one is given; without width and colour they are plain."""
    module = "table" if options.width or options.colour else "plain"
    chosen = import_module(f"unlcli.render.groups.{module}").render
    return cast(Callable[[Sequence[Comparison], RenderOptions], str], chosen)(comparisons, options)


def mark(field: Compared) -> str:
    """Return what stands before a field."""
    return DIFFERS if field.differs else PARTIAL if field.is_partial else " "
