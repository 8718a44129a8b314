import itertools
import json
from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl, process

LIST = """\
# Ropes and Sails

## Survey

| Title | Venue | Year | Code |
| --- | --- | --- | --- |
| [Bowlines for Beginners.](https://arxiv.org/abs/2301.00001v2?utm_source=x#s1) | arXiv | 2023 | [Github](https://github.com/x/bow) |
| [Sheet Bends and Where to Find Them](https://aclanthology.org/2024.acl-long.7/) | ACL | 2024 | - |

## Benchmark

| Title | Venue | Year | Code |
| --- | --- | --- | --- |
| [Bowlines for Beginners](https://arxiv.org/abs/2301.00001) | arXiv | 2023 | |
| [Clove Hitches Considered Harmful](https://openreview.net/forum?id=abcDEF123) | NIPS 2022 | 2022 | |
"""


@pytest.fixture
def rows(unl: Unl) -> Unl:
    unl.write("list.md", LIST)
    return unl


def test_a_list_becomes_a_library(rows: Unl) -> None:
    done = rows.ok("import", "list.md")
    assert done.out == ""
    assert done.err.splitlines()[-1] == (
        "unl: made library.bib; read 4 rows: 3 new, 0 brought up to date, 1 repeating another row (unl undo takes it back)"
    )
    assert rows.listed() == ["bowlinesbeginners2023", "clovehitchesconsidered2022", "sheetbendswhere2024"]
    bowlines = rows.entry("2301.00001")
    assert bowlines["title"] == "Bowlines for Beginners"
    assert bowlines["categories"] == ["Survey", "Benchmark"]
    assert bowlines["code"] == ["https://github.com/x/bow"]
    assert bowlines["url"] == "https://arxiv.org/abs/2301.00001"
    assert bowlines["fields"]["creationdate"] == "2026-01-01T00:00:00"
    assert rows.entry("clovehitchesconsidered2022")["venue"] == "NeurIPS"


def test_repairs_are_listed_with_their_lines(rows: Unl) -> None:
    told = rows.ok("import", "list.md").err.splitlines()
    repairs = [line for line in told if line.startswith("list.md:7: repaired: ")]
    assert any("utm_source" in line for line in repairs)
    assert any("full stop" in line for line in repairs)


def test_a_second_import_changes_no_byte(rows: Unl) -> None:
    rows.ok("import", "list.md")
    before = rows.read()
    again = rows.ok("import", "list.md")
    assert rows.read() == before
    assert again.err.endswith(
        "unl: read 4 rows: 0 new, 0 brought up to date, 3 there already, 1 repeating another row; nothing to change\n"
    )
    rows.ok("undo")
    assert rows.everything().keys() == {"list.md"}


def test_a_paper_that_is_there_is_brought_up_to_date(rows: Unl) -> None:
    rows.write("library.bib", "@misc{mine,\n  title = {Bowlines for Beginners},\n  eprint = {2301.00001},\n}\n")
    assert "2 new, 1 brought up to date" in rows.ok("import", "list.md").err
    assert rows.entry("mine")["categories"] == ["Survey", "Benchmark"]
    assert rows.entry("mine")["code"] == ["https://github.com/x/bow"]


def test_a_dry_run_shows_what_would_come(rows: Unl) -> None:
    done = rows.ok("import", "list.md", "--dry-run")
    assert "+@misc{bowlinesbeginners2023,\n" in done.out
    assert done.err.endswith(
        "unl: nothing was written (--dry-run); would have read 4 rows: 3 new, 0 brought up to date, 1 repeating another row\n"
    )
    assert rows.everything().keys() == {"list.md"}


def test_the_documented_json(rows: Unl) -> None:
    done = rows.ok("import", "list.md", "--dry-run", "--json")
    document = done.json
    assert document["version"] == 1
    assert [draft["line"] for draft in document["drafts"]] == [7, 8, 14, 15]
    first = document["drafts"][0]
    assert first["title"] == "Bowlines for Beginners"
    assert first["urls"] == ["https://arxiv.org/abs/2301.00001"]
    assert first["code"] == ["https://github.com/x/bow"]
    assert (first["categories"], first["year"], first["venue"], first["authors"]) == (["Survey"], "2023", "arXiv", "")
    assert document["skipped"] == []
    assert all(set(repair) == {"file", "line", "what"} for repair in document["repairs"])
    assert document["repairs"]
    assert len(document["added"]) == 3
    assert rows.everything().keys() == {"list.md"}
    assert rows.ok("import", "list.md", "--dry-run", "--format", "json").json == document


def test_drafts_are_told_also_for_papers_that_are_there(rows: Unl) -> None:
    rows.ok("import", "list.md")
    document = rows.ok("import", "list.md", "--dry-run", "--json").json
    assert len(document["drafts"]) == 4
    assert (document["added"], document["updated"]) == ([], [])


def test_what_could_not_be_read_is_told_and_counts_with_strict(unl: Unl) -> None:
    unl.write("list.md", LIST + "| | ICML | 2020 | |\n")
    done = unl.ok("import", "list.md")
    assert "list.md:16: not read: " in done.err
    assert "1 not read" in done.err
    assert unl("import", "list.md", "--strict", "--dry-run").code == 1
    assert unl("import", "list.md", "--strict", "--dry-run", "--json").json["skipped"][0]["line"] == 16


def test_standard_input(unl: Unl) -> None:
    assert "3 new" in unl.ok("import", "-", stdin=LIST).err
    assert len(unl.listed()) == 3


def test_bibtex_is_a_list_too(unl: Unl) -> None:
    unl.write("other.bib", LIBRARY)
    unl.ok("import", "other.bib", "-l", "library.bib")
    assert sorted(unl.listed()) == ["adams2020knots", "byte2021sails", "curl2022ropes"]
    assert "booktitle = {Advances in Neural Information Processing Systems}" in unl.read()
    before = unl.read()
    unl.ok("import", "other.bib", "-l", "library.bib")
    assert unl.read() == before


def test_importing_the_library_into_itself_changes_nothing(unl: Unl, lib: Path) -> None:
    unl.ok("import", "library.bib")
    assert lib.read_text() == LIBRARY


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.md", None, "cannot be read"),
        ("latin.md", "| Titel |\n| --- |\n| Müller |\n".encode("latin-1"), "encoding"),
        ("image.md", b"\x89PNG\r\n\x1a\n\x00\x00", "encoding"),
        ("zeros.md", b"text\x00\x00text", "binary"),
    ],
)
def test_what_is_no_text_is_refused(unl: Unl, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        unl.write(name, content)
    refused = unl.refused(3, "import", name)
    assert said in refused.err
    assert name in refused.err


@pytest.mark.usefixtures("lib")
def test_a_folder_is_refused(unl: Unl) -> None:
    (unl.folder / "docs").mkdir()
    assert "is a folder" in unl.refused(3, "import", "docs").err


def test_one_bad_file_of_several_imports_nothing(rows: Unl) -> None:
    rows.refused(3, "import", "list.md", "none.md")


def test_a_document_without_papers_is_told_and_makes_no_file(unl: Unl) -> None:
    unl.write("empty.md", "# Nothing\n\nJust words.\n")
    assert "empty.md: no paper found in it" in unl.ok("import", "empty.md").err
    assert unl.everything().keys() == {"empty.md"}


def test_both_orders_of_two_lists_hold_the_same_papers(unl: Unl) -> None:
    unl.write("one.md", LIST)
    unl.write("two.md", LIST.replace("arXiv | 2023", "ICLR | 2024").replace("## Survey", "## LLM"))
    found = []
    for first, second in itertools.permutations(["one.md", "two.md"]):
        unl.ok("import", first, second, "-l", f"{first}.bib")
        entries = unl.ok("search", "--json", "-l", f"{first}.bib").json["entries"]
        found.append(sorted((e["title"], e["venue"], e["year"], sorted(e["categories"])) for e in entries))
    assert found[0] == found[1]


def test_as_a_process_it_speaks_utf_8_whatever_the_locale(unl: Unl) -> None:
    text = LIST.replace("Bowlines for Beginners", "Palsteks für Anfänger").encode()
    done = process(
        "import", "-", "--json", folder=unl.folder, stdin=text, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="latin-1"
    )
    assert done.returncode == 0
    assert json.loads(done.stdout.decode())["drafts"][0]["title"] == "Palsteks für Anfänger"
    assert "Palsteks für Anfänger" in unl.read()


@pytest.mark.usefixtures("lib")
def test_a_preprint_that_becomes_a_publication_and_a_doubtful_paper_are_told(unl: Unl) -> None:
    unl.write(
        "new.bib",
        "@inproceedings{x, title={Sails}, author={Byte, Bob}, booktitle={ICML}, year=2022, eprint={2101.00001}}\n"
        "@article{y, title={The Weather}, author={Other, Ann}, journal={Journal of Ropes}, doi={10.1234/abc_d}}\n",
    )
    assert "unl dedupe" not in unl("import", "new.bib", "-l", "library.bib", "--dry-run").err
    done = unl.ok("import", "new.bib", "-l", "library.bib")
    assert "unl: byte2021sails is the ICML 2022 version now\n" in done.err
    assert "unl: warning: 'The Weather' may be the same paper as curl2022ropes (library.bib:24): " in done.err
    assert "    unl dedupe --merge curl2022ropes y\n    unl dedupe --not-same curl2022ropes y\n" in done.err
    again = unl.ok("import", "new.bib", "-l", "library.bib", "--json")
    assert "version now" not in again.err


@pytest.mark.usefixtures("lib")
def test_what_may_be_there_is_told_in_json(unl: Unl) -> None:
    unl.write("new.bib", "@article{y, title={The Weather}, author={Other, Ann}, doi={10.1234/abc_d}}\n")
    (possible,) = unl.ok("import", "new.bib", "-l", "library.bib", "--json").json["possible"]
    assert (possible["key"], possible["there"]["key"], possible["there"]["line"]) == ("y", "curl2022ropes", 24)


def test_what_a_list_brings_needs_no_mending(unl: Unl) -> None:
    full = "International Conference on Learning Representations"
    unl.write(
        "library.bib", f"@inproceedings{{a, title={{A}}, author={{Adams, Ann}}, booktitle={{{full}}}, year=2020}}\n"
    )
    unl.write(
        "list.md",
        "| Title | Authors | Venue | Year |\n| --- | --- | --- | --- |\n"
        "| [Bowlines](http://papers.nips.cc/paper/1-bowlines) | Bob Byte | ICLR | 2021 |\n",
    )
    done = unl.ok("import", "list.md")
    assert "list.md:3: repaired: http:// read as https://, which papers.nips.cc has\n" in done.err
    assert "unl: read 1 row: 1 new, 0 brought up to date (unl undo takes it back)\n" in done.err
    assert unl.ok("check").out == "no findings\n"
