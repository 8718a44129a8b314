"""Comparison: entries side by side, field by field, with the parts that differ marked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a value in readable text; `is_odd` when not all values of the field have it."""

    text: str
    is_odd: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of all entries: a value of each, in their order; an empty one has no parts."""

    name: str
    values: tuple[tuple[Part, ...], ...]

    @property
    def differs(self) -> bool:
        """Tell whether the values of two entries differ; one that has none says nothing."""
        return any(part.is_odd for value in self.values for part in value)

    @property
    def is_partial(self) -> bool:
        """Tell whether an entry has no value where another has one."""
        return not all(self.values)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A group of entries side by side: heading, fields, and the lines that settle it, ready to paste.

    `links` tell which two entries are held together by what, where the heading speaks of several reasons.
    """

    heading: str
    fields: tuple[Compared, ...]
    remedies: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
