"""What a template sees of a listing: plain values with clean texts, and things that say what they have."""

import re
from collections.abc import Callable, Container, Mapping

from jinja2 import StrictUndefined

from unlcli.domain.listing import Cell, Listing, Row, Section
from unlcli.domain.near_names import near
from unlcli.render.escape import one_line, safe_url
from unlcli.render.options import RenderOptions
from unlcli.render.rows import cells_of, links_of, rows_of

#: Members that are addresses, or lists of them.
_LINKS = frozenset(("url", "urls", "code", "links", "website", "video", "slides", "poster", "alturl"))
_INDENT = re.compile(r"[ \t]*")


class _Thing(dict[str, object]):
    """Something with named members; `_is` is what a reader calls it."""

    _is = "it"

    def lacks(self, name: str) -> str:
        """Return what to say of a member that is not there."""
        found = near(name, self)
        meant = f"did you mean {' or '.join(found)}?" if found else f"there are {', '.join(self) or 'none'}"
        return f"{self._is} has no {name!r}; {meant}"


class _Paper(_Thing):
    _is = "a paper"


class _Fields(_Thing):
    _is = "this paper"

    def lacks(self, name: str) -> str:
        """Return what to say of a field that this paper lacks, though others may have it."""
        return f'{super().lacks(name)} (where some papers have it: fields.{name}|default(""))'


class _Section(_Thing):
    _is = "a section"


class _Row(_Thing):
    _is = "a row"


class _Cell(_Thing):
    _is = "a cell"


class _Link(_Thing):
    _is = "a link"


class _Column(_Thing):
    _is = "a column"


class Unknown(StrictUndefined):
    """What is not there: an error in all that is done with it but `default`, which says what there is."""

    @property
    def _undefined_message(self) -> str:
        found = self._undefined_obj
        if isinstance(found, _Thing) and not self._undefined_hint:
            return found.lacks(str(self._undefined_name))
        return str(super()._undefined_message)


def variables(listing: Listing, options: RenderOptions, asked: Container[str]) -> Mapping[str, object]:
    """Return the names that a template can use, with their values; of those that take long only what it asks for."""
    papers = _Papers(listing)
    large: Mapping[str, Callable[[], object]] = {
        "entries": papers.distinct,
        "sections": lambda: [papers.section(section, options.level) for section in listing.sections],
    }
    return {
        "title": one_line(options.title or listing.title),
        "description": one_line(options.description),
        "updated": options.updated,
        "url": one_line(options.url),
        "columns": [_Column(column) for column in papers.columns],
        **{name: made() for name, made in large.items() if name in asked},
    }


class _Papers:
    """The papers of a listing, each made once."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._made: dict[tuple[str, object], _Paper] = {}
        self.columns = [{"name": column.name, "heading": one_line(column.heading)} for column in listing.columns]

    def distinct(self) -> list[_Paper]:
        """Return each paper once, in the order of first appearance."""
        return list({id(paper): paper for paper in map(self._paper, self._listing.rows)}.values())

    def section(self, section: Section, level: int) -> _Section:
        """Return a section with those below it."""
        below = level + bool(section.title)
        return _Section(
            title=one_line(section.title),
            anchor=section.anchor,
            intro=one_line(section.intro),
            level=level,
            count=len({id(self._paper(row)) for row in rows_of(section)}),
            rows=[self._row(row) for row in section.rows],
            sections=[self.section(child, below) for child in section.sections],
        )

    def _paper(self, row: Row) -> _Paper:
        identity = (row.key, row.record.get("line", row.source))
        if identity not in self._made:
            found = {name: _clean(value, is_link=name in _LINKS) for name, value in row.record.items()}
            fields = found.get("fields")
            self._made[identity] = _Paper(found | {"fields": _Fields(fields if isinstance(fields, dict) else {})})
        return self._made[identity]

    def _row(self, row: Row) -> _Row:
        cells = zip(self.columns, cells_of(row, self._listing.columns), strict=True)
        return _Row(
            entry=self._paper(row),
            bibtex="\n".join(map(_clean_line, re.split(r"\r\n|[\r\n]", row.source))),
            cells=[_Cell(**column, **_cell(cell)) for column, cell in cells],
        )


def _cell(cell: Cell) -> dict[str, object]:
    links = [_Link(text=words, url=url) for words, url in links_of(cell)]
    return {"text": one_line(cell.text) or " ".join(str(link["text"]) for link in links), "links": links}


def _clean(value: object, *, is_link: bool = False) -> object:
    """Return a value of which every text is one line, without what commands a terminal or turns text around.

    A link that may not be followed for what is in it does not become one that may: it is left out.
    """
    if isinstance(value, str):
        found = one_line(value)
        return found if not is_link or found == value else safe_url(value) or ""
    if isinstance(value, Mapping):
        return {name: _clean(member, is_link=is_link or name in _LINKS) for name, member in value.items()}
    return [_clean(member, is_link=is_link) for member in value] if isinstance(value, list | tuple) else value


def _clean_line(line: str) -> str:
    found = _INDENT.match(line)
    indent = found[0] if found else ""
    return indent + one_line(line)
