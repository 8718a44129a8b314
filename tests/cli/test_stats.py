import pytest
from cli_runs import Unl

from unlcli.cli import console


@pytest.mark.usefixtures("lib")
def test_papers_are_counted_by_year_venue_and_category(unl: Unl) -> None:
    assert unl.ok("stats").out == (
        "3 papers, 1 with code, 1 preprint\n"
        "\n"
        "Year\n"
        "  2022  1\n"
        "  2021  1\n"
        "  2020  1\n"
        "\n"
        "Venue\n"
        "  arXiv             1\n"
        "  Journal of Ropes  1\n"
        "  NeurIPS           1\n"
        "\n"
        "Category\n"
        "  Survey         2\n"
        "  Benchmark      1\n"
        "    Multimodal   1\n"
        "  (no category)  1\n"
    )


@pytest.mark.usefixtures("lib")
def test_a_terminal_gets_bars_and_the_first_venues(unl: Unl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda: True)
    done = unl.ok("stats", "-n", "1")
    assert "  Survey  2  ████" in done.out
    assert "Benchmark" not in done.out
    assert "unl: 2 more by venue (--limit 0 shows all)\n" in done.err
    assert "unl: 3 more by category (--limit 0 shows all)\n" in done.err


@pytest.mark.usefixtures("lib")
def test_only_what_a_query_finds_is_counted(unl: Unl) -> None:
    assert unl.ok("stats", "-has:code", "-venue:arxiv", "--by", "year").out == (
        "1 paper, 0 with code, 0 preprints\n\nYear\n  2022  1\n"
    )


@pytest.mark.usefixtures("lib")
def test_stats_as_json(unl: Unl) -> None:
    assert unl.ok("stats", "author:byte", "--json", "--limit", "1").json == {
        "version": 1,
        "query": "author:byte",
        "papers": 2,
        "with_code": 1,
        "preprints": 1,
        "years": [{"year": "2021", "count": 1}, {"year": "2020", "count": 1}],
        "venues": [{"venue": "arXiv", "count": 1}, {"venue": "NeurIPS", "count": 1}],
        "categories": [
            {"category": "Survey", "count": 2},
            {"category": "Benchmark", "count": 1},
            {"category": "Benchmark > Multimodal", "count": 1},
        ],
    }


@pytest.mark.usefixtures("lib")
def test_nothing_to_count(unl: Unl) -> None:
    done = unl("stats", "xyzzyxyzzy")
    assert (done.code, done.out, done.err) == (1, "", "unl: nothing found for 'xyzzyxyzzy'\n")
    assert unl("stats", "xyzzyxyzzy", "--json").json["papers"] == 0


def test_an_empty_library_is_told(unl: Unl) -> None:
    unl.write("library.bib", "")
    done = unl("stats")
    assert (done.code, done.out, done.err) == (1, "", "unl: the library is empty\n")


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("wrong", [["--by", "month"], ["--format", "table"], ["year:soon"]])
def test_what_stats_refuses(unl: Unl, wrong: list[str]) -> None:
    unl.refused(2, "stats", *wrong)


def test_names_cannot_command_the_terminal(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title={T}, category={\x1b[31mred}, journal={\u202eevil}}\n")
    assert not set(unl.ok("stats").out) & set("\x1b\u202e")


@pytest.mark.usefixtures("lib")
def test_papers_that_have_but_some_of_the_words_are_not_counted(unl: Unl) -> None:
    assert unl.ok("search", "knots", "theorem", "-f", "keys").out
    done = unl("stats", "knots", "theorem")
    assert (done.code, done.out, done.err) == (1, "", "unl: nothing found for 'knots theorem'\n")
