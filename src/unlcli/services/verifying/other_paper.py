"""Which identifiers of an entry are those of another paper: by its title and authors, and by what the other identifiers say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from unlcli.domain import identifiers, names
from unlcli.domain import verify_codes as codes
from unlcli.domain.entry import ALTURL, Entry
from unlcli.domain.finding import Severity
from unlcli.domain.identifiers import Identifier
from unlcli.domain.venues import VenueTable
from unlcli.matching import agreement, likeness
from unlcli.matching.agreement import Agreement
from unlcli.matching.forms import Form
from unlcli.services.verifying.case import Said, form_of
from unlcli.services.verifying.difference import Difference

_WITH_EPRINT = ("eprint", "archiveprefix", "eprinttype", "primaryclass")
_NAMED = 3


@dataclass(frozen=True)
class Titles:
    """Whose title a title is, in the library."""

    forms: Sequence[Form]

    @cached_property
    def by_title(self) -> Mapping[str, tuple[str, ...]]:
        """Keys by the letters of their titles."""
        found: dict[str, tuple[str, ...]] = {}
        for form in self.forms:
            for title in form.titles:
                if not title.is_weak:
                    found[title.solid] = (*found.get(title.solid, ()), form.key)
        return found


@dataclass(frozen=True, slots=True)
class Other:
    """Another paper that an identifier names: in the library under `key`, empty when it is not there.

    `has_same_title` when only its authors tell it from the entry.
    """

    key: str = ""
    has_same_title: bool = False


def others(form: Form, said: Sequence[Said], table: VenueTable, titles: Titles) -> tuple[Other | None, ...]:
    """Return of each that was said of an entry whether it is of another paper.

    Where several identifiers lead to the entry's title and agree on its authors, the authors of the entry are wrong.
    """
    theirs = [form_of(each, table) for each in said]
    found = [_other(form, each, of_it, titles) for each, of_it in zip(said, theirs, strict=True)]
    strangers = [at for at, other in enumerate(found) if other is not None and other.has_same_title]
    for one, two in combinations(strangers, 2):
        if _are_independent(said[one], said[two]) and _have_same_people(theirs[one], theirs[two]):
            found[one] = found[two] = None
    return tuple(found)


def _other(form: Form, said: Said, theirs: Form, titles: Titles) -> Other | None:
    """Return whether a source speaks of another paper: another title and, by and large, other people.

    A notice on a paper (a correction, a retraction) is another publication under another identifier.
    A paper that was renamed keeps its authors; what bears the title of another entry of the library is that one.
    """
    pair = likeness.compare(form, theirs)
    if pair is None:
        return None
    if said.record.is_notice:
        return None if pair.is_equal else Other()
    authors = _agreement(form, theirs)
    keys = titles.by_title.get(theirs.titles[0].solid, ())
    if likeness.is_near(pair) or likeness.is_typo(pair):
        is_other = pair.is_equal and authors is not None and authors.fewer > 1 and not authors.kin
        return Other(has_same_title=True) if is_other else None
    if keys and form.key not in keys:
        return Other(keys[0])
    if authors is None:
        return Other() if likeness.is_hopeless(pair) else None
    part = authors.part if authors.cut else authors.shared / authors.more
    if part >= 0.7 or part >= 0.5 and likeness.common_part(pair) >= 0.6:
        return None
    return Other()


def _agreement(one: Form, two: Form) -> Agreement | None:
    return agreement.compare(one.people, two.people) if one.people and two.people else None


def _are_independent(one: Said, two: Said) -> bool:
    """Tell whether two identifiers are not one in two forms: a DOI may be made of the id in the Anthology."""
    here, there = (each.asked.identifier.value.lower() for each in (one, two))
    return here not in there and there not in here


def _have_same_people(one: Form, two: Form) -> bool:
    authors = _agreement(one, two)
    return authors is not None and authors.part >= 0.7 and authors.is_level


def difference_of(entry: Entry, said: Said, other: Other) -> Difference:
    """Return what is told of an identifier of another paper: what differs, and the identifier to take out."""
    whose = f", which is the entry {other.key}" if other.key else ""
    message = f"{said.name} is of another paper, says {said.source}: {said.entry.plain('title')!r}{whose}"
    if other.has_same_title:
        message = (
            f"{said.name} is of another paper of the same title, or all authors of the entry are wrong: "
            f"{said.source} has {_people(said.entry)}"
        )
    sets: dict[str, str | None] = {}
    for name in ("doi", "eprint", "url", "pmid"):
        if said.asked.identifier in _in_field(entry, name):
            sets |= dict.fromkeys(_WITH_EPRINT if name == "eprint" else (name,))
    links = [link for link in entry.get(ALTURL).split() if identifiers.of_url(link) == said.asked.identifier]
    drops = {ALTURL: links} if links else {}
    return Difference(codes.OTHER_PAPER, Severity.ERROR, message, said.asked.field, sets, drops=drops)


def _people(entry: Entry) -> str:
    listed = [names.parse(part).full for part in names.split_list(entry.get("author"))]
    more = f" and {len(listed) - _NAMED} more" if len(listed) > _NAMED else ""
    return ", ".join(listed[:_NAMED]) + more


def _in_field(entry: Entry, name: str) -> frozenset[Identifier]:
    kept = {each: value for each, value in entry.fields.items() if each in (name, "archiveprefix", "eprinttype")}
    return identifiers.of_entry(Entry(entry.type, entry.key, kept))
