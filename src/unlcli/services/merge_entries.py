"""Make one entry of two versions of a work: the version of record wins, nothing is dropped in silence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from unlcli.domain import categories, identifiers, names, text, versions
from unlcli.domain.change import Change, RemoveField, SetField, SetType
from unlcli.domain.entry import (
    ALTTITLE,
    ALTURL,
    CATEGORY,
    CODE,
    CREATIONDATE,
    IDS,
    LINK_FIELDS,
    NOTSAME,
    VERBATIM,
    Entry,
    in_usual_order,
    join_values,
    split_values,
)
from unlcli.domain.identifiers import Scheme
from unlcli.domain.venues import Kind, VenueTable
from unlcli.domain.versions import Version

#: Fields that describe where and when a version was published; they move together.
_PUBLICATION = (
    "booktitle", "journal", "journaltitle", "year", "date", "month", "volume", "number", "pages", "series", "publisher",
    "editor", "address", "organization", "howpublished", "school", "institution", "eventtitle", "isbn", "issn",
)  # fmt: skip
#: Of these, the ones that name where it appeared: the same name in another of them is no loss.
_VENUE = ("booktitle", "journal", "journaltitle", "eventtitle", "howpublished")
#: Where a preprint's record names the server, which its eprint names too.
_SERVER = frozenset({*_VENUE, "publisher", "institution", "organization"})
_EARLIER = "Earlier version: "
_UNITED = (CODE, *LINK_FIELDS, "keywords", NOTSAME)
_OWN_RULE = frozenset({"title", ALTTITLE, "author", "url", ALTURL, CATEGORY, IDS, CREATIONDATE, *_UNITED})


@dataclass(frozen=True, slots=True)
class Merged:
    """One entry of two, and the values that it could not keep, in words."""

    entry: Entry
    conflicts: tuple[str, ...] = ()


def merge_entries(kept: Entry, other: Entry, venues: VenueTable) -> Merged:
    """Return `kept` brought up to date by `other`, another version of the same work. The key stays `kept`'s."""
    publishes = _publishes(kept, other, venues)
    fields = dict(kept.fields)
    entry_type = other.type if publishes else kept.type
    if publishes:
        _leave_publication(fields, kept, venues)
        fields |= {name: other.fields[name] for name in _PUBLICATION if other.get(name)}
    lesser = versions.of_entry(other, venues) < versions.of_entry(kept, venues)
    for name, value in other.fields.items():
        if name in _OWN_RULE or not value or name in _PUBLICATION and (publishes or lesser):
            continue
        if name == "howpublished" and _says_the_same(name, kept.venue, value, venues):
            continue  # its eprint names the server already
        if not fields.get(name):
            fields[name] = value
    _titles(fields, kept, other, prefer_other=publishes)
    lost_authors = _authors(fields, kept, other)
    is_later = versions.of_entry(other, venues) > versions.of_entry(kept, venues)
    is_published = max(versions.of_entry(kept, venues), versions.of_entry(other, venues)) >= Version.CONFERENCE
    _links(fields, kept, other, prefer_other=is_later, is_published=is_published)
    _lists(fields, kept, other)
    there = {name: fields[name] for name in (*kept.fields, *fields) if name in fields}
    ordered = there if kept.position >= 0 else in_usual_order(there)
    merged = replace(kept, type=entry_type, fields=ordered)
    left_out = (*_left_out(kept, merged, venues), *_left_out(other, merged, venues))
    return Merged(merged, tuple(dict.fromkeys((*left_out, *lost_authors))))


def _left_out(entry: Entry, merged: Entry, venues: VenueTable) -> Iterator[str]:
    """Tell in words which values of an entry its merged form has not."""
    for name in entry.fields:
        if name in _OWN_RULE or not (value := entry.plain(name)) or has_value(merged, name, entry.get(name), venues):
            continue
        if not _is_told_elsewhere(name, value, entry, merged, venues):
            there = merged.plain(name)
            yield f"{name}: kept {there!r}, not {value!r}" if there else f"{name}: {value!r} is left out"


def has_value(merged: Entry, name: str, value: str, venues: VenueTable) -> bool:
    """Tell whether a merged entry has a value, in its field or in another that says where the work appeared."""
    if name == IDS or name in _UNITED:
        return set(split_values(name, value)) <= set(merged.values(name))
    if name == "year" and text.plain(value) == merged.year:
        return True
    return any(
        _says_the_same(name, merged.get(field), value, venues)
        for field in (_VENUE if name in _VENUE else (name,))
        if merged.get(field)
    )


def _is_told_elsewhere(name: str, value: str, entry: Entry, merged: Entry, venues: VenueTable) -> bool:
    """Tell whether a value says no more than the merged entry's eprint, or its note of an earlier version."""
    is_noted = entry.venue and text.fold(_EARLIER + _version_told(entry)) in text.fold(merged.plain("note"))
    if is_noted and (name in _VENUE and value == entry.venue or name == "year" and value == entry.year):
        return True
    arxiv = {found.value for found in identifiers.of_entry(merged) if found.scheme is Scheme.ARXIV}
    if name in _SERVER and venues.recognise(value).kind is Kind.PREPRINT:
        return set(re.findall(r"\d{4}\.\d{4,5}", value)) <= arxiv
    if name == "volume" and value.startswith("abs/"):
        return re.sub(r"v\d+$", "", value.removeprefix("abs/")) in arxiv
    if name in ("year", "date") and versions.of_entry(entry, venues) <= Version.PREPRINT:
        return any(re.match(r"\d{4}\.", number) and value == "20" + number[:2] for number in arxiv)
    return False


def _version_told(entry: Entry) -> str:
    return entry.venue + (f", {entry.year}" if entry.year else "")


def _publishes(kept: Entry, other: Entry, venues: VenueTable) -> bool:
    """Tell whether `other` is the version of record of what `kept` has, or names the same venue more exactly."""
    before, after = versions.of_entry(kept, venues), versions.of_entry(other, venues)
    if after > before and before <= Version.WORKSHOP:
        return True
    there, told = venues.recognise(kept.venue), venues.recognise(other.venue)
    return after == before and there.short == there.series == told.series != told.short


def _says_the_same(name: str, there: str, told: str, venues: VenueTable) -> bool:
    if name in _VENUE:
        kept, other = venues.recognise(there), venues.recognise(told)
        if other.short and other.short in (kept.short, kept.series):  # the series alone only says less
            return True
    return _form(name, there) == _form(name, told)


def _form(name: str, value: str) -> str:
    """Return what is compared of a value: no LaTeX, case or punctuation, but the blanks, which tell 1--9 from 19."""
    if name in VERBATIM and name not in ("isbn", "issn"):
        return value.strip().casefold()
    folded = text.fold(text.plain(value))
    if name in ("isbn", "issn"):
        folded = folded.replace(" ", "")
    return folded or text.plain(value)


def _leave_publication(fields: dict[str, str], kept: Entry, venues: VenueTable) -> None:
    """Take the earlier version's publication facts out; a workshop's name stays in `note`."""
    if versions.of_entry(kept, venues) is Version.WORKSHOP and kept.venue:
        earlier = _EARLIER + _version_told(kept)
        if text.fold(earlier) not in text.fold(fields.get("note", "")):
            fields["note"] = "; ".join(n for n in (fields.get("note", ""), text.to_bibtex(earlier)) if n)
    for name in _PUBLICATION:
        fields.pop(name, None)


def _titles(fields: dict[str, str], kept: Entry, other: Entry, *, prefer_other: bool) -> None:
    first, second = kept.get("title"), other.get("title")
    if not first or prefer_other and second and text.squash(text.plain(first)) != text.squash(text.plain(second)):
        first, second = second, first
    if first:
        fields["title"] = first
    seen = {text.squash(text.plain(first))}
    others: list[str] = []
    for value in (*_parts(kept.get(ALTTITLE)), second, *_parts(other.get(ALTTITLE))):
        form = text.squash(text.plain(value))
        if form and form not in seen:
            seen.add(form)
            others.append(value)
    _put(fields, ALTTITLE, join_values(ALTTITLE, tuple(others)))


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split("||") if part.strip())


def _authors(fields: dict[str, str], kept: Entry, other: Entry) -> list[str]:
    """Keep the fuller list of authors; return in words whom it leaves out."""
    chosen, left = sorted((kept.get("author"), other.get("author")), key=_fullness, reverse=True)
    if not left:
        _put(fields, "author", chosen)
        return []
    fields["author"] = chosen
    there = {text.squash(person.family) for person in names.authors(chosen)}
    if all(text.squash(person.family) in there for person in names.authors(left)):
        return []
    return [f"author: kept {names.display(chosen)!r}, not {names.display(left)!r}"]


def _fullness(value: str) -> tuple[bool, bool, int, int]:
    people = names.authors(value)
    return bool(people), not names.has_others(value), len(people), sum(len(person.given) for person in people)


def _links(fields: dict[str, str], kept: Entry, other: Entry, *, prefer_other: bool, is_published: bool) -> None:
    """Unite the links; the version of record's stands in `url`, a preprint's only where there is no other version."""
    there, told = kept.get("url").split(), other.get("url").split()
    unique: dict[str, str] = {}
    for link in (*there, *kept.values(ALTURL), *told, *other.values(ALTURL)):
        unique.setdefault(identifiers.same_link(link), link)
    if not unique:
        return
    best = identifiers.best_first(tuple(unique.values()))[0]
    if prefer_other and told and not _is_preprint_link(told[0]):
        main = told[0]
    elif not there or is_published and _is_preprint_link(there[0]):
        main = best
    else:
        main = there[0]
    _put(fields, "url", main)
    rest = tuple(link for form, link in unique.items() if form != identifiers.same_link(main))
    _put(fields, ALTURL, join_values(ALTURL, rest))


def _is_preprint_link(link: str) -> bool:
    found = identifiers.of_url(link)
    return found is None or found.scheme is identifiers.Scheme.ARXIV


def _lists(fields: dict[str, str], kept: Entry, other: Entry) -> None:
    paths = categories.without_implied((*categories.of_entry(kept), *categories.of_entry(other)))
    if set(map(categories.folded, paths)) != set(map(categories.folded, categories.of_entry(kept))):
        fields[CATEGORY] = join_values(CATEGORY, tuple(text.to_bibtex(categories.written(p)) for p in paths))
    for name in _UNITED:
        values = (*kept.values(name), *other.values(name))
        known = dict.fromkeys(identifiers.same_link(v).casefold() for v in kept.values(name))
        if any(identifiers.same_link(v).casefold() not in known for v in values):
            unique = {identifiers.same_link(v).casefold(): v for v in reversed(values)}
            fields[name] = join_values(name, tuple(unique.values())[::-1])
    own = {kept.key, other.key, *kept.values(IDS), *other.values(IDS)}
    if judged := tuple(k for k in split_values(NOTSAME, fields.get(NOTSAME, "")) if k in own):
        left = tuple(k for k in split_values(NOTSAME, fields[NOTSAME]) if k not in judged)
        _put(fields, NOTSAME, join_values(NOTSAME, left))
    old_keys = tuple(k for k in (*kept.values(IDS), other.key, *other.values(IDS)) if k and k != kept.key)
    if set(old_keys) != set(kept.values(IDS)):
        fields[IDS] = join_values(IDS, old_keys)


def _put(fields: dict[str, str], name: str, value: str) -> None:
    if value:
        fields[name] = value
    else:
        fields.pop(name, None)


def changes_between(old: Entry, new: Entry) -> Sequence[Change]:
    """Return the changes that make an entry of the library another, field by field."""
    changes: list[Change] = []
    if old.type != new.type:
        changes.append(SetType(old.position, new.type))
    changes += [RemoveField(old.position, name) for name in old.fields if name not in new.fields]
    changes += [
        SetField(old.position, name, value) for name, value in new.fields.items() if old.fields.get(name) != value
    ]
    return changes
