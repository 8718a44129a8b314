"""Ten thousand papers on one page: each keystroke is answered at once."""

import json
import random
import statistics
from typing import Any

import pytest
from browser import Visits
from made_pages import Pages
from playwright.sync_api import CDPSession, Page, expect

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.xdist_group("browser")]

COUNT = 10_000
QUICK = 1_000
BAR = 50  # ms of work for a keystroke
WORDS = (
    "learning model models language deep network neural data robust attack graph memory sparse transfer causal agent "
    "vision privacy federated unlearning editing knowledge bias fairness scaling prompt retrieval alignment safety"
).split()
VENUES = (
    "Neural Information Processing Systems",
    "International Conference on Machine Learning",
    "Journal of Ropes",
    "arXiv",
)
CATEGORIES = ("Survey", "Benchmark", "Benchmark > Multimodal", "Method", "Theory", "Attack")


def library(count: int) -> str:
    """Return a library of so many papers, always the same."""
    chance = random.Random(count)
    return "\n".join(
        f"""@inproceedings{{paper{number},
  author = {{{" and ".join(f"Family{chance.randrange(900)}, Given{chance.randrange(90)}" for _ in range(4))}}},
  title = {{{" ".join(chance.choices(WORDS, k=8)).capitalize()} {number}}},
  booktitle = {{{chance.choice(VENUES)}}},
  year = {{{chance.randrange(2014, 2026)}}},
  url = {{https://example.org/{number}}},
  category = {{{chance.choice(CATEGORIES)}}},
}}
"""
        for number in range(count)
    )


def titles_with(count: int, *words: str) -> int:
    titles = (line.lower() for line in library(count).splitlines() if line.startswith("  title"))
    return sum(all(word in title for word in words) for title in titles)


@pytest.mark.parametrize("count", [QUICK, pytest.param(COUNT, marks=pytest.mark.slow)])
def test_each_keystroke_is_answered_at_once(pages: Pages, visits: Visits, count: int, record_property: Any) -> None:
    page = visits(pages.made(f"of{count}", library(count)), viewport={"width": 1280, "height": 900})
    search, told = page.get_by_role("searchbox", name="Search papers"), page.get_by_role("status")
    expect(told).to_have_text(f"{count:,} papers")
    page.wait_for_timeout(count / 10)  # what a page prepares while nobody types yet
    work = page.context.new_cdp_session(page)
    work.send("Performance.enable", {"timeDomain": "threadTicks"})  # its own time, not that of other programs
    rounds = []
    for _ in range(3 if count == COUNT else 2):
        search.focus()
        rounds.append([keystroke(page, work, key) for key in [*"unlearning graph", *["Backspace"] * 6]])
        expect(told).to_have_text(f"{titles_with(count, 'unlearning'):,} of {count:,} papers")
        search.fill("")
        expect(told).to_have_text(f"{count:,} papers")
    work.detach()
    # The first round compiles the script; of the others each key counts with its best.
    best = sorted(min(times) for times in zip(*rounds[1:], strict=True))
    median, most = statistics.median(best), best[int(len(best) * 0.95)]
    record_property(
        "figure",
        f"{count:,} papers: a keystroke {median:.0f} ms, 95 % at most {most:.0f} ms, the first ones {max(rounds[0]):.0f} ms",
    )
    # Of the few keys of a quick run the slowest tells more of the machine than of the page.
    assert (most if count == COUNT else median) <= BAR, (median, most)


def keystroke(page: Page, work: CDPSession, key: str) -> float:
    """Press a key in the search and return how many ms of work it was for the page: script, layout and painting."""
    before = busy(work)
    page.keyboard.press(key)
    # The frame after the next one: then what the key led to is on the screen.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))")
    return busy(work) - before


def busy(work: CDPSession) -> float:
    metrics = {metric["name"]: metric["value"] for metric in work.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"]) * 1000


@pytest.mark.slow
def test_ten_thousand_papers_are_loaded_sorted_and_reached(pages: Pages, visits: Visits, record_property: Any) -> None:
    file = pages.made(f"of{COUNT}", library(COUNT))
    page = visits(file, "?sort=-year&year=2020#paper9876", viewport={"width": 1280, "height": 900})
    expect(page.locator("#paper9876")).to_be_in_viewport()
    loaded = json.loads(page.evaluate("JSON.stringify(performance.getEntriesByType('navigation')[0])"))
    record_property(
        "figure", f"{COUNT:,} papers: loaded in {loaded['loadEventEnd']:.0f} ms, {file.stat().st_size / 1e6:.1f} MB"
    )
    page.keyboard.press("/")
    page.keyboard.type("no such paper")
    expect(page.get_by_role("status")).to_have_text(f"0 of {COUNT:,} papers")
    page.keyboard.press("Escape")
    page.get_by_role("group", name="Papers per year").get_by_role("button", name="2014: ").click()
    found = library(COUNT).count("year = {2014}")
    expect(page.get_by_role("status")).to_have_text(f"{found:,} of {COUNT:,} papers")
