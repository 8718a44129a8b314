"""What `unl export --check` and `--dry-run` show, the line ends of files that are there, and files that grow too long."""

import pytest
from cli_runs import Unl

from unlcli.cli import export_files

ARGV = ["export", "-g", "none", "-c", "title,year", "-o", "a.md"]
TABLE = "| Title | Year |\n| --- | --- |\n| Anchors | 2024 |\n| Bowlines | 2023 |\n"


@pytest.fixture
def ropes(unl: Unl) -> Unl:
    unl.write("library.bib", "@misc{a, title={Anchors}, year=2024}\n@misc{b, title={Bowlines}, year=2023}\n")
    return unl


def test_what_is_stale_is_shown_as_a_diff_with_the_line_to_run(ropes: Unl) -> None:
    ropes.write("a.md", TABLE.replace("Bowlines", "Bow lines"))
    before = ropes.everything()
    stale = ropes(*ARGV, "--check")
    assert (stale.code, ropes.everything()) == (1, before)
    assert [line for line in stale.out.splitlines() if line[0] in "+-"] == [
        "--- a.md", "+++ a.md", "-| Bow lines | 2023 |", "+| Bowlines | 2023 |",
    ]  # fmt: skip
    assert stale.err == "unl: a.md is not current: unl export -g none -c title,year -o a.md\n"
    dry = ropes.ok(*ARGV, "--dry-run")
    assert (dry.out, ropes.everything()) == (stale.out, before)
    assert ropes(*ARGV, "--dry-run", "--check").code == 1


def test_the_line_to_run_has_every_option(ropes: Unl) -> None:
    argv = [
        "export", "-l", "library.bib", "-f", "markdown", "--style", "list", "--title", "My ropes", "--counts",
        "--updated", "-o", "a b.md", "--", "-bowlines",
    ]  # fmt: skip
    assert ropes(*argv[:1], "--check", *argv[1:]).err == (
        "unl: a b.md is not current: unl export -l library.bib -f markdown --style list --title 'My ropes' --counts "
        "--updated -o 'a b.md' -- -bowlines\n"
    )


def test_a_file_that_differs_in_line_ends_only_is_current(ropes: Unl) -> None:
    for there in (TABLE.replace("\n", "\r\n"), TABLE.replace("\n", "\r\n", 2)):
        ropes.write("a.md", there)
        ropes.ok(*ARGV, "--check")
        assert ropes.ok(*ARGV).err == "unl: a.md is up to date\n"
        assert ropes.read("a.md") == there


def test_a_file_keeps_the_line_ends_it_has(ropes: Unl) -> None:
    ropes.write("a.md", TABLE.replace("2023", "1999").replace("\n", "\r\n"))
    stale = ropes(*ARGV, "--check")
    assert [line for line in stale.out.splitlines() if line[0] in "+-"][2:] == [
        "-| Bowlines | 1999 |",
        "+| Bowlines | 2023 |",
    ]
    ropes.ok(*ARGV)
    assert ropes.read("a.md") == TABLE.replace("\n", "\r\n")
    ropes.write("a.csv", "x\n")
    ropes.ok("export", "-o", "a.csv")
    assert "\r" not in ropes.read("a.csv")
    ropes.ok("export", "-o", "b.csv")
    assert ropes.read("b.csv") == ropes.read("a.csv").replace("\n", "\r\n")
    ropes.ok("export", "-o", "a.csv", "--check")


def test_a_byte_order_mark_is_taken_out(ropes: Unl) -> None:
    ropes.write("a.md", "\N{BYTE ORDER MARK}" + TABLE)
    assert ropes(*ARGV, "--check").code == 1
    ropes.ok(*ARGV)
    assert ropes.read("a.md") == TABLE
    ropes.ok("undo")
    assert ropes.read("a.md") == "\N{BYTE ORDER MARK}" + TABLE


def test_a_markdown_file_near_what_github_shows_is_warned_of(ropes: Unl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_files, "_NEAR", len(TABLE))
    assert "warning" not in ropes.ok(*ARGV).err
    monkeypatch.setattr(export_files, "_NEAR", len(TABLE) - 1)
    for more in ([], ["--check"], ["--dry-run"]):
        err = ropes.ok(*ARGV, *more).err
        assert f"unl: warning: a.md has {len(TABLE)} bytes" in err
        assert "512,000" in err
        assert "--split-by year" in err
    ropes.write("b.md", "Hello.\n\n<!-- unl:begin -->\n<!-- unl:end -->\n")
    assert "unl: warning: b.md has " in ropes.ok("export", "--into", "b.md").err
    assert "warning" not in ropes.ok("export", "-f", "markdown", "-o", "a.txt").err
    assert "warning" not in ropes.ok("export").err


def test_a_list_that_github_would_cut_is_warned_of(unl: Unl) -> None:
    unl.write("library.bib", f"@misc{{a, title={{{'Rope ' * 101_000}}}}}\n")
    assert "unl: warning: a.md has 505," in unl.ok("export", "-o", "a.md").err


def test_a_pipe_is_written_to_and_never_looked_at(ropes: Unl) -> None:
    assert "is no file to look at" in ropes.refused(2, "export", "-f", "keys", "-o", "/dev/null", "--check").err
    ropes.ok("export", "-f", "keys", "-o", "/dev/null")
