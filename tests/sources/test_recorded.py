"""Recorded answers of the services, each put before the real commands: the project's own, and those of the corpus."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from recorded_cases import cases_of
from recorded_runs import outcomes
from recorded_table import OWN, figure

Record = Callable[[str, object], None]


def check(folder: Path, record_property: Record) -> None:
    done = list(outcomes(cases_of(folder)))
    record_property("figure", figure(done))
    assert [f"{one.case.service}/{one.case.name}: {one.told}" for one in done if one.result == "differs"] == []
    assert {"ok", "error", "not used"} <= {one.result for one in done}


def test_every_answer_of_our_own_making_gives_its_entry_or_the_documented_error(record_property: Record) -> None:
    check(OWN, record_property)


@pytest.mark.corpus
def test_every_recorded_answer_gives_its_entry_or_the_documented_error(record_property: Record) -> None:
    check(Path(os.environ["UNL_CORPUS"]) / "fixtures" / "http", record_property)
