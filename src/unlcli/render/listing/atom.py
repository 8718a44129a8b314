"""Atom (RFC 4287): the papers that came last, for feed readers."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import cast
from urllib.parse import urljoin
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from unlcli.domain.listing import Listing, Row
from unlcli.render.escape import one_line, safe_url
from unlcli.render.ids import RowIds
from unlcli.render.options import RenderOptions
from unlcli.render.rows import distinct, title_of

#: How many papers a feed has; readers ask often, and want what is new.
MOST = 100
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def render(listing: Listing, options: RenderOptions) -> str:
    """Return the papers with a day of creation, newest first; the others have no place in time and are left out."""
    address = safe_url(options.url) or ""
    dated = [(day, row) for row in distinct(listing.rows) if (day := _day(row))]
    newest = sorted(dated, key=lambda pair: pair[0], reverse=True)[:MOST]
    title = one_line(options.title or listing.title) or "Papers"
    feed = _feed(title, one_line(options.description), address, newest)
    ids = RowIds(listing.rows, listing.sections)
    for day, row in newest:
        on_page = f"{_page(address)}#{ids.of(row)}" if address else ""
        feed.append(
            _entry(day, row, on_page or uuid.uuid5(uuid.NAMESPACE_URL, f"unl entry {ids.of(row)}").urn, on_page)
        )
    ElementTree.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(feed, encoding="unicode")}\n'


def _feed(title: str, description: str, address: str, newest: list[tuple[datetime, Row]]) -> Element:
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    _add(feed, "id", address or uuid.uuid5(uuid.NAMESPACE_URL, f"unl feed {title}").urn)
    _add(feed, "title", title)
    if description:
        _add(feed, "subtitle", description)
    _add(feed, "updated", _stamp(newest[0][0] if newest else _NEVER))
    _add(SubElement(feed, "author"), "name", title)
    if address:
        _link(feed, "alternate", _page(address))
    if address != _page(address):
        _link(feed, "self", address)
    _add(feed, "generator", "unl")
    return feed


def _page(address: str) -> str:
    """Return the address of the page: the one that is given, or the folder of a feed that is given."""
    path = address.partition("?")[0].partition("#")[0]
    return urljoin(address, ".") if path.endswith((".xml", ".atom")) else address.partition("#")[0]


def _entry(day: datetime, row: Row, name: str, on_page: str) -> Element:
    facts = row.record
    entry = Element("entry")
    _add(entry, "id", name)
    _add(entry, "title", one_line(title_of(row)))
    _add(entry, "published", _stamp(day))
    _add(entry, "updated", _stamp(day))
    for author in filter(None, map(one_line, cast(list[str], facts.get("authors") or []))):
        _add(SubElement(entry, "author"), "name", author)
    for category in cast(list[str], facts.get("categories") or []):
        SubElement(entry, "category", {"term": one_line(category)})
    address = safe_url(str(facts.get("url") or "")) or on_page
    if address:
        _link(entry, "alternate", address)
    # An entry that leads nowhere must hold its content itself.
    _add(entry, "summary" if address else "content", "\n".join(_summary(facts)) or one_line(title_of(row)))
    return entry


def _summary(facts: Mapping[str, object]) -> Iterator[str]:
    fields = cast(Mapping[str, str], facts.get("fields") or {})
    where = " ".join(str(facts[name]) for name in ("venue", "year") if facts.get(name))
    people = ", ".join(cast(list[str], facts.get("authors") or []))
    parts = (f"{people} et al." if people and facts.get("others") else people, where, fields.get("abstract", ""))
    yield from filter(None, map(one_line, parts))


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _link(parent: Element, relation: str, address: str) -> None:
    SubElement(parent, "link", {"rel": relation, "href": address})


def _day(row: Row) -> datetime | None:
    """Return when a paper came into the library; without a zone it is taken for UTC."""
    fields = cast(Mapping[str, str], row.record.get("fields") or {})
    try:
        day = datetime.fromisoformat(fields.get("creationdate", "").strip())
        return day.replace(tzinfo=day.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _stamp(day: datetime) -> str:
    return f"{day:%Y-%m-%dT%H:%M:%S}Z".rjust(20, "0")
