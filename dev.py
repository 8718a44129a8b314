#!/usr/bin/env python3
"""Set up, try and test unl; needs nothing but Python: python3 dev.py COMMAND [ARGUMENTS].

demo       search the shipped list, import the two lists of examples/ and export them into demo/
test       formatting, lint, types and tests; ARGUMENTS go to pytest (python3 dev.py test -k search)
test-full  the same with the slow tests
wheel      build the wheel, install it in a folder elsewhere, and run the examples of the README and the tutorial with it
recorded   put recorded answers of the services before the commands that ask them, and print a table of what came of each;
           ARGUMENTS are folders of such answers (python3 dev.py recorded FOLDER), without one it is tests/recorded
bench      time the start of the program, large libraries, finding duplicates, and search (beside programs from PyPI); names of
           benchmarks/ (startup, large_library, matching, search) choose, further ARGUMENTS go to them
           (python3 dev.py bench matching --runs 1)
screenshots  take docs/images/page-*.png, the page of the shipped list in Chromium, which must be installed

Each sets up .venv first, and does so again only when pyproject.toml or the Python has changed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
UNL = BIN / ("unl.exe" if os.name == "nt" else "unl")
STAMP = VENV / "unl-setup.txt"
DEMO = Path("demo")
NEEDED = (3, 11)
COMMANDS = ("demo", "test", "test-full", "wheel", "recorded", "bench", "screenshots")
BENCHMARKS = ("startup", "large_library", "matching", "search", "exports")


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 0 if arguments and arguments[0] in ("-h", "--help", "help") else 2
    command, rest = arguments[0], arguments[1:]
    problem = _unusable_python() or _set_up()
    if problem:
        print("dev.py: " + problem, file=sys.stderr)
        return 2
    if command == "demo":
        return demo()
    if command == "recorded":
        return _run([PYTHON, "tests/recorded_table.py", *(Path(folder).resolve() for folder in rest)])
    if command == "bench":
        return bench(rest)
    if command == "wheel":
        return wheel()
    if command == "screenshots":
        return _run([PYTHON, "docs/make_screenshots.py", *rest])
    return test(rest, full=command == "test-full")


def demo() -> int:
    """Search the shipped list, then turn the two small lists into a library and three pages."""
    shutil.rmtree(ROOT / DEMO, ignore_errors=True)
    (ROOT / DEMO).mkdir()
    library = DEMO / "library.bib"
    lists = [Path("examples") / "reading-list.md", Path("examples") / "topic-page.md"]
    pages = {
        DEMO / "reading-list.md": ["--format", "markdown", "--group-by", "category"],
        DEMO / "papers.html": ["--format", "html", "--group-by", "category"],
        DEMO / "topic-page.md": ["--format", "jekyll", "--group-by", "venue,year"],
    }
    steps: list[list[str | Path]] = [["search", "harry potter"], ["import", *lists, "-l", library]]
    for page, options in pages.items():
        steps.append(["export", "-l", library, *options, "-o", page])
    for step in steps:
        code = _run([UNL, *step])
        if code:
            print(f"\ndev.py: the command above ended with exit code {code}", file=sys.stderr)
            return 1
    print("\nThe results lie in")
    print(f"  {library!s:22} one BibTeX file made of both lists, a paper in both of them once")
    for page, options in pages.items():
        print(f"  {page!s:22} exported with {' '.join(options)}")
    print(f"Next: {_shown([UNL, 'search', 'attention', '-l', library])}")
    return 0


def test(arguments: list[str], *, full: bool) -> int:
    """Run every check, also after one has failed, and tell which did."""
    speed = ["--hypothesis-profile", "full"] if full else ["-m", "not slow"]
    checks: dict[str, list[str | Path]] = {
        "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "lint": [PYTHON, "-m", "ruff", "check", "."],
        "types": [PYTHON, "-m", "mypy"],
        "tests": [PYTHON, "-m", "pytest", "-n", "auto", "--dist", "loadgroup", *speed, *arguments],
    }
    results = {}
    for name, command in checks.items():
        start = time.monotonic()
        results[name] = (_run(command), time.monotonic() - start)
    print("\nSummary")
    for name, (code, seconds) in results.items():
        print(f"  {name:8} {'ok' if code == 0 else f'FAILED (exit code {code})':24} {seconds:6.1f} s")
    return int(any(code for code, _ in results.values()))


def wheel() -> int:
    """Build the wheel, install it outside the checkout as a user does, and run the examples of the docs with it."""
    with tempfile.TemporaryDirectory(prefix="unl-wheel-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        python = folder / "venv" / PYTHON.relative_to(VENV)
        if _run([PYTHON, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "dist", ROOT]):
            return 1
        (made,) = (folder / "dist").glob("*.whl")
        pip: list[str | Path] = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        version: list[str | Path] = [python, "-I", "-m", "unlcli", "--version"]
        steps: list[list[str | Path]] = [
            [PYTHON, "-m", "venv", python.parents[1]],
            [*pip, "install", made],
            [*pip, "check"],
            version,
        ]
        if any(_run(step, folder=folder) for step in steps):
            return 1
        chosen = "test_examples and (README or tutorial)"
        examples: list[str | Path] = [PYTHON, "-m", "pytest", "tests/test_docs.py", "-k", chosen]
        return _run(examples, UNL_EXAMPLES_PYTHON=str(python))


def bench(arguments: list[str]) -> int:
    """Run the benchmarks that are named, without a name all, and tell whether one of them missed its bars."""
    named = list(takewhile(BENCHMARKS.__contains__, arguments))  # behind options a name may be a value: --only search
    options = arguments[len(named) :]
    return max(_run([PYTHON, f"benchmarks/{name}.py", *options]) for name in named or BENCHMARKS)


def _set_up() -> str:
    """Make or renew the virtual environment; return what went wrong."""
    wanted = "\n".join(
        (hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest(), str(ROOT), sys.version.split()[0])
    )
    before = STAMP.read_text(encoding="utf-8").split("\n") if STAMP.is_file() else []
    if PYTHON.is_file() and before == wanted.split("\n"):
        return ""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        return (
            f"this Python ({sys.executable}) comes without {' and '.join(missing)}, which setting up needs.\n"
            "Install it (Debian, Ubuntu: apt-get install python3-venv) or use a Python from python.org."
        )
    print(
        f"Setting up {VENV.name} with Python {sys.version.split()[0]} (once, and again when pyproject.toml changes) ..."
    )
    STAMP.unlink(missing_ok=True)
    if before[1:] != wanted.split("\n")[1:] and _run([sys.executable, "-m", "venv", "--clear", VENV]):
        return f"the virtual environment {VENV} could not be made; the lines above say why"
    if _run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", ".[dev]"]):
        return "pip could not install what unl needs; the lines above say why. Is there a network connection?"
    STAMP.write_text(wanted, encoding="utf-8")
    return ""


def _unusable_python() -> str:
    """Say what is wrong with the Python that runs this, and which other one could."""
    if sys.version_info >= NEEDED:
        return ""
    newer = [f"python3.{minor}" for minor in range(19, NEEDED[1] - 1, -1) if shutil.which(f"python3.{minor}")]
    remedy = f"run: {newer[0]} dev.py {' '.join(sys.argv[1:])}" if newer else "get a newer one from python.org"
    found = ".".join(str(part) for part in sys.version_info[:2])
    return f"unl needs Python {NEEDED[0]}.{NEEDED[1]} or newer and this is {found}; {remedy}"


def _run(command: list[str | Path], *, folder: Path = ROOT, **added: str) -> int:
    """Print a command as one would type it, run it, at the top of the tree if nothing else is said, and return its exit code."""
    print(f"\n$ {_shown(command)}", flush=True)
    # The user's own settings must not decide what a demonstration or a test shows. Tests start the program hundreds of
    # times: without compiled modules each start takes three times as long.
    left_out = ("UNL_LIBRARY", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    environment |= {"PYTHONUTF8": "1", **added}
    try:
        return subprocess.run([str(part) for part in command], cwd=folder, env=environment, check=False).returncode
    except FileNotFoundError as error:
        print(f"dev.py: {error}; delete {VENV} and run this again", file=sys.stderr)
        return 127


def _shown(command: list[str | Path]) -> str:
    parts = [str(part) for part in command]
    first = Path(parts[0])
    if first.is_absolute():
        parts[0] = str(first.relative_to(ROOT)) if first.is_relative_to(ROOT) else first.name
    return subprocess.list2cmdline(parts) if os.name == "nt" else shlex.join(parts)


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
