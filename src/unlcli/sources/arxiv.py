"""arXiv: what its API says of a preprint, asked for alone or with others."""

import re
from collections.abc import Sequence
from urllib.parse import quote

from unlcli.domain import identifiers
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Record, Standing
from unlcli.domain.source_names import spoken
from unlcli.errors import RefusedError
from unlcli.sources.asking import DAY, Answer, Request
from unlcli.sources.reading import code_links, record_parts, xml_tree
from unlcli.sources.reading.answered import check_status, is_bot_page, is_html, no_such, said, unreadable
from unlcli.sources.reading.people import spoken_name
from unlcli.sources.reading.readable import of_tex, readable
from unlcli.sources.reading.xml_tree import Element

NAME = "arxiv"
_QUERY = "https://export.arxiv.org/api/query"
_THING = r"(?:paper|article|submission|manuscript|work|preprint|version|document)"
_IS_WITHDRAWN = rf"(?:this|the)\s+{_THING}\s+(?:has been|have been|is|was|is being)?\s*(?:temporarily\s+)?withdrawn\b"
#: In a comment it may stand anywhere; "withdrawn from" somewhere else is no withdrawal from arXiv.
_COMMENT_WITHDRAWN = re.compile(rf"{_IS_WITHDRAWN}(?!\s+from)|^\W*(?:paper\s+)?withdrawn\b(?!\s+from)", re.I)
_ABSTRACT_WITHDRAWN = re.compile(rf"^\W*(?:{_IS_WITHDRAWN}|withdrawn\b)(?!\s+from)", re.I)


def requests_for(identifier: Identifier, link: str) -> tuple[Request, ...]:  # noqa: ARG001 - all sources are asked alike
    """Return what to ask for an arXiv id."""
    return (request_for_many([identifier.value]),) if identifier.scheme is Scheme.ARXIV else ()


def request_for_many(ids: Sequence[str]) -> Request:
    """Return the one question for several ids; `split` takes its answer apart. An answer holds for a day."""
    listed = ",".join(quote(arxiv, safe="/") for arxiv in ids)
    return Request(f"{_QUERY}?id_list={listed}&max_results={len(ids)}", "application/atom+xml", max_age=DAY)


def split(body: bytes) -> dict[str, bytes]:
    """Return, by id, the answer that each paper would have got alone: the feed's own bytes around those of its entry.

    An id that arXiv does not know is missing. Raises UnreadableAnswerError for what is no feed.
    """
    feed = _feed(body)
    entries = feed.all("entry")
    if not entries:
        return {}
    before, after = body[: entries[0].start], b"\n</feed>\n"
    found = {_id(entry): before + body[entry.start : entry.end] + after for entry in reversed(entries)}
    return {arxiv: alone for arxiv, alone in reversed(found.items()) if arxiv}


def read(answer: Answer, identifier: Identifier) -> Record:
    """Return what arXiv says of a paper, found in the answer by its id, not by its place."""
    _check(answer, identifier)
    feed = _feed(answer.body)
    for entry in feed.all("entry"):
        if _is_error(entry):
            raise no_such(NAME, identifier, readable(entry.text_of("summary")))
        if _id(entry) == identifier.value:
            return _record(entry, identifier)
    raise no_such(NAME, identifier)


def _check(answer: Answer, identifier: Identifier) -> None:
    if answer.body.lstrip()[:40].lower().startswith(b"rate exceeded") or answer.status in (406, 429):
        hint = "wait some minutes, then repeat"
        raise RefusedError(f"{spoken(NAME)}: asks for a pause (it limits how often it is asked)", hint, NAME)
    # it tells what is wrong with an id in a feed
    if answer.status != 400 or is_bot_page(answer) or b"<entry" not in answer.body:
        check_status(answer, NAME, identifier)


def _feed(body: bytes) -> Element:
    if is_html(Answer(200, body)):
        raise unreadable(NAME, "sent a web page where a feed was asked for")
    try:
        feed = xml_tree.parse(body)
    except ValueError as error:
        raise unreadable(NAME, "sent a feed that is cut off or broken") from error
    if feed.name != "feed":
        raise unreadable(NAME, "sent XML that is no feed")
    return feed


def _is_error(entry: Element) -> bool:
    return entry.text_of("title") == "Error" and "/errors" in entry.text_of("id")


def _id(entry: Element) -> str:
    """Return an entry's arXiv id without its version, empty when it has none."""
    found = identifiers.of_url(entry.text_of("id"))
    return found.value if found and found.scheme is Scheme.ARXIV else ""


def _record(entry: Element, identifier: Identifier) -> Record:
    title = of_tex(entry.text_of("title"))
    if not title:
        raise unreadable(NAME, "sent an entry that has no title")
    published = entry.text_of("published")
    comment, told = of_tex(entry.text_of("comment")), of_tex(entry.text_of("summary"))
    primary = entry.first("primary_category")
    people = (spoken_name(author.text_of("name")) for author in entry.all("author"))
    return Record(
        NAME,
        title,
        authors=tuple(name for name in people if name is not None),
        year=record_parts.year(published[:4]),
        month=record_parts.month(published[5:7]),
        type="misc",
        arxiv=identifier.value,
        primary_class=readable(primary.attributes.get("term", "")) if primary else "",
        url=identifier.url,
        code=code_links.stated(f"{comment}\n\n{told}".strip()),
        abstract=told,
        standing=standing_of(comment, told),
        others=_others(entry.text_of("doi")),
        hint=said("; ".join(filter(None, (of_tex(entry.text_of("journal_ref")), comment))), 300),
    )


def standing_of(comment: str, abstract: str) -> Standing:
    """Return whether a preprint was withdrawn, by what its comment and its abstract say."""
    is_withdrawn = _COMMENT_WITHDRAWN.search(comment) or _ABSTRACT_WITHDRAWN.search(abstract)
    return Standing.WITHDRAWN if is_withdrawn else Standing.PREPRINT


def _others(typed: str) -> tuple[Identifier, ...]:
    """Return the DOIs that authors typed in: sometimes several, sometimes as links, sometimes none at all."""
    found = (
        record_parts.paper_identifier(part) for part in re.split(r"[\s,;]+(?=10\.|https?:|doi)|\s+", typed) if part
    )
    return tuple(dict.fromkeys(identifier for identifier in found if identifier is not None))
