"""The names of the sources that records come from, as people write them."""

_SPOKEN = {
    "arxiv": "arXiv", "arxiv_page": "arXiv's page", "crossref": "Crossref", "datacite": "DataCite", "doi": "doi.org",
    "acl": "the ACL Anthology", "openreview": "OpenReview", "openreview_v1": "OpenReview (version 1)", "pmlr": "PMLR",
    "neurips": "NeurIPS proceedings", "dblp": "DBLP", "semanticscholar": "Semantic Scholar", "github": "GitHub",
}  # fmt: skip


def spoken(source: str) -> str:
    """Return the name of a source as people write it; a host stays as it is."""
    return _SPOKEN.get(source, source)
