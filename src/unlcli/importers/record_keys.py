"""Keys of records: what stands under them. They are read as headers of tables are, with those that only data use."""

import re
from enum import StrEnum

from unlcli.domain import text
from unlcli.importers.words import Role, role_of_header


class Use(StrEnum):
    """What a key holds that no column of a table does."""

    KEY = "key"
    PROSE = "prose"
    KEYWORDS = "keywords"
    SUBCATEGORY = "subcategory"
    BIBTEX = "bibtex"
    FIELD = "field"


def _table(**phrases: str) -> dict[str, str]:
    return {phrase.strip(): name for name, listed in phrases.items() for phrase in listed.split(",")}


_ROLES = {
    phrase: Role(name)
    for name, listed in {
        Role.TITLE: "title en, full title, name of the paper",
        Role.AUTHORS: "author name, author names, author list, authors list, creator, creators",
        Role.VENUE: (
            "booktitle, book title, journaltitle, journal title, journal name, container title, conference name, "
            "venue name, conference title, publication venue, publication title, published venue, event"
        ),
        Role.YEAR: "issued, published on, date published, pubdate, pub year, publish year, year published, day",
        Role.LINK: (
            "abs, abs url, html url, pdf url, url pdf, paper pdf url, eprint, arxiv no, arxiv number, pmid, acl, "
            "acl anthology, anthology, publisher url, source url, external url, doi url, ee, permalink, href"
        ),
        Role.CODE: "repository url, repo url, repo link, code repository, github repo url, codes url, huggingface code",
        Role.WEBSITE: "project url, project link, website url, webpage url, homepage url, site url, demo url, web url",
        Role.VIDEO: "video url, video link, talk url, youtube url, recording",
        Role.SLIDES: "slides url, slide url, slides link, presentation url",
        Role.POSTER: "poster url, poster link",
        Role.CATEGORY: "section, topic, topics, subject area",
    }.items()
    for phrase in (each.strip() for each in listed.split(","))
}
_USES = {
    phrase.strip(): use
    for use, listed in {
        Use.KEY: (
            "id, key, citekey, cite key, citation key, citationkey, bibkey, bib key, bibtex key, bibtexkey, slug, uid, "
            "entry key, label id"
        ),
        Use.PROSE: (
            "abstract, description, desc, summary, tldr, tl dr, note, notes, comment, comments, remark, remarks, "
            "annotation, highlight, highlights, contribution, contributions, takeaway, takeaways, intro, text, body, "
            "content, review, 摘要, 简介, 备注, 说明"
        ),
        Use.KEYWORDS: "keyword, keywords, tag, tags, 关键词, 标签",
        Use.SUBCATEGORY: "subcategory, sub category, subsection, subtopic, subcategories, 子类别",
        Use.BIBTEX: "bibtex, bib, bibtex entry, bibtex citation, bibentry",
    }.items()
    for phrase in listed.split(",")
}
#: Fields of BibTeX that a record means when it has a key of the same name.
_FIELDS = _table(
    volume="volume, vol", number="number, issue", pages="pages, page, page range", publisher="publisher",
    isbn="isbn", issn="issn", series="series", edition="edition", address="address", school="school",
    institution="institution", month="month", language="language, lang", chapter="chapter", subtitle="subtitle",
)  # fmt: skip
#: Keys of what a nested value itself says: `venue: {name: ICML, url: ...}`.
OWN_NAME = frozenset("name title text value label short abbr full display".split())
LINK_KEYS = frozenset("url href link uri src target".split())
LABEL_KEYS = frozenset("name title label text type kind rel site".split())
_LINKISH = re.compile(r"(?:(?:url|link|href)s? (?P<after>.+)|(?P<before>.+) (?:url|link|href|uri)s?)")
_GLUED = re.compile(r"(paper|pdf|code|slides|video|poster|project|github|repo|website|doi|arxiv)(?:url|link)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: What links may be under, besides those of the paper itself.
LINKS = frozenset((Role.LINK, Role.CODE, Role.WEBSITE, Role.VIDEO, Role.SLIDES, Role.POSTER))


def phrase(key: str) -> str:
    """Return a key as words: `paperUrl`, `paper_url` and `Paper URL` are one."""
    return text.fold(_CAMEL.sub(" ", key))


def role_of_key(key: str) -> Role:
    """Return what stands under a key as a column of a table would; EXTRA when its words are unknown."""
    words = phrase(key)
    if key.strip() in ("#", "№"):
        return Role.NUMBER
    if (known := _ROLES.get(words)) is not None:
        return known
    if words in _FIELDS or words in _USES:
        return Role.EXTRA
    if (glued := _GLUED.fullmatch(words)) is not None:
        words = f"{glued[1]} url"
    if match := _LINKISH.fullmatch(words):
        role = role_of_header(match["after"] or match["before"])
        return role if role in LINKS else Role.LINK if role in (Role.PAPER, Role.TITLE) else role_of_header(words)
    return role_of_header(words)


def use_of_key(key: str) -> Use | None:
    """Return what stands under a key that no column of a table has; None for other keys."""
    words = phrase(key)
    return Use.FIELD if words in _FIELDS else _USES.get(words)


def bibtex_field(key: str) -> str:
    """Return the field of BibTeX that a key names, empty when it names none."""
    return _FIELDS.get(phrase(key), "")
