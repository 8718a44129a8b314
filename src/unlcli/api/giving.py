"""What is given to a Library: identifiers, links, BibTeX and fields to drafts, looked up where they have to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from unlcli.api.opening import Opened
from unlcli.bibtex import write
from unlcli.domain import names
from unlcli.domain.draft import Draft
from unlcli.domain.entry import Entry
from unlcli.domain.library import Entries
from unlcli.errors import SourceError, UsageError
from unlcli.services import things, typed_facts
from unlcli.services.add import Clash
from unlcli.services.known_things import known_things
from unlcli.services.things import Thing

#: An identifier, a link or BibTeX; or a paper's fields in readable text, several values of one in a list.
Given: TypeAlias = str | Mapping[str, str | Sequence[str]]
_NAMED = ("title", "author", "year", "venue", "url", "doi", "arxiv", "code", "category")


@dataclass(slots=True)
class Read:
    """What was given as drafts, the papers that the library has and that were not looked up, and what is to be told."""

    drafts: list[Draft] = field(default_factory=list)
    known: list[Clash] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(
    given: Sequence[Given],
    library: Entries,
    opened: Opened,
    categories: tuple[str, ...],
    *,
    refuses: bool,
    offline: bool,
) -> Read:
    """Return what was given as drafts. Raises UsageError for what is none of it, SourceError when one is not found."""
    categories = typed_facts.checked_categories(categories)
    found = Read()
    wanted: list[Thing] = []
    for each in given:
        wanted += _things(each, opened, found) if isinstance(each, str) else [_typed(each)]
    wanted = list(things.each_once(wanted))
    known = known_things(wanted, library) if refuses else {}
    found.known = list(known.values())
    left = [thing for place, thing in enumerate(wanted) if place not in known]
    entries = _fetched(left, opened, found, offline=offline)
    looked_up = _drafts(entries, library, opened) if entries else {}
    for place, thing in enumerate(left):
        draft = thing.draft or looked_up[place]
        found.drafts.append(replace(draft, categories=(*draft.categories, *categories)))
    return found


def _drafts(entries: Mapping[int, Entry], library: Entries, opened: Opened) -> dict[int, Draft]:
    from unlcli.services import fetch

    fitted = fetch.fitted(entries.values(), library, opened.venues)
    return {place: fetch.draft_of(entry) for place, entry in zip(entries, fitted, strict=True)}


def _things(given: str, opened: Opened, found: Read) -> Sequence[Thing]:
    """Return what a text names. Raises UsageError where a part of it is nothing."""
    if (thing := things.of_word(given)) is not None:
        return (thing,)
    pasted = things.of_text(given, "", opened.venues)
    broken = [*pasted.unknown, *(skipped for skipped in pasted.skipped if skipped.is_broken)]
    if broken or not pasted.things:
        what = broken[0].text[:120] if broken else given[:120]
        raise UsageError(
            f"{what!r} cannot be added: it is none of {things.KINDS}", "give a title as a field: {'title': ...}"
        )
    found.notes += [f"line {each.line}: not read: {each.reason}" for each in pasted.skipped]
    found.notes += [f"line {each.line}: {each.what}" for each in pasted.repairs]
    return pasted.things


def _typed(fields: Mapping[str, str | Sequence[str]]) -> Thing:
    """Return a paper that is given by its fields. Raises UsageError for one without a title."""
    values = {name.lower(): _values(value) for name, value in fields.items()}
    title = " ".join(values.get("title", ()))
    if not title.strip():
        raise UsageError(
            "a paper that is given by its fields needs a title", "{'title': ..., 'author': ..., 'year': ...}"
        )
    if odd := [name for name in values if not write.is_field_name(name)]:
        raise UsageError(f"{odd[0]!r} is no field name", "a field name has letters, digits, - and _")
    links = [link for name in ("url", "doi", "arxiv") for link in values.get(name, ())]
    return Thing(
        title,
        draft=Draft(
            typed_facts.checked_title(title),
            0,
            year=typed_facts.checked_year(" ".join(values.get("year", ()))),
            venue=" ".join(values.get("venue", ())),
            authors=" and ".join(filter(None, map(names.from_typed, values.get("author", ())))),
            urls=typed_facts.links(links),
            code=typed_facts.links(values.get("code", ())),
            categories=typed_facts.checked_categories(values.get("category", ())),
            extra={name: ", ".join(value) for name, value in values.items() if name not in _NAMED},
        ),
    )


def _values(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _fetched(wanted: Sequence[Thing], opened: Opened, found: Read, *, offline: bool) -> dict[int, Entry]:
    """Return the entries of what has to be looked up, by place. Raises the SourceError of the first that is not found."""
    places = [place for place, thing in enumerate(wanted) if thing.identifier is not None]
    if not places:
        return {}
    from unlcli.api.network import connected
    from unlcli.services import fetch
    from unlcli.services.find_preprints import find_preprints

    entries: dict[int, Entry] = {}
    failed: dict[int, SourceError] = {}
    with connected(opened, offline=offline) as client:
        asked = [wanted[place] for place in places]
        for at, outcome in fetch.fetch_all(asked, client.ask, opened.venues, keep=client.keep):
            if isinstance(outcome, SourceError):
                failed[places[at]] = outcome
            else:
                entries[places[at]] = outcome.entry
                found.notes += [f"{asked[at].given}: {line}" for line in outcome.told]
        if failed:
            raise failed[min(failed)]
        entries |= find_preprints(entries, client.ask, opened.venues, keep=client.keep).entries
    return dict(sorted(entries.items()))
