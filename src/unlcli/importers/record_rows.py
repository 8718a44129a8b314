"""Records to rows, and rows to drafts: which of the values is the title, and what of the others no row can carry."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from unlcli.domain import categories, compose, identifiers, text
from unlcli.domain.draft import Draft, Repair, Skipped
from unlcli.domain.entry import ALTURL, join_values
from unlcli.domain.venues import VenueTable
from unlcli.importers import bibtex_file, rows
from unlcli.importers.cells import Cell, is_nothing
from unlcli.importers.columns import Column
from unlcli.importers.headings import Context
from unlcli.importers.record_cells import cell_of, links_of, prose
from unlcli.importers.record_fields import Found, found_in
from unlcli.importers.record_keys import Use, bibtex_field, phrase
from unlcli.importers.record_people import name_list
from unlcli.importers.record_tree import Members, Text
from unlcli.importers.words import Role, field_name

_TITLES = (Role.TITLE, Role.PAPER, Role.NAME)
_BIBLIOGRAPHIC = frozenset((Role.YEAR, Role.VENUE, Role.AUTHORS, Role.LINK, Role.PAPER))
_ONCE = frozenset((Role.YEAR, Role.VENUE, Role.AUTHORS))
_DATE = re.compile(r"((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])(?:[-/.](0?[1-9]|[12]\d|3[01]))?(?!\d)(?:[T ].*)?", re.S)
_FLOAT_YEAR = re.compile(r"((?:19|20)\d\d)\.0+")
_KEY = re.compile(r"(?=[^\s]*[A-Za-z])[\w.:+/-]{2,80}", re.ASCII)
_CONTAINERS = frozenset(("journal", "journaltitle", "booktitle", "howpublished"))
_IDENTIFIERS = frozenset(("doi", "arxiv", "arxiv id", "eprint", "pmid"))
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Record:
    """A record, the key that it stands under where that is a citation key, and what the document has on its line."""

    members: Members
    key: str = ""
    source: str = ""


def draft_of(record: Record, context: Context, venues: VenueTable) -> tuple[Draft | Skipped, tuple[Repair, ...]]:
    """Return the draft that a record makes, and what was put right in it; Skipped when it has no title."""
    found = _told(found_in(record.members))
    title = title_in(found)
    if title is None:
        return rows.skipped(record.members.line, record.source, "no title"), ()
    # a link that is written out stands before one that follows from an identifier
    found.sort(key=lambda each: phrase(each.key) in _IDENTIFIERS)
    row = rows.Row(tuple(_columns(found, title)), record.members.line, record.source)
    draft, repairs = rows.draft_of(row, context, venues)
    if isinstance(draft, Skipped):
        return draft, repairs
    draft = replace(
        draft,
        line=record.members.line,
        authors=" and ".join(filter(None, (name_list(f.people) for f in found if f.people is not None)))
        or draft.authors,
        categories=_categories(found, context) or draft.categories,
        key=next((each for each in (*_keys(found), record.key) if _KEY.fullmatch(each)), ""),
        extra=_extra(found, draft),
    )
    return _with_bibtex(draft, found, venues), repairs


def title_in(found: Sequence[Found]) -> Found | None:
    """Return what holds the title: a title, a paper that is no link, or a name beside other facts on a paper."""
    is_paper = any(each.role in _BIBLIOGRAPHIC for each in found)
    for role in _TITLES:
        for each in found:
            if each.role is role and _says_title(each) and (role is not Role.NAME or is_paper):
                return each
    return None


def _says_title(found: Found) -> bool:
    said = " ".join(each.text for each in found.texts)
    is_link = identifiers.is_web_link(said.strip()) and " " not in said.strip()
    return bool(_LETTER.search(said)) and not is_link and not is_nothing(said) or said.strip().isdigit() and bool(found)


def _told(found: Sequence[Found]) -> list[Found]:
    """Return what is told, with roles that the values themselves show: a date under `published`, a link under `paper`."""
    told = []
    for each in found:
        said = each.texts[0].text.strip() if each.texts else ""
        if each.role in (Role.VENUE, Role.EXTRA) and each.use is None and _DATE.fullmatch(said):
            each.role = Role.YEAR if each.role is Role.VENUE else each.role
        elif each.role is Role.PAPER and said and identifiers.recognise(said) is not None:
            each.role = Role.LINK
        if each.role is Role.YEAR:
            each.texts = [Text(_date(t.text) or _FLOAT_YEAR.sub(r"\1", t.text), t.line) for t in each.texts]
        if each.links or each.people is not None or any(not is_nothing(t.text) for t in each.texts):
            told.append(each)
    return told


def _columns(found: Sequence[Found], title: Found) -> Iterator[tuple[Column, Cell]]:
    seen: set[Role] = set()
    names: dict[str, int] = {}
    years = [each for each in found if each.role is Role.YEAR]
    year = next((each for each in years if phrase(each.key) == "year"), years[0] if years else None)
    for position, each in enumerate(found):
        role = Role.TITLE if each is title else each.role
        if role in _ONCE and (role in seen or role is Role.YEAR and each is not year):
            role = Role.EXTRA
            if each.people is not None or each.role is Role.YEAR and _date(each.texts[0].text):
                continue
        elif role in _TITLES and each is not title:
            role = Role.LINK if role is Role.PAPER and each.links else Role.EXTRA
        seen.add(role)
        if each.use in (Use.KEY, Use.KEYWORDS, Use.SUBCATEGORY, Use.BIBTEX) or role is Role.CATEGORY:
            continue
        name = _name(each, position)
        names[name] = names.get(name, 0) + 1
        yield Column(role, name if names[name] == 1 else f"{name}-{names[name]}"), _cell(each, role)


def _name(found: Found, position: int) -> str:
    return bibtex_field(found.key) or field_name(" ".join(found.key.split("_")), position)


def _cell(found: Found, role: Role) -> Cell:
    if found.people is not None:
        return Cell()
    if found.links:
        return links_of(found.links, found.line)
    if found.use is Use.PROSE:
        return prose(found.texts)
    has_comma = any("," in each.text for each in found.texts)
    return cell_of(found.texts, "\n" if role is Role.TITLE else "; " if has_comma or role is Role.AUTHORS else ", ")


def _keys(found: Sequence[Found]) -> Iterator[str]:
    yield from (each.texts[0].text.strip() for each in found if each.use is Use.KEY and each.texts)


def _categories(found: Sequence[Found], context: Context) -> tuple[str, ...]:
    """Return the categories that a record names, below those of its section."""
    above = categories.parse(context.categories[0]) if context.categories else ()
    own = [_paths(each) for each in found if each.role is Role.CATEGORY]
    below = [path for each in found if each.use is Use.SUBCATEGORY for path in _paths(each)]
    paths = [path for listed in own for path in listed]
    if below:
        paths = [(*path, *sub) for path in paths or [()] for sub in below]
    return tuple(dict.fromkeys(categories.written((*above, *path)) for path in paths))


def _paths(found: Found) -> list[tuple[str, ...]]:
    parts = [part for each in found.texts for part in each.text.split(";")]
    paths = (categories.parse(" ".join(part.split())) for part in parts if not is_nothing(part))
    return [tuple(map(categories.safe_name, path)) for path in paths if path]


def _extra(found: Sequence[Found], draft: Draft) -> dict[str, str]:
    """Return the further fields of a draft: keywords, a full date, an id that is no citation key."""
    extra = dict(draft.extra)
    keywords = [word.strip() for f in found if f.use is Use.KEYWORDS for t in f.texts for word in _words(t.text)]
    if keywords := [word for word in dict.fromkeys(keywords) if word]:
        extra["keywords"] = ", ".join(keywords)
    dates = [date for each in found if each.role is Role.YEAR and each.texts and (date := _date(each.texts[0].text))]
    if dates and "date" not in extra:
        extra["date"] = dates[0]
    for position, each in enumerate(found):
        said = " ".join(text.text for text in each.texts)
        if each.use is Use.KEY and not _KEY.fullmatch(said) and not said.isdigit():
            extra.setdefault(field_name(each.key, position), said)
    return extra


def _words(written: str) -> list[str]:
    return re.split(r"[;,]", written)


def _date(written: str) -> str:
    match = _DATE.fullmatch(written.strip())
    if match is None:
        return ""
    return "-".join([match[1], *(f"{int(part):02}" for part in match.groups()[1:] if part)])


def _with_bibtex(draft: Draft, found: Sequence[Found], venues: VenueTable) -> Draft:
    """Return a draft with the fields of the BibTeX entry that its record holds; what both say stands as BibTeX has it."""
    written = next((each.texts[0].text for each in found if each.use is Use.BIBTEX), "")
    if not written:
        return draft
    read = bibtex_file.read(written, venues=venues).drafts
    if len(read) != 1 or text.fold(read[0].title) not in ("", text.fold(draft.title)):
        return replace(draft, extra={**draft.extra, "column-bibtex": written})
    fields = dict(read[0].fields)
    for name, value in compose.entry_of(draft, venues).fields.items():
        if name not in _CONTAINERS or _CONTAINERS.isdisjoint(read[0].fields):
            fields.setdefault(name, value)
    links = [url for url in draft.urls if url not in fields["url"].split()] if "url" in fields else []
    if links:
        fields[ALTURL] = join_values(ALTURL, (*fields.get(ALTURL, "").split(), *links))
    urls = tuple(dict.fromkeys((*draft.urls, *read[0].urls)))
    return replace(read[0], line=draft.line, urls=urls, code=draft.code, fields=fields, key=read[0].key or draft.key)
