"""Time reading and changing a large library: each operation in a process of its own, at 10,000 and 100,000 entries.

The library is made up, the same every time, about 790 bytes an entry. Printed are CPU seconds (the least of some runs),
the ratio between the two sizes, how often the file could have been read in that time, wall-clock seconds and peak
memory of the larger size. Ends with exit code 1 when a bar is missed; the bars were set on a machine that reads and
decodes some 20,000 entries a second with bibtexparser, so a slow one may miss them without a fault of the program's.
"""

import argparse
import gc
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

SIZES = (10_000, 100_000)
#: Ten times the entries may cost at most so many times the CPU.
MOST_RATIO = 12.0
LIBRARY, INCOMING, PAGE = "library.bib", "incoming.bib", "page"


@dataclass(frozen=True)
class Operation:
    """Something to time: a part of the program on the file's bytes, or a whole command from its start to its end."""

    name: str
    part: str = ""
    command: Callable[[int], list[str]] = lambda _: []
    #: Commands that are run before it and not timed.
    before: Callable[[int], list[list[str]]] = lambda _: []
    codes: tuple[int, ...] = (0,)
    #: At the larger size: CPU seconds, and megabytes at the peak.
    most_seconds: float = 0.0
    most_megabytes: float = 0.0
    has_ratio: bool = True
    only_small: bool = False


@dataclass
class Cost:
    """The least that an operation took in some runs; memory is 0 where the system does not tell (Windows)."""

    cpu: float = float("inf")
    wall: float = float("inf")
    megabytes: float = 0.0


def _one_edit(size: int) -> list[str]:
    return ["edit", _key(size // 2), "--set", "note=read twice"]


def _removal(size: int, every: int) -> list[str]:
    return ["remove", *(_key(number) for number in range(7, size, every) if not _is_copy(number))]


OPERATIONS = (
    Operation("read the file", part="floor", has_ratio=False),
    Operation("bibtexparser splits it", part="peer", only_small=True, has_ratio=False),
    Operation("spans", part="spans", most_seconds=1.5),
    Operation("entries", part="entries"),
    Operation("all fields", part="fields", most_seconds=3.5),
    Operation("failures", part="failures"),
    Operation(
        "unl add",
        command=lambda _: ["add", "--title", "A Paper That Is New", "--author", "Ann Adams", "--year", "2025"],
    ),
    Operation("unl add --allow-duplicate", command=lambda _: ["add", "--title", "A New One", "--allow-duplicate"]),
    Operation("unl edit --set", command=_one_edit, most_seconds=2.0, most_megabytes=400.0),
    Operation("unl remove, one", command=lambda size: ["remove", _key(size // 2)]),
    Operation("unl remove, 1,000", command=lambda size: _removal(size, max(1, size // 1000))),
    Operation("unl remove, 1 in 100", command=lambda size: _removal(size, 100)),
    Operation("unl remove, 1 in 100, --dry-run", command=lambda size: [*_removal(size, 100), "--dry-run"]),
    Operation("unl edit --where, 1 in 30", command=lambda _: ["edit", "--where", "year:2020", "--set", "note=x"]),
    Operation("unl edit --where, all", command=lambda _: ["edit", "--where", "year:1900..", "--set", "note=x"]),
    Operation("unl undo, one edit", command=lambda _: ["undo"], before=lambda size: [_one_edit(size)]),
    Operation("unl undo, 1 in 100", command=lambda _: ["undo"], before=lambda size: [_removal(size, 100)]),
    Operation("unl log", command=lambda _: ["log"], before=lambda size: [_one_edit(size), _removal(size, 100)]),
    Operation("unl show", command=lambda size: ["show", _key(size // 2)]),
    Operation("unl show, no such key", command=lambda size: ["show", _key(size // 2) + "x"], codes=(1,)),
    Operation("unl search", command=lambda _: ["search", "harry potter", "--limit", "5"], codes=(0, 1)),
    Operation("unl check", command=lambda _: ["check"], codes=(1,)),
    Operation("unl dedupe", command=lambda _: ["dedupe"], codes=(1,)),
    Operation("unl dedupe --merge", command=lambda _: ["dedupe", "--merge", "--yes"]),
    Operation("unl export, BibTeX", command=lambda _: ["export", "--format", "bibtex", "-o", PAGE]),
    Operation("unl export, Markdown", command=lambda _: ["export", "--format", "markdown", "-o", PAGE]),
    Operation("unl import, 200 entries", command=lambda _: ["import", INCOMING]),
    Operation("unl categories rename", command=lambda _: ["categories", "--rename", "Survey", "Overview"]),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="how often each runs at most; the best time counts")
    parser.add_argument("--enough", type=float, default=12.0, help="CPU seconds after which one is not run again")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many entries the libraries have")
    parser.add_argument("--only", default="", help="only operations whose name has this in it")
    parser.add_argument("--peer", action="store_true", help="let bibtexparser read the large file too (1.2 GB)")
    parser.add_argument("--keep", type=Path, help="make the libraries in this folder and leave them there")
    parser.add_argument("--part", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    parser.add_argument("--make", nargs=2, metavar=("SIZE", "FOLDER"), help=argparse.SUPPRESS)
    how = parser.parse_args()
    if how.part:
        return _part(how.part[0], Path(how.part[1]))
    if how.make:
        return _make(int(how.make[0]), Path(how.make[1]))
    wanted = [o for o in OPERATIONS if how.only in o.name or o.part == "floor"]
    sizes = sorted(how.sizes)
    with tempfile.TemporaryDirectory(prefix="unl-bench-") as scratch:
        folders = {size: (how.keep or Path(scratch)) / str(size) for size in sizes}
        for size, folder in folders.items():
            folder.mkdir(parents=True, exist_ok=True)
            # in a process of its own: what a child may take at its peak would else count what its parent had
            subprocess.run([sys.executable, __file__, "--make", str(size), str(folder)], check=True)
        table = Table(sizes)
        for operation in wanted:
            there = sizes if how.peer or not operation.only_small else sizes[:1]
            table.add(operation, _measured(operation, {size: folders[size] for size in there}, how.runs, how.enough))
    return table.end()


# What is timed


def _measured(operation: Operation, folders: Mapping[int, Path], runs: int, enough: float) -> list[Cost]:
    """Return the least that an operation took at each size; nothing when the program has no such command.

    The sizes take turns, so that a machine which is slow for a while is so for all of them.
    """
    best = {size: Cost() for size in folders}
    spent = dict.fromkeys(folders, 0.0)
    for _ in range(runs):
        for size, folder in folders.items():
            if spent[size] > enough:
                continue
            cost = _once(operation, size, folder)
            if cost is None:
                return []
            there = best[size]
            best[size] = Cost(
                min(there.cpu, cost.cpu), min(there.wall, cost.wall), max(there.megabytes, cost.megabytes)
            )
            spent[size] += cost.cpu
    return list(best.values())


def _once(operation: Operation, size: int, folder: Path) -> Cost | None:
    """Run an operation on a fresh copy, with a fresh history; None when the program has no such command."""
    if operation.part:
        return _process(["--part", operation.part, str(folder / LIBRARY)], folder, folder, (0,), as_part=True)
    with tempfile.TemporaryDirectory(dir=folder) as fresh:
        copy = Path(fresh)
        shutil.copyfile(folder / LIBRARY, copy / LIBRARY)
        shutil.copyfile(folder / INCOMING, copy / INCOMING)
        for arguments in operation.before(size):
            _process(arguments, copy, copy, (0,))
        arguments = operation.command(size)
        if arguments[0] == "log" and not _has_command("log", copy):
            return None
        return _process(arguments, copy, copy, operation.codes)


def _has_command(name: str, folder: Path) -> bool:
    return (
        subprocess.run([sys.executable, "-m", "unlcli", name, "--help"], cwd=folder, capture_output=True).returncode
        == 0
    )


def _process(
    arguments: Sequence[str], folder: Path, home: Path, codes: Sequence[int], *, as_part: bool = False
) -> Cost:
    command = [sys.executable, __file__, *arguments] if as_part else [sys.executable, "-m", "unlcli", *arguments]
    places = {f"UNL_{name}_DIR": str(home / name.lower()) for name in ("STATE", "CACHE", "CONFIG")}
    environment = {**os.environ, **places, "UNL_LIBRARY": "", "SOURCE_DATE_EPOCH": "1700000000"}
    output = subprocess.PIPE if as_part else subprocess.DEVNULL
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=said)
        printed = process.stdout.read() if process.stdout else b""
        if sys.platform == "win32":
            code = process.wait()
            wall = cpu = time.perf_counter() - start
            megabytes = 0.0
        else:
            _, status, usage = os.wait4(process.pid, 0)
            wall, cpu = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
            code = process.returncode = os.waitstatus_to_exitcode(status)
            megabytes = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        if code not in codes:
            said.seek(0)
            told = said.read().decode("utf-8", "replace")[-2000:]
            raise SystemExit(f"{' '.join(arguments)[:200]} ended with exit code {code}\n{told}")
    if as_part:
        inner = json.loads(printed)
        return Cost(inner["cpu"], inner["wall"], megabytes)
    return Cost(cpu, wall, megabytes)


def _part(name: str, file: Path) -> int:
    """Time a part of the program on a file's bytes, its import and reading the file (but for the floor) left out."""
    work = _PARTS[name](file)
    gc.disable()  # as the program does for its one command
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    print(json.dumps({"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}))
    return 0


def _floor(file: Path) -> Callable[[], object]:
    return file.read_bytes


def _peer(file: Path) -> Callable[[], object]:
    from bibtexparser.splitter import Splitter

    text = file.read_text(encoding="utf-8")
    return lambda: Splitter(text).split()


def _spans(file: Path) -> Callable[[], object]:
    from unlcli.bibtex import scan

    data = file.read_bytes()
    return lambda: scan.scan(data)


def _entries(file: Path) -> Callable[[], object]:
    from unlcli.bibtex import read

    data = file.read_bytes()
    return lambda: read.read(data)


def _fields(file: Path) -> Callable[[], object]:
    from unlcli.bibtex import read

    data = file.read_bytes()
    return lambda: [dict(entry.fields) for entry in read.read(data)]


def _failures(file: Path) -> Callable[[], object]:
    from unlcli.bibtex import read

    data = file.read_bytes()
    return lambda: read.read(data).failures


_PARTS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "floor": _floor,
    "peer": _peer,
    "spans": _spans,
    "entries": _entries,
    "fields": _fields,
    "failures": _failures,
}


# What is told


class Table:
    """A row for each operation, printed as it is known, and the bars that were missed."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self._sizes = sizes
        self._floors: list[Cost] = []
        self._missed: list[str] = []
        heads = "".join(f"{f'{size:,}':>9}" for size in sizes)
        print(f"{'CPU seconds':34}{heads}{'ratio':>7}{'floors':>8}{'wall s':>8}{'MB':>7}", flush=True)

    def add(self, operation: Operation, costs: Sequence[Cost]) -> None:
        """Print what an operation cost at each size, and look whether that is too much."""
        if not costs:
            print(f"{operation.name:34} (there is no such command)", flush=True)
            return
        self._floors = self._floors or list(costs)
        seconds = "".join(f"{cost.cpu:9.3f}" for cost in costs) + " " * 8 + "-" * (len(costs) < len(self._sizes))
        seconds = f"{seconds:{9 * len(self._sizes)}.{9 * len(self._sizes)}}"
        last, floor = costs[-1], self._floors[len(costs) - 1]
        times = self._sizes[len(costs) - 1] / self._sizes[0]
        ratio = last.cpu / costs[0].cpu
        shown = f"{ratio:7.1f}" if times > 1 else f"{'-':>7}"
        floors = last.cpu / max(floor.cpu, 0.001)
        print(f"{operation.name:34}{seconds}{shown}{floors:8.0f}{last.wall:8.2f}{last.megabytes:7.0f}", flush=True)
        if operation.has_ratio and ratio > MOST_RATIO * times / 10 and times > 1:
            self._missed.append(f"{operation.name}: {times:.0f} times the entries cost {ratio:.1f} times the CPU")
        if self._sizes[len(costs) - 1] == SIZES[1]:
            if 0 < operation.most_seconds < last.cpu:
                self._missed.append(f"{operation.name}: {last.cpu:.2f} s, and {operation.most_seconds} s is the bar")
            if 0 < operation.most_megabytes < last.megabytes:
                self._missed.append(
                    f"{operation.name}: {last.megabytes:.0f} MB, and {operation.most_megabytes:.0f} MB is the bar"
                )

    def end(self) -> int:
        """Print what was missed and return the exit code."""
        print(f"\nPython {sys.version.split()[0]}, {os.cpu_count()} processors; the times are those of this machine.")
        for line in self._missed:
            print(f"missed: {line}")
        if not self._missed:
            print("No bar was missed.")
        return int(bool(self._missed))


# The library


def _key(number: int, word: str = "made") -> str:
    return f"{word}{number:07d}"


def _is_copy(number: int) -> bool:
    return number % 200 == 199


def _make(size: int, folder: Path) -> int:
    """Write a library of `size` entries and one of 200 to bring in, half of them of works that are there."""
    if not (folder / LIBRARY).is_file():
        maker = _Maker(size)
        with (folder / LIBRARY).open("w", encoding="utf-8", newline="\n") as file:
            file.write(
                "% A library made up to be measured.\n\n@string{icml = {International Conference on Machine Learning}}\n\n"
            )
            file.writelines(maker.library())
        with (folder / INCOMING).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(maker.incoming(200))
    return 0


_SYLLABLES = (
    "ba be bi bo bu da de di do du fa fe fi fo ga ge go ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu pa pe "
    "pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo za ze zo stra tion ment ing"
).split()
_SURNAMES = "berg mann sson ez ini ov ski er wang chen son ton ley ard müller ière ñez".split()
_VENUES = (
    "Journal of Made-Up Results",
    "Transactions on Measured Things",
    "Annals of Large Files",
    "Letters on Bibliography",
    "Computing and Counting",
    "Neural Notes",
)
_CATEGORIES = ("Survey", "Benchmark", "Benchmark > Multimodal", "Method", "Theory", "Attack", "Tool")


class _Maker:
    """Makes up entries, always the same for the same size: many rare words, few frequent ones, as titles have them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._random = random.Random(size)
        self._words = list(self._made_up(30_000, 2, 4))
        self._weights = list(accumulate(1 / (rank + 20) for rank in range(len(self._words))))
        self._families = [f"{name.capitalize()}{end}" for name in self._made_up(700, 1, 2) for end in _SURNAMES]
        self._repeated: list[str] = []

    def _made_up(self, count: int, least: int, most: int) -> Iterator[str]:
        seen: set[str] = set()
        while len(seen) < count:
            word = "".join(self._random.choices(_SYLLABLES, k=self._random.randint(least, most)))
            if word not in seen:
                seen.add(word)
                yield word

    def library(self) -> Iterator[str]:
        """Yield the entries; one in 200 is another copy of the one before it, with a key out of order."""
        body = ""
        for number in range(self._size):
            repeats = _is_copy(number)
            body = body if repeats else self._body(number)
            if number % max(1, self._size // 100) == 0:
                self._repeated.append(body)
            yield f"{self._head(number, 'copy' if repeats else 'made')}{body}\n"

    def incoming(self, count: int) -> Iterator[str]:
        """Yield entries to bring in."""
        for number in range(count):
            body = self._repeated[number // 2 % len(self._repeated)] if number % 2 else self._body(self._size + number)
            yield f"@misc{{incoming{number},\n{body}\n"

    def _head(self, number: int, word: str) -> str:
        return f"@{('article', 'inproceedings', 'inproceedings', 'misc', 'book')[number % 5]}{{{_key(number, word)},\n"

    def _body(self, number: int) -> str:
        pick = self._random
        title = " ".join(word.capitalize() for word in self._some(pick.randint(5, 11)))
        authors = " and ".join(
            f"{pick.choice(self._families)}, {pick.choice('ABCDEFGHIJKLMNOPRSTVWZ')}."
            for _ in range(pick.randint(1, 6))
        )
        lines = [
            f"title = {{{title}}}",
            f"author = {{{authors}}}",
            "booktitle = icml"
            if pick.random() < 0.1
            else f"booktitle = {{Proceedings of the {pick.randint(2, 45)}th {pick.choice(_VENUES)}}}"
            if pick.random() < 0.5
            else f"journal = {{{pick.choice(_VENUES)}}}",
            f"year = {{{pick.randint(1995, 2025)}}}",
            f"volume = {pick.randint(1, 60)}",
            f"pages = {{{pick.randint(1, 90)}--{pick.randint(100, 199)}}}",
            f"doi = {{10.1234/made.{number}}}",
            f"url = {{https://example.org/papers/{number}}}",
        ]
        if pick.random() < 0.3:
            lines.append(f"category = {{{pick.choice(_CATEGORIES)}}}")
        if pick.random() < 1 / 3:
            lines.append(f"abstract = {{{' '.join(self._some(174)).capitalize()}, at {{\\'E}}cole 100\\%.}}")
        return "".join(f"  {line},\n" for line in lines) + "}\n"

    def _some(self, count: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._weights, k=count)


if __name__ == "__main__":
    raise SystemExit(main())
