"""Authors of records: names in a text, in a list, or as objects with their parts, to a BibTeX name list."""

from collections.abc import Iterator

from unlcli.domain import names, text
from unlcli.domain.names import Name
from unlcli.importers.record_keys import phrase
from unlcli.importers.record_tree import Items, Members, Text, Value

_FAMILY = ("family", "last", "lastname", "last name", "surname", "family name", "familyname")
_GIVEN = ("given", "first", "firstname", "first name", "forename", "given name", "givenname", "given names")
_PARTICLE = ("particle", "non dropping particle", "dropping particle", "prefix", "von")
_SUFFIX = ("suffix", "jr")
_WHOLE = ("name", "literal", "full name", "fullname", "author", "display name", "text", "value")
_KNOWN = frozenset((*_FAMILY, *_GIVEN, *_PARTICLE, *_SUFFIX, *_WHOLE, "parse names", "static ordering", "comma suffix"))
_OTHERS = frozenset(("others", "et al", "et al.", "and others", "等"))


def name_list(value: Value) -> str:
    """Return the people under a key as a BibTeX name list; empty when there are none."""
    if isinstance(value, Text):
        return names.from_typed(value.text)
    people = value.values if isinstance(value, Items) else [value]
    if len(people) == 1 and isinstance(people[0], Text):
        return names.from_typed(people[0].text)
    return " and ".join(filter(None, map(_person, people)))


def beside_names(value: Value) -> Iterator[tuple[str, str]]:
    """Yield what stands beside the names: the key, and each person's value after their name."""
    for person in value.values if isinstance(value, Items) else [value]:
        if not isinstance(person, Members):
            continue
        for key, each in person.pairs:
            if phrase(key) not in _KNOWN and (said := _said(each)):
                yield key, f"{text.plain(_person(person))}: {said}"


def _said(value: Value) -> str:
    if isinstance(value, Text):
        return value.text
    inner = value.values if isinstance(value, Items) else [each for _, each in value.pairs]
    return ", ".join(filter(None, map(_said, inner)))


def _person(value: Value) -> str:
    if isinstance(value, Text):
        return _written(value.text)
    if isinstance(value, Items):
        return " and ".join(filter(None, map(_person, value.values)))
    parts = {phrase(key): each.text for key, each in value.pairs if isinstance(each, Text)}

    def first(keys: tuple[str, ...]) -> str:
        return " ".join(next((parts[key] for key in keys if parts.get(key)), "").split())

    family, given, suffix = first(_FAMILY), first(_GIVEN), first(_SUFFIX)
    if not family and not given:
        whole = first(_WHOLE)
        return _group(whole) if parts.get("literal") == whole else _written(whole)
    particle = " ".join(filter(None, (parts.get(key, "").strip() for key in _PARTICLE)))
    return Name(family or given, given if family else "", particle, suffix).bibtex


def _written(name: str) -> str:
    name = name.strip().strip(";,").strip()
    if name.casefold() in _OTHERS:
        return "others"
    return names.parse(text.to_bibtex(name)).bibtex if name else ""


def _group(name: str) -> str:
    """Return the name of a group, or of somebody whose name has no parts."""
    name = name.strip()
    if name.casefold() in _OTHERS:
        return "others"
    return f"{{{text.to_bibtex(name)}}}" if " " in name else text.to_bibtex(name)
