import pytest

from unlcli.domain.near_names import near

NAMES = ("title", "authors", "author", "venue", "year", "code", "doi", "keywords", "benchmark")


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("titel", "title"),
        ("yaer", "year"),
        ("keyword", "keywords"),
        ("autors", "authors"),
        ("venues", "venue"),
        ("bench", "benchmark"),
    ],
)
def test_a_slip_is_near_what_was_meant(written: str, first: str) -> None:
    assert near(written, NAMES)[0] == first


@pytest.mark.parametrize("written", ["x", "nothing", "doctor", "", "t" * 10_000])
def test_what_is_like_none_is_near_none(written: str) -> None:
    assert near(written, NAMES) == ()


def test_few_are_named() -> None:
    assert near("az", [f"a{number}" for number in range(9)]) == ("a0", "a1", "a2")
