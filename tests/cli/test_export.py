import re
from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl


@pytest.mark.usefixtures("lib")
def test_markdown_by_category_is_the_default(unl: Unl) -> None:
    out = unl.ok("export").out
    assert re.findall(r"^#+ .*$", out, re.M) == ["## Benchmark", "### Multimodal", "## Survey", "## Uncategorised"]
    assert "| Title | Venue | Year | Code |\n| --- | --- | --- | --- |\n" in out
    assert "| [Sails](https://arxiv.org/abs/2101.00001) | arXiv | 2021 | - |\n" in out
    assert out.count("Knots in LLMs") == 2
    assert unl.ok("export", "--format", "markdown", "--group-by", "category").out == out


@pytest.mark.usefixtures("lib")
def test_sections_follow_the_settings_else_first_appearance(unl: Unl) -> None:
    unl.write(
        "unl.toml",
        '[[category]]\nname = "Survey"\ntitle = "Surveys"\nintro = "Read these first."\n[[category]]\nname = "Empty"\n',
    )
    out = unl.ok("export").out
    assert re.findall(r"^#+ .*$", out, re.M) == ["## Surveys", "## Benchmark", "### Multimodal", "## Uncategorised"]
    assert "Read these first." in out


def test_rows_are_newest_first_then_by_title(unl: Unl) -> None:
    entries = [("c", "Zebra", 2020), ("b", "Ape", 2020), ("a", "Bee", 2019), ("d", "Cow", 2024)]
    unl.write("library.bib", "".join(f"@misc{{{k}, title={{{t}}}, year={y}}}\n" for k, t, y in entries))
    rows = re.findall(r"^\| (\w+) \|", unl.ok("export", "--group-by", "none").out, re.M)
    assert rows == ["Title", "Cow", "Ape", "Zebra", "Bee"]


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("group_by", "headings"),
    [
        ("none", []),
        ("year", ["## 2022", "## 2021", "## 2020"]),
        ("venue", ["## NeurIPS", "## arXiv", "## Journal of Ropes"]),
        ("venue,year", ["## NeurIPS", "### 2020", "## arXiv", "### 2021", "## Journal of Ropes", "### 2022"]),
        ("Year, Venue", ["## 2022", "### Journal of Ropes", "## 2021", "### arXiv", "## 2020", "### NeurIPS"]),
    ],
)
def test_grouping(unl: Unl, group_by: str, headings: list[str]) -> None:
    assert re.findall(r"^#+ .*$", unl.ok("export", "--group-by", group_by).out, re.M) == headings


def test_what_has_no_venue_or_year_comes_last(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title={A}}\n@misc{b, title={B}, year=2020, howpublished={ICML}}\n")
    assert re.findall(r"^#+ .*$", unl.ok("export", "--group-by", "venue,year").out, re.M) == [
        "## ICML", "### 2020", "## No venue", "### No year",
    ]  # fmt: skip


def test_findings_are_shown_exactly_and_grouped_by_series(unl: Unl) -> None:
    unl.write(
        "library.bib",
        "@inproceedings{a, title={A}, year=2024, booktitle={Findings of the Association for Computational Linguistics: ACL 2024}}\n"
        "@inproceedings{b, title={B}, year=2024, booktitle={ACL}}\n",
    )
    out = unl.ok("export", "--group-by", "venue").out
    assert re.findall(r"^#+ .*$", out, re.M) == ["## ACL"]
    assert "| A | Findings of ACL | 2024 | - |" in out


@pytest.mark.usefixtures("lib")
def test_columns(unl: Unl) -> None:
    out = unl.ok("export", "--group-by", "none", "--columns", "Key, authors,doi,arxiv,ids,archiveprefix").out
    assert out.splitlines()[0] == "| Key | Authors | DOI | arXiv | Ids | Archiveprefix |"
    assert "| adams2020knots | Ann Adams and Bob Byte | - | - | - | - |" in out
    assert "[2101.00001](https://arxiv.org/abs/2101.00001)" in out
    assert "old2022, older2022" in out


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--columns", "title,nope"], "there is no column 'nope'"),
        (["--group-by", "knots"], "there is no group 'knots'"),
        (["--group-by", "venue,none"], "there is no group 'none'"),
        (["--format", "docx"], "there is no format 'docx'"),
        (["--format", "table"], "there is no format 'table'"),
        (["year:abc"], "is no year"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(unl: Unl, argv: list[str], said: str) -> None:
    assert said in unl.refused(2, "export", *argv).err
    assert said in unl.refused(2, "export", *argv, "-o", "x.md").err


@pytest.mark.usefixtures("lib")
def test_a_query_selects(unl: Unl) -> None:
    assert unl.ok("export", "has:code", "-f", "keys").out == "adams2020knots\n"
    assert unl.ok("export", "category:survey -sails", "-f", "keys").out == "adams2020knots\n"


@pytest.mark.usefixtures("lib")
def test_a_query_that_selects_nothing_empties_no_page(unl: Unl) -> None:
    unl.ok("export", "-o", "a.md")
    before = unl.everything()
    for argv in (["-o", "a.md"], ["-f", "keys"]):
        done = unl("export", "year:1900", *argv)
        assert (done.code, done.out) == (1, "")
        assert done.err == "unl: no paper is selected by 'year:1900'; nothing was written\n"
    assert unl.everything() == before


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("markdown", "## Benchmark\n"),
        ("html", "<!doctype html>"),
        ("jekyll", '---\ntitle: "Papers"\n'),
        ("json", '{\n  "version": 1,'),
        (
            "bibtex",
            '@string{neurips = "Advances in Neural Information Processing Systems"}\n\n@inproceedings{adams2020knots,',
        ),
        ("lines", "adams2020knots\t2020\tNeurIPS\tKnots in LLMs\t\n"),
        ("keys", "adams2020knots\nbyte2021sails\n"),
    ],
)
def test_formats(unl: Unl, form: str, start: str) -> None:
    out = unl.ok("export", "--format", form).out
    assert out[: len(start)].lower() == start.lower()
    assert out.endswith("\n")
    assert unl.ok("export", "--format", form).out == out
    unl.ok("export", "--format", form, "-o", "target")
    assert unl.read("target") == out


@pytest.mark.usefixtures("lib")
def test_bibtex_is_the_entries_as_they_stand_without_what_is_only_for_the_list(unl: Unl) -> None:
    out = unl.ok("export", "--format", "bibtex").out
    for entry in LIBRARY.split("\n\n")[2:]:
        kept = [line for line in entry.strip().split("\n") if not line.strip().startswith(("category", "code"))]
        assert "\n".join(kept) in out


@pytest.mark.usefixtures("lib")
def test_an_exported_bib_can_be_imported_again(unl: Unl) -> None:
    unl.ok("export", "--format", "bibtex", "-o", "copy/library.bib")
    unl.env.chdir(unl.folder / "copy")
    assert len(unl.listed("-l", "library.bib")) == 3


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(("name", "start"), [("a.md", "## "), ("a.html", "<!doctype"), ("a.json", "{"), ("a.bib", "@")])
def test_the_ending_tells_the_format(unl: Unl, name: str, start: str) -> None:
    assert unl.ok("export", "-o", name).err == f"unl: wrote {name} (unl undo takes it back)\n"
    assert unl.read(name).lower().startswith(start)


@pytest.mark.usefixtures("lib")
def test_an_ending_that_tells_no_format_wants_one(unl: Unl) -> None:
    assert "--format" in unl.refused(2, "export", "-o", "a.txt").err
    unl.ok("export", "-o", "a.txt", "--format", "lines")


@pytest.mark.usefixtures("lib")
def test_the_format_goes_before_the_ending(unl: Unl) -> None:
    unl.ok("export", "-o", "a.md", "--format", "keys")
    assert unl.read("a.md") == "adams2020knots\nbyte2021sails\ncurl2022ropes\n"


@pytest.mark.usefixtures("lib")
def test_the_same_again_writes_nothing(unl: Unl) -> None:
    unl.ok("export", "-o", "a.md")
    before = (unl.folder / "a.md").stat().st_mtime_ns
    assert unl.ok("export", "-o", "a.md").err == "unl: a.md is up to date\n"
    assert (unl.folder / "a.md").stat().st_mtime_ns == before


def test_it_never_writes_over_the_library(unl: Unl, lib: Path) -> None:
    (unl.folder / "sub").mkdir()
    for path in ("library.bib", "./sub/../library.bib", str(lib)):
        assert "is the library itself" in unl.refused(2, "export", "-f", "bibtex", "-o", path).err
    (unl.folder / "link.md").symlink_to(lib)
    unl.refused(2, "export", "-o", "link.md")
    assert "is a folder" in unl.refused(2, "export", "-f", "markdown", "-o", "sub").err


@pytest.mark.usefixtures("lib")
def test_a_dash_is_standard_output(unl: Unl) -> None:
    assert unl.ok("export", "-o", "-").out == unl.ok("export").out


@pytest.mark.usefixtures("lib")
def test_a_dry_run_writes_nothing(unl: Unl) -> None:
    unl.ok("export", "-o", "b.md", "--columns", "title")
    shown = unl.ok("export", "-o", "b.md", "--columns", "title", "year:2020", "--dry-run")
    assert "would have written b.md" in shown.err
    assert [line for line in shown.out.splitlines() if line.startswith("+")] == ["+++ b.md"]
    assert sum(line.startswith("-| [") for line in shown.out.splitlines()) == 2
    assert "would have written a.md" in unl.ok("export", "-o", "a.md", "--dry-run").err
    assert list(unl.everything()) == ["b.md", "library.bib"]


TARGETS = """
[[export]]
path = "docs/README.md"
title = "Ropes"

[[export]]
path = "topic.md"
format = "jekyll"
group_by = ["venue", "year"]
permalink = "/ropes/"

[[export]]
path = "code.txt"
format = "lines"
group_by = "none"
query = "has:code"
"""


@pytest.mark.usefixtures("lib")
def test_configured_targets_are_all_written(unl: Unl) -> None:
    unl.write("unl.toml", TARGETS)
    done = unl.ok("export")
    assert done.out == ""
    assert done.err.count("unl: wrote ") == 3
    assert unl.read("docs/README.md").startswith("# Ropes\n\n## Benchmark")
    assert "/ropes/" in unl.read("topic.md")
    assert unl.read("code.txt") == "adams2020knots\t2020\tNeurIPS\tKnots in LLMs\t\n"
    assert unl.ok("export").err.count("is up to date") == 3


@pytest.mark.usefixtures("lib")
def test_configured_targets_lie_beside_the_settings(unl: Unl) -> None:
    unl.write("unl.toml", TARGETS)
    unl.write("sub/x", "")
    unl.env.chdir(unl.folder / "sub")
    unl.ok("export")
    assert (unl.folder / "docs" / "README.md").is_file()
    assert not (unl.folder / "sub" / "docs").exists()


@pytest.mark.usefixtures("lib")
def test_asked_whether_pages_are_current_it_names_those_that_are_not(unl: Unl) -> None:
    unl.write("unl.toml", TARGETS)
    before = unl.everything()
    missing = unl("export", "--check")
    assert (missing.code, unl.everything()) == (1, before)
    assert [line for line in missing.out.splitlines() if line.startswith("+++")] == [
        f"+++ {Path('docs') / 'README.md'}", "+++ topic.md", "+++ code.txt",
    ]  # fmt: skip
    assert missing.err.splitlines() == [
        f"unl: {told} current: unl export"
        for told in (
            f"{Path('docs') / 'README.md'} is not",
            "topic.md is not",
            "code.txt is not",
            "3 of 3 files are not",
        )
    ]
    unl.ok("export")
    assert unl.ok("export", "--check").err.count("is up to date") == 3
    unl.ok("edit", "byte2021sails", "--set", "title=Masts")
    stale = unl("export", "--check")
    assert stale.code == 1
    assert (stale.err.count("is not current"), stale.err.count("code.txt is up to date")) == (2, 1)


@pytest.mark.usefixtures("lib")
def test_one_file_is_looked_at_as_it_would_be_exported(unl: Unl) -> None:
    line = ["export", "-l", "library.bib", "-g", "year", "-o", "my page.md", "year:2020"]
    stale = unl(*line, "--check")
    assert stale.code == 1
    assert stale.err == (
        "unl: my page.md is not current: unl export -l library.bib -g year -o 'my page.md' year:2020\n"
    )
    unl.ok(*line)
    unl.ok(*line, "--check")
    assert unl("export", "-o", "my page.md", "--check").code == 1


@pytest.mark.usefixtures("lib")
def test_there_must_be_a_file_to_look_at(unl: Unl) -> None:
    for argv in ([], ["-o", "-"], ["-f", "markdown"]):
        assert "no file to look at" in unl.refused(2, "export", "--check", *argv).err
    assert "is the library itself" in unl.refused(2, "export", "--check", "-f", "bibtex", "-o", "library.bib").err


@pytest.mark.usefixtures("lib")
def test_any_option_asks_for_one_export_instead(unl: Unl) -> None:
    unl.write("unl.toml", TARGETS)
    for argv in (["-f", "keys"], ["knots"], ["--group-by", "year"], ["--title", "T"], ["--json"]):
        assert unl.ok("export", *argv).out
    assert set(unl.everything()) == {"library.bib", "unl.toml"}


@pytest.mark.usefixtures("lib")
def test_a_configured_target_with_an_unknown_format(unl: Unl) -> None:
    file = unl.write("unl.toml", '[[export]]\npath = "x.md"\n[[export]]\npath = "y"\nformat = "docx"\n')
    assert str(file) in unl.refused(3, "export").err


@pytest.mark.usefixtures("lib")
def test_one_new_paper_changes_one_row(unl: Unl) -> None:
    before = unl.ok("export", "--group-by", "none").out.splitlines()
    unl.ok("add", "--title", "Bowlines", "--year", "2021")
    after = unl.ok("export", "--group-by", "none").out.splitlines()
    assert [line for line in after if line not in before] == ["| Bowlines | - | 2021 | - |"]
    assert [line for line in after if line in before] == before


def test_an_empty_library_is_said(unl: Unl) -> None:
    unl.write("library.bib", "")
    assert unl.ok("export").err == "unl: library.bib: the library has no papers\n"
