"""V002: one venue written in different ways.

Where some entries have `NeurIPS` and others `Advances in Neural Information Processing Systems`, the bibliography prints
two names of one venue, and readers take them for two. The finding names the usual way in this library, the place where
the other is found, and how many entries have it.

Ways are: the short name, the full name, the abbreviated name (`J. Mach. Learn. Res.`), and letter case. What belongs to one
year's proceedings is no difference: years, ordinals, volumes, "Proceedings of the", the town; nor are two short names
(`NIPS`, `NeurIPS`), for venues rename themselves, or two full names that differ so. Only venues that `unl` knows are
looked at (`[venues]` in `unl.toml` adds to them); arXiv and its like are not.

Wrong:

    @inproceedings{adams2020knots,
      author = {Adams, Ann},
      title = {Knots},
      booktitle = {NeurIPS},
      year = {2020},
    }

    @inproceedings{byte2021ropes,
      author = {Byte, Bob},
      title = {Ropes},
      booktitle = {Advances in Neural Information Processing Systems 34},
      year = {2021},
    }

Right:

    @inproceedings{adams2020knots,
      author = {Adams, Ann},
      title = {Knots},
      booktitle = {NeurIPS},
      year = {2020},
    }

    @inproceedings{byte2021ropes,
      author = {Byte, Bob},
      title = {Ropes},
      booktitle = {NeurIPS 2021},
      year = {2021},
    }

Fix: choose one way and write the others so; the finding's line does it for the entries it names.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from unlcli.domain import text, venue_spelling
from unlcli.domain.finding import Finding, Severity
from unlcli.domain.venues import Kind, Venue, VenueTable
from unlcli.rules import commands
from unlcli.rules.judged import Judged, Placed

CODE, NAME, SEVERITY = "V002", "venue-spelling", Severity.WARNING
_FIELDS = ("booktitle", "journal", "journaltitle")
_KINDS = (Kind.CONFERENCE, Kind.JOURNAL)
_BESIDES = re.compile(
    r"\b(?:proc(?:eedings|\.)?|of|in|the|vol(?:ume|\.)?)(?=\s|$)|\b\d+(?:st|nd|rd|th)?\b|['’]\d\d\b|[(),:]", re.I
)
_ABBREVIATED = re.compile(r"[a-z]\.(?=\s|$|[A-Z-])")
_MOST_WORDS_OF_SHORT = 2
_SHOWN = 120
#: Words beside a short name that make no full name of it: "ACM SIGCOMM Conference".
_COMPANY = frozenset("acm ieee cvf aaai usenix siam conference conf annual international symposium on and".split())
_SHORT, _FULL, _ABBREVIATED_WAY = "short name", "full name", "abbreviated name"


@dataclass(slots=True)
class _Way:
    """A way to write a venue: the name that shows it, and the entries that write so, with their fields."""

    shown: str
    used: list[tuple[Placed, str]] = field(default_factory=list)


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding for each way to write a venue that is not the library's usual one."""
    for _, group in groupby(judged.entries, key=lambda placed: id(placed.library)):
        for venue, ways in _ways_by_venue(group, judged.venues).items():
            if len(ways) > 1:
                yield from _findings(venue, ways)


def _ways_by_venue(entries: Iterable[Placed], venues: VenueTable) -> dict[Venue, dict[str, _Way]]:
    found: dict[Venue, dict[str, _Way]] = {}
    memo: dict[str, tuple[Venue, str, str] | None] = {}
    for placed in entries:
        fields = placed.entry.fields
        for name in _FIELDS:
            written = fields.get(name)
            if not written:
                continue
            if written not in memo:
                memo[written] = _way(written, venues)
            if known := memo[written]:
                venue, way, shown = known
                found.setdefault(venue, {}).setdefault(way, _Way(shown)).used.append((placed, name))
            break
    return found


def _way(written: str, venues: VenueTable) -> tuple[Venue, str, str] | None:
    """Return the venue that a value names, in which way it does so, and the name that shows it."""
    readable = text.plain(written)
    venue = venues.recognise(readable)
    if venue.kind not in _KINDS or not venues.knows(venue):
        return None
    bare = " ".join(_BESIDES.sub(" ", readable).split()).strip(" .,;-/&")
    if text.fold(bare) == text.fold(venue.short):
        return venue, f"{_SHORT} {bare}", bare
    core = [word for word in bare.split() if word.casefold() not in _COMPANY] or bare.split()
    if len(core) <= _MOST_WORDS_OF_SHORT and sum(map(str.isupper, "".join(core))) > len(core):
        return venue, _SHORT, bare
    if venue.kind is Kind.JOURNAL and len(_ABBREVIATED.findall(bare)) > 1:
        return venue, _ABBREVIATED_WAY, readable
    return venue, _FULL, readable


def _findings(venue: Venue, ways: dict[str, _Way]) -> Iterator[Finding]:
    """Yield a finding for each way but the usual one; of short names that differ in more than case, each is as good."""
    counts: dict[str, int] = {}
    for name, way in ways.items():
        counts[_kind(name)] = counts.get(_kind(name), 0) + len(way.used)
    usual_kind = max(counts, key=lambda kind: counts[kind])
    of_usual = [(name, way) for name, way in ways.items() if _kind(name) == usual_kind]
    # of short names the one that is the venue's own, so that many a `nature` makes no rule for `Nature`
    usual_name, usual = max(of_usual, key=lambda each: (each[1].shown == venue.short, len(each[1].used)))
    for name, way in ways.items():
        if _kind(name) != usual_kind or _differs_in_case(way, usual) and name != usual_name:
            yield _finding(venue, way, usual, usual_kind)


def _kind(name: str) -> str:
    return _SHORT if name.startswith(_SHORT) else name


def _differs_in_case(way: _Way, usual: _Way) -> bool:
    return way.shown != usual.shown and text.fold(way.shown) == text.fold(usual.shown)


def _finding(venue: Venue, way: _Way, usual: _Way, usual_kind: str) -> Finding:
    placed, name = next((use for use in way.used if use[0].is_new), way.used[0])
    there, there_name = usual.used[0]
    others = len(way.used) - 1
    also = f", so in {others} more {'entry' if others == 1 else 'entries'}," if others else ""
    many = "1 entry has" if len(usual.used) == 1 else f"{len(usual.used)} entries have"
    shown = f"the {usual_kind}, {usual.shown[:_SHOWN]!r}" if usual_kind != _SHORT else repr(usual.shown)
    message = f"{venue.short} is written {way.shown[:_SHOWN]!r} here{also} and {many} {shown}"
    remedies: tuple[str, ...] = ()
    if not venue_spelling.is_of_one_year(usual.shown):
        same_field = [each for each, field_name in way.used if field_name == name]
        remedies = commands.edit_all(same_field, "--set", f"{name}={text.to_bibtex(usual.shown)}")
    place = there.at(there_name)
    return Finding(CODE, NAME, SEVERITY, message, placed.at(name), placed.entry.key, (place,), remedies)
