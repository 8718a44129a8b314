"""Time `unl export` in every format: whole commands on realistic libraries of 10,000 and 100,000 entries.

Beside them stands the floor, a process that reads all fields of the library and does nothing else, in the same run. Printed are
CPU seconds (the least of some runs), what a format takes beyond the floor, its bar, and the size of what it wrote, raw and
gzipped. Where Playwright and a Chromium are installed, the page of 10,000 papers is typed into, a letter at a time. Ends with
exit code 1 when a bar is missed.
"""

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import natural_library
import page_typing
from natural_library import LIBRARY

from unlcli.store import export_formats

SIZE, LARGE = 10_000, 100_000
#: CPU seconds beyond reading, by number of entries; of the large library only this format is written.
BARS, LARGE_FORMAT = {SIZE: 2.0, LARGE: 6.0}, "markdown"
#: Bytes of the page of 10,000 papers, as it is and gzipped.
PAGE, PAGE_BYTES, PAGE_GZIPPED = "html", 12_000_000, 2_000_000
TEMPLATE = "{% for entry in entries %}- {{ entry.title }}, {{ entry.year }}\n{% endfor %}"
_READING = """
import gc, sys
from pathlib import Path
from unlcli.store.bibfile import BibFile
gc.disable()
for entry in BibFile.open(Path(sys.argv[1])).entries.entries:
    len(entry.fields)
"""


@dataclass(frozen=True)
class Case:
    """A library and the folder that exports of it are written to."""

    size: int
    folder: Path

    @property
    def library(self) -> Path:
        """The library."""
        return self.folder / LIBRARY

    def output(self, name: str) -> Path:
        """Return where an export is written to."""
        return self.folder / f"out.{name}"

    def command(self, name: str) -> list[str]:
        """Return what writes an export."""
        given = ["--template", str(self.folder / "lines.j2")] if name == "template" else []
        return [
            *(sys.executable, "-m", "unlcli", "export", "-l", str(self.library), "--format", name, *given),
            *("-o", str(self.output(name))),
        ]

    @property
    def reading(self) -> list[str]:
        """What reads the library and does nothing else."""
        return [sys.executable, "-c", _READING, str(self.library)]


def main() -> int:
    """Measure, print, and tell whether a bar was missed."""
    options = _options()
    wanted = [name for name in export_formats.NAMES if not options.only or name in options.only]
    sizes = [SIZE] if options.no_large or LARGE_FORMAT not in wanted else [SIZE, LARGE]
    with _folder(options.keep) as folder:
        missed = []
        for size in sizes:
            case = _made(size, folder)
            missed += _timed(case, wanted if size == SIZE else [LARGE_FORMAT], options.runs)
        page = folder / str(SIZE) / f"out.{PAGE}"
        if PAGE in wanted and page.is_file():
            missed += _weighed(page)
            if not options.no_browser:
                missed += page_typing.missed(page, SIZE)
    print("\n" + "\n".join(["missed:", *missed] if missed else ["no bar was missed"]))
    return int(bool(missed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument(
        "--only", nargs="+", metavar="FORMAT", choices=export_formats.NAMES, help="measure these formats"
    )
    parser.add_argument("--no-large", action="store_true", help=f"leave out {LARGE:,} entries")
    parser.add_argument("--no-browser", action="store_true", help="leave out the page in Chromium")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep libraries there, for the next time")
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured (default: 3)")
    return parser.parse_args()


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="unl-exports-") as made:
        yield Path(made)


def _made(size: int, folder: Path) -> Case:
    case = Case(size, folder / str(size))
    case.folder.mkdir(exist_ok=True)
    # in a process of its own: what a child takes at its peak would else count what this one had
    subprocess.run([sys.executable, natural_library.__file__, str(size), str(case.folder)], check=True)
    (case.folder / "lines.j2").write_text(TEMPLATE, encoding="utf-8")
    return case


def _timed(case: Case, formats: Sequence[str], runs: int) -> list[str]:
    """Print what each format takes, and return which bars were missed; floor and formats take turns."""
    least = dict.fromkeys(["", *formats], float("inf"))
    trouble: dict[str, str] = {}
    for _ in range(runs):
        for name in least:
            if name not in trouble:
                seconds, said = _cpu(case, case.command(name) if name else case.reading)
                least[name] = min(least[name], seconds)
                if said:
                    trouble[name] = said
    bar, missed = BARS[case.size], []
    print(f"\n{case.size:,} entries, {case.library.stat().st_size / 1e6:.1f} MB; CPU seconds, the least of {runs}\n")
    print(f"{'':14} {'whole':>7} {'beyond':>7} {'bar':>5} {'MB':>8} {'gzipped':>8}")
    print(f"{'reading only':14} {least['']:7.2f}")
    for name in formats:
        beyond = least[name] - least[""]
        if name in trouble:
            print(f"{name:14} failed: {trouble[name]}")
            missed.append(f"{name} of {case.size:,} entries failed")
            continue
        print(f"{name:14} {least[name]:7.2f} {beyond:7.2f} {bar:5.1f} {_sizes(case.output(name))}")
        if beyond > bar:
            missed.append(f"{name} of {case.size:,} entries takes {beyond:.2f} s beyond reading, at most {bar} s")
    return missed


def _cpu(case: Case, command: Sequence[str]) -> tuple[float, str]:
    """Return the CPU seconds of a command, and its last words when it failed."""
    places = {f"UNL_{name}_DIR": str(case.folder / name.lower()) for name in ("STATE", "CACHE", "CONFIG")}
    for written in case.folder.glob("out.*"):
        if str(written) in command:
            written.unlink()
    before = os.times()
    done = subprocess.run(command, env={**os.environ, **places, "UNL_LIBRARY": ""}, capture_output=True, text=True)
    after = os.times()
    seconds = after.children_user - before.children_user + after.children_system - before.children_system
    return seconds, "" if done.returncode == 0 else (done.stderr.strip().splitlines() or ["no word"])[-1]


def _sizes(file: Path) -> str:
    raw = file.read_bytes()
    return f"{len(raw) / 1e6:8.2f} {len(gzip.compress(raw, 9)) / 1e6:8.2f}"


def _weighed(page: Path) -> list[str]:
    """Return which of the page's sizes are beyond their bars."""
    raw = page.read_bytes()
    sizes = (("", len(raw), PAGE_BYTES), (" gzipped", len(gzip.compress(raw, 9)), PAGE_GZIPPED))
    print(f"\nthe page: {sizes[0][1]:,} bytes (bar {PAGE_BYTES:,}), {sizes[1][1]:,} gzipped (bar {PAGE_GZIPPED:,})")
    return [f"the page has {size:,} bytes{how}, at most {bar:,}" for how, size, bar in sizes if size > bar]


if __name__ == "__main__":
    sys.exit(main())
