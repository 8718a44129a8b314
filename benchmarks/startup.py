"""Time the start of the program: CPU seconds of whole processes, beside an empty Python and `import typer`.

The library is the shipped one, and its index is made. Printed is the least of some runs that take turns. Ends with exit
code 1 when a bar is missed: so many CPU seconds above `import typer`, where that takes about 0.08 s.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

FLOOR = "import typer"


@dataclass(frozen=True)
class Start:
    """Something to start, and how many CPU seconds above `import typer` it may take; None where there is no bar."""

    name: str
    arguments: list[str]
    above: float | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


def _completion(line: str) -> dict[str, str]:
    return {"_UNL_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}


_SEARCH = ["search", "harry", "potter"]
STARTS = (
    Start("python -c pass", ["-c", "pass"]),
    Start(FLOOR, ["-c", "import typer"]),
    Start("unl --version", ["-m", "unlcli", "--version"], above=0.06),
    Start("unl --help", ["-m", "unlcli", "--help"]),
    Start("completion of a command", ["-m", "unlcli"], above=0.06, environment=_completion("unl se")),
    Start("completion of an option", ["-m", "unlcli"], above=0.06, environment=_completion("unl search --li")),
    Start("unl search", ["-m", "unlcli", *_SEARCH], above=0.15),
    Start(
        "unl search, through Typer",
        ["-c", f"import sys; from unlcli.cli.app import main; sys.exit(main({_SEARCH!r}))"],
        above=0.15,
    ),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, help="how often each command runs; the best time counts")
    runs = parser.parse_args().runs
    best = dict.fromkeys((start.name for start in STARTS), float("inf"))
    with tempfile.TemporaryDirectory() as empty:
        for number in range(runs + 1):  # the first one, which makes the index, does not count
            for start in STARTS:
                seconds, code = _cpu_seconds(start, empty)
                if code:
                    print(f"{start.name} ended with exit code {code}", file=sys.stderr)
                    return 1
                best[start.name] = min(best[start.name], seconds) if number else best[start.name]
    _print(best, runs)
    missed = list(_missed(best))
    print("", *(missed or ["No bar was missed."]), sep="\n")
    return int(bool(missed))


def _cpu_seconds(start: Start, folder: str) -> tuple[float, int]:
    """Run a command and return its CPU seconds, or its wall-clock seconds where the system does not tell (Windows)."""
    own = {f"UNL_{name}_DIR": f"{folder}/.{name.lower()}" for name in ("CACHE", "STATE", "CONFIG")}
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *start.arguments],
        cwd=folder,
        env={**os.environ, **own, **start.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if sys.platform == "win32":
        code = process.wait()
        return time.perf_counter() - begin, code
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, process.returncode


def _print(best: Mapping[str, float], runs: int) -> None:
    width = max(map(len, best))
    print(
        f"{'command':{width}} {'CPU s':>7} {'above':>7} {'bar':>7}    (best of {runs}, Python {sys.version.split()[0]})"
    )
    for start in STARTS:
        above, bar = best[start.name] - best[FLOOR], "" if start.above is None else f"{start.above:.2f}"
        print(f"{start.name:{width}} {best[start.name]:7.3f} {above:+7.3f} {bar:>7}")


def _missed(best: Mapping[str, float]) -> list[str]:
    over = [(start, best[start.name] - best[FLOOR]) for start in STARTS]
    return [
        f"missed: {start.name}: {above:.3f} s above {FLOOR}, and {start.above} s is the bar"
        for start, above in over
        if start.above is not None and above > start.above
    ]


if __name__ == "__main__":
    raise SystemExit(main())
