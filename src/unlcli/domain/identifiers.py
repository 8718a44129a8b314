"""Identifiers of papers: recognise them in text and URLs, normalise them, and give the best link to them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

from unlcli.domain import publisher_pages, secure_hosts
from unlcli.domain.entry import Entry


class Scheme(StrEnum):
    """What kind of identifier it is."""

    DOI = "doi"
    ARXIV = "arxiv"
    ACL = "acl"
    OPENREVIEW = "openreview"
    PMLR = "pmlr"
    NEURIPS = "neurips"
    DBLP = "dblp"
    S2 = "s2"
    PMID = "pmid"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier in normal form: equal ones name the same paper."""

    scheme: Scheme
    value: str

    def __str__(self) -> str:
        return f"{_SPOKEN[self.scheme]} {self.value}"

    @property
    def url(self) -> str:
        """The canonical link."""
        if self.value.startswith("CorpusID:") and self.scheme is Scheme.S2:
            return f"https://api.semanticscholar.org/{self.value}"
        if self.scheme is Scheme.NEURIPS:
            return _neurips_page(self.value)
        # a link is escaped as it stands; in an identifier `?` and `%` are characters like others
        kept = "?%" if self.scheme is Scheme.URL else ""
        return _LINKS[self.scheme].format(quote(self.value, safe="/:.-_()@=&+~,!*'$;" + kept))


def _neurips_page(value: str) -> str:
    """Return the likeliest address of an abstract's page: since 2022 its name tells the track."""
    track = "-Conference" if value[:4] >= "2022" else ""
    return f"{_LINKS[Scheme.NEURIPS].format(value)}-Abstract{track}.html"


_SPOKEN = {
    Scheme.DOI: "DOI", Scheme.ARXIV: "arXiv id", Scheme.ACL: "ACL id", Scheme.OPENREVIEW: "OpenReview forum",
    Scheme.PMLR: "PMLR id", Scheme.NEURIPS: "NeurIPS paper", Scheme.DBLP: "DBLP key",
    Scheme.S2: "Semantic Scholar id", Scheme.PMID: "PubMed id", Scheme.URL: "URL",
}  # fmt: skip
_LINKS = {
    Scheme.DOI: "https://doi.org/{}",
    Scheme.ARXIV: "https://arxiv.org/abs/{}",
    Scheme.ACL: "https://aclanthology.org/{}/",
    Scheme.OPENREVIEW: "https://openreview.net/forum?id={}",
    Scheme.PMLR: "https://proceedings.mlr.press/{}.html",
    Scheme.NEURIPS: "https://proceedings.neurips.cc/paper_files/paper/{}",
    Scheme.DBLP: "https://dblp.org/rec/{}",
    Scheme.S2: "https://www.semanticscholar.org/paper/{}",
    Scheme.PMID: "https://pubmed.ncbi.nlm.nih.gov/{}/",
    Scheme.URL: "{}",
}

_ARXIV_NEW = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
_ARXIV_ARCHIVES = (
    "astro-ph cond-mat gr-qc hep-ex hep-lat hep-ph hep-th math-ph nlin nucl-ex nucl-th physics quant-ph math cs q-bio q-fin "
    "stat cmp-lg alg-geom dg-ga chao-dyn solv-int patt-sol adap-org chem-ph comp-gas funct-an mtrl-th q-alg supr-con "
    "acc-phys ao-sci atom-ph bayes-an plasm-ph"
).split()
_ARXIV_OLD = rf"(?:{'|'.join(_ARXIV_ARCHIVES)})(?:\.[A-Z]{{2}})?/\d{{7}}"
_ARXIV_BARE = re.compile(
    rf"^(?:arxiv\s*[:.]?\s*)?({_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?(?:\.pdf)?(?:\s*\[[\w.-]+\])?$", re.I
)
_ARXIV_PATH = re.compile(
    rf"^/(?:abs|pdf|html|format|ps|e-print|src|list)/({_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?(?:\.pdf)?/?$", re.I
)
_ARXIV_PAPER = re.compile(rf"({_ARXIV_NEW})(?:v\d+)?$")
_DOI = re.compile(r"^10\.\d{4,9}(?:\.\d+)*/\S+$")
_DOI_PREFIX = re.compile(r"^(?:doi\s*[:=]?\s*|https?://(?:dx\.|www\.)?doi\.org/|(?:dx\.)?doi\.org/)", re.I)
_ACL_NEW = r"\d{4}\.[a-z0-9_]+(?:-[a-z0-9_]+)?\.\d+"
_ACL_OLD = r"[A-Z]\d{2}-\d{4,5}"
_ACL = re.compile(rf"^({_ACL_NEW}|{_ACL_OLD})$", re.I)
_ACL_PREFIXES = ("10.18653/v1/", "10.3115/v1/")
_NEURIPS = re.compile(r"^/(?:paper_files/)?paper(?:s)?/(\d{4})/(?:hash|file)/([0-9a-f]{32})-", re.I)
_PMLR = re.compile(r"^/(v\d+|r\d+)/([\w.-]+?)(?:/[\w.-]+)?(?:\.html|\.pdf)?/?$", re.I)
#: Where PMLR keeps the papers' files.
_PMLR_FILE = re.compile(r"^/mlresearch/(v\d+|r\d+)/(?:main|gh-pages)/assets/([\w.-]+)/[\w.-]+\.pdf$", re.I)
_ARXIV_IN_JOURNAL = re.compile(rf"arxiv[: ]+({_ARXIV_NEW})", re.I)
#: Semantic Scholar's own number of a paper, beside its hash.
_CORPUS_ID = re.compile(r"^corpus\s?id:\s?(\d{1,12})$", re.I)
_OPENREVIEW_ID = re.compile(r"^[A-Za-z0-9_-]{6,}$")


def recognise(given: str) -> Identifier | None:
    """Return the identifier that a text is, in any of its written forms or as a URL; None when it is none."""
    given = given.strip().strip("<>").rstrip(".,;")
    if not given or any(c.isspace() for c in given.removeprefix("arXiv:").strip()) and "[" not in given:
        given = re.sub(r"^(doi|arxiv)\s*:\s*", r"\1:", given, flags=re.I)
        if not given or any(c.isspace() for c in given):
            return None
    if "://" in given or re.match(r"^(www\.|[\w-]+(\.[\w-]+)*\.(org|com|net|cc|press|edu|io|gov|uk|de)/)", given, re.I):
        return of_url(given)
    if match := _ARXIV_BARE.match(given):
        return Identifier(Scheme.ARXIV, _arxiv(match[1]))
    bare = _DOI_PREFIX.sub("", given)
    if _DOI.match(bare):
        return _doi(bare)
    if match := _ACL.match(given):
        return Identifier(Scheme.ACL, _acl(match[1]))
    if given.lower().startswith("dblp:"):
        return Identifier(Scheme.DBLP, given[5:])
    if re.match(r"^(conf|journals|books|phd|reference)/[\w-]+/[\w-]+$", given):
        return Identifier(Scheme.DBLP, given)
    if given.lower().startswith("pmid:") and given[5:].isdigit():
        return Identifier(Scheme.PMID, given[5:])
    if match := _CORPUS_ID.match(given):
        return Identifier(Scheme.S2, f"CorpusID:{match[1]}")
    return None


def of_url(url: str) -> Identifier | None:
    """Return the identifier a link leads to, else its canonical form as one; None for what is no web link."""
    parts = _parts(url)
    if parts is None:
        return None
    host, path, query = parts
    return _by_host(host, path, query) or Identifier(Scheme.URL, _canonical(query, host, path))


#: A link of which nothing is escaped, upper-case or out of the ordinary before its path: most are, and `urlsplit` is slow.
_SIMPLE_LINK = re.compile(
    r"https?://(?:www\.)?+([a-z0-9-]++(?:\.[a-z0-9-]++)++)((?:/[^?#\s%\x00-\x1f\x7f]*+)?+)(?:\?([^#\s\x00-\x1f\x7f]*+))?+(?:#[!-~]*+)?+"
)


def _parts(url: str) -> tuple[str, str, str] | None:
    """Return a web link's host (without `www.`), path in readable form, and query."""
    if simple := _SIMPLE_LINK.fullmatch(url):
        return simple[1], simple[2], simple[3] or ""
    try:
        parts = urlsplit(url if "://" in url else "https://" + url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    return host, unquote(parts.path), parts.query


#: Hosts whose links name a paper by an identifier.
_HOST_ENDINGS = ("doi.org", "arxiv.org", "huggingface.co", "openreview.net")
_HOSTS = publisher_pages.HOSTS | frozenset(
    "alphaxiv.org ar5iv.org aclanthology.org aclweb.org aclanthology.info proceedings.neurips.cc papers.nips.cc "
    "papers.neurips.cc proceedings.mlr.press dblp.org dblp.uni-trier.de dblp.dagstuhl.de semanticscholar.org "
    "api.semanticscholar.org pubmed.ncbi.nlm.nih.gov raw.githubusercontent.com".split()
)


def _by_host(host: str, path: str, query: str) -> Identifier | None:
    if host not in _HOSTS and not host.endswith(_HOST_ENDINGS) and "/10." not in path:
        return None
    if host.endswith("doi.org"):
        return _doi(path.lstrip("/")) if _DOI.match(path.lstrip("/")) else None
    if host.endswith("arxiv.org") and (match := _ARXIV_PATH.match(path)):
        return Identifier(Scheme.ARXIV, _arxiv(match[1]))
    if (
        host in ("alphaxiv.org", "ar5iv.org", "ar5iv.labs.arxiv.org")
        or host.endswith("huggingface.co")
        and "/papers/" in path
    ):
        match = _ARXIV_PAPER.search(path.rstrip("/"))
        return Identifier(Scheme.ARXIV, match[1]) if match else None
    if host in ("aclanthology.org", "aclweb.org", "aclanthology.info"):
        last = re.sub(r"(\.pdf|\.bib|v\d+\.pdf)$", "", path.rstrip("/").rsplit("/", 1)[-1])
        return Identifier(Scheme.ACL, _acl(last)) if _ACL.match(last) else None
    if host.endswith("openreview.net") and path.rstrip("/") in ("/forum", "/pdf", "/attachment", "/revisions"):
        forum = dict(parse_qsl(query)).get("id", "")
        return Identifier(Scheme.OPENREVIEW, forum) if _OPENREVIEW_ID.match(forum) else None
    if host in ("proceedings.neurips.cc", "papers.nips.cc", "papers.neurips.cc") and (match := _NEURIPS.match(path)):
        return Identifier(Scheme.NEURIPS, f"{match[1]}/hash/{match[2].lower()}")
    if host in ("proceedings.mlr.press", "jmlr.org") and (match := _PMLR.match(path)) and host != "jmlr.org":
        return Identifier(Scheme.PMLR, f"{match[1].lower()}/{match[2].lower()}")
    if host in ("dblp.org", "dblp.uni-trier.de", "dblp.dagstuhl.de") and path.startswith("/rec/"):
        return Identifier(
            Scheme.DBLP,
            re.sub(
                r"\.(html|bib|xml|rdf)$", "", path.removeprefix("/rec/").removeprefix("html/").removeprefix("bibtex/")
            ),
        )
    if host == "semanticscholar.org" and (match := re.search(r"/([0-9a-f]{40})/?$", path)):
        return Identifier(Scheme.S2, match[1])
    if host == "api.semanticscholar.org" and (match := _CORPUS_ID.match(path.strip("/"))):
        return Identifier(Scheme.S2, f"CorpusID:{match[1]}")
    if host == "pubmed.ncbi.nlm.nih.gov" and (match := re.match(r"^/(\d+)/?$", path)):
        return Identifier(Scheme.PMID, match[1])
    if host == "raw.githubusercontent.com" and (match := _PMLR_FILE.match(path)):
        return Identifier(Scheme.PMLR, f"{match[1].lower()}/{match[2].lower()}")
    doi = publisher_pages.doi_in(host, path, query)
    return _doi(doi) if _DOI.match(doi) else None


def _doi(value: str) -> Identifier:
    value = (unquote(value) if "%" in value else value).lower().rstrip("/")
    if value.startswith("10.48550/arxiv."):
        return Identifier(Scheme.ARXIV, _arxiv(value.removeprefix("10.48550/arxiv.")))
    if value.startswith(_ACL_PREFIXES):
        rest = value.split("/", 2)[2]
        if _ACL.match(rest):
            return Identifier(Scheme.ACL, _acl(rest))
    return Identifier(Scheme.DOI, value)


def _arxiv(value: str) -> str:
    value = re.sub(r"v\d+$", "", value)
    archive, slash, number = value.partition("/")
    return f"{archive.split('.')[0].lower()}/{number}" if slash else value


def _acl(value: str) -> str:
    return value.upper() if re.match(rf"^{_ACL_OLD}$", value, re.I) else value.lower()


_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|mc_[ce]id|ref|ref_src|source|spm|share|trk|tab|from|s|si|igshid)$", re.I
)
_TRACKING_ANYWHERE = re.compile(
    r"^(utm_\w+|fbclid|[dgy]clid|ttclid|twclid|msclkid|[gw]braid|mc_[ce]id|igshid|igsh|ref_src|mkt_tok|_hsenc|_hsmi|spm|"
    r"casa_token)$",
    re.I,
)
#: Parameters that are tracking on one site and may be an address elsewhere.
_TRACKING_AT = {
    "medium.com": re.compile(r"^source$"),
    "towardsdatascience.com": re.compile(r"^source$"),
    "youtube.com": re.compile(r"^(si|feature|pp|ab_channel)$"),
    "youtu.be": re.compile(r"^(si|feature|pp|ab_channel)$"),
    "twitter.com": re.compile(r"^(s|t|ref_url)$"),
    "x.com": re.compile(r"^(s|t|ref_url)$"),
    "linkedin.com": re.compile(r"^(trk|trackingId|lipi|rcm)$"),
    "bilibili.com": re.compile(r"^(spm_id_from|vd_source|share_source|from_spmid)$"),
}
_AROUND = re.compile(r"^[\s<>]+|(?<![\s<>])[\s<>]++$")
_SLASHES = re.compile(r"/+")
_CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "huggingface.co", "codeberg.org")


def _canonical(query: str, host: str, path: str) -> str:
    kept = "&".join(p for p in query.split("&") if p and not _TRACKING_ANYWHERE.match(p.split("=")[0])) if query else ""
    path = (_SLASHES.sub("/", path) if "//" in path else path).rstrip("/")
    if host in _CODE_HOSTS:
        path, kept = path.removesuffix(".git").lower(), ""
    return f"https://{host}{path}" + (f"?{kept}" if kept else "")


def is_tracking(parameter: str, host: str) -> bool:
    """Tell whether a link's parameter only says how a reader came there: without it, the link leads to the same page."""
    if _TRACKING_ANYWHERE.match(parameter):
        return True
    own = next((rule for site, rule in _TRACKING_AT.items() if host == site or host.endswith("." + site)), None)
    return own is not None and own.match(parameter) is not None


@dataclass(frozen=True, slots=True)
class CleanUrl:
    """A link without what does not belong to it, and what was taken away, in words."""

    url: str
    repairs: tuple[str, ...] = ()


def clean_url(url: str) -> CleanUrl:
    """Return a link without tracking parameters, view parameters of code hosts, and fragments that lead inside a page.

    A fragment is kept where it names a page of its own (`#/` and `#!` routes). Links to arXiv's HTML or PDF, or to one
    version, become links to the paper's page; `http://` becomes `https://` where the site is known to have it.
    """
    url = _AROUND.sub("", url).replace("{", "%7B").replace("}", "%7D")
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return CleanUrl(url)
    if parts.scheme.lower() not in ("http", "https") or not host:
        return CleanUrl(url)
    rule = _TRACKING if host in _CODE_HOSTS else _TRACKING_ANYWHERE
    pairs = [p for p in parts.query.split("&") if p]
    kept = [p for p in pairs if not rule.match(p.split("=")[0])]
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    repairs = []
    if parts.scheme.lower() == "http" and secure_hosts.has_https(parts.netloc):
        parts = parts._replace(scheme="https")
        repairs.append(f"http:// read as https://, which {host} has")
    if len(kept) != len(pairs):
        repairs.append(
            "parameters " + ", ".join(p.split("=")[0] for p in pairs if p not in kept) + " taken from the link"
        )
    if fragment != parts.fragment:
        repairs.append(f"fragment #{parts.fragment} taken from the link")
    if host == "arxiv.org" and (match := _ARXIV_PATH.match(parts.path)) and not parts.path.startswith("/list/"):
        page = f"https://arxiv.org/abs/{_arxiv(match[1])}"
        if parts.path != urlsplit(page).path:
            repairs.append(f"{parts.path} read as the paper's page on arXiv")
            return CleanUrl(page, tuple(repairs))
    if not repairs:
        return CleanUrl(url)
    cleaned = urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join(kept), fragment))
    return CleanUrl(_AROUND.sub("", cleaned), tuple(repairs))


def is_code_link(url: str) -> bool:
    """Tell whether a link leads to a code host."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return False
    return host in _CODE_HOSTS


def is_web_link(url: str) -> bool:
    """Tell whether a text is an http or https link with a host."""
    if _SIMPLE_LINK.fullmatch(url):
        return True
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and len(url.split()) == 1


def of_entry(entry: Entry) -> frozenset[Identifier]:
    """Return all identifiers of an entry: from `doi`, `eprint`, `url`, `alturl` and the fields services use."""
    return frozenset(each(entry))


def each(entry: Entry) -> Iterator[Identifier]:
    """Yield the identifiers of an entry, field after field; the same one may come again."""
    fields = entry.fields
    if "howpublished" in fields and (link := published_at(entry)) and (found := of_url(link)) is not None:
        yield found
    if doi := fields.get("doi"):
        bare = doi.replace("\\_", "_").strip()
        if not bare.startswith("10."):
            bare = _DOI_PREFIX.sub("", bare)
        if _DOI.match(bare):
            yield _doi(bare)
    if eprint := fields.get("eprint"):
        archive = (fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv").lower()
        if archive == "arxiv" and (match := _ARXIV_BARE.match(eprint.strip())):
            yield Identifier(Scheme.ARXIV, _arxiv(match[1]))
    for name in ("url", "alturl"):
        links = fields.get(name, "")
        if "\\" in links:
            links = links.replace("\\_", "_").replace("\\%", "%").replace("\\#", "#")
        for link in links.split():
            if (found := of_url(link)) is not None:
                yield found
    if "." in (journal := fields.get("journal", "")) and (match := _ARXIV_IN_JOURNAL.search(journal)):
        yield Identifier(Scheme.ARXIV, match[1])
    if (pmid := fields.get("pmid", "").strip()).isdigit():
        yield Identifier(Scheme.PMID, pmid)


#: Some write only a link into `howpublished`, as BibTeX's own styles know no field `url`.
_ONLY_LINK = re.compile(
    r"[\s{<]*+(?:\\(?:url|href|path|nolinkurl)\s*+)?+[{<]*+(https?://[^\s{}<>]++)[}>]*+(?:(?<=\})\s*+\{[^{}]*+\})?+[\s}]*+\.?\s*+",
    re.I,
)


def published_at(entry: Entry) -> str:
    """Return the link that is all that `howpublished` says, where no field says better where the paper is; else nothing."""
    fields = entry.fields
    if any(fields.get(name, "").strip() for name in ("url", "doi", "eprint")):
        return ""
    found = _ONLY_LINK.fullmatch(fields.get("howpublished", ""))
    link = re.sub(r"\\([_%#&~])", r"\1", found[1]) if found else ""
    return link if is_web_link(link) else ""


def doi_of(link: str) -> str:
    """Return the DOI that a link or text spells out, as registered (lower case); empty when it holds none."""
    found = recognise(link)
    if found is None:
        return ""
    if found.scheme is Scheme.DOI:
        return found.value
    spelt = re.search(r"10\.(?:18653/v1|3115/v1|48550)/\S+$", unquote(link.strip().lower()))
    return spelt[0].rstrip("/") if spelt and found.scheme is Scheme.ACL else ""


#: Where a reader is best sent: pages of the version of record before preprints, pages before other links.
_BEST_FIRST = (Scheme.ACL, Scheme.PMLR, Scheme.NEURIPS, Scheme.OPENREVIEW, Scheme.DOI, Scheme.URL, Scheme.ARXIV)


def best_first(links: tuple[str, ...]) -> tuple[str, ...]:
    """Return links with the one a reader should follow first; equal ones (scheme, `www.`, last slash aside) once."""
    if len(links) < 2:
        return links
    unique: dict[str, str] = {}
    for link in links:
        unique.setdefault(same_link(link), link)

    def rank(link: str) -> int:
        found = of_url(link)
        return _BEST_FIRST.index(found.scheme) if found and found.scheme in _BEST_FIRST else len(_BEST_FIRST)

    return tuple(sorted(unique.values(), key=rank))


def same_link(link: str) -> str:
    """Return the form in which links are compared: scheme, `www.` and a last slash do not count."""
    return re.sub(r"^https?://(?:www\.)?", "", link.strip(), flags=re.I).rstrip("/")


#: Of identifiers, those of the version of record before a preprint's, and those before what services number.
_OF_RECORD_FIRST = (
    Scheme.DOI, Scheme.ACL, Scheme.PMLR, Scheme.NEURIPS, Scheme.OPENREVIEW, Scheme.ARXIV, Scheme.DBLP, Scheme.S2,
    Scheme.PMID,
)  # fmt: skip


def best_link(entry: Entry, known: Iterable[Identifier] | None = None) -> str:
    """Return the link a reader should follow: `url`, else one made of the DOI or arXiv id, else that of `howpublished`.

    It is empty when there is none. `known` are the entry's identifiers, for who has them.
    """
    for link in entry.plain("url").split():
        if is_web_link(link):
            return link
    found = sorted(
        {i for i in (of_entry(entry) if known is None else known) if i.scheme is not Scheme.URL},
        key=lambda i: (_OF_RECORD_FIRST.index(i.scheme), i.value),
    )
    return found[0].url if found else published_at(entry)
