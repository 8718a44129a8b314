"""Whether redirects say that a page moved for good, and whether where they lead is plainly the same page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlsplit

from unlcli.domain import identifiers
from unlcli.domain.text import is_balanced
from unlcli.sources.asking import Hop

_PERMANENT = (301, 308)
_FRONT = ("", "index.html", "index.htm", "index.php", "home", "en", "en-us")
#: Parts of a host or path that belong to a page before the one that was asked for, or in its place.
_BEFORE = re.compile(
    r"^(?:login|log-in|log_in|signin|sign-in|sign_in|auth|authenticate|authorize|oauth2?|sso|saml2?|idp|shibboleth|cas|"
    r"accounts?|session|consent|cookies?|cookie-?(?:consent|absent|wall)|captcha|challenge|denied|forbidden|errors?|404|"
    r"not-?found|notfound|page-not-found|unavailable|maintenance|parking|lander)(?:\.\w{2,5})?$",
    re.I,
)
_SESSION = re.compile(
    r"^(?:jsessionid|phpsessid|asp\.net_sessionid|aspsessionid\w*|cfid|cftoken|sid|sessid|session|session_?id|token|"
    r"access_token|code|state|ticket|nonce|expires|signature|sig|key-pair-id|x-amz-\w[\w-]*|rd|redirect\w*|return\w*|continue|next)$",
    re.I,
)
#: Services whose redirects are what they are for: the address that was chosen is the lasting one.
_FORWARDERS = frozenset(
    "doi.org dx.doi.org hdl.handle.net handle.net purl.org purl.com w3id.org n2t.net ark.org urn.fi identifiers.org bit.ly "
    "tinyurl.com goo.gl t.co is.gd ow.ly aka.ms g.co youtu.be forms.gle maps.app.goo.gl lnkd.in".split()
)
#: Sites that have another name today, by their old one.
_RENAMED = {
    "aclweb.org": ("aclanthology.org",),
    "aclanthology.info": ("aclanthology.org",),
    "aclanthology.coli.uni-saarland.de": ("aclanthology.org",),
    "papers.nips.cc": ("proceedings.neurips.cc", "papers.neurips.cc"),
    "papers.neurips.cc": ("proceedings.neurips.cc",),
    "nips.cc": ("neurips.cc",),
    "jmlr.org": ("proceedings.mlr.press",),
    "dl.dropbox.com": ("dropbox.com",),
    "twitter.com": ("x.com",),
    "ncbi.nlm.nih.gov": ("pubmed.ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov"),
}
_LONGEST = 2_000
_WRITABLE = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?][A-Za-z0-9\-._~:/?@!$&'()*+,;=%\[\]]*)?(?:#[!-~]*)?")


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a page moved for good; `reserve` says why that address is not one to write, empty when it is.

    `is_elsewhere` when it leads to no page of its own (a front page, a login), which tells nothing. `is_scheme_alone` when
    https:// is all that is new.
    """

    target: str
    reserve: str = ""
    is_elsewhere: bool = False
    is_scheme_alone: bool = False


def judged(address: str, hops: Sequence[Hop]) -> Moved | None:
    """Return where a page moved for good; None where it did not: no redirect, one for now, a slash or `www.` alone."""
    if not hops or any(hop.status not in _PERMANENT for hop in hops):
        return _in_its_place(address, hops[-1].target) if hops else None
    target = hops[-1].target
    old, new = _parts(address), _parts(target)
    if old is None or new is None or _host(old) in _FORWARDERS:
        return None
    if identifiers.same_link(target) == identifiers.same_link(address):
        is_safer = old.scheme == "http" and new.scheme == "https"
        return Moved(target, _form(old, new, target), is_scheme_alone=True) if is_safer else None
    return _in_its_place(address, target) or Moved(target, _form(old, new, target) or _kinship(old, new))


def _in_its_place(address: str, target: str) -> Moved | None:
    """Return a redirect that leads to a page before or in place of the one that was asked for."""
    old, new = _parts(address), _parts(target)
    if old is None or new is None:
        return None
    segments = [segment for segment in new.path.lower().split("/") if segment]
    had = {segment for segment in old.path.lower().split("/") if segment}
    if any(_BEFORE.match(segment) for segment in segments if segment not in had) or (
        _host(old) != _host(new) and _BEFORE.match(_host(new).split(".")[0])
    ):
        return Moved(target, "a page that wants a login or consent, or reports an error", is_elsewhere=True)
    if _is_front(new) and not _is_front(old):
        return Moved(target, "the front page of a site", is_elsewhere=True)
    return None


def _is_front(parts: SplitResult) -> bool:
    return parts.path.strip("/").lower() in _FRONT and not parts.query


def _form(old: SplitResult, new: SplitResult, target: str) -> str:
    """Say why an address is not one to write, whatever it leads to; empty when it may be."""
    if len(target) > _LONGEST or not _WRITABLE.fullmatch(target) or not is_balanced(target):
        return "it is no address in its plain form"
    if old.scheme == "https" and new.scheme != "https":
        return "it leaves https"
    if "@" in new.netloc:
        return "it holds a name or password"
    own = {name.lower() for name, _ in parse_qsl(old.query, keep_blank_values=True)}
    added = [name for name, _ in parse_qsl(new.query, keep_blank_values=True) if name.lower() not in own]
    if ";" in new.path and ";" not in old.path or any(_SESSION.match(name) for name in added):
        return "it holds a session"
    host = _host(new)
    if any(identifiers.is_tracking(name, host) for name in added):
        return "it holds tracking parameters"
    return ""


def _kinship(old: SplitResult, new: SplitResult) -> str:
    """Say why two addresses may not be of one page; empty when they plainly are."""
    if _host(old) == _host(new):
        was, now = old.path.strip("/"), new.path.strip("/")
        is_above = was.startswith(f"{now}/") and now != was.removesuffix("/index.html").removesuffix("/index.htm")
        return "it is a page above the one that was linked" if is_above else ""
    if _host(new) in _RENAMED.get(_host(old), ()):
        return ""
    if _is_of_github_pages(_host(old), _host(new)) and old.path.strip("/") in new.path:
        return ""
    tail = _tail(old)
    return "" if tail and tail == _tail(new) else "it is on another host, under another name"


def _is_of_github_pages(old: str, new: str) -> bool:
    return old.endswith(".github.com") and new == old.removesuffix(".github.com") + ".github.io"


def _tail(parts: SplitResult) -> str:
    """Return what names a page within its folder: the last part of the path without its extension, and the query."""
    last = parts.path.rstrip("/").rsplit("/", 1)[-1].lower()
    name = re.sub(r"\.(?:html?|php|aspx?|jsp)$", "", last)
    return f"{name}?{parts.query}" if name and name not in _FRONT and name != "index" else ""


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        return parts if parts.hostname and parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.")
