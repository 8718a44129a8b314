"""A library for programs: open, look, search, add, judge, export and save, with nothing but its own lines changed."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from unlcli.api import opening
from unlcli.api.answers import Additions, DuplicateGroup, DuplicatePair, Hit, Refusal
from unlcli.domain.change import Change
from unlcli.domain.entry import Entry
from unlcli.domain.finding import Finding
from unlcli.domain.query import Query
from unlcli.errors import EntryNotFoundError
from unlcli.store.bibfile import BibFile, Plan

if TYPE_CHECKING:
    from unlcli.services.add import Clash
    from unlcli.services.dedupe import Group
    from unlcli.store.index import Index

OnDuplicate = Literal["refuse", "update", "allow"]


class Library:
    """A BibTeX file: a collection of entries in file order, which is changed in memory until it is saved.

    As a context manager it is saved at the end, unless an exception ends it. One that was made by `open` is never written
    but by `save`, which keeps every byte that no change touches and puts the change where `unl undo` finds it.
    """

    def __init__(self, opened: opening.Opened, bib: BibFile) -> None:
        self._opened = opened
        self._original = self._bib = bib
        self._plans: list[Plan] = []

    @classmethod
    def open(cls, path: str | os.PathLike[str] | None = None, *, create: bool = False, encoding: str = "") -> Self:
        """Read a library with its settings (`unl.toml`); without a path the one that `unl` takes in the working folder.

        A missing file is an error unless it is to be made; it is made by `save`. `encoding` names the file's, where it is
        not UTF-8 and does not state it. Raises LibraryNotFoundError, EncodingError, SettingsError or another StoreError.
        """
        opened = opening.find(path, encoding)
        return cls(opened, opened.read(create=create))

    @property
    def path(self) -> Path:
        """Where the library is."""
        return self._opened.path

    @property
    def is_changed(self) -> bool:
        """Tell whether there is something to save."""
        return bool(self._plans)

    def __len__(self) -> int:
        return len(self._bib.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._bib.entries)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and bool(self._bib.entries.named(key))

    def __getitem__(self, key: str) -> Entry:
        """Return the entry with a key, or that had it once. Raises EntryNotFoundError, AmbiguousEntryError for a repeated key."""
        from unlcli.services.find_entry import find_entry

        if key not in self:
            raise EntryNotFoundError(key)
        return find_entry(self._bib.entries, key, self._opened.venues).entry

    def get(self, key: str) -> Entry | None:
        """Return the entry with a key, or that had it once; None where there is none, the first where a key is repeated."""
        return next(iter(self._bib.entries.named(key)), None)

    def find(self, wanted: str) -> Entry:
        """Return the one entry that a key, an identifier, a link or words name, as arguments of commands do.

        Raises EntryNotFoundError when none does, AmbiguousEntryError when several do.
        """
        from unlcli.services.find_entry import find_entry

        return find_entry(self._bib.entries, wanted, self._opened.venues).entry

    def source(self, entry: Entry) -> str:
        """Return an entry's text as it stands in the file. Raises EntryNotFoundError for one that is not there."""
        return self._bib.source(self._as_is(entry).position)

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """Return the entries that answer a query (docs/query.md), the best first; a limit of 0 is none."""
        from unlcli.domain import query as queries
        from unlcli.store import index_update
        from unlcli.store.index import IndexBrokenError
        from unlcli.store.index_open import Reading

        asked = queries.parse(query)
        if not self._plans and self._original.existed:
            with suppress(IndexBrokenError):
                settings = self._opened.settings
                reading = Reading(settings.renamed, settings.venues, self._opened.encoding)
                index = index_update.refreshed(self.path, reading, self._opened.places.cache)
                if (hits := self._found(index, asked, limit)) is not None:
                    return hits
        in_memory = index_update.in_memory(self._bib.entries, self._opened.venues, self._bib.source)
        return self._found(in_memory, asked, limit) or []

    def _found(self, index: "Index", asked: Query, limit: int) -> list[Hit] | None:
        """Return what an index finds; None when it is that of another state of the file."""
        from unlcli.services.search import search

        with index.asked():
            result = search(index, asked, lambda: self._opened.venues, limit=limit)
            is_same = len(index) == len(self)
        entries = self._bib.entries.entries
        if not is_same or any(entries[hit.position].key != hit.shown.key for hit in result.hits):
            return None
        return [Hit(entries[hit.position], hit.score, hit.has_all) for hit in result.hits]

    def add(
        self,
        *things: str | Mapping[str, str | Sequence[str]],
        category: str | Sequence[str] = (),
        on_duplicate: OnDuplicate = "refuse",
        offline: bool = False,
    ) -> Additions:
        """Add papers: identifiers and links, which are looked up, BibTeX, or fields in readable text.

        What the library has is refused, brought up to date or added again, as `on_duplicate` says. All or nothing is
        added: raises UsageError for what is none of these, SourceError when one cannot be looked up.
        """
        from unlcli.api import giving
        from unlcli.services.add import AddOptions, Duplicates, macros_of, plan_additions

        how = Duplicates(on_duplicate)
        categories = (category,) if isinstance(category, str) else tuple(category)
        opened, bib = self._opened, self._bib
        given = giving.read(things, bib.entries, opened, categories, refuses=how is Duplicates.REFUSE, offline=offline)
        settings = opened.settings
        today = opening.now().strftime("%Y-%m-%dT%H:%M:%S") if settings.creationdate else ""
        options = AddOptions(how, settings.key_pattern, today, lambda: macros_of(bib.data, bib.blocks))
        plan = plan_additions(given.drafts, bib.entries, opened.venues, options)
        self._change(plan.changes)
        return Additions(
            tuple(map(self._as_is, plan.added)),
            tuple(map(self._as_is, plan.updated)),
            tuple(_refusal(clash) for clash in (*given.known, *plan.refused)),
            tuple(_refusal(clash) for clash in plan.doubtful),
            (*given.notes, *plan.conflicts),
        )

    def _as_is(self, entry: Entry) -> Entry:
        """Return an entry as the library has it now. Raises EntryNotFoundError when it is not there."""
        there = self._bib.entries.by_key.get(entry.key, ())
        best = [each for each in there if each.fields == entry.fields] or there
        if not best:
            raise EntryNotFoundError(entry.key)
        return next((each for each in best if each.position == entry.position), best[0])

    def _change(self, changes: Sequence[Change]) -> None:
        plan = self._bib.plan(changes)
        if plan.is_empty:
            return
        self._plans.append(plan)
        settings = self._opened.settings
        self._bib = BibFile(plan.path, plan.new, settings.renamed, existed=plan.existed, written_in=plan.encoding)

    def find_duplicates(self) -> list[DuplicateGroup]:
        """Return the groups of entries that are one work, the certain ones first, then those that may be."""
        from unlcli.services.dedupe import dedupe

        return [_group(group) for group in dedupe([self._bib.entries], self._opened.venues)]

    def check(self) -> list[Finding]:
        """Return what `unl check` finds by the rules that the settings choose (docs/rules.md), in the order of lines."""
        from unlcli.services.check import CheckOptions, check

        settings = self._opened.settings
        known = tuple(category.name for category in settings.categories)
        options = CheckOptions(settings.check, self._opened.venues, known)
        return list(check([self._bib.entries], options).findings)

    def export(
        self,
        format: str = "markdown",
        *,
        query: str = "",
        columns: Sequence[str] = (),
        group_by: Sequence[str] = (),
        title: str = "",
        description: str = "",
        style: str = "",
    ) -> str:
        """Return the library, or what a query selects of it, in a format of `unl export` (docs/formats.md).

        What is left out is as in `unl export`; a group `none` says that there is to be none. Raises UsageError for a format,
        column or group that does not exist, or a format that does not take what is given.
        """
        from unlcli.render import listing
        from unlcli.render.options import RenderOptions
        from unlcli.services import export_listing
        from unlcli.store import export_formats
        from unlcli.store.settings import ExportSetting

        setting = ExportSetting(
            format=format,
            query=query,
            columns=tuple(columns),
            group_by=tuple(group_by),
            title=title,
            description=description,
            style=style,
        )
        export_formats.check(setting, "{}")
        settings, venues = self._opened.settings, self._opened.venues
        entries = export_listing.selected(self._bib, setting, venues)
        listed = export_listing.listed(self._bib, setting, entries, settings, venues)
        looks = RenderOptions(
            title=title or export_formats.of(format).title, description=description, style=style or "table"
        )
        return listing.renderer(format)(listed, looks)

    def diff(self) -> str:
        """Return what `save` would change, as a unified diff."""
        return self._plan().diff

    def _plan(self) -> Plan:
        """Return all changes as one, against the file as it was read."""
        if len(self._plans) == 1:
            return self._plans[0]
        from unlcli.bibtex import diff

        old, new = self._original.stored, self._bib.stored
        edits = tuple(diff.difference(old, new))
        return Plan(self._original.path, old, new, edits, self._original.existed, self._original.encoding)

    def save(self) -> bool:
        """Write what was changed, and tell whether there was anything; `unl undo` takes it back.

        Raises LibraryChangedError, and writes nothing, when the file is no longer what was read: open it again. Raises
        NotWritableError where it cannot be written.
        """
        from unlcli.services.save import save
        from unlcli.store import lock

        if not self._plans and self._original.existed:
            return False
        places, when = self._opened.places, opening.now().isoformat(timespec="seconds")
        with lock.held(self.path, places.state, lambda: None):
            save(self._plan(), places.state, "python", when)
        settings = self._opened.settings
        self._original = self._bib = BibFile(
            self._bib.path, self._bib.stored, settings.renamed, written_in=self._bib.encoding
        )
        self._plans = []
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.save()

    def __repr__(self) -> str:
        return f"Library({str(self.path)!r}, {len(self)} entries{', changed' * self.is_changed})"


def _refusal(clash: "Clash") -> Refusal:
    evidence = clash.evidence
    return Refusal(clash.draft, clash.there, str(evidence.verdict or ""), evidence.score, evidence.reason)


def _group(group: "Group") -> DuplicateGroup:
    return DuplicateGroup(
        str(group.verdict or ""),
        str(group.relation),
        group.score,
        group.reason,
        tuple(placed.entry for placed in group.members),
        tuple(DuplicatePair(pair.one.entry, pair.other.entry, pair.score, pair.reason) for pair in group.links),
        group.remedies,
    )
