"""`unl init`: a hand-kept list becomes a document with blocks, beside settings, a hook, a workflow and a section."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from cli_runs import Unl

from unlcli.cli import console
from unlcli.cli.installed import from_record
from unlcli.services.setting_up import hooks

LIST = """\
# Papers on ropes  [![badge](https://x.org/b.svg)](https://x.org)

What we read. See [knots](#knots).

## Knots

*Tied* by hand, see [the club](https://club.example.org).

| Paper | Venue | Year | Fibre |
|---|---|---|---|
| [Knots in Long Ropes](https://arxiv.org/abs/2001.00001) | ICML | 2020 | hemp |
| [Untying by Search](https://arxiv.org/abs/2101.00002) | | 2021 | - |

### Sailors' knots

| Paper | Year |
|---|---|
| [Bowlines Reconsidered](https://arxiv.org/abs/1901.00003) | 2019 |
| [Knots in Long Ropes](https://arxiv.org/abs/2001.00001) | 2020 |

## License

CC0
"""
UNSHAPED = ("library.bib", "unl.toml", ".pre-commit-config.yaml", ".github/workflows/papers.yml", "CONTRIBUTING.md")


def blocks(text: str) -> list[str]:
    return re.findall(r"<!-- unl:begin.*?<!-- unl:end -->", text, re.DOTALL)


def around(text: str) -> list[str]:
    """Return the lines of a document that are in no block."""
    return re.sub(r"<!-- unl:begin.*?<!-- unl:end -->\n?", "", text, flags=re.DOTALL).split("\n")


def moved_in(unl: Unl, text: str = LIST, *options: str) -> str:
    unl.write("README.md", text)
    unl.ok("init", "--yes", *options)
    unl.ok("check")
    unl.ok("export", "--check")
    return unl.read("README.md")


def test_a_list_keeps_its_prose_and_papers(unl: Unl) -> None:
    text = moved_in(unl)
    assert around(text) == [line for line in LIST.split("\n") if not line.startswith("|")]
    knots, sailors = blocks(text)
    assert re.findall(r"\[([^]]*)\]\(", knots) == ["Untying by Search", "Knots in Long Ropes"]
    assert re.findall(r"\[([^]]*)\]\(", sailors) == ["Knots in Long Ropes", "Bowlines Reconsidered"]
    assert "| Fibre |" in knots
    assert "hemp" in knots
    assert all((unl.folder / name).is_file() for name in UNSHAPED)


def test_the_second_run_has_nothing_to_do(unl: Unl) -> None:
    moved_in(unl)
    before = unl.everything()
    assert "nothing to do" in unl.ok("init", "--yes").err
    assert unl.everything() == before


def test_one_undo_takes_all_of_it_back(unl: Unl) -> None:
    unl.write("README.md", LIST)
    before = unl.everything()
    unl.ok("init", "--yes")
    unl.ok("undo")
    assert unl.everything() == before


def test_what_is_announced_is_what_is_written(unl: Unl) -> None:
    unl.write("README.md", LIST)
    before = unl.everything()
    shown = unl.ok("init", "--dry-run").out
    assert unl.everything() == before
    assert unl.ok("init", "--yes").out == shown
    for name in ("README.md", *UNSHAPED):
        added = [line for line in unl.read(name).split("\n") if line and line not in before.get(name, b"").decode()]
        assert added
        assert all(f"+{line}" in shown.split("\n") for line in added), name


def test_without_a_terminal_it_asks_for_consent(unl: Unl) -> None:
    unl.write("README.md", LIST)
    before = unl.everything()
    result = unl("init")
    assert (result.code, unl.everything()) == (2, before)
    assert "--yes" in result.err
    assert "+| [Untying by Search]" in result.out


@pytest.mark.parametrize(("answer", "writes"), [("y\n", True), ("\n", False)])
def test_a_terminal_is_asked_once(unl: Unl, answer: str, writes: bool) -> None:
    unl.write("README.md", LIST)
    before = unl.everything()
    unl.env.setattr(console, "can_ask", lambda: True)
    result = unl("init", stdin=answer)
    assert (result.code, result.err.count("[y/N]")) == (0, 1)
    assert (unl.everything() != before) is writes


def test_papers_that_the_library_has_already_are_told(unl: Unl) -> None:
    unl.ok("add", "--title", "Hitches", "--year", "2025", "--category", "Knots", "--url", "https://x.org/hitches")
    unl.ok("add", "--title", "Untying by Search", "--url", "https://arxiv.org/abs/2101.00002")
    unl.write("README.md", LIST)
    told = unl.ok("init", "--yes").err
    assert "1 paper of the library that it did not have come into its blocks" in told
    assert "Hitches" in blocks(unl.read("README.md"))[0]


def test_a_new_paper_comes_into_the_block_of_its_section_only(unl: Unl) -> None:
    moved_in(unl)
    unl.ok("add", "--title", "Hitches", "--year", "2025", "--category", "Knots", "--url", "https://x.org/hitches")
    unl.ok("export")
    knots, sailors = blocks(unl.read("README.md"))
    assert "Hitches" in knots
    assert "Hitches" not in sailors


def test_papers_of_no_block_are_told(unl: Unl) -> None:
    moved_in(unl)
    unl.ok("add", "--title", "Splices", "--year", "2025", "--category", "Splicing", "--url", "https://x.org/splices")
    told = unl.ok("export").err
    assert "1 paper stands in no block of README.md: splices2025; add a block, or a category" in told


@pytest.mark.parametrize(
    ("text", "titles", "kept"),
    [
        # years below a category; a period without a year
        (
            (
                "## Ropes\n### 2021\n| Title | Venue |\n|-|-|\n| [Aaa](https://x.org/a) | ICML |\n### Before 2020\n"
                "| Title | Year |\n|-|-|\n| [Bbb](https://x.org/b) | 2018 |\n| [Ccc](https://x.org/c) | 2019 |\n"
            ),
            [["Aaa"], ["Ccc", "Bbb"]],
            ["## Ropes", "### 2021", "### Before 2020"],
        ),
        # two tables below one heading, with prose between them
        (
            (
                "## Ropes\n| Title | Year |\n|-|-|\n| [Aaa](https://x.org/a) | 2020 |\n\nand old ones\n\n"
                "| Title | Year |\n|-|-|\n| [Bbb](https://x.org/b) | 2018 |\n| [Ccc](https://x.org/c) | 2019 |\n"
            ),
            [["Aaa"], ["Ccc", "Bbb"]],
            ["## Ropes", "and old ones"],
        ),
        # a row that is a heading, and one that is no paper
        (
            (
                "## Ropes\n| Title | Year | Code |\n|-|-|-|\n| [Aaa](https://x.org/a) | 2020 | \\ |\n| **Short:** | | |\n"
                "| [Bbb](https://x.org/b) | 2018 | \\ |\n"
            ),
            [["Aaa"], ["Bbb"]],
            ["## Ropes", "### **Short:**"],
        ),
        # papers above any heading, beside some below one; a heading with both kinds of quotes
        (
            (
                '| Title | Year |\n|-|-|\n| [Aaa](https://x.org/a) | 2020 |\n\n## The "sailor\'s" way\n\n'
                "| Title | Year |\n|-|-|\n| [Bbb](https://x.org/b) | 2018 |\n"
            ),
            [["Aaa"], ["Bbb"]],
            ['## The "sailor\'s" way'],
        ),
        # one paper in two years
        (
            (
                "## 2021\n| Title |\n|-|\n| [A Long Rope of Hemp](https://x.org/a) |\n\n## 2020\n| Title |\n|-|\n"
                "| [A Long Rope of Hemp](https://x.org/a) |\n| [Bbb](https://x.org/b) |\n"
            ),
            [["A Long Rope of Hemp"], ["A Long Rope of Hemp", "Bbb"]],
            ["## 2021", "## 2020"],
        ),
    ],
)
def test_each_block_has_the_papers_of_its_table(unl: Unl, text: str, titles: list[list[str]], kept: list[str]) -> None:
    made = moved_in(unl, text)
    found = [re.findall(r"\[([^]]*)\]\(https", block) for block in blocks(made)]
    assert [sorted(one) for one in found] == [sorted(one) for one in titles]
    assert [line for line in around(made) if line] == kept


def test_rows_that_were_not_read_stay_below_their_block(unl: Unl) -> None:
    made = moved_in(unl, LIST.replace("| [Untying", "| | NeurIPS | 2020 | hemp |\n| [Untying"))
    assert "| | NeurIPS | 2020 | hemp |" in around(made)
    assert len(blocks(made)) == 2


def test_settings_have_the_words_of_the_headings(unl: Unl) -> None:
    moved_in(unl)
    settings = tomllib.loads(unl.read("unl.toml"))
    assert [one["name"] for one in settings["category"]] == ["Knots", "Knots > Sailors' knots"]
    assert settings["category"][0]["intro"] == "Tied by hand, see the club."
    assert settings["export"] == [{"into": "README.md"}]


def test_line_ends_and_a_byte_order_mark_stay(unl: Unl) -> None:
    unl.write("README.md", b"\xef\xbb\xbf" + LIST.replace("\n", "\r\n").encode())
    unl.ok("init", "--yes", "--only", "library,list")
    data = (unl.folder / "README.md").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# Papers")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_only_what_was_asked_for_is_written(unl: Unl) -> None:
    unl.write("README.md", LIST)
    unl.ok("init", "--yes", "--only", "library")
    assert sorted(unl.everything()) == ["README.md", "library.bib"]
    assert unl.read("README.md") == LIST
    unl.ok("init", "--yes", "--without", "workflow,hook,contributing")
    assert sorted(unl.everything()) == ["README.md", "library.bib", "unl.toml"]
    assert len(blocks(unl.read("README.md"))) == 2
    unl.ok("export", "--check")


def test_files_that_are_there_are_added_to_or_left_alone(unl: Unl) -> None:
    there = {
        "unl.toml": 'key_pattern = "{author}{year}"\n',
        "CONTRIBUTING.md": "# How to help\n\nBe kind.\n",
        ".github/workflows/papers.yml": "name: mine\n",
        ".pre-commit-config.yaml": "repos:\n- repo: https://x.org/y\n  rev: v1\n  hooks:\n  - id: z\n",
    }
    for name, text in there.items():
        unl.write(name, text)
    moved_in(unl)
    assert unl.read(".github/workflows/papers.yml") == "name: mine\n"
    for name in ("unl.toml", "CONTRIBUTING.md", ".pre-commit-config.yaml"):
        assert unl.read(name).startswith(there[name].rstrip())
        assert len(unl.read(name)) > len(there[name])
    assert "\n- repo: local\n" in unl.read(".pre-commit-config.yaml")


@pytest.mark.parametrize("there", ["repos: [{repo: local}]\n", "repos:\n  - repo: x\nci:\n  skip: []\n", "x: 1\n"])
def test_a_hook_that_cannot_be_added_safely_is_told(unl: Unl, there: str) -> None:
    unl.write(".pre-commit-config.yaml", there)
    unl.write("README.md", LIST)
    told = unl.ok("init", "--yes").err
    assert unl.read(".pre-commit-config.yaml") == there
    assert "add to its repos" in told
    assert hooks.lines_to_add("unl").split("\n")[0] in told


def test_without_a_list_it_begins_an_empty_one(unl: Unl) -> None:
    unl.ok("init", "--yes")
    assert unl.read("library.bib") == ""
    assert unl.read("papers.md") == "# Papers\n"
    unl.ok("export", "--check")
    unl.ok("add", "--title", "Hitches", "--year", "2025", "--url", "https://x.org/hitches")
    unl.ok("export")
    assert "Hitches" in unl.read("papers.md")


def test_a_page_is_made_beside_the_list(unl: Unl) -> None:
    moved_in(unl, LIST, "--page", "site/index.html")
    assert "Untying by Search" in unl.read("site/index.html")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("init", "gone.md", "--yes"), "there is no such list"),
        (("init", "--only", "libary", "--yes"), "did you mean 'library'?"),
        (("init", "empty.md", "--yes"), "no paper was found in it"),
        (("init", "data.csv", "--yes"), "is data, in which no block can stand"),
        (("init", "--yes", "--package", "${{ github.token }}"), "is no requirement of pip"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(unl: Unl, argv: tuple[str, ...], said: str) -> None:
    unl.write("empty.md", "# Nothing\n")
    unl.write("data.csv", "title\nx\n")
    result = unl.refused(2, *argv)
    assert said in result.err


def test_the_workflow_gives_rights_and_the_token_where_they_are_needed_alone(unl: Unl) -> None:
    moved_in(unl, LIST, "--package", "git+https://x.org/unl@abc")
    text = unl.read(".github/workflows/papers.yml")
    assert all(re.search(r"@[0-9a-f]{40} # v", line) for line in text.split("\n") if "uses:" in line)
    jobs = dict(re.findall(r"^  (\w+):\n((?:    .*\n|\n)+)", text.split("\njobs:\n")[1], re.MULTILINE))
    rights = {name: re.findall(r"contents: (\w+)", job) for name, job in jobs.items()}
    assert rights == {"check": ["read"], "export": ["write"], "upgrade": ["read"]}
    assert "github.event_name == 'pull_request'" in jobs["check"]
    assert "unl export" not in jobs["check"]
    assert text.count("persist-credentials: false") == text.count("actions/checkout@") == 3
    scripts = re.findall(r"run: (\|(?:\n          .*)+|.*)", text)
    assert len(scripts) == 7
    assert not any("${{" in script for script in scripts)
    assert json.loads(re.findall(r"UNL: (.*)", text)[0]) == "git+https://x.org/unl@abc"


def test_below_the_top_of_a_repository_it_says_where_to_run(unl: Unl) -> None:
    (unl.folder / ".git").mkdir(exist_ok=True)
    (unl.folder / "below").mkdir()
    unl.env.chdir(unl.folder / "below")
    assert f"cd {unl.folder}" in unl("init", "--yes").err


def test_when_one_file_cannot_be_written_none_is(unl: Unl, monkeypatch: pytest.MonkeyPatch) -> None:
    from unlcli.errors import NotWritableError
    from unlcli.store import replacement

    real = replacement.replace

    def failing(path: Path, *rest: object) -> None:
        if path.name == "papers.yml":
            raise NotWritableError(f"{path}: cannot be written: no space left", "make some")
        real(path, *rest)  # type: ignore[arg-type]

    unl.write("README.md", LIST)
    before = unl.everything()
    monkeypatch.setattr(replacement, "replace", failing)
    assert unl("init", "--yes").code == 3
    assert unl.everything() == before


def test_headings_cannot_command_the_shell_of_a_contributor(unl: Unl) -> None:
    moved_in(unl, LIST.replace("## Knots", "## $(touch x)` \"'"))
    lines = [line for line in unl.read("CONTRIBUTING.md").split("\n") if "--category" in line]
    assert lines
    assert all(re.search(r"--category '(?:[^']|'\"'\"')*'$", line) for line in lines)


@pytest.mark.parametrize(
    ("recorded", "named"),
    [
        (
            '{"url": "https://me:secret@x.org/o/unl", "vcs_info": {"vcs": "git", "commit_id": "abc"}}',
            "git+https://x.org/o/unl@abc",
        ),
        ('{"url": "https://x.org/unl.whl", "archive_info": {}}', "https://x.org/unl.whl"),
        ('{"url": "file:///home/ada/unl", "dir_info": {"editable": true}}', ""),
        ("not json", ""),
        ("[]", ""),
    ],
)
def test_the_new_files_install_what_runs_here(recorded: str, named: str) -> None:
    assert from_record(recorded) == named
