"""Sources: the services that know papers. One module each, named here and loaded on use."""

from importlib import import_module
from typing import Protocol, cast

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Record
from unlcli.sources.asking import Answer, Request

_MODULES = {
    "arxiv": "unlcli.sources.arxiv",
    "arxiv_page": "unlcli.sources.arxiv_page",
    "crossref": "unlcli.sources.crossref",
    "datacite": "unlcli.sources.datacite",
    "doi": "unlcli.sources.doi",
    "acl": "unlcli.sources.acl",
    "openreview": "unlcli.sources.openreview",
    "openreview_v1": "unlcli.sources.openreview_v1",
    "pmlr": "unlcli.sources.pmlr",
    "neurips": "unlcli.sources.neurips",
    "dblp": "unlcli.sources.dblp",
    "semanticscholar": "unlcli.sources.semanticscholar",
    "landing": "unlcli.sources.landing",
}

#: Which sources are asked for an identifier, the best first; the next is asked when one does not know it or refuses.
ROUTES: dict[Scheme, tuple[str, ...]] = {
    Scheme.DOI: ("crossref", "datacite", "doi"),
    Scheme.ARXIV: ("arxiv", "datacite", "arxiv_page"),
    Scheme.ACL: ("acl", "crossref"),
    Scheme.OPENREVIEW: ("openreview", "openreview_v1"),
    Scheme.PMLR: ("pmlr",),
    Scheme.NEURIPS: ("neurips",),
    Scheme.DBLP: ("dblp",),
    Scheme.S2: ("semanticscholar",),
    Scheme.PMID: ("semanticscholar",),
    Scheme.URL: ("landing",),
}
#: Sources that look for a title; each also has `search_for(title, families) -> Request`, and `read_search(answer)`, which returns
#: a tuple of records.
SEARCHES = ("dblp", "crossref", "semanticscholar", "openreview")


class Source(Protocol):
    """What a module of the registry has; both functions are pure."""

    def requests_for(self, identifier: Identifier, link: str) -> tuple[Request, ...]:
        """Return what to ask for a paper, the best first: the next is asked when one does not know it.

        `link` is the address as it was given, for sources that need all of it; it may be empty.
        """
        ...

    def read(self, answer: Answer, identifier: Identifier) -> Record:
        """Return what an answer says of the paper. Raises NoSuchRecordError, RefusedError or UnreadableAnswerError."""
        ...


def source(name: str) -> Source:
    """Return a source by its name."""
    return cast(Source, import_module(_MODULES[name]))
