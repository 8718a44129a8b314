"""What checkers of HTML and of accessibility find on pages: nothing."""

import json
import subprocess
from pathlib import Path
from typing import Any, Literal

import pytest
from browser import Visits
from made_pages import Pages
from playwright.sync_api import Page

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
pytestmark = pytest.mark.xdist_group("browser")

HOW = {
    # The newest level and what is on trial are left out unless asked for (size of targets, headings without markup).
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "experimental"],
    # This one finds no fault: it only names what is hidden, for somebody to unfold.
    "rules": {"hidden-content": {"enabled": False}},
    "resultTypes": ["violations", "incomplete"],
}
#: As axe has it, but that short words and signs count too, of which it says otherwise that somebody must look.
CONTRAST = {
    "id": "color-contrast",
    "options": {
        "ignoreUnicode": False,
        "ignoreLength": True,
        "ignorePseudo": False,
        "boldValue": 700,
        "boldTextPt": 14,
        "largeTextPt": 18,
        "contrastRatio": {"normal": {"expected": 4.5}, "large": {"expected": 3}},
        "pseudoSizeThreshold": 0.25,
        "shadowOutlineEmMax": 0.2,
        "textStrokeEmMin": 0.03,
    },
}
#: What is out of sight is not laid out, so that no checker could see it.
ALL_OF_IT = "tbody, tbody tr { content-visibility: visible !important }"
PAGES = ("small", "hostile", "own", "empty")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.needs("html-validate", "chromium")
def test_pages_are_valid_html(pages: Pages) -> None:
    files = [getattr(pages, name) for name in PAGES]
    assert findings_of_html_validate(files) == []


@pytest.mark.needs("html-validate")
def test_the_checker_of_html_finds_something(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!DOCTYPE html><html lang=en><title>T</title><p id='a b'><p><button>x</p></html>", encoding="utf-8"
    )
    assert "valid-id" in " ".join(findings_of_html_validate([page]))


@pytest.mark.needs("axe", "chromium")
@pytest.mark.parametrize("name", PAGES)
def test_nothing_bars_a_reader_by_day_and_by_night(pages: Pages, visits: Visits, name: str) -> None:
    page = checked_by_axe(visits, getattr(pages, name))
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert (scheme, findings_of_axe(page)) == (scheme, [])


@pytest.mark.needs("axe", "chromium")
def test_nothing_bars_a_reader_with_a_phone(pages: Pages, visits: Visits) -> None:
    assert findings_of_axe(checked_by_axe(visits, pages.small, viewport={"width": 360, "height": 740})) == []


@pytest.mark.needs("axe", "chromium")
def test_the_checker_of_accessibility_finds_something(visits: Visits, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        "<!DOCTYPE html><html lang=en><title>T</title><main><h1>T</h1><button></button><p>Pale by night</p></main>"
        "<style>@media (prefers-color-scheme: dark) { p { color: #999; background: #fff } }</style></html>",
        encoding="utf-8",
    )
    page = checked_by_axe(visits, file)
    for scheme, wanted in zip(SCHEMES, ({"button-name"}, {"button-name", "color-contrast"}), strict=True):
        page.emulate_media(color_scheme=scheme)
        assert {finding.split(":")[0] for finding in findings_of_axe(page)} == wanted


def findings_of_html_validate(files: list[Path]) -> list[str]:
    """Ask about all files at once: starting the checker takes longer than checking."""
    program = MODULES / "html-validate" / "bin" / "html-validate.mjs"
    answer = files[0].with_suffix(".json")  # what it prints is cut short when it is much
    command = ["node", program, "--config", HERE / ".htmlvalidate.json", "--formatter", f"json={answer}", *files]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert answer.is_file(), done.stderr
    return [
        f"{Path(report['filePath']).name}:{message['line']}: {message['ruleId']}: {message['message']}"
        for report in json.loads(answer.read_text(encoding="utf-8"))
        for message in report["messages"]
    ]


def checked_by_axe(visits: Visits, file: Path, **options: Any) -> Page:
    """Open a page with axe in it."""
    page = visits(file, bypass_csp=True, **options)
    page.add_style_tag(content=ALL_OF_IT)
    page.evaluate((MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    page.evaluate("contrast => axe.configure({checks: [contrast]})", CONTRAST)
    return page


def findings_of_axe(page: Page) -> list[str]:
    """All rules of axe, best practice too, and what it could not decide."""
    found = page.evaluate("how => axe.run(document, how)", HOW)
    return [
        f"{rule['id']}: {node['target']}: {node['html'][:120]}"
        for kind in ("violations", "incomplete")
        for rule in found[kind]
        for node in rule["nodes"]
    ]
