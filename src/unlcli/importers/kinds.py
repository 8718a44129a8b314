"""Kinds: headings that announce what is no paper (tools, videos, courses), and which links are a paper's all the same."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlsplit

from unlcli.domain import identifiers, text
from unlcli.domain.identifiers import Scheme
from unlcli.importers.repair import shortened


class Leads(StrEnum):
    """What a link leads to, in the words of a report."""

    PAPER = "a paper"
    CODE = "a repository"
    PACKAGE = "a package"
    VIDEO = "a video"
    COURSE = "a course"
    DATA = "data"
    PAGE = "a page"


_KINDS = frozenset(
    (
        "tool tools toolkit toolkits toolbox toolboxes package packages library libraries libs software softwares sw hw "
        "hardware video videos lecture lectures tutorial tutorials course courses mooc moocs blog blogs blogpost blogposts "
        "post posts dataset datasets data repo repos repository repositories codebase codebases workshop workshops talk "
        "talks seminar seminars webinar webinars podcast podcasts newsletter newsletters list lists people researcher "
        "researchers lab labs group groups team teams company companies conference conferences website websites webpage "
        "webpages site sites link links resource resources project projects demo demos playground playgrounds leaderboard "
        "leaderboards community communities forum forums competition competitions event events job jobs slide slides "
        "notebook notebooks plugin plugins app apps code codes implementation implementations slack discord twitter "
        "youtube channel channels media interviews interview presentation presentations school schools"
    ).split()
)
# What may stand beside a kind without making another thing of it, as `Video` alone would be.
_BESIDE = frozenset(
    (
        "a an the and or of for by in on to with more most some other others related relevant useful common popular "
        "awesome great good best free online official public open source opensource existing available external "
        "additional further misc miscellaneous general introductory introduction recommended suggested selected famous "
        "key important interesting similar friendly learning educational education beginner beginners beginner s python "
        "pytorch tensorflow keras jax julia r matlab c c++ java github youtube web internet our all lists library papers"
    ).split()
) - {"learning", "papers", "library"}
_PLURALS = frozenset(kind for kind in _KINDS if kind.endswith("s")) | {"software", "people", "hardware", "softwares"}
_PREPOSITIONS = re.compile(r"\b(?:for|of|on|in|from|with|about|by|to|at|via|using|through|as|without)\b")
_AND = re.compile(r"\s*(?:,|/|&|\+|\||;|\band\b|\bor\b|与|和|及|、)\s*")
_CHINESE = re.compile(
    r".{0,8}(?:工具|工具包|工具箱|工具库|软件|软件包|视频|讲座|教程|课程|博客|博文|数据集|数据|代码库|仓库|开源库|开源项目|项目|"
    r"资源|链接|网站|社区|研讨会|论坛|比赛|竞赛|研究者|学者|实验室|团队|公众号|资料|播客|框架)"
)
_PAPER_WORDS = re.compile(
    r"\b(?:papers?|publications?|articles?|preprints?|surveys?|reviews?|theses|thesis|books?)\b|论文|综述"
)

_DATA_DOI = ("10.5281/", "10.6084/", "10.7910/", "10.17632/", "10.21227/", "10.34740/", "10.57967/", "10.5061/")
_PAPER_HOSTS = (
    "arxiv.org openreview.net aclanthology.org aclweb.org openaccess.thecvf.com proceedings.mlr.press jmlr.org nips.cc "
    "neurips.cc ieee.org computer.org acm.org springer.com nature.com science.org sciencemag.org sciencedirect.com "
    "elsevier.com wiley.com tandfonline.com oup.com cambridge.org pnas.org aps.org aip.org iop.org mdpi.com frontiersin.org "
    "biorxiv.org medrxiv.org plos.org usenix.org isca-speech.org ijcai.org aaai.org ojs.aaai.org semanticscholar.org "
    "researchgate.net ssrn.com doi.org dblp.org hal.science ecva.net bmva.org roboticsproceedings.org vldb.org "
    "dagstuhl.de ndss-symposium.org eprint.iacr.org royalsocietypublishing.org rsc.org acs.org siam.org projecteuclid.org "
    "jstor.org cell.com thelancet.com ncbi.nlm.nih.gov europepmc.org scitepress.org ceur-ws.org mlsys.org iclr.cc "
    "papers.cool alphaxiv.org sagepub.com worldscientific.com worldscinet.com hindawi.com bmj.com jamanetwork.com"
).split()
_OTHER_HOSTS = {
    Leads.CODE: (
        "github.com github.io gitlab.com bitbucket.org codeberg.org gitee.com huggingface.co sourceforge.net "
        "gist.github.com colab.research.google.com replicate.com"
    ).split(),
    Leads.PACKAGE: "pypi.org crates.io npmjs.com cran.r-project.org anaconda.org readthedocs.io docs.rs".split(),
    Leads.VIDEO: "youtube.com youtu.be vimeo.com bilibili.com videolectures.net slideslive.com ted.com twitch.tv".split(),
    Leads.COURSE: "coursera.org edx.org udacity.com udemy.com fast.ai ocw.mit.edu deeplearning.ai".split(),
    Leads.DATA: "kaggle.com zenodo.org figshare.com dataverse.harvard.edu data.world".split(),
}
_BY_HOST = {host: leads for leads, hosts in _OTHER_HOSTS.items() for host in hosts} | dict.fromkeys(
    _PAPER_HOSTS, Leads.PAPER
)
_LONGEST_HEADING = 60
_PDF = re.compile(r"\.pdf$", re.I)
_PAPER_FILE = re.compile(r"\.pdf$|/pdf/|/papers?/", re.I)
_NO_PAPER_FILE = re.compile(r"slides?|lectures?|poster|tutorial|manual|handout|talk|presentation", re.I)


def announces_papers(name: str) -> bool:
    """Tell whether a heading says that papers stand below it."""
    return _PAPER_WORDS.search(name.lower()) is not None


@lru_cache(1024)  # a heading stands above many rows
def announces_no_papers(name: str) -> bool:
    """Tell whether a heading announces what is no paper: `Tools`, `Python Packages`, `Videos & Blogs`, `开源工具`.

    Topics that only begin or end with such a word are none: `Video Generation`, `Learning from Videos`.
    """
    if announces_papers(name):
        return False
    chinese = "".join(c for c in name if c >= "\u2e80")
    if chinese:
        return _CHINESE.fullmatch(chinese) is not None
    heads = [_PREPOSITIONS.split(part, maxsplit=1)[0] for part in _AND.split(name.lower()) if part.strip()]
    return bool(heads) and all(_is_kind(text.fold(head).split()) for head in heads)


def announcing(headings: Iterable[str]) -> str:
    """Return which of the headings above a place, outermost first, announces what is no paper; papers below it end that."""
    found = ""
    for name in headings:
        found = "" if announces_papers(name) else name if announces_no_papers(name) else found
    return found


def reason_below(headings: Iterable[str], links: Iterable[str]) -> str:
    """Return in words why what has these links is no paper where it stands; empty when the headings do not say it."""
    name = announcing(headings)
    why = no_paper(links) if name else ""
    return f'below "{shortened(name, _LONGEST_HEADING)}": {why}' if why else ""


def _is_kind(words: list[str]) -> bool:
    """Tell whether words are a kind: one in the plural in the end, or nothing but kinds and what goes with them."""
    if not words or not _KINDS.intersection(words):
        return False
    return words[-1] in _PLURALS or all(word in _KINDS or word in _BESIDE for word in words)


def is_sure(name: str) -> bool:
    """Tell whether a heading can mean nothing else than its kind: `Video` and `Code` may be topics, `Videos` are none."""
    words = text.fold(name).split()
    return not words or words[-1] in _PLURALS or any(c >= "\u2e80" for c in name)


def leads_to(link: str) -> Leads:
    """Return what a link leads to, by its address."""
    found = identifiers.of_url(link)
    if found is not None and found.scheme is not Scheme.URL:
        return Leads.DATA if found.scheme is Scheme.DOI and found.value.startswith(_DATA_DOI) else Leads.PAPER
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return Leads.PAGE
    labels = host.split(".")
    told = next((leads for n in range(len(labels)) if (leads := _BY_HOST.get(".".join(labels[n:])))), None)
    of_paper = _PAPER_FILE if told is None else _PDF if told is Leads.CODE else None
    if of_paper is not None and of_paper.search(parts.path) and not _NO_PAPER_FILE.search(parts.path):
        return Leads.PAPER
    return told or Leads.PAGE


def no_paper(links: Iterable[str]) -> str:
    """Return in words why none of these links makes a row a paper; empty when one does."""
    told = list(dict.fromkeys(leads_to(link) for link in links))
    if Leads.PAPER in told:
        return ""
    if not told:
        return "it has no link, and so none of a paper"
    return f"its link is {told[0]}, no paper" if len(told) == 1 else f"its links are {' and '.join(told)}, no paper"
