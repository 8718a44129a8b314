import pytest

from unlcli.domain.names import Name
from unlcli.sources.reading.people import spoken_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("李 明", Name("李", "明")),
        ("山田 太郎", Name("山田", "太郎")),
        ("김 철수", Name("김", "철수")),
        ("李明", Name("李明")),
        ("Ming 李", Name("李", "Ming")),
        ("Guy Van den Broeck", Name("Van den Broeck", "Guy")),
        ("Ludwig van Beethoven", Name("Beethoven", "Ludwig", "van")),
    ],
)
def test_names_in_reading_order_are_taken_apart(written: str, name: Name) -> None:
    assert spoken_name(written) == name
