"""A paper that is typed: the options of `unl add`, and the questions that it asks on a terminal where they are missing."""

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
    from unlcli.services import typed_facts

    return typed_facts.checked_categories(given)


def links(given: "Sequence[str]") -> tuple[str, ...]:
    """Return links and identifiers as clean links. Raises UsageError for what is neither."""
    from unlcli.services import typed_facts

    return typed_facts.links(given)


def _checked_title(title: str) -> str:
    from unlcli.services import typed_facts

    return typed_facts.checked_title(title)


def _checked_year(year: str) -> str:
    from unlcli.services import typed_facts

    return typed_facts.checked_year(year)


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
