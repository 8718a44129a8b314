"""The track of a conference that a paper's address tells, where the name of the venue does not."""

from collections.abc import Iterable
from functools import cache

from unlcli.domain.compose import told_by_link
from unlcli.domain.identifiers import Scheme, of_url
from unlcli.domain.venues import VenueTable


def with_track(venue: str, links: Iterable[str]) -> str:
    """Return a venue's name, in full and with its track where an address of the NeurIPS proceedings names one."""
    table = _venues()
    known = table.recognise(venue)
    for link in links:
        found = of_url(link)
        told = told_by_link(link, table) if found is not None and found.scheme is Scheme.NEURIPS else None
        if told is not None and told.series == known.series and told != known:
            return table.title(told) or told.short
    return venue


def in_full(venue: str) -> str:
    """Return the name in full of a conference's track, without a year; another name as it is."""
    known = _venues().recognise(venue)
    return _venues().title(known) or venue if known.short != known.series else venue


@cache
def _venues() -> VenueTable:
    return VenueTable()
