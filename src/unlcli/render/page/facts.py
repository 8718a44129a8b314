"""What the page's script is told of a paper beyond what its row shows: BibTeX fields, facets, other words to find it by."""

from collections.abc import Mapping
from html import escape as escaped

from unlcli.domain import text
from unlcli.domain.entry import ALTTITLE, CATEGORY, split_values
from unlcli.domain.listing import Row
from unlcli.render.escape import one_line, safe_url

#: The fields of copied BibTeX, in their order: what a citation needs, and nothing that a list keeps for itself.
FIELDS = (
    "author", "editor", "title", "subtitle", "booktitle", "journal", "journaltitle", "series", "volume", "number",
    "issue", "pages", "chapter", "edition", "type", "publisher", "school", "institution", "organization",
    "howpublished", "address", "location", "month", "year", "date", "isbn", "issn", "doi", "eprint", "archiveprefix",
    "eprinttype", "primaryclass", "eprintclass", "version", "url", "urldate",
)  # fmt: skip
#: Between parts of an attribute: no value holds it, for values are made one line.
_TAB = "\t"


def html(value: str) -> str:
    """Return text for HTML on one line, inside an element or a quoted attribute."""
    return escaped(line(value))


def line(value: str) -> str:
    """Return text on one line; most texts are, which is quickly told."""
    return value.strip() if value.isprintable() and "  " not in value else one_line(value)


def attributes(row: Row, title: str, link: str) -> str:
    """Return the attributes of a paper's first row; `title` and `link` are what the row shows and need not say twice."""
    written = f' data-bib="{html_tabs(_bibtex(row, title, link))}"'
    for number, values in enumerate(row.facets):
        if values:
            written += f' data-f{number}="{html_tabs([line(value) for value in values])}"'
    if words := _other_words(row.raw):
        written += f' data-q="{html(words)}"'
    return written


def html_tabs(parts: list[str]) -> str:
    """Return parts of one line each as an attribute's value, with tabs between."""
    return escaped(_TAB.join(parts))


def _bibtex(row: Row, title: str, link: str) -> list[str]:
    """Return type, key and `name=value` of each field; a bare `title` or `url` is the one that the row shows."""
    parts = [line(str(row.record.get("type") or "misc")), line(row.key)]
    for name in FIELDS:
        if value := row.raw.get(name):
            shown = (name == "title" and value == title) or (name == "url" and link != "" and safe_url(value) == link)
            parts.append(name if shown else f"{name}={line(text.contained(value))}")
    return parts


def _other_words(raw: Mapping[str, str]) -> str:
    """Return earlier titles and the categories, which a row need not show."""
    titles = split_values(ALTTITLE, text.plain(raw[ALTTITLE])) if raw.get(ALTTITLE) else ()
    categories = split_values(CATEGORY, text.plain(raw[CATEGORY])) if raw.get(CATEGORY) else ()
    return " | ".join((*titles, *categories))
