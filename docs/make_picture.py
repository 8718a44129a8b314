"""Draw docs/picture.svg, a terminal with what `unl search` shows of the shipped list: python docs/make_picture.py."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "picture.svg"
WIDTH = 100
COMMANDS = (
    ("search", "unlerning", "benchmark", "year:2024", "--limit", "4"),
    ("search", "category:multimodal", "has:code"),
)


def drawn() -> str:
    """Return the picture as it would be drawn now; the same output gives the same bytes."""
    console = Console(
        record=True, width=WIDTH, file=StringIO(), force_terminal=True, color_system="truecolor", legacy_windows=False
    )
    for number, command in enumerate(COMMANDS):
        console.print(Text.assemble("\n" if number else "", ("$ ", "bold green"), ("unl " + " ".join(command), "bold")))
        console.print(Text.from_ansi(_shown(command)))
    svg = console.export_svg(title="unl", unique_id="unl")
    # A picture should load nothing from elsewhere, so rich's web fonts go.
    return re.sub(r"\n\s*@font-face \{.*?\n\s*\}", "", svg, flags=re.S) + "\n"


def _shown(command: tuple[str, ...]) -> str:
    """Return what a command shows on a terminal in colour, at the top of the repository."""
    with tempfile.TemporaryDirectory(prefix="unl-docs-") as folder:
        environment = {name: value for name, value in os.environ.items() if name not in ("UNL_LIBRARY", "NO_COLOR")}
        environment |= {f"UNL_{kind}_DIR": folder for kind in ("CONFIG", "CACHE", "STATE")}
        environment |= {"FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "PYTHONUTF8": "1", "UNL_LIBRARY": "library.bib"}
        source = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH", ""))))
        done = subprocess.run(
            [sys.executable, "-m", "unlcli", *command, "--format", "table"],
            cwd=ROOT,
            env=environment | {"PYTHONPATH": source},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
    return done.stdout.rstrip("\n")


def words(svg: str) -> str:
    """Return what a picture says, whatever version of rich drew it."""
    return "\n".join(re.findall(r">([^<>]+)</text>", svg))


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
