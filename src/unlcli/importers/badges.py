"""Badges: what a picture made by a badge service says, for those that have no text of their own."""

import re
from urllib.parse import unquote

_STATIC = re.compile(r"://img\.shields\.io/badge/([^/?#]+?)(?:\.svg|\.png)?(?:[?#]|$)", re.I)
_STARS = re.compile(r"://img\.shields\.io/github/(stars|forks|last-commit|license|issues)/", re.I)
#: A single dash stands between the parts of a badge, two of them for one that is meant.
_PARTS = re.compile(r"(?<!-)-(?!-)")


def text(url: str) -> str:
    """Return the words of a badge by its address, empty when it is none."""
    if match := _STARS.search(url):
        return f"GitHub {match[1]}"
    match = _STATIC.search(url)
    if match is None:
        return ""
    parts = _PARTS.split(unquote(match[1]))
    said = parts[:-1] if len(parts) > 1 else parts
    return " ".join(
        part.replace("--", "-").replace("__", " ").replace("_", " ").strip() for part in said if part
    ).strip()
