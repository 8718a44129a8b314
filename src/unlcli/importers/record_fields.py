"""The values of one record, nested ones taken apart: what is under which key, with what it holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from unlcli.importers.record_cells import address
from unlcli.importers.record_keys import LABEL_KEYS, LINK_KEYS, LINKS, OWN_NAME, Use, phrase, role_of_key, use_of_key
from unlcli.importers.record_people import beside_names
from unlcli.importers.record_tree import Items, Members, Text, Value, texts_of
from unlcli.importers.words import Role

_NESTING = frozenset((*LINKS, Role.PAPER, Role.VENUE, Role.YEAR, Role.TITLE))
_NO_LINK = frozenset(("true", "false", "yes", "no", "none", "null"))


@dataclass(slots=True)
class Found:
    """What a record has under a key: texts, links with their labels, or people."""

    key: str
    line: int
    role: Role
    use: Use | None = None
    texts: list[Text] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    people: Value | None = None


def found_in(record: Members) -> list[Found]:
    """Return what a record has, in its order; values that say nothing are left out."""
    return [found for key, value in record.pairs for found in _found(key, value)]


def _found(key: str, value: Value) -> Iterator[Found]:
    role, use = role_of_key(key), use_of_key(key)
    if role is Role.AUTHORS and (isinstance(value, Items | Members) or value.text):
        yield Found(key, value.line, role, people=value)
        beside: dict[str, list[Text]] = {}
        for name, said in beside_names(value):
            beside.setdefault(name, []).append(Text(said, value.line))
        for name, texts in beside.items():
            yield Found(f"{key} {name}", value.line, Role.EXTRA, Use.PROSE, texts)
    elif isinstance(value, Members):
        yield from _nested(key, role, value)
    elif isinstance(value, Items) and any(isinstance(each, Members) for each in value.values):
        yield from _listed(key, role, value)
    elif texts := list(texts_of(value)):
        yield from _said(key, role, use, texts)


def _said(key: str, role: Role, use: Use | None, texts: list[Text]) -> Iterator[Found]:
    """Yield texts under a key; what is no link under a key of links stays as text."""
    if role not in LINKS:
        yield Found(key, texts[0].line, role, use, texts)
        return
    links: list[tuple[str, str]] = []
    words = []
    for each in texts:
        parts = each.text.split()
        found = [address(part, phrase(key)) for part in parts] if len(parts) > 1 else [address(each.text, phrase(key))]
        if all(found):
            links += [(_label(role), url) for url in found]
        elif "](" in each.text or "href" in each.text:
            yield Found(key, each.line, role, None, [each])
        elif each.text.strip().casefold() not in _NO_LINK:
            words.append(each)
    if links:
        yield Found(key, texts[0].line, role, None, links=links)
    if words:
        yield Found(key, words[0].line, Role.EXTRA, Use.PROSE, words)


def _label(role: Role) -> str:
    return "paper" if role is Role.LINK else role.value


def _nested(key: str, role: Role, value: Members) -> Iterator[Found]:
    """Yield what an object under a key has: `links: {pdf: ...}`, `venue: {name: ..., year: ...}`."""
    if role in LINKS and (link := _labelled(value)):
        yield from _link(key, role, link, value.line)
        return
    for inner, each in value.pairs:
        known = role_of_key(inner)
        if role in _NESTING and phrase(inner) in OWN_NAME:
            yield from _found(key, each)
        elif role in LINKS or role in _NESTING and known not in (Role.EXTRA, Role.TITLE, Role.NAME):
            yield from _found(inner, each) if known is not Role.EXTRA else _unknown(inner, each)
        else:
            yield from _unknown(f"{key} {inner}", each)


def _unknown(key: str, value: Value) -> Iterator[Found]:
    if texts := list(texts_of(value)):
        yield Found(key, texts[0].line, Role.EXTRA, None, texts)


def _listed(key: str, role: Role, value: Items) -> Iterator[Found]:
    """Yield what a list of objects has; equal keys of several are one."""
    together: dict[tuple[str, Role], Found] = {}
    for each in value.values:
        if isinstance(each, Members) and (link := _labelled(each)):
            found = _link(key, role, link, each.line)
        elif isinstance(each, Members):
            found = _nested(key, role, each)
        else:
            found = _found(key, each)
        for one in found:
            if (known := together.get((one.key, one.role))) is not None and one.people is None:
                known.texts += one.texts
                known.links += one.links
            else:
                together[one.key, one.role] = one
    yield from together.values()


def _labelled(value: Members) -> tuple[str, str] | None:
    """Return label and target of an object that is a link: `{name: Code, url: https://...}`."""
    keys = [phrase(key) for key, _ in value.pairs]
    if not all(key in LINK_KEYS or key in LABEL_KEYS for key in keys) or not LINK_KEYS.intersection(keys):
        return None
    parts = {phrase(key): each.text.strip() for key, each in value.pairs if isinstance(each, Text)}
    url = next((parts[key] for key in parts if key in LINK_KEYS and parts[key]), "")
    label = next((parts[key] for key in parts if key in LABEL_KEYS and parts[key]), "")
    return (label, address(url, "")) if address(url, "") else None


def _link(key: str, role: Role, link: tuple[str, str], line: int) -> Iterator[Found]:
    """Yield a link under the role that its label says, else under its key; one with an unknown label has that as key."""
    label, url = link
    said = role_of_key(label) if label else role
    if said in (Role.PAPER, Role.TITLE):
        said = Role.LINK
    if said in LINKS:
        yield Found(key, line, said, None, links=[(_label(said), url)])
    elif role in LINKS and not label:
        yield Found(key, line, role, None, links=[(_label(role), url)])
    else:
        yield Found(label if role in LINKS else f"{key} {label}", line, Role.EXTRA, Use.PROSE, [Text(url, line)])
