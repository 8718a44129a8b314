"""Tables of many layouts: what each says of its papers, whatever its columns are."""

from collections.abc import Callable
from typing import Any

import pytest

from unlcli.domain.draft import Draft, Reading
from unlcli.importers.kinds import leads_to

Read = Callable[..., Reading]

BEES, WASPS = "https://arxiv.org/abs/2401.00001", "https://arxiv.org/abs/2401.00002"
CODE, STAR = "https://github.com/ada/bees", "https://img.shields.io/github/stars/ada/bees.svg"
TWO = "Lovelace, Ada and Bell, Bo"


def table(header: str, *rows: str) -> str:
    return "\n".join([header, "|".join(["", *["--"] * (header.count("|") - 1), ""]), *rows]) + "\n"


# A layout, the table, and what its first paper has; what is not named is empty.
LAYOUTS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "all in one cell",
        table("| Paper | Code |", f"| **[Bees]({BEES})** <br> Ada Lovelace, Bo Bell <br> ICML 2024 <br> [[Project]](https://bees.io) | [![Star]({STAR})]({CODE}) |"),
        {"authors": TWO, "venue": "ICML", "year": "2024", "urls": (BEES,), "code": (CODE,), "links": {"website": ("https://bees.io",)}},
    ),
    (
        "badge, bold title and authors beside a picture",
        table("| Title & Authors | Introduction | Links |", f"|[![Star]({STAR})]({CODE})<br>**Bees in the Wild** <br> Ada Lovelace, Bo Bell |<img width=10 src='figs/a.png'> |[Github]({CODE}) <br> [Paper]({BEES})|[//]: #01/01"),
        {
            "title": "Bees in the Wild",
            "authors": TWO,
            "urls": (BEES,),
            "code": (CODE,),
            "extra": {"column-introduction": "figs/a.png"},
        },
    ),
    (
        "a linked title with authors behind it",
        table("| Paper | Year |", f"| [Bees in the Wild]({BEES}), *Ada Lovelace, Bo Bell* | 2024 |"),
        {"title": "Bees in the Wild", "authors": TWO, "year": "2024", "urls": (BEES,)},
    ),
    (
        "dates first",
        table("| Date | Paper | Links |", f"| 2024-06-20 | Bees | [arXiv]({BEES}) [GitHub]({CODE}) [Blog](https://bees.io/b) |"),
        {"year": "2024", "urls": (BEES,), "code": (CODE,), "extra": {"date": "2024-06-20", "blog": "https://bees.io/b"}},
    ),
    (
        "bold cells and null",
        table("|Publish Date|Title|Authors|PDF|Code|", f"|**2024-06-20**|**Bees**|Ada Lovelace et.al.|[2401.00001]({BEES})|null|"),
        {"year": "2024", "authors": "Lovelace, Ada and others", "urls": (BEES,), "extra": {"date": "2024-06-20"}},
    ),
    (
        "months",
        table("| Title | Date | PDF |", f"| Bees | Oct 2021 | [pdf]({BEES}) |"),
        {"year": "2021", "urls": (BEES,), "extra": {"date": "2021-10"}},
    ),
    (
        "no header",
        table("|  |  |  |", f"| 2024 | [A Study of Bees]({BEES}) | Ada Lovelace, Bo Bell |"),
        {"title": "A Study of Bees", "year": "2024", "authors": TWO, "urls": (BEES,)},
    ),
    (
        "Chinese",
        table("| 序号 | 论文 | 作者 | 会议 | 时间 | 代码 | 备注 |", f"| 1 | [Bees]({BEES}) | Ada Lovelace, Bo Bell | ICML | 2024年5月 | [代码]({CODE}) | 很好 |"),
        {"authors": TWO, "venue": "ICML", "year": "2024", "urls": (BEES,), "code": (CODE,), "extra": {"date": "2024-05", "note": "很好"}},
    ),
    (
        "crosses for no code",
        table("| Title | Code | PDF |", f"| Bees | ✗ | [pdf]({BEES}) |"),
        {"urls": (BEES,)},
    ),
    (
        "stars beside the code",
        table("| Paper | Code | Stars |", f"| [Bees]({BEES}) | [official]({CODE}) ⭐ 1.2k | ![]({STAR}) |"),
        {"urls": (BEES,), "code": (CODE,)},
    ),
    (
        "words beside the code",
        table("| Paper | Code |", f"| [Bees]({BEES}) | [code]({CODE}) (unofficial) |"),
        {"urls": (BEES,), "code": (CODE,), "extra": {"column-code": "(unofficial)"}},
    ),
    (
        "the method first, models and data linked",
        table("| Method | Title | Venue | Base | Dataset |", f"| Hive [[code]({CODE})] | [Bees]({BEES}) | ICML'24 | [Ant](https://github.com/m/ant) | [Hives](https://hives.org) |"),
        {"venue": "ICML", "year": "2024", "urls": (BEES,), "code": (CODE,), "extra": {"method": "Hive", "base": "Ant https://github.com/m/ant", "dataset": "Hives https://hives.org"}},
    ),
    (
        "names with links to papers",
        table("| Model | arXiv | GitHub | Lab |", f"| Bees | [2401.00001]({BEES}) | [ada/bees]({CODE}) | Hive Lab |"),
        {"urls": (BEES,), "code": (CODE,), "extra": {"lab": "Hive Lab"}},
    ),
    (
        "the venue where the year should be",
        table("| Year | Title |", f"| CVPR 2024 | [Bees]({BEES}) |"),
        {"venue": "CVPR", "year": "2024", "urls": (BEES,)},
    ),
    (
        "venue and month in one",
        table("| Paper | Venue/Date | Notes |", f"| [Bees]({BEES}) | ICML, 2024/05 | see [here](https://foo.org/x) |"),
        {"venue": "ICML", "year": "2024", "urls": (BEES,), "extra": {"date": "2024-05", "notes": "see here https://foo.org/x"}},
    ),
    (
        "the venue links to the paper",
        table("| Title | Venue |", "| Bees | [CVPR 2024](https://openaccess.thecvf.com/content/x.html) |"),
        {"venue": "CVPR", "year": "2024", "urls": ("https://openaccess.thecvf.com/content/x.html",)},
    ),
    (
        "people and venues with pages of their own",
        table("| Title | Authors | Venue | PDF |", f"| Bees | [Ada Lovelace](https://ada.org), Bo Bell | [ICML](https://icml.cc) | [pdf]({BEES}) |"),
        {"authors": TWO, "venue": "ICML", "urls": (BEES,), "extra": {"authors-links": "Ada Lovelace https://ada.org", "venue-links": "ICML https://icml.cc"}},
    ),
    (
        "labels that nobody knows",
        table("| Title | Links |", f"| Bees | [Paper]({BEES}) / [Code]({CODE}) / [Hive Space](https://hives.org) / [Honey](https://honey.org) |"),
        {"urls": (BEES,), "code": (CODE,), "extra": {"hive-space": "https://hives.org", "honey": "https://honey.org"}},
    ),
    (
        "two of the same label",
        table("| Title | Links |", f"| Bees | [Paper]({BEES}) [Blog](https://a.org) [Blog](https://b.org) |"),
        {"urls": (BEES,), "extra": {"blog": "https://a.org, https://b.org"}},
    ),
    (
        "an unknown label on the only link",
        table("| Title | Links |", "| Bees | [Hive Press](https://hive.org/1) |"),
        {"urls": ("https://hive.org/1",), "extra": {"note": "Hive Press"}},
    ),
    (
        "links without a scheme, and identifiers",
        table("| Title | Url | DOI |", "| Bees | arxiv.org/abs/2401.00001 | 10.1000/bees |"),
        {"urls": (BEES, "https://doi.org/10.1000/bees")},
    ),
    (
        "marks of footnotes",
        table("| Title | Authors | Year |", "| Bees[^1] | Ada Lovelace<sup>1,*</sup>, Bo Bell<sup>2</sup> | 2024 |"),
        {"authors": TWO, "year": "2024"},
    ),
    (
        "a year with words",
        table("| Title | Year | PDF |", f"| Bees | 2024 (to appear) | [pdf]({BEES}) |"),
        {"year": "2024", "urls": (BEES,), "extra": {"note": "2024 (to appear)"}},
    ),
    (
        "HTML with everything in a cell",
        f"<table><tr><td><b>Title</b></td><td><b>Venue</b></td></tr>\n<tr><td><a href='{BEES}'>Bees</a><br><i>Ada Lovelace, Bo Bell</i></td><td>ICML 2024</td></tr></table>\n",
        {"authors": TWO, "venue": "ICML", "year": "2024", "urls": (BEES,)},
    ),
    (
        "HTML with a picture to the left",
        f"<table><tr><td><img src='a.gif'></td><td><b><a href='{BEES}'>Bees over the Water</a></b><br>Ada Lovelace, Bo Bell<br><a href='{CODE}'>Code</a></td></tr></table>\n",
        {
            "title": "Bees over the Water",
            "authors": TWO,
            "urls": (BEES,),
            "code": (CODE,),
            "extra": {"image": "a.gif"},
        },
    ),
    (
        "a column of citations beside one of names",
        table("| Model | Relevant Papers | Link |", f'| BeeNet | Lovelace, Ada, et al. "**Counting Bees with Nets.**" Journal of Hives 12 (2021): 113. | [Paper]({BEES}) |'),
        {
            "title": "Counting Bees with Nets",
            "authors": "Lovelace, Ada and others",
            "venue": "Journal of Hives",
            "year": "2021",
            "urls": (BEES,),
            "extra": {"model": "BeeNet", "volume": "12", "pages": "113"},
        },
    ),
    (
        "citations and nothing else",
        table("| Reference |", f'| A. Lovelace and B. Bell. "Counting Bees with Nets". ICML 2021. [pdf]({BEES}) |'),
        {"title": "Counting Bees with Nets", "authors": "Lovelace, A. and Bell, B.", "venue": "ICML", "year": "2021", "urls": (BEES,)},
    ),
    (
        "a bold title that is told about",
        table("| **Paper** | **Links** |", f"| 1) **Bees in the Wild** - counts bees in meadows. | [Paper]({BEES}), [Tweet](https://x.com/1) |"),
        {"title": "Bees in the Wild", "urls": (BEES,), "extra": {"note": "counts bees in meadows", "tweet": "https://x.com/1"}},
    ),
    (
        "names that lead to code beside whole titles",
        table("| Dataset | Items | Description |", f"| [BeeSet]({CODE}) | 24K | [Counting Bees: A Set of Hives]({BEES}) |"),
        {
            "title": "Counting Bees: A Set of Hives",
            "urls": (BEES,),
            "extra": {"dataset": f"BeeSet {CODE}", "items": "24K"},
        },
    ),
    (
        "cells beyond the header",
        table("| Title | PDF |", f"| Bees | [pdf]({BEES}) | best paper |"),
        {"urls": (BEES,), "extra": {"column-3": "best paper"}},
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "wanted"), [layout[1:] for layout in LAYOUTS], ids=[layout[0] for layout in LAYOUTS]
)
def test_a_layout(read: Read, source: str, wanted: dict[str, Any]) -> None:
    (draft,) = read(source).drafts
    assert draft == Draft(**{"title": "Bees", "line": draft.line} | wanted)


def test_columns_that_came_to_nothing_are_not_named_and_what_papers_have_is(read: Read) -> None:
    source = table(
        "| Paper | Teaser | Date |",
        f"| **[Bees]({BEES})** <br> Ada Lovelace, Bo Bell <br> [[Code]]({CODE}) | - | 2024-06-20 |",
    )
    assert read(source).parts[0].columns == ("title", "authors", "date", "code")


KINDS = """# Everything
## {heading}
| Title | Link | Code |
|--|--|--|
| Beekeeper | https://bees.io | [code](https://github.com/ada/keeper) |
| Bees | [pdf](https://arxiv.org/abs/2401.00001) | |
"""


@pytest.mark.parametrize(
    "heading",
    ["Tools", "🛠 Python Packages", "Related Repositories", "Videos & Blogs", "Courses, Talks", "HW / SW / Dataset", "Datasets for Bees",
     "Other Awesome Lists", "开源工具", "视频教程", "Tutorials\n### 2024", "Software (12)"],
)  # fmt: skip
def test_below_what_is_no_paper_a_row_needs_a_paper(read: Read, heading: str) -> None:
    reading = read(KINDS.format(heading=heading))
    assert [draft.title for draft in reading.drafts] == ["Bees"]
    (left,) = reading.skipped
    assert (left.line, left.reason.partition(": ")[2]) == (
        5 + heading.count("\n"),
        "its links are a page and a repository, no paper",
    )


@pytest.mark.parametrize(
    "heading",
    ["Video Generation", "Tool Learning", "Datasets and Benchmarks", "Book / Survey / Review", "Learning from Videos", "Code Generation",
     "Tools\n### Papers", "视频生成"],
)  # fmt: skip
def test_topics_are_no_kinds(read: Read, heading: str) -> None:
    reading = read(KINDS.format(heading=heading))
    assert [draft.title for draft in reading.drafts] == ["Beekeeper", "Bees"]


def test_a_paper_without_a_link_below_a_word_that_may_be_a_topic(read: Read) -> None:
    source = "# L\n## Video\n| Title | Authors | Year |\n|--|--|--|\n| Bees | A. Ada | 2024 |\n| Wasps | | 2024 |\n"
    assert [draft.title for draft in read(source).drafts] == ["Bees", "Wasps"]
    assert [draft.title for draft in read(source.replace("Video", "Videos")).drafts] == ["Bees"]


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("https://github.com/ada/bees", "a repository"),
        ("https://github.com/ada/bees/blob/main/bees.pdf", "a paper"),
        ("https://ada.edu/~ada/bees.pdf", "a paper"),
        ("https://ada.edu/bees-slides.pdf", "a page"),
        ("https://zenodo.org/record/123", "data"),
        ("https://www.youtube.com/watch?v=1", "a video"),
        ("https://pypi.org/project/bees", "a package"),
        ("https://dl.acm.org/doi/10.1145/1.2", "a paper"),
        ("https://openaccess.thecvf.com/content/bees.html", "a paper"),
        ("https://[", "a page"),
    ],
)
def test_where_links_lead(link: str, leads: str) -> None:
    assert leads_to(link) == leads


def test_what_is_taken_off_is_told(read: Read) -> None:
    source = table("| Title | Authors | Code |", f"| Bees[^1] | Ada Lovelace<sup>1</sup> | [code]({CODE}) ⭐ 1.2k |")
    assert [repair.what for repair in read(source).repairs] == [
        "footnote marks taken from the title 'Bees[^1]'",
        "authors 'Ada Lovelace1' read without footnote marks",
        "'⭐ 1.2k' is a count and was left out",
    ]
