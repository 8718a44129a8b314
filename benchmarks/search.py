"""Time `unl search`: whole commands on libraries of 10,000 and 100,000 entries (76 MB), with --large of 1,000,000 too.

Beside it stand floors (an empty Python, `import typer`, counting a word's lines with rg or grep) and, at 10,000 entries,
two peers from PyPI: papis, on a library of its own kind with its cache made and not yet made, and papers-cli. Printed are
CPU seconds (the least of some runs), how often an empty Python could have run at 100,000 entries, the share of what papis
takes at 10,000, wall-clock seconds at 100,000 and peak memory at each size. Answers are looked at: a search that did not
find what it was asked for counts as a missed bar. Ends with exit code 1 when a bar is missed.
"""

import argparse
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import natural_library
import peers
from natural_library import LIBRARY, Target

SIZES, LARGE = (10_000, 100_000), 1_000_000
PEER_SIZE, SHOWN_SIZE = SIZES
#: What an unchanged library's search may take of what papis takes with its cache made.
MOST_OF_PAPIS = 0.25
#: Stands in more than a third of the titles.
COMMON = "learning"
PEER_FLOOR = "papis list WORD"
PEER_HOME = "home"


@dataclass(frozen=True)
class Row:
    """Something to time; its bars are CPU seconds and megabytes by size."""

    name: str
    command: Callable[["Case"], Sequence[str]]
    #: What the output must hold to be an answer: in its first line, or anywhere when `finds_first` is not set.
    finds: Callable[[Target], str] = lambda _: ""
    finds_first: bool = True
    code: int = 0
    on_terminal: bool = False
    #: The index is removed before each run; the library is changed before each run; the index is there.
    before: str = "indexed"
    most_seconds: Mapping[int, float] = field(default_factory=dict)
    most_megabytes: Mapping[int, float] = field(default_factory=dict)
    is_beside_papis: bool = False
    only_at: int = 0


@dataclass
class Cost:
    """The least that a row took in some runs; memory is 0 where the system does not tell (Windows)."""

    cpu: float = float("inf")
    wall: float = float("inf")
    megabytes: float = 0.0


class Case:
    """A library to search, in a folder of its own that may be written to, with the program's folders beside it."""

    def __init__(self, size: int, made: Path, folder: Path) -> None:
        self.size, self.folder, self.target = size, folder, natural_library.target(made)
        self.library = folder / LIBRARY
        self.peers: dict[str, peers.Peer] = {}
        self.changes = 0
        self._is_indexed = False
        folder.mkdir(parents=True)
        shutil.copyfile(made / LIBRARY, self.library)
        # as a library is that nobody has touched for an hour
        os.utime(self.library, (time.time() - 3600,) * 2)

    def unl(self, *arguments: str) -> list[str]:
        """Return how to run the program on this library."""
        return [sys.executable, "-m", "unlcli", arguments[0], "-l", str(self.library), *arguments[1:]]

    def environment(self) -> dict[str, str]:
        """Return the environment of every process: what it keeps lies in the folder."""
        places = {f"UNL_{name}_DIR": str(self.folder / name.lower()) for name in ("STATE", "CACHE", "CONFIG")}
        return {**os.environ, **places, "UNL_LIBRARY": "", "TERM": "xterm-256color"}

    def prepare(self, before: str) -> None:
        """Bring the library and its index into the state that a row asks for."""
        if before == "no index":
            for cache in (self.folder / "cache", self.folder / PEER_HOME / "cache"):
                shutil.rmtree(cache, ignore_errors=True)
        elif before == "changed":
            self._index()
            self.changes += 1
            # in a process of its own: what a child takes at its peak would else count what this one had
            own = [sys.executable, __file__, "--change", str(self.library), self.target.key, self.word()]
            subprocess.run(own, check=True)
        elif before == "indexed":
            self._index()
        self._is_indexed = before != "no index"

    def word(self) -> str:
        """Return the word that the last change wrote."""
        return f"changed{self.changes}word"

    def _index(self) -> None:
        if not self._is_indexed:
            subprocess.run(self.unl("search", "zzzz"), env=self.environment(), capture_output=True)


def _search(*words: str) -> Callable[[Case], list[str]]:
    return lambda case: case.unl("search", "--limit", "20", *words)


def _ask(asked: Callable[[Target], str]) -> Callable[[Case], list[str]]:
    return lambda case: case.unl("search", "--limit", "20", asked(case.target))


def _unchanged(
    name: str,
    command: Callable[[Case], Sequence[str]],
    finds: Callable[[Target], str] = lambda _: "",
    *,
    finds_first: bool = True,
    code: int = 0,
    on_terminal: bool = False,
) -> Row:
    """Return a row of a search whose library has not changed, with the bars of such a search."""
    return Row(
        f"unl search {name}",
        command,
        finds,
        finds_first,
        code,
        on_terminal,
        most_seconds={100_000: 0.30, LARGE: 0.8},
        most_megabytes={100_000: 100.0},
        is_beside_papis=True,
    )


def _key(target: Target) -> str:
    return target.key


_FLOORS = (
    Row("python -c pass", lambda _: [sys.executable, "-c", "pass"], before=""),
    Row("python -c 'import typer'", lambda _: [sys.executable, "-c", "import typer"], before=""),
    Row(
        "rg -c WORD" if shutil.which("rg") else "grep -c WORD",
        lambda case: ["rg" if shutil.which("rg") else "grep", "-c", case.target.name, str(case.library)],
        lambda _: "1",
        before="",
    ),
)


def _papis(case: Case) -> list[str]:
    # it compares text as it stands, so it is asked in the spelling of the title
    return [str(case.peers["papis"].program), "list", "--all", "--format", "{doc[ref]}", case.target.name]


def _papers(case: Case) -> list[str]:
    papers = [str(case.peers["papers"].program), "list", "--no-git", "--bibtex", str(case.library), "--key-only"]
    return [*papers, case.target.name]


_PEERS = (
    Row(f"{PEER_FLOOR}, its cache made", _papis, _key, only_at=PEER_SIZE, before="peer"),
    Row(f"{PEER_FLOOR}, first", _papis, _key, only_at=PEER_SIZE, before="no index"),
    Row("papers list WORD", _papers, _key, only_at=PEER_SIZE, before="peer"),
)


_UNL = (
    Row(
        "unl search WORD, first index",
        _ask(lambda t: t.name),
        _key,
        before="no index",
        most_seconds={100_000: 18.0, LARGE: 220.0},
        most_megabytes={100_000: 600.0, LARGE: 2_000.0},
    ),
    _unchanged("WORD", _ask(lambda t: t.name), finds=_key),
    _unchanged("COMMON", _search(COMMON), finds=lambda _: COMMON, finds_first=False),
    _unchanged("TWO COMMON", _search(COMMON, "deep"), finds=lambda _: "eep", finds_first=False),
    _unchanged("BEGINNING OF WORDS", _search("mod"), finds=lambda _: "Mod", finds_first=False),
    _unchanged("THREE TITLE WORDS", _ask(lambda t: t.words), finds=_key, finds_first=False),
    _unchanged("WHOLE TITLE", _ask(lambda t: t.title), finds=_key),
    _unchanged("TYPO", _ask(lambda t: t.typo)),
    _unchanged("PHRASE", _ask(lambda t: t.phrase), finds=_key),
    _unchanged("AUTHOR AND FILTERS", _ask(lambda t: f"author:{t.surname} year:{t.year - 1}..{t.year} has:doi -survey")),
    _unchanged("FILTERS ALONE", _search("year:2020.. has:code venue:icml")),
    _unchanged("IDENTIFIER", _ask(lambda t: t.doi), finds=_key),
    _unchanged("LINK", _ask(lambda t: f"https://doi.org/{t.doi}"), finds=_key),
    _unchanged("NO HIT", _search("xqzzyqx wvvxqj"), code=1),
    _unchanged("WORD, a table", _ask(lambda t: t.name), finds=lambda t: t.name, finds_first=False, on_terminal=True),
    _unchanged("COMMON, a table", _search(COMMON), finds=lambda _: "earning", finds_first=False, on_terminal=True),
    _unchanged(
        "WORD --json --limit 10",
        lambda case: case.unl("search", "--json", "--limit", "10", case.target.name),
        finds=_key,
        finds_first=False,
    ),
    _unchanged(
        "COMMON --json --limit 10",
        lambda case: case.unl("search", "--json", "--limit", "10", COMMON),
        finds=lambda _: COMMON,
        finds_first=False,
    ),
    Row("unl search COMMON, all its hits", lambda case: case.unl("search", COMMON)),
    Row("unl search WORD --no-cache", lambda case: case.unl("search", "--no-cache", case.target.name), _key, before=""),
    Row("unl stats", lambda case: case.unl("stats"), lambda _: "20", finds_first=False),
    Row(
        "unl search WORD, one entry changed",
        lambda case: case.unl("search", "--limit", "20", case.word()),
        _key,
        before="changed",
        most_seconds={100_000: 1.5},
    ),
    Row("unl search WORD, again", lambda case: case.unl("search", "--limit", "20", case.word()), _key),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="how often each runs at most; the best time counts")
    parser.add_argument("--enough", type=float, default=12.0, help="CPU seconds after which one is not run again")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many entries the libraries have")
    parser.add_argument("--large", action="store_true", help=f"a library of {LARGE:,} entries too")
    parser.add_argument("--only", default="", help="only rows whose name has this in it")
    parser.add_argument("--no-peers", action="store_true", help="install nothing, and leave the peers out")
    parser.add_argument("--keep", type=Path, help="make libraries and peers in this folder and leave them there")
    parser.add_argument("--change", nargs=3, metavar=("FILE", "KEY", "WORD"), help=argparse.SUPPRESS)
    how = parser.parse_args()
    if how.change:
        natural_library.change(Path(how.change[0]), *how.change[1:])
        return 0
    sizes = sorted({*how.sizes, *((LARGE,) if how.large else ())})
    rows = [*_FLOORS, *(() if how.no_peers or PEER_SIZE not in sizes else _PEERS), *_UNL]
    wanted = [row for row in rows if how.only in row.name or row is _FLOORS[0]]
    with tempfile.TemporaryDirectory(prefix="unl-bench-") as scratch:
        keep = how.keep.resolve() if how.keep else Path(scratch) / "made"
        cases = [_case(size, keep, Path(scratch)) for size in sizes]
        if any(row in _PEERS for row in wanted):
            _set_up_peers(next(case for case in cases if case.size == PEER_SIZE), keep)
        table = Table(sizes)
        for row in wanted:
            _measure(row, cases, how.runs, how.enough, table)
        return table.end()


def _case(size: int, keep: Path, scratch: Path) -> Case:
    """Make a library where it is kept and a copy of it to work on."""
    made = keep / str(size)
    made.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, natural_library.__file__, str(size), str(made)], check=True)
    return Case(size, made, scratch / f"work-{size}")


def _set_up_peers(case: Case, keep: Path) -> None:
    """Install the peers, and take the library apart for papis."""
    print("Installing papis and papers-cli from PyPI ...", file=sys.stderr, flush=True)
    place, home = keep / "peers", case.folder / PEER_HOME
    case.peers = {
        "papis": peers.set_up(peers.PAPIS, "papis", place, home),
        "papers": peers.set_up(peers.PAPERS, "papers", place, home),
    }
    taken_apart, config = place / "papis-library", home / "config" / "papis"
    subprocess.run([sys.executable, peers.__file__, str(case.library), str(taken_apart), str(config)], check=True)


# What is timed


def _measure(row: Row, cases: Sequence[Case], runs: int, enough: float, table: "Table") -> None:
    """Measure a row at each size, which take turns, so that a machine which is slow for a while is so for all of them."""
    there = {case: Cost() for case in cases if row.only_at in (0, case.size)}
    peer = _peer_of(row, cases)
    if peer is not None and peer.trouble:
        return table.tell(row, f"could not be installed: {peer.trouble}")
    if peer is not None and row.before == "peer":
        _once(row, next(iter(there)), peer)  # makes its cache
    spent = dict.fromkeys(there, 0.0)
    for _ in range(runs):
        for case, best in there.items():
            if spent[case] > enough:
                continue
            cost, trouble = _once(row, case, peer)
            if trouble:
                return table.tell(row, f"{case.size:,}: {trouble}", is_missed=True)
            best.cpu, best.wall = min(best.cpu, cost.cpu), min(best.wall, cost.wall)
            best.megabytes = max(best.megabytes, cost.megabytes)
            spent[case] += cost.cpu
    table.add(row, {case.size: cost for case, cost in there.items()})
    return None


def _peer_of(row: Row, cases: Sequence[Case]) -> peers.Peer | None:
    if row not in _PEERS:
        return None
    (case,) = (case for case in cases if case.size == PEER_SIZE)
    return case.peers["papers" if row.command is _papers else "papis"]


def _once(row: Row, case: Case, peer: peers.Peer | None) -> tuple[Cost, str]:
    """Run a row once; what it cost, and what was wrong with its answer."""
    case.prepare(row.before)
    environment = {**case.environment(), **(peer.environment if peer else {})}
    printed, errors = case.folder / "printed", case.folder / "errors"
    run = _on_terminal if row.on_terminal and sys.platform != "win32" else _to_files
    cost, code = run(row.command(case), environment, printed, errors)
    if code != row.code:
        said = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return cost, f"ended with exit code {code}{': ' + said[-1][:200] if said else ''}"
    with printed.open(encoding="utf-8", errors="replace") as file:
        # a line at a time: what this process takes would count for its children
        wanted = row.finds(case.target)
        found = wanted in file.readline() or (not row.finds_first and any(wanted in line for line in file))
    return cost, "" if found else f"{wanted!r} is not in the answer"


def _to_files(command: Sequence[str], environment: Mapping[str, str], printed: Path, errors: Path) -> tuple[Cost, int]:
    with printed.open("wb") as out, errors.open("wb") as error:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, cwd=printed.parent, stdin=subprocess.DEVNULL, stdout=out, stderr=error
        )
        return _ended(process, start)


def _on_terminal(
    command: Sequence[str], environment: Mapping[str, str], printed: Path, errors: Path
) -> tuple[Cost, int]:
    """Run a command on a terminal of 100 columns."""
    assert sys.platform != "win32"
    import fcntl
    import pty
    import struct
    import termios

    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    start = time.perf_counter()
    environment = {**environment, "UNL_PAGER": ""}
    process = subprocess.Popen(command, env=environment, cwd=printed.parent, stdin=its, stdout=its, stderr=its)
    os.close(its)
    with printed.open("wb") as out, suppress(OSError):  # Linux ends a terminal that was closed with an error
        while data := os.read(ours, 1 << 16):
            out.write(data)
    os.close(ours)
    errors.write_bytes(b"")
    return _ended(process, start)


def _ended(process: "subprocess.Popen[bytes]", start: float) -> tuple[Cost, int]:
    """Wait for a process; what it cost and its exit code."""
    if sys.platform == "win32":
        code = process.wait()
        wall = time.perf_counter() - start
        return Cost(wall, wall), code
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    megabytes = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return Cost(usage.ru_utime + usage.ru_stime, wall, megabytes), process.returncode


# What is told


class Table:
    """A row for each thing timed, printed as it is known, and the bars that were missed."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self._sizes = sizes
        self._missed: list[str] = []
        self._python = self._papis = 0.0
        heads = [*(f"{size:,}" for size in sizes), "x Python", "of papis", "wall s", "MB"]
        print(f"| {'CPU seconds':36} | {' | '.join(heads)} |")
        print(f"| --- |{' ---: |' * len(heads)}", flush=True)

    def tell(self, row: Row, trouble: str, *, is_missed: bool = False) -> None:
        """Print why there is nothing to tell of a row."""
        shown = trouble if len(trouble) < 60 else f"{trouble[:57]}..."
        print(f"| {_name(row):36} | {shown} |{' |' * (len(self._sizes) + 3)}", flush=True)
        if is_missed:
            self._missed.append(f"{row.name}: {trouble}")

    def add(self, row: Row, costs: Mapping[int, Cost]) -> None:
        """Print what a row cost at each size, and look whether that is too much."""
        at_most = [cost for size, cost in costs.items() if size <= SHOWN_SIZE]
        shown = (at_most or list(costs.values()))[-1]
        self._python = self._python or shown.cpu
        if row is _PEERS[0]:
            self._papis = costs[PEER_SIZE].cpu
        of_papis = costs[PEER_SIZE].cpu / self._papis if self._papis and PEER_SIZE in costs else 0.0
        cells = [f"{costs[size].cpu:.3f}" if size in costs else "" for size in self._sizes]
        cells += [f"{shown.cpu / self._python:.1f}", f"{of_papis:.2f}" if of_papis else "", f"{shown.wall:.2f}"]
        cells.append(" / ".join(f"{cost.megabytes:.0f}" for cost in costs.values()))
        print(f"| {_name(row):36} | {' | '.join(cells)} |", flush=True)
        self._judge(row, costs, of_papis)

    def _judge(self, row: Row, costs: Mapping[int, Cost], of_papis: float) -> None:
        for size, cost in costs.items():
            for had, most, unit in (
                (cost.cpu, row.most_seconds.get(size), "s"),
                (cost.megabytes, row.most_megabytes.get(size), "MB"),
            ):
                if most is not None and had > most:
                    self._missed.append(f"{row.name}: {had:.3g} {unit} at {size:,} entries, and {most:g} is the bar")
        if row.is_beside_papis and of_papis > MOST_OF_PAPIS:
            self._missed.append(f"{row.name}: {of_papis:.2f} of what papis takes, and {MOST_OF_PAPIS} is the bar")

    def end(self) -> int:
        """Print the machine and what was missed, and return the exit code."""
        told = (
            f"Python {platform.python_version()}",
            f"SQLite {sqlite3.sqlite_version}",
            platform.platform(terse=True),
        )
        print(f"\n{', '.join(told)}, {os.cpu_count()} processors, {datetime.now(UTC):%Y-%m-%d}.")
        print(f"Beside {peers.PAPIS} and {peers.PAPERS}." if self._papis else "The bar beside papis was not looked at.")
        for line in self._missed:
            print(f"missed: {line}")
        if not self._missed:
            print("No bar was missed.")
        return int(bool(self._missed))


def _name(row: Row) -> str:
    program, _, rest = row.name.partition(", ")
    return f"`{program}`, {rest}" if rest else f"`{program}`"


if __name__ == "__main__":
    raise SystemExit(main())
