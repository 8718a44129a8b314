import os
import sqlite3
import webbrowser
from collections.abc import Sequence
from pathlib import Path

import pytest
from cli_runs import KEYS, Result, Unl

from unlcli.cli import console
from unlcli.cli.searching import asked
from unlcli.cli.session import start
from unlcli.domain.shown import Shown
from unlcli.store.index import Index, IndexBrokenError

PAPERS = """\
@article{mueller2019transformers,
  author = {M{\\"u}ller, J{\\"o}rg and Nguyễn, Văn},
  title = {Transformers for {LLM} Unlearning: A Survey},
  journal = {Journal of Machine Learning Research},
  year = {2019},
  abstract = {We survey zebrafish.},
}
@inproceedings{lee2021unlearning,
  author = {Lee, Ann},
  title = {Unlearning Transformers},
  booktitle = {Advances in Neural Information Processing Systems},
  year = {2021},
  category = {Benchmark > Multimodal},
  code = {https://github.com/x/y},
}
@misc{lee2023who,
  author = {Lee, Bob},
  title = {Who's Harry Potter? Approximate Unlearning},
  eprint = {2310.02238},
  archiveprefix = {arXiv},
  year = {2023},
  alttitle = {Forget the Wizard},
}
@inproceedings{kim2022few,
  author = {Kim, Lee},
  title = {Few-Shot Colour Modelling},
  booktitle = {Findings of the Association for Computational Linguistics: EMNLP 2022},
  year = {2022},
  category = {Survey},
}
"""


@pytest.fixture
def papers(unl: Unl) -> Unl:
    unl.write("library.bib", PAPERS)
    return unl


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("muller", ["mueller2019transformers"]),
        ("Müller", ["mueller2019transformers"]),
        ("jörg mueller transformers", ["mueller2019transformers"]),
        ("nguyen", ["mueller2019transformers"]),
        ("unlearnign", ["lee2023who", "lee2021unlearning", "mueller2019transformers"]),
        ("hary poter", ["lee2023who"]),
        ("whos harry potter", ["lee2023who"]),
        ("fewshot", ["kim2022few"]),
        ("few shot", ["kim2022few"]),
        ("color modeling", ["kim2022few"]),
        ("wizard", ["lee2023who"]),
        ("zebrafish", ["mueller2019transformers"]),
        ("author:lee", ["lee2023who", "kim2022few", "lee2021unlearning"]),
        ("author:lee -author:kim", ["lee2023who", "lee2021unlearning"]),
        ("year:2021", ["lee2021unlearning"]),
        ("year:2021..2022", ["kim2022few", "lee2021unlearning"]),
        ("year:2022..", ["lee2023who", "kim2022few"]),
        ("year:..2019", ["mueller2019transformers"]),
        ("year:>=2022", ["lee2023who", "kim2022few"]),
        ("year:<2021", ["mueller2019transformers"]),
        ("venue:neurips", ["lee2021unlearning"]),
        ("venue:NIPS", ["lee2021unlearning"]),
        ("venue:emnlp", ["kim2022few"]),
        ('venue:"Findings of EMNLP"', ["kim2022few"]),
        ("venue:arxiv", ["lee2023who"]),
        ("category:benchmark", ["lee2021unlearning"]),
        ('category:"benchmark > multimodal"', ["lee2021unlearning"]),
        ("category:multimodal", ["lee2021unlearning"]),
        ("category:bench", []),
        ("has:code", ["lee2021unlearning"]),
        ("-has:category", ["lee2023who", "mueller2019transformers"]),
        ("has:arxiv", ["lee2023who"]),
        ("type:article", ["mueller2019transformers"]),
        ("key:lee2021", ["lee2021unlearning"]),
        ("arxiv:2310.02238", ["lee2023who"]),
        ("2310.02238v3", ["lee2023who"]),
        ("https://arxiv.org/abs/2310.02238", ["lee2023who"]),
        ("arXiv:2310.99999", []),
        ('"unlearning transformers"', ["lee2021unlearning"]),
        ('"transformers unlearning"', []),
        ('"machine learning research"', ["mueller2019transformers"]),
        ("unlearning -survey", ["lee2023who", "lee2021unlearning"]),
        ('unlearning -"unlearning transformers"', ["lee2023who", "mueller2019transformers"]),
        ("-unlearning", ["kim2022few"]),
        ("-lee", ["mueller2019transformers"]),
        ("zebrafish OR wizard", ["lee2023who", "mueller2019transformers"]),
        ("year:2019 OR year:2022", ["kim2022few", "mueller2019transformers"]),
        ("category:survey", ["kim2022few"]),
        ("AUTHOR:lee YEAR:2021", ["lee2021unlearning"]),
        ("xyzzyxyzzy", []),
    ],
)
def test_what_a_query_finds_in_order(papers: Unl, query: str, keys: list[str]) -> None:
    assert papers.listed("--", query) == keys


@pytest.mark.parametrize(
    "query",
    ["unlearning: transformers", "unknown:unlearning transformers", '"unlearning transformers', "(unlearning) transformers",
     "transformers & unlearning!", "unlearning\ttransformers", "title: unlearning transformers"],
)  # fmt: skip
def test_what_is_no_query_language_is_plain_text(papers: Unl, query: str) -> None:
    assert "lee2021unlearning" in papers.listed("--", query)


def test_words_apart_and_in_one_argument_mean_the_same(papers: Unl) -> None:
    assert papers.listed("unlearning", "transformers") == papers.listed("unlearning transformers")


def test_a_whole_title_is_first(papers: Unl) -> None:
    assert papers.listed("unlearning transformers")[0] == "lee2021unlearning"
    assert papers.listed("Transformers for LLM unlearning a survey")[0] == "mueller2019transformers"


@pytest.mark.parametrize("query", ['""', "-", "?!", "...", '"'])
def test_marks_without_words_find_nothing(papers: Unl, query: str) -> None:
    assert papers("search", "--", query).code == 1


def test_a_wrong_year_is_refused(papers: Unl) -> None:
    refused = papers.refused(2, "search", "unlearning year:abc")
    assert "year:abc" in refused.err
    assert "year:2023..2025" in refused.err


@pytest.mark.usefixtures("lib")
def test_a_hit_is_a_line_of_five_fields(unl: Unl) -> None:
    done = unl.ok("search", "sails")
    assert done.out == "byte2021sails\t2021\tarXiv\tSails\thttps://arxiv.org/abs/2101.00001\n"
    assert done.err == ""


def test_no_hit_is_told_with_the_nearest_titles(papers: Unl) -> None:
    done = papers("search", '"approximate harry potter"')
    assert (done.code, done.out) == (1, "")
    assert "nearest: Who's Harry Potter? Approximate Unlearning" in done.err


def test_no_hit_in_json_is_an_empty_list(papers: Unl) -> None:
    done = papers("search", "xyzzyxyzzy", "--json")
    assert done.code == 1
    assert done.json["entries"] == []


@pytest.mark.usefixtures("lib")
def test_no_query_lists_everything_in_file_order(unl: Unl) -> None:
    assert unl.listed() == KEYS
    assert [entry["key"] for entry in unl.ok("search", "--json").json["entries"]] == KEYS


def test_an_empty_library_is_told(unl: Unl) -> None:
    unl.write("library.bib", "")
    done = unl("search")
    assert (done.code, done.out, done.err) == (1, "", "unl: the library is empty\n")


def test_entries_with_one_key_are_all_listed(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title={One}}\n@misc{a, title={Two}}\n")
    assert [entry["title"] for entry in unl.ok("search", "--json").json["entries"]] == ["One", "Two"]


@pytest.mark.usefixtures("lib")
def test_limit(unl: Unl) -> None:
    done = unl.ok("search", "--limit", "2", "--format", "keys")
    assert done.out.split() == KEYS[:2]
    assert done.err == "unl: 1 more (--limit 0 shows all)\n"
    assert len(unl.ok("search", "-n", "0").out.splitlines()) == 3
    assert unl("search", "-n", "-1").code == 2


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda: True)


@pytest.mark.usefixtures("terminal")
def test_a_terminal_gets_a_table_of_twenty_rows(unl: Unl) -> None:
    unl.write("library.bib", "".join(f"@misc{{k{n}, title={{Sails {n}}}}}\n" for n in range(23)))
    done = unl.ok("search", "sails")
    assert done.out.startswith("Title")
    assert len(done.out.splitlines()) == 2 + 20
    assert done.err == "unl: 3 more (--limit 0 shows all)\n"
    assert len(unl.ok("search", "sails", "-n", "0").out.splitlines()) == 2 + 23


@pytest.mark.usefixtures("terminal", "lib")
def test_the_table_tells_what_has_code_and_what_is_a_preprint(unl: Unl) -> None:
    lines = unl.ok("search").out.splitlines()
    assert [line.split()[-2:] for line in lines[2:5]] == [["C", KEYS[0]], ["P", KEYS[1]], ["2022", KEYS[2]]]
    assert lines[5] == "C code  P preprint"


@pytest.mark.usefixtures("terminal")
def test_what_was_searched_for_is_marked_on_a_terminal(papers: Unl, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(console, "is_coloured", lambda _: True)
    assert "\x1b[1;33mNguyễn\x1b[0m" in papers.ok("search", "nguyen").out
    assert "Few-Shot \x1b[1;33mColour\x1b[0m" in papers.ok("search", "color").out


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("year", "lee2023who"),
        ("-year", "mueller2019transformers"),
        ("title", "kim2022few"),
        ("key", "kim2022few"),
        ("-key", "mueller2019transformers"),
    ],
)
def test_hits_can_be_sorted(papers: Unl, sort: str, first: str) -> None:
    assert papers.listed("--sort", sort)[0] == first


def test_an_order_that_is_none_is_refused(papers: Unl) -> None:
    refused = papers.refused(2, "search", "--sort", "size")
    assert "'size' (relevance, year, title, author, venue, key, added" in refused.err


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    links: list[str] = []
    monkeypatch.setattr(webbrowser, "open", links.append)
    return links


@pytest.mark.usefixtures("lib")
def test_the_first_hit_is_opened(unl: Unl, opened: list[str]) -> None:
    assert unl.ok("search", "author:byte", "--sort", "year", "--open").out == "https://arxiv.org/abs/2101.00001\n"
    assert unl.ok("search", "knots", "--code").out == "https://github.com/x/knots\n"
    assert opened == ["https://arxiv.org/abs/2101.00001", "https://github.com/x/knots"]
    assert unl.ok("search", "sails", "--open", "--dry-run").out == "https://arxiv.org/abs/2101.00001\n"
    assert len(opened) == 2


@pytest.mark.usefixtures("lib")
def test_what_cannot_be_opened_is_told(unl: Unl, opened: list[str]) -> None:
    assert "adams2020knots has no link" in unl.refused(1, "search", "knots", "--open").err
    assert "byte2021sails has no code" in unl.refused(1, "search", "sails", "--code").err
    assert unl("search", "xyzzyxyzzy", "--open").code == 1
    assert opened == []


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "-oProxyCommand=x"])
def test_only_web_links_are_opened(unl: Unl, opened: list[str], link: str) -> None:
    unl.write("library.bib", f"@misc{{a, title={{A}}, url={{{link}}}, code={{{link}}}}}\n")
    unl.refused(1, "search", "--open")
    unl.refused(1, "search", "--code")
    assert opened == []


@pytest.mark.usefixtures("lib")
def test_search_show_and_export_share_csl_json(unl: Unl) -> None:
    found = unl.ok("search", "knots", "--format", "csl-json").json
    assert found[0]["author"] == [{"family": "Adams", "given": "Ann"}, {"family": "Byte", "given": "Bob"}]
    assert unl.ok("show", "adams2020knots", "--format", "csl-json").json == found
    assert unl.ok("export", "knots", "--format", "csl-json").json == found
    nothing = unl("search", "xyzzyxyzzy", "--format", "csl-json")
    assert (nothing.code, nothing.out) == (1, "[]\n")


@pytest.mark.usefixtures("lib")
def test_an_index_that_breaks_while_it_is_asked_is_left_aside(unl: Unl, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = unl.ok("search", "survey", "--json").out
    shown = Index.shown
    asked: list[int] = []

    def breaking(self: Index, ids: Sequence[int]) -> list[Shown]:
        asked.append(1)
        if len(asked) == 1:
            raise IndexBrokenError("damaged")
        return shown(self, ids)

    monkeypatch.setattr(Index, "shown", breaking)
    assert unl.ok("search", "survey", "--json").out == expected
    assert len(asked) > 1


@pytest.mark.parametrize(
    "damage",
    [
        "update shown set year = null, title = null, authors = null",
        "update shown set title = x'f0ff'",
        "update contents set starts = ids, ends = x'00000000'",
        "update contents set keys = null",
        "update large set value = 'no json' where name = 'macros'",
        "update state set value = 'many' where name = 'gone'",
        "update words set words = null",
    ],
)
def test_an_index_that_holds_nonsense_is_made_anew(papers: Unl, damage: str) -> None:
    questions = (["survey", "--json"], ["survey"], ["suvrey", "--format", "table"], ["--sort", "title"])
    expected = [papers.ok("search", *question).out for question in questions]
    (file,) = (Path(os.environ["UNL_CACHE_DIR"]) / "index").glob("*.sqlite")
    for question, answer in zip(questions, expected, strict=True):
        connection = sqlite3.connect(file)
        connection.executescript(f"{damage}; update state set value = 0 where name = 'racy';")
        (seal,) = connection.execute("select value from state where name = 'seal'").fetchone()
        connection.close()
        os.utime(file, ns=(seal, seal))
        done = papers.ok("search", *question)
        assert (done.out, done.err) == (answer, "")


def test_a_search_lets_go_of_its_index(papers: Unl) -> None:
    seen: list[Index] = []
    session = start(str(papers.folder / "library.bib"))
    asked(session, seen.append, cached=True)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        seen[0].connection.execute("select 1")


@pytest.mark.usefixtures("lib")
def test_the_record_of_an_entry(unl: Unl) -> None:
    document = unl.ok("search", "knots", "--json").json
    assert document["version"] == 1
    assert document["entries"] == [
        {
            "key": "adams2020knots",
            "type": "inproceedings",
            "line": 5,
            "title": "Knots in LLMs",
            "authors": ["Ann Adams", "Bob Byte"],
            "others": False,
            "year": "2020",
            "venue": "NeurIPS",
            "series": "NeurIPS",
            "version": "conference",
            "url": "",
            "urls": [],
            "code": ["https://github.com/x/knots"],
            "links": {},
            "categories": ["Benchmark > Multimodal", "Survey"],
            "identifiers": {},
            "fields": {
                "author": "Adams, Ann and Byte, Bob",
                "title": "Knots in LLMs",
                "booktitle": "Advances in Neural Information Processing Systems",
                "year": "2020",
                "category": "Benchmark > Multimodal; Survey",
                "code": "https://github.com/x/knots",
            },
        }
    ]


@pytest.mark.usefixtures("lib")
def test_search_show_and_export_share_the_record(unl: Unl) -> None:
    found = unl.ok("search", "knots", "--format", "json").json["entries"]
    assert unl.ok("show", "adams2020knots", "--json").json["entries"] == found
    assert unl.ok("export", "knots", "--json").json["entries"] == found


def test_bibtex_is_the_entry_as_it_stands(unl: Unl, lib: Path) -> None:
    start = lib.read_text().index("@misc")
    assert unl.ok("search", "sails", "-f", "bibtex").out.strip() == lib.read_text()[start:].split("\n\n")[0]


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("form", ["nope", "html", "jekyll", "card"])
def test_formats_that_search_has_not(unl: Unl, form: str) -> None:
    refused = unl.refused(2, "search", "--format", form)
    known = "table, lines, keys, bibtex, markdown, json, csl-json"
    assert refused.err == f"unl: error: search has no format {form!r} ({known})\n"


@pytest.mark.usefixtures("lib")
def test_markdown(unl: Unl) -> None:
    assert "| [Sails](https://arxiv.org/abs/2101.00001) | arXiv | 2021 | byte2021sails |" in (
        unl.ok("search", "sails", "-f", "markdown").out
    )


HOSTILE = "\x1b[31mred\x1b[0m \x07 \u202eevil [bold]x[/bold] [link=https://x.org]y[/link] :smile: \x9b2J"


@pytest.mark.parametrize("form", ["table", "lines", "keys", "json"])
def test_titles_cannot_command_the_terminal(unl: Unl, form: str) -> None:
    unl.write("library.bib", f"@misc{{a,\n  title = {{{HOSTILE}}},\n  year = 2020,\n}}\n")
    for argv in (["search", "--format", form], ["show", "a", "--format", form if form != "table" else "text"]):
        out = unl.ok(*argv).out
        assert not set(out) & set("\x1b\x07\u202e\x9b")
        if form in ("table", "lines"):
            assert "[bold]x[/bold]" in out
            assert "[link=https://x.org]y[/link] :smile:" in out


@pytest.mark.usefixtures("lib")
def test_messages_cannot_command_the_terminal(unl: Unl) -> None:
    for argv in (
        ["search", HOSTILE],
        ["show", HOSTILE],
        ["export", "--columns", HOSTILE],
        ["check", "--select", HOSTILE],
    ):
        assert not set(unl(*argv).err) & set("\x1b\x07\u202e\x9b")


def test_dedupe_and_check_print_titles_and_keys_safely(unl: Unl) -> None:
    entry = (
        f"@misc{{a\x1b[31m,\n  title = {{A Long Enough Title {HOSTILE}}},\n  doi = {{10.1234/a}},\n  year = 2020,\n}}\n"
    )
    unl.write("library.bib", entry * 2)
    for argv in (["dedupe"], ["check"], ["check", "--format", "github"], ["dedupe", "--merge", "--dry-run"]):
        done = unl(*argv)
        assert not set(done.out + done.err) & set("\x1b\x07\u202e\x9b")


def test_papers_that_lack_a_word_are_told_to(papers: Unl) -> None:
    done = papers.ok("search", "wizard", "xyzzyxyzzy", "-f", "keys")
    assert (done.out, done.err) == ("lee2023who\n", "unl: no paper has all the words; these have some of them\n")
    assert papers.ok("search", "wizard").err == ""


UNCLOSED = "@article{b, title={Unclosed brace on cats, year=2021\n"


@pytest.mark.parametrize("how", [[], ["--no-cache"]], ids=["index", "memory"])
def test_what_cannot_be_read_is_told_when_nothing_is_found(unl: Unl, how: list[str]) -> None:
    unl.write("library.bib", UNCLOSED)
    told = "unl: nothing found for 'cats'\nunl: 1 entry cannot be read: unl check shows it\n"
    assert unl("search", "cats", *how) == unl("stats", "cats", *how) == Result(1, "", told)
    unl.write("library.bib", UNCLOSED * 2 + "@misc{dogs, title={Dogs}}\n")
    assert "unl: 2 entries cannot be read: unl check shows them\n" in unl("search", "cats", *how).err
    assert unl.ok("search", "dogs", *how).err == ""


def test_an_empty_library_is_told_whatever_was_searched_for(unl: Unl) -> None:
    unl.write("library.bib", "")
    assert unl("search", "cats").err == unl("stats", "cats").err == "unl: the library is empty\n"


def test_an_option_without_its_value_is_told_of_its_command(papers: Unl) -> None:
    assert "(see unl search --help)" in papers.refused(2, "search", "wizard", "--sort").err
    assert "(see unl show --help)" in papers.refused(2, "show", "lee2023who", "--format").err


def test_formats_may_be_in_capitals(papers: Unl) -> None:
    for command in (["search", "wizard"], ["show", "lee2023who"], ["stats"], ["export", "wizard"]):
        assert papers.ok(*command, "--format", "JSON").out == papers.ok(*command, "--json").out


@pytest.mark.parametrize("option", ["--open", "--code"])
def test_a_link_is_no_json(papers: Unl, opened: list[str], option: str) -> None:
    assert f"{option} prints a link" in papers.refused(2, "search", "wizard", "--json", option).err
    assert opened == []
