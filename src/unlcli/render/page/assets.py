"""The page's style sheet and script: files put together, comments left out, and named by their digests for the policy."""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from unlcli.domain.listing import Column
from unlcli.render.page.rows import column_class

_FOLDER = files("unlcli.render.page")
#: The parts of the script, in the order in which they need each other.
SCRIPTS = (
    "basics",
    "papers",
    "state",
    "filter",
    "nothing",
    "chart",
    "facets",
    "sort",
    "copy",
    "keys",
    "contents",
    "start",
)
#: How wide the columns of a table are; the title has the rest.
_WIDTHS = {
    "title": "minmax(0, 1fr)", "year": "3.2rem", "venue": "minmax(6rem, 9.5rem)", "authors": "minmax(8rem, 26%)",
    "author": "minmax(8rem, 26%)", "code": "5.2rem", "link": "5.2rem", "key": "11rem", "doi": "11rem", "arxiv": "6.5rem",
    "abstract": "minmax(8rem, 45%)", "category": "minmax(6rem, 18%)", "type": "7rem",
}  # fmt: skip


def style(columns: Sequence[Column]) -> str:
    """Return the style sheet for tables with these columns."""
    tracks = " ".join(_WIDTHS.get(column.name, "minmax(4rem, 14%)") for column in columns)
    if columns and not any(column.name == "title" for column in columns):
        tracks = " ".join(["minmax(0, 1fr)"] * len(columns))
    wide = f"@media (min-width: 44.01rem) {{ tr {{ grid-template-columns: {tracks}; }} }}\n" if columns else ""
    return "\n" + _file("style.css", r"/\*.*?\*/") + wide


@cache
def script() -> str:
    """Return the script, all of its parts in one function, so that they name nothing for others."""
    parts = "".join(_file(f"{name}.js", r"^\s*(?://.*|/\*\*.*\*/)$") for name in SCRIPTS)
    return f'\n(() => {{\n"use strict";\n{parts}}})();\n'


def digest(source: str) -> str:
    """Return what a Content-Security-Policy calls an inline style or script that may be used."""
    return "sha256-" + b64encode(sha256(source.encode()).digest()).decode()


def classes(columns: Sequence[Column]) -> list[tuple[Column, str]]:
    """Return columns with the classes of their cells."""
    return [(column, column_class(column)) for column in columns]


@cache
def _file(name: str, comment: str) -> str:
    """Return a file without its comments, indentation and empty lines: a page is read by browsers."""
    source = _FOLDER.joinpath(name).read_text(encoding="utf-8")
    bare = re.sub(comment, "", source, flags=re.MULTILINE | re.DOTALL if name.endswith(".css") else re.MULTILINE)
    return "".join(f"{line}\n" for line in map(str.strip, bare.splitlines()) if line)
