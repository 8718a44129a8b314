"""Whether redirects say that a page moved for good, and whether where they lead is plainly the same page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlsplit

from unlcli.domain import identifiers
from unlcli.domain.text import is_balanced
from unlcli.services import same_page
from unlcli.sources.asking import Hop

_PERMANENT = (301, 308)
#: Parts of a host or path that belong to a page before the one that was asked for, or in its place.
_BEFORE = re.compile(
    r"^(?:login|log-in|log_in|signin|sign-in|sign_in|auth|authenticate|authorize|oauth2?|sso|saml2?|idp|shibboleth|cas|"
    r"accounts?|session|consent|cookies?|cookie-?(?:consent|absent|wall)|captcha|challenge|denied|forbidden|errors?|404|"
    r"not-?found|notfound|page-not-found|unavailable|maintenance|parking|lander|sorry)(?:\.\w{2,5})?$",
    re.I,
)
#: Pages that stand in the place of one that is gone, when they are what an address ends with.
_INSTEAD = re.compile(r"^(?:welcome|search|home)(?:\.\w{2,5})?$", re.I)
_ASKS = re.compile(r"^(?:err|error|error_?code|cookies?|cookie_?(?:set|not_supported))$", re.I)
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
_NO_PAGE = "a page that wants a login or consent, or reports an error"
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
    if old is None or new is None or same_page.host_of(old) in _FORWARDERS:
        return None
    if identifiers.same_link(target) == identifiers.same_link(address):
        is_safer = old.scheme == "http" and new.scheme == "https"
        return Moved(target, _form(old, new, target), is_scheme_alone=True) if is_safer else None
    if _is_front(old) and _is_front(new) and same_page.host_of(old) == same_page.host_of(new):
        return None
    return _in_its_place(address, target) or Moved(target, _form(old, new, target) or same_page.doubt(old, new))


def _in_its_place(address: str, target: str) -> Moved | None:
    """Return a redirect that leads to a page before or in place of the one that was asked for."""
    old, new = _parts(address), _parts(target)
    if old is None or new is None:
        return None
    segments = [segment for segment in new.path.lower().split("/") if segment]
    had = {segment for segment in old.path.lower().split("/") if segment}
    if any(_BEFORE.match(segment) for segment in segments if segment not in had) or (
        same_page.host_of(old) != same_page.host_of(new) and _BEFORE.match(same_page.host_of(new).split(".")[0])
    ):
        return Moved(target, _NO_PAGE, is_elsewhere=True)
    if any(_ASKS.match(name) for name in _added(old, new)):
        return Moved(target, _NO_PAGE, is_elsewhere=True)
    if _is_front(old):
        return None
    if segments and segments[-1] not in had and _INSTEAD.match(segments[-1]):
        return Moved(target, "a page to welcome or to search", is_elsewhere=True)
    return Moved(target, "the front page of a site", is_elsewhere=True) if _is_front(new) else None


def _is_front(parts: SplitResult) -> bool:
    name = re.sub(r"\.(?:html?|php|aspx?)$", "", parts.path.strip("/").lower())
    return name in same_page.FRONT and not parts.query


def _added(old: SplitResult, new: SplitResult) -> list[str]:
    """Return the names of parameters that a new address has and the old one has not."""
    own = {name.lower() for name, _ in parse_qsl(old.query, keep_blank_values=True)}
    return [name for name, _ in parse_qsl(new.query, keep_blank_values=True) if name.lower() not in own]


def _form(old: SplitResult, new: SplitResult, target: str) -> str:
    """Say why an address is not one to write, whatever it leads to; empty when it may be."""
    if len(target) > _LONGEST or not _WRITABLE.fullmatch(target) or not is_balanced(target):
        return "it is no address in its plain form"
    if old.scheme == "https" and new.scheme != "https":
        return "it leaves https"
    if "@" in new.netloc:
        return "it holds a name or password"
    added = _added(old, new)
    if ";" in new.path and ";" not in old.path or any(_SESSION.match(name) for name in added):
        return "it holds a session"
    host = same_page.host_of(new)
    if any(identifiers.is_tracking(name, host) for name in added):
        return "it holds tracking parameters"
    return ""


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        return parts if parts.hostname and parts.scheme in ("http", "https") else None
    except ValueError:
        return None
