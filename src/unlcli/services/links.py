"""Check the links of entries: what is dead, what moved, what can be written better."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from unlcli.domain import identifiers
from unlcli.domain.change import Change
from unlcli.domain.finding import Finding, Severity
from unlcli.domain.link_codes import LINK_CODES
from unlcli.rules import commands
from unlcli.services.ask_link import LinkAsker
from unlcli.services.ask_links import THREADS, Step, ask_links
from unlcli.services.link_places import CanWrite, Place, value_of
from unlcli.services.link_state import LinkState, Silence, State
from unlcli.sources.asking import Ask

_CODES = {
    State.DEAD: "L001",
    State.MOVED: "L002",
    State.HTTPS: "L003",
    State.GONE: "L005",
    State.ARCHIVED: "L006",
    State.RENAMED: "L007",
}
_TRACKING = "L004"
_SHOWN = 200
_NO_ANSWER = (Silence.OFFLINE, Silence.NO_HOST, Silence.UNREACHABLE)


@dataclass(frozen=True, slots=True)
class LinksResult:
    """The places that were looked at, the state of each of their addresses, and why GitHub was not asked to the end."""

    places: tuple[Place, ...]
    states: Mapping[str, LinkState]
    limit: str = ""

    @property
    def offline(self) -> int:
        """How many addresses would have to be asked, which --offline forbids."""
        return sum(state.silence is Silence.OFFLINE for state in self.states.values())

    @property
    def is_cut_off(self) -> bool:
        """Tell whether addresses were to be asked and none of them gave any answer."""
        asked = [state for state in self.states.values() if state.silence is not Silence.NOT_ASKED]
        return bool(asked) and all(state.silence in _NO_ANSWER for state in asked)


def check_links(found: Sequence[Place], ask: Ask, step: Step, threads: int = THREADS) -> LinksResult:
    """Ask for the addresses of the places, each once, and return how it stands with them."""
    asker = LinkAsker(ask)
    states = ask_links((place.address for place in found if not place.problem), asker, step, threads)
    not_asked = {
        place.address: LinkState(State.UNKNOWN, place.problem, silence=Silence.NOT_ASKED)
        for place in found
        if place.problem
    }
    return LinksResult(tuple(found), {**not_asked, **states}, asker.limit)


def findings(result: LinksResult, can_write: CanWrite) -> tuple[Finding, ...]:
    """Return what is wrong with the links, in file order; `changes` are with those that can be mended without a doubt."""
    found = [finding for place in result.places for finding in _of_place(place, result.states, can_write)]
    return tuple(sorted(found, key=lambda finding: finding.location.line))


def fixes(places: Sequence[Place], states: Mapping[str, LinkState], can_write: CanWrite) -> tuple[Change, ...]:
    """Return the changes that write the better addresses: one for each field, and in it these links alone."""
    by_field: dict[tuple[int, str], list[Place]] = {}
    for place in places:
        if _better(place, states):
            by_field.setdefault((place.placed.entry.position, place.field), []).append(place)
    changes: list[Change] = []
    for of_field in by_field.values():
        better = {place.written: place.moved_to(_better(place, states)) for place in of_field}
        changes += value_of(of_field[0], better, can_write)
    return tuple(changes)


def with_targets(states: Mapping[str, LinkState], found: Sequence[Place]) -> dict[str, LinkState]:
    """Return the states with those of addresses that were written anew: where they lead had answered."""
    new = {place.address for place in found} - states.keys()
    return {**states, **{address: LinkState(State.OK, "written anew") for address in new}}


def _better(place: Place, states: Mapping[str, LinkState]) -> str:
    """Return the address that is to stand in a link's place, its tracking taken off; empty when it is fine, or dead."""
    clean = place.address if place.taken and not _is_ignored(place, _TRACKING) else ""
    state = states.get(place.address)
    if place.problem or state is None:
        return ""
    is_told = state.state in _CODES and not _is_ignored(place, _CODES[state.state])
    if is_told and state.state in (State.MOVED, State.HTTPS, State.RENAMED) and state.target and not state.reserve:
        return state.target
    return clean


def _of_place(place: Place, states: Mapping[str, LinkState], can_write: CanWrite) -> Iterator[Finding]:
    if place.problem:
        return
    if place.taken and not _is_ignored(place, _TRACKING):
        names = ", ".join(place.taken)
        changes = place.replaced_by(place.address, can_write)
        yield _finding(place, _TRACKING, f"has tracking parameters ({names[:_SHOWN]})", changes)
    state = states[place.address]
    code = _CODES.get(state.state, "")
    if not code or _is_ignored(place, code):
        return
    has_target = bool(state.target) and state.state in (State.MOVED, State.HTTPS, State.RENAMED)
    changes = place.replaced_by(state.target, can_write) if has_target and not state.reserve else ()
    yield _finding(place, code, _what(state), changes, state.target if has_target else "")


def _finding(place: Place, code: str, what: str, changes: tuple[Change, ...], target: str = "") -> Finding:
    about = LINK_CODES[code]
    placed = place.placed
    address = place.written if code == _TRACKING else place.clean
    message = f"{placed.name}: {place.field} {shown(address)} {what}"
    if changes:
        remedies: tuple[str, ...] = (commands.fix_links(placed),)
    elif about.severity is Severity.ERROR:
        remedies = _of_dead(place)
    else:
        remedies = _by_hand(place, target) if target else ()
    location = placed.at(place.field)
    return Finding(code, about.name, about.severity, message, location, placed.entry.key, (), remedies, changes)


def _what(state: LinkState) -> str:
    if state.state in (State.MOVED, State.HTTPS, State.RENAMED):
        why = f"; look at it first: {state.reserve}" if state.reserve else ""
        verb = "can be https" if state.state is State.HTTPS else "moved"
        return f"{verb}: {state.said}, to {shown(state.target)}{why}"
    verb = {State.ARCHIVED: "is archived", State.GONE: "is gone"}.get(state.state, "is dead")
    return f"{verb}: {state.said}"


def _by_hand(place: Place, target: str) -> tuple[str, ...]:
    """Return the line that writes a new address, for somebody who has looked at it."""
    new = place.moved_to(target)
    if len(new) > _SHOWN:
        return ()
    if place.field == "url":
        return commands.edit(place.placed, "--set", f"url={new}")
    return commands.edit(place.placed, "--drop", f"{place.field}={place.written}", "--add", f"{place.field}={new}")


def _of_dead(place: Place) -> tuple[str, ...]:
    """Return what settles a dead link: where to look for the page, and the line that puts another in its place."""
    look = "look for where it is now, or for a copy at https://web.archive.org/web/*/" + shown(place.clean)
    entry = place.placed.entry
    if place.field != "url":
        return (look, *commands.edit(place.placed, "--drop", f"{place.field}={place.written}"))
    dead = identifiers.of_url(place.clean)
    better = identifiers.best_link(replace(entry, fields={**entry.fields, "url": ""}))
    better = "" if dead is not None and identifiers.of_url(better) == dead else better
    return (look, *commands.edit(place.placed, "--set", f"url={better or 'NEW-ADDRESS'}"))


def _is_ignored(place: Place, code: str) -> bool:
    ignored = place.placed.library.ignored(place.placed.entry)
    return any(code.startswith(prefix) for prefix in ignored)


def shown(address: str) -> str:
    """Return an address for a message: cut where nobody would read on."""
    return address if len(address) <= _SHOWN else f"{address[: _SHOWN - 1]}…"
