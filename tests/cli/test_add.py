import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import KEYS, LIBRARY, Unl
from hypothesis import example, given, settings
from hypothesis import strategies as st


def test_a_paper_becomes_an_entry_where_its_key_belongs(unl: Unl, lib: Path) -> None:
    done = unl.ok(
        "add", "--title", "Bowlines", "--author", "Jan van der Berg and Zoë Ångström", "--year", "2023",
        "--venue", "Proceedings of the 40th International Conference on Machine Learning",
        "--url", "https://arxiv.org/pdf/2302.00001v2?utm_source=x", "--code", "https://github.com/x/bow",
        "--category", "Benchmark > Multimodal", "--category", "Survey",
    )  # fmt: skip
    assert done.out == "vanderberg2023bowlines\n"
    assert done.err == "unl: added vanderberg2023bowlines (unl undo takes it back)\n"
    added = """
@inproceedings{vanderberg2023bowlines,
  author = {van der Berg, Jan and Ångström, Zoë},
  title = {Bowlines},
  booktitle = {ICML},
  year = {2023},
  eprint = {2302.00001},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2302.00001},
  code = {https://github.com/x/bow},
  category = {Benchmark > Multimodal; Survey},
  creationdate = {2026-01-01T00:00:00},
}
"""
    assert lib.read_text() == LIBRARY + added


def test_an_entry_between_others_moves_none_of_their_bytes(unl: Unl, lib: Path) -> None:
    unl.ok("add", "--title", "Buoys", "--author", "Bo Buoy", "--year", "2024")
    before, after = LIBRARY.split("@article"), lib.read_text().split("@misc{buoy2024buoys")
    assert after[0].startswith(LIBRARY.split("@misc")[0])
    assert lib.read_text().endswith("@article" + before[1])
    assert unl.listed() == ["adams2020knots", "buoy2024buoys", "byte2021sails", "curl2022ropes"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Ashish Vaswani and others", "Vaswani, Ashish and others"),
        ("Yao, Yuanshun and Xu, Xiaojun", "Yao, Yuanshun and Xu, Xiaojun"),
        ("A. Smith, B. Jones & C. van Dam et al.", "Smith, A. and Jones, B. and van Dam, C. and others"),
        ("A. Smith, B. Jones", "Smith, A. and Jones, B."),
        ("van der Berg, Jan Willem", "van der Berg, Jan Willem"),
        ("Smith, J. R.", "Smith, J. R."),
        ("Plato", "Plato"),
        ("Erd{\\H o}s, Paul", "Erdős, Paul"),
        ("Tom } Jones and Al % Gore", "Jones, Tom \\textbraceright{} and Gore, Al \\%"),
    ],
)
def test_authors_as_people_write_them(unl: Unl, typed: str, names: str) -> None:
    unl.ok("add", "--title", "T", "--author", typed)
    assert f"author = {{{names}}}" in unl.read()


def test_authors_may_be_repeated(unl: Unl) -> None:
    unl.ok("add", "--title", "T", "--author", "Ann Adams", "--author", "Byte, Bob")
    assert "author = {Adams, Ann and Byte, Bob}" in unl.read()


def test_an_identifier_is_a_link(unl: Unl) -> None:
    unl.ok("add", "--title", "T", "--url", "arXiv:2302.00001v3", "--url", "10.1234/ABC")
    assert "url = {https://doi.org/10.1234/abc}" in unl.read()
    assert "alturl = {https://arxiv.org/abs/2302.00001}" in unl.read()
    assert unl.entry("10.1234/abc")["identifiers"] == {"doi": "10.1234/abc", "arxiv": "2302.00001"}


def test_a_link_with_braces_stays_a_link(unl: Unl) -> None:
    unl.ok("add", "--title", "T", "--url", "https://x.org/a}b{c", "--code", "https://x.org/}")
    assert unl.entry("T")["url"] == "https://x.org/a%7Db%7Bc"
    assert unl.entry("T")["code"] == ["https://x.org/%7D"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "no link", "ftp://x.org/a", "https://"])
def test_what_is_no_link_is_refused(unl: Unl, link: str) -> None:
    assert "is no web link" in unl.refused(2, "add", "--title", "T", "--url", link).err


@pytest.mark.parametrize("year", ["abc", "20", "20234", "'24"])
def test_what_is_no_year_is_refused(unl: Unl, year: str) -> None:
    assert "is no year" in unl.refused(2, "add", "--title", "T", "--year", year).err


@pytest.mark.parametrize("category", ["A; B", "", "A >", " > B"])
def test_what_is_no_category_is_refused(unl: Unl, category: str) -> None:
    assert "category" in unl.refused(2, "add", "--title", "T", "--category", category).err


def test_the_first_paper_makes_the_library(unl: Unl) -> None:
    done = unl.ok("add", "--title", "Bowlines")
    assert done.err == "unl: made library.bib; added bowlines (unl undo takes it back)\n"
    assert list(unl.everything()) == ["library.bib"]


def test_the_named_library_is_made_with_its_folders(unl: Unl) -> None:
    done = unl.ok("add", "--title", "Bowlines", "-l", "lists/new.bib")
    assert "made lists/new.bib" in done.err
    assert list(unl.everything()) == ["lists/new.bib"]


def test_keys_of_one_author_year_and_word_get_letters(unl: Unl) -> None:
    keys = [
        unl.ok("add", "--title", f"Knots {n}", "--author", "Ann Adams", "--year", "2020", "--allow-duplicate").out
        for n in ("are tied", "come undone", "hold forever", "slip away")
    ]
    assert keys == ["adams2020knots\n", "adams2020knotsa\n", "adams2020knotsb\n", "adams2020knotsc\n"]


@pytest.mark.usefixtures("lib")
def test_a_key_that_was_once_used_is_not_given_again(unl: Unl) -> None:
    unl.ok("edit", "byte2021sails", "--set", "key=new")
    done = unl.ok("add", "--title", "Sails of the Dead", "--author", "Bob Byte", "--year", "2021", "--allow-duplicate")
    assert done.out == "byte2021sailsa\n"


@pytest.mark.usefixtures("lib")
def test_a_key_is_set_once(unl: Unl) -> None:
    unl.ok("edit", "byte2021sails", "--set", "author=Zeta, Zoe", "--set", "year=1999", "--set", "title=Other")
    assert unl.listed("author:zeta") == ["byte2021sails"]


def test_the_key_pattern_is_a_setting(unl: Unl) -> None:
    unl.write("unl.toml", 'key_pattern = "{author}:{yy}-{venue}"\n')
    assert unl.ok("add", "--title", "T", "--author", "Zoë Ñandú", "--year", "2024", "--venue", "NIPS").out == (
        "nandu:24-neurips\n"
    )


def test_the_creation_date_can_be_turned_off(unl: Unl) -> None:
    unl.write("unl.toml", "creationdate = false\n")
    unl.ok("add", "--title", "T")
    assert "creationdate" not in unl.read()


@pytest.mark.usefixtures("lib")
def test_a_paper_that_is_there_is_refused_with_its_key_and_line(unl: Unl) -> None:
    refused = unl.refused(1, "add", "--title", "Sails", "--url", "https://arxiv.org/abs/2101.00001v4")
    assert "library.bib:14: byte2021sails is this paper already: " in refused.err
    assert "--update" in refused.err
    assert "--allow-duplicate" in refused.err


@pytest.mark.usefixtures("lib")
def test_update_brings_the_published_version_in(unl: Unl) -> None:
    done = unl.ok(
        "add", "--title", "Sails", "--author", "Bob Byte", "--year", "2022", "--venue", "ICML", "--update",
        "--url", "https://proceedings.mlr.press/v162/byte22a.html",
    )  # fmt: skip
    assert "updated byte2021sails" in done.err
    found = unl.entry("byte2021sails")
    assert (found["type"], found["venue"], found["year"]) == ("inproceedings", "ICML", "2022")
    assert found["fields"]["eprint"] == "2101.00001"
    assert found["urls"] == ["https://proceedings.mlr.press/v162/byte22a.html", "https://arxiv.org/abs/2101.00001"]
    assert len(unl.listed()) == 3


PUBLISHED = (
    "add", "--title", "Sails", "--author", "Bob Byte", "--year", "2022", "--venue", "ICML",
    "--url", "https://proceedings.mlr.press/v162/byte22a.html",
)  # fmt: skip


@pytest.mark.usefixtures("lib")
def test_a_venue_version_of_a_preprint_is_offered_as_just_that(unl: Unl) -> None:
    refused = unl.refused(1, *PUBLISHED)
    assert "library.bib:14: byte2021sails is the preprint of this paper: " in refused.err
    assert "(--update makes it the ICML 2022 version, --allow-duplicate adds it all the same)" in refused.err
    assert "updated byte2021sails (now ICML 2022)" in unl.ok(*PUBLISHED, "--update").err
    assert "byte2021sails is this paper already: " in unl.refused(1, *PUBLISHED).err


@pytest.mark.usefixtures("lib")
def test_what_is_refused_is_told_in_json_too(unl: Unl) -> None:
    done = unl(*PUBLISHED, "--json")
    assert (done.code, done.json["added"], done.json["updated"], done.json["possible"]) == (1, [], [], [])
    (refused,) = done.json["refused"]
    assert refused["title"] == "Sails"
    assert refused["there"] == {"key": "byte2021sails", "line": 14, "path": "library.bib"}
    assert (refused["relation"], refused["becomes"]) == ("version", "ICML 2022")
    assert refused["reason"]


@pytest.mark.parametrize(
    ("answer", "code", "said", "count"),
    [
        ("u", 0, "unl: updated byte2021sails (now ICML 2022) (", 3),
        ("add", 0, "unl: added byte2022sails (", 4),
        ("l", 1, "unl: nothing was added\n", 3),
        ("", 1, "unl: nothing was added\n", 3),
        ("?\nyes\nU", 0, "unl: updated byte2021sails (now ICML 2022) (", 3),
    ],
)
@pytest.mark.usefixtures("lib")
def test_somebody_at_a_terminal_is_asked(
    unl: Unl, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, said: str, count: int
) -> None:
    monkeypatch.setattr("unlcli.cli.console.can_ask", lambda: True)
    done = unl(*PUBLISHED, stdin=answer + "\n")
    assert done.err.startswith("unl: library.bib:14: byte2021sails is the preprint of this paper: ")
    assert done.err.count("[u]pdate it (ICML 2022), [a]dd it anyway, [l]eave it (Enter): ") == answer.count("\n") + 1
    assert done.err.count("    a  the paper gets an entry of its own") == answer.count("\n")
    assert done.code == code
    assert said in done.err
    assert len(unl.listed()) == count


@pytest.mark.usefixtures("lib")
def test_an_update_that_brings_nothing_new_says_so(unl: Unl) -> None:
    unl.ok(*PUBLISHED, "--update")
    assert unl.ok(*PUBLISHED, "--update").err == "unl: nothing to change\n"
    dry = unl.ok(*PUBLISHED, "--update", "--dry-run")
    assert (dry.out, dry.err) == ("", "unl: nothing to change\n")


@pytest.mark.usefixtures("lib")
def test_a_duplicate_is_updated_or_added_and_not_both(unl: Unl) -> None:
    assert "exclude each other" in unl.refused(2, *PUBLISHED, "--update", "--allow-duplicate").err


@pytest.mark.parametrize("given", ["2310.02238", "https://arxiv.org/abs/2310.02238", "10.18653/v1/N19-1423"])
@pytest.mark.usefixtures("lib")
def test_an_identifier_is_no_title(unl: Unl, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    assert f"(unl add {given} looks it up;" in unl.refused(2, "add", "--title", given).err
    monkeypatch.setattr("unlcli.cli.console.can_ask", lambda: True)
    done = unl.ok("add", stdin=f"{given}\nBowlines\n")
    assert f"unl: error: {given!r} is an identifier or a link, and no title (" in done.err
    assert unl.entry("bowlines")["title"] == "Bowlines"


@pytest.mark.parametrize("option", ["--yes", "--json", "--update", "--allow-duplicate", "--dry-run"])
@pytest.mark.usefixtures("lib")
def test_who_said_what_to_do_is_not_asked(unl: Unl, monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    monkeypatch.setattr("unlcli.cli.console.can_ask", lambda: True)
    assert "[u]pdate" not in unl(*PUBLISHED, option, stdin="l\n").err


def test_of_several_papers_only_those_that_are_there_are_asked_about(
    unl: Unl, lib: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unlcli.cli.console.can_ask", lambda: True)
    monkeypatch.setattr("unlcli.cli.console.ask_text", lambda question: "l" if "ICML" in question else "u")
    unl.write(
        "new.bib",
        "@misc{x, title={Cleats}}\n@inproceedings{y, title={Sails}, author={Byte, Bob}, booktitle={ICML}, year=2022,"
        " eprint={2101.00001}}\n@article{z, title={Ropes and Muller's Theorem}, author={Curl, Cara}, pages={1--9},"
        " journal={Journal of Ropes}, year=2022, doi={10.1234/ABC_D}}\n",
    )
    done = unl("add", "--bibtex", "new.bib", "-l", "library.bib")
    assert "unl: added x; updated curl2022ropes (" in done.err
    assert done.code == 1
    assert unl.listed("-l", "library.bib") == [*KEYS, "x"]
    assert unl.entry("curl2022ropes")["fields"]["pages"] == "1–9"
    assert "booktitle = {ICML}" not in lib.read_text()


@pytest.mark.usefixtures("lib")
def test_allow_duplicate_adds_all_the_same(unl: Unl) -> None:
    done = unl.ok("add", "--title", "Sails", "--author", "Bob Byte", "--year", "2021", "--allow-duplicate")
    assert done.out == "byte2021sailsa\n"


BIBTEX = """
Some words before.
@ARTICLE{Mine:2001,
  title = "On {T}hings",
  AUTHOR = "Me and You",
  journal = "J. Things", year = 2001, category = {Old}
}
"""


def test_bibtex_from_standard_input_keeps_its_key_and_fields(unl: Unl) -> None:
    assert unl.ok("add", "--bibtex", "-", "--category", "Survey", stdin=BIBTEX).out == "Mine:2001\n"
    assert unl.entry("Mine:2001")["fields"] == {
        "title": "On Things", "author": "Me and You", "journal": "J. Things", "year": "2001",
        "category": "Old; Survey", "creationdate": "2026-01-01T00:00:00",
    }  # fmt: skip


@pytest.mark.usefixtures("lib")
def test_bibtex_from_a_file(unl: Unl) -> None:
    unl.write("paper.bib", BIBTEX + BIBTEX.replace("Mine", "Yours").replace("{T}hings", "Ships"))
    assert unl.ok("add", "--bibtex", "paper.bib", "-l", "library.bib").out == "Mine:2001\nYours:2001\n"


@pytest.mark.usefixtures("lib")
def test_a_key_that_is_taken_is_remembered(unl: Unl) -> None:
    unl.ok("add", "--bibtex", "-", stdin="@misc{BYTE2021sails, title={Quite Another}, author={Eve Eel}, year=1990}")
    assert unl.entry("eel1990quite")["fields"]["ids"] == "BYTE2021sails"


def test_bibtex_and_fields_exclude_each_other(unl: Unl) -> None:
    unl.refused(2, "add", "--bibtex", "-", "--title", "T", stdin=BIBTEX)


@pytest.mark.usefixtures("lib")
def test_a_paper_given_twice_is_added_once(unl: Unl) -> None:
    done = unl("add", "--bibtex", "-", stdin=BIBTEX * 2)
    assert (done.code, done.out) == (1, "Mine:2001\n")
    assert done.err.startswith("unl: error: standard input:10: given twice: Mine:2001 is this paper already: ")
    assert len(unl.listed()) == 4


@pytest.mark.parametrize("text", ["", "nothing here", "@comment{x}"])
def test_bibtex_without_an_entry_is_refused(unl: Unl, text: str) -> None:
    done = unl("add", "--bibtex", "-", stdin=text)
    assert done.code == 2
    assert "holds no BibTeX entry" in done.err
    assert unl.everything() == {}


@pytest.mark.parametrize("of", [["-"], ["--bibtex", "-"]])
def test_of_several_entries_what_cannot_be_read_is_told_with_its_line(unl: Unl, of: list[str]) -> None:
    done = unl("add", *of, stdin="@misc{a, title={Anchors}}\n\n@misc{b, title={Boats}\n")
    assert (done.code, done.out) == (4, "a\n")
    assert "unl: error: standard input:3: not read: the entry is not closed" in done.err
    told = unl("add", *of, "--allow-duplicate", "--json", stdin="@misc{a, title={Anchors}}\n\n@misc{b, title={Boats}\n")
    (failed,) = told.json["failed"]
    assert (failed["where"], failed["reason"]) == ("standard input:3", "not read: the entry is not closed")


@pytest.mark.parametrize("of", [["-"], ["--bibtex", "-"]])
def test_an_entry_that_is_not_closed_is_all_that_is_told_where_there_is_no_other(unl: Unl, of: list[str]) -> None:
    done = unl.refused(2, "add", *of, stdin="@misc{a, title={x}")
    (line,) = done.err.splitlines()
    assert line.startswith("unl: error: standard input:1: not read: the entry is not closed")


def test_a_missing_or_foreign_bibtex_file_is_refused(unl: Unl) -> None:
    unl.refused(3, "add", "--bibtex", "none.bib")
    unl.write("latin.bib", b"@misc{a, title={M\xfcller}}")
    assert "encoding" in unl.refused(3, "add", "--bibtex", "latin.bib").err


def test_nothing_to_add_without_a_terminal(unl: Unl) -> None:
    assert "nothing to add" in unl.refused(2, "add").err
    for title in ("", "  ", "\x00\n"):
        assert "nothing to add" in unl.refused(2, "add", "--title", title).err


def test_json_names_what_was_added(unl: Unl) -> None:
    assert unl.ok("add", "--title", "Bowlines", "--json").json == {
        "version": 1, "added": ["bowlines"], "updated": [], "refused": [], "possible": [], "failed": [], "notes": [],
    }  # fmt: skip
    assert unl.ok("add", "--title", "Cleats", "--format", "json").json["added"] == ["cleats"]
    unl.refused(2, "add", "--title", "Docks", "--format", "xml")


def test_a_dry_run_shows_the_entry_and_writes_nothing(unl: Unl) -> None:
    done = unl.ok("add", "--title", "Bowlines", "--dry-run")
    assert "+@misc{bowlines,\n" in done.out
    assert done.err == "unl: nothing was written (--dry-run); would have added bowlines\n"
    assert unl.everything() == {}


@pytest.mark.usefixtures("lib")
def test_a_possible_duplicate_is_added_with_a_warning(unl: Unl) -> None:
    done = unl.ok("add", "--title", "The Weather", "--author", "Ann Other", "--year", "2022", "--url", "10.1234/abc_d")
    assert done.err.startswith("unl: warning: may be the same paper as curl2022ropes (library.bib:24): ")
    assert "    unl dedupe --merge curl2022ropes other2022weather\n" in done.err
    assert "    unl dedupe --not-same curl2022ropes other2022weather\n" in done.err
    assert len(unl.listed()) == 4
    unl.ok("dedupe", "--not-same", "curl2022ropes", "other2022weather")
    unl.ok("dedupe")


@pytest.mark.usefixtures("lib")
def test_a_possible_duplicate_is_told_in_json_with_its_new_key(unl: Unl) -> None:
    done = unl.ok("add", "--title", "The Weather", "--author", "Ann Other", "--url", "10.1234/abc_d", "--json")
    (possible,) = done.json["possible"]
    assert done.json["added"] == [possible["key"]]
    assert possible["there"]["key"] == "curl2022ropes"


HOSTILE = ["}", "{", "@misc{evil,", "\\", "%", "#", "$", "&", "_", "^", "~", '"', ",", "=", "\x00", "\x1b[31m", "\u202e",
           "\r\n", "--", "''", "``", "a", "B ", " ", "é", "\\}", "title = {", "[red]x[/red]", "\u2028", "{{", "|"]  # fmt: skip
TITLES = st.lists(st.one_of(st.sampled_from(HOSTILE), st.characters(exclude_categories=["Cs"])), max_size=12).map(
    "".join
)


def _visible(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


@settings(max_examples=60)
@example(" } @misc{evil, title = {x}}")
@example("ends with a backslash \\")
@example("% comment } , year = {1")
@given(title=TITLES)
def test_no_title_leaves_its_field(make_unl: Callable[[], Unl], title: str) -> None:
    unl = make_unl()
    unl.write("library.bib", LIBRARY)
    done = unl("add", f"--title=x{title}", "--author", "Ann Nobody", "--allow-duplicate", "--json")
    assert done.code == 0, done
    (key,) = done.json["added"]
    found = {entry["key"]: entry for entry in unl.ok("search", "--json").json["entries"]}
    assert len(found) == 4
    assert found[key]["title"] == _visible(f"x{title}")
    assert set(found[key]["fields"]) == {"author", "title", "creationdate"}
    assert unl.read().replace("\n\n", "\n").count("@misc{byte2021sails") == 1


@pytest.fixture
def make_unl(unl: Unl) -> Callable[[], Unl]:
    return lambda: unl


@pytest.mark.parametrize("option", ["--author", "--venue", "--category", "--year", "--url", "--code"])
@pytest.mark.parametrize(
    "value", ["2024 } , evil = {1", "2024 }} @misc{evil, title={x}", "https://x.org/2024}{%", "2024\\"]
)
def test_no_option_leaves_its_field(unl: Unl, lib: Path, option: str, value: str) -> None:
    done = unl("add", "--title", "Quite New", option, value)
    if done.code == 0:
        assert len(unl.ok("search", "--json").json["entries"]) == 4
        assert "evil" not in unl.entry(done.out.strip())["fields"]
        assert unl.ok("check").out == "no findings\n"
    else:
        assert done.code == 2
        assert lib.read_text() == LIBRARY


MACROS = '@string{foo = "Foo Journal"}\n@string{both = foo # { and More}}\n'
IN_MACROS = (
    '@article{a, title = {Ropes}, journal = Foo, note = foo # " bar", series = both, month = jan, number = none # 1}'
)


@pytest.mark.parametrize("how", ["add", "import"])
def test_macros_of_the_library_are_known_to_what_is_added(unl: Unl, how: str) -> None:
    unl.write("library.bib", MACROS)
    unl.write("in.bib", IN_MACROS)
    done = unl.ok(*(("add", "--bibtex", "in.bib") if how == "add" else ("import", "in.bib")), "-l", "library.bib")
    text = unl.read()
    for field in (
        "journal = {Foo Journal}",
        "note = {Foo Journal bar}",
        "series = {Foo Journal and More}",
        "month = jan",
    ):
        assert f"  {field},\n" in text
    assert "  number = {none1},\n" in text
    warnings = [line for line in done.err.splitlines() if "warning" in line]
    assert warnings == ["unl: warning: a: number: the macro none is defined nowhere; its name is kept"]


def test_what_is_added_is_well_formed_and_what_is_left_out_is_told(unl: Unl) -> None:
    unl.write("library.bib", "")
    text = (
        "@misc{a, title = {A\0nchors}, title = {Buoys}, 9x = {1}, note = {n}, note = {m}}\n@9misc{b, title = {Boats}}\n"
    )
    done = unl.ok("add", "--bibtex", "-", stdin=text)
    for told in ("title: a NUL", "'Buoys'", "'9x'", "'m'", "'9misc'"):
        assert f"{told}" in done.err
    assert unl.ok("check").out == "no findings\n"
    assert "title = {Anchors}" in unl.read()
