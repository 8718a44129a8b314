"""Headers: what columns hold, by their words and by their cells."""

from collections.abc import Callable

import pytest

from unlcli.domain.draft import Reading
from unlcli.importers.words import Role, field_name, role_of_header, role_of_label

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Paper Title", Role.TITLE),
        ("**Title**", Role.TITLE),
        ("Paper", Role.PAPER),
        ("Year", Role.YEAR),
        ("Date", Role.YEAR),
        ("Conference/Journal", Role.VENUE),
        ("Published in", Role.VENUE),
        ("Publication Venue", Role.VENUE),
        ("Author(s)", Role.AUTHORS),
        ("GitHub", Role.CODE),
        ("arxiv link", Role.LINK),
        ("Project Page", Role.WEBSITE),
        ("Slides", Role.SLIDES),
        ("Video", Role.VIDEO),
        ("Poster", Role.POSTER),
        ("论文", Role.PAPER),
        ("标题", Role.TITLE),
        ("代码", Role.CODE),
        ("会议", Role.VENUE),
        ("年份", Role.YEAR),
        ("作者", Role.AUTHORS),
        ("链接", Role.LINK),
        ("ML technique", Role.EXTRA),
        ("", Role.EXTRA),
    ],
)
def test_header_words(header: str, role: Role) -> None:
    assert role_of_header(header) is role


def test_labels_of_links() -> None:
    assert role_of_label("[code]") is Role.CODE
    assert role_of_label("Project Page") is Role.WEBSITE
    assert role_of_label("Official Code (PyTorch)") is Role.CODE
    assert role_of_label("https://x.org") is Role.LINK
    assert role_of_label("Code Llama") is None
    assert role_of_label("Video Diffusion Models") is None


def test_names_of_unknown_columns() -> None:
    assert field_name("ML technique(s) used", 1) == "ml-techniques-used"
    assert field_name("Type", 1) == "column-type"
    assert field_name("备注", 4) == "note"
    assert field_name("蜜蜂", 4) == "column-5"
    assert field_name("3D", 0) == "column-3d"


def test_an_unknown_column_becomes_a_field(read: Read) -> None:
    text = "| Title | ML technique | Type | Dataset |\n|--|--|--|--|\n| One | GAN, `k|NN` | A | [Hive](https://hive.org) |\n"
    (draft,) = read(text).drafts
    assert draft.extra == {"ml-technique": "GAN, k|NN", "column-type": "A", "dataset": "Hive https://hive.org"}
    assert draft.urls == ()


def test_repeated_unknown_columns_stay_apart(read: Read) -> None:
    (draft,) = read("| Title | Score | Score |\n|--|--|--|\n| One | 1 | 2 |\n").drafts
    assert draft.extra == {"score": "1", "score-2": "2"}


def test_paper_is_a_link_where_the_name_is_the_title(read: Read) -> None:
    text = "| Name | Paper | Venue |\n|--|--|--|\n| Beehive | [PDF](https://x.org/1) | ICML |\n"
    (draft,) = read(text).drafts
    assert (draft.title, draft.urls, draft.extra) == ("Beehive", ("https://x.org/1",), {})


def test_name_is_a_field_where_the_paper_is_the_title(read: Read) -> None:
    text = "| Name | Paper | Venue |\n|--|--|--|\n| Beehive | [On Bees](https://x.org/1) | ICML |\n"
    (draft,) = read(text).drafts
    assert (draft.title, draft.urls, draft.extra) == ("On Bees", ("https://x.org/1",), {"name": "Beehive"})


def test_titles_are_found_by_their_links(read: Read) -> None:
    text = "| Entry | Stars |\n|--|--|\n| [A Study of Bees](https://x.org/1) | 5 |\n"
    assert [draft.title for draft in read(text).drafts] == ["A Study of Bees"]


def test_row_numbers_are_not_kept(read: Read) -> None:
    (draft,) = read("| # | Title |\n|--|--|\n| 12. | One |\n").drafts
    assert (draft.title, draft.extra) == ("One", {})


def test_a_category_column_stands_below_the_headings(read: Read) -> None:
    first, second = read("# L\n## Bees\n| Title | Category |\n|--|--|\n| One | Wild; Tame |\n| Two | - |\n").drafts
    assert first.categories == ("Bees > Wild", "Bees > Tame")
    assert second.categories == ("Bees",)
