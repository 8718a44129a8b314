"""Time the start of the program: CPU seconds of whole processes, as ratios to an empty Python."""

import argparse
import os
import subprocess
import sys
import tempfile
import time

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import typer": ["-c", "import typer"],
    "unl --version": ["-m", "unlcli", "--version"],
    "unl search": ["-m", "unlcli", "search", "--", "harry potter"],
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="how often each command runs; the best time counts")
    runs = parser.parse_args().runs
    best = dict.fromkeys(COMMANDS, float("inf"))
    with tempfile.TemporaryDirectory() as empty:
        for _ in range(runs):
            for name, arguments in COMMANDS.items():
                seconds, code = _cpu_seconds([sys.executable, *arguments], empty)
                if code:
                    print(f"{name} ended with exit code {code}", file=sys.stderr)
                    return 1
                best[name] = min(best[name], seconds)
    base = best["python -c pass"]
    print(f"{'command':16} {'CPU s':>7} {'ratio':>7}    (best of {runs}, Python {sys.version.split()[0]})")
    for name, seconds in best.items():
        print(f"{name:16} {seconds:7.3f} {seconds / base:7.1f}")
    return 0


def _cpu_seconds(command: list[str], folder: str) -> tuple[float, int]:
    """Run a command and return its CPU seconds, or its wall-clock seconds where the system does not tell (Windows)."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if sys.platform == "win32":
        code = process.wait()
        return time.perf_counter() - start, code
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, process.returncode


if __name__ == "__main__":
    raise SystemExit(main())
