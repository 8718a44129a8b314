"""Many hostile rows in one page, as a real browser reads and runs it: text stays text, and nothing is asked or said."""

from pathlib import Path
from typing import Any

import pytest
from browser import Visits
from hostile_texts import one_listing
from hypothesis import settings

from unlcli.domain.listing import Cell, Listing, Row
from unlcli.render.escape import one_line
from unlcli.render.listing import renderer
from unlcli.render.options import RenderOptions
from unlcli.render.rows import links_of

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.xdist_group("browser")]

#: One page is loaded once, so that many rows cost little: as many as other tests try examples.
ROWS = settings.default.max_examples if settings.default else 100
READ = """() => [...document.querySelectorAll('main tbody tr')].map(row => ({
  cells: [...row.querySelectorAll('div.t, td:not(.more)')].map(cell => cell.textContent),
  links: [...row.querySelectorAll('a')].map(link => [link.textContent, link.getAttribute('href'), link.protocol]),
  names: [...row.querySelectorAll('*')].map(element => element.localName),
}))"""
STRANGERS = """() => [...document.querySelectorAll('*')].filter(element =>
  [...element.attributes].some(attribute => attribute.name.startsWith('on') || attribute.name === 'srcdoc')
  || ['img', 'iframe', 'object', 'embed', 'base', 'form', 'math', 'audio', 'video'].includes(element.localName)
  || element.localName === 'script' && element.parentNode !== document.head).map(element => element.outerHTML)"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Listing]:
    listing = one_listing(ROWS, seed=7)
    file = tmp_path_factory.mktemp("hostile") / "page.html"
    words = "</title><script>alert(1)</script>{{ x }} \"quoted\" & 'so'"
    text = renderer("html")(listing, RenderOptions(title=words, description=words))
    file.write_text(text, encoding="utf-8")
    return file, listing


def test_a_browser_shows_the_texts_and_links_of_the_library(made: tuple[Path, Listing], visits: Visits) -> None:
    file, listing = made
    rows: list[dict[str, Any]] = visits(file).evaluate(READ)
    assert [row["cells"] for row in rows] == [[_words(cell) for cell in row.cells] for row in listing.rows]
    assert [[(words, href) for words, href, _ in row["links"]] for row in rows] == [_links(row) for row in listing.rows]
    # An address that the browser cannot read has no scheme to it, and leads nowhere.
    assert {protocol for row in rows for _, _, protocol in row["links"]} <= {"http:", "https:", "mailto:", ":"}
    known = {"th", "td", "div", "a", "p", "details", "summary", "span"}
    assert {name for row in rows for name in row["names"]} <= known | _OF_THE_SCRIPT


#: What the page's script adds to rows.
_OF_THE_SCRIPT = {"button"}


def test_nothing_strange_stands_in_the_page_with_and_without_javascript(
    made: tuple[Path, Listing], visits: Visits
) -> None:
    for scripts in (True, False):
        page = visits(made[0], java_script_enabled=scripts)
        assert page.title().startswith("</title><script>alert(1)</script>{{ x }}")
        if scripts:
            assert page.evaluate(STRANGERS) == []
        else:
            assert page.locator("main tbody tr").count() == len(made[1].rows)


def _words(cell: Cell) -> str:
    words = " · ".join(words for words, _ in links_of(cell)) or cell.text
    return one_line(words) or "–"


def _links(row: Row) -> list[tuple[str, str]]:
    return [(words, url) for cell in row.cells for words, url in links_of(cell) if url]
