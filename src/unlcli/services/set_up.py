"""Make a library of a hand-kept list, and the list a document of its: the changes to the library, and all files, as data."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from unlcli.domain import query as queries
from unlcli.domain.change import AddEntry, Change, SetField
from unlcli.domain.draft import Reading
from unlcli.domain.entry import BLOCK, Entry
from unlcli.domain.inherited import inheriting
from unlcli.domain.venues import VenueTable
from unlcli.errors import SelfCheckError
from unlcli.services.add import AddPlan
from unlcli.services.in_place import lines as document_lines
from unlcli.services.listing.names import is_known
from unlcli.services.setting_up.document import placeable, with_blocks
from unlcli.services.setting_up.places import LeftAlone, Place, find_places
from unlcli.services.setting_up.selecting import Selection, select
from unlcli.services.setting_up.words_kept import keeps_enough, lost_words


@dataclass(frozen=True, slots=True)
class ListPlan:
    """A document with empty blocks, and the changes that bring its papers into the library.

    `blocks` counts them, `papers` have the positions that each is to show, `moved` how many lines stand below a block now.
    """

    text: str
    changes: tuple[Change, ...]
    papers: tuple[frozenset[int], ...] = ()
    queries: tuple[str, ...] = ()
    left: tuple[LeftAlone, ...] = ()
    moved: int = 0
    named: int = 0

    @property
    def blocks(self) -> int:
        """How many blocks the document gets."""
        return len(self.papers)


def plan_list(
    text: str,
    name: str,
    reading: Reading,
    additions: AddPlan,
    entries: Sequence[Entry],
    venues: VenueTable,
    *,
    is_html: bool,
) -> ListPlan:
    """Return how a document becomes one with blocks; `entries` are those of the library when its papers were added."""
    lines = document_lines.split(text)
    found, left = find_places(reading, [document_lines.bare(line) for line in lines])
    places, unfit = placeable(lines, found, name, is_html=is_html)
    positions = {entry.key: entry.position for entry in reversed(entries)}
    of_draft = {draft: positions[key] for draft, key in additions.keys.items() if key in positions}
    places, unread = _that_lose_nothing(places, lines, of_draft, entries)
    places = [replace(place, columns=_that_are_there(place.columns, entries)) for place in places]
    shown = [place for place in places if place.drafts]
    papers = [frozenset(of_draft[n] for n in place.drafts if n in of_draft) for place in shown]
    elsewhere = set(of_draft.values()).difference(*papers)
    selection = select(shown, papers, elsewhere, entries, venues)
    each = iter(selection.queries)
    asked = [next(each) if place.drafts else "" for place in places]
    written = with_blocks(lines, places, asked, is_html=is_html)
    return ListPlan(
        written,
        _with_names(additions.changes, selection, entries),
        tuple(papers),
        selection.queries,
        (*left, *unfit, *unread),
        sum(len(place.kept) for place in places),
        len(selection.names),
    )


def _that_are_there(columns: Sequence[str], entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return columns without those that no paper fills and no listing knows."""
    fields = {name for entry in entries for name in entry.fields}
    return tuple(name for name in columns if name in fields or is_known(name))


def _that_lose_nothing(
    places: Sequence[Place], lines: Sequence[str], of_draft: Mapping[int, int], entries: Sequence[Entry]
) -> tuple[list[Place], list[LeftAlone]]:
    """Return the places whose rows the library has whole, and those that say more than was read, which stay as they are."""
    good: list[Place] = []
    left: list[LeftAlone] = []
    for place in places:
        lost = lost_words(place, lines, [entries[of_draft[n]] for n in place.drafts if n in of_draft])
        if not place.drafts or keeps_enough(place, lines, lost):
            good.append(place)
        else:
            reason = f"its rows say more than was read ({', '.join(lost[:5])}, ...)"
            left.append(LeftAlone(place.first_line, place.last_line, reason, place.drafts))
    return good, left


def come_in(plan: ListPlan, of_list: Collection[int], entries: Sequence[Entry], venues: VenueTable) -> frozenset[int]:
    """Return the papers that the library had already and that a block takes in now; `of_list` are those of the document.

    Raises SelfCheckError when a block would show other papers of the document than it showed before.
    """
    more: set[int] = set()
    for papers, query in zip(plan.papers, plan.queries, strict=True):
        found = {e.position for e in queries.selected(inheriting(entries), queries.parse(query), venues)}
        if found & set(of_list) != papers:
            raise SelfCheckError(f"a block of {query!r} would not show the papers of its table")
        more |= found - papers
    return frozenset(more)


def _with_names(changes: Sequence[Change], selection: Selection, entries: Sequence[Entry]) -> tuple[Change, ...]:
    """Return changes that also write the names of blocks into the papers that need one."""
    names: Mapping[str, str] = {entries[position].key: name for position, name in selection.names.items()}
    made: list[Change] = []
    new: set[str] = set()
    for change in changes:
        if isinstance(change, AddEntry):
            new.add(change.key)
            if change.key in names:
                change = replace(change, fields={**change.fields, BLOCK: names[change.key]})
        made.append(change)
    known = [
        SetField(position, BLOCK, name)
        for position, name in selection.names.items()
        if entries[position].key not in new and entries[position].get(BLOCK) != name
    ]
    return (*known, *made)
