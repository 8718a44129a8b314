"""Characters as LaTeX, for files whose encoding does not hold them."""

import unicodedata
from functools import cache

from unlcli.domain import maths
from unlcli.domain.text import COMBINING, SYMBOLS


def written(char: str) -> str:
    """Return LaTeX that reads back as a character; empty when there is none that every LaTeX knows."""
    if symbol := _symbols().get(char, ""):
        return symbol
    base, marks = unicodedata.normalize("NFD", char)[0], unicodedata.normalize("NFD", char)[1:]
    accent = next((command for command, mark in COMBINING.items() if mark == marks), "")
    return f"{{\\{accent}{{{base}}}}}" if accent and base.isascii() and base.isalpha() else ""


@cache
def _symbols() -> dict[str, str]:
    found = {"–": "--", "—": "---", "“": "``", "”": "''", "\u00a0": "~"}
    commands = list(SYMBOLS)
    for place, command in enumerate(commands):
        char = SYMBOLS[command]
        if not char.isascii():
            in_math = place >= commands.index("times")
            found.setdefault(char, f"$\\{command}$" if in_math else f"{{\\{command}}}")
    for mark, table in (("^", maths.RAISED), ("_", maths.LOWERED)):
        for plain, placed in table.items():
            found.setdefault(chr(placed), f"${mark}{{{chr(plain)}}}$")
    return found
