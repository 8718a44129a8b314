"""The documentation of each rule shows a library that it finds fault with and one that it does not."""

import re
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest

from unlcli import rules
from unlcli.bibtex import read
from unlcli.domain.finding import Finding
from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.services.check import CheckOptions, check, plan_fixes
from unlcli.store.bibfile import BibFile
from unlcli.store.config import CheckSettings

VENUES = VenueTable()
CATEGORIES = ("Survey", "Benchmark")


def options(code: str) -> CheckOptions:
    return CheckOptions(CheckSettings(select=(code,)), VENUES, CATEGORIES)


@cache
def example(code: str, name: str) -> str:
    found = re.search(rf"^{name}:\n\n((?: {{4}}.*\n|\n)+)", rules.rule(code).docs, re.M)
    assert found, f"{code} has no example {name}"
    return dedent(found[1]).strip() + "\n"


def library(text: str) -> Entries:
    return read.read(text.encode(), path="library.bib")


def findings(code: str, text: str) -> tuple[Finding, ...]:
    return check([library(text)], options(code)).findings


@pytest.mark.parametrize("code", rules.codes())
def test_the_wrong_example_is_found_and_the_right_one_is_not(code: str) -> None:
    found = findings(code, example(code, "Wrong"))
    assert found
    assert all(finding.code == code and (finding.remedies or finding.changes) for finding in found)
    assert findings(code, example(code, "Right")) == ()


@pytest.mark.parametrize("code", rules.codes())
def test_fix_mends_the_wrong_example_where_the_documentation_says_so(code: str) -> None:
    wrong = example(code, "Wrong")
    mends = any(finding.changes for finding in findings(code, wrong))
    assert mends == ("`unl check --fix`" in rules.rule(code).docs)
    if mends:
        bib = BibFile.of(Path("library.bib"), wrong.encode(), {})
        plan = plan_fixes(bib.entries, options(code))
        mended = bib.plan(plan.changes).new.decode()
        assert findings(code, mended) == ()


@pytest.mark.parametrize("code", rules.codes())
def test_examples_are_whole_files_that_other_rules_can_read(code: str) -> None:
    right = library(example(code, "Right"))
    assert len(right) > 0
    assert right.failures == ()


@pytest.mark.parametrize("code", rules.codes())
def test_no_rule_finds_fault_with_the_right_example_of_another(code: str) -> None:
    every = CheckOptions(CheckSettings(), VENUES, CATEGORIES)
    assert check([library(example(code, "Right"))], every).findings == ()
