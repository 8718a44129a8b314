import pytest

from unlcli.services.second_opinion import second_opinion


@pytest.mark.parametrize(
    ("source", "troubled"),
    [
        ("@misc{a, title={x}}", False),
        ("@misc{a, title={x}, year=2020}", False),
        ("@misc{a, title={x}, title={y}}", True),
    ],
)
def test_what_other_programs_may_not_read(source: str, troubled: bool) -> None:
    assert bool(second_opinion(source)) == troubled
