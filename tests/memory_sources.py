"""Sources that answer out of memory, for tests of what follows from records; `tests/replay.py` answers as the services do."""

# ruff: noqa: ARG002, ARG005 - every source is asked alike, whatever it makes of it

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from unlcli import sources
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Identifier
from unlcli.domain.library import Entries
from unlcli.domain.record import Record
from unlcli.domain.venues import VenueTable
from unlcli.errors import NoSuchRecordError, SourceError
from unlcli.services.find_published import Published, find_published
from unlcli.services.upgrade import UpgradePlan, plan_upgrades
from unlcli.sources.asking import Answer, Request

VENUES = VenueTable()


@dataclass
class Memory:
    """What all sources know: records of identifiers by source, records that searches find, and sources that fail."""

    known: Mapping[str, Mapping[Identifier, Record]] = field(default_factory=dict)
    found: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    failing: Mapping[str, SourceError] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Let this memory stand in the place of the sources."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sources, "source", lambda name: _Source(self, name))
            yield


@dataclass
class _Source:
    memory: Memory
    name: str

    def requests_for(self, identifier: Identifier, link: str) -> tuple[Request, ...]:
        return (Request(f"https://memory.example/{self.name}"),)

    def read(self, answer: Answer, identifier: Identifier) -> Record:
        self._hear(str(identifier))
        record = self.memory.known.get(self.name, {}).get(identifier)
        if record is None:
            raise NoSuchRecordError(f"{self.name}: does not know {identifier}", source=self.name)
        return replace(record, source=self.name)

    def search_for(self, title: str, families: Sequence[str]) -> Request:
        return Request(f"https://memory.example/{self.name}", is_search=True)

    def read_search(self, answer: Answer) -> tuple[Record, ...]:
        self._hear("search")
        return tuple(replace(record, source=self.name) for record in self.memory.found.get(self.name, ()))

    def _hear(self, what: str) -> None:
        self.memory.asked.append(f"{self.name} {what}")
        if self.name in self.memory.failing:
            raise self.memory.failing[self.name]


def found_for(entry: Entry, memory: Memory) -> Published:
    """Return what the sources in memory say of a preprint."""
    with memory.in_place():
        return find_published(entry, lambda request: Answer(200, b""), VENUES)


def planned(entry: Entry, memory: Memory, library: Iterable[Entry] = ()) -> UpgradePlan:
    """Return what comes of asking the sources in memory about a preprint."""
    entries = tuple(library) or (entry,)
    return plan_upgrades([found_for(entry, memory)], Entries(entries, "library.bib"), VENUES)


def searched(*records: Record) -> Memory:
    """Return sources of which every search finds these records, and which know no identifier."""
    return Memory(found=dict.fromkeys(sources.SEARCHES, records))
