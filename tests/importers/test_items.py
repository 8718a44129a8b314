"""Items: what bullets, numbered lines and paragraphs of many layouts say about a paper."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unlcli.domain.draft import Draft
from unlcli.domain.venues import VenueTable
from unlcli.importers import inline, items, rows
from unlcli.importers.blocks import Code, Item
from unlcli.importers.headings import Context
from unlcli.importers.rows import Row
from unlcli.importers.words import role_of_label

VENUES = VenueTable()
BOTH = "Roe, Jane and Moe, Max"


def item(source: str, *below: str, code: tuple[str, ...] = ()) -> Item:
    children = tuple(Item(inline.read(b, n, keeps_lines=True), n, b) for n, b in enumerate(below, 2))
    cell = inline.read(source, 1, keeps_lines=True)
    return Item(cell, 1, source, 1 + len(below), items=children, code=tuple(Code(text, 9) for text in code))


def said(one: Item) -> dict[str, str]:
    """Return all that the draft of an item says, the paper's links as `urls`."""
    draft, _ = rows.draft_of(items.read(one, VENUES), Context(), VENUES)
    assert isinstance(draft, Draft), draft
    told = {"title": draft.title, "authors": draft.authors, "venue": draft.venue, "year": draft.year}
    told |= {"urls": " ".join(draft.urls), "code": " ".join(draft.code)}
    told |= {name: " ".join(links) for name, links in draft.links.items()}
    return {name: value for name, value in (told | dict(draft.extra)).items() if value}


# Of a paper "Counting Bees with Nets" at https://x.org/p, unless it says otherwise; several texts are an item and those below it.
LAYOUTS: list[tuple[str | tuple[str, ...], dict[str, str]]] = [
    ("[Counting Bees with Nets](https://x.org/p)", {}),
    (
        "(2021-10) [Counting Bees with Nets](https://x.org/p) (bees, nets)",
        {"year": "2021", "date": "2021-10", "keywords": "bees, nets"},
    ),
    (
        "2024-06-20 - [Counting Bees with Nets](https://x.org/p) by Roe, Moe et al.\nThey count the bees of a whole field by nets. [[Code](https://github.com/a/b)]",
        {
            "authors": "Roe and Moe and others",
            "year": "2024",
            "code": "https://github.com/a/b",
            "date": "2024-06-20",
            "note": "They count the bees of a whole field by nets.",
        },
    ),
    (
        "**Counting Bees with Nets.** ICML 2020. [paper](https://x.org/p) [code](https://github.com/a/b)\n*Jane Roe and Max Moe.*",
        {"authors": BOTH, "venue": "ICML", "year": "2020", "code": "https://github.com/a/b"},
    ),
    (
        "**Counting bees with nets** (2015), J. Roe et al. [[pdf]](https://x.org/p)",
        {"title": "Counting bees with nets", "authors": "Roe, J. and others", "year": "2015"},
    ),
    (
        "Counting bees with nets (2015), J. Roe and M. Moe [[pdf]](https://x.org/p)",
        {"title": "Counting bees with nets", "authors": "Roe, J. and Moe, M.", "year": "2015"},
    ),
    (
        "Counting Bees with Nets. Jane Roe, Max Moe. *NeurIPS*, 2020. [[paper](https://x.org/p)] [[code](https://github.com/a/b)]",
        {"authors": BOTH, "venue": "NeurIPS", "year": "2020", "code": "https://github.com/a/b"},
    ),
    (
        'Jane Roe, Max Moe. "Counting Bees with Nets". ICML (2020)',
        {"urls": "", "authors": BOTH, "venue": "ICML", "year": "2020"},
    ),
    (
        "Jane Roe and Max Moe. Counting Bees with Nets. ICML 2020. [[paper](https://x.org/p)]",
        {"authors": BOTH, "venue": "ICML", "year": "2020"},
    ),
    (
        "Roe, J., Moe, M. (2020). Counting bees with nets. Journal of Insects 12(3)",
        {
            "title": "Counting bees with nets",
            "urls": "",
            "authors": "Roe, J. and Moe, M.",
            "venue": "Journal of Insects",
            "year": "2020",
            "volume": "12",
            "number": "3",
        },
    ),
    (
        "Roe, J., & Moe, M. (2020). Counting bees: A new way. In *Proceedings of ICML* (pp. 1-10).",
        {
            "title": "Counting bees: A new way",
            "urls": "",
            "authors": "Roe, J. and Moe, M.",
            "venue": "ICML",
            "year": "2020",
            "pages": "1-10",
        },
    ),
    (
        "Roe J, Moe M. Counting bees with nets. Nature 2015;518:529-33. doi: 10.1000/x1",
        {
            "title": "Counting bees with nets",
            "urls": "https://doi.org/10.1000/x1",
            "authors": "Roe, J and Moe, M",
            "venue": "Nature",
            "year": "2015",
            "volume": "518",
            "pages": "529-33",
        },
    ),
    (
        'J. Roe and M. Moe, "Counting bees with nets," IEEE Trans. Insects, vol. 12, no. 3, pp. 1-10, Mar. 2020.',
        {
            "title": "Counting bees with nets",
            "urls": "",
            "authors": "Roe, J. and Moe, M.",
            "venue": "IEEE Trans. Insects",
            "year": "2020",
            "volume": "12",
            "number": "3",
            "pages": "1-10",
            "date": "2020-03",
        },
    ),
    (
        'Jane Roe, Max Moe, and Ann Poe (2020). "Counting Bees." *Journal of Insects*, 12(3), 1-20. https://doi.org/10.1000/x1',
        {
            "title": "Counting Bees",
            "urls": "https://doi.org/10.1000/x1",
            "authors": "Roe, Jane and Moe, Max and Poe, Ann",
            "venue": "Journal of Insects",
            "year": "2020",
            "volume": "12",
            "number": "3",
            "pages": "1-20",
        },
    ),
    (
        "Jane Roe, Max Moe: Counting Bees with Nets. ICML 2020: 1-10",
        {"urls": "", "authors": BOTH, "venue": "ICML", "year": "2020", "pages": "1-10"},
    ),
    ("[NeurIPS 2023] [Counting Bees with Nets](https://x.org/p)", {"venue": "NeurIPS", "year": "2023"}),
    (
        "**[CVPR'24]** Counting Bees with Nets [[Paper]](https://x.org/p)[[Code]](https://github.com/a/b)",
        {"venue": "CVPR", "year": "2024", "code": "https://github.com/a/b"},
    ),
    (
        "**[ICLR 2024 Spotlight]** BeeNet: Counting Bees [[Paper]](https://x.org/p) [[Project]](https://x.org/q)",
        {
            "title": "BeeNet: Counting Bees",
            "venue": "ICLR",
            "year": "2024",
            "website": "https://x.org/q",
            "keywords": "Spotlight",
        },
    ),
    (
        "[ICLR 2020] **Counting Bees with Nets** Jane Roe, Max Moe [[paper]](https://x.org/p)",
        {"authors": BOTH, "venue": "ICLR", "year": "2020"},
    ),
    ("[2020] [ICML] Counting Bees with Nets [[pdf]](https://x.org/p)", {"venue": "ICML", "year": "2020"}),
    ("(ICML2020) Counting Bees with Nets. [pdf](https://x.org/p)", {"venue": "ICML", "year": "2020"}),
    ("`ICML 2020` [Counting Bees with Nets](https://x.org/p)", {"venue": "ICML", "year": "2020"}),
    ("ICML 2020 - Counting Bees with Nets [paper](https://x.org/p)", {"venue": "ICML", "year": "2020"}),
    ("[ICML 2020](https://x.org/p) Counting Bees with Nets", {"venue": "ICML", "year": "2020"}),
    ("[Roe et al., 2020](https://x.org/p) Counting Bees with Nets", {"authors": "Roe and others", "year": "2020"}),
    ("Counting Bees with Nets, NeurIPS 2020 [[Paper](https://x.org/p)]", {"venue": "NeurIPS", "year": "2020"}),
    ("Counting Bees with Nets @ ICML 2020 [paper](https://x.org/p)", {"venue": "ICML", "year": "2020"}),
    ("Counting Bees with Nets - ICML 2020 - [paper](https://x.org/p)", {"venue": "ICML", "year": "2020"}),
    (
        "Counting Bees with Nets | [paper](https://x.org/p) | [code](https://github.com/a/b)",
        {"code": "https://github.com/a/b"},
    ),
    (
        '*Jane Roe, Max Moe*, "Counting Bees with Nets", in ICML 2020',
        {"urls": "", "authors": BOTH, "venue": "ICML", "year": "2020"},
    ),
    (
        '"Counting Bees: Why?" Jane Roe, Max Moe (ICML, 2020) [link](https://x.org/p)',
        {"title": "Counting Bees: Why?", "authors": BOTH, "venue": "ICML", "year": "2020"},
    ),
    (
        "[Counting Bees with Nets](https://x.org/p), Jane Roe, Max Moe, CVPR'21",
        {"authors": BOTH, "venue": "CVPR", "year": "2021"},
    ),
    ("[Counting Bees with Nets](https://x.org/p) - Jane Roe, Max Moe, 2020", {"authors": BOTH, "year": "2020"}),
    (
        "[Counting Bees with Nets](https://x.org/p). J. Roe, M. Moe. *Nature Insects*, 2020. **140 citations**",
        {"authors": "Roe, J. and Moe, M.", "venue": "Nature Insects", "year": "2020", "note": "140 citations"},
    ),
    (
        "[Counting Bees with Nets](https://x.org/p) (**ICML 2023 Oral**) [[`Code`](https://github.com/a/b)] *by [Jane Roe](https://roe.org), [Max Moe](https://moe.org)*",
        {
            "authors": BOTH,
            "venue": "ICML",
            "year": "2023",
            "code": "https://github.com/a/b",
            "keywords": "Oral",
            "authors_links": "Jane Roe https://roe.org, Max Moe https://moe.org",
        },
    ),
    (
        "Jane Roe. [Counting Bees with Nets](https://x.org/p). ICML 2020.",
        {"authors": "Roe, Jane", "venue": "ICML", "year": "2020"},
    ),
    (
        "[Jane Roe](https://roe.org), [Max Moe](https://moe.org): [Counting Bees with Nets](https://x.org/p)",
        {"authors": BOTH, "authors_links": "Jane Roe https://roe.org, Max Moe https://moe.org"},
    ),
    (
        '<a href="https://x.org/p">Counting Bees with Nets</a>, <i>Jane Roe and Max Moe</i>, <b>ICML 2020</b>',
        {"authors": BOTH, "venue": "ICML", "year": "2020"},
    ),
    (
        "[**Counting Bees with Nets**](https://x.org/p)\nJane Roe, Max Moe\n[[Project]](https://x.org/q) [[Weights]](https://x.org/w)",
        {"authors": BOTH, "website": "https://x.org/q", "weights": "https://x.org/w"},
    ),
    (
        "[Counting Bees with Nets](https://x.org/p) <br> Jane Roe, Max Moe <br> ICML 2020 <br> *Keywords: bees, nets*",
        {"authors": BOTH, "venue": "ICML", "year": "2020", "keywords": "bees, nets"},
    ),
    ("Counting Bees with Nets - Jane Roe, Max Moe (2020) https://x.org/p", {"authors": BOTH, "year": "2020"}),
    ("Counting Bees with Nets, https://x.org/p", {}),
    ("[paper](https://x.org/p) Counting Bees with Nets, ICLR'23", {"venue": "ICLR", "year": "2023"}),
    (
        "Counting Bees with Nets (ICML 2023), [PDF](https://x.org/p), [Code](https://github.com/a/b)",
        {"venue": "ICML", "year": "2023", "code": "https://github.com/a/b"},
    ),
    (
        "Counting Bees with Nets [![arXiv](https://img.shields.io/badge/arXiv-2401.00001-b31b1b.svg)](https://arxiv.org/abs/2401.00001) [![Stars](https://img.shields.io/github/stars/a/b)](https://github.com/a/b)",
        {"urls": "https://arxiv.org/abs/2401.00001", "code": "https://github.com/a/b"},
    ),
    (
        "Counting Bees with Nets [arXiv 2024](https://arxiv.org/abs/2401.00001) [Code](https://github.com/a/b)",
        {
            "urls": "https://arxiv.org/abs/2401.00001",
            "venue": "arXiv",
            "year": "2024",
            "code": "https://github.com/a/b",
        },
    ),
    (
        "Counting Bees with Nets [:page_facing_up:](https://x.org/p) [:octocat:](https://github.com/a/b)",
        {"code": "https://github.com/a/b", "note": "page_facing_up; octocat"},
    ),
    (
        "Counting Bees with Nets. Jane Roe. arXiv:2401.00001",
        {"urls": "https://arxiv.org/abs/2401.00001", "authors": "Roe, Jane"},
    ),
    (
        "Counting Bees with Nets, Jane Roe, Max Moe, arXiv preprint arXiv:2401.00001, 2024",
        {"urls": "https://arxiv.org/abs/2401.00001", "authors": BOTH, "venue": "arXiv", "year": "2024"},
    ),
    (
        "Counting Bees with Nets (Roe et al., 2020) [PDF](https://x.org/p)",
        {"authors": "Roe and others", "year": "2020"},
    ),
    (
        "Roe et al., Counting Bees with Nets, ICML, 2020 [PDF](https://x.org/p)",
        {"authors": "Roe and others", "venue": "ICML", "year": "2020"},
    ),
    (
        "2023/05/01 | BeeNet | Counting Bees with Nets | [arXiv](https://x.org/p) | [Github](https://github.com/a/b)",
        {"year": "2023", "code": "https://github.com/a/b", "date": "2023-05-01", "name": "BeeNet"},
    ),
    ("BeeNet: [Counting Bees with Nets](https://x.org/p)", {"name": "BeeNet"}),
    (
        "**BeeNet** [Counting Bees with Nets](https://x.org/p), ICML 2020",
        {"venue": "ICML", "year": "2020", "name": "BeeNet"},
    ),
    (
        "**BeeNet**: Counting Bees with Nets. [Paper](https://x.org/p) | [Code](https://github.com/a/b)",
        {"title": "BeeNet: Counting Bees with Nets", "code": "https://github.com/a/b"},
    ),
    ("[BeeNet](https://x.org/p): Counting Bees with Nets", {"title": "BeeNet: Counting Bees with Nets"}),
    (
        "[BeeNet](https://x.org/p) - counts the bees in a field by means of a net",
        {"title": "BeeNet", "note": "counts the bees in a field by means of a net"},
    ),
    (
        'Is "counting" enough? A study of *bees*: revisited (almost). Jane Roe and Max Moe. ICLR 2020.',
        {
            "title": 'Is "counting" enough? A study of bees: revisited (almost)',
            "urls": "",
            "authors": BOTH,
            "venue": "ICLR",
            "year": "2020",
        },
    ),
    ("How do bees count? And why? [paper](https://x.org/p)", {"title": "How do bees count? And why?"}),
    (
        "[Counting Bees. And Wasps, Too](https://x.org/p) (2020)",
        {"title": "Counting Bees. And Wasps, Too", "year": "2020"},
    ),
    (
        "**Counting Bees (in Nets)**, Jane Roe, [[paper](https://x.org/p)], [[code (official)](https://github.com/a/b)], _ICML 2020_",
        {
            "title": "Counting Bees (in Nets)",
            "authors": "Roe, Jane",
            "venue": "ICML",
            "year": "2020",
            "code": "https://github.com/a/b",
        },
    ),
    (
        "Counting Bees with Nets. [[paper]](https://x.org/p) [[blog]](https://x.org/b) [[dataset]](https://x.org/d) [[slides]](https://x.org/s) [[video]](https://x.org/v)",
        {
            "video": "https://x.org/v",
            "slides": "https://x.org/s",
            "blog": "https://x.org/b",
            "dataset": "https://x.org/d",
        },
    ),
    (
        "Wasserstein Bee (2017), M. Moe et al. [[pdf]](https://x.org/p)",
        {"title": "Wasserstein Bee", "authors": "Moe, M. and others", "year": "2017"},
    ),
    (
        "Counting Bees with Nets (2014, M. Moe et al. [[pdf]](https://x.org/p)",
        {"authors": "Moe, M. and others", "year": "2014"},
    ),
    (
        "Counting Bees with Nets (Book, Jan 2017), Jane Roe. [[html]](https://x.org/p)",
        {"authors": "Roe, Jane", "year": "2017", "date": "2017-01", "keywords": "Book"},
    ),
    (
        (
            "**Counting Bees with Nets**",
            "Paper: https://x.org/p",
            "Code: https://github.com/a/b",
            "Authors: Jane Roe, Max Moe",
            "Abstract: Bees are counted.",
        ),
        {"authors": BOTH, "code": "https://github.com/a/b", "abstract": "Bees are counted."},
    ),
    (
        (
            "**Counting Bees with Nets**",
            "论文：https://x.org/p",
            "代码：https://github.com/a/b",
            "作者：张三, 李四",
            "会议：CVPR 2024",
        ),
        {"authors": "张三 and 李四", "venue": "CVPR", "year": "2024", "code": "https://github.com/a/b"},
    ),
    (
        (
            "**Counting Bees with Nets**",
            "*Jane Roe, Max Moe*",
            "ICML 2020",
            "[[Paper](https://x.org/p)] [[Code](https://github.com/a/b)]",
            "We count bees by means of a net.",
        ),
        {
            "authors": BOTH,
            "venue": "ICML",
            "year": "2020",
            "code": "https://github.com/a/b",
            "note": "We count bees by means of a net.",
        },
    ),
    (
        "Title: Counting Bees with Nets\nAuthors: Jane Roe, Max Moe\nVenue: ICML 2020\nPaper: [link](https://x.org/p)",
        {"authors": BOTH, "venue": "ICML", "year": "2020"},
    ),
    (
        "张三, 李四. 蜜蜂计数研究[J]. 昆虫学报, 2020, 43(3): 1-20.",
        {
            "title": "蜜蜂计数研究",
            "urls": "",
            "authors": "张三 and 李四",
            "venue": "昆虫学报",
            "year": "2020",
            "volume": "43",
            "number": "3",
            "pages": "1-20",
            "note": "J",
        },
    ),
    (
        "《蜜蜂计数研究》 张三, 李四, 2020 [论文](https://x.org/p)",
        {"title": "蜜蜂计数研究", "authors": "张三 and 李四", "year": "2020"},
    ),
    (
        "**Counting Bees with Nets.** *Roe, Jane and Moe, Max.* AAAI 2020. [paper]()",
        {"urls": "", "authors": BOTH, "venue": "AAAI", "year": "2020"},
    ),
    (
        "**Counting Bees with Nets** \\\n*Jane Roe<sup>1</sup>, Max Moe* \\\narXiv 2022. [[Paper](https://arxiv.org/abs/2401.00001)] [[Github](https://github.com/a/b)] \\\n25 Apr 2022",
        {
            "urls": "https://arxiv.org/abs/2401.00001",
            "authors": BOTH,
            "venue": "arXiv",
            "year": "2022",
            "code": "https://github.com/a/b",
            "date": "2022-04-25",
        },
    ),
    (
        (
            "[Counting Bees with Nets](https://x.org/p)",
            "Jane Roe, Max Moe",
            "Publisher: ICLR 2024",
            "Key: bees, offline counting",
            "Code: [official](https://github.com/a/b), [unofficial](https://github.com/c/d)",
            "ExpEnv: [Meadow](https://github.com/e/f)",
        ),
        {
            "authors": BOTH,
            "venue": "ICLR",
            "year": "2024",
            "code": "https://github.com/a/b https://github.com/c/d",
            "keywords": "bees, offline counting",
            "expenv": "Meadow https://github.com/e/f",
        },
    ),
    (
        (
            "(CVPR '24) **BeeNet**: Counting Bees with Nets, *Roe et al.*",
            '<a href="https://arxiv.org/abs/2401.00001"><img src="https://img.shields.io/badge/arXiv-Paper-B31B1B.svg"></a> <a href="https://bees.github.io"><img src="https://img.shields.io/badge/project-Website-%23009BD5"></a> <a href="https://github.com/a/b"><img src="https://img.shields.io/github/stars/a/b?style=social"></a>',
        ),
        {
            "title": "BeeNet: Counting Bees with Nets",
            "urls": "https://arxiv.org/abs/2401.00001",
            "authors": "Roe and others",
            "venue": "CVPR",
            "year": "2024",
            "code": "https://github.com/a/b",
            "website": "https://bees.github.io",
        },
    ),
    (
        (
            "(NeurIPS 23') Counting Bees with Nets, *Roe et al.*",
            '<a href="https://arxiv.org/abs/2401.00001"><img src="https://img.shields.io/badge/arXiv-Paper-B31B1B.svg"></a>',
        ),
        {"urls": "https://arxiv.org/abs/2401.00001", "authors": "Roe and others", "venue": "NeurIPS", "year": "2023"},
    ),
    (
        "(Preprint 24') **BeeNet**: Counting Bees with Nets, *Roe and Moe*",
        {
            "title": "BeeNet: Counting Bees with Nets",
            "urls": "",
            "authors": "Roe and Moe",
            "venue": "Preprint",
            "year": "2024",
        },
    ),
    (
        ("[Counting Bees with Nets](https://x.org/p)", "Anonymous Authors", "Code: [official]()"),
        {"authors": "Authors, Anonymous", "note": "official"},
    ),
    ("[2024.05] Counting Bees with Nets. [Paper](https://x.org/p)", {"year": "2024", "date": "2024-05"}),
    (
        "[Arxiv'24] [BeeNet] Counting Bees with Nets [[Paper]](https://x.org/p)",
        {"venue": "arXiv", "year": "2024", "keywords": "BeeNet"},
    ),
    (
        "[[ICML 2020]](https://x.org/p) **Counting Bees with Nets**, Roe et al.",
        {"authors": "Roe and others", "venue": "ICML", "year": "2020"},
    ),
    (
        "**[BeeNet]** Counting Bees with Nets, ICML 2020, [[Paper]](https://x.org/p)",
        {"venue": "ICML", "year": "2020", "name": "BeeNet"},
    ),
    (
        "[arXiv:2401.00001](https://arxiv.org/abs/2401.00001) Counting Bees with Nets",
        {"urls": "https://arxiv.org/abs/2401.00001"},
    ),
    (
        "Counting Bees with Nets\n*Jane Roe, Max Moe*\n`ICML 2020` [`arXiv`](https://arxiv.org/abs/2401.00001)",
        {"urls": "https://arxiv.org/abs/2401.00001", "authors": BOTH, "venue": "ICML", "year": "2020"},
    ),
    ("![](https://img.shields.io/badge/ICML-2020-blue) [Counting Bees with Nets](https://x.org/p)", {}),
    (
        "**Counting Bees with Nets**\n[![paper](https://x.org/b.svg)](https://x.org/p) [![GitHub](https://img.shields.io/github/stars/a/b.svg?logo=github&label=Stars)](https://github.com/a/b)",
        {"code": "https://github.com/a/b"},
    ),
    (
        'Roe, Jane, and Max Moe. "Counting Bees with Nets." Proceedings of the IEEE Conference on Insects. 2020. [[paper]](https://x.org/p)',
        {"authors": BOTH, "venue": "Proceedings of the IEEE Conference on Insects", "year": "2020"},
    ),
    (
        'Roe, Jane, et al. "Counting Bees with Nets." arXiv preprint arXiv:2401.00001 (2024). [[code]](https://github.com/a/b)',
        {
            "urls": "https://arxiv.org/abs/2401.00001",
            "authors": "Roe, Jane and others",
            "venue": "arXiv",
            "year": "2024",
            "code": "https://github.com/a/b",
        },
    ),
    ("[Counting Bees with Nets.](https://x.org/p) Jane Roe, Max Moe. 2020.", {"authors": BOTH, "year": "2020"}),
    (
        "[Counting Bees with Nets](https://x.org/p) [ICML 2020] [Jane Roe, Max Moe] [[code](https://github.com/a/b)]",
        {"authors": BOTH, "venue": "ICML", "year": "2020", "code": "https://github.com/a/b"},
    ),
    (
        "[Counting Bees with Nets](https://x.org/p)<br>Jane Roe, Max Moe. _ICML_ 2020.<br>Abstract: We count bees.",
        {"authors": BOTH, "venue": "ICML", "year": "2020", "abstract": "We count bees."},
    ),
    (
        "[Counting Bees with Nets](https://x.org/p), [[Code](https://github.com/a/b)], [[Talk](https://youtu.be/x)], ICML, July 2020",
        {
            "venue": "ICML",
            "year": "2020",
            "code": "https://github.com/a/b",
            "video": "https://youtu.be/x",
            "date": "2020-07",
        },
    ),
    (
        "**Counting Bees with Nets** \\\n*Jane Roe, Max Moe* \\\n[7th Oct., 2022] [ICML Workshop, 2023] \\\n[[Paper](https://x.org/p)] [[Github](https://github.com/a/b)]",
        {
            "authors": BOTH,
            "venue": "ICML Workshop",
            "year": "2023",
            "code": "https://github.com/a/b",
            "date": "2022-10-07",
        },
    ),
    (
        "⭐⭐**Counting Bees with Nets** \\\n[[CVPR 2023 (Highlight)](https://arxiv.org/abs/2401.00001)]\n[[Project](https://bees.org/)]\n[[Code 1](https://github.com/a/b)]\n[[Code2](https://github.com/c/d)]\n[[Hive Code](https://github.com/e/f)]",
        {
            "urls": "https://arxiv.org/abs/2401.00001",
            "venue": "CVPR",
            "year": "2023",
            "code": "https://github.com/a/b https://github.com/c/d https://github.com/e/f",
            "website": "https://bees.org/",
            "keywords": "Highlight",
            "note": "Code 1; Code2; Hive Code",
        },
    ),
    (
        "**Counting Bees with Nets** \\\n[[Website](https://arxiv.org/abs/2401.00001)]\n[[Code](https://github.com/a/b)]",
        {"urls": "https://arxiv.org/abs/2401.00001", "code": "https://github.com/a/b"},
    ),
    (
        "**Counting Bees with Nets** \\\n[[CVPR 2023 BEE4U Workshop](https://x.org/p)]",
        {"venue": "CVPR BEE4U Workshop", "year": "2023"},
    ),
    (
        "Counting bees with nets, *V. Roe et al., Nature, 2015.* [[pdf]](https://x.org/p)",
        {"title": "Counting bees with nets", "authors": "Roe, V. and others", "venue": "Nature", "year": "2015"},
    ),
    (
        "Jane Roe, Max Moe, Counting Bees with Nets, NIPS, 2012. [[Paper]](https://x.org/p)",
        {"authors": BOTH, "venue": "NeurIPS", "year": "2012"},
    ),
    (
        "[Counting Bees with Nets](https://x.org/p), arXiv, 2018/01",
        {"venue": "arXiv", "year": "2018", "date": "2018-01"},
    ),
    (
        "**Counting Bees with Nets** [[NeurIPS 2020](https://x.org/p)] [[code](https://github.com/a/b)]",
        {"venue": "NeurIPS", "year": "2020", "code": "https://github.com/a/b"},
    ),
    (
        "Counting Bees with Nets. (NIPS 2016) [[pdf](https://x.org/p)] [[code](https://github.com/a/b)]",
        {"venue": "NeurIPS", "year": "2016", "code": "https://github.com/a/b"},
    ),
    (
        "**`BeeNet`** Counting Bees with Nets [[Paper](https://x.org/p)] [2020.05]",
        {"year": "2020", "name": "BeeNet", "date": "2020-05"},
    ),
    (
        "[Counting Bees with Nets](https://x.org/p) by Jane Roe and Max Moe (2020). A short account of how bees are counted by nets.",
        {"authors": BOTH, "year": "2020", "note": "A short account of how bees are counted by nets"},
    ),
    (
        "[Counting Bees with Nets](https://x.org/p) - [Jane Roe](https://roe.org), et al. (ICML 2020) - a first attempt to count.",
        {
            "authors": "Roe, Jane and others",
            "venue": "ICML",
            "year": "2020",
            "note": "a first attempt to count",
            "authors_links": "Jane Roe https://roe.org",
        },
    ),
    ("*[Counting Bees with Nets](https://x.org/p)*, Roe & Moe, 2019", {"authors": "Roe and Moe", "year": "2019"}),
    ("[Roe & Moe (2019)](https://x.org/p): Counting Bees with Nets", {"authors": "Roe and Moe", "year": "2019"}),
    (
        '"Counting Bees with Nets", Jane Roe et al., 2020, [ICML](https://x.org/p)',
        {
            "urls": "",
            "authors": "Roe, Jane and others",
            "venue": "ICML",
            "year": "2020",
            "venue_links": "ICML https://x.org/p",
        },
    ),
    (
        "Counting Bees with Nets (Jane Roe, Max Moe, 2020) [Paper](https://x.org/p), [Notes](https://x.org/n)",
        {"authors": BOTH, "year": "2020", "notes": "Notes https://x.org/n"},
    ),
    (
        "**Jane Roe, Max Moe.** Counting Bees with Nets. *ICML*, 2020. [\\[pdf\\]](https://x.org/p)",
        {"authors": BOTH, "venue": "ICML", "year": "2020"},
    ),
    ("**[2020/ICML] Counting Bees with Nets** [[paper](https://x.org/p)]", {"venue": "ICML", "year": "2020"}),
    ("Counting Bees with Nets [ICML, 2020] [[paper](https://x.org/p)]", {"venue": "ICML", "year": "2020"}),
    (
        "**ICML** | Counting Bees with Nets | Jane Roe, et al. | [[Paper](https://x.org/p)]",
        {"authors": "Roe, Jane and others", "venue": "ICML"},
    ),
    (
        "Counting Bees with Nets, Roe et al. (Stanford University), ICML 2020 [paper](https://x.org/p)",
        {"authors": "Roe and others", "venue": "ICML", "year": "2020", "keywords": "Stanford University"},
    ),
    (
        "*Roe et al. Arxiv.* **Counting Bees with Nets** [[paper](https://x.org/p)]",
        {"authors": "Roe and others", "venue": "arXiv"},
    ),
    ("[202401] Counting Bees with Nets ([PDF](https://x.org/p))", {"year": "2024", "date": "2024-01"}),
    (
        "Counting Bees with Nets ... for Now ([PDF](https://x.org/p))",
        {"title": "Counting Bees with Nets ... for Now"},
    ),
    (
        "**BeeBench:** [ICML 2020] Counting Bees with Nets ([PDF](https://x.org/p))",
        {"venue": "ICML", "year": "2020", "note": "BeeBench"},
    ),
    (
        "**BeeBench** [arxiv 2401.00001] Counting Bees with Nets ([code](https://github.com/a/b))",
        {"urls": "https://arxiv.org/abs/2401.00001", "code": "https://github.com/a/b", "name": "BeeBench"},
    ),
    ("`nets` `bees-2d` [Counting Bees with Nets](https://x.org/p)", {"keywords": "nets, bees-2d"}),
    (
        "[Counting Bees with Nets](https://x.org/p) - Jane J. D. Roe 2012",
        {"authors": "Roe, Jane J. D.", "year": "2012"},
    ),
    (
        '**[2]** Jane Roe and Max Moe. "**Counting Bees with Nets**." Journal of Hives 12.3 (2020): 1-20. [[pdf]](https://x.org/p) **(First of its kind)**',
        {
            "authors": BOTH,
            "venue": "Journal of Hives",
            "year": "2020",
            "volume": "12",
            "number": "3",
            "pages": "1-20",
            "note": "(First of its kind)",
        },
    ),
    (("**BeeNet**", "Paper: [Counting Bees with Nets](https://x.org/p)"), {"name": "BeeNet"}),
    ("论文：Counting Bees with Nets 链接：https://x.org/p", {}),
    (
        (
            "**Counting Bees with Nets (ICML 2020)**",
            "[[Paper]](https://x.org/p)",
            "[[Python Reference]](https://github.com/a/b)",
        ),
        {"venue": "ICML", "year": "2020", "code": "https://github.com/a/b", "note": "Python Reference"},
    ),
    ("`ICML'20` Counting Bees with Nets [[Paper]](https://x.org/p)", {"venue": "ICML", "year": "2020"}),
    (
        "**[BEE]** Counting Bees with Nets | Jane Roe, et al. |[`[pdf]`](https://x.org/p) [`[official code - Caffe]`](https://github.com/a/b)",
        {
            "name": "BEE",
            "authors": "Roe, Jane and others",
            "code": "https://github.com/a/b",
            "note": "official code - Caffe",
        },
    ),
    (
        "Counting Bees with Nets <br> **Jane Roe**, Max Moe <br> *ICML 2020*, [[paper](https://x.org/p)]",
        {"authors": BOTH, "venue": "ICML", "year": "2020"},
    ),
    (
        "Roe J, Moe M, Noe A. Counting Bees with Nets. Journal of Hives. 2020;5(4):e12. [Paper](https://x.org/p)",
        {
            "authors": "Roe, J and Moe, M and Noe, A",
            "venue": "Journal of Hives",
            "year": "2020",
            "volume": "5",
            "number": "4",
            "pages": "e12",
        },
    ),
    (
        ("**Counting Bees with Nets** [[paper]](https://x.org/p)", "2023.05, NeurIPS 2023"),
        {"venue": "NeurIPS", "year": "2023", "date": "2023-05"},
    ),
    (
        ("**Counting Bees with Nets**", "arXiv: 2401.00001"),
        {"urls": "https://arxiv.org/abs/2401.00001"},
    ),
    (
        "[[pdf](https://x.org/p)] arXiv:2401.00001 **Counting Bees with Nets**",
        {"urls": "https://arxiv.org/abs/2401.00001 https://x.org/p"},
    ),
    (
        "<b>Counting Bees with Nets</b>. Jane Roe, Max Moe. <i>Phys. Rev. Lett.</i> <b>12</b>, 345 (2020) [paper](https://x.org/p)",
        {"authors": BOTH, "venue": "Physical Review Letters", "year": "2020", "note": "12, 345"},
    ),
    # a list of citations by number, and lists that begin with families
    (
        '**[1]** Roe, Jane, Max Moe, and Ada Zoe. "**Counting Bees with Nets**." ICML. 2020. [[pdf]](https://x.org/p) **(a classic)**',
        {"authors": "Roe, Jane and Moe, Max and Zoe, Ada", "venue": "ICML", "year": "2020", "note": "(a classic)"},
    ),
    (
        "Roe, J., Moe, M., Zoe. A., von Poe, B., Boe A.,  \n*[Counting Bees with Nets](https://x.org/p)*,  \nICML, 2020.",
        {
            "authors": "Roe, J. and Moe, M. and Zoe, A. and von Poe, B. and Boe, A.",
            "venue": "ICML",
            "year": "2020",
        },
    ),
    (
        "<[Counting Bees with Nets](https://x.org/p)> by Jane Roe, Max Moe, and Ada Zoe, 2020.",
        {"authors": "Roe, Jane and Moe, Max and Zoe, Ada", "year": "2020"},
    ),
    (
        "[Counting Bees with Nets](https://x.org/p) - Roe, Moe, Zoe, 2016, ICML.",
        {"authors": "Roe and Moe and Zoe", "venue": "ICML", "year": "2016"},
    ),
    (
        "Roe, J., Moe, M.,\n*[Counting Bees with Nets](https://x.org/p)*,\nInsects in Fluids (2011), 51(1):14-69. [PDF](https://y.org/p.pdf)",
        {
            "authors": "Roe, J. and Moe, M.",
            "venue": "Insects in Fluids",
            "year": "2011",
            "volume": "51",
            "number": "1",
            "pages": "14-69",
            "urls": "https://x.org/p https://y.org/p.pdf",
        },
    ),
    (
        "Roe, J., Moe, M.,\n*[Counting Bees with Nets](https://x.org/p)*,\nIEEE Trans. Hives Syst. I, Fundam. Theory Appl., 46(9):10-71, 1999.",
        {
            "authors": "Roe, J. and Moe, M.",
            "venue": "IEEE Trans. Hives Syst. I, Fundam. Theory Appl",
            "year": "1999",
            "volume": "46",
            "number": "9",
            "pages": "10-71",
        },
    ),
    (
        ("[Counting Bees with Nets](https://x.org/p)", "Venue: -", "Code: -", "Keywords: [bees], [nets]"),
        {"keywords": "bees, nets"},
    ),
    (
        "[Counting Bees with Nets](https://x.org/p) [[Code (Lean)]](https://github.com/a/b)",
        {"code": "https://github.com/a/b", "note": "Lean"},
    ),
    (
        "[Counting Bees with Nets](https://x.org/p)\nCode: [![GitHub](https://img.shields.io/x)]([https://github.com/a/b](https://github.com/a/b))",
        {"code": "https://github.com/a/b"},
    ),
]


@pytest.mark.parametrize(("source", "expected"), LAYOUTS, ids=[f"{n}" for n in range(len(LAYOUTS))])
def test_a_paper_is_read_whatever_the_layout(source: str | tuple[str, ...], expected: dict[str, str]) -> None:
    told = said(item(source) if isinstance(source, str) else item(*source))
    wanted = {"title": "Counting Bees with Nets", "urls": "https://x.org/p"} | expected
    assert {name.replace("-", "_"): value for name, value in told.items()} == {k: v for k, v in wanted.items() if v}


BIBTEX = """@inproceedings{roe, title = {Another Title}, author = {Roe, Jane and Moe, Max}, booktitle = {ICML}, year = 2020,
  pages = {1--9}, doi = {10.1000/x1}}"""


def test_bibtex_below_a_paper_says_what_the_item_does_not() -> None:
    told = said(item("[Counting Bees](https://x.org/p), NeurIPS 2021", code=(BIBTEX,)))
    assert (told["title"], told["authors"], told["venue"], told["year"]) == ("Counting Bees", BOTH, "NeurIPS", "2021")
    assert (told["doi"], told["pages"].replace("--", "-").replace("–", "-")) == ("10.1000/x1", "1-9")


def test_code_that_is_no_bibtex_is_a_note() -> None:
    assert said(item("[Counting Bees](https://x.org/p)", code=("pip install bees",)))["note"] == "pip install bees"


@pytest.mark.parametrize(
    "words", ["Stanford University", "Graph Networks", "Semantic Segmentation, Object Detection", "PyTorch"]
)
def test_what_is_no_name_is_no_author(words: str) -> None:
    told = said(item(f"[Counting Bees with Nets](https://x.org/p), {words}"))
    assert "authors" not in told
    assert told["note"] == words


@pytest.mark.parametrize(
    "words", ["Findings in Bees", "Learning on Graphs: A Survey", "The Science of Bees", "A Review of Bees in 2020"]
)
def test_a_title_is_no_venue(words: str) -> None:
    assert said(item(f"**{words}.** ICML 2020. [paper](https://x.org/p)")) == {
        "title": words, "venue": "ICML", "year": "2020", "urls": "https://x.org/p",
    }  # fmt: skip


def test_an_item_without_a_title_has_an_empty_title_cell() -> None:
    assert (
        items.read(item("[[paper](https://x.org/p)] [[code](https://github.com/a/b)]"), VENUES).cells[0][1].text == ""
    )


_PARTS = st.sampled_from(
    [
        "2024-06-20 - ", "(2021-10) ", "[ICML 2020] ", "**[CVPR'24]** ", "[Counting Bees with Nets](https://x.org/p)",
        "**Counting Bees with Nets.** ", "Counting Bees with Nets. ", '"Counting bees," ', "Jane Roe, Max Moe. ", "J. Roe et al. ",
        "by [Jane Roe](https://roe.org)", " (nets, wings) ", "*NeurIPS*, 2020. ", "[[pdf](https://x.org/f)] ", " | ", " - ", ": ",
        "[code](https://github.com/a/b) ", "Code: https://github.com/c/d ", "We count what the others forgot to count. ", "\n",
        "Journal of Insects 12(3), pp. 1-9. ", "arXiv:2401.00001 ", "[a blog about it](https://x.org/b) ", "(", ")", "[", "]", "*", "蜂，",
        "Abstract: ", "Zürich ", "`", "\"", "[![badge](https://x.org/i.png)](https://x.org/badge)",
    ]
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")


def held(row: Row) -> tuple[set[str], set[str]]:
    cells = [cell for _, cell in row.cells]
    told = [text for cell in cells for text in (cell.text, *cell.repairs, *(span.alt for span in cell.spans))]
    return {word for text in told for word in _WORD.findall(text.casefold())}, {
        s.url for cell in cells for s in cell.links
    }


@settings(max_examples=60)
@given(parts=st.lists(_PARTS, min_size=1, max_size=12), below=st.lists(_PARTS, max_size=4))
def test_no_word_and_no_link_of_an_item_is_lost(parts: list[str], below: list[str]) -> None:
    one = item("".join(parts), *below)
    words, links = held(items.read(one, VENUES))
    for cell in (one.cell, *(child.cell for child in one.items)):
        text = " ".join("" if span.url and role_of_label(span.label) is not None else span.text for span in cell.spans)
        left = set(_WORD.findall(text.casefold())) - words - {"code", "abstract", "by", "arxiv"}
        # a link and the word that follows it without a blank are one word of a field
        assert {word for word in left if not any(word in longer for longer in words)} <= {str(n) for n in range(10)}
        assert {span.url for span in cell.links} <= links


@pytest.mark.parametrize(
    "source",
    ["A. " * 20_000, "(" * 50_000, "Roe, J., " * 10_000, "**a** " * 10_000, "[a](https://x.org) " * 5_000, " - " * 30_000,
     '"a" ' * 20_000, "a, " * 30_000, "1 " * 40_000, "Roe et al. " * 10_000],
)  # fmt: skip
def test_an_item_of_any_size_is_read_quickly(source: str) -> None:
    one = item(source)
    began = time.monotonic()
    items.read(one, VENUES)
    assert time.monotonic() - began < 5
