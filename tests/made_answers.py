"""Answers of our own making: of every source that knows papers, the form in which it answers, around a paper that is handed in."""

import html
import json
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape

TITLE = "Knots of the Northern Gardens"
AUTHORS = (("Ada", "Aalto"), ("Bo", "Byström"))
Author = tuple[str, str]


@dataclass(frozen=True)
class Made:
    """`thing` is what a user pastes, `url` where the source then asks, `body` makes its answer."""

    source: str
    thing: str
    url: str
    content_type: str
    body: Callable[[str, tuple[Author, ...]], str]

    def __str__(self) -> str:
        return self.source


def _work(title: str, authors: tuple[Author, ...], doi: str) -> dict[str, object]:
    people = [{"given": given, "family": family, "sequence": "additional"} for given, family in authors]
    work: dict[str, object] = {"DOI": doi, "type": "journal-article", "issued": {"date-parts": [[2021, 3]]}}
    work |= {"title": [title], "container-title": ["Journal of Knots"], "volume": "7", "page": "1-9"}
    return work | ({"author": people} if people else {})


def _crossref(title: str, authors: tuple[Author, ...]) -> str:
    return json.dumps({"status": "ok", "message-type": "work", "message": _work(title, authors, "10.1234/odd.1")})


def _csl(title: str, authors: tuple[Author, ...]) -> str:
    return json.dumps(_work(title, authors, "10.1234/odd.2") | {"title": title, "container-title": "Journal of Knots"})


def _datacite(title: str, authors: tuple[Author, ...]) -> str:
    people = [
        {"name": f"{family}, {given}", "givenName": given, "familyName": family, "nameType": "Personal"}
        for given, family in authors
    ]
    said = {
        "doi": "10.48550/arxiv.2101.00009",
        "titles": [{"title": title}],
        "creators": people,
        "publicationYear": 2021,
    }
    said |= {
        "types": {"resourceTypeGeneral": "Preprint", "bibtex": "misc"},
        "publisher": "arXiv",
        "url": "https://arxiv.org/abs/2101.00009",
    }
    return json.dumps({"data": {"id": said["doi"], "type": "dois", "attributes": said}})


def _feed(title: str, authors: tuple[Author, ...]) -> str:
    people = "".join(f"<author><name>{escape(f'{given} {family}')}</name></author>" for given, family in authors)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><opensearch:totalResults>1</opensearch:totalResults>'
        f"<entry><id>http://arxiv.org/abs/2101.00007v2</id><title>{escape(title)}</title>{people}<summary>Of knots.</summary>"
        "<published>2021-01-04T00:00:00Z</published><updated>2021-02-04T00:00:00Z</updated>"
        '<arxiv:primary_category term="cs.LG"/></entry></feed>'
    )


def _page(*tags: tuple[str, str], turned: bool = False) -> Callable[[str, tuple[Author, ...]], str]:
    def made(title: str, authors: tuple[Author, ...]) -> str:
        people = [f"{family}, {given}" if turned else f"{given} {family}" for given, family in authors]
        rows = [("citation_title", title), *(("citation_author", one) for one in people), *tags]
        metas = "".join(f'<meta name="{name}" content="{html.escape(value)}">\n' for name, value in rows)
        return f"<!DOCTYPE html>\n<html><head><title>A page</title>\n{metas}</head><body><h1>{html.escape(title)}</h1></body></html>"

    return made


def _note(wrapped: bool, forum: str) -> Callable[[str, tuple[Author, ...]], str]:
    def made(title: str, authors: tuple[Author, ...]) -> str:
        content: dict[str, object] = {"title": title, "authors": [f"{given} {family}" for given, family in authors]}
        content |= {"venue": "ICLR 2021 Poster", "venueid": "ICLR.cc/2021/Conference"}
        note = {"id": forum, "forum": forum, "cdate": 1609459200000, "content": content}
        if wrapped:
            note["content"] = {name: {"value": value} for name, value in content.items()}
        return json.dumps({"notes": [note], "count": 1})

    return made


def _bib(title: str, authors: tuple[Author, ...]) -> str:
    people = " and ".join(f"{given} {family}" for given, family in authors)
    author = f"  author       = {{{people}}},\n" if people else ""
    return (
        f"@inproceedings{{DBLP:conf/odd/Aalto2021,\n{author}  title        = {{{title}}},\n"
        "  booktitle    = {Proceedings of the Odd Conference},\n  year         = {2021},\n"
        "  biburl       = {https://dblp.org/rec/conf/odd/Aalto2021.bib}\n}\n"
    )


SHA = "0123456789abcdef0123456789abcdef01234567"


def _s2(title: str, authors: tuple[Author, ...]) -> str:
    people = [{"authorId": str(number), "name": f"{given} {family}"} for number, (given, family) in enumerate(authors)]
    said = {
        "paperId": SHA,
        "title": title,
        "authors": people,
        "year": 2021,
        "venue": "Journal of Knots",
        "externalIds": {},
    }
    return json.dumps(said | {"publicationTypes": ["JournalArticle"], "journal": {"name": "Journal of Knots"}})


_HTML, _JSON = "text/html; charset=utf-8", "application/json"
_DATE, _BOOK = ("citation_publication_date", "2021"), ("citation_conference_title", "Proceedings of the Odd Conference")
_HASH = "0123456789abcdef0123456789abcdef"
_NEURIPS = f"https://proceedings.neurips.cc/paper_files/paper/2021/hash/{_HASH}-Abstract.html"
_LANDING = "http://papers.example.org/odd/1"

MADE = (
    Made("crossref", "10.1234/odd.1", "https://api.crossref.org/works/10.1234/odd.1", _JSON, _crossref),
    Made("doi", "10.1234/odd.2", "https://doi.org/10.1234/odd.2", "application/vnd.citationstyles.csl+json", _csl),
    Made("datacite", "2101.00009", "https://api.datacite.org/dois/10.48550/arxiv.2101.00009", _JSON, _datacite),
    Made("arxiv", "2101.00007", "https://export.arxiv.org/api/query", "application/atom+xml; charset=utf-8", _feed),
    Made("arxiv_page", "2101.00008", "https://arxiv.org/abs/2101.00008", _HTML, _page(("citation_arxiv_id", "2101.00008"), ("citation_date", "2021/01/04"), turned=True)),
    Made("acl", "2021.odd-main.1", "https://aclanthology.org/2021.odd-main.1/", _HTML, _page(_DATE, _BOOK)),
    Made("openreview", "https://openreview.net/forum?id=oddForum2", "https://api2.openreview.net/notes", _JSON, _note(True, "oddForum2")),
    Made("openreview_v1", "https://openreview.net/forum?id=oddForum1", "https://api.openreview.net/notes", _JSON, _note(False, "oddForum1")),
    Made("pmlr", "https://proceedings.mlr.press/v99/aalto21a.html", "https://proceedings.mlr.press/v99/aalto21a.html", _HTML, _page(_DATE, _BOOK)),
    Made("neurips", _NEURIPS, _NEURIPS, _HTML, _page(_DATE, ("citation_journal_title", "Advances in Neural Information Processing Systems"), turned=True)),
    Made("dblp", "DBLP:conf/odd/Aalto2021", "https://dblp.org/rec/conf/odd/Aalto2021.bib", "application/x-bibtex", _bib),
    Made("semanticscholar", f"https://www.semanticscholar.org/paper/{SHA}", f"https://api.semanticscholar.org/graph/v1/paper/{SHA}", _JSON, _s2),
    Made("landing", _LANDING, _LANDING, _HTML, _page(_DATE, _BOOK)),
)  # fmt: skip
#: Those whose answers are JSON, and those whose are pages.
JSON = tuple(made for made in MADE if "json" in made.content_type)
PAGES = tuple(made for made in MADE if "html" in made.content_type)
