"""Counts as aligned text, with a bar for each where a terminal's width is known."""

from collections.abc import Sequence

from unlcli.render import escape
from unlcli.render.options import RenderOptions
from unlcli.render.widths import width_of, wrapped

_EIGHTHS = " ▏▎▍▌▋▊▉"
_MOST_NAME, _MOST_BAR = 40, 60
_BOLD, _BAR, _RESET = "\x1b[1m", "\x1b[36m", "\x1b[0m"


def render(heading: str, counts: Sequence[tuple[str, int]], options: RenderOptions) -> str:
    """Return a heading with a line for each count below it; nothing for no counts."""
    if not counts:
        return ""
    names = [_cut(escape.terminal(name), _MOST_NAME if options.width else 0) for name, _ in counts]
    longest = max(map(width_of, names))
    digits = max(len(str(count)) for _, count in counts)
    room = min(_MOST_BAR, options.width - longest - digits - 6) if options.width else 0
    most = max(count for _, count in counts)
    lines = [f"{_BOLD}{heading}{_RESET}" if options.colour else heading]
    for name, (_, count) in zip(names, counts, strict=True):
        padded = name + " " * (longest - width_of(name))
        bar = _bar(count, most, room)
        shown = f"  {_BAR}{bar}{_RESET}" if options.colour and bar else f"  {bar}"
        lines.append(f"  {padded}  {count:{digits}}{shown}".rstrip())
    return "\n".join(lines) + "\n"


def _bar(count: int, most: int, room: int) -> str:
    """Return a bar in eighths of a column; what is there at all can be seen."""
    eighths = max(1, round(count * room * 8 / most)) if count and room > 0 else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _cut(name: str, most: int) -> str:
    if not most or width_of(name) <= most:
        return name
    return name[: wrapped(name, most - 1)[0][1]] + "…"
