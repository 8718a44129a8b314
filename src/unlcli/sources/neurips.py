"""The NeurIPS proceedings: a paper's abstract page."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from unlcli.domain import identifiers
from unlcli.domain.identifiers import Identifier
from unlcli.domain.record import Record, Standing
from unlcli.sources.asking import Answer, Request
from unlcli.sources.reading.answered import check_status, text_of, unreadable
from unlcli.sources.reading.citation_tags import labelled_code, record_of, tags_of
from unlcli.sources.reading.code_links import stated
from unlcli.sources.reading.tracks import with_track

_SOURCE = "neurips"
#: A paper's files: what the name says before the track is Paper, Supplemental, Abstract and more.
_FILE = re.compile(
    r"(?P<paper>/(?:paper_files/)?papers?/\d{4})/(?:hash|file)/(?P<hash>[0-9a-f]{32})-[^/-]+(?P<track>-\w+)?\.\w+", re.I
)
#: Since 2022 the name of a page tells the track.
_TRACKS_SINCE = 2022
_TRACKS = ("-Conference", "", "-Datasets_and_Benchmarks_Track")


def requests_for(identifier: Identifier, link: str) -> tuple[Request, ...]:
    """Return the addresses an abstract page may have: the one that the link tells, then those of other tracks."""
    parts = urlsplit(link)
    told = _FILE.fullmatch(parts.path)
    urls = []
    if told:
        host = (parts.hostname or "").removeprefix("www.")
        urls.append(f"https://{host}{told['paper']}/hash/{told['hash']}-Abstract{told['track'] or ''}.html")
    tracks = _TRACKS if int(identifier.value[:4]) >= _TRACKS_SINCE else ("", *_TRACKS[::2])
    page = identifier.url.partition("-Abstract")[0]
    urls += [f"{page}-Abstract{track}.html" for track in tracks]
    return tuple(Request(url, accept="text/html") for url in dict.fromkeys(urls))


def read(answer: Answer, identifier: Identifier) -> Record:
    """Return what an abstract page states of its paper."""
    check_status(answer, _SOURCE, identifier)
    page = text_of(answer, _SOURCE)
    url = identifiers.clean_url(answer.url).url if identifiers.is_web_link(answer.url) else identifier.url
    record = record_of(tags_of(page), _SOURCE, url)
    if record is None:
        raise unreadable(_SOURCE, "sent a page that names no paper")
    code = tuple(dict.fromkeys((*stated(record.abstract), *labelled_code(page))))
    venue = with_track(record.venue, (url,))
    return replace(record, venue=venue, type="inproceedings", standing=Standing.PUBLISHED, code=code)
