import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.domain import categories
from unlcli.domain.entry import Entry
from unlcli.errors import UsageError

NAMES = st.text(st.sampled_from("aB >;\t"), max_size=10)


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("Benchmark > Multimodal", ("Benchmark", "Multimodal")),
        ("Benchmark>Multimodal", ("Benchmark", "Multimodal")),
        ("  A  b >  c ", ("A b", "c")),
        (" > A > ", ("A",)),
        ("", ()),
    ],
)
def test_paths(written: str, path: tuple[str, ...]) -> None:
    assert categories.parse(written) == path


@given(NAMES)
def test_a_path_written_reads_back(name: str) -> None:
    path = categories.parse(name.replace(";", ""))
    assert categories.parse(categories.written(path)) == path


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        ("A; B", [("A",), ("B",)]),
        ("A; a; A > b", [("A", "b")]),
        ("A > b; A", [("A", "b")]),
        ("Ab; A", [("Ab",), ("A",)]),
        ("a > b; A > B > C; D", [("A", "B", "C"), ("D",)]),
        (";; ;", []),
        ("A > b; A > c", [("A", "b"), ("A", "c")]),
    ],
)
def test_parents_and_repeats_are_not_written(value: str, paths: list[tuple[str, ...]]) -> None:
    assert list(categories.of_entry(Entry("misc", "a", {"category": value}))) == paths
    assert list(categories.of_value(value)) == paths


@given(st.lists(NAMES.map(lambda name: categories.parse(name.replace(";", ""))), max_size=5))
def test_leaving_out_what_is_implied_loses_nothing(paths: list[tuple[str, ...]]) -> None:
    kept = categories.without_implied(paths)
    assert categories.without_implied(kept) == kept
    assert all(any(categories.is_within(other, path) for other in kept) for path in paths if path)
    assert {categories.folded(p) for p in kept} <= {categories.folded(p) for p in paths}


@pytest.mark.parametrize("name", ["", " ", "a;b", "a > b", ">"])
def test_names_of_one_level_that_are_refused(name: str) -> None:
    with pytest.raises(UsageError):
        categories.checked_name(name)


@given(st.text(max_size=20))
def test_headings_become_names(heading: str) -> None:
    safe = categories.safe_name(heading)
    assert not safe or categories.checked_name(safe) == safe


def test_letter_case_does_not_count_and_levels_do() -> None:
    assert categories.is_within(("A", "b"), ("a",))
    assert categories.is_within(("A",), ("a",))
    assert not categories.is_within(("Ab",), ("A",))
    assert not categories.is_within(("A",), ("A", "b"))
