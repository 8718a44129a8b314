"""Links of a row: which is the paper's, which lead to code, a website, a video; and which are no links."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from unlcli.domain import identifiers
from unlcli.domain.identifiers import Scheme
from unlcli.importers.cells import Cell, Span
from unlcli.importers.columns import Column
from unlcli.importers.repair import shortened
from unlcli.importers.words import Role, field_name, role_of_label

_OTHERS = (Role.WEBSITE, Role.VIDEO, Role.SLIDES, Role.POSTER)
_SINGLE = (Role.CODE, *_OTHERS)
_LONGEST_SHOWN = 100


@dataclass
class RowLinks:
    """The links of one row, cleaned, each once, the best of the paper's first."""

    _found: dict[Role, list[str]] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    repairs: list[str] = field(default_factory=list)

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

    def add(self, role: Role, span: Span) -> None:
        """Keep a link under its role, or say why not."""
        url = self._clean(span.url)
        if not url:
            return
        if role is Role.EXTRA:
            self.extra.setdefault(field_name(span.label, 0), url)
        elif url not in self._found.setdefault(role, []):
            self._found[role].append(url)

    def _clean(self, url: str) -> str:
        whole = "https:" + url if url.startswith("//") else "https://" + url if url.lower().startswith("www.") else url
        if not identifiers.is_web_link(whole):
            self.repairs.append(f"link {shortened(url, _LONGEST_SHOWN)} is no web link and was left out")
            return ""
        cleaned = identifiers.clean_url(whole)
        self.repairs.extend(what for what in cleaned.repairs if what not in self.repairs)
        return cleaned.url


def sort(cells: Iterable[tuple[Column, Cell]], title_link: Span | None) -> RowLinks:
    """Return the links of a row by what they lead to; the title's own link comes first."""
    found = RowLinks()
    cells = sorted(cells, key=lambda pair: _rank(pair[0].role))
    if title_link is not None:
        found.add(Role.LINK, title_link)
    for column, cell in cells:
        for span in cell.links:
            if span is not title_link:
                _add_link(found, column, span)
        if not cell.links and not cell.is_empty and column.role in (Role.LINK, *_SINGLE):
            _add_written(found, column, cell.text)
    return found


def _add_link(found: RowLinks, column: Column, span: Span) -> None:
    role = _role(column.role, span)
    if role is not None:
        found.add(role, span)
    elif column.role in (Role.VENUE, Role.YEAR):
        found.repairs.append(f"link {shortened(span.url, _LONGEST_SHOWN)} of the {column.role} was left out")


def _rank(role: Role) -> int:
    return (Role.TITLE, Role.LINK).index(role) if role in (Role.TITLE, Role.LINK) else 2


def _add_written(found: RowLinks, column: Column, text: str) -> None:
    """Keep an identifier that stands in a link column as text (`arXiv:2401.00001`, a bare DOI)."""
    identifier = identifiers.recognise(text)
    if identifier is not None:
        url = text if identifiers.is_web_link(text) else identifier.url
        found.add(Role.LINK if identifier.scheme is not Scheme.URL else column.role, Span(text, url))
    else:
        found.repairs.append(f"'{shortened(text, 60)}' is no link and was left out")


def _role(column: Role, span: Span) -> Role | None:
    """Return where a link leads, by its label, its column and its host; None when it is not about the paper."""
    if column in (Role.AUTHORS, Role.CATEGORY, Role.NUMBER):
        return None
    label = role_of_label(span.label)
    if column is Role.CODE:
        return Role.LINK if label is Role.PAPER else Role.CODE
    if label in _SINGLE:
        return label
    if column in _OTHERS:
        return Role.LINK if label is Role.PAPER else column
    names_paper = _names_paper(span.url)
    if label is Role.PAPER or names_paper:
        return None if column is Role.EXTRA and label is not Role.PAPER else Role.LINK
    if identifiers.is_code_link(span.url):
        return Role.CODE
    if column is Role.TITLE and label is Role.EXTRA:
        return Role.EXTRA
    return Role.LINK if column in (Role.TITLE, Role.LINK) else None


def _names_paper(url: str) -> bool:
    found = identifiers.of_url(url)
    return found is not None and found.scheme is not Scheme.URL


def as_text(span: Span) -> str:
    """Return a span for a field of unknown meaning, blanks at its ends as they are: its text, and its link unless that
    was kept elsewhere.
    """
    if not span.url:
        return span.text
    if _role(Role.EXTRA, span) is not None or not identifiers.is_web_link(span.url):
        return "" if role_of_label(span.label) is not None else span.label
    url = identifiers.clean_url(span.url).url
    return url if role_of_label(span.label) is not None else f"{span.label} {url}"
