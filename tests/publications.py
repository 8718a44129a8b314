"""The list that comes with the program, some of it turned back into preprints, and what the services answer on it.

The papers are those of `library.bib`; the answers are of our own making, in the forms that the services document.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from replay import Replay

from unlcli import sources
from unlcli.domain import identifiers, names
from unlcli.domain.entry import ALTTITLE, ALTURL, Entry
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.services.merge_entries import changes_between
from unlcli.store.bibfile import BibFile

LIBRARY = Path(__file__).resolve().parents[1] / "library.bib"
#: Twenty papers of all venues, with the routes on which the services tell of their publication.
ROUTES = {
    "chakraborty2024can": "s2", "chen2023unlearn": "s2", "choi2025opt": "dblp", "dontsov2025clear": "crossref",
    "liu2025protecting": "s2", "ma2025unveiling": "dblp", "gu2025evasion": "s2", "yao2024machine": "dblp",
    "ji2024reversing": "dblp", "jin2024rwku": "dblp", "yao2024large": "s2", "barbulescu2024each": "dblp",
    "li2024wmdp": "dblp", "muresanu2025fast": "dblp", "cha2025robust": "openreview", "ding2025unified": "openreview",
    "maini2024tofu": "openreview", "liu2025rethinking": "arxiv", "blancojusticia2025digital": "crossref",
    "yuan2025robust": "crossref",
}  # fmt: skip
#: Of these the library has the title of the first preprint; arXiv has the present one.
UNDER_AN_OLD_TITLE = ("muresanu2025fast", "cha2025robust")
STRANGERS = "Quill, Quentin and Rope, Rita and Sail, Sam"
_VENUE_FIELDS = ("booktitle", "journal", "pages", "volume", "number", "publisher", "doi", "editor", "series", ALTURL)
_AT_DBLP = {
    "Annual Meeting": "ACL (1)", "Empirical Methods": "EMNLP", "Computational Linguistics: ACL": "ACL (Findings)",
    "Conference on Computational": "COLING", "Neural Information": "NeurIPS", "Machine Learning": "ICML",
    "Artificial Intelligence": "AAAI", "Americas": "NAACL (Long Papers)", "Learning Rep": "ICLR", "Nature": "Nat. Mac. Intell.",
}  # fmt: skip


def library() -> BibFile:
    """Return the list that comes with the program."""
    return BibFile.open(LIBRARY)


def turned_back() -> bytes:
    """Return the list with twenty papers turned back into preprints: title, authors, arXiv id and its year remain."""
    bib = library()
    changes = [
        change for entry in bib.entries if entry.key in ROUTES for change in changes_between(entry, as_preprint(entry))
    ]
    return bib.plan(changes).new


def as_preprint(entry: Entry) -> Entry:
    fields = {name: value for name, value in entry.fields.items() if name not in _VENUE_FIELDS}
    arxiv = entry.get("eprint")
    fields |= {"year": f"20{arxiv[:2]}", "url": f"https://arxiv.org/abs/{arxiv}"}
    if entry.key in UNDER_AN_OLD_TITLE:
        fields["title"] = fields.pop(ALTTITLE)
    return replace(entry, type="misc", fields=fields)


@dataclass(frozen=True)
class Paper:
    """What a service knows of a paper, in readable text."""

    title: str
    people: tuple[str, ...]
    year: str
    venue: str
    doi: str = ""
    url: str = ""
    pages: str = ""
    kind: str = "inproceedings"
    volume: str = ""
    key: str = ""

    @property
    def is_preprint(self) -> bool:
        return self.venue == "CoRR"


def replaced(paper: Paper, **facts: Any) -> Paper:
    """Return a paper of which some facts are others."""
    return replace(paper, **facts)


def paper_of(entry: Entry) -> Paper:
    people = tuple(person.full for person in names.authors(entry.get("author")))
    return Paper(
        entry.plain("title"), people, entry.year, entry.venue, entry.get("doi"), entry.get("url"), entry.plain("pages"),
        entry.type, entry.plain("volume"), entry.key,
    )  # fmt: skip


def others(paper: Paper, arxiv: str) -> tuple[Paper, ...]:
    """Return what stands around a paper: another one first, one of the same title by others, its own preprint."""
    strangers = tuple(person.full for person in names.authors(STRANGERS))
    return (
        replace(paper, title=f"{paper.title} Revisited: Part II", people=paper.people[::-1], key="sequel", doi="", url="https://doi.org/10.1234/sequel"),
        replace(paper, people=strangers, venue="Journal of Ropes", kind="article", key="strangers", doi="10.1234/strangers", url=""),
        replace(paper, venue="CoRR", kind="article", volume=f"abs/{arxiv}", doi=f"10.48550/ARXIV.{arxiv}", url=f"https://doi.org/10.48550/arXiv.{arxiv}", key="corr", year=f"20{arxiv[:2]}"),
    )  # fmt: skip


class Services:
    """The services on a local server; each is told what it knows, and what it does not is unknown to it."""

    def __init__(self, replay: Replay) -> None:
        self.replay = replay
        self._feed: list[str] = []

    def tell_all(self) -> None:
        """Tell the services of all papers of the list: twenty published ones by their routes, and the real preprints."""
        for entry in library().entries:
            if entry.key in ROUTES:
                self.published(entry, ROUTES[entry.key])
            elif entry.type == "misc":
                self.unpublished(entry)
        self.close()

    def close(self) -> None:
        """Let arXiv answer, with all that it was told."""
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">'
        body = head + "\n".join(self._feed) + "</feed>"
        self.replay.answer(
            "https://export.arxiv.org/api/query", body, content_type="application/atom+xml; charset=utf-8"
        )

    def published(self, entry: Entry, route: str) -> None:
        """Tell the services where a paper was published; what they know beside it stands before it."""
        paper, arxiv = paper_of(entry), entry.get("eprint")
        asked = as_preprint(entry)
        self.arxiv(paper, arxiv, doi=paper.doi if route == "arxiv" else "")
        self.page(paper)
        if paper.doi:
            self.work(paper)
        if route == "s2":
            self.scholar(paper, arxiv)
        around = others(paper, arxiv)
        for title in dict.fromkeys((asked.plain("title"), paper.title)):
            self.dblp(title, paper, (*around, paper) if route in ("dblp", "s2") else around)
            self.crossref(title, paper, (*around[:2], paper) if route == "crossref" else around[:2])
            self.openreview(title, paper, is_accepted=route == "openreview")

    def unpublished(self, entry: Entry) -> None:
        """Tell the services of a preprint that never appeared: rejected and withdrawn, and others of its title did."""
        paper, arxiv = paper_of(entry), entry.get("eprint")
        around = others(replace(paper, venue="Journal of Ropes", kind="article"), arxiv)
        self.arxiv(paper, arxiv)
        self.dblp(paper.title, paper, around)
        self.crossref(paper.title, paper, around[:2])
        self.openreview(paper.title, paper, is_accepted=False)
        for forum in (found.value for found in identifiers.of_entry(entry) if found.scheme is Scheme.OPENREVIEW):
            self._json(
                "https://api2.openreview.net/notes?forum=" + forum,
                {"notes": [note(paper, forum, "Rejected_Submission")]},
            )

    def arxiv(self, paper: Paper, arxiv: str, doi: str = "") -> None:
        people = "".join(f"<author><name>{escape(name)}</name></author>" for name in paper.people)
        stated = f"<arxiv:doi>{escape(doi)}</arxiv:doi>" if doi else ""
        self._feed.append(
            f"<entry><id>http://arxiv.org/abs/{arxiv}v2</id><updated>2026-01-01T00:00:00Z</updated>"
            f"<published>20{arxiv[:2]}-{arxiv[2:4]}-11T10:00:00Z</published><title>{escape(paper.title)}</title>"
            f"<summary>Of what was learnt.</summary>{people}{stated}<arxiv:comment>12 pages</arxiv:comment>"
            '<arxiv:primary_category term="cs.CL"/></entry>'
        )

    def page(self, paper: Paper) -> None:
        """Let a paper's own page be there."""
        found = identifiers.of_url(paper.url)
        if found is not None and found.scheme is Scheme.ACL:
            self.replay.answer(f"https://aclanthology.org/{found.value}.bib", bibtex(paper), content_type="text/plain")
        elif found is not None and found.scheme is Scheme.PMLR:
            book = f'citation_conference_title" content="{paper.venue}'
            self.replay.answer(found.url, page(paper, book), content_type="text/html; charset=utf-8")
        elif found is not None and found.scheme is Scheme.NEURIPS:
            book = 'citation_journal_title" content="Advances in Neural Information Processing Systems'
            self.replay.answer(paper.url, page(paper, book), content_type="text/html; charset=utf-8")
        elif found is not None and found.scheme is Scheme.OPENREVIEW:
            accepted = note(paper, found.value, "Conference")
            self._json("https://api2.openreview.net/notes?forum=" + found.value, {"notes": [accepted], "count": 1})

    def work(self, paper: Paper) -> None:
        body = {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": work(paper)}
        self._json(f"https://api.crossref.org/works/{paper.doi}", body)

    def scholar(self, paper: Paper, arxiv: str) -> None:
        found = identifiers.of_url(paper.url)
        ids = {"ArXiv": arxiv, "DBLP": f"conf/x/{paper.key}"} | ({"DOI": paper.doi} if paper.doi else {})
        if found is not None and found.scheme is Scheme.ACL:
            ids["ACL"] = found.value
        body = {
            "paperId": "ab" * 20, "title": paper.title, "year": int(f"20{arxiv[:2]}"), "externalIds": ids, "venue": "arXiv.org",
            "authors": [{"authorId": str(number), "name": name} for number, name in enumerate(paper.people)],
        }  # fmt: skip
        self._json(f"https://api.semanticscholar.org/graph/v1/paper/ARXIV:{arxiv}", body)

    def dblp(self, title: str, paper: Paper, papers: Sequence[Paper]) -> None:
        hits = [{"@score": "7", "@id": str(n), "info": hit(each)} for n, each in enumerate(papers)]
        found = {"@total": str(len(hits)), "@computed": "100", "@sent": str(len(hits)), "@first": "0", "hit": hits}
        self._json(searched("dblp", title, paper), {"result": {"query": title, "hits": found}})

    def crossref(self, title: str, paper: Paper, papers: Sequence[Paper]) -> None:
        items = {"total-results": 99999, "items": [work(each) for each in papers]}
        self._json(searched("crossref", title, paper), {"status": "ok", "message-type": "work-list", "message": items})

    def openreview(self, title: str, paper: Paper, *, is_accepted: bool) -> None:
        strangers = replace(paper, people=("Quentin Quill", "Rita Rope"))
        found = identifiers.of_url(paper.url)
        notes = [note(paper, "rejected01", "Rejected_Submission"), note(paper, "withdrawn1", "Withdrawn_Submission"), note(strangers, "strangers1", "Conference")]  # fmt: skip
        if is_accepted and found is not None:
            notes.append(note(paper, found.value, "Conference"))
        self._json(searched("openreview", title, paper), {"notes": notes, "count": len(notes)})

    def _json(self, url: str, body: Any) -> None:
        self.replay.answer(url, json.dumps(body), content_type="application/json")


def searched(name: str, title: str, paper: Paper) -> str:
    """Return the address at which a source is searched for a title, without what it only says of the answer's form."""
    family = names.parse(paper.people[0]).family
    asked: Any = sources.source(name)
    return str(asked.search_for(title, (family,)).url)


def hit(paper: Paper) -> dict[str, Any]:
    authors = [{"@pid": str(n), "text": name} for n, name in enumerate(paper.people)]
    venue = next((short for words, short in _AT_DBLP.items() if words in paper.venue), paper.venue)
    kind = "Informal and Other Publications" if paper.is_preprint else "Journal Articles" if paper.kind == "article" else "Conference and Workshop Papers"  # fmt: skip
    place = "journals/corr/abs-1" if paper.is_preprint else f"conf/x/{paper.key}"
    info = {
        "authors": {"author": authors if len(authors) > 1 else authors[0]} if authors else {}, "title": f"{escape(paper.title)}.", "venue": venue,
        "year": paper.year, "type": kind, "key": place, "url": f"https://dblp.org/rec/{place}", "ee": paper.url or f"https://doi.org/{paper.doi}",
        "volume": paper.volume, "doi": paper.doi.upper(),
    }  # fmt: skip
    return {name: value for name, value in info.items() if value}


def work(paper: Paper) -> dict[str, Any]:
    people = [names.parse(name) for name in paper.people]
    return {
        "DOI": paper.doi or "10.1234/none", "title": [paper.title], "container-title": [paper.venue], "page": paper.pages.replace("–", "-").replace("--", "-"),
        "author": [{"given": p.given, "family": " ".join(filter(None, (p.particle, p.family))), "sequence": "first" if not n else "additional"} for n, p in enumerate(people)],
        "issued": {"date-parts": [[int(paper.year), 1]]}, "published": {"date-parts": [[int(paper.year), 1]]}, "volume": paper.volume,
        "type": "journal-article" if paper.kind == "article" else "proceedings-article",
    }  # fmt: skip


def note(paper: Paper, forum: str, fate: str) -> dict[str, Any]:
    """Return a note of OpenReview; `fate` ends its venue's id."""
    group = "ICLR.cc/2025" if "Learning Representations" in paper.venue else "colmweb.org/COLM/2024"
    series = "ICLR 2025" if group.startswith("ICLR") else "COLM"
    said = {"Conference": f"{series} Poster", "Rejected_Submission": f"Submitted to {series}", "Withdrawn_Submission": f"{series} Conference Withdrawn Submission"}  # fmt: skip
    content = {
        "title": paper.title,
        "authors": list(paper.people),
        "venue": said[fate],
        "abstract": "Of what was learnt.",
    }
    content["venueid"] = f"{group}/Conference" if fate == "Conference" else f"{group}/Conference/{fate}"
    if fate == "Conference":
        content["_bibtex"] = bibtex(replace(paper, url=f"https://openreview.net/forum?id={forum}"))
    return {
        "id": forum, "forum": forum, "number": 7, "cdate": 1727000000000, "mdate": 1739000000000, "domain": f"{group}/Conference",
        "invitations": [f"{group}/Conference/-/Submission"], "readers": ["everyone"],
        "content": {name: {"value": value} for name, value in content.items()},
    }  # fmt: skip


def bibtex(paper: Paper) -> str:
    fields = {
        "title": paper.title, "author": " and ".join(names.parse(name).bibtex for name in paper.people), "year": paper.year,
        "booktitle": paper.venue, "pages": paper.pages.replace("–", "--"), "doi": paper.doi, "url": paper.url,
    }  # fmt: skip
    rows = ",\n".join(f"    {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@inproceedings{{made-up,\n{rows}\n}}\n"


def page(paper: Paper, book: str) -> str:
    tags = [("citation_title", paper.title), *(("citation_author", name) for name in paper.people)]
    tags.append(("citation_publication_date", paper.year))
    first, _, last = paper.pages.replace("–", "-").replace("--", "-").partition("-")
    tags += [("citation_firstpage", first), ("citation_lastpage", last)] if last else []
    metas = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in tags) + f'<meta name="{book}">'
    return f"<!DOCTYPE html><html><head><title>Page</title>{metas}</head><body></body></html>"


def known_to(entry: Entry) -> frozenset[Identifier]:
    """Return the identifiers of an entry's publication."""
    return frozenset(found for found in identifiers.of_entry(entry) if found.scheme is not Scheme.ARXIV)
