"""What somebody does on the page and sees of it, by the roles and names of things."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

PATIENCE = 3_000  # ms
#: Browsers lay out rows when they come into sight: in a window as high as this all of a small page is.
TALL: Any = {"width": 1280, "height": 3000}


class Reader:
    """A reader of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.search = page.get_by_role("searchbox", name="Search papers")
        self.told = page.get_by_role("status")

    def titles(self) -> list[str]:
        """Titles that can be seen, from the top down; a paper in two groups is there twice."""
        heads = self.page.get_by_role("rowheader").locator("visible=true").all_inner_texts()
        return [head.strip().split("\n")[0] for head in heads]

    def finds(self, titles: Iterable[str]) -> None:
        """Check which papers are seen."""
        wanted = set(titles)
        self._waits(lambda: set(self.titles()) == wanted)
        assert set(self.titles()) == wanted

    def sees(self, *titles: str) -> None:
        """Check which papers are seen, and that those who cannot see are told how many of how many."""
        self.finds(titles)
        self._waits(lambda: re.fullmatch(rf"{len(titles)} of \d+ papers?", self.told.inner_text()) is not None)
        expect(self.told).to_have_text(re.compile(rf"^{len(titles)} of \d+ papers?$"))

    def sees_all(self, titles: Mapping[str, str]) -> None:
        """Check that all papers are seen."""
        self.finds(titles.values())
        self._waits(lambda: self.told.inner_text() == f"{len(titles)} papers")
        expect(self.told).to_have_text(f"{len(titles)} papers")

    def menu(self, facet: str) -> Locator:
        """The menu of a facet, opened."""
        group = self.page.get_by_role("group", name="Filters").get_by_role("group").filter(has_text=facet).first
        if group.get_attribute("open") is None:
            group.locator("summary").click()
        return group

    def choose(self, facet: str, value: str) -> None:
        """Choose or leave a value of a facet."""
        self.menu(facet).get_by_role("checkbox", name=re.compile(rf"^{re.escape(value)} \d+$")).click()

    def is_offered(self, facet: str, counts: Mapping[str, int]) -> None:
        """Check the values of a facet and the counts beside them; its menu stays open."""
        labels = self.menu(facet).locator("label")

        def offered() -> dict[str, int]:
            parts = [re.fullmatch(r"(?s)(.+) (\d+)", label) for label in labels.all_text_contents()]
            return {part[1]: int(part[2]) for part in parts if part}

        self._waits(lambda: offered() == counts)
        assert offered() == counts

    def switch(self, name: str) -> Locator:
        """The button of a facet of one value."""
        return self.page.get_by_role("group", name="Filters").get_by_role("button", name=re.compile(rf"^{name}\b"))

    def bar(self, year: int) -> Locator:
        """The bar of a year."""
        return self.page.get_by_role("group", name="Papers per year").get_by_role(
            "button", name=re.compile(f"^{year}: ")
        )

    def _waits(self, is_there: Callable[[], bool]) -> None:
        """Wait until the browser has come round to drawing what changed, but not for long."""
        for _ in range(PATIENCE // 20):
            if is_there():
                return
            self.page.wait_for_timeout(20)
