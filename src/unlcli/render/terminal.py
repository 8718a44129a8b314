"""What is printed for a terminal by rich: its console, which only obeys the caller, and the blanks that it leaves."""

import re
from typing import TextIO

from rich.console import Console

from unlcli.render.options import RenderOptions

# Wide enough for any row; rich makes a table only as wide as its cells.
UNCUT = 100_000
_BLANKS_AT_END = re.compile(r"(?: |\x1b\[[0-9;]*m)+$")


def console(out: TextIO, options: RenderOptions) -> Console:
    """Return a console that writes as the options say."""
    # An empty environment: FORCE_COLOR, GITHUB_ACTIONS or COLUMNS must not overrule what the caller decided.
    return Console(
        file=out,
        width=options.width or UNCUT,
        height=100,
        force_terminal=options.colour,
        force_jupyter=False,
        force_interactive=False,
        color_system="standard" if options.colour else None,
        no_color=not options.colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )


def without_blanks_at_end(text: str) -> str:
    """Return what a console wrote without blanks at the ends of its lines and without empty lines at its end."""
    # Colour codes stand among the blanks, and the last of them ends the colour.
    lines = [_BLANKS_AT_END.sub(lambda m: m[0].replace(" ", ""), line) for line in text.split("\n")]
    written = "\n".join(lines).rstrip("\n")
    return f"{written}\n" if written else ""
