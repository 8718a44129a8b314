"""What a Library answers: hits of a search, what became of additions, groups of duplicates."""

from dataclasses import dataclass

from unlcli.domain.entry import Entry


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a search found, and how well it answers: 100 is an identifier or the title itself.

    Hits beyond the first few hundred, and those of a search without words, have the score 0. `has_all` tells whether the
    entry has all the words that were asked for.
    """

    entry: Entry
    score: float
    has_all: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A paper that is, or may be, in the library already: what was given, the entry there, and what speaks for it.

    `verdict` is `certain` or `possible`; `score` goes from 0 to 100.
    """

    given: Entry
    there: Entry
    verdict: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Additions:
    """What became of what was given to a library.

    `added` are new entries, with their keys; `updated` those there that were completed. `refused` are papers that the library
    has and that were not added; `possible` those that were added although they may be there. `notes` say in words what is
    to be known besides: that a paper was retracted, a value that could not be kept.
    """

    added: tuple[Entry, ...] = ()
    updated: tuple[Entry, ...] = ()
    refused: tuple[Refusal, ...] = ()
    possible: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two entries of a group, and what speaks for these two being one work."""

    one: Entry
    other: Entry
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Entries that are one work (`certain`) or may be (`possible`), in file order, with a score from 0 to 100.

    `relation` is `same`, or `version` for a preprint and its publication. `pairs` tell, for a possible group, between which
    entries the doubt is. `remedies` are command lines that settle it.
    """

    verdict: str
    relation: str
    score: int
    reason: str
    entries: tuple[Entry, ...]
    pairs: tuple[DuplicatePair, ...] = ()
    remedies: tuple[str, ...] = ()
