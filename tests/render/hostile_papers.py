"""Papers whose every fact is hostile, as listings of the columns that exports have."""

from hypothesis import strategies as st
from render_samples import hostile

from unlcli.domain.listing import Cell, Column, Link, Listing, Row, Section
from unlcli.render import escape

FORMULAS = ("=cmd()|x", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '"=1', "'=1", " -1", "a;=1", "; '@x", "\u200b=1")
INVISIBLE = ("\u202eab", "\u2066x", "\u202c", "\ufeff", "\u200d", "\ufffe", "\uffff", "\ud800", "\x85", "\x0b")
TAGS = ("\nTY  - JOUR", "\r\nER  - \r\n", "\rAU  - x", "\u2028TI  - y", "TY  - z", "]]>", "<!--", "&#0;", "&#x1f;")
URLS = (
    "javascript:alert(1)", "https://x.org/a;b", "https://x.org/\nTY  - JOUR", " https://x.org/a b", "data:text/html,x",
    "https://x.org/?a=1&b=<c>\"'", "http://[", "https://x.org/é|`", "", "vbscript:x", "https://x.org/{{a}}",
)  # fmt: skip
texts = st.one_of(hostile, st.sampled_from((*FORMULAS, *INVISIBLE, *TAGS)), st.text(max_size=9))
urls = st.one_of(st.sampled_from(URLS), texts)
DAYS = ("2026-01-02T03:04:05", "2026-01-02T03:04:05+05:00", "2025-12-31", "0001-01-01T00:00:00+14:00", "soon", "")
COLUMNS = tuple(Column(name, name.title()) for name in ("key", "title", "authors", "venue", "link", "code", "category"))


@st.composite
def papers(draw: st.DrawFn, line: int = 1) -> Row:
    key, title, venue, abstract = (draw(texts) for _ in range(4))
    authors, categories = (draw(st.lists(texts, max_size=3)) for _ in range(2))
    link, code = draw(urls), draw(st.lists(urls, max_size=2))
    fields = {"abstract": abstract, "note": draw(texts), "keywords": draw(texts), "pages": draw(texts)}
    fields |= {"creationdate": draw(st.sampled_from(DAYS)), "booktitle": venue, "doi": draw(texts), "type": draw(texts)}
    record = {
        "key": key, "type": draw(st.sampled_from(("article", "misc", "inproceedings", "x"))), "line": line, "title": title,
        "authors": authors, "year": draw(st.sampled_from(("", "2024"))), "venue": venue, "url": link, "urls": [link, *code],
        "version": draw(st.sampled_from(("preprint", "journal", "unknown"))), "code": code, "categories": categories,
        "identifiers": {"arxiv": draw(texts)}, "fields": fields,
    }  # fmt: skip
    cells = (
        Cell(key), Cell("", (Link(title, link),)), Cell(", ".join(authors)), Cell(venue), Cell("", (Link("paper", link),)),
        Cell("", tuple(Link("code", url) for url in code)), Cell(", ".join(categories)),
    )  # fmt: skip
    raw = {"author": " and ".join(authors), "editor": draw(texts), **fields}
    return Row(key, cells, record, "", raw)


@st.composite
def listings(draw: st.DrawFn) -> Listing:
    rows = tuple(draw(papers(line)) for line in range(1, 1 + draw(st.integers(0, 3))))
    return Listing(draw(texts), COLUMNS, (Section(draw(texts), "a", draw(texts), rows),))


def kept(text: str) -> str:
    """Return what a format that holds any text may keep of one."""
    return escape.one_line(text)
