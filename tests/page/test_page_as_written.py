"""The page as anybody reads it: without JavaScript, on paper, on any screen."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from browser import Visits
from made_pages import HOSTILE, TITLES, Pages
from playwright.sync_api import expect
from reader import TALL

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.xdist_group("browser")]

CONTROLS = "button, input, select, textarea, [role=button], [role=searchbox], [role=checkbox]"
SIZES = {"phone": {"width": 360, "height": 740}, "wide": {"width": 1600, "height": 1000}}


def test_all_of_it_is_there_without_javascript(pages: Pages, visits: Visits) -> None:
    page = visits(pages.small, java_script_enabled=False, viewport=TALL)
    text = page.get_by_role("main").inner_text()
    assert [title for title in TITLES.values() if title not in text] == []
    expect(page.get_by_role("heading", level=1)).to_have_text("Ropes & Knots")
    for name in ("knots", "sails", "ecole", "anchors"):
        assert page.locator(f'a[href="https://example.org/{name}"]').first.is_visible()
    assert page.locator('a[href="https://example.com/more-sails"]').is_visible()
    contents = page.get_by_role("navigation")
    for group in ("Survey", "Benchmark", "Multimodal", "Uncategorised"):
        assert page.get_by_role("heading", name=re.compile(group)).is_visible()
    contents.get_by_role("link", name=re.compile("Benchmark")).click()
    assert page.url.endswith("#benchmark")


def test_nothing_dead_is_seen_without_javascript(pages: Pages, visits: Visits) -> None:
    page = visits(pages.small, java_script_enabled=False, viewport=TALL)
    assert [
        control.evaluate("e => e.outerHTML") for control in page.locator(CONTROLS).all() if control.is_visible()
    ] == []


def test_abstracts_fold_out_without_javascript(pages: Pages, visits: Visits) -> None:
    page = visits(pages.small, java_script_enabled=False, viewport=TALL)
    abstract = page.get_by_text("We untie every knot, <b>twice</b>.", exact=True)
    expect(abstract).to_be_hidden()
    page.get_by_role("row", name=TITLES["alba2024knots"]).get_by_text("Abstract").click()
    expect(abstract).to_be_visible()


def test_nothing_lies_over_words(visits: Visits, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>One paper</p><p style='margin-top:-2.2em'>lies over another</p>", encoding="utf-8")
    assert len(visits(page).evaluate(OVERLAPPING)) == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_paper_has_all_papers_and_no_controls(pages: Pages, visits: Visits, scripts: bool) -> None:
    page = visits(pages.small, java_script_enabled=scripts, viewport=TALL)
    page.emulate_media(media="print")
    text = page.get_by_role("main").inner_text()
    assert [title for title in TITLES.values() if title not in text] == []
    shown = [control for control in page.locator(CONTROLS).all() if control.is_visible()]
    # Names of columns sort when there is somebody to press them; on paper they are but names.
    assert [control.inner_text() for control in shown if not control.evaluate("e => e.closest('thead')")] == []
    assert page.pdf().startswith(b"%PDF-")


@pytest.mark.parametrize("key", ["alba2024knots", "cruz2024ropes", "old2024"])
def test_a_paper_is_reached_by_its_key_and_by_old_ones(pages: Pages, visits: Visits, key: str) -> None:
    page = visits(pages.small, after=f"#{key}", viewport={"width": 800, "height": 300})
    title = TITLES.get(key) or TITLES["cruz2024ropes"]
    expect(page.get_by_role("rowheader", name=title).first).to_be_in_viewport()


@pytest.mark.parametrize("name", ["small", "own", "hostile"])
@pytest.mark.parametrize("size", SIZES)
def test_it_fits_any_screen(pages: Pages, visits: Visits, name: str, size: str) -> None:
    page = visits(getattr(pages, name), viewport=SIZES[size])
    width = SIZES[size]["width"]
    page.evaluate(ALL_LAID_OUT)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(TOO_WIDE, width) == []
    assert page.evaluate(OVERLAPPING) == []
    if size == "phone":  # with a mouse, what axe says of targets is enough: room around them counts
        assert page.evaluate(SMALL_TARGETS) == []


ALL_LAID_OUT = """() => { const sheet = new CSSStyleSheet();
  sheet.replaceSync('tbody, tbody tr { content-visibility: visible !important }');
  document.adoptedStyleSheets = [sheet]; }"""
# What a reader can see: not what only screen readers get, cut to a point.
_SEEN = """const seen = element => element.checkVisibility({opacityProperty: true, visibilityProperty: true});
const cut = element => element && element !== document.body
  && ((element.offsetWidth <= 1 && element.offsetHeight <= 1) || cut(element.parentElement));
const shown = choice => [...document.body.querySelectorAll(choice)].filter(e => seen(e) && !cut(e) && !e.closest('.skip'));
const told = element => element.outerHTML.slice(0, 160);"""
# Elements that stick out to the left or right.
TOO_WIDE = f"""width => {{ {_SEEN}
  const out = box => box.width > 2 && box.height > 2 && (box.left < -1 || box.right > width + 1);
  return shown('*').filter(element => out(element.getBoundingClientRect())).map(told); }}"""
# Pairs of words and controls that share area: text over text, or a control over another. What is cut off is not seen.
OVERLAPPING = f"""() => {{ {_SEEN}
  const clipped = (box, element) => {{
    let [left, right, top, bottom] = [box.left, box.right, box.top, box.bottom];
    for (let at = element; at !== document.body; at = at.parentElement) {{
      if (getComputedStyle(at).overflowX === 'visible') continue;
      const around = at.getBoundingClientRect();
      [left, right] = [Math.max(left, around.left), Math.min(right, around.right)];
      [top, bottom] = [Math.max(top, around.top), Math.min(bottom, around.bottom)];
    }}
    return {{left, right, top, bottom}};
  }};
  const texts = shown('*').flatMap(element => [...element.childNodes]
    .filter(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
    .flatMap(node => {{ const range = document.createRange(); range.selectNodeContents(node);
      return [...range.getClientRects()].map(box => ({{element, box: clipped(box, element)}})); }}));
  const controls = shown('button, input, select, summary').map(element => ({{element, box: element.getBoundingClientRect()}}));
  const boxes = [...texts, ...controls].filter(({{box}}) => box.right - box.left > 2 && box.bottom - box.top > 2)
    .sort((a, b) => a.box.top - b.box.top);
  const found = [];
  for (let i = 0; i < boxes.length; i++)
    for (let j = i + 1; j < boxes.length && boxes[j].box.top < boxes[i].box.bottom - 1; j++) {{
      const a = boxes[i], b = boxes[j];
      if (a.element.contains(b.element) || b.element.contains(a.element)) continue;
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (across > 1 && down > 3) found.push(told(a.element) + ' OVER ' + told(b.element));
    }}
  return found; }}"""
# Targets that a finger misses: smaller than 24 by 24 pixels, the label around them included. Titles are running text.
SMALL_TARGETS = f"""() => {{ {_SEEN}
  const size = element => [element, element.closest('label') || element].map(e => e.getBoundingClientRect());
  return shown('button, input, select, summary, nav a, td a, [role=button]').map(element => [size(element), element])
    .filter(([boxes]) => Math.max(...boxes.map(b => b.height)) < 24 || Math.max(...boxes.map(b => b.width)) < 24)
    .map(([boxes, element]) => `${{Math.round(boxes[0].width)}}x${{Math.round(boxes[0].height)}} ${{told(element)}}`); }}"""


def test_what_a_page_puts_away_is_noticed(visits: Visits, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<script>sessionStorage.seen = 'yes'</script>", encoding="utf-8")
    visits(page)
    visits.close()
    assert visits.troubles == [f"kept: {page.as_uri()}"]
    visits.troubles.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_follows_the_readers_colours(pages: Pages, visits: Visits, scheme: Any) -> None:
    page = visits(pages.small, color_scheme=scheme)
    paper, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
        ".map(colour => colour.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0))"
    )
    assert (paper > ink) == (scheme == "light")
    assert abs(paper - ink) > 400


def test_scripts_that_are_not_its_own_do_not_run(pages: Pages, visits: Visits, tmp_path: Path) -> None:
    injected = "<img src=x.png onerror=\"document.title='run'\"><script>document.title = 'run'</script><style>h1{display:none}</style>"
    changed = tmp_path / "page.html"
    changed.write_text(pages.small.read_text(encoding="utf-8").replace("</h1>", "</h1>" + injected), encoding="utf-8")
    page = visits(changed)
    assert page.title() == "Ropes & Knots"
    assert page.get_by_role("heading", level=1).is_visible()
    refused = [trouble for trouble in visits.troubles if "Content Security Policy" in trouble]
    assert len(refused) >= 3
    visits.troubles.clear()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_hostile_texts_are_shown_as_they_are(pages: Pages, visits: Visits, scripts: bool) -> None:
    page = visits(pages.hostile, java_script_enabled=scripts)
    rows = page.get_by_role("rowheader").all_text_contents()
    assert [text for text in shown(HOSTILE) if not any(row.startswith(text) for row in rows)] == []
    expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE[5])
    assert page.title() == HOSTILE[5]


def shown(texts: Iterable[str]) -> list[str]:
    """Texts without what turns the direction of all that follows."""
    return [re.sub("[\u202a-\u202e]", "", text) for text in texts]


def test_hostile_texts_make_no_elements_and_no_links(pages: Pages, visits: Visits) -> None:
    page = visits(pages.hostile)
    assert page.locator("main :is(img, iframe, script, object, embed, form)").count() == 0
    links = page.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert [link for link in links if not re.match(r"#|https?://", link)] == []
    handlers = "all => all.flatMap(e => e.getAttributeNames()).filter(name => name.startsWith('on'))"
    assert page.locator("*").evaluate_all(handlers) == []
