"""What a mapping of a tree is: a paper, a section of papers, settings, or a table that is written column by column."""

import re

from unlcli.domain import text
from unlcli.importers import own_json
from unlcli.importers.record_keys import LABEL_KEYS, LINK_KEYS, phrase, role_of_key
from unlcli.importers.record_tree import Items, Members, Text, Value
from unlcli.importers.words import Role, role_of_header

#: Keys that hold records and say nothing of them.
WRAPPERS = frozenset(
    "papers paper items item entries entry body list publications publication references reference data records record "
    "results rows children articles article works content contents sections section categories category topics topic "
    "documents library bibliography hits response message docs collection titles".split()
)
SECTION_NAMES = ("title", "name", "category", "section", "heading", "topic", "label", "group")
FACTS = frozenset((Role.YEAR, Role.VENUE, Role.AUTHORS, Role.LINK, Role.CODE, Role.PAPER))
#: What a mapping of defaults for many papers has not.
OF_ONE = frozenset((Role.AUTHORS, Role.LINK, Role.PAPER, Role.CODE))
#: What no section has.
_SURE = frozenset((Role.YEAR, Role.VENUE, Role.AUTHORS))
TITLE_WORDS = 3
_LETTER = re.compile(r"[^\W\d_]")


def is_record(members: Members) -> bool:
    """Tell whether a mapping is a paper: it has a title and is no section of further records."""
    if own_json.recognises(members):
        return True
    titles = [v for k, v in members.pairs if _may_be_title(k) and _has_letters(v)]
    if not titles or not any(role_of_key(k) is Role.TITLE for k, _ in members.pairs) and not _has_facts(members):
        return False
    roles = {role_of_key(key) for key, value in members.pairs if _says(value)}
    if _SURE.isdisjoint(roles) and any(phrase(k) in WRAPPERS and is_nesting(value) for k, value in members.pairs):
        return False
    return _has_facts(members) or not any(is_nesting(value) for _, value in members.pairs)


def _has_letters(value: Value) -> bool:
    texts = [value] if isinstance(value, Text) else value.texts if isinstance(value, Items) else []
    return any(_LETTER.search(each.text) for each in texts)


def _may_be_title(key: str) -> bool:
    return role_of_key(key) in (Role.TITLE, Role.PAPER, Role.NAME)


def _has_facts(members: Members) -> bool:
    return any(
        role_of_key(key) in FACTS and not (phrase(key) in WRAPPERS and is_nesting(value)) and _says(value)
        for key, value in members.pairs
    )


def _says(value: Value) -> bool:
    return (
        bool(value.text) if isinstance(value, Text) else bool(value.values if isinstance(value, Items) else value.pairs)
    )


def is_nesting(value: Value) -> bool:
    """Tell whether a value holds records: a mapping in it, however deep, has a title and is no link with a label."""
    if isinstance(value, Text):
        return False
    inside = value.values if isinstance(value, Items) else [each for _, each in value.pairs]
    return any(_is_titled(each) or is_nesting(each) for each in inside)


def _is_titled(value: Value) -> bool:
    if not isinstance(value, Members) or _is_link_or_person(value):
        return False
    return any(role_of_key(key) is Role.TITLE and _says(each) for key, each in value.pairs)


def _is_link_or_person(value: Value) -> bool:
    if not isinstance(value, Members):
        return False
    keys = {phrase(key) for key, _ in value.pairs}
    return bool(LINK_KEYS & keys) and keys <= LINK_KEYS | LABEL_KEYS


def is_untitled(members: Members, telling: frozenset[Role]) -> bool:
    """Tell whether a mapping has facts on a paper, and nothing further down that could be one."""
    facts = [key for key, value in members.pairs if role_of_key(key) in telling and _says(value)]
    return bool(facts) and not any(is_nesting(v) and role_of_key(k) is not Role.AUTHORS for k, v in members.pairs)


def is_settings(members: Members) -> bool:
    """Tell whether a mapping only says how others are shown: names of columns, or numbers under each key."""
    texts = [(key, value.text.strip()) for key, value in members.pairs if isinstance(value, Text)]
    if len(texts) != len(members.pairs) or len(texts) < 2:
        return False
    is_header = all(role_of_header(said) is not Role.EXTRA and len(said) < 30 for _, said in texts)
    return is_header or all(said.isdigit() for _, said in texts)


def is_contents(members: Members, names: set[str]) -> bool:
    """Tell whether a record only names a section of the document."""
    said = [value.text for _, value in members.pairs if isinstance(value, Text) and value.text]
    return len(said) == len(members.pairs) == 1 and text.fold(said[0]) in names


def as_rows(members: Members) -> Items | None:
    """Return the records of a table that is written column by column; None for what is none."""
    columns = [(key, _column(value)) for key, value in members.pairs]
    titles = [column for key, column in columns if role_of_key(key) is Role.TITLE and column]
    if not titles or any(column is None or len(column) != len(titles[0]) for _, column in columns):
        return None
    records = Items(members.line)
    for row in range(len(titles[0])):
        pairs = [(key, column[row]) for key, column in columns if column is not None]
        records.values.append(Members(pairs[0][1].line, list(pairs)))
    return records


def _column(value: Value) -> list[Value] | None:
    if isinstance(value, Text):
        return None
    values = value.values if isinstance(value, Items) else [each for _, each in value.pairs]
    return values if all(isinstance(each, Text) for each in values) else None
