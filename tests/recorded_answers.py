"""Recorded answers as a source is handed them: the project's own, and those of the corpus."""

import html
import json
import os
from collections.abc import Iterator
from pathlib import Path

from recorded_cases import Case, cases_of
from recorded_routes import Route, route_of

from unlcli import sources
from unlcli.domain.identifiers import recognise
from unlcli.domain.record import Record
from unlcli.domain.text import fold
from unlcli.errors import SourceError
from unlcli.sources.asking import Answer

_OWN = Path(__file__).parent / "recorded"


def answer(service: str, file: str) -> Answer:
    """Return one of the project's own recorded answers."""
    return next(_answer(case) for case in cases_of(_OWN / service) if case.name == file)


def real(service: str, file: str) -> Answer:
    """Return one of the corpus' recorded answers; for tests marked `corpus`."""
    folder = Path(os.environ["UNL_CORPUS"]) / "fixtures" / "http" / service
    return next(_answer(case) for case in cases_of(folder) if case.name == file)


def read(source: str, file: str, *, service: str = "") -> Record:
    """Return what a source reads from one of the project's own answers, asked for as its address says."""
    case = next(case for case in cases_of(_OWN / (service or source)) if case.name == file)
    thing = route_of(case).things[0]
    identifier = recognise(thing)
    assert identifier is not None
    asked = [request.url for request in sources.source(source).requests_for(identifier, thing)]
    assert case.url.partition("?fields")[0] in [url.partition("?fields")[0] for url in asked] or "DOI:" in case.url
    return sources.source(source).read(_answer(case), identifier)


def own() -> Iterator[tuple[Case, Route]]:
    """Yield the project's own recorded answers, each with the route it belongs to."""
    for case in cases_of(_OWN):
        yield case, route_of(case)


def corpus(*source_names: str) -> Iterator[tuple[Case, Route]]:
    """Yield the corpus' recorded answers that belong to some sources."""
    for case in cases_of(Path(os.environ["UNL_CORPUS"]) / "fixtures" / "http"):
        route = route_of(case)
        if route.source in source_names:
            yield case, route


def unread(*source_names: str) -> list[str]:
    """Return the recordings of the corpus that are read wrongly: no record where there is one, or a title that is not there."""
    found = list(corpus(*source_names))
    assert found
    return [f"{case.service}/{case.name}" for case, route in found if not _is_read(case, route)]


def _is_read(case: Case, route: Route) -> bool:
    source, thing = sources.source(route.source), route.things[0]
    try:
        if route.way == "search":
            records = source.read_search(_answer(case))  # type: ignore[attr-defined]
        elif route.way == "many":
            records = tuple(filter(None, source.read_batch(_answer(case))))  # type: ignore[attr-defined]
        else:
            identifier = recognise(thing)
            assert identifier is not None
            records = (source.read(_answer(case), identifier),)
    except SourceError:
        return case.is_error
    text = fold(_plain(case.body))
    return all(fold(record.title) in text for record in records) and (not case.is_error or not records)


def _plain(body: bytes) -> str:
    """Return the words of a body, its escapes resolved."""
    words = body.decode("utf-8", "replace")
    if words.lstrip().startswith("{"):
        words = json.dumps(json.loads(words), ensure_ascii=False).replace('\\"', '"')
    return html.unescape(words).replace("{", "").replace("}", "")


def as_answer(case: Case, body: bytes, status: int) -> Answer:
    """Return a case as an answer with another body and status."""
    return Answer(status, body, case.url, case.content_type, case.headers)


def _answer(case: Case) -> Answer:
    return as_answer(case, case.body, case.status)
