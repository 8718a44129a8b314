"""The page by keyboard and by ear, and what it puts on the clipboard."""

import re
from collections import Counter
from typing import Any

import bibtexparser
import pytest
from browser import Visits
from made_pages import HOSTILE, LIBRARY, TITLES, Pages, hostile_library
from playwright.sync_api import Page, expect
from reader import TALL, Reader

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.xdist_group("browser")]

KNOTS, SAILS, ROPES, TIDES, ECOLE, ANCHORS, WINDS, HARBOURS = TITLES.values()
CLIPBOARD: dict[str, Any] = {"permissions": ["clipboard-read", "clipboard-write"]}
#: What a list keeps for itself and a citation does not need.
OUR_OWN = {"category", "code", "abstract", "ids", "alturl", "alttitle", "notsame", "creationdate"}


@pytest.fixture
def reader(pages: Pages, visits: Visits) -> Reader:
    return Reader(visits(pages.small, viewport=TALL))


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.innerText.trim()")


def clipboard(page: Page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def test_a_slash_goes_to_the_search(reader: Reader) -> None:
    reader.page.keyboard.press("/")
    expect(reader.search).to_be_focused()
    reader.page.keyboard.type("either/or")
    expect(reader.search).to_have_value("either/or")
    reader.page.keyboard.press("Escape")
    expect(reader.search).to_have_value("")
    reader.sees_all(TITLES)


def test_arrows_go_from_paper_to_paper(reader: Reader) -> None:
    reader.page.keyboard.press("/")
    reader.search.fill("r")
    reader.page.keyboard.press("ArrowDown")
    order = reader.titles()
    gone = [focused(reader.page)]
    for _ in order[1:]:
        reader.page.keyboard.press("ArrowDown")
        gone.append(focused(reader.page))
    assert gone == order
    reader.page.keyboard.press("ArrowDown")
    assert focused(reader.page) == order[-1]
    reader.page.keyboard.press("ArrowUp")
    assert focused(reader.page) == order[-2]
    reader.page.keyboard.press("Escape")
    expect(reader.search).to_be_focused()
    expect(reader.search).to_have_value("r")
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("ArrowUp")
    expect(reader.search).to_be_focused()


def test_enter_opens_the_paper(pages: Pages, visits: Visits) -> None:
    page = visits(pages.small)
    page.context.route("https://example.org/*", lambda route: route.fulfill(body="there"))
    page.keyboard.press("/")
    page.keyboard.type("knots ana")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("https://example.org/knots")
    assert visits.troubles == ["request: GET https://example.org/knots"]
    visits.troubles.clear()


def test_everything_is_reached_and_seen_with_the_tab_key(reader: Reader) -> None:
    reached = []
    for _ in range(200):
        reader.page.keyboard.press("Tab")
        what = reader.page.evaluate(
            """() => { const e = document.activeElement; if (e === document.body) return null;
            const style = getComputedStyle(e), box = e.getBoundingClientRect();
            const isMarked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
            return [e.getAttribute('aria-label') || e.innerText.trim(), isMarked, box.bottom > 0 && box.top < innerHeight]; }"""
        )
        if what is None:
            break
        reached.append(what)
    names = " / ".join(name for name, *_ in reached)
    for name in (
        "Skip to the papers",
        "Search papers",
        "Venue",
        "2024: 3 papers",
        KNOTS,
        f"Copy BibTeX of {KNOTS}",
        "Abstract",
    ):
        assert name in names
    assert [name for name, is_marked, _ in reached if not is_marked] == []
    assert [name for name, _, is_in_sight in reached if not is_in_sight] == []


def test_a_menu_is_worked_with_keys(reader: Reader) -> None:
    summary = reader.menu("Venue").locator("summary")
    reader.page.keyboard.press("Tab")
    reader.page.keyboard.press("Space")
    reader.sees(TIDES, WINDS)
    reader.page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(reader.page.get_by_role("checkbox")).to_have_count(0)


def test_what_is_typed_is_told_once_it_is_done(reader: Reader) -> None:
    reader.page.evaluate(
        """() => { window.told = []; const status = document.querySelector('[role=status]');
        new MutationObserver(() => told.push(status.textContent)).observe(status, {childList: true, characterData: true, subtree: true}); }"""
    )
    reader.search.press_sequentially("anchors", delay=5)
    expect(reader.told).to_have_text("1 of 8 papers")
    assert len(reader.page.evaluate("told")) <= 2
    assert reader.told.get_attribute("aria-live") in (None, "polite")


def facts(text: str) -> dict[str, tuple[str, dict[str, str]]]:
    """Type and fields of each entry, as bibtexparser reads them."""
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return {
        entry.key: (
            entry.entry_type,
            {field.key: " ".join(str(field.value).split()) for field in entry.fields if field.key not in OUR_OWN},
        )
        for entry in library.entries
    }


def test_copied_bibtex_says_what_the_library_says(pages: Pages, visits: Visits) -> None:
    page = visits(pages.small, viewport=TALL, **CLIPBOARD)
    copied = {}
    for title in TITLES.values():
        button = page.get_by_role("button", name=f"Copy BibTeX of {title}", exact=True).first
        button.click()
        expect(page.get_by_role("status")).to_contain_text(f"Copied the BibTeX of {title}")
        expect(button).to_have_text("Copied")
        copied |= facts(clipboard(page))
    assert copied == facts(LIBRARY)


def test_copied_bibtex_of_hostile_papers_stays_one_entry(pages: Pages, visits: Visits) -> None:
    page = visits(pages.hostile, **CLIPBOARD)
    wanted = facts(re.sub("[\u202a-\u202e]", "", hostile_library()))  # what turns the direction of text stays behind
    rows = page.locator("main tbody tr")
    assert rows.count() >= len(HOSTILE)
    for number in range(rows.count()):
        rows.nth(number).scroll_into_view_if_needed()
        rows.nth(number).locator("[aria-label^='Copy BibTeX']").click()
        found = facts(clipboard(page))
        assert len(found) == 1, number
        for key, said in found.items():
            assert said == wanted[key]


def test_a_copied_link_leads_to_the_paper(pages: Pages, visits: Visits) -> None:
    page = visits(pages.small, "?year=2024", **CLIPBOARD)
    page.get_by_role("button", name=f"Copy link of {ROPES}", exact=True).click()
    link = clipboard(page)
    assert link == f"{pages.small.as_uri()}#cruz2024ropes"


def test_copying_moves_nothing(pages: Pages, visits: Visits) -> None:
    page = visits(pages.small, viewport={"width": 700, "height": 900}, **CLIPBOARD)
    button = page.get_by_role("button", name=f"Copy BibTeX of {KNOTS}", exact=True)
    places = page.get_by_role("rowheader").or_(page.get_by_role("searchbox"))
    before = [place.bounding_box() for place in places.all()]
    button.click()
    expect(button).to_have_text("Copied")
    assert [place.bounding_box() for place in places.all()] == before
    expect(page.get_by_text("8 papers", exact=True).locator("visible=true").first).to_be_in_viewport()


def test_rows_out_of_sight_are_rows_too(pages: Pages, visits: Visits) -> None:
    page = visits(pages.own, viewport={"width": 1280, "height": 400})
    expect(
        page.locator("tbody tr:not([role=row]), tbody th:not([role=rowheader]), tbody td:not([role=cell])")
    ).to_have_count(0)
    assert page.locator("tbody tr[role=row]").count() > 50


def test_browsers_tell_tables_as_tables(reader: Reader) -> None:
    session = reader.page.context.new_cdp_session(reader.page)
    tree = session.send("Accessibility.getFullAXTree")
    session.detach()  # a browser that is asked for its tree keeps it up to date from then on
    said = Counter(node["role"]["value"] for node in tree["nodes"] if not node["ignored"])
    wanted = {"rowheader": 9, "columnheader": 4 * columns(reader), "row": 13, "table": 4}
    assert {what: said[what] for what in wanted} == wanted


def columns(reader: Reader) -> int:
    return reader.page.get_by_role("table").first.get_by_role("columnheader").count()
