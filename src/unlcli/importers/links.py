"""Links of a row: which is the paper's, which lead to code, a website, a video; and which are no links."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from unlcli.domain import identifiers
from unlcli.domain.identifiers import Scheme
from unlcli.importers import extras
from unlcli.importers.cells import Cell, Span
from unlcli.importers.columns import Column
from unlcli.importers.kinds import Leads, leads_to
from unlcli.importers.repair import shortened
from unlcli.importers.words import Role, field_name, names_field, role_of_label

_OTHERS = (Role.WEBSITE, Role.VIDEO, Role.SLIDES, Role.POSTER)
_SINGLE = (Role.CODE, *_OTHERS)
_OF_LINKS = (Role.LINK, *_SINGLE)
#: Columns whose links are about what the cell names, not about the paper.
_NAMED = (Role.AUTHORS, Role.CATEGORY, Role.NUMBER)
_BESIDE = (Role.VENUE, Role.YEAR, *_NAMED)
_LONGEST_SHOWN = 100
_MOST_FIELD_WORDS = 3
_LINKS = "links"
_NO_SCHEME = re.compile(r"(?:[\w-]+\.)+(?:org|com|net|cc|press|edu|io|gov|ai|ac\.uk|de|fr|cn)/", re.I)
_HARMFUL = re.compile(r"\s*(?:javascript|vbscript|data|file|blob)\s*:", re.I)
_ANY_COLUMN = re.compile(
    r"column-\d+|(?:other-)?(?:notes?|resources?|others?|misc|info|materials?|remarks?|comments?|links?)"
)


@dataclass
class RowLinks:
    """The links of one row, cleaned, each once, the best of the paper's first; `extra` has those that are none of these."""

    _found: dict[Role, dict[str, None]] = field(default_factory=dict)
    _said: dict[str, dict[str, None]] = field(default_factory=dict)
    _repairs: dict[str, None] = field(default_factory=dict)

    @property
    def extra(self) -> dict[str, str]:
        """What has no list of its own, by the field it belongs to."""
        return {name: extras.listed(said) for name, said in self._said.items()}

    @property
    def repairs(self) -> tuple[str, ...]:
        """What was put right, and what was left out."""
        return tuple(self._repairs)

    @property
    def urls(self) -> tuple[str, ...]:
        """The paper's links."""
        return tuple(self._found.get(Role.LINK, ()))

    @property
    def code(self) -> tuple[str, ...]:
        """The code's links."""
        return tuple(self._found.get(Role.CODE, ()))

    @property
    def links(self) -> dict[str, tuple[str, ...]]:
        """The other links by the field they belong to."""
        return {role.value: tuple(self._found[role]) for role in _OTHERS if role in self._found}

    @property
    def all(self) -> tuple[str, ...]:
        """All links that stand in lists of their own."""
        return tuple(url for urls in self._found.values() for url in urls)

    def add(self, role: Role, span: Span) -> None:
        """Keep a link under its role, or say why not."""
        url = self._clean(span.url)
        if url:
            self._found.setdefault(role, {})[url] = None

    def keep(self, name: str, span: Span, label: str = "") -> None:
        """Keep a link as the text of a field, after what it calls itself."""
        if url := self._clean(span.url):
            self.say(name, f"{label} {url}" if label and label != span.url else url)

    def say(self, name: str, text: str) -> None:
        """Keep a text in a field."""
        self._said.setdefault(name, {})[text] = None

    def tell(self, what: str) -> None:
        """Note a repair."""
        self._repairs[what] = None

    def _clean(self, url: str) -> str:
        whole = _whole(url)
        if not identifiers.is_web_link(whole):
            is_kept = not url.startswith("#") and not _HARMFUL.match(url)
            done = "kept as text" if is_kept else "left out"
            self.tell(f"link {shortened(url, _LONGEST_SHOWN)} is no web link and was {done}")
            if is_kept:
                self.say(_LINKS, url)
            return ""
        cleaned = identifiers.clean_url(whole)
        self._repairs.update(dict.fromkeys(cleaned.repairs))
        return cleaned.url


def _whole(url: str) -> str:
    """Return a link with the scheme that it lacks."""
    if url.startswith("//"):
        return "https:" + url
    return "https://" + url if url.lower().startswith("www.") or _NO_SCHEME.match(url) else url


def sort(cells: Iterable[tuple[Column, Cell]], title_link: Span | None) -> RowLinks:
    """Return the links of a row by what they lead to; the title's own link comes first."""
    found = RowLinks()
    pending: list[Span] = []
    if title_link is not None:
        found.add(Role.LINK, title_link)
    for column, cell in sorted(cells, key=lambda pair: _rank(pair[0].role)):
        for span in cell.links:
            if span is not title_link and not _add_link(found, column, span):
                pending.append(span)
        if column.role in _OF_LINKS and not cell.is_empty:
            _add_written(found, column, cell)
    _add_pending(found, pending)
    return found


def _add_link(found: RowLinks, column: Column, span: Span) -> bool:
    """Keep a link where it belongs; False when that depends on the other links of the row."""
    role = _role(column, span)
    if role is Role.EXTRA:
        found.keep(field_name(span.label, 0), span)
    elif role is not None:
        found.add(role, span)
    elif column.role in _BESIDE:
        found.keep(f"{column.role.value}-{_LINKS}", span, span.label)
    else:
        return column.role is Role.EXTRA
    return True


def _add_pending(found: RowLinks, pending: Sequence[Span]) -> None:
    """Keep links whose labels say nothing that is known: as the paper's when it has no other, else under their labels."""
    if not found.urls:
        for span in pending:
            found.add(Role.LINK, span)
        return
    for span in pending:
        is_short = 0 < len(span.label.split()) <= _MOST_FIELD_WORDS and any(c.isalpha() for c in span.label)
        name = field_name(span.label, 0) if is_short else _LINKS
        if name.startswith("column-") or not is_short:
            found.keep(_LINKS, span, span.label)
        else:
            found.keep(name, span)


def _rank(role: Role) -> int:
    return (Role.TITLE, Role.LINK).index(role) if role in (Role.TITLE, Role.LINK) else 2


def _add_written(found: RowLinks, column: Column, cell: Cell) -> None:
    """Keep what a column of links says without one: identifiers (`arXiv:2401.00001`, a bare DOI), else words."""
    written = extras.beside_links(cell)
    if counted := extras.counts(cell):
        found.tell(f"{extras.told(counted)} is a count and was left out")
    identifier = identifiers.recognise(written or cell.text) if not cell.links else None
    if identifier is not None:
        url = written if identifiers.is_web_link(written) else identifier.url
        found.add(Role.LINK if identifier.scheme is not Scheme.URL else column.role, Span(written, url))
    elif written and (not cell.links or role_of_label(written) in (None, Role.EXTRA)):
        found.say(column.name, written)
        if not cell.links:
            found.tell(f"{extras.told(written)} is no link and was kept as text")
    elif not cell.links:
        found.tell(f"{extras.told(cell.text)} is no link and was left out")


def _role(column: Column, span: Span) -> Role | None:
    """Return where a link leads, by its label, its column and its host; None when that does not tell, or it is about
    something else than the paper.
    """
    if column.role in _NAMED:
        return None
    label = role_of_label(span.label)
    if column.role is Role.CODE:
        return Role.LINK if label is Role.PAPER else Role.CODE
    if label in _SINGLE:
        return label
    if label is Role.EXTRA and column.role is not Role.EXTRA and names_field(span.label):
        return Role.EXTRA
    if column.role in _OTHERS:
        return Role.LINK if label is Role.PAPER else column.role
    if label is Role.PAPER or _names_paper(span.url):
        return None if column.role is Role.EXTRA and label is not Role.PAPER else Role.LINK
    if identifiers.is_code_link(span.url):
        return Role.CODE if column.role is not Role.EXTRA or _ANY_COLUMN.fullmatch(column.name) else None
    return _by_place(column.role, label, span.url)


def _by_place(column: Role, label: Role | None, url: str) -> Role | None:
    """Return where a link leads whose label does not say, by its address and its column."""
    if column not in (Role.TITLE, Role.LINK, Role.VENUE):
        return None
    leads = leads_to(url)
    if leads is Leads.PAPER:
        return Role.LINK
    if column is Role.VENUE:
        return None
    if leads is Leads.VIDEO and column is Role.LINK:
        return Role.VIDEO
    return Role.LINK if label is not None else None


def _names_paper(url: str) -> bool:
    found = identifiers.of_url(url)
    return found is not None and found.scheme is not Scheme.URL


def as_text(column: Column, span: Span, *, is_lone: bool) -> str:
    """Return a span for a field of unknown meaning, blanks at its ends as they are: its text, and its link unless that
    was kept elsewhere. A label that names no more than a link (`here`) stays where it is not all that a cell says.
    """
    if not span.url:
        return span.text
    is_kept = _role(column, span) is not None
    is_label = role_of_label(span.label) is not None and (is_lone or is_kept)
    if is_kept or span.url.startswith("#") or _HARMFUL.match(span.url):
        return "" if is_kept and is_label else span.label
    whole = _whole(span.url)
    url = identifiers.clean_url(whole).url if identifiers.is_web_link(whole) else span.url
    return url if is_label or span.label == span.url else f"{span.label} {url}"
