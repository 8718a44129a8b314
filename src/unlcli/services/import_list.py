"""Read lists of papers and bring their rows into a library."""

from collections.abc import Sequence
from dataclasses import dataclass

from unlcli import importers
from unlcli.domain.draft import Draft, Reading
from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.services.add import AddOptions, AddPlan, plan_additions


@dataclass(frozen=True, slots=True)
class Document:
    """A list as it was found: its name for messages, its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What importing would do, and what each document held, in the order given."""

    additions: AddPlan
    readings: tuple[tuple[str, Reading], ...]

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """All drafts in document order."""
        return tuple(draft for _, reading in self.readings for draft in reading.drafts)


Readings = tuple[tuple[str, Reading], ...]


def read_lists(documents: Sequence[Document], venues: VenueTable) -> Readings:
    """Return what each document holds, by its name."""
    return tuple((doc.name, importers.read(doc.text, name=doc.name, venues=venues)) for doc in documents)


def plan_import(readings: Readings, library: Entries, venues: VenueTable, options: AddOptions) -> ImportPlan:
    """Return the plan that brings the papers that were read into a library."""
    drafts = [draft for _, reading in readings for draft in reading.drafts]
    return ImportPlan(plan_additions(drafts, library, venues, options), readings)


def import_list(documents: Sequence[Document], library: Entries, venues: VenueTable, options: AddOptions) -> ImportPlan:
    """Return the plan that brings the papers of documents into a library."""
    return plan_import(read_lists(documents, venues), library, venues, options)
