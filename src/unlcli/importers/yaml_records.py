"""Read YAML lists of records. Tags are ignored and nothing is constructed: every scalar is the text that stands there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml  # type: ignore[import-untyped]

from unlcli.domain.draft import Reading
from unlcli.domain.venues import VenueTable
from unlcli.errors import UnreadableDocumentError
from unlcli.importers import records
from unlcli.importers.record_tree import MOST_LEVELS, Items, Members, Text, Value, nested_too_deep, sound
from unlcli.importers.source import document_lines

# libyaml where the wheel has it: it reads megabytes in seconds.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ENDINGS = (".yml", ".yaml")
_TITLE_LINE = re.compile(r"(?:^[ \t]*(?:-[ \t]+)*|[{,][ \t]*)[\"']?title[\"']?[ \t]*:[ \t]", re.M)
_OPENING = re.compile(
    r"\s*(?:(?:#[^\n]*|---[^\n]*|%YAML[^\n]*)\n\s*)*(?:-\s+)?[\"']?[\w][\w /&-]{0,60}[\"']?[ \t]*:(?:\s|$)"
)
_PAGE = re.compile(r"^(?:#{1,6} |\|.*\||[*+-] \[[^\]\n]*\]\(|</?[a-z][a-z0-9]*[ >])", re.M)
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
# What aliases may make of a document: so much more than stands in it, once it is large.
_MOST_VALUES = 200_000
_MOST_TIMES = 10
_HINT = "mend that line or the one above it; indentation, quotes and brackets are the usual causes"


def recognises(text: str, name: str) -> bool:
    """Tell whether a text is YAML: by its name's ending, or because it opens as a mapping and has titles.

    Front matter with a page of Markdown or HTML below it is none.
    """
    is_named = name.lower().endswith(_ENDINGS)
    if not is_named and not (_OPENING.match(text.removeprefix("\ufeff")) and _TITLE_LINE.search(text)):
        return False
    return not _PAGE.search(_below_front_matter(text) if is_named else text)


def read(text: str, *, venues: VenueTable) -> Reading:
    """Return the drafts of all documents of a YAML file; raise UnreadableDocumentError when it is no YAML."""
    lines = document_lines(text)
    return records.read(_documents(sound("\n".join(lines))), venues, lines)


def _below_front_matter(text: str) -> str:
    """Return what follows front matter that is closed; nothing where none is."""
    parts = re.split(r"^---[ \t]*$", text.removeprefix("\ufeff").replace("\r\n", "\n"), maxsplit=2, flags=re.M)
    return parts[2] if len(parts) == 3 and not parts[0].strip() else ""


def _documents(text: str) -> list[Value]:
    try:
        return list(_composed(text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join((error.problem or error.context or "unknown").split())
        raise UnreadableDocumentError(f"not YAML: {what}", _HINT, mark.line + 1 if mark else 1) from error
    except yaml.YAMLError as error:
        at = getattr(error, "position", 0)
        what = " ".join(str(getattr(error, "reason", error)).split())
        raise UnreadableDocumentError(f"not YAML: {what}", _HINT, text.count("\n", 0, at) + 1) from error


@dataclass(slots=True)
class _Open:
    """A sequence or mapping that is being read; `key` is the one whose value comes next."""

    value: Items | Members
    anchor: str | None
    key: str | None = None
    weight: int = 1


@dataclass(slots=True)
class _Composer:
    """Builds values from events; it keeps its own stack, so that no depth of a document ends the program."""

    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Value, int]] = field(default_factory=dict)
    events: int = 0

    def open(self, value: Items | Members, anchor: str | None) -> None:
        if len(self.stack) >= MOST_LEVELS:
            raise nested_too_deep(value.line)
        self.stack.append(_Open(value, anchor))

    def close(self) -> Value | None:
        """Close what is open; return it when it is a whole document."""
        done = self.stack.pop()
        if done.anchor:
            self.anchors[done.anchor] = (done.value, done.weight)
        return self.add(done.value, done.weight)

    def add(self, value: Value, weight: int = 1) -> Value | None:
        """Put a value where it belongs; return it when it is a whole document."""
        self.events += 1
        if not self.stack:
            return value
        above = self.stack[-1]
        above.weight += weight
        if above.weight > max(_MOST_VALUES, _MOST_TIMES * self.events):
            raise UnreadableDocumentError("its aliases stand for too many values", "write them out", value.line)
        if isinstance(above.value, Items):
            above.value.values.append(value)
        elif above.key is None:
            above.key = _key(value)
        else:
            _put(above.value, above.key, value)
            above.key = None
        return None

    def alias(self, name: str, line: int) -> Value | None:
        if name not in self.anchors:
            raise UnreadableDocumentError(f"not YAML: the alias *{name} names nothing before it", _HINT, line)
        return self.add(*self.anchors[name])


def _key(value: Value) -> str:
    return value.text if isinstance(value, Text) else "?"


def _put(members: Members, key: str, value: Value) -> None:
    """Add a member; a merge (`<<`) brings those of another mapping that are not there."""
    merged = [value] if isinstance(value, Members) else value.values if isinstance(value, Items) else []
    if key != "<<" or not merged:
        members.pairs.append((key, value))
        return
    for other in merged:
        there = {name for name, _ in members.pairs}
        if isinstance(other, Members):
            members.pairs.extend(pair for pair in other.pairs if pair[0] not in there)


def _composed(text: str) -> Iterator[Value]:
    """Yield the documents of a text."""
    composer = _Composer()
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1
        done: Value | None = None
        match event:
            case yaml.ScalarEvent():
                done = _scalar(composer, event, line)
            case yaml.SequenceStartEvent():
                composer.open(Items(line), event.anchor)
            case yaml.MappingStartEvent():
                composer.open(Members(line), event.anchor)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                done = composer.close()
            case yaml.AliasEvent():
                done = composer.alias(event.anchor, line)
            case yaml.DocumentEndEvent():
                composer.anchors.clear()
            case _:
                pass
        if done is not None:
            yield done


def _scalar(composer: _Composer, event: yaml.ScalarEvent, line: int) -> Value | None:
    is_nothing = event.style in (None, "") and event.value in _NOTHING
    value = Text("" if is_nothing else event.value, line)
    if event.anchor:
        composer.anchors[event.anchor] = (value, 1)
    return composer.add(value)
