"""A draft: a paper read from somewhere, not yet in the library, with where it was read; and what was not read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Repair:
    """Something that was put right while reading, in words, with its line (from 1)."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """What looked like a row and was not read, with the reason; `is_broken` when it was meant to be one, and is cut off."""

    line: int
    text: str
    reason: str
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro that a document names and does not define."""

    name: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A row as it was read, in readable text (no LaTeX).

    `venue` is the canonical short name, `authors` a BibTeX name list, `urls` the paper's links cleaned with the best
    first, `links` al-folio's link fields, `extra` columns of unknown meaning by field name. A draft that comes from
    BibTeX has its `type`, `key` and `fields` as there (values in LaTeX) and leaves the others to them; `parts` are the
    values among these that name a macro the document leaves to others, where its name stands for the while.
    """

    title: str
    line: int
    year: str = ""
    venue: str = ""
    authors: str = ""
    urls: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    type: str = ""
    key: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, tuple[str | Macro, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadCategory:
    """A category as a document has it: its path, the heading as it is written there, and the prose below that.

    `line` is that of the heading, `level` its level (1 to 6).
    """

    path: str
    title: str = ""
    intro: str = ""
    line: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A table or a run of items, as a document has it: its lines, from 1, header included, and what was read there.

    `form` is `table`, `list` or `html`. `category`, `venue` and `year` are what the headings above say; `columns` are the
    columns of the document as an export names them, in their order. `drafts` are places in the reading's drafts,
    `skipped` in what it skipped.
    """

    first_line: int
    last_line: int
    form: str
    category: str = ""
    venue: str = ""
    year: str = ""
    heading_line: int = 0
    columns: tuple[str, ...] = ()
    drafts: tuple[int, ...] = ()
    skipped: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What an importer read from one document, in document order: `parts` where it stands, `categories` its sections."""

    drafts: tuple[Draft, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    repairs: tuple[Repair, ...] = ()
    parts: tuple[Part, ...] = ()
    categories: tuple[ReadCategory, ...] = ()
