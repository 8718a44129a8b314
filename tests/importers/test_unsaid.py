from collections.abc import Callable

from unlcli.domain.draft import Reading

Read = Callable[..., Reading]

TABLE = "| Title | Authors | Year | Code |\n| --- | --- | --- | --- |\n| [Bowlines for Beginners](https://arxiv.org/abs/2301.00001) | {} | {} | {} |\n"


def _read(read: Read, authors: str = "-", year: str = "-", code: str = "-") -> tuple[str, list[str]]:
    reading = read(TABLE.format(authors, year, code))
    (draft,) = reading.drafts
    return draft.extra.get("note", ""), [repair.what for repair in reading.repairs]


def test_what_a_link_to_code_says_of_it_is_kept(read: Read) -> None:
    assert _read(read, code="[PyTorch](https://github.com/x/bow)") == ("PyTorch", [])
    assert _read(read, code="[code](https://github.com/x/bow)") == ("", [])


def test_words_that_stand_for_nothing_are_told(read: Read) -> None:
    assert _read(read, code="N/A") == ("", ["'N/A' read as nothing"])


def test_a_date_in_another_form_is_told(read: Read) -> None:
    assert _read(read, year="2022.3") == ("", ["'2022.3' read as 2022-03"])
    assert _read(read, year="2022-03") == ("", [])


def test_a_word_of_an_item_that_only_joins_is_told_and_other_words_become_a_note(read: Read) -> None:
    reading = read("# Papers\n\n- [Bowlines for Beginners](https://arxiv.org/abs/2301.00001) by Ann Adams, 2023.\n")
    assert [repair.what for repair in reading.repairs] == ["'by' left out"]
