"""Whether a library writes accents as LaTeX commands or as letters, and an entry written its way."""

from collections.abc import Iterable
from dataclasses import replace

from unlcli.domain import latex, text
from unlcli.domain.entry import VERBATIM, Entry


def writes_latex(entries: Iterable[Entry]) -> bool:
    """Tell whether a library has accented letters as LaTeX commands alone; one with neither, or with both, has them as letters."""
    has_commands = False
    for entry in entries:
        for name, value in entry.fields.items():
            if name in VERBATIM:
                continue
            if not value.isascii() and any(char.isalpha() for char in value if not char.isascii()):
                return False
            has_commands = has_commands or "\\" in value and _has_letters(text.plain(value))
    return has_commands


def _has_letters(readable: str) -> bool:
    return any(char.isalpha() and not char.isascii() for char in readable)


def in_latex(entry: Entry) -> Entry:
    """Return an entry with LaTeX for all characters of its prose beyond ASCII that LaTeX has; the others stay."""
    fields = {name: value if name in VERBATIM else _written(value) for name, value in entry.fields.items()}
    return replace(entry, fields=fields)


def _written(value: str) -> str:
    if value.isascii():
        return value
    return "".join([char if char.isascii() else latex.written(char) or char for char in value])
