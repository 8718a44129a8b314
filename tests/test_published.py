"""Pages made from a library: whole, the same in every reader, and changed by one row when one paper is added."""

import difflib
import html
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from selectolax.lexbor import LexborHTMLParser, LexborNode

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "library.bib"
Unl = Callable[..., str]
Kramdown = Callable[[str], str]

HOSTILE = (
    "A | B || C \\| D: pipes",
    "[link](javascript:alert(1)) and [x][y] ![image](http://example.org/i.png)",
    "<script>alert(1)</script> <b>bold</b> a < b > c <!-- no comment -->",
    "*emphasis* **strong** _under_ __dunder__ snake_case_name *",
    "`code` ``two`` ` one",
    "$x^2$ and $$z$$ for $5, \\(y\\) and \\[w\\]",
    "C:\\temp\\new \\\\ \\alpha \\",
    "{{ site.title }} {% include secret %} {# note #} }} %}",
    "R&D at AT&T: &amp; &lt; &copy; &#123;",
    "# 1. No heading #tag ~tilde~ ~~strike~~",
    "\"Double\" 'single' “curly” ‘quotes’ and the '80s",
    "- No list item",
    "1. No numbered one",
    "--- | ---",
    ": no definition",
    "{:.no-attribute} {::comment}{:/}",
    "100% of {braces} and }unbalanced{",
    "www.example.org, http://example.org and someone@example.org",
    "Dashes - -- --- and dots ...",
    "نسيان النماذج اللغوية and שכחה in one title",
    "🤖 Unlearning 👩‍💻 with :smile: and é, ø, ß, 漢字",
    "Footnote [^1] and H~2~O, E=mc^2^",
)
CATEGORIES = ("Pipes | and <tags>", "{{ Liquid }} & $math$", "Plain > Below *it*", "")
LINK = "https://example.org/a_(b)|c/{}?x=[1]&y=*_*"
CODE = "https://github.com/example/<{}>_'q'"
PLAIN_TABLE = "| Title | Venue | Year | Code |"


@pytest.fixture
def unl(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Unl:
    """Run a command in an empty folder, where it succeeds, and return what it wrote."""
    from unlcli.cli.app import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    (tmp_path / ".git").mkdir()

    def run(*arguments: str) -> str:
        capsys.readouterr()
        code = main(list(arguments))
        shown = capsys.readouterr()
        assert code == 0, shown.err
        return shown.out

    return run


@pytest.fixture
def shipped(unl: Unl) -> Unl:
    """The shipped library in a folder of its own, with its settings."""
    for name in ("library.bib", "unl.toml"):
        Path(name).write_bytes((ROOT / name).read_bytes())
    return unl


@pytest.fixture(scope="session")
def hostile_library(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A library made by `unl add` of titles that mean something to Markdown, HTML, Liquid, LaTeX or BibTeX."""
    from unlcli.cli.app import main

    folder = tmp_path_factory.mktemp("hostile")
    previous = Path.cwd()
    with pytest.MonkeyPatch.context() as patched:
        for name in ("CACHE", "STATE", "CONFIG"):
            patched.setenv(f"UNL_{name}_DIR", str(folder / name.lower()))
        patched.chdir(folder)
        for number, title in enumerate(HOSTILE):
            arguments = ["add", "-l", "library.bib", "--title", title, "--year", "2024", "--allow-duplicate"]
            arguments += ["--author", "Ada Löve|ace; Bob *Star* <b>", "--venue", f"Venue | of [{number}] <i> & _co_"]
            if category := CATEGORIES[number % len(CATEGORIES)]:
                # `>` divides levels, so a tag cannot be the name of a category
                arguments += ["--category", category.replace("<tags>", "<tags")]
            if number % 3:
                arguments += ["--url", LINK.format(number)]
            if number % 2:
                arguments += ["--code", CODE.format(number)]
            assert main(arguments) == 0, title
    assert Path.cwd() == previous
    return (folder / "library.bib").read_bytes()


@pytest.fixture(params=["shipped", "hostile"])
def library(request: pytest.FixtureRequest, unl: Unl) -> Unl:
    """Each of the two libraries as library.bib of the working folder."""
    hostile = request.param == "hostile"
    Path("library.bib").write_bytes(request.getfixturevalue("hostile_library") if hostile else SHIPPED.read_bytes())
    return unl


def github(text: str) -> str:
    return cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)


def folded(text: str) -> str:
    """kramdown sets quotes, dashes and dots as a printer does; that is no difference here."""
    for pattern, plain in (("[“”„«»]", '"'), ("[‘’‚]", "'"), ("—", "---"), ("–", "--"), ("…", "..."), (r"\s+", " ")):
        text = re.sub(pattern, plain, text)
    return text.strip()


def tables(page: str) -> list[list[list[str]]]:
    """Return the cells of a page's tables, links written out."""
    return [
        [[_cell(cell) for cell in row.css("td, th")] for row in table.css("tr")]
        for table in LexborHTMLParser(page).css("table")
    ]


def _cell(cell: LexborNode) -> str:
    links = [f" <{unquote(html.unescape(a.attributes['href'] or ''))}>" for a in cell.css("a")]
    return folded(cell.text()) + "".join(links)


def titles(page: str) -> list[str]:
    """Return the titles in a Markdown export's rows as GitHub shows them, in order."""
    return [folded(row.css("td")[0].text()) for row in LexborHTMLParser(github(page)).css("tbody tr") if row.css("td")]


def headings(page: str) -> list[str]:
    return [folded(node.text()) for node in LexborHTMLParser(github(page)).css("h1, h2, h3, h4")]


def test_every_paper_is_shown_whole(library: Unl, request: pytest.FixtureRequest) -> None:
    page = library("export", "--format", "markdown", "--group-by", "none", "--columns", "title,authors,venue,code")
    ((_, *rows),) = tables(github(page))
    if "hostile" not in request.node.callspec.id:
        assert len(rows) == 76
        return
    wanted = [
        [
            folded(title) + (f" <{LINK.format(number)}>" if number % 3 else ""),
            "Ada Löve|ace and Bob *Star* <b>",
            f"Venue | of [{number}] <i> & _co_",
            f"code <{CODE.format(number)}>" if number % 2 else "-",
        ]
        for number, title in enumerate(HOSTILE)
    ]
    assert sorted(rows) == sorted(wanted)


@pytest.mark.needs("kramdown")
@pytest.mark.parametrize("group", ["category", "venue,year", "none"])
def test_github_and_kramdown_show_the_same_cells(library: Unl, group: str, kramdown: Kramdown) -> None:
    page = library("export", "--format", "markdown", "--group-by", group, "--columns", "title,authors,venue,year,code")
    ours, theirs = github(page), kramdown(page)
    assert tables(ours) == tables(theirs)
    assert {len(row) for table in tables(ours) for row in table} == {5}
    for shown in (ours, theirs):
        tree = LexborHTMLParser(shown)
        assert not tree.css("script, img, em, strong, code, pre, del, blockquote, ul, ol, dl, sup, b, i, p")
        assert headings(page) == [folded(node.text()) for node in tree.css("h1, h2, h3, h4")]
        check_ids_and_links(shown, r"\S+")  # kramdown's own ids of headings, made as GitHub makes anchors


def check_ids_and_links(page: str, ids_like: str = r"(?:page_)?[a-z][a-z0-9-]*") -> None:
    """Ids are unique and valid, each link inside the page has its target, all others are of the web."""
    tree = LexborHTMLParser(page)
    ids = [node.attributes["id"] or "" for node in tree.css("[id]")]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert [name for name in ids if not re.fullmatch(ids_like, name)] == []
    links = [node.attributes["href"] or "" for node in tree.css("a[href]")]
    assert [link for link in links if link.startswith("#") and unquote(link[1:]) not in ids] == []
    assert [link for link in links if not re.match(r"#|https?://\w", link)] == []
    assert not tree.css("a[name], [href=''], [src^='http']")
    assert not any(name.startswith("on") for node in tree.css("*") for name in node.attributes)


@pytest.mark.parametrize("group", ["category", "venue,year", "year", "none"])
def test_the_html_page_is_sound(library: Unl, group: str, request: pytest.FixtureRequest) -> None:
    page = library("export", "--format", "html", "--group-by", group)
    check_ids_and_links(page)
    tree = LexborHTMLParser(page)
    assert {len(table.css("thead th")) for table in tree.css("table")} == {len(row) for t in tables(page) for row in t}
    if "hostile" in request.node.callspec.id:
        assert {folded(title.text()) for title in tree.css("tbody th .t")} == set(map(folded, HOSTILE))
    assert all(table.css_first("caption") for table in tree.css("table"))
    assert {th.attributes.get("scope") for th in tree.css("table th")} <= {"col", "row"}


@pytest.mark.needs("kramdown")
@pytest.mark.parametrize("group", ["category", "venue,year", "none"])
def test_the_jekyll_page_is_sound(library: Unl, group: str, kramdown: Kramdown, request: pytest.FixtureRequest) -> None:
    page = library("export", "--format", "jekyll", "--group-by", group, "--title", "Papers & {{ more }}")
    body = page.split("---\n", 2)[2]
    assert not re.search(r"\{\{|\{%", body)  # nothing for Liquid, which runs first
    shown = kramdown(body)
    check_ids_and_links(shown)
    written = tables(body)
    assert tables(shown) == written
    if "hostile" in request.node.callspec.id:
        assert {row[0].split(" <http")[0] for table in written for row in table[1:]} == set(map(folded, HOSTILE))
    tree = LexborHTMLParser(shown)
    assert not tree.css("script, img, em, code, pre, del, blockquote, dl, sup, b, i")
    assert len(tree.css("details")) == len(tree.css("summary")) == page.count("</details>")
    assert "markdown=" not in shown


@pytest.mark.parametrize("kind", ["markdown", "html", "jekyll", "json", "bibtex"])
def test_same_input_same_bytes(library: Unl, kind: str) -> None:
    assert library("export", "--format", kind) == library("export", "--format", kind)


def test_same_bytes_in_another_process(shipped: Unl) -> None:
    for kind, seed in (("markdown", "1"), ("html", "2"), ("jekyll", "3")):
        command = [sys.executable, "-m", "unlcli", "export", "--format", kind, "-o", f"page.{kind}"]
        subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed})
        assert Path(f"page.{kind}").read_bytes().decode() == shipped("export", "--format", kind)


def changed_lines(before: str, after: str) -> list[str]:
    found = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in found if line.startswith(("+", "-"))]


NEW = "Forgetting Gardens in 3 Steps"
ROW = f"| [{NEW}](https://example.org/g) | ICML | 2024 | [code](https://github.com/example/gardens) |"


def add_new(unl: Unl, author: str, *more: str) -> None:
    facts = ("--title", NEW, "--author", author, "--year", "2024", "--venue", "ICML", "--url", "https://example.org/g")
    unl("add", *facts, "--code", "https://github.com/example/gardens", *more)


@pytest.mark.parametrize("category", ["Survey", "LLM", "Benchmark > Multimodal", "Medical LLM"])
@pytest.mark.parametrize("author", ["Ada Aalto", "Max Mustermann", "Zoe Zyx"])
def test_one_new_paper_is_one_new_row(shipped: Unl, author: str, category: str) -> None:
    before = shipped("export", "--format", "markdown", "--group-by", "category")
    add_new(shipped, author, "--category", category)
    after = shipped("export", "--format", "markdown", "--group-by", "category")
    assert changed_lines(before, after) == [f"+ {ROW}"]


@pytest.mark.parametrize("group", ["category", "venue", "year", "venue,year", "none"])
@pytest.mark.parametrize("author", ["Ada Aalto", "Max Mustermann", "Zoe Zyx"])
def test_one_new_paper_is_one_new_row_without_settings(unl: Unl, author: str, group: str) -> None:
    """Sections stand in order of appearance, so a paper that comes to stand first in the file may move its section."""
    Path("library.bib").write_bytes(SHIPPED.read_bytes())
    before = unl("export", "--format", "markdown", "--group-by", group)
    add_new(unl, author, "--category", "LLM")
    after = unl("export", "--format", "markdown", "--group-by", group)
    if author == "Ada Aalto":
        assert Counter(after.splitlines()) == Counter([*before.splitlines(), ROW])
    else:
        assert changed_lines(before, after) == [f"+ {ROW}"]


@pytest.mark.parametrize("author", ["Max Mustermann", "Zoe Zyx"])
def test_one_new_paper_is_one_new_row_of_a_topic_page(unl: Unl, author: str) -> None:
    Path("library.bib").write_bytes(SHIPPED.read_bytes())
    before = unl("export", "--format", "jekyll", "--group-by", "venue,year")
    add_new(unl, author)
    after = unl("export", "--format", "jekyll", "--group-by", "venue,year")
    changed = [line for line in changed_lines(before, after) if "<summary>" not in line]  # they count papers
    assert len(changed) == 1
    assert changed[0].startswith(f'+ <tr><td><a href="https://example.org/g">{NEW}</a></td><td>ICML</td><td>2024</td>')


LIBRARY = """\
@article{b, title = {Beta}, journal = {TMLR}, year = {2023}, category = {Surveys}}
@inproceedings{c, title = {gamma}, booktitle = {Findings of the Association for Computational Linguistics: ACL 2024},
  year = {2024}, category = {Methods > Late; Surveys}, code = {https://github.com/example/c}}
@inproceedings{d, title = {Delta}, booktitle = {ACL}, year = {2024}, category = {surveys}}
@misc{e, title = {Epsilon}, year = {2025}}
@inproceedings{a, title = {Älpha}, booktitle = {Proceedings of the 62nd Annual Meeting of the Association for Computational Linguistics
  (Volume 1: Long Papers)}, year = {2024}, category = {Methods}}
@misc{f, title = {Zeta}}
"""


def test_sections_stand_in_order_of_appearance(unl: Unl) -> None:
    Path("library.bib").write_text(LIBRARY, encoding="utf-8")
    page = unl("export", "--format", "markdown", "--group-by", "category")
    assert headings(page) == ["Surveys", "Methods", "Late", "Uncategorised"]
    assert titles(page) == ["Delta", "gamma", "Beta", "Älpha", "gamma", "Epsilon", "Zeta"]


def test_sections_follow_the_settings(unl: Unl) -> None:
    Path("library.bib").write_text(LIBRARY, encoding="utf-8")
    Path("unl.toml").write_text(
        '[[category]]\nname = "Methods > Late"\ntitle = "Late methods"\nintro = "Read | these *first*."\n'
        '[[category]]\nname = "Empty"\n[[category]]\nname = "Surveys"\n',
        encoding="utf-8",
    )
    page = unl("export", "--format", "markdown", "--group-by", "category")
    assert headings(page) == ["Methods", "Late methods", "Surveys", "Uncategorised"]
    assert titles(page) == ["Älpha", "gamma", "Delta", "gamma", "Beta", "Epsilon", "Zeta"]
    assert "<p>Read | these *first*.</p>" in github(page)


def test_rows_are_newest_first_then_by_title(unl: Unl) -> None:
    Path("library.bib").write_text(LIBRARY, encoding="utf-8")
    page = unl("export", "--format", "markdown", "--group-by", "none")
    assert titles(page) == ["Epsilon", "Älpha", "Delta", "gamma", "Beta", "Zeta"]


def test_findings_are_shown_as_such_and_grouped_with_their_series(unl: Unl) -> None:
    Path("library.bib").write_text(LIBRARY, encoding="utf-8")
    page = unl("export", "--format", "markdown", "--group-by", "venue,year")
    assert headings(page) == ["TMLR", "2023", "ACL", "2024", "No venue", "2025", "No year"]
    shown = [row for table in tables(github(page)) for row in table[1:]]
    assert [row[1] for row in shown] == ["TMLR", "ACL", "ACL", "Findings of ACL", "-", "-"]


def test_a_paper_without_code_shows_a_dash(unl: Unl) -> None:
    Path("library.bib").write_text(LIBRARY, encoding="utf-8")
    for kind, dash in (("markdown", "-"), ("jekyll", "-"), ("html", "–")):
        page = unl("export", "--format", kind, "--group-by", "none", "--columns", "title,code")
        page = github(page) if kind == "markdown" else page
        cells = {
            row.css("td, th")[0].text().strip(): row.css("td, th")[1].text().strip()
            for row in LexborHTMLParser(page).css("tbody tr")
        }
        assert cells == dict.fromkeys(("Epsilon", "Älpha", "Delta", "Beta", "Zeta"), dash) | {"gamma": "code"}


def test_the_shipped_list_follows_its_settings(shipped: Unl) -> None:
    page = shipped("export", "--format", "markdown", "--group-by", "category")
    assert headings(page) == [
        *("Surveys", "Benchmarks", "Multimodal"),
        *("Language models", "Multimodal language models", "Medical language models"),
    ]
    assert page.count(PLAIN_TABLE) == 6
