"""What the tests of rules share: findings of one rule in texts."""

from collections.abc import Callable

import pytest

from unlcli import rules
from unlcli.bibtex import read
from unlcli.domain.finding import Finding
from unlcli.domain.venues import VenueTable
from unlcli.rules.judged import Judged

Check = Callable[..., list[Finding]]


@pytest.fixture
def check() -> Check:
    """Run one rule over BibTeX texts, which stand in `1.bib`, `2.bib` and so on, judged together.

    `categories` are those that the settings list.
    """

    def run(code: str, *texts: str, categories: tuple[str, ...] = ()) -> list[Finding]:
        libraries = tuple(read.read(text.encode(), path=f"{number}.bib") for number, text in enumerate(texts, 1))
        return list(rules.rule(code).check(Judged(libraries, VenueTable(), categories)))

    return run
