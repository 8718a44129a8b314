"""Lists of bullets, numbered lines and paragraphs: which of them are papers, and below which headings they stand."""

from collections.abc import Callable

import pytest

from unlcli.domain.draft import Reading

Read = Callable[..., Reading]

ONE, TWO, THREE = (f"https://arxiv.org/abs/2401.0000{n}" for n in (1, 2, 3))
SMALL, LARGE, OTHER = (
    "Finding small things in pictures",
    "Finding large things in pictures",
    "Cutting pictures along their lines",
)

# What a list looks like, and the papers in it: title, link, category.
LAYOUTS = {
    "bullets": (
        f"## Vision\n* [{SMALL}]({ONE})\n- [{LARGE}]({TWO})\n+ [{OTHER}]({THREE})\n",
        [(SMALL, ONE, "Vision"), (LARGE, TWO, "Vision"), (OTHER, THREE, "Vision")],
    ),
    "numbers of either kind, with blank lines and odd indentation": (
        f"## Vision\n1. [{SMALL}]({ONE})\n\n 2) [{LARGE}]({TWO})\n\n\n  1. [{OTHER}]({THREE})\n",
        [(SMALL, ONE, "Vision"), (LARGE, TWO, "Vision"), (OTHER, THREE, "Vision")],
    ),
    "numbers in brackets": (
        f"[1] [{SMALL}]({ONE})\n\n[2] [{LARGE}]({TWO})\n",
        [(SMALL, ONE, ""), (LARGE, TWO, "")],
    ),
    "boxes to tick": (f"- [ ] [{SMALL}]({ONE})\n- [x] [{LARGE}]({TWO})\n", [(SMALL, ONE, ""), (LARGE, TWO, "")]),
    "lines that go on without indentation": (
        f"- **{SMALL}**\nA. Lovelace, ICML 2021\n[[paper]]({ONE})\n- **{LARGE}**\n  B. Hopper, ICML 2021\n  [[paper]]({TWO})\n",
        [(SMALL, ONE, ""), (LARGE, TWO, "")],
    ),
    "a title that goes on in the next line": (
        f"- [Finding small\n  things in pictures]({ONE})\n- [{LARGE}]({TWO})\n",
        [(SMALL, ONE, ""), (LARGE, TWO, "")],
    ),
    "properties below a bullet": (
        f"- {SMALL}\n\t- Authors: Ada Lovelace\n\t- Paper: {ONE}\n- {LARGE}\n\t- Authors: Grace Hopper\n\t- Paper: {TWO}\n",
        [(SMALL, ONE, ""), (LARGE, TWO, "")],
    ),
    "properties below a bold line": (
        f"**{SMALL}**\n\n- Paper: {ONE}\n- Code: https://github.com/a/b\n\n**{LARGE}**\n- Code：https://github.com/a/c\n\n- Paper：{TWO}\n",
        [(SMALL, ONE, ""), (LARGE, TWO, "")],
    ),
    "people and links in a paragraph below a heading": (
        f"## Vision\n### {SMALL}\n*Ada Lovelace*, CVPR 2020\n[[paper]]({ONE}) [[code]](https://github.com/a/b)\n\nFinds them.\n\n### {LARGE}\n*Grace Hopper*, ICCV 2021\n[[paper]]({TWO})\n",
        [(SMALL, ONE, "Vision"), (LARGE, TWO, "Vision")],
    ),
    "a heading of citations in paragraphs": (
        f"## Finding things everywhere\n\n**[1]** Lovelace, Ada. \"**{SMALL}**.\" CVPR. 2020. [[pdf]]({ONE})\n\n**[2]** Hopper, Grace. \"**{LARGE}**.\" CVPR. 2021. [[pdf]]({TWO})\n",
        [(SMALL, ONE, "Finding things everywhere"), (LARGE, TWO, "Finding things everywhere")],
    ),
    "BibTeX that is preformatted in a fold, below any heading": (
        f"## Overview\n\n- **{SMALL}** (2021)<br />by Ada Lovelace<br />[[Paper]]({ONE})\n  <details>\n  <summary>Show BibTeX</summary>\n  <pre><code>\n  @misc{{a,\n  title = {{{SMALL}}},\n  doi = {{10.1000/1}}\n  }}\n  </code>\n  </pre></details>\n\n- **{LARGE}** (2021)<br />by Grace Hopper<br />[[Paper]]({TWO})\n",
        [(SMALL, ONE, "Overview"), (LARGE, TWO, "Overview")],
    ),
    "properties below a heading": (
        f"## Vision\n### {SMALL}\n- Authors: Ada Lovelace\n- Paper: {ONE}\n### [{LARGE}]({TWO})\n*Grace Hopper*\n",
        [(SMALL, ONE, "Vision"), (LARGE, TWO, "Vision")],
    ),
    "labels for everything, titles too": (
        f"- Title: {SMALL}\n- Authors: Ada Lovelace\n- Paper: {ONE}\n\n## B\n**Title:** {LARGE}<br>\n**Authors:** Grace Hopper<br>\n**Link:** {TWO}\n",
        [(SMALL, ONE, ""), (LARGE, TWO, "B")],
    ),
    "an overview": (f"## Overview\n1. **{SMALL}.** ICML 2021.\n   [[pdf]]({ONE})\n", [(SMALL, ONE, "Overview")]),
    "names in bold, titles below": (
        f"## Vision\n**SmallNet**\n- Paper: [{SMALL}]({ONE})\n\n**LargeNet**\n- Paper: [{LARGE}]({TWO})\n- Category: Large things\n",
        [(SMALL, ONE, "Vision"), (LARGE, TWO, "Vision > Large things")],
    ),
    "labels in Chinese on one line": (
        f"## 视觉\n- 论文：{SMALL} 链接：{ONE}\n- 论文：{LARGE} 链接：{TWO}\n",
        [(SMALL, ONE, "视觉"), (LARGE, TWO, "视觉")],
    ),
    "days as headings": (
        f"## Vision\n### 2024-01-02\n* `small` `nets` [{SMALL}]({ONE})\n  > **TL;DR**: It finds small things.\n",
        [(SMALL, ONE, "Vision")],
    ),
    "a code for the paper and no link": (
        f"## Benchmarks of things\n- **SmallBench** [arxiv 2401.00001] {SMALL} ([code](https://github.com/a/b))\n",
        [(SMALL, ONE, "Benchmarks of things")],
    ),
    "paragraphs with line breaks": (
        f"**{SMALL}**<br>\nAda Lovelace<br>\n[[Paper]]({ONE})\n\n**{LARGE}**<br>\nGrace Hopper<br>\n[[Paper]]({TWO})\n",
        [(SMALL, ONE, ""), (LARGE, TWO, "")],
    ),
    "bullets that are headings": (
        f"## Vision\n- Detection\n  - [{SMALL}]({ONE})\n  - **Old ones**\n     1. [{LARGE}]({TWO})\n- [{OTHER}]({THREE})\n",
        [(SMALL, ONE, "Vision > Detection"), (LARGE, TWO, "Vision > Detection > Old ones"), (OTHER, THREE, "Vision")],
    ),
    "bold lines that are headings": (
        f"## Vision\n**Detection**\n- [{SMALL}]({ONE})\n\n*Segmentation*:\n\n- [{OTHER}]({THREE})\n",
        [(SMALL, ONE, "Vision > Detection"), (OTHER, THREE, "Vision > Segmentation")],
    ),
    "folded lists": (
        f"<details>\n<summary>Detection</summary>\n\n- [{SMALL}]({ONE})\n\n</details>\n",
        [(SMALL, ONE, "Detection")],
    ),
    "BibTeX in a fold of each": (
        f"- [{SMALL}]({ONE})\n  <details>\n  <summary>BibTeX</summary>\n\n```bibtex\n@misc{{a,\n\n  title={{x}}}}\n```\n\n  </details>\n\n- [{LARGE}]({TWO})\n",
        [(SMALL, ONE, ""), (LARGE, TWO, "")],
    ),
    "quoted lists": (f"> - [{SMALL}]({ONE})\n> - [{LARGE}]({TWO})\n", [(SMALL, ONE, ""), (LARGE, TWO, "")]),
    "comments": (
        f"<!--\n- [Hidden away in a comment]({THREE})\n-->\n- [{SMALL}]({ONE}) <!-- and\n- [Hidden away]({THREE})\n-->\n- [{LARGE}]({TWO})\n",
        [(SMALL, ONE, ""), (LARGE, TWO, "")],
    ),
    "code that shows how to write an item": (
        f"- [{SMALL}]({ONE})\n\n## Contributing\n```\n- [Title of the paper here]({TWO})\n```\n", [(SMALL, ONE, "")]
    ),
    "a paper below a paper": (
        f"- [{SMALL}]({ONE})\n  - [{LARGE}]({TWO})\n- [{OTHER}]({THREE})\n",
        [(SMALL, ONE, ""), (LARGE, TWO, ""), (OTHER, THREE, "")],
    ),
    "one without a link among others": (
        f"- [{SMALL}]({ONE})\n- {LARGE} (2014), K. Cho et al.\n- [{OTHER}]({THREE})\n",
        [(SMALL, ONE, ""), (LARGE, "", ""), (OTHER, THREE, "")],
    ),
    "authors and links in a bullet below the title": (
        f"#### Beta\n- {SMALL}.\n  - A. Lovelace. *NIPS 2020*. [[pdf]]({ONE})\n- {LARGE}.\n   - B. Hopper. *NIPS 2020*. [[pdf]]({TWO})\n",
        [(SMALL, ONE, "Beta"), (LARGE, TWO, "Beta")],
    ),
    "bullets one blank to the right": (
        f" * {SMALL}\n  * Ada Lovelace\n  * [[Paper]]({ONE})\n * {LARGE}\n  * Grace Hopper\n  * [[Paper]]({TWO})\n",
        [(SMALL, ONE, ""), (LARGE, TWO, "")],
    ),
    "venues in brackets first": (
        f"- [ICML 2021] {SMALL} [[paper]]({ONE})\n- [NeurIPS 2022] {LARGE}\n- [ICML 2022] {OTHER}\n [[paper]]({THREE})\n",
        [(SMALL, ONE, ""), (LARGE, "", ""), (OTHER, THREE, "")],
    ),
    "badges below a linked title": (
        f"+ [{SMALL}]({ONE}) (Jun., 2024)  \n  [![Star](https://img.shields.io/s.svg)](https://github.com/a/b)\n\n+ [{LARGE}]({TWO})\n",
        [(SMALL, ONE, ""), (LARGE, TWO, "")],
    ),
    "folds that go on with a list": (
        f"## Vision\n1. [{SMALL}]({ONE})\n    \n<details><summary>more</summary>\n\n21. [{LARGE}]({TWO})\n\n</details>\n",
        [(SMALL, ONE, "Vision"), (LARGE, TWO, "Vision")],
    ),
    "BibTeX in place of links": (
        f"- {SMALL}\n```\n@misc{{a, title = {{{SMALL}}}, year = {{2021}}}}\n```\n- {LARGE}\n\n  ```bib\n  @misc{{b, title={{{LARGE}}}}}\n  ```\n",
        [(SMALL, "", ""), (LARGE, "", "")],
    ),
    "HTML lists in Markdown": (
        f'## Vision\n<ul>\n<li><a href="{ONE}">{SMALL}</a>\n<li><a href="{TWO}">{LARGE}</a></li>\n</ul>\n',
        [(SMALL, ONE, "Vision"), (LARGE, TWO, "Vision")],
    ),
}  # fmt: skip

PAGES = {
    "lists": (
        f'<h2>Vision</h2><ol><li>Detection<ul>\n<li><a href="{ONE}">{SMALL}</a>, ICML 2021</li></ul></li><li><a href="{TWO}">{LARGE}</a></ol>',
        [(SMALL, ONE, "Vision > Detection"), (LARGE, TWO, "Vision")],
    ),
    "definitions": (
        f'<dl><dt><b>{SMALL}</b><dd>Ada Lovelace<br><a href="{ONE}">pdf</a><dt><b>{LARGE}</b><dd><a href="{TWO}">pdf</a></dl>',
        [(SMALL, ONE, ""), (LARGE, TWO, "")],
    ),
    "paragraphs": (
        f'<p>Welcome.</p><p><b>{SMALL}</b><br>A. Lovelace<br><a href="{ONE}">pdf</a></p><p><b>{LARGE}</b><br><a href="{TWO}">pdf</a>',
        [(SMALL, ONE, ""), (LARGE, TWO, "")],
    ),
}


def papers(reading: Reading) -> list[tuple[str, str, str]]:
    return [(d.title, next(iter(d.urls), ""), next(iter(d.categories), "")) for d in reading.drafts]


@pytest.mark.parametrize("name", LAYOUTS)
def test_papers_of_a_list_are_read(name: str, read: Read) -> None:
    text, wanted = LAYOUTS[name]
    assert papers(read(text)) == wanted
    assert papers(read(text.replace("\n", "\r\n"))) == wanted


@pytest.mark.parametrize("name", PAGES)
def test_papers_of_a_page_are_read(name: str, read: Read) -> None:
    text, wanted = PAGES[name]
    assert papers(read(f"<html><body>{text}</body></html>", "page.html")) == wanted


NO_PAPERS = {
    "contents": "## Contents\n- [Finding small things](#finding)\n  - [Cutting some pictures](#cutting)\n",
    "prose": f"Read [our paper on many things]({TWO}) to learn more.\n\n- It finds things.\n- It loses them.\n",
    "a legend": "## Legend\n- CNN: convolutional network\n- RNN: recurrent network\n",
    "rules": "## Contributing\n1. Fork the repository.\n2. Add your paper as `- [Title](link)`.\n",
    "code without a paper": "- [A small library for finding things](https://github.com/a/b)\n",
}
SKIPPED = {
    "people": ("## Maintainers\n- [Ada Lovelace of London](https://ada.example.org)\n", "below 'Maintainers'"),
    "other lists": (
        "## Related lists\n- [Awesome list of things](https://github.com/a/awesome)\n",
        "below 'Related lists'",
    ),
    "news": (f"## News\n- Our paper [{LARGE}]({TWO}) was accepted\n", "below 'News'"),
    "a library": ("- [A small library for things](https://github.com/a/b)\n", "no link to a paper"),
    "a blog": (
        "## Blog Posts\n- [Finding things in 2024](https://a.org/b)\n  - Author(s): Ada Lovelace\n",
        'below "Blog Posts": its link is a page, no paper',
    ),
    "a tool in a table": (
        "## Tools\n| Tool | Link |\n|--|--|\n| Finder | [GitHub](https://github.com/a/b) |\n",
        'below "Tools": its link is a repository, no paper',
    ),
    "a publisher": ("- [Proceedings of finding things](https://papers.nips.cc/)\n", "no link to a paper"),
    "a paper named in prose": (
        f"This list has all papers on things that our survey names: [**{LARGE}**]({TWO}), by Ada Lovelace and Grace Hopper.\n",
        "named in prose",
    ),
}


@pytest.mark.parametrize("name", NO_PAPERS)
def test_what_is_no_paper_is_not_read(name: str, read: Read) -> None:
    reading = read(f"## Papers\n- [{SMALL}]({ONE})\n\n## Other things\n{NO_PAPERS[name]}")
    assert [draft.title for draft in reading.drafts] == [SMALL]


@pytest.mark.parametrize("name", SKIPPED)
def test_a_bullet_with_a_link_that_is_not_read_is_told(name: str, read: Read) -> None:
    text, reason = SKIPPED[name]
    reading = read(f"## Vision\n- [{SMALL}]({ONE})\n\n## Other things\n{text}")
    assert [draft.title for draft in reading.drafts] == [SMALL]
    at = next(n for n, line in enumerate(text.split("\n"), start=5) if "](" in line)
    assert [(one.line, one.reason) for one in reading.skipped] == [(at, reason)]


def test_runs_of_papers_are_parts_with_exact_lines(read: Read) -> None:
    text = (
        f"## Vision\nSome words.\n\n- [{SMALL}]({ONE})\n  ICML 2021\n\n- [{LARGE}]({TWO})\n\nMore words.\n\n"
        f"1. [{OTHER}]({THREE})\n"
    )
    parts = read(text).parts
    assert [(p.first_line, p.last_line, p.form, p.category, p.drafts) for p in parts] == [
        (4, 7, "list", "Vision", (0, 1)),
        (11, 11, "list", "Vision", (2,)),
    ]


def test_prose_that_names_a_paper_is_told_and_stands_in_no_part(read: Read) -> None:
    text = (
        f"## Vision\n- [{SMALL}]({ONE})\n\nWhat we know of all this stands in a survey with many words: [{OTHER}]({THREE}).\n\n"
        f"- [{LARGE}]({TWO})\n"
    )
    reading = read(text)
    assert [draft.title for draft in reading.drafts] == [SMALL, LARGE]
    assert [(one.line, one.reason) for one in reading.skipped] == [(4, "named in prose")]
    assert [(part.first_line, part.last_line) for part in reading.parts] == [(2, 2), (6, 6)]


def test_lists_as_they_are_exported_are_read_back(read: Read) -> None:
    text = (
        f"## Vision\n\n- [{SMALL}]({ONE})\n  - Authors: Ada Lovelace and Alan Turing\n  - Venue: ICML\n  - Year: 2021\n"
        "  - Code: [code](https://github.com/a/b)\n  - Website: [website](https://a.example.org)\n  - Dataset: Big\n"
    )
    (draft,) = read(text).drafts
    assert (draft.title, draft.urls, draft.authors) == (SMALL, (ONE,), "Lovelace, Ada and Turing, Alan")
    assert (draft.venue, draft.year, draft.categories) == ("ICML", "2021", ("Vision",))
    assert (draft.code, draft.links) == (("https://github.com/a/b",), {"website": ("https://a.example.org",)})
    assert draft.extra == {"dataset": "Big"}


def test_tables_and_lists_are_read_in_their_order(read: Read) -> None:
    text = f"- [{SMALL}]({ONE})\n\n| Title | Year |\n|---|---|\n| [{LARGE}]({TWO}) | 2021 |\n\n- [{OTHER}]({THREE})\n"
    assert [draft.title for draft in read(text).drafts] == [SMALL, LARGE, OTHER]


def test_all_that_is_said_below_a_paper_is_kept_with_it(read: Read) -> None:
    said = f"Link: {ONE}\n\nAccuracy on the large set of things: **0.8**\n\nNotes:\n- It loses two things.\n- Slow on ice.\n"
    reading = read(f"## Papers\n**1. {SMALL}**\n\n{said}\n**Other lists of things**\n- https://github.com/a/b\n")
    (draft,) = reading.drafts
    assert (draft.title, draft.urls) == (SMALL, (ONE,))
    assert all(
        words in draft.extra["note"] for words in ("Accuracy on the large set", "0.8", "two things", "Slow on ice")
    )
