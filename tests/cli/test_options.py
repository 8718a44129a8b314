import pytest

from unlcli.cli import options
from unlcli.errors import UsageError


@pytest.mark.parametrize(
    ("form", "json", "wanted"), [("text", False, False), ("text", True, True), ("json", False, True)]
)
def test_json_is_the_format_json(form: str, json: bool, wanted: bool) -> None:
    assert options.wants_json("add", form, json) == wanted


def test_another_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError) as refused:
        options.wants_json("add", "xml", True)
    assert (refused.value.message, refused.value.hint) == ("add has no format 'xml'", "text, json")
