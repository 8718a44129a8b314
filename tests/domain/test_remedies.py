import shlex

import pytest

from unlcli.domain.remedies import of_group


def test_the_lines_name_the_file_where_it_may_be_another() -> None:
    assert of_group(["a", "b"], ["library.bib"] * 2) == ("unl dedupe --merge a b", "unl dedupe --not-same a b")
    assert of_group(["a", "b"], ["my refs.bib"] * 2)[0] == "unl dedupe --merge a b -l 'my refs.bib'"


def test_what_a_line_cannot_name_is_asked_about_or_left_to_a_person() -> None:
    for keys in (["a", "A"], ["a", ""]):
        assert of_group(keys, ["x.bib"] * 2) == ("unl dedupe --interactive -l x.bib",)
    assert of_group(["a", "b"], ["x.bib", "y.bib"]) == ("keep one of these entries and remove the others",)


@pytest.mark.parametrize("key", ["$(reboot)", "a;b", "`id`", "it's", "a*", "--yes", "-n"])
def test_no_key_is_read_by_the_shell_or_as_an_option(key: str) -> None:
    for line in of_group([key, "b"], ["refs.bib"] * 2):
        words = shlex.split(line)
        assert words[:2] == ["unl", "dedupe"]
        assert key in words
        assert not key.startswith("-") or words.index("--") < words.index(key)
