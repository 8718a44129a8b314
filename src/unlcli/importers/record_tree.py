"""Trees of records: what YAML and JSON documents hold, whichever of them it was, with line numbers from 1."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from unlcli.errors import UnreadableDocumentError

#: No list of papers is nested as deep; what reads trees may call itself so often.
MOST_LEVELS = 60
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, as it is written: a number keeps its digits, nothing is empty."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """A sequence of values."""

    line: int
    values: list["Value"] = field(default_factory=list)

    @property
    def texts(self) -> list[Text]:
        """The texts among the values that say something."""
        return [value for value in self.values if isinstance(value, Text) and value.text]


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """Keys with their values in the document's order; a key may stand there twice."""

    line: int
    pairs: list[tuple[str, "Value"]] = field(default_factory=list)

    def get(self, *names: str) -> "Value | None":
        """Return the first value under one of these keys."""
        return next((value for name, value in self.pairs if name in names), None)

    def text(self, *names: str) -> str:
        """Return the first text under one of these keys, empty when there is none."""
        found = (v.text for name, v in self.pairs if name in names and isinstance(v, Text) and v.text)
        return next(found, "")


Value = Text | Items | Members


def nested_too_deep(line: int) -> UnreadableDocumentError:
    """Return the error for a document of more levels than are read."""
    return UnreadableDocumentError(f"nested more than {MOST_LEVELS} levels deep", "a list of papers needs a few", line)


def sound(text: str) -> str:
    """Return text without halves of characters, which no file can hold."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def texts_of(value: Value) -> Iterator[Text]:
    """Yield all texts of a value that say something, in order."""
    if isinstance(value, Text):
        if value.text:
            yield value
    elif isinstance(value, Items):
        for each in value.values:
            yield from texts_of(each)
    else:
        for _, each in value.pairs:
            yield from texts_of(each)
