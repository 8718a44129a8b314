"""Facts of a paper as people type them: titles, years, links and categories, each checked before it becomes a draft."""

import re
import shlex
from collections.abc import Sequence

from unlcli.domain import categories, identifiers
from unlcli.errors import UsageError


def checked_categories(given: Sequence[str]) -> tuple[str, ...]:
    """Return categories as they are written. Raises UsageError for what is none."""
    return tuple(categories.written(tuple(map(categories.checked_name, name.split(">")))) for name in given)


def links(given: Sequence[str]) -> tuple[str, ...]:
    """Return links and identifiers as clean links. Raises UsageError for what is neither."""
    found = []
    for link in given:
        url = link if identifiers.is_web_link(link) else getattr(identifiers.recognise(link), "url", "")
        if not url:
            raise UsageError(f"{link!r} is no web link and no identifier", "write https://... or an arXiv id or DOI")
        found.append(identifiers.clean_url(url).url)
    return tuple(found)


def checked_title(title: str) -> str:
    """Return a title. Raises UsageError for an identifier or a link, which is to be looked up."""
    if identifiers.recognise(title) is not None:
        raise UsageError(
            f"{title!r} is an identifier or a link, and no title",
            f"unl add {shlex.quote(title)} looks it up; with a title of your own, give it as a link (--url)",
        )
    return title


def checked_year(year: str) -> str:
    """Return a year, or nothing. Raises UsageError for a text without four digits."""
    if year and not re.search(r"(?<!\d)\d{4}(?!\d)", year):
        raise UsageError(f"{year!r} is no year", "write four digits: 2024")
    return year
