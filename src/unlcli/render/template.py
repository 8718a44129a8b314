"""A reader's own template (Jinja2): it sees the listing and nothing else, and what goes wrong is told with its line."""

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace

from unlcli.domain.listing import Cell, Listing, Row, Section
from unlcli.errors import UsageError
from unlcli.render.escape import one_line
from unlcli.render.options import RenderOptions
from unlcli.render.rows import cells_of, distinct, links_of, rows_of
from unlcli.render.template_filters import FILTERS

_MARKUP = frozenset((".html", ".htm", ".xhtml", ".xml", ".atom", ".svg"))
#: How many numbers all `range(...)` of a template give out together, and how long a repeated text or list may be.
MOST_NUMBERS = 1_000_000
MOST_REPEATED = 1_000_000
_GLOBALS = {"dict": dict, "namespace": Namespace, "cycler": Cycler, "joiner": Joiner}
_HINT = "docs/how-to/templates.md tells what a template sees and can do"


def render(listing: Listing, options: RenderOptions, source: str, name: str) -> str:
    """Return what a template makes of a listing; `name` is its file, whose ending tells whether it writes HTML or XML.

    Raises UsageError that names file and line for whatever goes wrong in the template.
    """
    is_markup = any(suffix.lower() in _MARKUP for suffix in PurePath(name).suffixes)
    environment = _Environment(
        autoescape=is_markup,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(FILTERS)
    for clockwork in ("random", "pprint"):  # the same listing gives the same text
        del environment.filters[clockwork]
    try:
        code = environment.compile(source, filename=name)
        return Template.from_code(environment, code, {**_GLOBALS, "range": _numbers()}).render(
            _variables(listing, options)
        )
    except Exception as error:  # whatever a template does wrong, its writer is told
        raise UsageError(f"{name}:{_line(error, name)}: {_told(error)}", _HINT) from error


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with an end to texts and numbers that grow by multiplication."""

    intercepted_binops = frozenset(("*", "**"))

    def call_binop(self, _: object, operator: str, left: object, right: object) -> object:
        """Multiply and raise to powers where the result stays of a size that somebody may mean."""
        if _is_boundless(operator, left, right):
            raise OverflowError(f"{operator}: the result is too large")
        return self.binop_table[operator](left, right)


def _is_boundless(operator: str, left: object, right: object) -> bool:
    sizes = [len(value) if isinstance(value, str | Sequence) else value for value in (left, right)]
    if not all(isinstance(size, int) for size in sizes):
        return False
    first, second = (abs(size) for size in sizes if isinstance(size, int))
    if operator == "**":
        return first.bit_length() * second > 1000
    return first * second > MOST_REPEATED and any(isinstance(value, str | Sequence) for value in (left, right))


def _numbers() -> Callable[..., range]:
    """Return `range` with an end: loops in loops give out no more numbers than one may."""
    given = 0

    def limited(*bounds: int) -> range:
        nonlocal given
        numbers = range(*bounds)
        if len(numbers) + given > MOST_NUMBERS:
            raise OverflowError(f"range: a template may count to {MOST_NUMBERS} in all")
        given += len(numbers)
        return numbers

    return limited


def _variables(listing: Listing, options: RenderOptions) -> Mapping[str, object]:
    return {
        "title": one_line(options.title or listing.title),
        "description": one_line(options.description),
        "updated": options.updated,
        "url": options.url,
        "columns": [{"name": column.name, "heading": column.heading} for column in listing.columns],
        "entries": [dict(row.record) for row in distinct(listing.rows)],
        "sections": [_section(section, listing, options.level) for section in listing.sections],
    }


def _section(section: Section, listing: Listing, level: int) -> Mapping[str, object]:
    below = level + bool(section.title)
    return {
        "title": section.title,
        "anchor": section.anchor,
        "intro": section.intro,
        "level": level,
        "count": sum(1 for _ in distinct(rows_of(section))),
        "rows": [_row(row, listing) for row in section.rows],
        "sections": [_section(child, listing, below) for child in section.sections],
    }


def _row(row: Row, listing: Listing) -> Mapping[str, object]:
    cells = zip(listing.columns, cells_of(row, listing.columns), strict=True)
    return {
        "entry": row.record,
        "bibtex": row.source,
        "cells": [{"name": column.name, "heading": column.heading, **_cell(cell)} for column, cell in cells],
    }


def _cell(cell: Cell) -> Mapping[str, object]:
    links = [{"text": words, "url": url} for words, url in links_of(cell)]
    return {"text": cell.text or " ".join(link["text"] for link in links), "links": links}


def _line(error: Exception, name: str) -> int:
    """Return the line of the template that an error comes from; 1 where nothing tells."""
    return error.lineno if isinstance(error, TemplateSyntaxError) else next(_lines(error, name), 1)


def _lines(error: Exception, name: str) -> Iterator[int]:
    frames = traceback.extract_tb(error.__traceback__)
    yield from (frame.lineno for frame in reversed(frames) if frame.filename == name and frame.lineno)


def _told(error: Exception) -> str:
    message = one_line(getattr(error, "message", None) or str(error))
    if isinstance(error, TypeError) and "no loader" in message:
        return "a template stands alone: it cannot include, import or extend another"
    if isinstance(error, TemplateError):
        return message or type(error).__name__
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
