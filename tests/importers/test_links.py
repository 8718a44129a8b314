"""Links of a row: the paper's, the code's, others, and what is no link."""

from collections.abc import Callable

from unlcli.domain.draft import Draft, Reading

Read = Callable[..., Reading]


def row(read: Read, header: str, cells: str) -> tuple[Draft, list[str]]:
    reading = read(f"| {header} |\n|{'--|' * (header.count('|') + 1)}\n| {cells} |\n")
    (draft,) = reading.drafts
    return draft, [repair.what for repair in reading.repairs]


def test_the_title_link_comes_first(read: Read) -> None:
    draft, _ = row(read, "PDF | Title", "[pdf](https://x.org/2) | [One](https://x.org/1) [v2](https://x.org/3)")
    assert draft.urls == ("https://x.org/1", "https://x.org/3", "https://x.org/2")


def test_labels_say_where_links_lead(read: Read) -> None:
    links = "[[pdf]](https://x.org/1) [[Code]](https://c.org/1) [Project Page](https://p.org) [video](https://v.org) [slides](https://s.org)"
    draft, what = row(read, "Title | Links", f"One | {links}")
    assert (draft.title, draft.urls, draft.code) == ("One", ("https://x.org/1",), ("https://c.org/1",))
    assert draft.links == {"website": ("https://p.org",), "video": ("https://v.org",), "slides": ("https://s.org",)}
    assert what == []


def test_links_beside_the_title(read: Read) -> None:
    draft, _ = row(read, "Title | Year", "One: Two [[paper](https://x.org/1)] [[code](https://github.com/a/b)] | 2020")
    assert (draft.title, draft.urls, draft.code) == ("One: Two", ("https://x.org/1",), ("https://github.com/a/b",))


def test_a_code_host_is_code_outside_the_title_only(read: Read) -> None:
    draft, _ = row(read, "Title | Links", "[One](https://github.com/a/b) | [here](https://gitlab.com/c/d)")
    assert (draft.urls, draft.code) == (("https://github.com/a/b",), ("https://gitlab.com/c/d",))


def test_badges_name_no_title_but_their_link_counts(read: Read) -> None:
    draft, _ = row(
        read,
        "Title | Code",
        "![new](https://i.org/n.png) One | [![Stars](https://i.org/s.png)](https://github.com/a/b)",
    )
    assert (draft.title, draft.code) == ("One", ("https://github.com/a/b",))


def test_any_link_in_the_code_column_is_code(read: Read) -> None:
    draft, _ = row(read, "Title | Code", "One | [Python](https://hive.org/code)")
    assert draft.code == ("https://hive.org/code",)


def test_bare_links_and_identifiers(read: Read) -> None:
    draft, _ = row(read, "Title | URL", "*One* https://x.org/a, | https://x.org/b_(c).")
    assert (draft.title, draft.urls) == ("One", ("https://x.org/a", "https://x.org/b_(c)"))
    assert row(read, "Title | DOI", "One | 10.1000/xyz")[0].urls == ("https://doi.org/10.1000/xyz",)
    assert row(read, "Title | arXiv", "One | arXiv:2401.00001")[0].urls == ("https://arxiv.org/abs/2401.00001",)


def test_links_are_cleaned_and_it_is_said(read: Read) -> None:
    draft, what = row(
        read,
        "Title | Code",
        "[One](https://x.org/1?utm_source=a#top) | [code](https://github.com/a/b?tab=readme-ov-file)",
    )
    assert (draft.urls, draft.code) == (("https://x.org/1",), ("https://github.com/a/b",))
    assert len(what) == 3


def test_what_is_no_web_link_is_kept_as_text_unless_it_is_harmful(read: Read) -> None:
    draft, what = row(read, "Title | Links | Code", "[One](papers/one.pdf) | [pdf](javascript:alert(1)) | coming soon")
    assert (draft.title, draft.urls, draft.code) == ("One", (), ())
    assert draft.extra == {"links": "papers/one.pdf", "column-code": "coming soon"}
    assert what == [
        "link papers/one.pdf is no web link and was kept as text",
        "link javascript:alert(1) is no web link and was left out",
        "'coming soon' is no link and was kept as text",
    ]


def test_links_with_blanks_are_mended(read: Read) -> None:
    assert row(read, "Title", "[One] (https://x.org/1)")[0].urls == ("https://x.org/1",)
    assert row(read, "Title", "[One](https://x.org/a b.pdf)")[0].urls == ("https://x.org/a%20b.pdf",)


def test_html_links_in_markdown(read: Read) -> None:
    draft, _ = row(read, "Title | Links", "<a href='https://x.org/1'>One<br>Two</a> | <a href=https://x.org/2>PDF</a>")
    assert (draft.title, draft.urls) == ("One Two", ("https://x.org/1", "https://x.org/2"))


def test_author_pages_are_not_the_papers(read: Read) -> None:
    draft, what = row(
        read, "Title | Authors | Venue", "One | [A. Ada](https://ada.org), B. Bell | [ICML](https://icml.cc)"
    )
    assert (draft.authors, draft.urls, draft.venue) == ("Ada, A. and Bell, B.", (), "ICML")
    assert draft.extra == {"authors-links": "A. Ada https://ada.org", "venue-links": "ICML https://icml.cc"}
    assert what == []


def test_authors_by_line(read: Read) -> None:
    draft, _ = row(read, "Title | Authors", "One | Ada Lovelace<br>Bo Bell et al.")
    assert draft.authors == "Lovelace, Ada and Bell, Bo and others"
