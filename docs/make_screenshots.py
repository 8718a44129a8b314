"""Take docs/images/page-*.png, the page of the shipped list in a browser: python docs/make_screenshots.py [FOLDER]."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# Letters smoothed in greys and drawn from the font's outlines look alike on most machines.
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-lcd-text", "--font-render-hinting=none", "--hide-scrollbars")


class Picture(NamedTuple):
    """What a picture shows: a window's size, its colours, and the pixels of the screen for each of the page."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    scale: int = 1

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in the picture's own pixels."""
        return self.width * self.scale, self.height * self.scale


PICTURES = (
    Picture("page-light.png", 1280, 860),
    Picture("page-dark.png", 1280, 860, "dark"),
    Picture("page-phone.png", 390, 780, scale=2),
)


def take(folder: Path) -> list[Path]:
    """Export the shipped list as unl.toml says, take its pictures, and return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="unl-docs-") as scratch, sync_playwright() as playwright:
        page = _page(Path(scratch))
        browser = playwright.chromium.launch(executable_path=_program(), args=list(OPTIONS))
        taken = [_take(browser, page, picture, folder / picture.name) for picture in PICTURES]
        browser.close()
    return taken


def _page(folder: Path) -> Path:
    """Return the list as a page, made by `unl export` without the user's settings."""
    for name in ("library.bib", "unl.toml"):
        shutil.copy(ROOT / name, folder)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("UNL_")}
    environment |= {f"UNL_{kind}_DIR": str(folder / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    source = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH", ""))))
    command = ["export", "--format", "html", *_options(), "-o", "page.html"]
    subprocess.run(
        [sys.executable, "-m", "unlcli", *command],
        cwd=folder,
        env=environment | {"PYTHONPATH": source, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return folder / "page.html"


def _options() -> list[str]:
    """Return what unl.toml says of the project's own page, as options."""
    settings = tomllib.loads((ROOT / "unl.toml").read_text(encoding="utf-8"))
    own = next(export for export in settings["export"] if export.get("format") == "html")
    named = {f"--{name.replace('_', '-')}": value for name, value in own.items() if name not in ("path", "format")}
    return [
        name if value is True else f"{name}={','.join(value) if isinstance(value, list) else value}"
        for name, value in named.items()
        if value is not False
    ]


def _take(browser: Browser, page: Path, picture: Picture, file: Path) -> Path:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.scale,
        color_scheme=picture.scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.screenshot(path=file, animations="disabled", caret="hide")
    context.close()
    return file


def _program() -> str:
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not found:
        raise SystemExit(f"make_screenshots: there is none of {', '.join(PROGRAMS)} (Debian: apt-get install chromium)")
    return found


if __name__ == "__main__":
    for image in take(Path(sys.argv[1]) if sys.argv[1:] else IMAGES):
        sys.stdout.write(f"{image.name}: {image.stat().st_size / 1000:.0f} kB\n")
