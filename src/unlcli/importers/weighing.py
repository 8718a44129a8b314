"""Weighing: which items of lists are papers, by their links, by what they say, and by what the others of the document are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from unlcli.domain import text
from unlcli.domain.venues import VenueTable
from unlcli.importers import items, titles
from unlcli.importers.blocks import Item
from unlcli.importers.cells import Span
from unlcli.importers.item_signs import Sign, is_elsewhere, is_property, label_of, leads_to_paper, names_title, sign_of
from unlcli.importers.rows import Row
from unlcli.importers.untitled import is_prose
from unlcli.importers.words import Role, role_of_label

_FEWEST_TITLE_WORDS = 3
_FEWEST_ALIKE = 3
# A paragraph this many times as long as the title linked in it only names the paper.
_MOST_BESIDE = 1.6
_PAPERS = re.compile(
    r"\b(?:papers?|publications?|articles?|surveys?|readings?|references|preprints?)\b|论文|综述", re.I
)
_QUOTED = re.compile("[\"“”«「『《‘'`]")
_ENDS_WORD = re.compile(r"[a-z]\s*$")
_GOES_ON = re.compile(r"\s*[a-z]")
_LONGEST_START = 20
_TELLING = (Sign.PAPER, Sign.WEB, Sign.WORDS)
# How a title looks that a sentence may look like as well.
_FAINT = ("text", "emphatic", "quoted")
_WIDE = re.compile(r"[\u2e80-\U0003ffff]")

# How an item is written: whether it has a marker, how its title stands out, and whether something is said below it.
Shape = tuple[bool, str, bool]


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item with what it is by its looks, the row that it would make, and the items below it that may be papers."""

    item: Item
    sign: Sign
    row: Row
    title: str
    shape: Shape
    below: tuple["Weighed", ...] = ()

    @property
    def facts(self) -> int:
        """How many of year, venue and authors it says."""
        return sum(not self.row.cell(role).is_empty for role in (Role.YEAR, Role.VENUE, Role.AUTHORS))

    @property
    def words(self) -> int:
        """The length of its title, in words; of Chinese, in half as many characters."""
        return max(len(self.title.split()), len(_WIDE.findall(self.title)) // 2)

    @property
    def is_linked(self) -> bool:
        """Tell whether it may have been meant as a paper: a bullet with a link, or a paragraph that says more of one."""
        if self.item.is_marked:
            return self.sign in (Sign.PAPER, Sign.WEB) or self.sign is Sign.PROPERTY and bool(self.item.cell.links)
        is_told = self.facts > 0 or self.shape[1] == "link" and self.words >= _FEWEST_TITLE_WORDS
        return self.sign is Sign.PAPER and bool(self.title) and is_told

    @property
    def is_elsewhere(self) -> bool:
        """Tell whether it is about something else than a paper: its title leads there, and no link says that it is one."""
        spans = self.row.cell(Role.TITLE).links
        return any(is_elsewhere(span) for span in spans) and not any(
            link not in spans and _says_paper(link) for link in _own_links(self.item)
        )

    @property
    def reason(self) -> str:
        """Say why it is no paper."""
        if not self.title:
            return "no title"
        if self.sign is not Sign.PAPER:
            return "no link to a paper"
        return "not written as the papers of this list are" if self.item.is_marked else "named in prose"


def _says_paper(link: Span) -> bool:
    """Tell whether a link calls itself a paper, or is one without a word about it."""
    return leads_to_paper(link) and role_of_label(link.label) in (Role.PAPER, Role.LINK)


def _own_links(item: Item) -> Iterator[Span]:
    """Yield the links of an item but for those that a sentence runs over (`as in this [paper](...) on ...`)."""
    spans = item.cell.spans
    for n, span in enumerate(spans):
        before, after = (spans[n - 1].text if n else ""), (spans[n + 1].text if n + 1 < len(spans) else "")
        if span.url and not (_ENDS_WORD.search(before) and _GOES_ON.match(after)):
            yield span
    for one in item.items:
        yield from one.cell.links


def weigh(item: Item, venues: VenueTable) -> Weighed:
    """Return an item with what speaks for its being a paper; papers below it are taken out of it."""
    below = tuple(weigh(one, venues) for one in item.items if not is_property(one, is_below=True))
    papers = tuple(one for one in below if one.below or one.sign is Sign.PAPER and one.words >= _FEWEST_TITLE_WORDS)
    if _is_said_below(item, papers):
        papers = ()
    if papers:
        apart = {one.item.line for one in papers}
        item = replace(item, items=tuple(one for one in item.items if one.line not in apart))
    sign = sign_of(item)
    if sign not in _TELLING or not item.is_marked and sign is Sign.WORDS and not (item.items or item.code):
        return Weighed(item, sign, Row((), item.line, item.source), "", (item.is_marked, "text", False), papers)
    row = items.read(item, venues)
    title = titles.read(row.cell(Role.TITLE)).text
    if title and any("@" in code.text and text.fold(title) in text.fold(code.text) for code in item.code):
        sign = Sign.PAPER
    return Weighed(item, sign, row, title, _shape(item, title), papers)


def _is_said_below(item: Item, papers: Sequence[Weighed]) -> bool:
    """Tell whether what stands below a title is not another paper: one item without a title that stands out."""
    if len(papers) != 1 or papers[0].below or papers[0].shape[1] != "text":
        return False
    is_title = len(item.cell.text.split()) >= _FEWEST_TITLE_WORDS and not item.cell.text.endswith((":", "："))
    return is_title and not any(leads_to_paper(link) for link in item.cell.links)


def _shape(item: Item, title: str) -> Shape:
    start = title[:_LONGEST_START]
    span = next((s for s in item.cell.spans if start and start in " ".join(s.text.split())), None)
    if span is None and item.cell.is_emphasised:  # what stands out is a name, and the title below it
        span = item.cell.spans[0]
    looks = (("link", span.url), ("strong", span.strong), ("emphatic", span.emphatic)) if span else ()
    look = "labelled" if names_title(item) else next((name for name, is_so in looks if is_so), "text")
    if look == "text" and title and _QUOTED.search(item.cell.text[: item.cell.text.find(start)][-1:]):
        look = "quoted"
    return item.is_marked, look, any(map(is_property, item.items))


@dataclass(frozen=True, slots=True)
class Weights:
    """How many items of each shape a document has, and how many of these have a link to a paper."""

    papers: Counter[Shape] = field(default_factory=Counter)
    all: Counter[Shape] = field(default_factory=Counter)

    @classmethod
    def of(cls, weighed: Iterable[Weighed]) -> "Weights":
        """Count the items of a document."""
        weights, left = cls(), list(weighed)
        while left:
            one = left.pop()
            left.extend(one.below)
            if one.sign in _TELLING and one.title and not one.below:
                weights.all[one.shape] += 1
                weights.papers[one.shape] += one.sign is Sign.PAPER
        return weights

    def papers_among(self, weighed: Sequence[Weighed], headings: Sequence[str]) -> list[bool]:
        """Tell of items beside one another which are papers."""
        telling = [one for one in weighed if one.sign in _TELLING and not one.below and one.item.is_marked]
        linked = sum(1 for one in telling if one.sign is Sign.PAPER and one.title)
        is_mostly = bool(linked) and linked * 2 >= len(telling)
        says_papers = any(_PAPERS.search(name) for name in headings[-2:])
        return [self._is_paper(one, is_mostly=is_mostly, says_papers=says_papers) for one in weighed]

    def _is_paper(self, one: Weighed, *, is_mostly: bool, says_papers: bool) -> bool:
        if not one.title or one.sign not in _TELLING or one.is_elsewhere:
            return False
        if not one.item.is_marked:
            return self._is_paragraph(one)
        if one.sign is Sign.PAPER:
            return is_mostly or self._is_usual(one.shape) or one.facts >= 2
        if one.words < _FEWEST_TITLE_WORDS or one.below:
            return False
        return is_mostly or one.facts >= 2 and not one.item.code or says_papers and one.sign is Sign.WEB

    def _is_paragraph(self, one: Weighed) -> bool:
        """Tell whether a paragraph is a paper: it stands out as a title, and something is said below or beside it."""
        if one.shape[1] == "text" and not self._is_usual(one.shape):
            return False
        if _is_led_to(one):
            return False
        if one.shape[2]:
            is_told = one.facts > 0 or one.shape[1] not in _FAINT
            is_labelled = any(map(label_of, one.item.items))
            return one.sign is Sign.PAPER and is_told or self._is_usual(one.shape) and is_labelled
        lines = one.item.cell.lines
        is_alone = one.shape[1] == "link" and _MOST_BESIDE * len(one.title) > len(one.item.cell.text)
        is_told = one.facts > 0 or len(lines) > 1 and one.title in lines[0] or is_alone or self._is_usual(one.shape)
        return one.sign is Sign.PAPER and (one.words >= _FEWEST_TITLE_WORDS or one.facts >= 2) and is_told

    def _is_usual(self, shape: Shape) -> bool:
        return self.papers[shape] >= _FEWEST_ALIKE and self.papers[shape] * 2 >= self.all[shape]


def _is_led_to(one: Weighed) -> bool:
    """Tell whether a sentence leads to what may be a title: it is named in prose."""
    before, found, _ = one.item.cell.text.partition(one.title[:_LONGEST_START])
    return bool(found) and is_prose(before.rpartition("\n")[2])
