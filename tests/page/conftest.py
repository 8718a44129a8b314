"""One browser for all tests of the page, the pages they visit, and proof that none of those said or asked for anything.

Tests that need a browser stand in this folder, all in one xdist group: a second browser costs more than waiting for the first.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Tabs, Visits, chromium

sys.path.insert(0, str(Path(__file__).parent))

from made_pages import Pages


@pytest.fixture(scope="session")
def tabs() -> Iterator[Tabs]:
    with chromium() as browser:
        yield Tabs(browser)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def visits(tabs: Tabs) -> Iterator[Visits]:
    """Open pages as Visits does; what one of them said, asked for or got wrong fails the test at its end."""
    visits = Visits(tabs)
    yield visits
    visits.close()
    assert visits.troubles == []
