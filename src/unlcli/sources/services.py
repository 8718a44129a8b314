"""The services that are asked: their public addresses, the other hosts that stand for them, and the pace each allows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `together` requests at a time, and `interval` seconds from the start of one to the start of the next.

    `search_interval` is that of searches where the service limits these more; 0 is the same as `interval`.
    """

    interval: float
    together: int = 1
    search_interval: float = 0.0


@dataclass(frozen=True, slots=True)
class Service:
    """A service: `base` is its address, `hosts` are others whose pages it serves too; `pace` is what it documents."""

    name: str
    base: str
    pace: Pace
    hosts: tuple[str, ...] = ()


#: Sources of the paces: arXiv API terms of use (one request every 3 s, one connection); Crossref REST API rate limits of
#: 2025-12 (public pool 5/s one at a time, lists 1/s); DataCite (1000 in 5 minutes); DBLP FAQ (1-2 s between requests);
#: OpenReview's `ratelimit-policy: 180;w=60`; Semantic Scholar (1/s); GitHub (serial requests). The others publish none.
SERVICES: tuple[Service, ...] = (
    Service("arxiv", "https://export.arxiv.org", Pace(3.0), ("arxiv.org", "www.arxiv.org")),
    Service("crossref", "https://api.crossref.org", Pace(0.2, 1, 1.0)),
    Service("doi", "https://doi.org", Pace(0.2, 2), ("dx.doi.org", "www.doi.org")),
    Service("datacite", "https://api.datacite.org", Pace(0.34, 2)),
    Service("dblp", "https://dblp.org", Pace(1.5), ("dblp.uni-trier.de", "dblp.dagstuhl.de", "www.dblp.org")),
    Service("openreview", "https://api2.openreview.net", Pace(0.4)),
    Service("openreview_v1", "https://api.openreview.net", Pace(0.4)),
    Service("acl", "https://aclanthology.org", Pace(1.0), ("www.aclanthology.org", "www.aclweb.org", "aclweb.org")),
    Service("pmlr", "https://proceedings.mlr.press", Pace(1.0)),
    Service("neurips", "https://proceedings.neurips.cc", Pace(1.0), ("papers.nips.cc", "papers.neurips.cc")),
    Service("semanticscholar", "https://api.semanticscholar.org", Pace(1.0)),
    Service("github", "https://api.github.com", Pace(0.1)),
)
#: With a contact in the User-Agent, Crossref allows three at a time and ten a second, lists three a second.
POLITE = {"crossref": Pace(0.1, 3, 0.34)}
#: Any other host.
ELSEWHERE = Pace(1.0)
