"""A paper that is typed: the options of `unl add`, and the questions that it asks on a terminal where they are missing."""

import re
from typing import TYPE_CHECKING, TypeVar

from unlcli.cli import console
from unlcli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unlcli.domain.draft import Draft

Answer = TypeVar("Answer")


def draft(
    title: str,
    authors: "Sequence[str]",
    year: str,
    venue: str,
    urls: "Sequence[str]",
    codes: "Sequence[str]",
    categories: tuple[str, ...],
) -> "Draft":
    """Return what was typed as a draft, completed by questions where it has no title. Raises UsageError for what is none."""
    from unlcli.domain import names
    from unlcli.domain.draft import Draft

    return _asked(
        Draft(
            _checked_title(title),
            0,
            year=_checked_year(year),
            venue=venue,
            authors=" and ".join(names.from_typed(a) for a in authors),
            urls=links(urls),
            code=links(codes),
            categories=categories,
        )
    )


def checked_categories(given: "Sequence[str]") -> tuple[str, ...]:
    """Return categories as they are written. Raises UsageError for what is none."""
    from unlcli.domain import categories

    return tuple(categories.written(tuple(map(categories.checked_name, name.split(">")))) for name in given)


def links(given: "Sequence[str]") -> tuple[str, ...]:
    """Return links and identifiers as clean links. Raises UsageError for what is neither."""
    from unlcli.domain import identifiers

    found = []
    for link in given:
        url = link if identifiers.is_web_link(link) else getattr(identifiers.recognise(link), "url", "")
        if not url:
            raise UsageError(f"{link!r} is no web link and no identifier", "write https://... or an arXiv id or DOI")
        found.append(identifiers.clean_url(url).url)
    return tuple(found)


def _checked_title(title: str) -> str:
    import shlex

    from unlcli.domain import identifiers

    if identifiers.recognise(title) is not None:
        raise UsageError(
            f"{title!r} is an identifier or a link, and no title",
            f"unl add {shlex.quote(title)} looks it up; with a title of your own, give it as a link (--url)",
        )
    return title


def _checked_year(year: str) -> str:
    if year and not re.search(r"(?<!\d)\d{4}(?!\d)", year):
        raise UsageError(f"{year!r} is no year", "write four digits: 2024")
    return year


def _asked(draft: "Draft") -> "Draft":
    """Complete a draft without a title by asking, where there is somebody to ask."""
    from dataclasses import replace

    from unlcli.domain import names, text

    if text.to_bibtex(draft.title):
        return draft
    if not console.can_ask():
        raise UsageError(
            "nothing to add: no identifier, no link, no --title and no --bibtex",
            "for instance: unl add https://arxiv.org/abs/1706.03762",
        )
    console.note("An empty answer leaves a field out.")
    title = _answer("Title", _checked_title)
    if not title:
        raise UsageError("nothing to add: the title is empty")
    return replace(
        draft,
        title=title,
        authors=draft.authors or _answer("Authors (A. One, B. Two)", names.from_typed),
        year=draft.year or _answer("Year", _checked_year),
        venue=draft.venue or _answer("Venue", str),
        urls=draft.urls or _answer("Links or identifiers", lambda given: links(given.split())),
        code=draft.code or _answer("Code", lambda given: links(given.split())),
        categories=draft.categories
        or _answer(
            "Categories (; between)", lambda given: checked_categories(list(filter(str.strip, given.split(";"))))
        ),
    )


def _answer(question: str, read: "Callable[[str], Answer]") -> "Answer":
    """Ask until an answer can be read; one that cannot is told why."""
    while True:
        try:
            return read(console.ask_text(question))
        except UsageError as error:
            console.error(error.message, error.hint)
