"""Parts and sections: where in a document its papers stand, and what its headings say."""

from collections.abc import Callable

from unlcli.domain.draft import Part, ReadCategory, Reading

Read = Callable[..., Reading]

LIST = """# Bees

Welcome.

## 🐝 1. Wild bees (12) <a name="wild"></a> [⬆](#top)

Bees that *nobody* keeps.

<!-- a note -->
Second line.
[back to top](#top)

| # | Paper | Authors | ML technique | Code | PDF |
|--|--|--|--|--|--|
| 1 | One | A. Ada | GAN | | [pdf](https://arxiv.org/abs/2401.00001) |
| **Tame** |
| 2 | Two | B. Bell | VAE | | |

Thanks.

ICML
----
### 2020
<table>
<tr><th>Title</th><th>Venue</th></tr>
<tr><td>Three</td><td>ICML</td></tr>
</table>
"""


def test_each_table_says_where_it_stands_and_what_its_columns_are(read: Read) -> None:
    names = ("title", "authors", "ml-technique", "code", "link")
    assert read(LIST).parts == (
        Part(13, 17, "table", "Wild bees", heading_line=5, columns=names, drafts=(0, 1)),
        Part(24, 27, "html", "", "ICML", "2020", 23, ("title", "venue"), (2,)),
    )


def test_headings_are_told_as_they_are_written_with_the_prose_below(read: Read) -> None:
    assert read(LIST).categories == (
        ReadCategory("Wild bees", "🐝 1. Wild bees", "Bees that *nobody* keeps.\n\nSecond line.", 5, 2),
        ReadCategory("Wild bees > Tame", "Tame", "", 16, 6),
    )


def test_a_heading_above_others_is_a_category_with_its_own_prose(read: Read) -> None:
    text = "# L\n\nBees\n----\nAll of them.\n\n### Wild\n| Title | Code |\n|--|--|\n| One | |\n"
    above, below = read(text).categories
    assert (above.path, above.intro, above.line, above.level) == ("Bees", "All of them.", 3, 2)
    assert (below.path, below.title, below.intro) == ("Bees > Wild", "Wild", "")


def test_rows_that_were_not_read_belong_to_their_part(read: Read) -> None:
    reading = read(
        "| Title | Year |\n|--|--|\n| One | 2020 |\n| | 2021 |\n\n## B\n| Title | Year |\n|--|--|\n| Two | 2020 |\n"
    )
    assert [(part.drafts, part.skipped) for part in reading.parts] == [((0,), (0,)), ((1,), ())]
    assert len(reading.skipped) == 1
