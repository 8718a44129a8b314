import pytest
from libraries import VENUES, library

from unlcli.domain.indexed import indexed
from unlcli.domain.shown import Shown
from unlcli.services.list_hits import first_author, list_hits


@pytest.mark.parametrize(
    ("authors", "shown"),
    [
        ("", ""),
        ("Yuanshun Yao", "Yao"),
        ("Ronen Eldan; Mark Russinovich", "Eldan & Russinovich"),
        ("Ann Lee; Bob Lee; Cara Lee", "Lee et al."),
        ("Ludwig van Beethoven", "van Beethoven"),
        ("DeepSeek AI; Ann Lee; Bob Lee", "DeepSeek AI et al."),
        ("The Llama Team", "The Llama Team"),
        ("Plato", "Plato"),
        ("王小明", "王小明"),
    ],
)
def test_authors_in_short(authors: str, shown: str) -> None:
    assert first_author(authors) == shown


def hit(**given: object) -> Shown:
    empty = dict.fromkeys(Shown._fields, "")
    return Shown(**{**empty, "is_preprint": False, **given})  # type: ignore[arg-type]


def test_a_hit_is_a_row_of_what_the_index_has() -> None:
    listing = list_hits(
        [hit(key="a1", title="Sails", year="2021", venue="arXiv", is_preprint=True, code="https://x.org")]
    )
    assert [cell.text for cell in listing.rows[0].cells] == ["Sails", "", "arXiv", "2021", "code preprint", "a1"]
    assert len(listing.columns) == 6


def test_a_paper_without_title_is_shown_by_its_key() -> None:
    assert list_hits([hit(key="a1")]).rows[0].cells[0].text == "a1"


def test_the_name_of_a_group_in_braces_stays_whole() -> None:
    entries = library("@misc{a, author = {{Google DeepMind} and others}, title = {Knots}}")
    shown = [indexed(entry, VENUES).shown for entry in entries]
    assert list_hits(shown).rows[0].cells[1].text == "Google DeepMind et al."
