"""Which server a preprint stands on: what registers it is often its owner, whom nobody knows as a server."""

from collections.abc import Iterator, Mapping
from functools import cache

from unlcli.domain.venues import Kind, VenueTable
from unlcli.sources.reading.answered import as_list, as_text, first_text, get
from unlcli.sources.reading.readable import readable

#: Servers by the DOIs that they alone give.
_BY_PREFIX = {
    "10.2139/ssrn.": "SSRN", "10.21203/rs.": "Research Square", "10.20944/preprints": "Preprints.org",
    "10.26434/chemrxiv": "ChemRxiv", "10.31234/osf.io/": "PsyArXiv", "10.31219/osf.io/": "OSF Preprints",
    "10.31235/osf.io/": "SocArXiv", "10.35542/osf.io/": "EdArXiv", "10.36227/techrxiv": "TechRxiv", "10.22541/au.": "Authorea",
}  # fmt: skip


def server_of(work: Mapping[str, object], doi: str) -> str:
    """Return the name of the server a preprint of Crossref stands on, empty when none of its names is known as one."""
    for told in _told(work):
        known = _venues().recognise(told)
        if known.kind is Kind.PREPRINT:
            return known.short
    return next((server for prefix, server in _BY_PREFIX.items() if doi.startswith(prefix)), "")


def _told(work: Mapping[str, object]) -> Iterator[str]:
    """Yield what may name the server; a group is often a field of science."""
    for item in as_list(work.get("institution")):
        yield readable(as_text(get(item, "name")))
    for name in ("container-title", "group-title", "publisher"):
        yield readable(first_text(work.get(name)))


@cache
def _venues() -> VenueTable:
    return VenueTable()
