"""Make one entry of two versions of a work: the version of record wins, nothing is dropped in silence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from unlcli.domain import casing, categories, identifiers, names, text, versions
from unlcli.domain.change import Change, RemoveField, SetField, SetType
from unlcli.domain.entry import (
    ALTTITLE,
    ALTURL,
    CATEGORY,
    CREATIONDATE,
    IDS,
    NOTSAME,
    Entry,
    in_usual_order,
    join_values,
    split_values,
)
from unlcli.domain.identifiers import Scheme
from unlcli.domain.venues import VenueTable
from unlcli.domain.versions import Version
from unlcli.services.merge_authors import merge_authors
from unlcli.services.merge_publication import PUBLICATION, is_published_by, merge_doi, merge_publication
from unlcli.services.tell_left_out import UNITED, earlier_version, shortened, tell_left_out

#: What says which archive an eprint is of moves with it.
_EPRINT = ("eprint", "archiveprefix", "eprinttype", "primaryclass", "eprintclass")
_OWN_RULE = frozenset({"title", ALTTITLE, "author", "url", ALTURL, CATEGORY, IDS, CREATIONDATE, *UNITED})


@dataclass(frozen=True, slots=True)
class Merged:
    """One entry of two, and the values that it could not keep, in words."""

    entry: Entry
    conflicts: tuple[str, ...] = ()


def merge_entries(kept: Entry, other: Entry, venues: VenueTable) -> Merged:
    """Return `kept` brought up to date by `other`, another version of the same work. The key stays `kept`'s."""
    publishes = is_published_by(kept, other, venues)
    fields = {name: value for name, value in kept.fields.items() if name not in PUBLICATION}
    fields |= merge_publication(kept, other, venues)
    if publishes:
        _note_workshop(fields, kept, venues)
    _fill(fields, kept, other)
    _put(fields, "doi", merge_doi(kept, other, venues))
    _titles(fields, kept, other, prefer_other=publishes)
    lost_authors = _authors(fields, kept, other)
    is_later = versions.of_entry(other, venues) > versions.of_entry(kept, venues)
    is_published = max(versions.of_entry(kept, venues), versions.of_entry(other, venues)) >= Version.CONFERENCE
    _links(fields, kept, other, prefer_other=is_later, is_published=is_published)
    _identifiers(fields, kept, other)
    _lists(fields, kept, other)
    there = {name: fields[name] for name in (*kept.fields, *fields) if name in fields}
    ordered = there if kept.position >= 0 else in_usual_order(there)
    merged = replace(kept, type=other.type if publishes else kept.type, fields=ordered)
    left_out = (told for entry in (kept, other) for told in tell_left_out(entry, merged, venues, _OWN_RULE))
    return Merged(merged, tuple(dict.fromkeys((*left_out, *lost_authors))))


def _note_workshop(fields: dict[str, str], kept: Entry, venues: VenueTable) -> None:
    """Note the workshop that a paper was at before it appeared elsewhere."""
    if versions.of_entry(kept, venues) is Version.WORKSHOP and kept.venue:
        earlier = earlier_version(kept)
        if text.fold(earlier) not in text.fold(fields.get("note", "")):
            fields["note"] = "; ".join(n for n in (fields.get("note", ""), text.to_bibtex(earlier)) if n)


def _fill(fields: dict[str, str], kept: Entry, other: Entry) -> None:
    """Take over what only the other entry has, but for fields with rules of their own."""
    is_other_eprint = kept.get("eprint") and kept.get("eprint") != other.get("eprint")
    for name, value in other.fields.items():
        if name in _OWN_RULE and name != CREATIONDATE or name in PUBLICATION or fields.get(name):
            continue
        if value and not (is_other_eprint and name in _EPRINT):
            fields[name] = value


def _titles(fields: dict[str, str], kept: Entry, other: Entry, *, prefer_other: bool) -> None:
    """Keep the title of the version of record, in the spelling whose capitals say most; others become other titles."""
    given = [value for value in (kept.get("title"), other.get("title")) if value]
    if prefer_other:
        given.reverse()
    if given:
        alike = [t for t in (kept.get("title"), other.get("title")) if t and _title_form(t) == _title_form(given[0])]
        fields["title"] = casing.best_cased(alike)
    seen = {_title_form(given[0])} if given else set()
    others: list[str] = []
    for value in (*_parts(kept.get(ALTTITLE)), *given[1:], *_parts(other.get(ALTTITLE))):
        form = _title_form(value)
        if form and form not in seen:
            seen.add(form)
            others.append(value)
    _put_list(fields, kept, ALTTITLE, tuple(others))


def _title_form(value: str) -> str:
    # SGTR and SGTR+ are two names
    readable = text.plain(value).replace("+", "plus")
    return text.squash(readable) or readable


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split("||") if part.strip())


def _authors(fields: dict[str, str], kept: Entry, other: Entry) -> list[str]:
    """Keep the fuller list of authors; return in words whom it leaves out."""
    chosen, lost = merge_authors(kept.get("author"), other.get("author"))
    _put(fields, "author", chosen)
    return [f"author: kept {shortened(names.display(chosen))!r}, not {', '.join(lost)!r}"] if lost else []


def _links(fields: dict[str, str], kept: Entry, other: Entry, *, prefer_other: bool, is_published: bool) -> None:
    """Unite the links; the version of record's stands in `url`, a preprint's only where there is no other version."""
    there, told = kept.get("url").split(), other.get("url").split()
    unique: dict[str, str] = {}
    for link in (*there, *kept.values(ALTURL), *told, *other.values(ALTURL)):
        unique.setdefault(identifiers.same_link(link), link)
    if not unique:
        return
    best = identifiers.best_first(tuple(unique.values()))[0]
    if not there and not told:
        main = ""
    elif prefer_other and told and not _is_preprint_link(told[0]):
        main = told[0]
    elif not there or is_published and _is_preprint_link(there[0]):
        main = best
    else:
        main = there[0]
    is_news = is_published and (prefer_other or not there)
    if is_news and main and _is_preprint_link(main) and (record := _link_of_record(fields)):
        main = record if there else ""  # its DOI says it
    if main and [main] != there:
        _put(fields, "url", main)
    _put_list(fields, kept, ALTURL, tuple(link for form, link in unique.items() if form != identifiers.same_link(main)))


def _link_of_record(fields: dict[str, str]) -> str:
    """Return the link that the DOI of the version of record makes; empty when it has none."""
    found = identifiers.of_entry(Entry("", "", {"doi": fields.get("doi", "")}))
    return next((each.url for each in found if each.scheme is not Scheme.ARXIV), "")


def _identifiers(fields: dict[str, str], kept: Entry, other: Entry) -> None:
    """Keep an identifier that no field has any more: an arXiv id as eprint where there is none, others as links."""
    before = identifiers.of_entry(kept) | identifiers.of_entry(other)
    lost = sorted(
        before - identifiers.of_entry(replace(kept, fields=fields)), key=lambda found: (found.scheme, found.value)
    )
    for found in lost:
        if found.scheme is Scheme.ARXIV and not fields.get("eprint"):
            fields["eprint"], fields["archiveprefix"] = found.value, "arXiv"
        else:
            fields[ALTURL] = " ".join(filter(None, (fields.get(ALTURL, ""), found.url)))


def _is_preprint_link(link: str) -> bool:
    found = identifiers.of_url(link)
    return found is None or found.scheme is identifiers.Scheme.ARXIV


def _lists(fields: dict[str, str], kept: Entry, other: Entry) -> None:
    paths = categories.without_implied((*categories.of_entry(kept), *categories.of_entry(other)))
    if set(map(categories.folded, paths)) != set(map(categories.folded, categories.of_entry(kept))):
        fields[CATEGORY] = join_values(CATEGORY, tuple(text.to_bibtex(categories.written(p)) for p in paths))
    for name in UNITED:
        values = (*kept.values(name), *other.values(name))
        known = {_list_form(name, v) for v in kept.values(name)}
        if any(_list_form(name, v) not in known for v in values):
            unique = {_list_form(name, v): v for v in reversed(values)}
            fields[name] = join_values(name, tuple(unique.values())[::-1])
    own = {kept.key, other.key, *kept.values(IDS), *other.values(IDS)}
    if judged := tuple(k for k in split_values(NOTSAME, fields.get(NOTSAME, "")) if k in own):
        left = tuple(k for k in split_values(NOTSAME, fields[NOTSAME]) if k not in judged)
        _put(fields, NOTSAME, join_values(NOTSAME, left))
    old_keys = tuple(k for k in (*kept.values(IDS), other.key, *other.values(IDS)) if k and k != kept.key)
    if set(old_keys) != set(kept.values(IDS)):
        fields[IDS] = join_values(IDS, old_keys)


def _list_form(name: str, value: str) -> str:
    """Return what is compared of a value of a list: the case of a keyword says nothing, that of a key or a video's id does."""
    return value.casefold() if name == "keywords" else identifiers.same_link(value)


def _put(fields: dict[str, str], name: str, value: str) -> None:
    if value:
        fields[name] = value
    else:
        fields.pop(name, None)


def _put_list(fields: dict[str, str], kept: Entry, name: str, values: tuple[str, ...]) -> None:
    """Set a list field; one that holds just these values already stays as it is written."""
    if name == ALTTITLE and values == _parts(kept.get(name)) or name != ALTTITLE and values == kept.values(name):
        return
    _put(fields, name, join_values(name, values))


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
