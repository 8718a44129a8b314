"""Errors of the kinds that lists of papers have, planted in entries of which a source can tell."""

# ruff: noqa: ARG001 - every kind of error is planted alike, whatever it needs

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from unlcli.domain import identifiers, names
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Scheme

Plant = Callable[[Entry, Sequence[Entry], random.Random], Entry | None]
#: Schemes whose sources say of a published version when and where it appeared.
_OF_RECORD = frozenset((Scheme.ACL, Scheme.OPENREVIEW, Scheme.PMLR, Scheme.NEURIPS, Scheme.DOI, Scheme.URL))
_CONFERENCES = (
    "Advances in Neural Information Processing Systems",
    "Proceedings of the 41st International Conference on Machine Learning",
    "Proceedings of the 2024 Conference on Empirical Methods in Natural Language Processing",
    "{IEEE/CVF} Conference on Computer Vision and Pattern Recognition",
    "The Twelfth International Conference on Learning Representations",
    "AAAI",
)
_JOURNALS = (
    "Transactions on Machine Learning Research",
    "Journal of Machine Learning Research",
    "Nature Communications",
)


def _with(entry: Entry, **fields: str) -> Entry:
    return replace(entry, fields={**entry.fields, **fields})


def _people(entry: Entry) -> list[str]:
    return list(names.split_list(entry.get("author")))


def _joined(entry: Entry, people: Sequence[str]) -> Entry | None:
    return _with(entry, author=" and ".join(people)) if people != _people(entry) else None


def _stranger(entry: Entry, library: Sequence[Entry], choose: random.Random) -> str:
    own = {names.parse(name).family for name in _people(entry)}
    others = [name for other in library for name in _people(other) if names.parse(name).family not in own]
    return choose.choice(others)


def _replaced(entry: Entry, library: Sequence[Entry], choose: random.Random) -> Entry | None:
    people = _people(entry)
    people[choose.randrange(len(people))] = _stranger(entry, library, choose)
    return _joined(entry, people)


def _added(entry: Entry, library: Sequence[Entry], choose: random.Random) -> Entry | None:
    people = _people(entry)
    people.insert(choose.randrange(len(people) + 1), _stranger(entry, library, choose))
    return _joined(entry, people)


def _dropped(entry: Entry, library: Sequence[Entry], choose: random.Random) -> Entry | None:
    people = _people(entry)
    del people[choose.randrange(len(people))]
    return _joined(entry, people) if people else None


def _swapped(entry: Entry, library: Sequence[Entry], choose: random.Random) -> Entry | None:
    people = _people(entry)
    if len(people) < 2 or any(one.scheme is Scheme.URL for one in _main(entry)):
        return None
    one, other = choose.sample(range(len(people)), 2)
    if names.parse(people[one]).family == names.parse(people[other]).family:
        return None
    people[one], people[other] = people[other], people[one]
    return _joined(entry, people)


def _main(entry: Entry) -> list[identifiers.Identifier]:
    bare = {name: value for name, value in entry.fields.items() if name != "alturl"}
    return list(identifiers.each(Entry(entry.type, entry.key, bare)))


def _is_known(entry: Entry) -> bool:
    return any(one.scheme in _OF_RECORD for one in _main(entry))


def _other_year(entry: Entry, library: Sequence[Entry], choose: random.Random) -> Entry | None:
    if entry.type != "misc" and not _is_known(entry):
        return None
    # an article may be dated online alone, and stand in the issue of a year later
    steps = (-3, -2, -1, 2, 3) if entry.type == "article" else (-3, -2, -1, 1, 2, 3)
    return _with(entry, year=str(int(entry.year) + choose.choice(steps)))


def _other_conference(entry: Entry, library: Sequence[Entry], choose: random.Random) -> Entry | None:
    if entry.type != "inproceedings" or not _is_known(entry):
        return None
    series = ("Neural", "Machine Learning", "Empirical", "Vision", "Representations", "AAAI")
    others = [name for name, word in zip(_CONFERENCES, series, strict=True) if word not in entry.venue]
    others = [name for name in others if "EMNLP" not in entry.venue or "Empirical" not in name]
    return _with(entry, booktitle=choose.choice(others))


def _journal(entry: Entry, library: Sequence[Entry], choose: random.Random) -> Entry | None:
    if entry.type != "inproceedings" or not _is_known(entry):
        return None
    fields = {name: value for name, value in entry.fields.items() if name not in ("booktitle", "series")}
    return replace(entry, type="article", fields={**fields, "journal": choose.choice(_JOURNALS)})


def _other_journal(entry: Entry, library: Sequence[Entry], choose: random.Random) -> Entry | None:
    if entry.type != "article":
        return None
    return _with(entry, journal=choose.choice([name for name in _JOURNALS if name != entry.venue]))


def _workshop(entry: Entry, library: Sequence[Entry], choose: random.Random) -> Entry | None:
    if entry.type != "inproceedings" or not _is_known(entry):
        return None
    wrong = (f"{entry.get('booktitle')} Workshop", "ICML Workshop on Trustworthy Models", "NeurIPS 2024 Workshop SoLaR")
    return _with(entry, booktitle=choose.choice(wrong))


def _findings(entry: Entry, library: Sequence[Entry], choose: random.Random) -> Entry | None:
    venue = entry.get("booktitle")
    if venue.startswith("Findings") and "EMNLP" in venue:
        return _with(
            entry,
            booktitle=f"Proceedings of the {entry.year} Conference on Empirical Methods in Natural Language Processing",
        )
    if venue.startswith("Findings"):
        return _with(entry, booktitle="Annual Meeting of the Association for Computational Linguistics")
    if "Empirical" in venue and "Industry" not in venue:
        return _with(entry, booktitle=f"Findings of the Association for Computational Linguistics: EMNLP {entry.year}")
    if "Annual Meeting" in venue:
        return _with(entry, booktitle=f"Findings of the Association for Computational Linguistics: ACL {entry.year}")
    return None


PLANTS: tuple[Plant, ...] = (
    _replaced, _added, _dropped, _swapped, _other_year, _other_conference, _journal, _other_journal, _workshop, _findings,
)  # fmt: skip


def plant(library: Sequence[Entry], count: int, seed: int) -> dict[str, Entry]:
    """Return by key as many entries with an error each, of all kinds in turn, so far as there are entries for them."""
    choose = random.Random(seed)
    left = list(library)
    choose.shuffle(left)
    planted: dict[str, Entry] = {}
    while len(planted) < count:
        for kind in PLANTS:
            found = next(((entry, wrong) for entry in left if (wrong := kind(entry, library, choose))), None)
            if found is not None and len(planted) < count:
                planted[found[0].key] = found[1]
                left.remove(found[0])
    return planted
