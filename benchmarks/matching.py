"""Measure the finding of duplicates: what it costs on made-up libraries, and how well it agrees with labelled ones.

Speed: `unl dedupe` and `unl check` as whole commands on libraries of 10,000, 30,000 and 100,000 entries (`--large` adds
300,000), beside a plain blocked rapidfuzz and, where it is installed, bibtex-tidy. Printed are the CPU seconds of the best
run, microseconds an entry and megabytes at the peak for the largest size.

Quality: with the variable UNL_CORPUS, precision, recall and F1 on each set of labelled duplicates in its folder
bench/dedupe, recall by how alike the titles of a true pair are, and possible groups per 1,000 entries, beside three simple
ways of matching. What is certain counts alone, then with what is possible. Pairs are those of the transitive closure.

Both parts print Markdown tables. Ends with exit code 1 when a bar is missed.
"""

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from pathlib import Path

import large_library
from rapidfuzz import fuzz

from unlcli.bibtex import read
from unlcli.domain import names, text
from unlcli.domain.entry import Entry
from unlcli.domain.venues import VenueTable
from unlcli.matching import Verdict, find_groups

SIZES = (10_000, 30_000, 100_000)
LARGE = 300_000
#: Ten times the entries may cost at most so many times the CPU.
MOST_RATIO = 12.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="how often each command runs; the best time counts")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many entries the libraries have")
    parser.add_argument("--large", action="store_true", help=f"a library of {LARGE:,} entries too")
    parser.add_argument("--only", choices=("speed", "quality"), help="one of the two parts")
    parser.add_argument("--sets", nargs="+", metavar="NAME", help="only these labelled sets")
    parser.add_argument("--floor", type=Path, help=argparse.SUPPRESS)
    how = parser.parse_args()
    if how.floor:
        return _floor(how.floor)
    missed: list[str] = []
    if how.only != "quality":
        missed += _speed(sorted({*how.sizes, *((LARGE,) if how.large else ())}), how.runs)
    if how.only != "speed":
        missed += _quality(how.sets)
    print(f"\nPython {sys.version.split()[0]}, {os.cpu_count()} processors; the times are those of this machine.")
    for line in missed or ["No bar was missed."]:
        print(f"missed: {line}" if missed else line)
    return int(bool(missed))


# What it costs


@dataclass(frozen=True)
class Program:
    """A command to time; the bars are of CPU seconds by size, and of megabytes at the largest of those sizes."""

    name: str
    command: Callable[[Path], list[str]]
    code: int = 0
    most_seconds: Mapping[int, float] = field(default_factory=dict)
    most_megabytes: float = 0.0
    largest: int = 10**9


def _programs() -> list[Program]:
    def unl(verb: str) -> Callable[[Path], list[str]]:
        return lambda file: [sys.executable, "-m", "unlcli", verb, "-l", str(file)]

    tidy = _bibtex_tidy()
    programs = [
        # the libraries hold copies, so both end with 1
        Program("`unl dedupe`", unl("dedupe"), 1, {10_000: 3.0, 100_000: 20.0}, most_megabytes=1000.0),
        Program("`unl check`", unl("check"), 1, {10_000: 3.5}),
        Program("blocked rapidfuzz", lambda file: [sys.executable, __file__, "--floor", str(file)]),
    ]
    if tidy:
        programs.append(
            Program("bibtex-tidy --duplicates", lambda file: [*tidy, str(file), "--duplicates"], largest=30_000)
        )
    return programs


def _bibtex_tidy() -> list[str]:
    """Return how to start bibtex-tidy on this machine, nothing when it is not installed; nothing is fetched."""
    if found := shutil.which("bibtex-tidy"):
        return [found]
    npx = shutil.which("npx")
    known = npx and subprocess.run([npx, "--no-install", "bibtex-tidy", "--version"], capture_output=True)
    return [npx, "--no-install", "bibtex-tidy"] if npx and known and known.returncode == 0 else []


@dataclass
class Cost:
    """The least that a command took; memory is 0 where the system does not tell (Windows)."""

    cpu: float = float("inf")
    megabytes: float = 0.0


def _speed(sizes: Sequence[int], runs: int) -> list[str]:
    """Print what each program costs at each size and return the bars that were missed."""
    print(f"| CPU seconds | {' | '.join(f'{size:,}' for size in sizes)} | µs an entry | MB |")
    print("| --- |" + " --- |" * (len(sizes) + 2), flush=True)
    programs = _programs()
    missed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="unl-bench-") as scratch:
        files = {size: Path(scratch) / str(size) / large_library.LIBRARY for size in sizes}
        for size, file in files.items():
            file.parent.mkdir()
            # in a process of its own: what a child may take at its peak would else count what its parent had
            maker = [sys.executable, large_library.__file__, "--make", str(size), str(file.parent)]
            subprocess.run(maker, check=True)
        for program in programs:
            costs = {size: Cost() for size in sizes if size <= program.largest}
            for _ in range(runs):
                for size, best in costs.items():  # the sizes take turns, so that a slow spell hits all alike
                    cpu, megabytes = _once(program, files[size])
                    best.cpu, best.megabytes = min(best.cpu, cpu), max(best.megabytes, megabytes)
            _tell(program, sizes, costs)
            missed += _too_slow(program, costs)
    if not any("tidy" in program.name for program in programs):
        print("| bibtex-tidy --duplicates |" + " not installed |" + " |" * (len(sizes) + 1))
    return missed


def _once(program: Program, file: Path) -> tuple[float, float]:
    """Run a program on a copy of a library, with a fresh history; CPU seconds and megabytes."""
    with tempfile.TemporaryDirectory(dir=file.parent) as fresh:
        copy = Path(fresh) / file.name
        shutil.copyfile(file, copy)
        places = {f"UNL_{name}_DIR": str(Path(fresh) / name.lower()) for name in ("STATE", "CACHE", "CONFIG")}
        environment = {**os.environ, **places, "UNL_LIBRARY": ""}
        printed, quiet = Path(fresh) / "printed", subprocess.DEVNULL
        start = time.perf_counter()
        with printed.open("wb") as out:
            process = subprocess.Popen(program.command(copy), cwd=fresh, env=environment, stdout=out, stderr=quiet)
        if sys.platform == "win32":
            code, cpu, megabytes = process.wait(), time.perf_counter() - start, 0.0
        else:
            _, status, usage = os.wait4(process.pid, 0)
            code = process.returncode = os.waitstatus_to_exitcode(status)
            cpu = usage.ru_utime + usage.ru_stime
            megabytes = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        if code != program.code or not printed.stat().st_size:  # a program that never began prints nothing
            raise SystemExit(f"{program.name} ended with exit code {code}")
    return cpu, megabytes


def _tell(program: Program, sizes: Sequence[int], costs: Mapping[int, Cost]) -> None:
    shown = [f"{costs[size].cpu:.2f}" if size in costs else "-" for size in sizes]
    size, last = list(costs.items())[-1] if costs else (1, Cost(0.0))
    print(f"| {program.name} | {' | '.join(shown)} | {last.cpu / size * 1e6:.0f} | {last.megabytes:.0f} |", flush=True)


def _too_slow(program: Program, costs: Mapping[int, Cost]) -> list[str]:
    missed = [
        f"{program.name}: {costs[size].cpu:.1f} s for {size:,} entries, and {most} s is the bar"
        for size, most in program.most_seconds.items()
        if size in costs and costs[size].cpu > most
    ]
    barred = max(program.most_seconds, default=0)
    if barred in costs and 0 < program.most_megabytes < costs[barred].megabytes:
        missed.append(
            f"{program.name}: {costs[barred].megabytes:.0f} MB, and {program.most_megabytes:.0f} MB is the bar"
        )
    if program.most_seconds and len(costs) > 1:
        least, most = min(costs), max(costs)
        ratio, times = costs[most].cpu / costs[least].cpu, most / least
        if ratio > MOST_RATIO * times / 10:
            missed.append(f"{program.name}: {times:.0f} times the entries cost {ratio:.1f} times the CPU")
    return missed


def _floor(file: Path) -> int:
    """Find titles that are alike and nothing else: what the least program that finds renamed papers costs."""
    entries = list(read.read(file.read_bytes()))
    print(sum(1 for _ in _alike([text.fold(entry.plain("title")) for entry in entries])))
    return 0


# How well it agrees with labels

Pair = tuple[str, str]


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True)
class LabelledSet:
    """A library with the pairs of keys that are one work; `judged` are the only pairs that count, None for all."""

    name: str
    entries: tuple[Entry, ...]
    true: frozenset[Pair]
    judged: frozenset[Pair] | None
    likeness: Mapping[Pair, float]

    @property
    def is_negative(self) -> bool:
        """Tell whether the set has nothing but pairs of different works."""
        return not self.true

    def counted(self, found: Iterable[Pair]) -> set[Pair]:
        """Return the pairs that the labels say something about."""
        if self.judged is not None:
            return set(found) & self.judged
        # two clean lists, labelled across and not within
        return {pair for pair in found if self.name != "dblp-acm" or pair[0][0] != pair[1][0]}


@dataclass(frozen=True)
class Score:
    """How found pairs agree with the true ones, and how many of the true are found by how alike their titles are."""

    hits: int
    false: int
    missed: int
    buckets: Mapping[str, tuple[int, int]]

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


#: For what is certain: least precision, recall and F1, and most false pairs.
BARS: Mapping[str, tuple[float, float, float, int]] = {
    "seeds": (1.0, 0.95, 0.0, 0),
    "preprint-ml-dev": (0.99, 0.0, 0.985, 10**9),
    "preprint-lists-dev": (0.995, 0.94, 0.0, 10**9),
    "hard-negatives-dev": (0.0, 0.0, 0.0, 5),
    "dblp-acm": (0.0, 0.0, 0.975, 10**9),
    "bibdedupe-respiratory": (0.0, 0.0, 0.965, 10**9),
    "bibdedupe-cytology_screening": (0.0, 0.0, 0.992, 10**9),
}
#: Where recall with what is possible must reach this, with at most so many possible groups per 1,000 entries.
REVIEWED, LEAST_RECALL, MOST_GROUPS = ("preprint-ml-dev", "preprint-lists-dev"), 0.97, 10.0
_BUCKETS = ("exact", "90", "70", "less")
_VENUES = VenueTable()


def _quality(wanted: Sequence[str] | None) -> list[str]:
    """Print how each way of matching does on each set and return the bars that were missed."""
    corpus = os.environ.get("UNL_CORPUS", "")
    folder = Path(corpus) / "bench" / "dedupe"
    if not corpus or not folder.is_dir():
        print("\nUNL_CORPUS names no folder with bench/dedupe: the quality was not measured.")
        return []
    print("\n| Set | By | Precision | Recall | F1 | exact | 90-99 | 70-89 | < 70 | possible per 1,000 |")
    print("| --- |" + " --- |" * 9, flush=True)
    missed = []
    for path in sorted(p for p in folder.iterdir() if p.is_dir() and (not wanted or p.name in wanted)):
        given = load(path)
        certain, both, groups = judged_pairs(given)
        rows = [("certain", score(given, certain)), ("certain or possible", score(given, both))]
        rows += [(name, score(given, closed(found))) for name, found in _simple_ways(given)]
        for number, (name, found) in enumerate(rows):
            _tell_score(given, name, found, f"{groups:.1f}" if number == 1 else "")
        missed += missed_bars(given, rows[0][1], rows[1][1], groups)
    return missed


def load(folder: Path) -> LabelledSet:
    """Read a labelled set: records with their true pairs, or labelled pairs of records."""
    true: set[Pair] = set()
    judged: set[Pair] | None = None
    likeness: dict[Pair, float] = {}
    if (folder / "labelled_pairs.jsonl").is_file():
        records, true, judged = _from_pairs(_lines(folder / "labelled_pairs.jsonl"))
    else:
        records = list(_lines(folder / "records.jsonl"))
        for row in _rows(folder / "pairs.csv"):
            if row.get("label", "1") == "1":
                true.add(_pair(row["id1"], row["id2"]))
                if "title_similarity" in row:
                    likeness[_pair(row["id1"], row["id2"])] = float(row["title_similarity"])
        if not true:
            judged = {_pair(row["id1"], row["id2"]) for row in _rows(folder / "negative_pairs.csv")}
    library = "\n".join(_as_bibtex(record) for record in records)
    entries = tuple(read.read(library.encode()))
    return LabelledSet(folder.name, entries, frozenset(true), None if judged is None else frozenset(judged), likeness)


def _lines(file: Path) -> Iterator[dict[str, object]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    if file.is_file():
        with file.open(encoding="utf-8", newline="") as opened:
            yield from csv.DictReader(opened)


def _from_pairs(rows: Iterable[Mapping[str, object]]) -> tuple[list[dict[str, object]], set[Pair], set[Pair]]:
    """Return the records of labelled pairs, equal ones of a side once, the true pairs and all pairs."""
    keys: dict[str, str] = {}
    records: list[dict[str, object]] = []
    true, every = set(), set()
    for row in rows:
        named = []
        for side in ("left", "right"):
            record = row[side]
            assert isinstance(record, dict)
            content = side + json.dumps(record, sort_keys=True)
            if content not in keys:
                keys[content] = f"{side[0]}{len(keys)}"
                records.append({**record, "id": keys[content]})
            named.append(keys[content])
        every.add(_pair(*named))
        if row["label"]:
            true.add(_pair(*named))
    return records, true, every


_OF_THE_SET = ("id", "entrytype", "venue", "section", "source")
_VENUE_FIELDS = {"article": "journal", "inproceedings": "booktitle"}


def _as_bibtex(record: Mapping[str, object]) -> str:
    """Return a record as an entry; braces that do not balance are left out, for no entry could hold them."""
    kind = str(record.get("entrytype") or "misc")
    fields = {name: str(value) for name, value in record.items() if name not in _OF_THE_SET and value not in ("", None)}
    if venue := record.get("venue"):
        fields[_VENUE_FIELDS.get(kind, "howpublished")] = str(venue)
    lines = []
    for name, value in fields.items():
        if value.endswith("\\"):
            value = value.replace("\\", "\\\\")
        if not text.is_balanced(value):
            value = value.replace("{", "").replace("}", "")
        lines.append(f"  {name} = {{{value}}},\n")
    return f"@{kind}{{{record['id']},\n{''.join(lines)}}}\n"


def judged_pairs(given: LabelledSet) -> tuple[set[Pair], set[Pair], float]:
    """Return the pairs that are certain, those that are certain or possible, and possible groups per 1,000 entries."""
    groups = find_groups(given.entries, _VENUES)
    keys = [[given.entries[member].key for member in group.members] for group in groups]
    certain = [k for k, group in zip(keys, groups, strict=True) if group.verdict is Verdict.CERTAIN]
    possible = len(groups) - len(certain)
    return closed(certain), closed(keys), 1000 * possible / len(given.entries)


def closed(groups: Iterable[Sequence[str]]) -> set[Pair]:
    """Return all pairs of keys that groups join, directly or through others."""
    cluster: dict[str, set[str]] = {}
    for group in groups:
        joined = set(group).union(*(cluster[key] for key in group if key in cluster))
        cluster.update(dict.fromkeys(joined, joined))
    return {pair for members in cluster.values() for pair in combinations(sorted(members), 2)}


def score(given: LabelledSet, found: set[Pair]) -> Score:
    """Compare found pairs with the labels."""
    counted = given.counted(found)
    buckets: dict[str, tuple[int, int]] = {}
    for name in _BUCKETS:
        pairs = [pair for pair, percent in given.likeness.items() if _bucket(percent) == name]
        buckets[name] = (sum(pair in counted for pair in pairs), len(pairs))
    hits = len(counted & given.true)
    return Score(hits, len(counted) - hits, len(given.true) - hits, buckets)


def _bucket(percent: float) -> str:
    return "exact" if percent >= 100 else "90" if percent >= 90 else "70" if percent >= 70 else "less"


def missed_bars(given: LabelledSet, certain: Score, both: Score, groups: float) -> list[str]:
    """Return in words which bars a set misses; one without bars misses none."""
    missed = []
    if given.name in BARS:
        precision, recall, f1, false = BARS[given.name]
        for name, is_met in (
            (
                f"precision {certain.precision:.4f}, bar {precision}",
                given.is_negative or certain.precision >= precision,
            ),
            (f"recall {certain.recall:.4f}, bar {recall}", certain.recall >= recall),
            (f"F1 {certain.f1:.4f}, bar {f1}", given.is_negative or certain.f1 >= f1),
            (f"{certain.false} false, bar {false}", certain.false <= false),
        ):
            missed += [] if is_met else [f"{given.name}: {name}"]
    if given.name in REVIEWED:
        if both.recall < LEAST_RECALL:
            missed.append(f"{given.name}: recall with possible {both.recall:.4f}, bar {LEAST_RECALL}")
        if groups > MOST_GROUPS:
            missed.append(f"{given.name}: {groups:.1f} possible groups per 1,000, bar {MOST_GROUPS}")
    return missed


def _tell_score(given: LabelledSet, by: str, found: Score, groups: str) -> None:
    name = f"{given.name} ({len(given.entries):,})" if by == "certain" else ""
    if given.is_negative and given.judged is not None:
        shown = [f"{found.false} of {len(given.judged)} joined", "", ""]
    else:
        shown = [f"{value:.3f}" for value in (found.precision, found.recall, found.f1)]
    buckets = [f"{found.buckets[b][0]} of {found.buckets[b][1]}" if found.buckets[b][1] else "" for b in _BUCKETS]
    print(f"| {' | '.join([name, by, *shown, *buckets, groups])} |", flush=True)


# Simple ways of matching, to compare with


def _simple_ways(given: LabelledSet) -> Iterator[tuple[str, list[Pair]]]:
    """Yield the names of simple ways and the pairs of keys that they take for one work."""
    entries = given.entries
    titles = [text.fold(entry.plain("title")) for entry in entries]
    same: dict[str, list[str]] = defaultdict(list)
    for entry, title in zip(entries, titles, strict=True):
        if title:
            same[title.replace(" ", "")].append(entry.key)
    yield "the same title", [pair for keys in same.values() for pair in pairwise(keys)]
    alike = list(_alike(titles))
    yield "title 90 % alike", [(entries[i].key, entries[j].key) for i, j in alike]
    confirmed = [(i, j) for i, j in alike if _is_confirmed(entries[i], entries[j])]
    yield "and an author and the year", [(entries[i].key, entries[j].key) for i, j in confirmed]


def _alike(titles: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the indices of titles that share one of their two rarest words and have the same words, nearly."""
    counts = Counter(word for title in titles for word in title.split())
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, title in enumerate(titles):
        for word in sorted(set(title.split()), key=lambda w: (counts[w], w))[:2]:
            blocks[word].append(index)
    seen: set[Pair | tuple[int, int]] = set()
    for block in blocks.values():
        for i, j in combinations(block, 2):
            if (i, j) not in seen and fuzz.token_sort_ratio(titles[i], titles[j], score_cutoff=90):
                seen.add((i, j))
                yield i, j


def _is_confirmed(one: Entry, other: Entry) -> bool:
    """Tell whether two entries share an author, and their years are one apart at most, where both tell."""
    ours, theirs = ({text.fold(name.family) for name in names.authors(e.get("author"))} for e in (one, other))
    if ours and theirs and ours.isdisjoint(theirs):
        return False
    return not one.year or not other.year or abs(int(one.year) - int(other.year)) <= 1


if __name__ == "__main__":
    raise SystemExit(main())
