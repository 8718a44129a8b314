"""What the tests of the importers share: reading a text as the command does."""

from collections.abc import Callable

import pytest

from unlcli import importers
from unlcli.domain.draft import Reading
from unlcli.domain.venues import VenueTable

Read = Callable[..., Reading]
_VENUES = VenueTable()


@pytest.fixture(scope="session")
def read() -> Read:
    """Return a function that reads a document's text."""

    def read_text(text: str, name: str = "list.md") -> Reading:
        return importers.read(text, name=name, venues=_VENUES)

    return read_text
