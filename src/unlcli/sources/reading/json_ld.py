"""What a paper's page says of it in JSON-LD (schema.org), for pages that have no bibliographic tags."""

import json
from collections.abc import Iterator, Mapping

from unlcli.domain.record import Record, Standing
from unlcli.sources.reading import html_meta, record_parts
from unlcli.sources.reading.answered import as_list, as_text, first_text, get
from unlcli.sources.reading.citation_tags import date_of
from unlcli.sources.reading.people import people
from unlcli.sources.reading.readable import abstract, readable

_KINDS = {
    "ScholarlyArticle": "article",
    "MedicalScholarlyArticle": "article",
    "Thesis": "phdthesis",
    "Report": "techreport",
}


def record_of(page: str, source: str, url: str) -> Record | None:
    """Return the record that a page's JSON-LD makes; None when it describes no paper."""
    for said in (item for script in html_meta.scripts(page, "application/ld+json") for item in _items(script)):
        kind = next((_KINDS[name] for name in map(as_text, as_list(said.get("@type"))) if name in _KINDS), "")
        title = readable(first_text(said.get("name")) or first_text(said.get("headline")))
        if kind and title:
            return _record(said, kind, title, source, url)
    return None


def _record(said: Mapping[str, object], kind: str, title: str, source: str, url: str) -> Record:
    venue = readable(_name(said.get("isPartOf")) or _name(get(said.get("isPartOf"), "isPartOf")))
    year, month = date_of(first_text(said.get("datePublished")))
    named = [*as_list(said.get("sameAs")), *as_list(said.get("identifier")), said.get("@id")]
    texts = [as_text(get(item, "value")) or as_text(item) for item in named]
    return Record(
        source=source,
        title=title,
        authors=people(map(_name, as_list(said.get("author")))),
        year=year,
        month=month,
        venue=venue,
        type=kind if venue or kind != "article" else "",
        pages=_pages(said),
        publisher=readable(_name(said.get("publisher"))),
        doi=next(filter(None, map(record_parts.doi, texts)), ""),
        arxiv=next(filter(None, map(record_parts.arxiv_id, texts)), ""),
        url=url,
        abstract=abstract(first_text(said.get("abstract")) or first_text(said.get("description"))),
        standing=Standing.PUBLISHED if venue else Standing.UNKNOWN,
    )


def _items(script: str) -> Iterator[Mapping[str, object]]:
    try:
        said: object = json.loads(script)
    except (ValueError, RecursionError):
        return
    for item in as_list(said):
        if isinstance(item, Mapping):
            yield item
            yield from (inner for inner in as_list(item.get("@graph")) if isinstance(inner, Mapping))
            if isinstance(main := item.get("mainEntity"), Mapping):
                yield main


def _name(value: object) -> str:
    return first_text(get(value, "name")) or (value if isinstance(value, str) else "")


def _pages(said: Mapping[str, object]) -> str:
    first, last = first_text(said.get("pageStart")), first_text(said.get("pageEnd"))
    return record_parts.pages(f"{first}--{last}" if first and last else first or first_text(said.get("pagination")))
