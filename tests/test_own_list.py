"""What this project publishes of its own list is what its library makes of it: the page, and the list in the README."""

import difflib
from collections.abc import Callable
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from selectolax.lexbor import LexborHTMLParser

from unlcli.store import config
from unlcli.store.bibfile import BibFile

ROOT = Path(__file__).resolve().parents[1]
FILES = ("library.bib", "unl.toml", "README.md", "site/index.html")
ENTRIES = tuple(BibFile.open(ROOT / "library.bib").entries)
ROWS = sum(len(entry.values("category")) for entry in ENTRIES)
Unl = Callable[..., tuple[int, str, str]]


@pytest.fixture
def unl(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Unl:
    """Run a command in a folder that holds copies of the list, the settings and what is published."""
    from unlcli.cli.app import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name in FILES:
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes((ROOT / name).read_bytes())

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(arguments))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def test_the_settings_name_what_is_published() -> None:
    exports = config.load(ROOT, ROOT / "nowhere").exports
    targets = {str(Path(setting.path or setting.into).resolve().relative_to(ROOT)) for setting in exports}
    assert {str(Path(name)) for name in FILES[2:]} == targets


def test_what_is_published_is_current(unl: Unl) -> None:
    code, _, err = unl("export", "--check")
    assert code == 0, "run `unl export` at the top of the repository:\n" + err


def test_exporting_again_changes_nothing(unl: Unl) -> None:
    assert unl("export")[0] == 0
    was = [Path(name).read_bytes() for name in FILES]
    code, _, err = unl("export")
    assert code == 0
    assert err.count("is up to date") == 2
    assert [Path(name).read_bytes() for name in FILES] == was


@pytest.mark.needs("kramdown")
def test_the_readme_lists_every_paper_on_github_and_on_pages(kramdown: Callable[[str], str]) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    folded = text[text.index("<details") : text.index("</details>") + len("</details>")]
    titles = sorted(entry.plain("title") for entry in ENTRIES for _ in entry.values("category"))
    github = cmarkgfm.github_flavored_markdown_to_html(folded, Options.CMARK_OPT_UNSAFE)
    for page in (github, kramdown(folded)):
        (details,) = LexborHTMLParser(page).css("details")
        shown = [row.css_first("a").text() for row in details.css("table tbody tr")]
        assert sorted(title.replace("’", "'") for title in shown) == titles
        assert len(details.css("h3, h4")) == 6
        assert "|" not in details.text()


def test_the_page_has_every_paper_by_its_key() -> None:
    page = LexborHTMLParser((ROOT / "site/index.html").read_text(encoding="utf-8"))
    ids = {node.attributes["id"] for node in page.css("tbody tr[id]")}
    assert {entry.key for entry in ENTRIES} <= ids
    assert len(page.css("tbody tr")) == ROWS


@pytest.mark.parametrize("year", ["2023", "2024", "2025"])
def test_a_new_paper_is_one_row_more(unl: Unl, year: str) -> None:
    assert unl("export")[0] == 0
    was = {name: Path(name).read_text(encoding="utf-8").split("\n") for name in FILES[2:]}
    added = unl(
        "add", "--title", "Forgetting Gardens", "--author", "Ada Roe", "--year", year, "--venue", "ICLR",
        "--category", "LLM", "--url", "https://openreview.net/forum?id=Gardens",
    )  # fmt: skip
    assert added[0] == 0, added
    code, _, err = unl("export", "--check")
    assert code == 1
    assert "README.md" in err
    assert "site/index.html" in err
    assert unl("export")[0] == 0
    for name in FILES[2:]:
        lines = difflib.ndiff(was[name], Path(name).read_text(encoding="utf-8").split("\n"))
        changed = [line for line in lines if line[0] in "+-" and "<!-- unl:begin" not in line]
        assert [line[0] for line in changed] == ["+"], (name, changed)
        assert "Forgetting Gardens" in changed[0]
