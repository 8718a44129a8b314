"""Whether a new address is plainly of the page that the old one was of: by its name within the site, and by the hosts."""

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlunsplit

from unlcli.domain import identifiers, secure_hosts
from unlcli.domain.identifiers import Scheme

#: Names of a page that are the same in every folder.
FRONT = ("", "index", "home", "default", "main", "en", "en-us")
_SCRIPT = re.compile(r"\.(?:php\d?|aspx?|cgi|jsp|cfm|pl|do)$", re.I)
_EXTENSION = re.compile(r"\.[a-z]\w{1,4}$", re.I)
#: Numbers that name a page; shorter ones, and years, name many.
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{3,}(?!\d)")
#: Sites that have another name or other addresses today, by their old name.
_RENAMED = {
    "aclweb.org": ("aclanthology.org",),
    "aclanthology.info": ("aclanthology.org",),
    "aclanthology.coli.uni-saarland.de": ("aclanthology.org",),
    "papers.nips.cc": ("papers.nips.cc", "proceedings.neurips.cc", "papers.neurips.cc"),
    "papers.neurips.cc": ("papers.neurips.cc", "proceedings.neurips.cc"),
    "nips.cc": ("neurips.cc",),
    "jmlr.org": ("proceedings.mlr.press",),
    "dl.acm.org": ("dl.acm.org",),
    "dl.dropbox.com": ("dropbox.com",),
    "twitter.com": ("x.com",),
    "ncbi.nlm.nih.gov": ("pubmed.ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov"),
    "ai.facebook.com": ("ai.meta.com",),
}
#: Under these, every name is somebody else's.
_SHARED = frozenset(
    "github.io gitlab.io medium.com blogspot.com wordpress.com netlify.app vercel.app pages.dev web.app firebaseapp.com "
    "herokuapp.com readthedocs.io amazonaws.com cloudfront.net azurewebsites.net weebly.com wixsite.com tumblr.com".split()
)
_SECOND_LEVEL = frozenset("ac co com edu gob gov go mil ne net nom or org res sch".split())
#: Names of hosts that say nothing of whose they are.
_COMMON = frozenset("blog data docs home mail page papers project research site static wiki www".split())
_LEAST_OF_NAME = 4


def doubt(old: SplitResult, new: SplitResult) -> str:
    """Say why two addresses may not be of one page; empty when they plainly are."""
    was, now = host_of(old), host_of(new)
    is_kept = _names_the_same(old, new)
    if now in _RENAMED.get(was, ()):
        return "" if is_kept or _is_paper(new) else "it is under another name"
    if was == now:
        if _is_above(old, new):
            return "it is a page above the one that was linked"
        return "" if is_kept else "it is under another name"
    if _is_of_github_pages(was, now) and old.path.strip("/") in new.path:
        return ""
    if not is_kept:
        return "it is on another host, under another name"
    return "" if _are_related(was, now) else "it is on another host, which may be somebody else's"


def host_of(parts: SplitResult) -> str:
    """Return an address's host, without `www.`."""
    return (parts.hostname or "").removeprefix("www.")


def _is_above(old: SplitResult, new: SplitResult) -> bool:
    was, now = old.path.strip("/"), new.path.strip("/")
    return was.startswith(f"{now}/") and now != was.removesuffix("/index.html").removesuffix("/index.htm")


def _is_paper(parts: SplitResult) -> bool:
    found = identifiers.of_url(urlunsplit(parts))
    return found is not None and found.scheme is not Scheme.URL


def _names_the_same(old: SplitResult, new: SplitResult) -> bool:
    """Tell whether what names a page within its site is in another address too: the end of the path, and its query."""
    segments = [_unlike(segment) for segment in _segments(new)]
    values = [value for _, value in parse_qsl(new.query)]
    asked = [value for _, value in parse_qsl(old.query)]
    if any(_unlike(value) not in [*map(_unlike, values), *segments] for value in asked):
        return False
    name = next((part for part in reversed(_segments(old)) if _stem(part).lower() not in FRONT), "")
    if asked and (not name or _SCRIPT.search(name)):
        return True  # what was asked for names the page, the program that answered does not
    if not name:
        return False
    return _unlike(name) in segments or _has_numbers_of(name, [*_segments(new), *values])


def _segments(parts: SplitResult) -> list[str]:
    return [segment for segment in unquote(parts.path).split("/") if segment]


def _unlike(name: str) -> str:
    """Return a name by which those that differ in case, dashes or extension alone are equal; of marks alone, as it is."""
    return re.sub(r"[\W_]+", "", _stem(name)).lower() or name


def _stem(name: str) -> str:
    return _EXTENSION.sub("", name)


def _has_numbers_of(name: str, parts: list[str]) -> bool:
    numbers = set(_NUMBER.findall(_stem(name)))
    return bool(numbers) and any(numbers <= set(_NUMBER.findall(part)) for part in parts)


def _is_of_github_pages(old: str, new: str) -> bool:
    return old.endswith(".github.com") and new == old.removesuffix(".github.com") + ".github.io"


def _are_related(old: str, new: str) -> bool:
    """Tell whether two hosts are of the same people: known ones, under one registered name, or one named by the other."""
    if _is_known(old) and _is_known(new):
        return True
    was, now = _registered(old), _registered(new)
    if was == now:
        return True
    return any(
        len(name) >= _LEAST_OF_NAME and name not in _COMMON and name in other.split(".")
        for name, other in ((was.split(".")[0], new), (now.split(".")[0], old))
    )


def _is_known(host: str) -> bool:
    return secure_hosts.has_https(host) and ".".join(host.split(".")[-2:]) not in _SHARED


def _registered(host: str) -> str:
    """Return the name that somebody registered: the last two labels, three where the last two are everybody's."""
    labels = host.split(".")
    is_shared = (
        ".".join(labels[-2:]) in _SHARED or len(labels[-1]) == 2 and labels[-2:-1] and labels[-2] in _SECOND_LEVEL
    )
    return ".".join(labels[-3:] if is_shared else labels[-2:])
