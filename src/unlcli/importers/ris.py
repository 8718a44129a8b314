"""Read RIS, as EndNote, Zotero, Mendeley, publishers and our own export write it: a record from TY to ER."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from unlcli.domain import identifiers, names, text
from unlcli.domain.draft import Draft, Reading, Repair, Skipped
from unlcli.domain.identifiers import Scheme
from unlcli.domain.venues import VenueTable
from unlcli.errors import UnreadableDocumentError
from unlcli.importers import entry_drafts, ris_tags, rows
from unlcli.importers.record_cells import prose
from unlcli.importers.record_tree import Text, sound
from unlcli.importers.source import document_lines

_TAG = re.compile(r"\s{0,3}([A-Z][A-Z0-9])(?:  ?- ?|  -$)(.*)", re.S)
_OPENING = re.compile(r"(?:\ufeff|\s)*TY  ?- ?\w+", re.A)
_CODE = re.compile(r"code\s*:\s*(https?://\S+)", re.I)
_OTHERS = re.compile(r"Not all (author|editor)s are named\.")
_DATE = re.compile(r"(\d{4})(?:[/-](\d{1,2})?(?:[/-](\d{1,2})?)?)?(?:/(.*))?", re.S)
_ISSN = re.compile(r"\d{4}-?\d{3}[\dX]", re.I)


@dataclass(slots=True)
class _Record:
    """A record's lines by their tags, in order."""

    line: int
    source: str
    values: list[tuple[str, str]] = field(default_factory=list)
    is_closed: bool = False

    def all(self, *tags: str) -> list[str]:
        """Return the values of tags, those of the first tag first."""
        return [value for tag in tags for found, value in self.values if found == tag and value]

    def first(self, *tags: str) -> str:
        """Return the first value of the first tag that has one."""
        return next(iter(self.all(*tags)), "")


def recognises(text: str, name: str) -> bool:
    """Tell whether a text is RIS: by its name's ending, or because it begins with a record."""
    return name.lower().endswith(".ris") or bool(_OPENING.match(text))


def read(text: str, *, venues: VenueTable) -> Reading:
    """Return a draft for each record; raise UnreadableDocumentError for a text that has none."""
    lines = document_lines(sound(text))
    records = list(_records(lines))
    if not records and any(line.strip() for line in lines):
        line = next(number for number, line in enumerate(lines, start=1) if line.strip())
        hint = "a record begins with `TY  - JOUR` and ends with `ER  - `"
        raise UnreadableDocumentError("not RIS: no line begins a record with TY", hint, line)
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    for record in records:
        draft = _draft(record, venues)
        if not draft.title:
            skipped.append(rows.skipped(record.line, record.source, "no title"))
        else:
            drafts.append(draft)
    open_ones = (Repair(each.line, "the record is not closed by ER") for each in records if not each.is_closed)
    return Reading(tuple(drafts), tuple(skipped), tuple(open_ones))


def _records(lines: list[str]) -> Iterator[_Record]:
    """Yield the records; a line without a tag goes on with the value before it."""
    record: _Record | None = None
    for number, line in enumerate(lines, start=1):
        match = _TAG.fullmatch(line)
        if match and match[1] == "TY":
            if record is not None:
                yield record
            record = _Record(number, line.strip(), [("TY", match[2].strip())])
        elif record is None:
            continue
        elif match and match[1] == "ER":
            record.is_closed = True
            yield record
            record = None
        elif match:
            record.values.append((match[1], match[2].strip()))
        elif line.strip():
            tag, value = record.values[-1]
            record.values[-1] = (tag, f"{value} {line.strip()}".strip())
    if record is not None:
        yield record


def _draft(record: _Record, venues: VenueTable) -> Draft:
    kind, container = ris_tags.TYPES.get(record.first("TY").upper(), ("misc", "howpublished"))
    readable: dict[str, str] = {}
    for name, tags in ris_tags.PEOPLE.items():
        readable[name] = _people(record.all(*tags), has_others=_has_others(record, name))
    readable["title"] = _readable(record.first(*ris_tags.TITLES))
    readable[container] = _readable(record.first(*ris_tags.CONTAINERS))
    readable |= _date(record)
    for name, tags in ris_tags.FIELDS.items():
        if not readable.get(name):
            readable[name] = _readable(record.first(*tags))
    readable[ris_tags.PUBLISHERS.get(kind, "publisher")] = record.first("PB")
    readable["pages"] = _pages(record)
    readable["keywords"] = ", ".join(dict.fromkeys(record.all("KW")))
    readable |= _links(record) | _notes(record)
    if number := record.first("SN"):
        readable["issn" if _ISSN.fullmatch(number) else "isbn"] = number
    readable |= _unknown(record, readable)
    if kind == "unpublished" and readable.get("eprint"):
        kind = "misc"
    if kind == "phdthesis" and re.search("master", readable.get("type", ""), re.I):
        kind = "mastersthesis"
    key = record.first("ID")
    key = key if re.fullmatch(r"[A-Za-z][\w.:+/-]{0,99}", key) else ""
    return entry_drafts.draft_of(entry_drafts.entry_of(kind, key, readable, record.line), venues)


def _readable(value: str) -> str:
    return prose([Text(value, 0)]).text if value else ""


def _people(people: list[str], *, has_others: bool) -> str:
    """Return names as RIS has them, `Family, Given, Suffix`, as BibTeX's list."""
    listed = []
    for person in people:
        family, *rest = [part.strip() for part in person.split(",")]
        if not rest and " " in family:
            listed.append(f"{{{text.to_bibtex(family)}}}" if _has_family_first(people) else _in_order(family))
        else:
            suffix = rest[1] if len(rest) > 1 else ""
            parts = [text.to_bibtex(part) for part in (family, suffix, rest[0] if rest else "") if part]
            listed.append(", ".join(parts))
    return " and ".join([each for each in listed if each] + ["others"] * has_others)


def _has_family_first(people: list[str]) -> bool:
    """Tell whether others of a list have a comma, so that a name without one is that of a group."""
    return any("," in person for person in people)


def _in_order(name: str) -> str:
    return names.parse(text.to_bibtex(name)).bibtex


def _has_others(record: _Record, role: str) -> bool:
    return any((match := _OTHERS.fullmatch(note)) and match[1] == role for note in record.all("N1"))


def _date(record: _Record) -> dict[str, str]:
    """Return year and, where it is said, month and day."""
    year = ""
    for written in record.all("DA", "PY", "Y1", "Y2"):
        match = _DATE.match(written)
        if match is None:
            continue
        year = year or match[1]
        if match[2] and 1 <= int(match[2]) <= 12:
            day = f"-{int(match[3]):02}" if match[3] and 1 <= int(match[3]) <= 31 else ""
            return {"year": match[1], "date": f"{match[1]}-{int(match[2]):02}{day}"}
        if match[4] and match[4].strip():
            return {"year": match[1], "month": match[4].strip()}
    written = record.first("PY", "Y1", "DA")
    return {"year": year or written}


def _pages(record: _Record) -> str:
    first, last = record.first("SP"), record.first("EP")
    if not first or first == record.first("C7"):
        return last if not first else ""
    return f"{first}--{last}" if last and last != first else first


def _links(record: _Record) -> dict[str, str]:
    """Return DOI, preprint, address and further addresses; those of files on the writer's machine stay as `file`."""
    written = [
        part.strip() for value in record.all("UR", "L2", "L3", "LK", "L1") for part in re.split(r"[;\s]+", value)
    ]
    links = [part.replace("%3B", ";") for part in written if identifiers.is_web_link(part)]
    doi = next(filter(None, map(identifiers.doi_of, record.all("DO"))), record.first("DO"))
    links = list(dict.fromkeys(links))
    files = [value for value in record.all("L1", "L4") if not identifiers.is_web_link(value)]
    found = {"doi": doi, "url": links[0] if links else "", "alturl": " ".join(links[1:]), "file": "; ".join(files)}
    for given in (*record.all("AN"), *record.all("DO"), *links):
        known = identifiers.recognise(given)
        if known is not None and known.scheme is Scheme.ARXIV:
            return found | {"eprint": known.value, "archiveprefix": "arXiv"}
    return found


def _is_address(tag: str, value: str) -> bool:
    """Tell whether a value was read as links; files under L1 are."""
    return tag == "L1" or any(identifiers.is_web_link(part) for part in re.split(r"[;\s]+", value))


def _notes(record: _Record) -> dict[str, str]:
    notes = [note for note in record.all("N1", "RN") if not _OTHERS.fullmatch(note)]
    code = [match[1] for note in notes if (match := _CODE.fullmatch(note))]
    others = [_readable(note) for note in notes if not _CODE.fullmatch(note)]
    return {"code": " ".join(code), "note": " ".join(others)}


def _unknown(record: _Record, readable: dict[str, str]) -> dict[str, str]:
    """Return what no field of BibTeX holds, under the tag's own name, and further values of tags that should have one."""
    kept: dict[str, list[str]] = {}
    said = {_readable(value) for value in readable.values()}
    for tag, value in record.values:
        is_read = tag in ris_tags.LISTED and not (tag in ris_tags.ADDRESSES and not _is_address(tag, value))
        if is_read or not value or _readable(value) in said:
            continue
        if tag == "AN" and (found := identifiers.recognise(value)) is not None and found.scheme is Scheme.ARXIV:
            continue
        if tag == "SP" and value == record.first("C7"):
            continue
        kept.setdefault(ris_tags.NAMES.get(tag, f"ris-{tag.lower()}"), []).append(_readable(value))
    return {
        name: "; ".join(dict.fromkeys(values))
        for name, values in kept.items()
        if name not in readable or not readable[name]
    }
