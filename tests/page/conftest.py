"""One browser for all tests of the page, the pages they visit, and proof that none of those said or asked for anything.

Tests that need a browser stand in this folder, all in one xdist group: a second browser costs more than waiting for the first.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Visits, chromium
from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parent))

from made_pages import Pages


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def visits(browser: Browser) -> Iterator[Visits]:
    """Open pages as Visits does; what one of them said, asked for or got wrong fails the test at its end."""
    visits = Visits(browser)
    yield visits
    visits.close()
    assert visits.troubles == []
