"""Lines of lists that are headings of those below them, and headings below which no papers are listed."""

import re

from unlcli.domain import text
from unlcli.importers.blocks import Item
from unlcli.importers.headings import is_period

_MOST_WORDS = 8
_NO_LIST = re.compile(
    r"(?:latest |recent |our )?(?:news|updates?|announcements?)|what s new|change ?log|history|star history"
    r"|contribut(?:e|ing|ion|ions|ors?)(?: .*)?|how to .*|(?:contribution )?(?:guidelines?|rules|criteria|instructions?)"
    r"|licen[sc]e|citations?|cit(?:e|ing)(?: .*)?|bibtex|acknowledge?ments?|contacts?(?: us)?|maintainers?|maintained by"
    r"|team|sponsors?|faq|todo|to do|disclaimer|(?:table of )?contents?|toc|about"
    r"|glossary|dictionary|abbreviations?|acronyms|legend|notations?|terminology"
    r"|(?:other|related|similar|more)(?: awesome)?(?: paper)? (?:lists?|repos(?:itories)?|repositories|collections)"
    r"|目录|更新|最新动态|贡献|引用|致谢|许可证|联系(?:方式)?|术语表?|更新日志"
)
_UNFOLD = re.compile(
    r"(?:please )?(?:click|tap|press)?(?: here)?(?: ?to)?(?: ?(?:show|see|view|expand|unfold|open|read))?(?: the)?"
    r"(?: ?(?:more|all|details?|list|full list|everything))?(?: papers?)?|展开|点击展开|更多"
)


def is_no_list(name: str) -> bool:
    """Tell whether a heading says that no papers of the list stand below it: news, contents, people, words explained."""
    return _NO_LIST.fullmatch(text.fold(name)) is not None


def is_heading_line(item: Item, *, has_papers_below: bool) -> bool:
    """Tell whether an item of one line is a heading: emphasised as a whole, or a few words that end with a colon."""
    cell = item.cell
    if len(cell.lines) != 1 or not _is_short(item) or any(not link.url.startswith("#") for link in cell.links):
        return False
    if item.is_marked:
        return has_papers_below and not item.items and (cell.is_emphasised or cell.text.endswith((":", "：")))
    if _UNFOLD.fullmatch(text.fold(cell.text)):
        return False
    is_fold = item.source[:9].lower().startswith(("<details", "<summary"))
    return is_fold or cell.is_emphasised or cell.text.endswith((":", "：")) or is_period(cell.text)


def ends_fold(item: Item) -> bool:
    """Tell whether an item is the end of a fold, and so of the heading that named it."""
    return item.source[:9].lower() == "</details"


def names_group(item: Item) -> bool:
    """Tell whether an item with papers below it is their heading and no prose."""
    return bool(item.cell.text) and _is_short(item) and not item.cell.text.endswith((".", "。"))


def _is_short(item: Item) -> bool:
    return len(item.cell.text.split()) <= _MOST_WORDS
