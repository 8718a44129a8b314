"""What `unl links` found: shown in the format that was asked for, and told of what nobody can tell."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from unlcli.cli import console, finding_formats

if TYPE_CHECKING:
    from unlcli.domain.finding import Finding
    from unlcli.services.link_state import LinkState
    from unlcli.services.links import LinksResult


def show(found: "Sequence[Finding]", result: "LinksResult", format: str, *, strict: bool) -> None:
    """Write the findings to standard output; in JSON every address with its state."""
    from unlcli.domain.link_codes import LINK_CODES
    from unlcli.render.findings.json import document

    if format == "json":
        console.out_json({**document(found), "links": _links(result)})
        return
    docs = {code: f"{code}: {about.means}" for code, about in LINK_CODES.items()}
    console.out_rendered(
        finding_formats.rendered(
            found, format, docs, strict=strict, explained_by="unl links", no_findings=_no_findings(result)
        )
    )


def _no_findings(result: "LinksResult") -> str:
    """Return what is said where nothing was found: that it says something of the links alone of which anybody can tell."""
    states = _in_use(result).values()
    told = sum(not _is_unknown(state) for state in states)
    links = "1 link" if len(states) == 1 else f"{len(states)} links"
    if not states:
        return "no links to ask for"
    if not told:
        return f"nobody can tell of {links}"
    return f"no findings in {links if told == len(states) else f'{told} of {links}'}"


def _links(result: "LinksResult") -> list[dict[str, object]]:
    """Return every address with its state, for programs."""
    places: dict[str, list[dict[str, object]]] = {}
    for place in result.places:
        at = place.placed.at(place.field)
        places.setdefault(place.address, []).append(
            {"key": place.placed.entry.key, "field": place.field, "path": at.path, "line": at.line}
        )
    return [_link(address, state, places.get(address, [])) for address, state in _in_use(result).items()]


def _link(address: str, state: "LinkState", places: list[dict[str, object]]) -> dict[str, object]:
    return {
        "address": address,
        "state": str(state.state),
        "said": state.said,
        "target": state.target if state.target not in ("", address) else None,
        "places": places,
    }


def _in_use(result: "LinksResult") -> "Mapping[str, LinkState]":
    used = {place.address for place in result.places}
    return {address: state for address, state in result.states.items() if address in used}


def tell_rest(result: "LinksResult", *, verbose: bool) -> None:
    """Say on standard error what could not be told: how many links for which kind of reason, each link with --verbose."""
    from unlcli.services.links import shown

    unknown = {address: state for address, state in _in_use(result).items() if _is_told(state)}
    if verbose:
        for address, state in unknown.items():
            console.note(f"unl: unknown: {shown(address)}: {state.said}")
    elif unknown and not result.is_cut_off:  # where no site answered at all, the error says so
        many = "1 link" if len(unknown) == 1 else f"{len(unknown)} links"
        console.note(f"unl: of {many} nobody can tell: {_kinds(list(unknown.values()))} (--verbose tells why)")
    if result.offline:
        console.note(f"unl: {result.offline} not asked (--offline), and not in the cache")
    if result.limit:
        console.note(f"unl: note: {result.limit}; archived repositories were not told apart")


def _kinds(states: "Sequence[LinkState]") -> str:
    """Return how many links nobody can tell of for which kind of reason: `3 refuse programs, 1 did not answer`."""
    from unlcli.services.link_state import Silence

    words = {
        Silence.REFUSED: "where programs are refused",
        Silence.NO_HOST: "whose host has no address",
        Silence.UNREACHABLE: "without an answer",
        Silence.NOT_ASKED: "never asked for",
        Silence.ANSWERED: "with an answer that says neither",
    }
    counts = {kind: sum(state.silence is kind for state in states) for kind in words}
    return ", ".join(
        f"{counts[kind]} {words[kind]}" for kind in sorted(words, key=lambda kind: -counts[kind]) if counts[kind]
    )


def _is_unknown(state: "LinkState") -> bool:
    from unlcli.services.link_state import State

    return state.state is State.UNKNOWN


def _is_told(state: "LinkState") -> bool:
    from unlcli.services.link_state import Silence

    return _is_unknown(state) and state.silence is not Silence.OFFLINE
