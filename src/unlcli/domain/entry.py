"""An entry of a library: type, citation key, fields, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from unlcli.domain import text

CATEGORY = "category"
CODE = "code"
ALTTITLE = "alttitle"
ALTURL = "alturl"
NOTSAME = "notsame"
CREATIONDATE = "creationdate"
#: Names the blocks of a document that show a paper, where its category, year and venue do not tell.
BLOCK = "block"
IDS = "ids"

#: Fields that hold links or identifiers: written as they are, never as LaTeX text.
VERBATIM = frozenset(
    "url doi eprint code alturl website video slides poster file ids notsame crossref eprinttype archiveprefix isbn "
    "issn pmid openreview creationdate".split()
)
LINK_FIELDS = ("website", "video", "slides", "poster")
#: Custom list fields and what stands between their values.
SEPARATORS: Mapping[str, str] = {
    CATEGORY: "; ",
    CODE: " ",
    ALTTITLE: " || ",
    ALTURL: " ",
    NOTSAME: ", ",
    IDS: ", ",
    "keywords": ", ",
    "website": " ",
    "video": " ",
    "slides": " ",
    "poster": " ",
    BLOCK: " ",
}

_ORDER = (
    "author", "editor", "title", "subtitle", "booktitle", "journal", "journaltitle", "series", "volume", "number", "pages",
    "publisher", "school", "institution", "howpublished", "address", "month", "year", "date", "doi", "eprint",
    "archiveprefix", "primaryclass", "url", CODE, *LINK_FIELDS, ALTTITLE, ALTURL, CATEGORY,
)  # fmt: skip


def in_usual_order(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a new entry in the order people write them; unknown ones keep theirs, before `category`."""
    rank = {name: index for index, name in enumerate(_ORDER)}
    last = {CATEGORY: len(_ORDER) + 1, NOTSAME: len(_ORDER) + 2, IDS: len(_ORDER) + 3, CREATIONDATE: len(_ORDER) + 4}
    return dict(sorted(fields.items(), key=lambda item: last.get(item[0], rank.get(item[0], len(_ORDER)))))


_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "article": ("author", "title", "journal", "year"),
    "book": ("author|editor", "title", "publisher", "year"),
    "booklet": ("title",),
    "inbook": ("author|editor", "title", "chapter|pages", "publisher", "year"),
    "incollection": ("author", "title", "booktitle", "publisher", "year"),
    "inproceedings": ("author", "title", "booktitle", "year"),
    "conference": ("author", "title", "booktitle", "year"),
    "manual": ("title",),
    "mastersthesis": ("author", "title", "school", "year"),
    "phdthesis": ("author", "title", "school", "year"),
    "proceedings": ("title", "year"),
    "techreport": ("author", "title", "institution", "year"),
    "unpublished": ("author", "title", "note"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as a reader sees it.

    `fields` has lower-case names in file order; values are what BibTeX would use: delimiters off, macros and `#`
    resolved, LaTeX kept. Of a repeated field the first counts, as in BibTeX. `position` is the entry's index in its
    library (a key is not an identity: files repeat keys), -1 when it is in none. `line` counts from 1. `problem` says why
    an entry can be shown and not edited (it is not closed); empty for all others.
    """

    type: str
    key: str
    fields: Mapping[str, str] = field(default_factory=dict)
    position: int = -1
    line: int = 0
    end_line: int = 0
    problem: str = ""

    def get(self, name: str) -> str:
        """Return a field's value, empty when it is not there."""
        return self.fields.get(name, "")

    def plain(self, name: str) -> str:
        """Return a field's readable text, empty when it is not there."""
        value = self.fields.get(name)
        if not value:
            return ""
        return value.strip() if name in VERBATIM else text.plain(value)

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a list field (`category`, `code`, `ids`, ...) in order, empty ones left out."""
        value = self.plain(name)
        return split_values(name, value) if value else ()

    def place(self, path: str) -> str:
        """Return what names the entry in a message: key and line in the library `path`, for one that is in none its title."""
        return f"{self.key} ({path}:{self.line})" if self.position >= 0 else repr(self.plain("title"))

    @property
    def year(self) -> str:
        """The four-digit year, from `year` or biblatex's `date`; empty when there is none."""
        for name in ("year", "date"):
            value = self.plain(name)
            if len(value) == 4 and value.isdecimal():
                return value
            for run in "".join([c if c.isdecimal() else " " for c in value]).split():
                if len(run) == 4:
                    return run
        return ""

    @property
    def venue(self) -> str:
        """The venue as the entry writes it: journal, proceedings, or what stands in their place."""
        for name in ("booktitle", "journal", "journaltitle", "eventtitle", "venue"):
            if value := self.plain(name):
                return value
        howpublished = self.plain("howpublished")
        if howpublished and "://" not in howpublished:
            return howpublished
        if self.get("eprint"):
            return self.plain("archiveprefix") or self.plain("eprinttype") or "arXiv"
        return ""


def split_values(name: str, value: str) -> tuple[str, ...]:
    """Return the parts of a list field's readable value."""
    if name in (CATEGORY,):
        parts = value.split(";")
    elif name == ALTTITLE:
        parts = value.split("||")
    elif name == "keywords":
        parts = value.replace(";", ",").split(",")  # both are in use, as exporters and people like
    elif name in (IDS, NOTSAME):
        parts = value.split(",")
    elif name in SEPARATORS:
        parts = value.split()
    else:
        parts = [value]
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def join_values(name: str, values: tuple[str, ...]) -> str:
    """Return the text of a list field that holds these values."""
    return SEPARATORS.get(name, "; ").join(dict.fromkeys(values))


def required_fields(entry_type: str) -> tuple[str, ...]:
    """Return the fields BibTeX's standard styles require of a type; `a|b` means one of them. Source: btxdoc, section 3.1."""
    return _REQUIRED.get(entry_type, ())
