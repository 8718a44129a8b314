"""Links of a paper that no other column of a listing shows."""

from collections.abc import Collection

from unlcli.domain import identifiers
from unlcli.domain.entry import ALTURL, Entry
from unlcli.domain.identifiers import Scheme


def remaining_links(entry: Entry, columns: Collection[str]) -> tuple[str, ...]:
    """Return the links of `url` and `alturl`, of the DOI and the arXiv id, without those that lead where these columns do."""
    links = [*entry.plain("url").split(), *entry.values(ALTURL)]
    doi = identifiers.doi_of(entry.plain("doi"))
    if not links and not doi and not entry.get("eprint"):
        return ()
    preprints = {i.value: i.url for i in identifiers.of_entry(entry) if i.scheme is Scheme.ARXIV}
    ours = {"doi": [f"https://doi.org/{doi}"] if doi else [], "arxiv": sorted(preprints.values())}
    best = [identifiers.best_link(entry)] if "title" in columns or "link" in columns else []
    shown = {_form(link) for link in (*best, *(link for name in ours if name in columns for link in ours[name]))}
    left: dict[str, str] = {}
    for link in filter(identifiers.is_web_link, (*links, *ours["doi"], *ours["arxiv"])):
        if (form := _form(link)) not in shown:
            left.setdefault(form, link)
    return tuple(left.values())


def _form(link: str) -> str:
    """Return what is compared of a link: of a preprint, of which all pages are as good as one, its arXiv id."""
    found = identifiers.of_url(link) if "arxiv" in link.lower() else None
    return str(found) if found and found.scheme is Scheme.ARXIV else identifiers.same_link(link)
