import re
import shlex
from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl

BLOCK = "<!-- unl:begin -->\n<!-- unl:end -->\n"
INTO = ("export", "--into", "README.md")


@pytest.fixture
def readme(unl: Unl) -> Path:
    """A README whose block was written."""
    unl.write("library.bib", LIBRARY)
    file = unl.write("README.md", f"# Papers\n\nHello.\n\n{BLOCK}\nBye.")
    unl.ok(*INTO)
    return file


def edited(unl: Unl, *edits: tuple[str, str]) -> str:
    """Edit the README as a person would, and return it."""
    text = unl.read("README.md")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    unl.write("README.md", text)
    return text


def helps(out: str) -> list[list[str]]:
    """Return the lines that are offered, as words."""
    return [shlex.split(line[line.index("unl ") :])[1:] for line in re.findall(r"^    help: (.*unl .*)$", out, re.M)]


SAILS = "| [Sails](https://arxiv.org/abs/2101.00001) | arXiv | 2021 | - |\n"
KNOTS = "| Knots in LLMs | NeurIPS | 2020 | [code](https://github.com/x/knots) |\n"
ADDED = "| [Anchors](https://example.org/anchors) | ICML | 2024 | - |\n"


@pytest.mark.usefixtures("readme")
def test_only_what_stands_between_the_markers_is_written(unl: Unl) -> None:
    text = unl.read("README.md")
    assert text.startswith("# Papers\n\nHello.\n\n<!-- unl:begin digest=")
    assert text.endswith(" |\n\n<!-- unl:end -->\n\nBye.")
    assert re.findall(r"^#+ .*", text, re.M) == [
        "# Papers", "## Benchmark", "### Multimodal", "## Survey", "## Uncategorised",
    ]  # fmt: skip
    again = unl.ok(*INTO)
    assert unl.read("README.md") == text
    assert again.err == "unl: README.md is up to date\n"
    assert unl.ok(*INTO, "--check").out == ""


@pytest.mark.usefixtures("lib")
def test_each_block_is_as_its_marker_says(unl: Unl) -> None:
    unl.write(
        "README.md",
        "Papers\n======\n\n<!-- unl:begin group-by=none columns=title,year query='has:code year:2000..' -->\n<!-- unl:end -->\n"
        '\n### More\n\n<!-- unl:begin style=list group-by=year title="By year" counts -->\n<!-- unl:end -->\n'
        "<!-- unl:begin format=html-table group-by=venue -->\n<!-- unl:end -->\n"
        "<!-- unl:begin template=rows.txt -->\n<!-- unl:end -->\n",
    )
    unl.write("rows.txt", "{{ entries|length }} papers\n")
    unl.ok(*INTO)
    text = unl.read("README.md")
    assert "| Title | Year |\n| --- | --- |\n| Knots in LLMs | 2020 |\n" in text
    assert "#### By year" in text
    assert "##### 2022 (1)" in text
    assert "- Knots in LLMs\n  - " in text
    assert "<h4 " in text
    assert "3 papers" in text
    unl.ok(*INTO, "--check")


@pytest.mark.usefixtures("readme")
def test_a_row_added_a_venue_changed_and_a_row_deleted_by_hand_are_reported_and_not_lost(unl: Unl) -> None:
    edited(unl, (SAILS, ADDED), ("| NeurIPS |", "| ICML |"))
    before = unl.everything()
    done = unl(*INTO)
    assert done.code == 1
    assert done.out.splitlines() == [
        "README.md:13: venue of adams2020knots: 'ICML' here, 'NeurIPS' in the library",
        "    help: unl edit adams2020knots --set booktitle=ICML",
        "README.md:19: row added by hand: \"Anchors\", under 'Survey'",
        "    help: to take it in: unl add --title=Anchors --year=2024 --venue=ICML --url=https://example.org/anchors --category=Survey",
        "README.md:5: row deleted by hand: \"Sails\" (byte2021sails), under 'Survey'",
        "    help: where the paper is to go: unl remove byte2021sails",
    ]
    assert "nothing was written" in done.err
    assert unl.everything() == before
    assert unl(*INTO, "--check").out == done.out
    assert unl.everything() == before


@pytest.mark.usefixtures("readme")
def test_the_lines_that_are_offered_bring_all_edits_in(unl: Unl) -> None:
    edited(unl, (SAILS, ADDED), ("Journal of Ropes", "ICML"), ("| 2022 |", "| 2023 |"))
    lines = helps(unl(*INTO).out)
    assert len(lines) == 4
    for line in lines:
        unl.ok(*line, *(["--yes"] if line[0] == "remove" else []))
    unl.ok(*INTO)
    text = unl.read("README.md")
    assert "Sails" not in text
    assert text.count(ADDED) == 1
    assert "(https://doi.org/10.1234/abc_d) | ICML | 2023 |" in text


@pytest.mark.usefixtures("readme")
def test_a_paper_edited_in_one_of_its_sections_is_told_until_it_says_the_same_in_all(unl: Unl) -> None:
    edited(unl, ("| NeurIPS |", "| ICML |"))
    unl.ok(*helps(unl(*INTO).out)[0])
    assert unl(*INTO).out.splitlines()[0] == (
        "README.md:20: venue of adams2020knots: 'NeurIPS' here, 'ICML' in the library (or changed in the library since)"
    )
    unl.ok(*INTO, "--force")
    assert unl.read("README.md").count("| Knots in LLMs | ICML | 2020 |") == 2


@pytest.mark.usefixtures("readme")
def test_rows_that_were_only_added_can_be_imported(unl: Unl) -> None:
    edited(unl, (SAILS, SAILS + ADDED))
    assert helps(unl(*INTO).out) == [["import", "README.md"]]
    unl.ok("import", "README.md")
    unl.ok(*INTO)
    assert unl.read("README.md").count(ADDED) == 1


@pytest.mark.usefixtures("readme")
def test_force_discards_edits_and_undo_brings_them_back(unl: Unl) -> None:
    generated = unl.read("README.md")
    by_hand = edited(unl, (SAILS, ADDED))
    unl.ok(*INTO, "--force")
    assert unl.read("README.md") == generated
    unl.ok("undo", "--yes")
    assert unl.read("README.md") == by_hand


@pytest.mark.usefixtures("readme")
def test_a_library_that_changed_is_no_edit_by_hand(unl: Unl) -> None:
    unl.ok("edit", "byte2021sails", "--set", "year=2022")
    check = unl(*INTO, "--check")
    assert check.code == 1
    assert "+| [Sails](https://arxiv.org/abs/2101.00001) | arXiv | 2022 | - |" in check.out
    unl.ok(*INTO)
    unl.ok(*INTO, "--check")


@pytest.mark.usefixtures("readme")
def test_where_the_library_changed_too_it_says_which_may_be_whose(unl: Unl) -> None:
    edited(unl, ("| NeurIPS |", "| ICML |"))
    unl.ok("add", "--title", "Masts", "--year", "2024", "--yes")
    done = unl(*INTO)
    assert done.code == 1
    assert "'ICML' here, 'NeurIPS' in the library" in done.out
    assert re.search(
        r'row deleted by hand: "Masts" \(\w+\), under \'Uncategorised\' \(or new in the library since\)', done.out
    )


@pytest.mark.usefixtures("readme")
def test_a_paper_put_under_another_heading_is_told_with_its_categories(unl: Unl) -> None:
    edited(unl, (SAILS, ""), ("| [Ropes", f"{SAILS}| [Ropes"))
    done = unl(*INTO)
    assert "\"Sails\" (byte2021sails): stands under 'Uncategorised' here, under 'Survey' in the library" in done.out
    edited(unl, (KNOTS, ""))
    done = unl(*INTO)
    assert ["edit", "adams2020knots", "--drop", "category=Benchmark > Multimodal"] in helps(done.out)


@pytest.mark.usefixtures("readme")
def test_other_lines_that_were_written_into_a_block_are_told(unl: Unl) -> None:
    edited(unl, ("## Survey\n", "## Survey\n\nMy own words.\n"), ("## Benchmark", "## Benchmarks"))
    done = unl(*INTO)
    assert done.code == 1
    assert "README.md:17: line added by hand: My own words." in done.out
    assert "README.md:7: line added by hand: ## Benchmarks" in done.out
    assert "line deleted by hand: ## Benchmark\n" in done.out


@pytest.mark.usefixtures("readme")
def test_a_column_and_a_cell_added_by_hand_are_told(unl: Unl) -> None:
    text = unl.read("README.md")
    table = text[text.index("| Title") :].split("\n\n")[0]
    wider = [line + end for line, end in zip(table.split("\n"), (" Mine |", " --- |", " great |"), strict=True)]
    edited(unl, (table, "\n".join(wider)), (SAILS, SAILS.rstrip() + " more |\n"))
    out = unl(*INTO).out
    assert "column 'Mine' is in the block and would not be generated" in out
    assert "column 5 of byte2021sails: 'more' here, '' in the library" in out


@pytest.mark.usefixtures("readme")
def test_what_a_formatter_does_is_no_edit(unl: Unl) -> None:
    text = unl.read("README.md")
    aligned = text.replace("| Title | Venue |", "| Title         | Venue   |").replace("| --- |", "| ------------- |")
    unl.write("README.md", aligned.replace("| - |", "|   -   |"))
    before = unl.everything()
    unl.ok(*INTO, "--check")
    unl.ok(*INTO)
    assert unl.everything() == before
    unl.ok("edit", "byte2021sails", "--set", "year=2022")
    unl.ok(*INTO)
    assert unl.read("README.md") == re.sub(r"digest=\w+", lambda _: _digest(unl), text).replace("| 2021 |", "| 2022 |")


def _digest(unl: Unl) -> str:
    found = re.search(r"digest=\w+", unl.read("README.md"))
    assert found
    return found[0]


@pytest.mark.usefixtures("readme")
def test_rows_in_another_order_are_written_over_and_that_is_said(unl: Unl) -> None:
    generated = unl.read("README.md")
    edited(unl, (SAILS + KNOTS, KNOTS + SAILS))
    done = unl.ok(*INTO)
    assert "no cell differs, only the order" in done.err
    assert unl.read("README.md") == generated


@pytest.mark.usefixtures("lib")
def test_a_block_without_digest_is_filled_only_when_nothing_is_in_it(unl: Unl) -> None:
    unl.write("README.md", f"<!-- unl:begin -->\n\n| Title | Year |\n|---|---|\n{ADDED}\n<!-- unl:end -->\n")
    before = unl.everything()
    done = unl(*INTO)
    assert done.code == 1
    assert "the block holds what unl did not write" in done.out
    assert 'row added by hand: "Anchors"' in done.out
    assert ["import", "README.md"] in helps(done.out)
    assert unl.everything() == before
    unl.ok(*INTO, "--force")
    assert "Anchors" not in unl.read("README.md")


@pytest.mark.usefixtures("readme")
def test_a_merge_conflict_in_a_block_is_named_and_forced_away(unl: Unl) -> None:
    generated = unl.read("README.md")
    edited(unl, (SAILS, f"<<<<<<< HEAD\n{SAILS}=======\n{ADDED}>>>>>>> theirs\n"))
    done = unl(*INTO)
    assert (done.code, "README.md:5: a merge left a conflict in the block" in done.out) == (1, True)
    assert helps(done.out) == [[*INTO, "--force"]]
    unl.ok(*INTO, "--force")
    assert unl.read("README.md") == generated


@pytest.mark.usefixtures("readme")
def test_a_merge_conflict_about_the_digest_is_named_and_forced_away(unl: Unl) -> None:
    generated = unl.read("README.md")
    marker = re.findall(r"<!-- unl:begin.*\n", generated)[0]
    other = marker.replace("digest=", "digest=0")
    edited(unl, (marker, f"<<<<<<< HEAD\n{marker}=======\n{other}>>>>>>> theirs\n"))
    done = unl(*INTO)
    assert (done.code, "README.md:5: a merge left a conflict about a marker here" in done.out) == (1, True)
    unl.ok(*INTO, "--force")
    assert unl.read("README.md") == generated
    edited(unl, (marker, f"<<<<<<< HEAD\n{marker}=======\n<!-- unl:begin columns=title -->\n>>>>>>> theirs\n"))
    done = unl(*INTO, "--force")
    assert (done.code, "keep one side of it" in done.out) == (1, True)


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("colums=title", "README.md:3: unl:begin: there is no option 'colums'; did you mean columns?"),
        ("--columns=title", "there is no option '--columns'; did you mean columns?"),
        ("columns=title,nope", "README.md:3: unl:begin: there is no column 'nope'"),
        ("group-by=category,category", "README.md:3: unl:begin:"),
        ("format=csv", "format=csv: a block cannot hold that"),
        ("format=docx", "README.md:3: unl:begin: there is no format 'docx'"),
        ("format=html-table style=list", "README.md:3: unl:begin: style: html-table has none"),
        ("counts=yes", "counts takes no value"),
        ("title", "title needs a value"),
        ('title="a', "cannot be read from 'title=\"a' on"),
        ("title='a' title='b'", "title stands twice"),
        ('query="year:2020.. -->"', "README.md:3: unl:begin: `-->` ends the comment, also between quotes"),
        ("query=year:abc", "README.md:3: unl:begin: "),
        ("template=nowhere.txt", "nowhere.txt"),
    ],
)
def test_a_wrong_option_is_told_with_its_line(unl: Unl, options: str, said: str) -> None:
    unl.write("README.md", f"# A\n\n<!-- unl:begin {options} -->\n<!-- unl:end -->\n")
    before = unl.everything()
    done = unl(*INTO)
    assert done.code in (2, 3)
    assert said in done.err
    assert unl.everything() == before


@pytest.mark.usefixtures("lib")
def test_a_query_may_have_dashes_and_quotes_of_the_other_kind(unl: Unl) -> None:
    marker = """<!-- unl:begin group-by=none query='year:2020.. -sails "knots in"' -->"""
    unl.write("README.md", f"{marker}\n<!-- unl:end -->\n")
    unl.ok(*INTO)
    text = unl.read("README.md")
    assert text.startswith(marker.removesuffix("-->"))
    assert re.findall(r"^\| (\w+) ", text, re.M) == ["Title", "Knots"]


@pytest.mark.usefixtures("lib")
def test_a_block_whose_query_selects_nothing_is_empty_and_stops_no_other(unl: Unl) -> None:
    marker = "<!-- unl:begin query='year:2022' group-by=none -->"
    unl.write("README.md", f"{BLOCK}{marker}\n<!-- unl:end -->\n")
    unl.ok(*INTO)
    assert "| 2022 |" in unl.read("README.md").split("query=")[1]
    unl.write("library.bib", unl.read("library.bib").replace("2022", "2023"))
    done = unl.ok(*INTO)
    assert "no paper is selected by 'year:2022', so that the block is empty" in done.err
    assert re.search(r"query='year:2022' group-by=none digest=\w+ -->\n\n<!-- unl:end -->", unl.read("README.md"))
    assert "| 2023 |" in unl.read("README.md").split("query=")[0]
    unl.ok(*INTO, "--check")
    unl.write("library.bib", unl.read("library.bib").replace("2023", "2022"))
    unl.ok(*INTO)
    assert "| 2022 |" in unl.read("README.md").split("query=")[1]


@pytest.mark.usefixtures("readme")
def test_a_library_without_papers_empties_no_block(unl: Unl) -> None:
    unl.write("library.bib", "")
    before = unl.everything()
    assert unl(*INTO).code == 1
    assert unl.everything() == before


@pytest.mark.usefixtures("readme")
def test_a_block_whose_rows_were_all_deleted_is_told(unl: Unl) -> None:
    text = unl.read("README.md")
    start, end = text.index("## Benchmark"), text.index("<!-- unl:end")
    unl.write("README.md", text[:start] + text[end:])
    before = unl.everything()
    done = unl(*INTO)
    assert (done.code, "all rows of the block were deleted by hand" in done.out) == (1, True)
    assert unl.everything() == before
    unl.ok(*INTO, "--force")
    assert unl.read("README.md") == text


@pytest.mark.usefixtures("readme")
def test_a_marker_that_lost_its_digest_is_told_to_lose_nothing(unl: Unl) -> None:
    marker = re.findall(r"<!-- unl:begin.*\n", unl.read("README.md"))[0]
    edited(unl, (marker, "<!-- unl:begin columns=title,venue,year -->\n"))
    done = unl(*INTO)
    assert done.code == 1
    assert done.out.splitlines() == [
        "README.md:5: there is no digest in the marker, and all rows of the block are in the library",
        "    help: unl export --into README.md --force loses none of them",
    ]
    edited(unl, ("| NeurIPS |", "| ICML |"))
    assert "the block holds what unl did not write" in unl(*INTO).out


@pytest.mark.usefixtures("readme")
def test_columns_changed_in_the_marker_hide_no_edit_and_list_no_cell_twice(unl: Unl) -> None:
    edited(unl, ("unl:begin ", "unl:begin columns=title,year "), ("| NeurIPS | 2020 |", "| NeurIPS | 2019 |"))
    out = unl(*INTO).out
    assert [line for line in out.splitlines() if not line.startswith("  ")] == [
        "README.md:11: column 'Venue' is in the block and would not be generated; its cells are not compared",
        "README.md:11: column 'Code' is in the block and would not be generated; its cells are not compared",
        "README.md:13: year of adams2020knots: '2019' here, '2020' in the library (or changed in the library since)",
    ]


@pytest.mark.usefixtures("lib")
def test_of_many_edits_the_first_are_told_and_how_many_more(unl: Unl) -> None:
    entries = "".join(f"@misc{{k{n}, title={{Paper {n}}}, year={{2020}}}}\n" for n in range(40))
    unl.write("library.bib", entries)
    unl.write("README.md", BLOCK)
    unl.ok(*INTO)
    unl.write("README.md", unl.read("README.md").replace("| 2020 |", "| 2021 |"))
    out = unl(*INTO).out
    assert out.count("year of k") == 20
    assert "README.md:1: and 20 more; unl export --into README.md --force --dry-run shows all of them as a diff" in out


@pytest.mark.usefixtures("readme")
def test_remedies_are_of_words_and_links_or_say_why_there_is_none(unl: Unl) -> None:
    edited(
        unl,
        ("[code](https://github.com/x/knots)", "[code](https://github.com/x/_a_) · [two](https://github.com/x/b)"),
        ("| arXiv |", "| [ICML](https://icml.cc) |"),
        ("Journal of Ropes", "**ICML**"),
    )
    done = unl(*INTO)
    assert ["edit", "adams2020knots", "--set", "code=https://github.com/x/_a_ https://github.com/x/b"] in helps(
        done.out
    )
    assert (
        "a link is no value of venue, so edit the paper by hand where it is to stay: unl edit byte2021sails" in done.out
    )
    assert "there is more in the cell than words and links" in done.out
    assert not [line for line in helps(done.out) if "ICML" in " ".join(line)]


@pytest.mark.usefixtures("lib")
def test_options_that_are_given_are_set_in_the_marker_of_the_one_block(unl: Unl) -> None:
    unl.write("README.md", "<!-- unl:begin columns=title  query='has:code' counts -->\n<!-- unl:end -->\n")
    unl.ok(*INTO, "--group-by", "none", "--title", 'The "best"', "year:2020..")
    marker = unl.read("README.md").splitlines()[0]
    assert re.sub(r" digest=\w+", "", marker) == (
        """<!-- unl:begin columns=title counts group-by=none title='The "best"' query=year:2020.. -->"""
    )
    before = unl.read("README.md")
    unl.ok(*INTO)
    assert unl.read("README.md") == before
    assert "a marker cannot hold" in unl.refused(2, *INTO, "--title", "a --> b").err
    unl.write("two.md", BLOCK + BLOCK)
    assert "has 2 blocks" in unl.refused(2, "export", "--into", "two.md", "-g", "year").err
    unl.write("none.md", "# Papers\n")
    assert "<!-- unl:begin group-by=year -->" in unl.refused(2, "export", "--into", "none.md", "-g", "year").err


@pytest.mark.usefixtures("readme")
def test_a_venue_that_is_no_field_is_told_so(unl: Unl) -> None:
    edited(unl, ("| arXiv |", "| ICML |"))
    assert "'arXiv' is no field of the paper; it is made of others" in unl(*INTO).out


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("# Papers\n", "<!-- unl:begin --> and <!-- unl:end -->"),
        ("```\n" + BLOCK + "```\n", "has no block to write"),
        ("a\n<!-- unl:begin -->\n", "README.md:2: unl:begin: the block has no end"),
        ("a\n<!-- unl:end -->\n", "README.md:2: unl:end: no block begins before it"),
        ("<!-- unl:begin -->\n" + BLOCK, "README.md:2: unl:begin: the block of line 1 has no end yet"),
        ("- a\n  <!-- unl:begin -->\n  <!-- unl:end -->\n", "README.md:2: unl:begin: a marker begins its line"),
        ("> <!-- unl:begin -->\n> <!-- unl:end -->\n", "README.md:1: unl:begin: a marker begins its line"),
        ("<!-- unl:begin --> x\n<!-- unl:end -->\n", "README.md:1: unl:begin: a marker stands alone on its line"),
        ("<!-- unl:begin\n-->\n<!-- unl:end -->\n", "README.md:1: unl:begin: the marker does not end on its line"),
        ("<!-- unl:start -->\n<!-- unl:end -->\n", "README.md:1: there is no marker unl:start"),
        ("<!-- later:\n" + BLOCK, "README.md:2: the marker stands in the comment that begins at line 1"),
        (b"\xff\xfea\0", "is UTF-16"),
    ],
)
def test_a_document_whose_markers_make_no_blocks_is_told_why(unl: Unl, content: str | bytes, said: str) -> None:
    unl.write("README.md", content)
    assert said in unl.refused(2, *INTO).err


@pytest.mark.usefixtures("lib")
def test_what_is_no_document_is_refused(unl: Unl) -> None:
    unl.write("docs/README.md", BLOCK)
    assert "there is no such document" in unl.refused(2, *INTO).err
    assert "is the library itself" in unl.refused(2, "export", "--into", "library.bib").err
    assert "is a folder" in unl.refused(2, "export", "--into", "docs").err
    assert unl("export", "--into", "/dev/null").code == 2


@pytest.mark.usefixtures("lib")
def test_dry_run_shows_and_writes_nothing(unl: Unl) -> None:
    unl.write("README.md", BLOCK)
    before = unl.everything()
    assert "+| Title | Venue | Year | Code |" in unl.ok(*INTO, "--dry-run").out
    assert unl.everything() == before


@pytest.mark.usefixtures("lib")
def test_a_windows_document_stays_one_and_its_checkout_elsewhere_is_current(unl: Unl) -> None:
    unl.write("README.md", f"\ufeff# Papers\n\n{BLOCK}".replace("\n", "\r\n"))
    unl.ok(*INTO)
    text = unl.read("README.md")
    assert text.startswith("\ufeff# Papers\r\n")
    assert text.count("\n") == text.count("\r\n")
    unl.write("README.md", text.replace("\r\n", "\n") + "\n\n")
    unl.ok(*INTO, "--check")


@pytest.mark.usefixtures("lib")
def test_a_document_that_is_not_utf8_keeps_its_bytes(unl: Unl) -> None:
    unl.write("README.md", b"caf\xe9\n\n" + BLOCK.encode() + b"\xe9")
    assert "README.md:1: is not UTF-8" in unl.ok(*INTO).err
    data = (unl.folder / "README.md").read_bytes()
    assert data.startswith(b"caf\xe9\n\n<!-- unl:begin digest=")
    assert data.endswith(b"<!-- unl:end -->\n\xe9")


@pytest.mark.usefixtures("lib")
def test_an_html_document_takes_tables_in_html(unl: Unl) -> None:
    unl.write("list.html", "<h1>A</h1>\n<main>\n  <!-- unl:begin -->\n  <!-- unl:end -->\n</main>\n")
    unl.ok("export", "--into", "list.html")
    assert '<h2 id="benchmark">' in unl.read("list.html")
    unl.ok("export", "--into", "list.html", "--check")


@pytest.mark.usefixtures("lib")
@pytest.mark.parametrize("options", ["style=list group-by=year", "format=html-table group-by=year"])
def test_edits_are_told_in_every_format_of_rows(unl: Unl, options: str) -> None:
    unl.write("README.md", f"<!-- unl:begin {options} -->\n<!-- unl:end -->\n")
    unl.ok(*INTO)
    lines = unl.read("README.md").splitlines(keepends=True)
    sails = next(line for line in lines if "Sails" in line)
    added = sails.replace("Sails", "Anchors and Chains").replace("2101.00001", "2105.00009")
    edited(unl, (sails, added), ("NeurIPS", "ICML"))
    done = unl(*INTO)
    assert done.code == 1
    assert "venue of adams2020knots: 'ICML' here, 'NeurIPS' in the library" in done.out
    assert 'row added by hand: "Anchors and Chains"' in done.out
    assert 'row deleted by hand: "Sails" (byte2021sails)' in done.out
    assert ["edit", "adams2020knots", "--set", "booktitle=ICML"] in helps(done.out)


@pytest.mark.usefixtures("readme")
def test_words_in_a_document_command_no_terminal(unl: Unl) -> None:
    edited(
        unl,
        (SAILS, "| [\x1b[31mAnchors](https://example.org/a) | \x1b]0;x\x07 | 2024 | - |\n"),
        ("NeurIPS", "$(reboot)\x1b[2J"),
    )
    done = unl(*INTO)
    assert done.code == 1
    assert not set(done.out + done.err) & {"\x1b", "\x07"}
    assert "booktitle=\\$(reboot)" in done.out.replace("'", "")
