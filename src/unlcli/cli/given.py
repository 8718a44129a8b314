"""What `unl add` was given, as far as it is read and looked up: papers, what failed, and what is to be told."""

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from unlcli.cli import console
from unlcli.cli.session import Session, venues

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unlcli.domain.draft import Draft
    from unlcli.domain.entry import Entry
    from unlcli.domain.library import Entries
    from unlcli.services.add import Clash
    from unlcli.services.things import Thing

_SHOWN = 120
#: So many keys are all named in a message, and so many of more.
_MOST_KEYS, _FIRST_KEYS = 10, 3
_STOPPED = "not looked up: the command was stopped"


@dataclass(frozen=True, slots=True)
class Failed:
    """A thing that became no entry: why, and what can be done; `where` is its line, of one that a document holds.

    `is_named` when the reason says which thing it is, or its line does.
    """

    thing: str
    reason: str
    hint: str = ""
    where: str = ""
    is_named: bool = False

    @property
    def told(self) -> str:
        """The thing and the reason, with the line first."""
        named = self.is_named or re.search(rf"(?<!\w){re.escape(self.thing)}(?!\w)", self.reason)
        return ": ".join(filter(None, (self.where, "" if named else unpunctuated(self.thing), self.reason)))


@dataclass(slots=True)
class Given:
    """What was given: things to look up and drafts, in their order; lines that are neither; what else is to be told.

    `code` is how a run that was stopped ends, with what was not looked up in `left`, and `error` what broke it off. What the
    library has is in `known`, by its place, and not looked up. `told` is what is to be said of those that were looked up, and
    `published` says what preprints became, by their places; `order` has the place of each draft. `is_explained` when what can
    be given was told.
    """

    things: "list[Thing]" = field(default_factory=list)
    entries: "dict[int, Entry]" = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    failed: list[Failed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left: "list[Thing]" = field(default_factory=list)
    known: "dict[int, Clash]" = field(default_factory=dict)
    told: dict[int, tuple[str, ...]] = field(default_factory=dict)
    published: dict[int, str] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    is_explained: bool = False
    code: int = 0
    error: Exception | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to add."""
        return not self.entries and not any(thing.draft for thing in self.things)

    def drafts(self, session: Session, library: "Entries") -> "list[Draft]":
        """Return the drafts of all that was read and fetched, as the library writes its entries."""
        from unlcli.services import fetch

        as_usual = fetch.fitted(self.entries.values(), library, venues(session)) if self.entries else []
        fitted = dict(zip(self.entries, as_usual, strict=True))
        drafts = []
        self.order = []
        for place, thing in enumerate(self.things):
            if thing.draft is not None:
                own = (*thing.draft.categories, *self.categories)
                drafts.append(replace(thing.draft, categories=own))
            elif place in fitted:
                drafts.append(fetch.draft_of(fitted[place], self.categories, self.codes))
            else:
                continue
            self.order.append(place)
        return drafts

    def where(self, index: int) -> str:
        """Return the line that a draft came from, by its number, ready to stand before what is said of it."""
        where = self.things[self.order[index]].where
        return f"{where}: " if where else ""

    def as_json(self) -> dict[str, object]:
        """Return what failed and what was told, for the documented JSON."""
        left = (Failed(thing.given, _STOPPED, "give the same command again", thing.where) for thing in self.left)
        return {
            "failed": [
                {"thing": each.thing, "where": each.where, "reason": each.reason, "hint": each.hint}
                for each in (*self.failed, *left)
            ],
            "notes": self.notes,
        }

    def tell_failures(self) -> None:
        """List what failed, a line each with the remedy, and say how much is left of a run that was stopped."""
        for each in self.failed:
            console.error(each.told, each.hint)
        if self.left:
            total = len(self.things)
            console.note(
                f"unl: stopped: {len(self.left)} of {total} were not looked up; the same command goes on"
                " (what was fetched is kept)"
            )

    def tell_fetched(self, keys: "Mapping[int, str]") -> None:
        """Say what is to be known of the papers that were looked up, with the keys they got, by the number of the draft."""
        by_place = {self.order[index]: key for index, key in keys.items()}
        for place in sorted(self.told):
            thing = self.things[place]
            named = thing.where or short(unpunctuated(thing.given))
            label = ": ".join(filter(None, (named, by_place.get(place, ""))))
            for line in self.told[place]:
                self.note(f"{label}: {line}")

    def tell_published(self, keys: "Mapping[int, str]", written: "Sequence[Entry]") -> None:
        """Say of preprints that were added under their own DOI what they have been published as."""
        new = {entry.key for entry in written}
        for index, key in sorted(keys.items()):
            if key in new and (became := self.published.get(self.order[index])):
                said = f"{key} has been published as {became}; unl upgrade {key} makes it the published version"
                self.note(self.where(index) + said, "unl: note: ")

    def note(self, what: str, label: str = "unl: warning: ") -> None:
        """Tell something on standard error, and remember it for JSON."""
        self.notes.append(what)
        console.note(label + what)


def short(text: str) -> str:
    """Return a text for a message: one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def unpunctuated(given: str) -> str:
    """Return a thing for a message, without what a sentence left behind it."""
    return given.rstrip(".,;:") or given


def listed(keys: "Sequence[str]") -> str:
    """Return keys for a message; of many, their number and the first few."""
    if len(keys) <= _MOST_KEYS:
        return ", ".join(keys)
    return f"{len(keys)} papers: {', '.join(keys[:_FIRST_KEYS])} and {len(keys) - _FIRST_KEYS} more"
