"""What titles, names, links and sections hold at their worst, and listings made of it; every room's tests share these.

A text means something to Markdown, HTML, Liquid, YAML, CSV and spreadsheets, LaTeX and BibTeX, XML, RIS, terminals, or to
a reader's eyes: marks that turn text around, that nobody sees, or that are no characters at all.
"""

import random
from collections.abc import Sequence

from hypothesis import strategies as st

from unlcli.domain.listing import Cell, Column, Link, Listing, Row, Section
from unlcli.domain.text import to_bibtex
from unlcli.render.escape import one_line, safe_url

FRAGMENTS = (
    *"| [ ] < > * _ ` $ \\ { } # ~ & \" ' ! ^ = + - . : ( ) % @ ; , ? /".split(),
    *"`` $$ ~~ {{ }} {% %} {# {: {:.x} {::nomarkdown} {:/} -- --- ... << >> '80s 1. 2) [x] [^1] |-| \\| \\\\".split(),
    *"&amp; &#123; &copy; <T> <br> <code> </code> <!-- --> <script> :smile: *a* __b__ `c` ~~d~~ $e$".split(),
    *"![i](u) [a](b) www.x.com http://x.y/z ftp://x.y HTTP://X.Y @user javascript:x 🌊 مرحبا שלום é ☃ a B ab".split(),
    " ", "  ", "\n", "\t", "\x00", "\x1b[31m", "\u2028", "\u200b", "\u00a0", "",
)  # fmt: skip
hostile = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=6).map("".join)

#: What ends or begins something in one of the formats, or deceives the eye.
_MARKUP = (
    "<script>alert(1)</script>", "</script>", "</style>", "</title>", "</td></tr></table>", "</details>", "<svg/onload=alert(1)>",
    "<img src=x onerror=alert(1)>", '" onmouseover="alert(1)', "' autofocus onfocus='alert(1)", "<a href=//x.y>", "<plaintext>",
    "<!-- unl:end -->", "<!-- unl:begin -->", "-->", "--!>", "<!-->", "]]>", "<![CDATA[", "<?xml?>", "<!DOCTYPE x>", "&#x0a;",
    "&lt;b&gt;", "&#0;", "&#x202e;", "&nbsp", "&notit;", "{{ site.title }}", "{% include x %}", "{% raw %}", "{% endraw %}",
    "{{{{", "{#- #}", "{{-", "![a](javascript:x)", "](javascript:x)", "[a]: http://x.y", "[a][b]", "<http://x.y>", "<a@x.y>",
    "a@x.y", "https://x.y", "xmpp:a@x.y", "mailto:a@x.y", "http://[::1]/", "**a**b*", "*[HTML]: x", "[^1]: x", "$$x$$", "\\(x\\)", "\\[x\\]",
    "    code", "```", "~~~", "> quote", "# h", "h\n===", "h\n---", "- item", "+ item", "1) item", ": term", "|---|", "| :-: |",
    "* * *", "\\\n", "a  \nb", "{:toc}", "{::comment}", "{: #id .c x=\"y\"}", "^[x]", "==x==", "[[x]]", ":::x", "\\&", "&\\#35;",
)  # fmt: skip
_OTHERS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", '"=1', " =1", ";=1", ",=1", "\uff1d1", "\uff0b1", "\u200b=1", '""', '",=1',
    "a,b", "a;b", "---", "- a", "? a", "a: b", "a #b", "!!python/object", "&a", "*a", "%YAML 1.1", "null", "no", "0x1f", "2024-01-01",
    "~", "<<: *a", "...", "|", ">-", "@misc{a,", "}}}}", "{{{", "}, x = {", '"}', "# \"", "\\input{x}", "\\write18{x}", "\\", "\\{", "$",
    "%c", "\\textbf{b}", "\\'e", "\\alpha", "{\\LaTeX}", "~", "--", "``a''", " and ", "and others", " || ", " ; ", " > ", "ER  - ",
    "\r\nER  - \r\nTY  - JOUR", "\nTI  - x", "TY  - ", "\x1b]0;x\x07", "\x1b[2J", "\x9b31m", "\x07", "\x08", "\x7f", "\x85", "\x00",
    "\ufeff", "\ufffe", "\uffff", "\ud800", "\udfff", "\U0001fffe", "\ufdd0", "\u2029", "\u202e", "\u202a", "\u2066", "\u2069", "\u200e",
    "\u200f", "\u061c", "\u200b", "\u200d", "\u2060", "\u00ad", "\u034f", "\u115f", "\u3164", "a" + "\u0301" * 20, "\u0489" * 9,
    "👩‍💻", "🏳️‍🌈", "🇩🇪", "😀", "אבג", "\ufdfd", "ﬁ", "Ａ", "\U000e0041", "ſ", "İ", "ß", "\u00a0", "\u2003", "\u1680", "::error::x", "##[x]",
)  # fmt: skip
PIECES = tuple(dict.fromkeys((*FRAGMENTS, *_MARKUP, *_OTHERS)))
#: Any character at all, halves of surrogate pairs among them.
_ANY = st.text(st.characters(), max_size=4)
_SEEDS = st.integers(0, 2**32)


def _some(chance: random.Random, pieces: Sequence[str], most: int) -> str:
    return "".join(chance.choices(pieces, k=chance.randrange(most + 1)))


# Pieces by chance are drawn at once, so that all of them come up in a hundred examples; the others shrink well.
texts = st.lists(st.sampled_from(PIECES) | _ANY, max_size=4).map("".join) | _SEEDS.map(
    lambda seed: _some(random.Random(seed), PIECES, 8)
)

_SCHEMES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:x", " javascript:x", "\x01javascript:x",
    "javascript&#58;x", "javascript&colon;x", "&#106;avascript:x", "javascript%3Ax", "data:text/html,<script>alert(1)</script>",
    "vbscript:x", "file:///etc/passwd", "//x.y", "///x.y", "\\\\x.y", "/x", "#x", "?x", "x", "", "http:x", "http:/x.y", "http:///x.y",
    "http:\\\\x.y", "https:", "ftp://x.y", "blob:http://x.y", "view-source:http://x.y", "about:blank", "mailto:", "feed:javascript:x",
)  # fmt: skip
_STARTS = (
    "https://x.org/", "http://x.org/", "HTTPS://X.ORG/", "https://x.org", "https://u:p@x.org/", "https://x.org:8080/", "https://[::1]/",
    "https://münchen.example/", "https://xn--mnchen-3ya.example/", "https://例え.テスト/", "mailto:a@x.org", "https://x.org/a?b=",
)  # fmt: skip
_INSIDE = (
    "](", ")", "(", "[", "]", "<", ">", '"', "'", "`", "|", "\\", "{", "}", "{{a}}", "{%a%}", "-->", "<!-- unl:end -->", " ", "%20", "%",
    "%zz", "&", "&amp;", "&lt;b", "&#58;", "&copy=1", "*", "_", "~", "$", "^", "#", "?", "=", ";", ",", "é", "漢", "🌊", "..", "//", "@",
    "\u00a0", "\u3000", "\t", "\n", "\x00", "\u202e", "\ud800", "\u200b", "\ufeff", "=1+1", "</a>", "<script>", "javascript:x", "a", "B1",
)  # fmt: skip
_good = st.builds(
    lambda start, parts: start + "".join(parts),
    st.sampled_from(_STARTS),
    st.lists(st.sampled_from(_INSIDE) | _ANY, max_size=4),
)
urls = st.sampled_from(_SCHEMES) | _good | _good | texts

COLUMNS = tuple(
    Column(name, heading)
    for name, heading in (
        ("title", "Title"), ("year", "Year"), ("venue", "Venue"), ("code", "Code"), ("note", "Note"), ("category", "Category")
    )
)  # fmt: skip
FACETS = (Column("category", "Category"), Column("venue", "Venue"))


def made_listing(words: Sequence[str], links: Sequence[str]) -> Listing:
    """Return a listing in which every place is taken by one of these texts and links: a row for each text."""
    rows = [_row(number, words, links) for number in range(len(words))]
    cut = len(rows) // 2
    first, last = (text if one_line(text) else "" for text in (words[0], words[-1]))  # groups have a name or none
    below = Section(last, "below", first, tuple(rows[cut:]))
    return Listing(first, COLUMNS, (Section(first, "first", last, tuple(rows[:cut]), (below,)),), FACETS)


def _row(number: int, words: Sequence[str], links: Sequence[str]) -> Row:
    title, venue, note, category, author, abstract = (words[(number + step) % len(words)] for step in range(6))
    url, code = links[number % len(links)], links[(number + 1) % len(links)]
    cells = (
        Cell(title, (Link(title, url),) if url else ()), Cell("2024"), Cell(venue),
        Cell("", (Link("Code", code),) if code else ()), Cell(note), Cell(category),
    )  # fmt: skip
    raw = {
        "title": title,
        "author": author,
        "abstract": abstract,
        "note": note,
        "booktitle": venue,
        "category": category,
    }
    fields = {**raw, "creationdate": f"2024-01-{number % 28 + 1:02}"}
    record = {
        "key": f"{title}{number}", "type": "inproceedings", "line": number, "title": title, "authors": [author], "year": "2024",
        "venue": venue, "url": url, "urls": [url], "code": [code], "categories": [category], "fields": fields,
    }  # fmt: skip
    raw = {name: to_bibtex(value) for name, value in raw.items()} | {"url": url}
    return Row(f"{title}{number}", cells, record, "", raw, ((category,), (venue,)))


def twin(listing: Listing) -> Listing:
    """Return the same listing with harmless words in place of others, and a harmless link for each that may be followed."""
    sections = tuple(map(_twin_section, listing.sections))
    return Listing(_harmless(listing.title), listing.columns, sections, listing.facets)


def _twin_section(section: Section) -> Section:
    rows = tuple(map(_twin_row, section.rows))
    children = tuple(map(_twin_section, section.sections))
    return Section(_harmless(section.title), section.anchor, _harmless(section.intro), rows, children)


def _twin_row(row: Row) -> Row:
    cells = tuple(
        Cell(_harmless(cell.text), tuple(Link(_harmless(link.text), _harmless_url(link.url)) for link in cell.links))
        for cell in row.cells
    )
    raw = {name: _harmless_url(value) if name == "url" else _harmless(value) for name, value in row.raw.items()}
    return Row(row.key, cells, {**row.record, "title": _harmless(str(row.record["title"]))}, "", raw, row.facets)


def _harmless(text: str) -> str:
    return "words" if one_line(text) else ""


def _harmless_url(url: str) -> str:
    scheme = (safe_url(url) or "").partition(":")[0].lower()
    return {"": "", "mailto": "mailto:a@example.org"}.get(scheme, "https://example.org")


def listings(least: int = 2, most: int = 6) -> st.SearchStrategy[Listing]:
    """Return a strategy for listings of so many rows."""
    drawn = st.builds(
        made_listing,
        st.lists(texts, min_size=least, max_size=most),
        st.lists(urls, min_size=1, max_size=min(most, 40)),
    )
    by_chance = st.builds(one_listing, st.integers(least, most), _SEEDS)
    return drawn | by_chance | by_chance


def one_listing(rows: int, seed: int) -> Listing:
    """Return a listing of so many rows; the same one for the same seed."""
    chance = random.Random(seed)
    words = [_some(chance, PIECES, 4) for _ in range(rows)]
    links = [
        chance.choice(_STARTS) + _some(chance, _INSIDE, 4) if chance.random() < 0.7 else chance.choice(_SCHEMES)
        for _ in range(rows)
    ]
    return made_listing(words, links)
