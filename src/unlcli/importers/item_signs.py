"""Signs: what an item of a list is by its links and its first words, before anything is read of it."""

import re
from enum import Enum, auto
from urllib.parse import urlsplit

from unlcli.domain import identifiers
from unlcli.importers import kinds
from unlcli.importers.blocks import Item
from unlcli.importers.cells import Cell, Span
from unlcli.importers.kinds import Leads
from unlcli.importers.labelled_links import names_paper
from unlcli.importers.words import Role, role_of_header, role_of_label

_FILE = re.compile(r"\.(?:pdf|ps|ps\.gz|djvu)$", re.I)
# Parts of hosts and paths of those who publish papers.
_SCHOLARLY_HOST = re.compile(
    r"arxiv|openreview|aclweb|aclanthology|openaccess|proceedings|papers?\.|doi\.|ieee|acm\.org|springer|sciencedirect|"
    r"elsevier|wiley|nature\.com|science\.org|sciencemag|pnas|plos|mdpi|frontiersin|biorxiv|medrxiv|chemrxiv|eprint|ssrn|"
    r"jmlr|mlr\.press|nips\.cc|neurips|usenix|ndss|aaai|ijcai|isca-|jstor|oup\.com|tandfonline|sagepub|cambridge\.org|"
    r"semanticscholar|citeseer|researchgate|hal\.|inria|aps\.org|iop(?:science)?\.|royalsociety|cell\.com|pubmed|"
    r"ncbi\.nlm|europepmc|thecvf|ecva|bmva|dblp|jair|siam|projecteuclid|worldscientific|degruyter|emerald|hindawi|dagstuhl"
)
_SCHOLARLY_PATH = re.compile(
    r"/(?:papers?|publications?|pubs?|abs|article|articles|proceedings|doi|preprint)(?:/|$)", re.I
)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:twitter\.com|x\.com|medium\.com|reddit\.com|facebook\.com|linkedin\.com|wikipedia\.org|zhihu\.com|"
    r"shields\.io|scholar\.google\.[a-z.]+|slideshare\.net|discord\.gg|t\.me|slack\.com)$"
)
_LABELLED = re.compile(r"[\W_]*([^:：\n]{1,40}?)[\W_]*[:：]")
_WORD = re.compile(r"[^\W_]")
_FEWEST_WORDS = 3
_MOST_LABEL_WORDS = 4
_LONGEST_LABEL = 80
_FULL_WORDS = frozenset("abstract tldr tl keywords keyword tags tag bibtex note notes summary comment comments".split())


class Sign(Enum):
    """What an item is by its looks: nothing at all, a line of contents, something about the item above, a paper's link,
    a link to something else, or words.
    """

    NOTHING = auto()
    CONTENTS = auto()
    PROPERTY = auto()
    PAPER = auto()
    WEB = auto()
    WORDS = auto()


def sign_of(item: Item) -> Sign:
    """Return what an item is by its looks; those below it count as far as they say something about it."""
    links = [link for link in item.cell.links if _is_address(link.url)]
    if not item.cell.text and not links:
        return Sign.NOTHING
    if item.cell.links and all(link.url.startswith("#") for link in item.cell.links):
        return Sign.CONTENTS
    if _has_only_labels(item.cell) or label_of(item) and len(item.cell.text.split()) <= _FEWEST_WORDS:
        return Sign.PROPERTY
    links += [link for below in item.items if is_property(below) for link in below.cell.links]
    labels = [label_of(below) for below in item.items if is_property(below)]
    if (
        any(leads_to_paper(link) for link in links)
        or item.is_marked
        and names_paper(item.cell.text)
        or "paper" in labels
        or "pdf" in labels
    ):
        return Sign.PAPER
    return Sign.WEB if links else Sign.WORDS


def is_property(item: Item, *, is_below: bool = False) -> bool:
    """Tell whether an item says something about the one above it: `Code: ...`, or links with nothing but labels.

    What stands below a paper may have any label.
    """
    return bool(label_of(item, is_any=is_below)) or _has_only_labels(item.cell)


def label_of(item: Item, *, is_any: bool = False) -> str:
    """Return the label that an item starts with (`Paper: ...`), folded, empty when it has none."""
    match = _LABELLED.match(item.cell.text[:_LONGEST_LABEL])
    if not match or "://" in item.cell.text[: match.end() + 2] or len(match[1].split()) > _MOST_LABEL_WORDS:
        return ""
    label = match[1].strip()
    is_known = role_of_header(label) is not Role.EXTRA or role_of_label(label) is not None
    if is_known or label.lower() in _FULL_WORDS:
        return label.lower()
    has_title = any(role_of_label(link.label) is None and len(link.label.split()) > 2 for link in item.cell.links)
    return label.lower() if is_any and not has_title else ""


def names_title(item: Item) -> bool:
    """Tell whether an item begins with a label that announces a title (`Title: ...`)."""
    label = label_of(item)
    return bool(label) and role_of_header(label) is Role.TITLE


def _has_only_labels(cell: Cell) -> bool:
    if not cell.links or any(_WORD.search(span.text) for span in cell.spans if not span.url):
        return False
    return all(role_of_label(link.label) is not None for link in cell.links)


def leads_to_paper(link: Span) -> bool:
    """Tell whether a link leads to a paper, by its label, its identifier or where papers are published."""
    label = role_of_label(link.label)
    if label is Role.PAPER and _is_address(link.url):
        return True
    if label not in (None, Role.LINK, Role.EXTRA) or identifiers.is_code_link(link.url):
        return False
    leads = kinds.leads_to(link.url)
    return not _is_whole_site(link.url) and (leads is Leads.PAPER or leads is Leads.PAGE and _is_scholarly(link.url))


def _is_whole_site(url: str) -> bool:
    """Tell whether an address names a site and no page of it, as that of a publisher."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return not parts.path.strip("/") and not parts.query


def _is_scholarly(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    if not host or _SOCIAL.search(host):
        return False
    return any((_FILE.search(parts.path), _SCHOLARLY_HOST.search(host), _SCHOLARLY_PATH.search(parts.path)))


def is_elsewhere(link: Span) -> bool:
    """Tell whether a link leads to code, a video, a course or other people, where no paper is."""
    try:
        host = (urlsplit(link.url).hostname or "").lower()
    except ValueError:
        return True
    return kinds.leads_to(link.url) not in (Leads.PAPER, Leads.PAGE) or _SOCIAL.search(host) is not None


def _is_address(url: str) -> bool:
    return bool(url) and not url.startswith("#")
