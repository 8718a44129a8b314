"""What the services say of the papers of a library, each in its own documented form, written from the library's own facts.

A seed chooses between the ways in which a service writes the same: initials or names in full, letters or their transliteration,
the title of now or of before, dates online and in print.
"""

# ruff: noqa: ARG001 - every service is asked alike, whatever it makes of it

import html
import json
import random
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from unlcli.domain import identifiers, names
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.names import Name
from unlcli.sources.asking import Answer, Request

Body = tuple[str, str]
_SHORT = {
    "Learning Representations": "ICLR",
    "Language Modeling": "COLM",
    "Machine Learning": "ICML",
    "Neural": "NeurIPS",
}
_ACCENTS = {"\u0301": "'", "\u0300": "`", "\u0308": '"', "\u0306": "u", "\u0302": "^", "\u0303": "~", "\u030c": "v"}


@dataclass
class Said:
    """The answers by address; `ask` puts a question as a client does, `asked` remembers them."""

    pages: Mapping[str, Body]
    feeds: Mapping[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def ask(self, request: Request) -> Answer:
        self.asked.append(request.url)
        parts = urlsplit(request.url)
        if parts.path == "/api/query":
            listed = parse_qs(parts.query)["id_list"][0].split(",")
            return _answer(
                request, "application/atom+xml", feed(self.feeds[one] for one in listed if one in self.feeds)
            )
        place = unquote(f"{parts.netloc}{parts.path}{'?' if parts.query else ''}{parts.query}").rstrip("/")
        if place not in self.pages:
            return Answer(404, b"Resource not found.", request.url, "text/plain")
        return _answer(request, *self.pages[place])


def _answer(request: Request, content_type: str, body: str) -> Answer:
    return Answer(200, body.encode(), request.url, content_type)


def said_of(library: Iterable[Entry], seed: int) -> Said:
    """Return what the services say of all identifiers of a library."""
    pages: dict[str, Body] = {}
    feeds: dict[str, str] = {}
    for entry in library:
        choose = random.Random(f"{seed} {entry.key}")
        links = [link for name in ("url", "alturl") for link in entry.get(name).split()]
        main = {found for link in entry.get("url").split() if (found := identifiers.of_url(link))}
        for identifier in dict.fromkeys(identifiers.each(entry)):
            if identifier.scheme is Scheme.ARXIV:
                feeds[identifier.value] = _atom(entry, identifier, choose)
            elif identifier.scheme is Scheme.OPENREVIEW and entry.type == "misc":
                pages |= _rejected(entry, identifier)
            elif identifier.scheme is Scheme.OPENREVIEW:
                is_first = identifier in main or not any(one.scheme is Scheme.OPENREVIEW for one in main)
                pages |= _note(entry, identifier, choose) if is_first else _workshop(entry, identifier)
            else:
                link = next((one for one in links if identifiers.of_url(one) == identifier), "")
                pages |= _PAGES[identifier.scheme](entry, identifier, link, choose)
    return Said(pages, feeds)


def _authors(entry: Entry) -> tuple[Name, ...]:
    return names.authors(entry.get("author"))


def _old_title(entry: Entry) -> str:
    return next(iter(entry.values("alttitle")), entry.plain("title"))


def without_accents(readable: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", readable) if not unicodedata.combining(c))


def with_latex(readable: str) -> str:
    """Letters with accents as LaTeX writes them, as the Anthology's BibTeX does."""
    written = ""
    for char in readable:
        base, accent = (*unicodedata.normalize("NFD", char), "")[:2]
        written += f"{{\\{_ACCENTS[accent]}{{{base}}}}}" if accent in _ACCENTS else char
    return written


def _short_given(given: str) -> str:
    return " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split())


def _reading(name: Name, choose: random.Random) -> str:
    ways: list[Callable[[], str]] = [
        lambda: name.full,
        lambda: name.full,
        lambda: without_accents(name.full),
        lambda: f"{_short_given(name.given)} {name.family}".strip(),
        lambda: f"{name.given.split()[0] if name.given else ''} {name.family}".strip(),
    ]
    return choose.choice(ways)()


def feed(entries: Iterable[str]) -> str:
    listed = list(entries)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">ArXiv Query</title>
<opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{len(listed)}</opensearch:totalResults>
{"".join(listed)}</feed>"""


def _atom(entry: Entry, identifier: Identifier, choose: random.Random) -> str:
    year, month = f"20{identifier.value[:2]}", identifier.value[2:4]
    title = choose.choice((_old_title(entry), entry.plain("title"))).replace(": ", ":\n  ")
    people = "".join(f"<author><name>{escape(_reading(name, choose))}</name></author>" for name in _authors(entry))
    comment = choose.choice(("", "18 pages, 5 figures", "Preprint. Under review"))
    return f"""<entry><id>http://arxiv.org/abs/{identifier.value}v2</id><updated>{int(year) + 1}-02-02T10:00:00Z</updated>
<published>{year}-{month}-11T17:59:01Z</published><title>{escape(title)}</title>
<summary>  We study how models forget,\nand what remains.</summary>{people}
<arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">{comment}</arxiv:comment>
<arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CL"/></entry>"""


def _acl(entry: Entry, identifier: Identifier, link: str, choose: random.Random) -> dict[str, Body]:
    people = " and\n      ".join(
        with_latex(f"{name.particle} {name.family}, {name.given}".strip()) for name in _authors(entry)
    )
    pages = f'    pages = "{entry.get("pages")}",\n' if entry.get("pages") else ""
    text = f"""@inproceedings{{{entry.key}-long,
    title = "{entry.get("title")}",
    author = "{people}",
    editor = "Gardner, Gail  and
      Hill, Henry",
    booktitle = "{entry.get("booktitle")}",
    month = {choose.choice(("jul", "nov"))},
    year = "{entry.year}",
    address = "{choose.choice(("Bangkok, Thailand", "Vienna, Austria"))}",
    publisher = "Association for Computational Linguistics",
    url = "https://aclanthology.org/{identifier.value}/",
    doi = "10.18653/v1/{identifier.value}",
{pages}    ISBN = "979-8-89176-251-0",
}}
"""
    if "coling" in identifier.value:
        text = text.replace(f'    doi = "10.18653/v1/{identifier.value}",\n', "")
    return {f"aclanthology.org/{identifier.value}.bib": ("application/x-bibtex", text)}


def _note_pages(identifier: Identifier, content: Mapping[str, object], choose: random.Random) -> dict[str, Body]:
    note = {"id": identifier.value, "forum": identifier.value, "cdate": 1715000000000, "readers": ["everyone"]}
    wrapped = {name: {"value": value} for name, value in content.items()}
    if choose.random() < 0.2:  # of venues before 2023, and some since, API v1 holds the notes
        body = json.dumps({"notes": [note | {"content": content}], "count": 1})
        return {
            f"api2.openreview.net/notes?forum={identifier.value}": ("application/json", '{"notes":[],"count":0}'),
            f"api.openreview.net/notes?id={identifier.value}": ("application/json", body),
        }
    body = json.dumps({"notes": [note | {"content": wrapped}], "count": 1})
    return {f"api2.openreview.net/notes?forum={identifier.value}": ("application/json", body)}


def _note(entry: Entry, identifier: Identifier, choose: random.Random) -> dict[str, Body]:
    content: dict[str, object] = {
        "title": entry.plain("title"),
        "authors": [_reading(name, choose) for name in _authors(entry)],
        "pdf": "/pdf/0123.pdf",
        **_decision(entry, choose),
    }
    if choose.random() < 0.5:
        kind, name = ("article", "journal") if entry.type == "article" else ("inproceedings", "booktitle")
        people = " and ".join(person.full for person in _authors(entry))
        title, place = entry.get("title"), entry.get(name)
        content["_bibtex"] = (
            f"@{kind}{{\nx2024y,\ntitle={{{title}}},\nauthor={{{people}}},\n{name}={{{place}}},\nyear={{{entry.year}}}\n}}"
        )
    return _note_pages(identifier, content, choose)


def _decision(entry: Entry, choose: random.Random) -> dict[str, object]:
    if entry.type == "article":
        return {"venue": "Accepted by TMLR", "venueid": "TMLR", "_bibtex": _tmlr(entry)}
    short = next(short for words, short in _SHORT.items() if words in entry.venue)
    if short == "COLM":
        return {"venue": "COLM", "venueid": f"colmweb.org/COLM/{entry.year}/Conference"}
    track = " Track Datasets and Benchmarks" if "Datasets" in entry.venue else ""
    how = choose.choice((" Poster", " poster", " Oral", " Spotlight", ""))
    return {"venue": f"{short} {entry.year}{track}{how}", "venueid": f"{short}.cc/{entry.year}/Conference"}


def _tmlr(entry: Entry) -> str:
    people = " and ".join(person.full for person in _authors(entry))
    return (
        f"@article{{\nx2024y,\ntitle={{{entry.get('title')}}},\nauthor={{{people}}},\n"
        f"journal={{Transactions on Machine Learning Research}},\nissn={{2835-8856}},\nyear={{{entry.year}}},\nnote={{}}\n}}"
    )


def _workshop(entry: Entry, identifier: Identifier) -> dict[str, Body]:
    content = {
        "title": _old_title(entry),
        "authors": [name.full for name in _authors(entry)[:2]],
        "venue": f"ICLR {int(entry.year) - 1} Workshop SeT LLM",
        "venueid": f"ICLR.cc/{int(entry.year) - 1}/Workshop/SeT_LLM",
    }
    return _note_pages(identifier, content, random.Random(3))


def _rejected(entry: Entry, identifier: Identifier) -> dict[str, Body]:
    content = {
        "title": _old_title(entry),
        "authors": [name.full for name in _authors(entry)],
        "venue": "Submitted to ICLR 2024",
        "venueid": "ICLR.cc/2024/Conference/Rejected_Submission",
    }
    return _note_pages(identifier, content, random.Random(3))


def _tags(tags: Iterable[tuple[str, str]], more: str = "") -> Body:
    written = "".join(f'<meta name="{name}" content="{html.escape(content)}">\n' for name, content in tags if content)
    return (
        "text/html; charset=utf-8",
        f"<!DOCTYPE html><html><head><title>A site</title>\n{written}</head><body>{more}</body></html>",
    )


def _pmlr(entry: Entry, identifier: Identifier, link: str, choose: random.Random) -> dict[str, Body]:
    first, _, last = entry.get("pages").partition("--")
    venue = entry.venue.replace("Proceedings of the", "Proceedings of the")
    tags = [("citation_title", entry.plain("title"))]
    tags += [("citation_author", name.full) for name in _authors(entry)]
    tags += [
        ("citation_publication_date", f"{entry.year}/10/06"),
        ("citation_conference_title", choose.choice((venue, "International Conference on Machine Learning"))),
        ("citation_volume", entry.get("volume")),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_pdf_url", f"https://raw.githubusercontent.com/mlresearch/{identifier.value}.pdf"),
    ]
    return {f"proceedings.mlr.press/{identifier.value}.html": _tags(tags)}


def _neurips(entry: Entry, identifier: Identifier, link: str, choose: random.Random) -> dict[str, Body]:
    track = "Datasets_and_Benchmarks_Track" if "Datasets" in entry.venue else "Conference"
    tags = [("citation_title", entry.plain("title"))]
    tags += [("citation_author", f"{name.family}, {name.given}") for name in _authors(entry)]
    tags += [
        ("citation_journal_title", "Advances in Neural Information Processing Systems"),
        ("citation_volume", "37"),
        ("citation_publication_date", f"{entry.year}"),
    ]
    return {f"proceedings.neurips.cc/paper_files/paper/{identifier.value}-Abstract-{track}.html": _tags(tags)}


def _crossref(entry: Entry, identifier: Identifier, link: str, choose: random.Random) -> dict[str, Body]:
    short = choose.random() < 0.5
    people = [
        {"given": _short_given(name.given) if short else name.given, "family": name.family, "sequence": "additional"}
        for name in _authors(entry)
    ]
    year = int(entry.year)
    is_article = entry.type == "article"
    container = (
        entry.venue
        if "KDD" not in entry.venue
        else "Proceedings of the 31st ACM SIGKDD Conference on Knowledge Discovery and Data Mining V.1"
    )
    online = year - choose.choice((0, 1))
    message: dict[str, object] = {
        "DOI": identifier.value.upper(),
        "type": "journal-article" if is_article else "proceedings-article",
        "title": [html.escape(entry.plain("title")).replace(": ", ":\n      ")],
        "container-title": [container],
        "short-container-title": ["Nat Med"],
        "author": people,
        "issued": {"date-parts": [[online, 12, 20]]},
        "published": {"date-parts": [[online, 12, 20]]},
        "published-online": {"date-parts": [[online, 12, 20]]},
        "volume": entry.get("volume"),
        "issue": entry.get("number"),
        "publisher": "A Publisher",
    }
    if is_article and choose.random() < 0.3:
        message["license"] = []  # dated online alone
    else:
        message["published-print"] = {"date-parts": [[year, 2]]}
    if "--" in entry.get("pages"):
        message["page"] = entry.get("pages").replace("--", "-")
    elif entry.get("pages"):
        message["article-number"] = entry.get("pages")
    body = json.dumps({"status": "ok", "message-type": "work", "message": message})
    return {f"api.crossref.org/works/{identifier.value}": ("application/json", body)}


def _page(entry: Entry, identifier: Identifier, link: str, choose: random.Random) -> dict[str, Body]:
    parts = urlsplit(link)
    tags = [("citation_title", entry.plain("title"))]
    tags += [("citation_author", name.full) for name in reversed(_authors(entry))]
    tags += [("citation_publication_date", entry.year), ("citation_conference_title", entry.venue)]
    return {f"{parts.netloc}{parts.path}".rstrip("/"): _tags(tags)}


_PAGES: Mapping[Scheme, Callable[[Entry, Identifier, str, random.Random], dict[str, Body]]] = {
    Scheme.ACL: _acl,
    Scheme.PMLR: _pmlr,
    Scheme.NEURIPS: _neurips,
    Scheme.DOI: _crossref,
    Scheme.URL: _page,
}
