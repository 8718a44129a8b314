"""What rows say that the library does not: nothing of them is to vanish when a block takes their place."""

import re
from collections.abc import Collection, Iterable, Sequence
from html import unescape

from unlcli.domain import months, names, text
from unlcli.domain.entry import Entry
from unlcli.services.setting_up.places import Place

_LINK = re.compile(r"https?://[^\s<>()\"]+|\]\([^()\s]*\)|<[^<>]*>|[\"']?\bhttps?:\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
#: What labels of links and marks of lists are made of.
_LABELS = frozenset(
    "paper papers pdf code link links github website project page video slides poster arxiv official python pytorch tensorflow "
    "keras jax and the bib bibtex abs html others".split()
)
#: So many of its words a part may lack, as a share of all or for each paper: venues in full, names that are spelt out.
_SHARE, _FOR_EACH = 0.1, 3


def lost_words(place: Place, lines: Sequence[str], entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the words of the rows of a place that none of its papers has in any field, and that stand in no line kept."""
    there = set[str]()
    for entry in entries:
        there.update(_words(" ".join(map(entry.plain, entry.fields))))
        there.update(_words(" ".join(names.full_names(entry.get("author")))))
    there.update(
        _words(" ".join((place.heading, place.category, place.venue, *place.kept, *place.columns, *months.NAMES)))
    )
    own = lines[place.first_line - 1 + (2 if place.form == "table" and not place.heading else 0) : place.last_line]
    found = _words(_LINK.sub(" ", unescape("\n".join(own))))
    return tuple(dict.fromkeys(word for word in found if word not in there and word not in _LABELS))


def keeps_enough(place: Place, lines: Sequence[str], lost: Collection[str]) -> bool:
    """Tell whether so few words of a place are lost that they are spellings of what the library has."""
    all_words = set(_words(_LINK.sub(" ", unescape("\n".join(lines[place.first_line - 1 : place.last_line])))))
    return len(lost) <= max(_SHARE * len(all_words), _FOR_EACH * len(place.drafts))


def _words(written: str) -> list[str]:
    return _WORD.findall(text.fold(written))
