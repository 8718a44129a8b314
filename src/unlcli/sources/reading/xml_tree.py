"""XML to a tree of elements: without entities, without a document type, within bounds, with where each element stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

#: No answer of a service is nested deeper; some software fails on what is.
_DEEPEST = 64


@dataclass(slots=True)
class Element:
    """An element by its name without prefix; `parts` are text and elements in order; bytes `start` to `end` of the document."""

    name: str
    attributes: dict[str, str]
    start: int
    end: int = -1
    parts: list["Element | str"] = field(default_factory=list)

    @property
    def children(self) -> Iterator["Element"]:
        """The elements right inside."""
        return (part for part in self.parts if isinstance(part, Element))

    def all(self, name: str) -> list["Element"]:
        """Return the elements of a name right inside."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> "Element | None":
        """Return the first element of a name right inside."""
        return next((child for child in self.children if child.name == name), None)

    def text(self) -> str:
        """Return all text inside, that of elements included."""
        return "".join(part if isinstance(part, str) else part.text() for part in self.parts)

    def text_of(self, name: str) -> str:
        """Return the text of the first element of a name right inside, empty when there is none."""
        found = self.first(name)
        return found.text().strip() if found else ""


def parse(data: bytes) -> Element:
    """Return the outermost element. Raises ValueError for what is no XML, is cut off, or declares a type or entities."""
    builder = _Builder(data)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: builder.open(name, attributes, parser.CurrentByteIndex)
    parser.EndElementHandler = lambda _: builder.close(parser.CurrentByteIndex)
    parser.CharacterDataHandler = builder.text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError) as error:  # an encoding that it names may be none
        raise ValueError(str(error)) from error
    return builder.root


def _refuse(*_: object) -> None:
    raise ValueError("it declares a document type or entities")


class _Builder:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document = Element("", {}, 0)
        self._open = [self._document]

    @property
    def root(self) -> Element:
        return next(self._document.children)

    def open(self, name: str, attributes: dict[str, str], at: int) -> None:
        if len(self._open) > _DEEPEST:
            raise ValueError("it is nested too deeply")
        element = Element(name.rpartition(":")[2], attributes, at)
        self._open[-1].parts.append(element)
        self._open.append(element)

    def close(self, at: int) -> None:
        element = self._open.pop()
        is_one_tag = not element.parts and self._data[at - 2 : at] == b"/>"
        element.end = at if is_one_tag else self._data.find(b">", at) + 1

    def text(self, data: str) -> None:
        self._open[-1].parts.append(data)
