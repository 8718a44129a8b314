"""Records of a tree, of whatever format: which mappings are papers, which are sections, and what they are read to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from unlcli.domain import text
from unlcli.domain.draft import Draft, Reading, Repair, Skipped
from unlcli.domain.venues import VenueTable
from unlcli.importers import csl, headings, own_json, record_rows, rows
from unlcli.importers import record_kinds as kinds
from unlcli.importers.cells import CellBuilder
from unlcli.importers.headings import Outline, Section
from unlcli.importers.record_fields import found_in
from unlcli.importers.record_keys import phrase
from unlcli.importers.record_rows import Record
from unlcli.importers.record_tree import Items, Members, Text, Value
from unlcli.importers.words import Role


@dataclass(frozen=True, slots=True)
class _Place:
    """A record with the sections that it stands in."""

    record: Record
    path: tuple[Section, ...]


@dataclass(slots=True)
class _Walk:
    """The walk over a tree: records in order, with what stands between them."""

    lines: Sequence[str]
    places: list[_Place] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def take(self, value: Value, path: tuple[Section, ...], telling: frozenset[Role] = kinds.FACTS) -> None:
        """Take a value apart; a mapping with facts that are `telling` is a paper, also one that has no title."""
        if isinstance(value, Members):
            self._members(value, path, "", telling)
        elif isinstance(value, Items):
            for each in value.values:
                self.take(each, path)
        elif len(value.text.split()) >= kinds.TITLE_WORDS or "://" in value.text:
            self._skip(value, "it stands in no record")

    def _members(
        self, members: Members, path: tuple[Section, ...], key: str, telling: frozenset[Role] = kinds.FACTS
    ) -> None:
        """Take a mapping apart; `key` is the one that it stands under, where that may be a citation key or a title."""
        if (columns := kinds.as_rows(members)) is not None:
            self.take(columns, path)
        elif kinds.is_settings(members):
            return
        elif kinds.is_record(members):
            self.places.append(_Place(Record(members, key, self._source(members.line)), path))
        elif kinds.is_untitled(members, telling):
            self._untitled(members, path, key)
        else:
            self._section(members, path)

    def _untitled(self, members: Members, path: tuple[Section, ...], key: str) -> None:
        """Take a record without a title: the key that it stands under is one if it has several words."""
        if len(key.split()) < kinds.TITLE_WORDS:
            self._skip(members, "no title")
            return
        titled = Members(members.line, [("title", Text(key, members.line)), *members.pairs])
        self.places.append(_Place(Record(titled, "", self._source(members.line)), path))

    def _section(self, members: Members, path: tuple[Section, ...]) -> None:
        name = members.text(*kinds.SECTION_NAMES) if any(kinds.is_nesting(value) for _, value in members.pairs) else ""
        inside = self._below(path, name, members.line) if name else path
        for key, value in members.pairs:
            if isinstance(value, Text):
                if value.text != name and len(key.split()) >= kinds.TITLE_WORDS and "://" in value.text:
                    pairs: list[tuple[str, Value]] = [("title", Text(key, value.line)), ("url", value)]
                    self._members(Members(value.line, pairs), inside, "")
                elif value.text != name:
                    self.take(value, inside)
            elif isinstance(value, Members) and (kinds.is_record(value) or kinds.is_untitled(value, kinds.OF_ONE)):
                self._members(value, inside, key)
            else:
                is_wrapper = phrase(key) in kinds.WRAPPERS
                self.take(value, inside if is_wrapper else self._below(inside, key, value.line), kinds.OF_ONE)

    def _below(self, path: tuple[Section, ...], name: str, line: int) -> tuple[Section, ...]:
        builder = CellBuilder(line)
        builder.write(name)
        self.names.add(text.fold(name))
        return (*path, headings.section_of(len(path) + 1, builder.build()))

    def _skip(self, value: Value, reason: str) -> None:
        self.skipped.append(rows.skipped(value.line, self._source(value.line), reason))

    def _source(self, line: int) -> str:
        return self.lines[line - 1].strip() if 0 < line <= len(self.lines) else ""


def read(values: Iterable[Value], venues: VenueTable, lines: Sequence[str]) -> Reading:
    """Return the drafts of trees in document order, what was skipped, and what was put right."""
    walk = _Walk(lines)
    for value in values:
        walk.take(value, ())
    places = [place for place in walk.places if not kinds.is_contents(place.record.members, walk.names)]
    outline = Outline(venues, frozenset(), _venues_below(places, venues))
    drafts: list[Draft] = []
    skipped = list(walk.skipped)
    repairs: list[Repair] = []
    for place in places:
        made, what = _draft(place.record, outline.context(place.path), venues)
        repairs.extend(what)
        if isinstance(made, Draft):
            drafts.append(made)
        else:
            skipped.append(made)
    # aliases bring a record again that stands further up
    drafts.sort(key=lambda draft: draft.line)
    skipped.sort(key=lambda each: each.line)
    return Reading(tuple(drafts), tuple(skipped), tuple(sorted(repairs, key=lambda repair: repair.line)))


def _draft(record: Record, context: headings.Context, venues: VenueTable) -> tuple[Draft | Skipped, tuple[Repair, ...]]:
    """Return what a record makes: as our own export, as CSL-JSON, or as any record."""
    if own_json.recognises(record.members):
        made = own_json.draft_of(record.members, venues)
        return (made if made.fields else rows.skipped(made.line, record.source, "it has no fields")), ()
    if csl.recognises(record.members):
        return csl.draft_of(record.members, context, venues), ()
    return record_rows.draft_of(record, context, venues)


def _venues_below(places: Sequence[_Place], venues: VenueTable) -> dict[Section, frozenset[str]]:
    """Return for each section the venues that records in it name."""
    below: dict[Section, set[str]] = {}
    for place in places:
        if not place.path:
            continue
        for form in _venue_forms(place.record.members, venues):
            for section in place.path:
                below.setdefault(section, set()).add(form)
    return {section: frozenset(forms) for section, forms in below.items()}


def _venue_forms(members: Members, venues: VenueTable) -> Iterator[str]:
    for found in found_in(members):
        if found.role is Role.VENUE and found.texts:
            yield headings.venue_form(found.texts[0].text, venues)
            return
