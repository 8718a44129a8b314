"""What the options of `unl export` and the tables [[export]] say, and what does not go together."""

import re
from pathlib import Path

import pytest
from cli_runs import Unl

DATED = """\
@misc{a, title={Anchors}, year=2024, category={Ropes}, creationdate={2025-03-01T10:00:00}}
@misc{b, title={Bowlines}, year=2023, category={Ropes; Knots}, creationdate={2025-11-09}}
@misc{c, title={Cables}, year=2024, creationdate={someday}}
@misc{d, title={Decks}, year=2024, creationdate={2025-11-091}}
"""


@pytest.fixture
def dated(unl: Unl) -> Unl:
    unl.write("library.bib", DATED)
    return unl


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["-f", "csv", "--style", "list"], "--style: csv has none (leave it out, or choose markdown)"),
        (["--style", "lits"], "--style: there is no 'lits' (there are table, list; did you mean 'list'?)"),
        (["--facets", "venue"], "--facets: markdown has none (leave it out, or choose html)"),
        (["--layout", "x"], "--layout: markdown has none"),
        (["-f", "bibtex", "--columns", "title"], "--columns: bibtex has none"),
        (["-f", "bibtex", "-g", "year"], "--group-by: bibtex has no groups"),
        (["-f", "csv", "--counts"], "--counts: csv has none"),
        (["-f", "ris", "--url", "https://a.example"], "--url: ris has none"),
        (["-f", "html", "--url", "javascript:alert(1)"], "--url: javascript:alert(1) is no web address"),
        (["-f", "html", "--template", "x.j2"], "--template: html has none (leave it out, or choose template)"),
        (["-f", "template"], "template: which one?"),
        (["--template", "missing.j2"], "missing.j2: there is no such file"),
        (["-f", "markdwon"], "did you mean 'markdown'?"),
        (["--into", "x.md", "-o", "y.md"], "--into and -o do not go together"),
        (["--into", "x.md", "-f", "html"], "<!-- unl:begin format=html --> and <!-- unl:end -->"),
        (
            ["--into", "x.md", "-g", "year", "--counts", "has:code", "x"],
            '<!-- unl:begin group-by=year counts query="has:code x" --> and <!-- unl:end -->',
        ),
        (["--split-by", "year"], "--split-by: there is no file to split"),
        (["--split-by", "venue", "-o", "x.md"], "--split-by: there is no 'venue' (there are year, category)"),
        (["--split-by", "year", "-o", "x.csv"], "--split-by: csv has none"),
    ],
)
def test_what_does_not_go_together_is_refused_with_what_does(unl: Unl, argv: list[str], said: str) -> None:
    code = 3 if "missing" in said else 2
    assert said in unl.refused(code, "export", *argv).err


def test_the_day_of_the_newest_paper_listed_is_shown_where_it_is_asked_for(dated: Unl) -> None:
    assert "2025" not in dated.ok("export").out
    assert "2025-11-09" in dated.ok("export", "--updated").out
    assert "2025-03-01" in dated.ok("export", "--updated", "anchors").out
    assert "pdated" not in dated.ok("export", "--updated", "cables").out


def test_papers_are_counted_where_it_is_asked_for(dated: Unl) -> None:
    assert re.findall(r"^## .*$", dated.ok("export", "--counts").out, re.M) == [
        "## Ropes (2)", "## Knots (1)", "## Uncategorised (2)",
    ]  # fmt: skip


def test_a_description_stands_below_the_title(dated: Unl) -> None:
    for form in ("markdown", "html", "html-table", "jekyll"):
        out = dated.ok("export", "-f", form, "--title", "Ropes & more", "--description", "Read <these> first.").out
        assert "Read &lt;these&gt; first." in out


def test_a_list_has_authors_unless_columns_are_named(dated: Unl) -> None:
    dated.write("library.bib", "@misc{a, title={Anchors}, author={Bob Byte}, year=2024}\n")
    assert "Bob Byte" in dated.ok("export", "--style", "list").out
    assert "Bob Byte" not in dated.ok("export", "--style", "list", "-c", "title").out
    assert "Bob Byte" not in dated.ok("export").out


def test_fields_go_by_their_names_in_the_file(unl: Unl) -> None:
    unl.write("unl.toml", '[fields]\ncategory = "topic"\n')
    unl.write("library.bib", "@misc{a, title={Anchors}, topic={Ropes}}\n")
    for argv in (["-g", "topic"], ["-g", "category"], []):
        assert "## Ropes" in unl.ok("export", *argv).out
    assert "| Ropes |" in unl.ok("export", "-c", "title,topic", "-g", "none").out
    assert "topic" not in unl.ok("export", "-f", "bibtex").out


def test_a_template_makes_the_text_whatever_the_ending(dated: Unl) -> None:
    dated.write("mine.txt", "\N{BYTE ORDER MARK}{{ title }}: {{ entries|length }}\n".encode())
    assert dated.ok("export", "--template", "mine.txt", "--title", "Ropes").out == "Ropes: 4\n"
    dated.ok("export", "--template", "mine.txt", "-o", "out.html")
    assert dated.read("out.html") == ": 4\n"
    dated.write("unl.toml", '[[export]]\npath = "site/x.html"\ntemplate = "mine.txt"\n')
    dated.write("sub/x", "")
    dated.env.chdir(dated.folder / "sub")
    dated.ok("export")
    assert dated.read("site/x.html") == ": 4\n"


def test_the_ending_of_a_listed_file_tells_its_format(dated: Unl) -> None:
    names = ["a.html", "a.json", "a.csv", "a.bib", "a.ris", "a.atom", "a.md", "a.txt"]
    dated.write("unl.toml", "".join(f'[[export]]\npath = "{name}"\n' for name in names))
    dated.ok("export")
    starts = [dated.read(name)[:9].lower() for name in names]
    assert starts == [
        "<!doctype",
        '{\n  "vers',
        "key,title",
        "@misc{a, ",
        "ty  - gen",
        "<?xml ver",
        "## ropes\n",
        "## ropes\n",
    ]


TARGETS = """
[[export]]
path = "years.md"
group_by = "year"
[[export]]
path = "flat.md"
group_by = []
"""


def test_a_listed_file_that_is_named_alone_is_written_as_it_is_listed(dated: Unl) -> None:
    dated.write("unl.toml", TARGETS)
    assert dated.ok("export", "-o", "./years.md").err == "unl: wrote years.md (unl undo takes it back)\n"
    assert dated.read("years.md").startswith("## 2024")
    assert set(dated.everything()) == {"library.bib", "unl.toml", "years.md"}
    dated.ok("export", "-o", "years.md", "--check")
    dated.ok("export", "-o", "years.md", "-g", "category")
    assert dated.read("years.md").startswith("## Ropes")
    assert dated("export", "-o", "years.md", "--check").code == 1


def test_with_a_query_or_an_option_no_listed_file_is_touched(dated: Unl) -> None:
    dated.write("unl.toml", TARGETS)
    before = set(dated.everything())
    for argv in (["anchors"], ["--counts"], ["--style", "list"], ["-c", "title"], ["-o", "-"]):
        assert dated.ok("export", *argv).out
    dated.ok("export", "-o", "other.md", "--updated")
    assert set(dated.everything()) == before | {"other.md"}


def test_when_one_listed_file_cannot_be_made_none_is_written(dated: Unl) -> None:
    for wrong in (
        'path = "b.md"\ncolumns = "nope"',
        'path = "b.md"\nquery = "year:x"',
        'path = "library.bib"',
        'path = "sub"',
    ):
        dated.write("sub/x", "")
        toml = dated.write("unl.toml", f'[[export]]\npath = "a.md"\n[[export]]\n{wrong}\n')
        told = dated.refused(3, "export").err
        assert str(toml) in told
        assert re.search(r"export of (b\.md|library\.bib|sub): ", told)


def test_a_document_with_blocks_is_not_written_over(dated: Unl) -> None:
    dated.write("README.md", "# Hello\n\n<!-- unl:begin -->\n<!-- unl:end -->\n\nBye.\n")
    told = dated.refused(2, "export", "-o", "README.md").err
    assert "unl export --into README.md; --force writes over all of it" in told
    dated.ok("export", "-o", "README.md", "--force")
    assert dated.read("README.md").startswith("## Ropes")


def test_blocks_of_several_documents_are_brought_up_to_date(dated: Unl) -> None:
    for name in ("README.md", "sub/b.md"):
        dated.write(name, "Hello\n\n<!-- unl:begin group-by=none columns=title -->\n<!-- unl:end -->\n\nBye.\n")
    argv = ["export", "--into", "README.md", "--into", "sub/b.md"]
    stale = dated(*argv, "--check")
    assert (stale.code, stale.out.count("+| Anchors |")) == (1, 2)
    assert "sub/b.md is not current: unl export --into README.md --into sub/b.md\n" in stale.err
    dated.ok(*argv)
    assert all("Hello\n" in dated.read(name) and "| Decks |" in dated.read(name) for name in ("README.md", "sub/b.md"))
    assert dated.ok(*argv, "--check").err.count("up to date") == 2
    dated.write("unl.toml", '[[export]]\ninto = "sub/b.md"\n')
    dated.ok("edit", "a", "--set", "title=Anvils")
    dated.ok("export")
    assert "| Anvils |" in dated.read("sub/b.md")
    assert "| Anchors |" in dated.read("README.md")


def test_when_one_document_cannot_be_written_none_is(dated: Unl) -> None:
    dated.write("good.md", "<!-- unl:begin -->\n<!-- unl:end -->\n")
    dated.write("bad.md", "no block\n")
    assert "bad.md: has no block" in dated.refused(2, "export", "--into", "good.md", "--into", "bad.md").err


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('path = "x.md"\ninto = "y.md"', "path, or a document with into, and not both"),
        ('format = "html"', "path, or a document with into, and not both"),
        ('into = "y.md"\ntitle = "T"\ncounts = true', "title, counts cannot stand beside into"),
        ('path = "x.md"\nstyle = "lits"', "export.style: there is no 'lits'"),
        ('path = "x.md"\nstlye = "list"', "there is no setting 'stlye'"),
        ('path = "x.csv"\nstyle = "list"', "export.style: csv has none"),
        ('path = "x.md"\nformat = "markdwon"', "there is no format 'markdwon'"),
        ('path = "x.md"\nsplit_by = "venue"', "export.split_by: there is no 'venue'"),
        ('path = "x.md"\ncounts = "yes"', "export.counts must be true or false"),
        ('path = "x.html"\nfacets = 3', "export.facets must be a list of texts"),
        ('path = "x.html"\nurl = "ftp://x"', "export.url: ftp://x is no web address"),
        ('path = "x.md"\n[[export]]\npath = "x.md"', "is listed twice"),
    ],
)
def test_a_wrong_table_is_told_with_its_file(unl: Unl, table: str, said: str) -> None:
    toml = unl.write("unl.toml", f"[[export]]\n{table}\n")
    told = unl.refused(3, "export").err
    assert str(toml) in told
    assert said in told


def test_every_setting_of_a_table_is_what_the_option_is(dated: Unl) -> None:
    dated.write(
        "unl.toml",
        '[[export]]\npath = "a.md"\nstyle = "list"\ncounts = true\nupdated = true\ncolumns = ["title", "year"]\n'
        'group_by = "year"\ntitle = "T"\nquery = "ropes"\n'
        '[[export]]\npath = "b.html"\nfacets = ["year"]\nurl = "https://a.example/b.html"\nimage = "https://a.example/i.png"\n'
        '[[export]]\npath = "c.md"\nformat = "jekyll"\nlayout = "l"\npermalink = "/c/"\ndescription = "D"\n',
    )
    dated.ok("export")
    for argv in (
        [
            "-o",
            "a2.md",
            "--style",
            "list",
            "--counts",
            "--updated",
            "-c",
            "title,year",
            "-g",
            "year",
            "--title",
            "T",
            "ropes",
        ],
        [
            "-o",
            "b2.html",
            "--facets",
            "year",
            "--url",
            "https://a.example/b.html",
            "--image",
            "https://a.example/i.png",
        ],
        ["-o", "c2.md", "-f", "jekyll", "--layout", "l", "--permalink", "/c/", "--description", "D"],
    ):
        dated.ok("export", *argv)
    files = {Path(name).name: data for name, data in dated.everything().items()}
    assert (files["a.md"], files["b.html"], files["c.md"]) == (files["a2.md"], files["b2.html"], files["c2.md"])
