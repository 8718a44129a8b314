"""The judge keeps its bars on libraries whose duplicates were labelled by others; `benchmarks/matching.py` scores them."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
SMALL = ("seeds", "hard-negatives-dev", "preprint-ml-dev")


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        spec = importlib.util.spec_from_file_location("benchmarks_matching", BENCHMARKS / "matching.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        patch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
        return module


def missed(scorer: ModuleType, name: str) -> list[str]:
    given = scorer.load(Path(os.environ["UNL_CORPUS"]) / "bench" / "dedupe" / name)
    certain, both, groups = scorer.judged_pairs(given)
    return list(scorer.missed_bars(given, scorer.score(given, certain), scorer.score(given, both), groups))


@pytest.mark.corpus
@pytest.mark.parametrize("name", SMALL)
def test_small_labelled_sets_keep_their_bars(scorer: ModuleType, name: str) -> None:
    assert name in scorer.BARS
    assert missed(scorer, name) == []


@pytest.mark.corpus
@pytest.mark.slow
def test_all_labelled_sets_keep_their_bars(scorer: ModuleType) -> None:
    assert [line for name in sorted(scorer.BARS) for line in missed(scorer, name)] == []


def test_a_missed_bar_is_told(scorer: ModuleType) -> None:
    entries = tuple(scorer.read.read(b"@misc{a, title={X}} @misc{b, title={Y}} @misc{c, title={Z}}"))
    given = scorer.LabelledSet("seeds", entries, frozenset({("a", "b")}), None, {("a", "b"): 95.0})
    nothing, wrong = scorer.score(given, set()), scorer.score(given, scorer.closed([("a", "b"), ("b", "c")]))
    assert (wrong.hits, wrong.false, wrong.missed) == (1, 2, 0), "pairs are closed"
    assert wrong.buckets["90"] == (1, 1)
    assert scorer.missed_bars(given, nothing, nothing, 0.0) == ["seeds: recall 0.0000, bar 0.95"]
    assert scorer.missed_bars(given, wrong, wrong, 0.0) == ["seeds: precision 0.3333, bar 1.0", "seeds: 2 false, bar 0"]
