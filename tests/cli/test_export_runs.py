"""What `unl export` never does: empty what is there, write over what it did not write, or leave half of a run behind."""

import json
import os

import pytest
from cli_runs import Unl

LIBRARY = """\
@misc{a, title={Anchors}, year=2024, category={Ropes}}
@misc{b, title={Bowlines}, year=2023, category={Knots}}
"""
BLOCK = "Hello\n\n<!-- unl:begin group-by=none columns=title -->\n<!-- unl:end -->\n\nBye.\n"
FOUR = """\
[[export]]
path = "a.md"
[[export]]
into = "README.md"
[[export]]
path = "b.csv"
[[export]]
path = "c.json"
"""


@pytest.fixture
def ropes(unl: Unl) -> Unl:
    unl.write("library.bib", LIBRARY)
    return unl


# Documents with blocks


@pytest.mark.parametrize(
    "marker", ["<!--unl:begin-->", "<!--  unl:begin  -->", "<!--\tunl:begin group-by=year -->", "<!-- UNL:begin -->"]
)
def test_a_document_with_a_marker_of_any_spelling_is_not_written_over(ropes: Unl, marker: str) -> None:
    for data in (f"Mine.\n\n{marker}\n<!-- unl:end -->\n", f"Mine.\n{marker}\n".encode("utf-16")):
        ropes.write("README.md", data)
        ropes.write("papers-2024.md", data)
        assert "has blocks" in ropes.refused(2, "export", "-o", "README.md").err
        assert "has blocks" in ropes.refused(2, "export", "-o", "papers.md", "--split-by", "year").err
        toml = ropes.write("unl.toml", '[[export]]\npath = "a.md"\n[[export]]\npath = "README.md"\n')
        assert "has blocks" in ropes.refused(3, "export").err
        toml.unlink()


def test_a_file_is_not_both_written_and_a_document_with_blocks(ropes: Unl) -> None:
    ropes.write("README.md", BLOCK)
    for tables in ('path = "a.md"\n[[export]]\ninto = "sub/../a.md"\n', 'into = "./a.md"\n[[export]]\npath = "a.md"\n'):
        ropes.write("sub/a.md", BLOCK)
        ropes.write("a.md", BLOCK)
        ropes.write("unl.toml", f'[[export]]\npath = "new.md"\n[[export]]\n{tables}')
        ropes.refused(3, "export", "--force")


@pytest.mark.parametrize("name", ["unl.toml", "./unl.toml", "nowhere/../unl.toml", "pyproject.toml"])
def test_settings_are_never_written_over(ropes: Unl, name: str) -> None:
    ropes.write("unl.toml", "# mine\n")
    ropes.write("pyproject.toml", "[project]\n")
    assert "with settings" in ropes.refused(2, "export", "-f", "json", "-o", name, "--force").err
    ropes.write("unl.toml", f'[[export]]\npath = "{name}"\nformat = "json"\n')
    assert "with settings" in ropes.refused(3, "export").err


def test_a_template_is_not_written_over_by_what_it_makes(ropes: Unl) -> None:
    ropes.write("a.txt", "{{ title }}\n")
    assert "is the template" in ropes.refused(2, "export", "--template", "a.txt", "-o", "./a.txt").err


def test_a_document_has_a_name(ropes: Unl) -> None:
    assert "names no document" in ropes.refused(2, "export", "--into", "").err


# All or none


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('into = "wrong.md"', "no option 'gruop-by'"),
        ('into = "bare.md"', "has no block"),
        ('into = "nowhere.md"', "no such document"),
        ('path = "x.txt"\ntemplate = "broken.j2"', "broken.j2"),
        ('path = "x.txt"\ntemplate = "nowhere.j2"', "nowhere.j2"),
        ('path = "bare.md/x.md"', "is no folder"),
    ],
)
def test_one_wrong_target_keeps_all_others_from_being_written(ropes: Unl, wrong: str, said: str) -> None:
    ropes.write("README.md", BLOCK)
    ropes.write("wrong.md", "<!-- unl:begin gruop-by=year -->\n<!-- unl:end -->\n")
    ropes.write("bare.md", "no block\n")
    ropes.write("broken.j2", "{% for %}")
    toml = ropes.write("unl.toml", f"{FOUR}[[export]]\n{wrong}\n")
    told = ropes.refused(3, "export").err
    assert f"{toml}: export of" in told
    assert said in told


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="rights as POSIX has them, for who is not root")
def test_a_file_that_is_read_only_keeps_all_others_from_being_written(ropes: Unl) -> None:
    ropes.write("README.md", BLOCK)
    ropes.write("c.json", "{}").chmod(0o400)
    ropes.write("unl.toml", FOUR)
    assert "read-only" in ropes.refused(3, "export").err


def test_a_block_edited_by_hand_keeps_no_other_file_from_being_written(ropes: Unl) -> None:
    ropes.write(
        "README.md", BLOCK.replace(" -->\n<!-- unl:end", " -->\n\n| Title |\n| --- |\n| Mine |\n\n<!-- unl:end")
    )
    ropes.write("unl.toml", FOUR)
    done = ropes("export")
    assert done.code == 1
    assert {"a.md", "b.csv", "c.json"} <= set(ropes.everything())
    assert "| Mine |" in ropes.read("README.md")


# A library without papers, or with damage


@pytest.mark.parametrize("left", ["", "% nothing\n", "@misc{a, title={Anchors, year=2024}\n", "@xdata{x, title={X}}\n"])
def test_a_library_that_was_emptied_empties_no_file(ropes: Unl, left: str) -> None:
    ropes.write("README.md", BLOCK)
    ropes.write("unl.toml", FOUR)
    ropes.ok("export")
    ropes.write("library.bib", left)
    before = ropes.everything()
    for argv in ([], ["--into", "README.md"], ["-o", "a.md", "--title", "T"], ["--check"]):
        done = ropes("export", *argv)
        assert (done.code, ropes.everything()) == (1, before)
        assert "library.bib: the library has no papers\n" in done.err
        assert "was left as it is" in done.err
    ropes.ok("export", "-f", "markdown")
    ropes.ok("export", "-o", "new.md")
    ropes.ok("export", "--force")
    assert "Anchors" not in ropes.read("a.md") + ropes.read("README.md")


def test_what_cannot_be_read_is_told_once_and_stands_in_no_list(ropes: Unl) -> None:
    ropes.write(
        "library.bib", f"{LIBRARY}@xdata{{x, title={{Shared}}}}\n@misc{{c, title={{Cleats, year=2020}}\n{LIBRARY}"
    )
    for name in ("markdown", "html", "json", "csv", "keys", "csl-json", "ris", "lines", "bibtex"):
        done = ropes.ok("export", "-f", name)
        assert done.err == "unl: warning: library.bib:4: this entry is not closed; it is left out: unl check\n"
        assert "Cleats" not in done.out
        assert name == "bibtex" or "Shared" not in done.out


def test_a_merge_that_nobody_settled_is_told(ropes: Unl) -> None:
    ropes.write(
        "library.bib", f"{LIBRARY}<<<<<<< ours\n=======\n@misc{{c, title={{C}}}}\n>>>>>>> theirs\n@misc{{d, title={{D\n"
    )
    assert ropes.ok("export").err == (
        "unl: warning: library.bib:3: a merge left a conflict here, and both sides are read: keep one in an editor (the first of 2 such places)\n"
    )


# Parts of a list


@pytest.mark.parametrize("kind", ["markdown", "html", "jekyll"])
def test_a_neighbour_that_no_run_wrote_is_not_written_over_by_a_part(ropes: Unl, kind: str) -> None:
    name = "papers.html" if kind == "html" else "papers.md"
    part = name.replace(".", "-2024.")
    argv = ["export", "-f", kind, "-o", name, "--split-by", "year"]
    ropes.write(part, "mine\n")
    assert "does not link to it" in ropes.refused(2, *argv).err
    ropes.ok(*argv, "--force")
    assert "Anchors" in ropes.read(part)
    ropes.ok("edit", "a", "--set", "title=Anvils")
    ropes.ok(*argv)
    assert "Anvils" in ropes.read(part)


def test_parts_with_addresses_of_their_own_are_known_again(ropes: Unl) -> None:
    argv = ["export", "-f", "jekyll", "--permalink", "/papers/", "-o", "papers.md", "--split-by", "category"]
    ropes.ok(*argv)
    ropes.ok("edit", "a", "--set", "title=Anvils")
    ropes.ok(*argv)
    assert "Anvils" in ropes.read("papers-ropes.md")


# One run is one change


def test_undo_takes_back_all_files_of_a_run(ropes: Unl) -> None:
    ropes.write("README.md", BLOCK)
    ropes.write("a.md", "mine\n")
    ropes.write("unl.toml", FOUR)
    states = [ropes.everything()]
    assert ropes.ok("export").err.endswith("unl: these 4 files are one change, which one undo takes back\n")
    states.append(ropes.everything())
    ropes.ok("edit", "a", "--set", "title=Anvils")
    ropes.ok("export")
    numbers = [change["number"] for change in ropes.ok("log", "--json").json["changes"]]
    assert numbers == [6, 6, 6, 6, 5, 1, 1, 1, 1]
    ropes.ok("undo", "--steps", "2")
    assert ropes.everything() == states[1]
    assert (
        "(--dry-run); would have undone `export` of 2026-01-01T00:00:00+00:00\n"
        in ropes.ok("undo", "-n", "1", "--dry-run").err
    )
    ropes.ok("undo")
    assert ropes.everything() == states[0]


def test_a_run_of_which_one_file_was_changed_since_is_left_alone_and_that_is_said(ropes: Unl) -> None:
    ropes.write("README.md", BLOCK)
    ropes.write("unl.toml", FOUR)
    ropes.ok("edit", "a", "--set", "title=Anvils")
    ropes.ok("export")
    ropes.write("b.csv", "mine\n")
    pages = {name: data for name, data in ropes.everything().items() if name != "library.bib"}
    assert not any(change["undoable"] for change in ropes.ok("log", "--json").json["changes"][:4])
    told = ropes.ok("undo").err
    assert (
        f"passed over `export` of 2026-01-01T00:00:00+00:00, for {(ropes.folder / 'b.csv').resolve()} is not as" in told
    )
    assert "undid `edit`" in told
    assert {name: data for name, data in ropes.everything().items() if name != "library.bib"} == pages
    assert "b.csv: was changed since `export`" in ropes.refused(3, "undo").err


def test_a_file_of_a_run_that_was_put_back_otherwise_hinders_nothing(ropes: Unl) -> None:
    ropes.write("README.md", BLOCK)
    ropes.write("unl.toml", FOUR)
    before = ropes.everything()
    ropes.ok("export")
    ropes.write("README.md", BLOCK)
    ropes.ok("undo")
    assert ropes.everything() == before


# What a run says


def test_of_a_long_line_the_beginning_is_shown(ropes: Unl) -> None:
    ropes.ok("edit", "a", "--set", f"title={'Anchors ' * 100}")
    for argv in (["--check"], ["--dry-run"]):
        shown = ropes("export", "-g", "none", "-c", "title", "-o", "a.md", *argv).out.splitlines()
        assert max(map(len, shown)) < 330
        assert next(line for line in shown if "Anchors" in line).endswith("… (804 characters)")
    ropes.ok("export", "-g", "none", "-c", "title", "-o", "a.md")
    assert "…" not in ropes.read("a.md")


def test_of_several_files_it_says_how_many_are_not_current(ropes: Unl) -> None:
    ropes.write("README.md", BLOCK)
    ropes.write("unl.toml", FOUR)
    ropes.ok("export")
    ropes.write("a.md", "")
    ropes.write("b.csv", "")
    assert ropes("export", "--check").err.endswith("unl: 2 of 4 files are not current: unl export\n")


def test_where_nothing_is_listed_a_block_in_the_readme_is_told_of(ropes: Unl) -> None:
    assert ropes.ok("export").err == ""
    ropes.write("README.md", BLOCK)
    assert ropes.ok("export").err == "unl: README.md has a block for a list: unl export --into README.md\n"
    assert ropes.ok("export", "-f", "markdown").err == ""


def test_a_category_of_the_settings_that_is_a_slip_is_told(ropes: Unl) -> None:
    toml = ropes.write(
        "unl.toml", '[[category]]\nname = "Rposes"\n[[category]]\nname = "Later"\n[[category]]\nname = "knots"\n'
    )
    assert ropes.ok("export").err == f"unl: {toml}: no paper has the category 'Rposes'; did you mean 'Ropes'?\n"


def test_config_shows_of_exports_what_is_set(ropes: Unl) -> None:
    ropes.write(
        "unl.toml",
        '[[category]]\nname = "Ropes"\n[[export]]\ninto = "README.md"\n[[export]]\npath = "x.html"\ncounts = true\n',
    )
    shown = ropes.ok("config", "export").out
    assert ropes.ok("config", "category").out == '[{"name": "Ropes"}]\n'
    assert [set(table) for table in json.loads(shown)] == [{"into"}, {"path", "format", "counts"}]


# Feeds beside pages


def test_a_page_links_the_feed_that_is_listed_with_it(ropes: Unl) -> None:
    tables = '[[export]]\npath = "site/index.html"\n[[export]]\npath = "{}"\n{}'
    for feed, more, href in (
        ("site/new papers.atom", "", "new%20papers.atom"),
        ("feeds/all.atom", 'url = "https://a.example/feeds/all.atom"\n', "https://a.example/feeds/all.atom"),
        ("feeds/all.atom", "", ""),
    ):
        ropes.write("unl.toml", tables.format(feed, more))
        ropes.ok("export")
        page = ropes.read("site/index.html")
        assert ("application/atom+xml" in page) == bool(href)
        assert not href or f'href="{href}"' in page


# Options for a block


def test_options_given_with_a_document_are_set_in_its_marker(ropes: Unl) -> None:
    ropes.write("README.md", BLOCK)
    ropes.ok("export", "year:2024", "--format", "markdown", "--counts", "--into", "README.md")
    document = ropes.read("README.md")
    assert document.startswith("Hello\n\n<!-- unl:begin group-by=none columns=title ")
    assert all(option in document for option in ("query=year:2024", "format=markdown", " counts "))
    assert ("| Anchors |" in document, "| Bowlines |" in document) == (True, False)
    ropes.ok("export", "--check", "--into", "README.md")
    ropes.ok("export", "-c", "title,year", "--into", "README.md")
    assert "columns=title,year" in ropes.read("README.md")
    assert "columns=title " not in ropes.read("README.md")
    ropes.ok("undo", "--steps", "2")
    assert ropes.read("README.md") == BLOCK


def test_a_template_in_a_marker_is_named_from_its_document(ropes: Unl) -> None:
    ropes.write("docs/list.md", BLOCK)
    ropes.write("t/papers.txt", "{{ title }}!\n")
    ropes.write("docs/list.md", "<!-- unl:begin -->\n<!-- unl:end -->\n")
    ropes.ok("export", "--template", "t/papers.txt", "--into", "docs/list.md")
    assert "template=../t/papers.txt" in ropes.read("docs/list.md")
    ropes.ok("export", "--check", "--into", "docs/list.md")


def test_options_that_no_block_can_take_are_refused_with_the_lines_to_paste(ropes: Unl) -> None:
    ropes.write("none.md", "Hello\n")
    ropes.write("two.md", BLOCK * 2)
    ropes.write("one.md", BLOCK)
    line = ["export", "year:2024", "-g", "year", "--into"]
    assert (
        "<!-- unl:begin group-by=year query=year:2024 --> and <!-- unl:end -->"
        in ropes.refused(2, *line, "none.md").err
    )
    assert "group-by=year query=year:2024" in ropes.refused(2, *line, "two.md").err
    assert "'url'" in ropes.refused(2, "export", "--url", "https://a.example/", "--into", "one.md").err
    assert "a block cannot hold that" in ropes.refused(2, "export", "-f", "html", "--into", "one.md").err
    assert "do not go together" in ropes.refused(2, "export", "--into", "one.md", "-o", "x.md").err


def test_a_query_that_selects_nothing_empties_no_block(ropes: Unl) -> None:
    ropes.write("README.md", BLOCK)
    ropes.ok("export", "--into", "README.md")
    before = ropes.everything()
    done = ropes("export", "anvlis", "--into", "README.md")
    assert (done.code, ropes.everything()) == (1, before)
    assert done.err.endswith("unl: README.md: nothing was written\n")
