"""What `unl add` was given, as far as it is read and looked up: papers, what failed, and what is to be told."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from unlcli.cli import console
from unlcli.cli.session import Session, venues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unlcli.domain.draft import Draft
    from unlcli.domain.entry import Entry
    from unlcli.domain.library import Entries
    from unlcli.services.add import Clash
    from unlcli.services.things import Thing

_SHOWN = 120
_STOPPED = "not looked up: the command was stopped"


@dataclass(frozen=True, slots=True)
class Failed:
    """A thing that became no entry: why, and what can be done."""

    thing: str
    reason: str
    hint: str = ""


@dataclass(slots=True)
class Given:
    """What was given: things to look up and drafts, in their order; lines that are neither; what else is to be told.

    `code` is how a run that was stopped ends, with what was not looked up in `left`, and `error` what broke it off. What the
    library has is in `known`, by its place, and not looked up. `published` says what preprints became, by their DOI.
    """

    things: "list[Thing]" = field(default_factory=list)
    entries: "dict[int, Entry]" = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    failed: list[Failed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    known: "dict[int, Clash]" = field(default_factory=dict)
    published: dict[str, str] = field(default_factory=dict)
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
        for place, thing in enumerate(self.things):
            if thing.draft is not None:
                own = (*thing.draft.categories, *self.categories)
                drafts.append(replace(thing.draft, categories=own))
            elif place in fitted:
                drafts.append(fetch.draft_of(fitted[place], self.categories, self.codes))
        return drafts

    def as_json(self) -> dict[str, object]:
        """Return what failed and what was told, for the documented JSON."""
        failed = [*self.failed, *(Failed(thing, _STOPPED, "give the same command again") for thing in self.left)]
        return {
            "failed": [{"thing": each.thing, "reason": each.reason, "hint": each.hint} for each in failed],
            "notes": self.notes,
        }

    def tell_failures(self) -> None:
        """List what failed, a line each with the remedy, and say how much is left of a run that was stopped."""
        for each in self.failed:
            console.error(each.reason if each.thing in each.reason else f"{each.thing}: {each.reason}", each.hint)
        if self.left:
            total = len(self.things)
            console.note(
                f"unl: stopped: {len(self.left)} of {total} were not looked up; the same command goes on"
                " (what was fetched is kept)"
            )

    def tell_published(self, written: "Sequence[Entry]") -> None:
        """Say of preprints that were added under their own DOI what they have been published as."""
        for entry in written:
            if became := self.published.get(entry.get("doi")):
                self.note(
                    f"{entry.key} has been published as {became}; unl upgrade {entry.key} makes it the published version",
                    "unl: note: ",
                )

    def note(self, what: str, label: str = "unl: warning: ") -> None:
        """Tell something on standard error, and remember it for JSON."""
        self.notes.append(what)
        console.note(label + what)


def short(text: str) -> str:
    """Return a text for a message: one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
