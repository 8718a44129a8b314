"""Finding papers on the page: words, facets, the chart, order, and all of it in the address."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from browser import Visits
from made_pages import TITLES, Pages
from playwright.sync_api import expect
from reader import TALL, Reader

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.xdist_group("browser")]

KNOTS, SAILS, ROPES, TIDES, ECOLE, ANCHORS, WINDS, HARBOURS = TITLES.values()


@pytest.fixture
def reader(pages: Pages, visits: Visits) -> Reader:
    return Reader(visits(pages.small, viewport=TALL))


def test_papers_are_found_while_words_are_typed(reader: Reader) -> None:
    reader.sees_all(TITLES)
    reader.search.press_sequentially("kno")
    reader.sees(KNOTS)
    reader.search.press_sequentially("x")
    reader.sees()
    for _ in "knox":
        reader.search.press("Backspace")
    reader.sees_all(TITLES)


def test_words_are_found_wherever_they_stand(reader: Reader) -> None:
    for words, found in (
        ("ecole", {ECOLE}),
        ("ÉCOLE", {ECOLE}),
        ("noeuds", {ECOLE}),
        ("muller", {ROPES}),
        ("müller's theorem", {ROPES}),
        ("tables & transformers", {TIDES}),
        ("alba", {KNOTS, ANCHORS}),
        ("storms iclr", {SAILS}),
        ("iclr storms", {SAILS}),
        ("2023", {SAILS, ANCHORS, WINDS}),
        ("10.5555/ropes", {ROPES}),
        ("2402.00002", {WINDS}),
        ("gold2024winds", {WINDS}),
        ("multimodal", {TIDES, WINDS}),
        ('"that untie"', {KNOTS}),
        ('"untie that"', set()),
        ("knots sails", set()),
        (".*", set()),
        ("<b>", set()),
        ("   ", set(TITLES.values())),
    ):
        reader.search.fill(words)
        reader.finds(found)


def test_nothing_found_is_said(reader: Reader) -> None:
    reader.search.fill("no such paper")
    reader.sees()
    nothing = reader.page.get_by_text("No paper fits")
    expect(nothing).to_be_visible()
    expect(reader.page.get_by_text("Every word must")).to_be_visible()
    assert reader.page.get_by_role("button", name=re.compile("Clear")).locator("visible=true").count() == 1
    reader.page.get_by_role("button", name=re.compile("Clear")).locator("visible=true").first.click()
    reader.sees_all(TITLES)
    expect(nothing).to_be_hidden()
    expect(reader.search).to_be_focused()
    expect(reader.search).to_have_value("")


def test_the_nearest_words_are_offered(reader: Reader) -> None:
    for words, meant, found in (
        ("thoerem", "theorem", {ROPES}),
        ("Muler theorm", "muller theorem", {ROPES}),
        ("anchors has:code", "anchors", {ANCHORS}),
    ):
        reader.search.fill(words)
        reader.page.get_by_role("button", name=meant, exact=True).click()
        reader.finds(found)
        expect(reader.search).to_have_value(meant)
    reader.search.fill("has:code")
    expect(reader.page.get_by_text("unl search")).to_be_visible()
    reader.search.fill("xyzzy")
    expect(reader.told).to_have_text("0 of 8 papers")
    expect(reader.page.get_by_text("Did you mean")).to_have_count(0)


def test_facets_offer_what_there_is_with_counts(reader: Reader) -> None:
    reader.is_offered("Venue", {"arXiv": 2, "NeurIPS": 2, "ACL": 1, "ICLR": 1, "JMLR": 1})
    reader.is_offered("Year", {"2024": 3, "2023": 2, "2022": 1, "2021": 1, "2020": 1})
    reader.is_offered("Category", {"Survey": 4, "Benchmark": 4, "Benchmark > Multimodal": 2})
    expect(reader.switch("Code")).to_have_text("Code 3")
    expect(reader.switch("Preprint")).to_have_text("Preprint 2")


def test_values_of_a_facet_add_and_facets_narrow(reader: Reader) -> None:
    reader.choose("Venue", "NeurIPS")
    reader.sees(KNOTS, ANCHORS)
    reader.choose("Venue", "arXiv")
    reader.sees(KNOTS, ANCHORS, TIDES, WINDS)
    reader.choose("Year", "2024")
    reader.sees(KNOTS, WINDS)
    # What another choice would add is counted under all the others.
    reader.is_offered("Year", {"2024": 2, "2023": 1, "2022": 1, "2021": 0, "2020": 0})
    reader.is_offered("Venue", {"arXiv": 1, "NeurIPS": 1, "ACL": 0, "ICLR": 0, "JMLR": 1})
    reader.search.fill("winds")
    reader.sees(WINDS)
    reader.search.fill("")
    reader.switch("Code").click()
    reader.sees(KNOTS, WINDS)
    reader.switch("Preprint").click()
    reader.sees(WINDS)
    expect(reader.switch("Preprint")).to_have_attribute("aria-pressed", "true")
    reader.switch("Preprint").click()
    reader.choose("Venue", "arXiv")
    reader.sees(KNOTS)


def test_categories_are_chosen(reader: Reader) -> None:
    reader.choose("Category", "Benchmark > Multimodal")
    reader.sees(TIDES, WINDS)
    reader.choose("Category", "Survey")
    reader.sees(TIDES, WINDS, KNOTS, ROPES, ECOLE)


def test_a_category_has_those_below_it(reader: Reader) -> None:
    reader.choose("Category", "Benchmark")
    reader.sees(SAILS, ANCHORS, TIDES, WINDS)
    expect(reader.page.get_by_role("heading", name="Benchmark 4", exact=True)).to_be_visible()
    expect(reader.page.get_by_role("navigation").get_by_role("link", name="Benchmark 4", exact=True)).to_be_visible()


def test_what_all_papers_have_in_common_is_no_choice(pages: Pages, visits: Visits) -> None:
    entry = "@article{{k{0}, title = {{T {0}}}, year = {{{1}}}, journal = {{J}}, code = {{https://example.org/{0}}}}}\n"
    page = visits(pages.made("alike", "".join(entry.format(number, 2020 + number) for number in range(3))))
    filters = page.get_by_role("group", name="Filters")
    expect(filters.get_by_text("Year")).to_be_visible()
    expect(filters.get_by_text(re.compile("Code|Venue"))).to_have_count(0)


def test_groups_without_a_paper_shown_are_gone(reader: Reader) -> None:
    reader.search.fill("harbours")
    heads = reader.page.get_by_role("main").get_by_role("heading")
    expect(heads.locator("visible=true")).to_have_count(1)
    expect(heads.locator("visible=true")).to_have_text(re.compile("Uncategorised"))


def test_bars_show_papers_per_year_and_choose_them(reader: Reader) -> None:
    names = [bar.get_attribute("aria-label") or "" for bar in reader.page.get_by_role("button", name="paper").all()]
    per_year = [name for name in names if re.match(r"\d{4}: ", name)]
    assert per_year == ["2020: 1 paper", "2021: 1 paper", "2022: 1 paper", "2023: 2 papers", "2024: 3 papers"]
    reader.bar(2023).click()
    reader.sees(SAILS, ANCHORS)
    expect(reader.bar(2023)).to_have_attribute("aria-pressed", "true")
    reader.bar(2020).click()
    reader.sees(SAILS, ANCHORS, HARBOURS)
    reader.bar(2023).click()
    reader.bar(2020).click()
    reader.sees_all(TITLES)
    reader.search.fill("alba")
    expect(reader.bar(2024)).to_have_accessible_name("2024: 1 paper")
    expect(reader.bar(2020)).to_have_accessible_name("2020: 0 papers")


def test_an_order_puts_all_papers_into_one_table(reader: Reader) -> None:
    before = reader.titles()
    in_survey = reader.page.get_by_role("table", name="Survey")
    in_survey.get_by_role("columnheader", name="Title").get_by_role("button").click()
    everything = reader.page.get_by_role("table", name="All papers")
    head, year = (everything.get_by_role("columnheader", name=name) for name in ("Title", "Year"))
    assert reader.titles() == [ANCHORS, ECOLE, HARBOURS, KNOTS, ROPES, SAILS, TIDES, WINDS]
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(head.get_by_role("button")).to_be_focused()
    expect(in_survey).to_be_hidden()
    head.get_by_role("button").click()
    assert reader.titles() == [WINDS, TIDES, SAILS, ROPES, KNOTS, HARBOURS, ECOLE, ANCHORS]
    expect(head).to_have_attribute("aria-sort", "descending")
    year.get_by_role("button").click()
    assert reader.titles()[-3:] == [TIDES, ECOLE, HARBOURS]
    assert set(reader.titles()[:3]) == {KNOTS, ROPES, WINDS}
    expect(year).to_have_attribute("aria-sort", "descending")
    assert head.get_attribute("aria-sort") in (None, "none")
    expect(reader.told).to_have_text("8 papers")
    year.get_by_role("button").click()
    assert reader.titles()[:3] == [HARBOURS, ECOLE, TIDES]
    year.get_by_role("button").click()
    assert reader.titles() == before
    expect(everything).to_be_hidden()


def test_one_table_is_searched_and_left(reader: Reader) -> None:
    before = reader.titles()
    reader.page.get_by_role("combobox", name="Order").select_option("Newest first")
    reader.search.fill("ropes")
    reader.sees(ROPES, HARBOURS)
    reader.choose("Category", "Survey")
    reader.sees(ROPES)
    contents = reader.page.get_by_role("navigation")
    expect(contents.get_by_role("link", name="Survey 1", exact=True)).to_be_visible()
    contents.get_by_role("link", name="Survey 1", exact=True).click()
    expect(reader.page.get_by_role("table", name="Survey")).to_be_visible()
    reader.sees(ROPES)
    reader.page.get_by_role("button", name="Clear filters").click()
    assert reader.titles() == before


def test_a_phone_has_the_same_choices(pages: Pages, visits: Visits) -> None:
    page = visits(pages.small, viewport={"width": 360, "height": 3000}, has_touch=True, is_mobile=True)
    reader = Reader(page)
    page.get_by_text("Filters", exact=True).tap()
    page.get_by_role("combobox", name="Order").select_option("Oldest first")
    assert reader.titles()[:2] == [HARBOURS, ECOLE]
    reader.choose("Venue", "NeurIPS")
    reader.sees(KNOTS, ANCHORS)
    page.get_by_role("heading", level=1).tap()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    reader.bar(2023).tap()
    reader.sees(ANCHORS)


def test_a_phone_begins_with_papers_and_its_menus_fit(pages: Pages, visits: Visits) -> None:
    page = visits(pages.own, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    first = page.get_by_role("rowheader").first.bounding_box()
    assert first
    assert first["y"] < 500
    link = page.get_by_role("navigation").get_by_role("link").first
    expect(link).to_be_hidden()
    page.get_by_text("Sections", exact=True).tap()
    expect(link).to_be_visible()
    page.get_by_text("Filters", exact=True).tap()
    menus = page.get_by_role("group", name="Filters").locator("summary")
    for number in range(menus.count()):
        menus.nth(number).tap()
        lefts = page.get_by_role("checkbox").evaluate_all("boxes => boxes.map(box => box.getBoundingClientRect().left)")
        assert lefts
        assert all(0 < left < 360 for left in lefts)
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_search_stays_in_sight_and_the_section_that_is_read_is_marked(pages: Pages, visits: Visits) -> None:
    page = visits(pages.own, viewport={"width": 1280, "height": 900})
    contents = page.get_by_role("navigation").get_by_role("link")
    page.mouse.wheel(0, 3000)
    expect(page.get_by_role("searchbox", name="Search papers")).to_be_in_viewport()
    for link in (contents.last, contents.nth(1)):
        link.click()
        expect(link).to_have_attribute("aria-current", "true")
        expect(page.locator("nav [aria-current]")).to_have_count(1)
        name = link.text_content() or ""
        heading = page.get_by_role("heading", name=" ".join(name.split()), exact=True).bounding_box()
        bar = page.get_by_role("search").bounding_box()
        assert heading
        assert bar
        assert heading["y"] >= bar["y"] + bar["height"]


def test_choices_stand_in_the_address(reader: Reader) -> None:
    reader.search.fill("a")
    reader.choose("Venue", "NeurIPS")
    reader.choose("Venue", "arXiv")
    reader.bar(2024).click()
    reader.page.get_by_role("combobox", name="Order").select_option("By title")
    asked = parse_qs(urlsplit(reader.page.url).query)
    assert asked == {"q": ["a"], "venue": ["NeurIPS", "arXiv"], "year": ["2024"], "sort": ["title"]}
    reader.sees(KNOTS, WINDS)
    order = reader.titles()
    reader.page.reload()
    reader.sees(KNOTS, WINDS)
    assert reader.titles() == order
    expect(reader.search).to_have_value("a")
    expect(reader.bar(2024)).to_have_attribute("aria-pressed", "true")
    expect(reader.page.get_by_role("columnheader", name="Title").first).to_have_attribute("aria-sort", "ascending")
    assert reader.menu("Venue").get_by_role("checkbox", checked=True).count() == 2


def test_back_and_forward_go_through_choices(reader: Reader) -> None:
    reader.bar(2024).click()
    reader.sees(KNOTS, ROPES, WINDS)
    reader.switch("Code").click()
    reader.sees(KNOTS, WINDS)
    reader.search.press_sequentially("winds", delay=10)
    reader.page.wait_for_url("**q=winds*")
    reader.sees(WINDS)
    reader.page.go_back()
    reader.sees(KNOTS, WINDS)
    expect(reader.search).to_have_value("")
    reader.page.go_back()
    reader.sees(KNOTS, ROPES, WINDS)
    reader.page.go_back()
    reader.sees_all(TITLES)
    reader.page.go_forward()
    reader.sees(KNOTS, ROPES, WINDS)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=ecole", {ECOLE}),
        ("?venue=NeurIPS&year=2024", {KNOTS}),
        ("?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E", set()),
        ("?venue=nowhere", set()),
        ("?sort=%3Cb%3E&q=", set(TITLES.values())),
        ("?sort=constructor", set(TITLES.values())),
        ("?__proto__=x&constructor=y", set(TITLES.values())),
        ("?q=%E0%A4%A", set()),
    ],
)
def test_an_address_opens_the_page_as_it_says(pages: Pages, visits: Visits, query: str, found: set[str]) -> None:
    Reader(visits(pages.small, query, viewport=TALL)).finds(found)


def test_the_address_of_a_paper_that_is_filtered_out_shows_it(pages: Pages, visits: Visits) -> None:
    reader = Reader(visits(pages.small, "?year=2023#gold2024winds", viewport={"width": 800, "height": 400}))
    expect(reader.page.get_by_role("link", name=WINDS, exact=True).first).to_be_in_viewport()


def test_groups_fold(reader: Reader) -> None:
    heading = reader.page.get_by_role("heading", name=re.compile("^Survey"))
    row = reader.page.get_by_role("table", name="Survey").get_by_role("rowheader", name=KNOTS)
    heading.click()
    expect(row).to_be_hidden()
    heading.click()
    expect(row).to_be_visible()
    heading.click()
    # What is searched for is shown, folded away or not.
    reader.search.fill("untie")
    expect(row).to_be_visible()


def test_abstracts_fold_out(reader: Reader) -> None:
    abstract = reader.page.get_by_text("We untie every knot, <b>twice</b>.", exact=True)
    expect(abstract).to_be_hidden()
    reader.page.locator("#alba2024knots").get_by_text("Abstract", exact=True).click()
    expect(abstract).to_be_visible()
