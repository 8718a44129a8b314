"""`unl export --split-by`: an index and a file for each year or category."""

import re
from pathlib import Path

import pytest
from cli_runs import Unl

LIBRARY = """\
@misc{a, title={Anchors}, year=2024, category={Ropes & Knots > Old}, creationdate={2025-03-01}}
@misc{b, title={Bowlines}, year=2023, category={Ropes & Knots; C++}, creationdate={2025-11-09}}
@misc{c, title={Cables}, category={C}}
"""
YEARS = ["export", "-o", "papers.md", "--split-by", "year"]


@pytest.fixture
def ropes(unl: Unl) -> Unl:
    unl.write("library.bib", LIBRARY)
    return unl


def test_an_index_links_to_a_file_for_each_year(ropes: Unl) -> None:
    done = ropes.ok(*YEARS, "--title", "Ropes_", "--description", "All of them.")
    assert re.findall(r"wrote (\S+)", done.err) == [
        "papers.md",
        "papers-2024.md",
        "papers-2023.md",
        "papers-no-year.md",
    ]
    assert ropes.read("papers.md") == (
        "# Ropes\\_\n\nAll of them.\n\n- [2024](papers-2024.md)\n- [2023](papers-2023.md)\n- [No year](papers-no-year.md)\n"
    )
    assert ropes.read("papers-2024.md") == (
        "# Ropes\\_: 2024\n\n## Ropes & Knots\n\n### Old\n\n| Title | Venue | Year | Code |\n| --- | --- | --- | --- |\n"
        "| Anchors | - | 2024 | - |\n"
    )
    assert ropes.ok(*YEARS, "--title", "Ropes_", "--description", "All of them.").err.count("is up to date") == 4


def test_categories_have_what_is_below_them_and_names_of_their_own(ropes: Unl) -> None:
    ropes.write(
        "unl.toml", '[[category]]\nname = "C"\ntitle = "About C"\nintro = "A language."\n[[category]]\nname = "C++"\n'
    )
    ropes.ok("export", "-o", "sub/my list.md", "--split-by", "category", "--counts")
    assert ropes.read("sub/my list.md") == (
        "- [About C](my%20list-about-c.md): 1 paper\n- [C++](my%20list-c.md): 1 paper\n"
        "- [Ropes & Knots](my%20list-ropes-knots.md): 2 papers\n"
    )
    assert ropes.read("sub/my list-about-c.md").startswith("# About C\n\nA language.\n\n| Title ")
    assert re.findall(r"^#+ .*|Anchors|Bowlines", ropes.read("sub/my list-ropes-knots.md"), re.M) == [
        "# Ropes & Knots", "Bowlines", "## Old (1)", "Anchors",
    ]  # fmt: skip


def test_names_that_would_be_the_same_are_told_apart_for_good(ropes: Unl) -> None:
    ropes.ok("export", "-o", "papers.md", "--split-by", "category", "-g", "none")
    names = re.findall(r"\]\((\S+)\)", ropes.read("papers.md"))
    assert len(set(names)) == 3
    assert all(re.fullmatch(r"papers-(ropes-knots|c-[0-9a-f]{8})\.md", name) for name in names)
    assert all((ropes.folder / name).is_file() for name in names)
    ropes.ok("edit", "a", "--set", "category=C++")
    ropes.ok("export", "-o", "papers.md", "--split-by", "category", "-g", "none")
    assert set(re.findall(r"\]\((\S+)\)", ropes.read("papers.md"))) == set(names)


def test_a_part_that_is_none_any_more_is_told_and_left_alone(ropes: Unl) -> None:
    ropes.ok(*YEARS)
    ropes.write("papers-notes.md", "mine\n")
    ropes.ok("edit", "b", "--set", "year=2024")
    for argv in ([*YEARS, "--check"], YEARS):
        done = ropes(*argv)
        assert "unl: papers-2023.md is no part of papers.md any more; it was left alone\n" in done.err
        assert "notes" not in done.err
    assert (ropes.folder / "papers-2023.md").is_file()
    assert "no part" not in ropes.ok(*YEARS).err


def test_a_check_looks_at_every_part(ropes: Unl) -> None:
    ropes.ok(*YEARS)
    ropes.ok(*YEARS, "--check")
    (ropes.folder / "papers-2023.md").unlink()
    ropes.write("papers-no-year.md", "old\n")
    before = ropes.everything()
    stale = ropes(*YEARS, "--check")
    assert (stale.code, ropes.everything()) == (1, before)
    assert re.findall(r"unl: (\S+) is not current", stale.err) == ["papers-2023.md", "papers-no-year.md"]
    assert {"+++ papers-2023.md", "+++ papers-no-year.md"} <= set(stale.out.splitlines())
    assert stale.err.endswith("unl export --split-by year -o papers.md\n")


def test_all_files_are_taken_back_together(ropes: Unl) -> None:
    before = ropes.everything()
    ropes.ok(*YEARS)
    ropes.ok("undo")
    assert ropes.everything() == before


def test_a_new_paper_changes_one_row_of_one_file(ropes: Unl) -> None:
    ropes.ok(*YEARS)
    before = ropes.everything()
    ropes.ok("add", "--title", "Decks", "--year", "2023", "--category", "Ropes & Knots")
    ropes.ok(*YEARS)
    after = ropes.everything()
    assert [name for name in after if after[name] != before[name]] == ["library.bib", "papers-2023.md"]
    old, new = before["papers-2023.md"].splitlines(), after["papers-2023.md"].splitlines()
    assert [line for line in new if line not in old] == [b"| Decks | - | 2023 | - |"]
    assert [line for line in new if line in old] == old


def test_the_day_of_the_newest_paper_is_that_of_the_part(ropes: Unl) -> None:
    ropes.ok(*YEARS, "--updated")
    days = {
        name: re.findall(r"2025-\d\d-\d\d", ropes.read(f"papers{name}.md"))
        for name in ("", "-2024", "-2023", "-no-year")
    }
    assert days == {"": ["2025-11-09"], "-2024": ["2025-03-01"], "-2023": ["2025-11-09"], "-no-year": []}


@pytest.mark.parametrize(
    ("argv", "index", "part"),
    [
        (["-o", "x.html"], '<li><a href="x-2024.html">2024</a></li>', "<title>2024"),
        (["-o", "x.html", "-f", "html-table"], '<li><a href="x-2024.html">2024</a></li>', "<table"),
        (["-o", "x.md", "-f", "jekyll"], "- [2024](x-2024.html)\n", 'title: "2024"'),
        (["-o", "x.md", "-f", "jekyll", "--permalink", "/a/"], "- [2024](2024/)\n", 'permalink: "/a/2024/"'),
        (
            ["-o", "x.md", "-f", "jekyll", "--permalink", "/a/b.html"],
            "- [2024](b-2024.html)\n",
            'permalink: "/a/b-2024.html"',
        ),
        (["-o", "x.md", "--style", "list"], "- [2024](x-2024.md)\n", "- Anchors"),
    ],
)
def test_other_formats_are_split_too(ropes: Unl, argv: list[str], index: str, part: str) -> None:
    ropes.ok("export", *argv, "--split-by", "year")
    name = Path(argv[1])
    assert index in ropes.read(name.name)
    assert part in ropes.read(f"{name.stem}-2024{name.suffix}")
    assert "Bowlines" not in ropes.read(f"{name.stem}-2024{name.suffix}")


def test_a_page_in_parts_says_where_each_will_stand(ropes: Unl) -> None:
    ropes.ok("export", "-o", "index.html", "--split-by", "year", "--url", "https://a.example/ropes/")
    assert "https://a.example/ropes/index-2024.html" in ropes.read("index-2024.html")


def test_a_listed_file_is_split_as_the_settings_say(ropes: Unl) -> None:
    ropes.write("unl.toml", '[[export]]\npath = "papers.md"\nsplit_by = "year"\n')
    ropes.ok("export")
    assert ropes.read("papers.md").startswith("- [2024](papers-2024.md)\n")
    ropes.ok("export", "--check")
    ropes.ok("export", "-o", "papers.md", "--check")


def test_a_part_never_takes_the_place_of_the_library(unl: Unl) -> None:
    unl.write("papers-2024.bib", "@misc{a, title={A}, year=2024}\n")
    told = unl.refused(
        2, "export", "-l", "papers-2024.bib", "-f", "markdown", "-o", "papers.bib", "--split-by", "year"
    ).err
    assert "is the library itself" in told


def test_two_exports_never_share_a_file(ropes: Unl) -> None:
    ropes.write("unl.toml", '[[export]]\npath = "papers-2024.md"\n[[export]]\npath = "papers.md"\nsplit_by = "year"\n')
    assert "is a file of another export, too" in ropes.refused(3, "export").err


def test_a_split_of_nothing_writes_nothing(ropes: Unl) -> None:
    done = ropes(*YEARS, "year:1900")
    assert (done.code, set(ropes.everything())) == (1, {"library.bib"})
