"""Things that the library has already, told by their identifiers before anybody is asked."""

from collections.abc import Sequence

from unlcli.domain import identifiers
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.library import Entries
from unlcli.matching import Evidence, Relation, Verdict
from unlcli.services.add import Clash
from unlcli.services.things import Thing


def known_things(things: Sequence[Thing], library: Entries) -> dict[int, Clash]:
    """Return, by their places, the things whose identifier an entry has. Pages are left to be read: they name many papers."""
    wanted = {thing.identifier for thing in things if thing.identifier and thing.identifier.scheme is not Scheme.URL}
    there: dict[Identifier, Entry] = {}
    for entry in library if wanted else ():
        for identifier in identifiers.each(entry):
            if identifier in wanted:
                there.setdefault(identifier, entry)
    return {
        place: _clash(place, thing.identifier, there[thing.identifier])
        for place, thing in enumerate(things)
        if thing.identifier is not None and thing.identifier in there
    }


def _clash(place: int, identifier: Identifier, there: Entry) -> Clash:
    evidence = Evidence(Verdict.CERTAIN, Relation.SAME, 100, f"same {identifier}")
    return Clash(Entry(there.type, "", {"title": there.get("title")}), there, evidence, place)
