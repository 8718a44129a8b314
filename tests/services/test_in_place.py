import pytest

from unlcli.errors import UsageError
from unlcli.services.in_place.differences import Kind, differences
from unlcli.services.in_place.lines import split
from unlcli.services.in_place.markers import find_blocks, with_digest
from unlcli.services.in_place.options import read_options
from unlcli.services.in_place.reading import Reader, digest_of
from unlcli.services.in_place.state import State, content_of, state_of, written

BLOCK = "<!-- unl:begin -->\n<!-- unl:end -->\n"
INDENTED = "".join(f"    {line}\n" for line in BLOCK.splitlines())


def blocks(text: str) -> list[int]:
    """Return the lines, from 1, on which the blocks of a document begin."""
    return [block.begin + 1 for block in find_blocks(split(text), "a.md")]


@pytest.mark.parametrize(
    "text",
    [
        f"```\n{BLOCK}```\n",
        f"```html\n{BLOCK}```\n",
        f"~~~~\n~~~\n{BLOCK}~~~~\n",
        f"````\n```\n{BLOCK}````\n",
        f"- a\n\n  ```\n{BLOCK.replace('<!', '  <!')}  ```\n",
        f"1. a\n\n     ```\n{BLOCK.replace('<!', '     <!')}     ```\n",
        f"text\n\n{INDENTED}",
        f"# a\n{INDENTED}",
        f"- a\n\n{INDENTED.replace('    ', ' ' * 6)}",
        "write `<!-- unl:begin -->` and `<!-- unl:end -->`\n",
        "write ``<!-- unl:begin -->`` and ` `\n",
        "code that is `wrapped\nand <!-- unl:begin --> in` it\n",
        f"<pre>\n{BLOCK}</pre>\n",
        f"> ```\n{BLOCK.replace('<!', '> <!')}> ```\n",
        f"---\ntitle: x\n{BLOCK}---\n",
        f"```\n{BLOCK}",
    ],
)
def test_markers_in_code_are_none(text: str) -> None:
    assert blocks(text) == []
    after = 1 if text.endswith(BLOCK) else 0
    if not after:
        assert blocks(f"{text}\n{BLOCK}") == [text.count("\n") + 2]


@pytest.mark.parametrize(
    "text",
    [
        f"para\n{BLOCK}",
        f"- item\n{BLOCK}",
        f"```\ncode\n```\n{BLOCK}",
        f"<details>\n{BLOCK}</details>\n",
        f"    ```\n\n{BLOCK}",
        f"a `tick\n\n{BLOCK}",
        f"<!-- a comment\nof two lines -->\n{BLOCK}",
        f"<!--unl:begin-->\n<!--  unl:end\t-->  \n{BLOCK[:0]}",
        f"\ufeff{BLOCK}",
        BLOCK.removesuffix("\n"),
        BLOCK.replace("\n", "\r"),
        BLOCK.replace("\n", "\r\n"),
        "<!-- unl:begin -->\n\n```\nopen\n\n<!-- unl:end -->\n",
    ],
)
def test_markers_that_stand_alone_make_a_block(text: str) -> None:
    assert len(blocks(text)) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a <!-- unl:begin -->\n", 1),
        ("| <!-- unl:begin --> |\n", 1),
        ("a\n\n  <!-- unl:begin -->\n  <!-- unl:end -->\n", 3),
        ("- a\n\n  <!-- unl:begin -->\n", 3),
        ("1. a\n\n    <!-- unl:begin -->\n", 3),
        ("> a\n> <!-- unl:begin -->\n", 2),
        ("<!-- unl:begin --> <!-- unl:end -->\n", 1),
        ("a\n<!-- unl:begin -->\nx <!-- unl:end -->\n", 3),
        ("<!-- UNL:BEGIN -->\n", 1),
        ("<!-- unl:end style=list -->\n", 1),
        ("\\`<!-- unl:begin -->\\`\n", 1),
    ],
)
def test_markers_elsewhere_are_errors_with_their_line(text: str, line: int) -> None:
    with pytest.raises(UsageError) as error:
        blocks(text)
    assert error.value.message.startswith(f"a.md:{line}: ")
    assert error.value.hint


@pytest.mark.parametrize(
    ("above", "level"),
    [
        ("", 2),
        ("text\n", 2),
        ("# A\n", 2),
        ("# A\n## B\n", 3),
        ("## B\n# A\n", 2),
        ("###### A\n", 6),
        ("####### A\n", 2),
        ("#hashtag\n", 2),
        ("A\n===\n", 2),
        ("A\nB\n---\n", 3),
        ("- a\n---\n", 2),
        ("\n---\n", 2),
        ("```\n# not\n## one\n```\n", 2),
        ("## A\n\n    # not one\n", 3),
        ('<h2 align="center">A</h2>\n', 3),
        ("---\ntitle: a\n---\n", 2),
        ("## A\n<!--\n# not\n-->\n", 3),
        ("## A\n<!-- unl:begin -->\n#### generated\n<!-- unl:end -->\n", 3),
    ],
)
def test_headings_are_one_level_below_the_one_above_the_block(above: str, level: int) -> None:
    assert find_blocks(split(f"{above}\n{BLOCK}"), "a.md")[-1].level == level


def test_options_are_read_with_either_quotes() -> None:
    text = """ format=markdown columns=title,year title="It's" query='"a b" -c year:2020..' counts digest=0123abcd """
    assert read_options(text, "a") == {
        "format": "markdown", "columns": "title,year", "title": "It's", "query": '"a b" -c year:2020..', "counts": "yes",
        "digest": "0123abcd",
    }  # fmt: skip
    assert read_options("", "a") == {}
    assert read_options(" title= ", "a") == {"title": ""}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<!-- unl:begin -->", "<!-- unl:begin digest=12 -->"),
        ("<!--unl:begin-->", "<!--unl:begin digest=12 -->"),
        ("<!-- unl:begin digest=old style=list-->", "<!-- unl:begin style=list digest=12 -->"),
        ("<!-- unl:begin title='a digest=b' digest=old -->  ", "<!-- unl:begin title='a digest=b' digest=12 -->  "),
    ],
)
def test_the_digest_is_all_that_changes_in_a_marker(line: str, expected: str) -> None:
    assert with_digest(line, "12") == expected
    assert with_digest(expected, "12") == expected


TABLE = """\
## Survey

| Title | Venue | Year |
| --- | --- | --- |
| [Knots\\_1](https://example.org/a_b) | NeurIPS | 2020 |
| Sails | arXiv | 2021 |
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("| --- |", "|:--|"),
        (" | ", "|"),
        (" | ", "   |\t"),
        ("Knots\\_1", "Knots_1"),
        ("Knots\\_1", "Knots&#95;1"),
        ("| Sails | arXiv | 2021 |", "Sails | arXiv | 2021"),
    ],
)
def test_layout_makes_no_difference(old: str, new: str) -> None:
    assert digest_of(TABLE.replace(old, new)) == digest_of(TABLE)
    assert digest_of(f"\n\n{TABLE}\n\n\n") == digest_of(TABLE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Sails", "sails"),
        ("| 2021 |", "| 2021 | more |"),
        ("## Survey", "# Survey"),
        ("[Knots", "\\[Knots"),
        ("Sails", "<b>Sails"),
        ("a_b", "a-b"),
        ("Sails", "Sa ils"),
    ],
)
def test_words_links_and_markup_make_one(old: str, new: str) -> None:
    assert digest_of(TABLE.replace(old, new)) != digest_of(TABLE)


def test_an_escape_that_keeps_markup_out_is_no_layout() -> None:
    for escaped in ("&lt;script&gt;", "\\<script\\>", "&#60;script>"):
        assert digest_of(f"a {escaped}") != digest_of("a <script>")
    assert digest_of("&lt;b") == digest_of("\\<b") == digest_of("&#60;b")


def kinds(block: str, generated: str = TABLE) -> list[tuple[str, str]]:
    return [
        (each.kind.value, item.title if (item := each.here or each.there) else "")
        for each in differences(block, generated)
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("| Sails | arXiv | 2021 |\n", "", [(Kind.ROW_ONLY_THERE, "Sails")]),
        ("| Sails |", "| Oars | x | y |\n| Sails |", [(Kind.ROW_ONLY_HERE, "Oars")]),
        ("NeurIPS", "ICML", [(Kind.CELL, "Knots_1")]),
        ("NeurIPS", "", [(Kind.CELL, "Knots_1")]),
        ("| NeurIPS | 2020 |", "", [(Kind.CELL, "Knots_1"), (Kind.CELL, "Knots_1")]),
        ("a_b", "other", [(Kind.CELL, "Knots_1")]),
        ("[Knots\\_1]", "[Knots One]", [(Kind.CELL, "Knots One")]),
        ("| Sails |", "| Sailing |", [(Kind.CELL, "Sailing")]),
        ("| Sails | arXiv | 2021 |\n", "| Sails | arXiv | 2021 |\n" * 2, [(Kind.ROW_ONLY_HERE, "Sails")]),
        ("| Sails | arXiv | 2021 |\n", "\n# Other\n\n| Title | Venue | Year |\n|---|---|---|\n| Sails | arXiv | 2021 |\n",
         [(Kind.LINE_ONLY_HERE, ""), (Kind.LINE_ONLY_HERE, ""), (Kind.MOVED, "Sails")]),
    ],
)  # fmt: skip
def test_rows_of_a_table_are_compared_by_paper(old: str, new: str, found: list[tuple[str, str]]) -> None:
    assert old in TABLE
    assert sorted(kinds(TABLE.replace(old, new))) == sorted((kind.value, title) for kind, title in found)


def test_what_became_of_a_block() -> None:
    digest, changed = digest_of(TABLE), TABLE.replace("2021", "2022")
    inner = f"\n{TABLE}\n"
    assert state_of(inner, digest, TABLE) is State.CURRENT
    assert state_of(inner.replace(" | ", "   |"), digest, TABLE) is State.CURRENT
    tight = inner.replace("\n\n|", "\n|")
    assert state_of(tight, digest, TABLE) is State.UNTOUCHED, "kramdown shows no table directly below a heading"
    assert state_of("\n", digest, TABLE) is State.EMPTIED
    assert state_of("\n", digest_of(""), TABLE) is State.UNTOUCHED
    assert state_of(TABLE, digest, TABLE) is State.UNTOUCHED, "kramdown shows no table without blank lines around it"
    assert state_of(inner, digest, changed) is State.UNTOUCHED
    assert state_of(inner, "", TABLE) is State.LAYOUT
    assert state_of("\n \n", "", TABLE) is State.UNTOUCHED
    assert state_of(inner, "00000000", changed) is State.EDITED
    assert state_of(inner, "", changed) is State.WRITTEN
    assert state_of(f"\n<<<<<<< a\n{TABLE}=======\n>>>>>>> b\n", digest, TABLE) is State.CONFLICT


LIST = (
    "- [Sails](https://example.org/s)\n  - Authors: Bob Byte\n  - Venue: arXiv\n  - Year: 2021\n"
    "  - Code: [code](https://example.org/c)\n- Knots\n  - Venue: NeurIPS\n"
)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("NeurIPS", "ICML", [(Kind.CELL, "Venue")]),
        ("2021", "2022", [(Kind.CELL, "Year")]),
        ("org/c", "org/d", [(Kind.CELL, "Code")]),
        ("[code]", "[mine](https://example.org/m) [code]", [(Kind.CELL, "Code")]),
        ("org/s", "org/t", [(Kind.CELL, "")]),
        ("Knots", "Knots.", [(Kind.CELL, "")]),
        ("  - Year: 2021\n", "", [(Kind.CELL, "Year")]),
        ("  - Year", "  - Mine: good\n  - Year", [(Kind.CELL, "Mine")]),
        ("  - Year: 2021", "  - Read this", [(Kind.CELL, "line 4"), (Kind.CELL, "Year")]),
        ("  - Year", "    - Year", [(Kind.CELL, "line 4"), (Kind.CELL, "Year")]),
        ("  - Year: 2021\n", "  - Year: 2021\n\n        code\n", [(Kind.CELL, "line 5")]),
        ("- Knots\n  -", "1. Knots\n   -", [(Kind.FORM, "")]),
        ("- Knots", "- Oars\n- Knots", [(Kind.ROW_ONLY_HERE, "")]),
        ("- Knots\n", "- Knots\n\n# More\n\n- x\n", [(Kind.LINE_ONLY_HERE, ""), (Kind.ROW_ONLY_HERE, ""), (Kind.CELL, "Venue")]),
    ],
)  # fmt: skip
def test_a_list_is_compared_by_what_its_lines_say(old: str, new: str, found: list[tuple[Kind, str]]) -> None:
    assert old in LIST
    edited = LIST.replace(old, new)
    assert sorted((each.kind, each.column) for each in differences(edited, LIST)) == sorted(found)
    assert digest_of(edited) != digest_of(LIST)


def test_a_list_laid_out_otherwise_says_the_same() -> None:
    starred = LIST.replace("- ", "* ").replace("  *", "    +")
    assert digest_of(starred) == digest_of(LIST.replace("\n- ", "\n\n- ")) == digest_of(LIST)
    assert differences(starred, LIST) == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("<table>", '<img src="a.png"><table>', Kind.LINE_ONLY_HERE),
        ("<table>", "<!-- mine --><table>", Kind.LINE_ONLY_HERE),
        ("<table>", "mine <table>", Kind.LINE_ONLY_HERE),
        ("Sails", "<b>Sails</b>", Kind.CELL),
        ("arXiv", '<img src="a.png">arXiv', Kind.CELL),
        ("arXiv", "ICML", Kind.CELL),
        ("example.org", "example.com", Kind.CELL),
        ("</tbody>", "<tr><td>Oars</td></tr></tbody>", Kind.ROW_ONLY_HERE),
        ("<tr><td>Knots</td><td>-</td></tr>", "", Kind.ROW_ONLY_THERE),
    ],
)
def test_whatever_was_written_into_html_is_told(old: str, new: str, kind: Kind) -> None:
    generated = (
        "<table>\n<thead><tr><th>Title</th><th>Venue</th></tr></thead>\n<tbody>\n"
        '<tr><td><a href="https://example.org/s">Sails</a></td><td>arXiv</td></tr>\n'
        "<tr><td>Knots</td><td>-</td></tr>\n</tbody>\n</table>\n"
    )
    assert old in generated
    assert [each.kind for each in differences(generated.replace(old, new), generated)] == [kind]
    assert differences(generated.replace("<tr>", "\n  <tr>\n").replace("</td>", "\n</td>"), generated) == []


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("Alpha</a></td>", "Alpha</a>", []),
        ("</td><td>ICML", "<td>ICML", []),
        ("</tr>\n</tbody>", "</tbody>", []),
        ("<td>2022</td></tr>\n</tbody>", "</tr>\n</tbody>", [Kind.CELL]),
        ("</tbody>", "<tr><td>My Hand Paper<td>ICLR<td>2024\n</tbody>", [Kind.ROW_ONLY_HERE]),
        ("</tbody>", "<td>My Hand Paper<td>ICLR\n</tbody>", [Kind.ROW_ONLY_HERE]),
        ("</tbody>\n</table>", "<tr><td>My Hand Paper<td>ICLR<td>2024", [Kind.ROW_ONLY_HERE]),
        ("<tr><td>Beta", '<tr class="mine"><td>Beta', [Kind.FORM]),
        ("<td>ICML", '<td title="mine">ICML', [Kind.CELL]),
        ('<a href="https://example.org/a">', '<a href="https://example.org/a" rel="me">', [Kind.CELL]),
        ("<td>ICML", "<td><!-- mine -->ICML", [Kind.CELL]),
        ("<td>ICML", "<td><?mine?>ICML", [Kind.CELL]),
        ("<td>ICML", "<td><![CDATA[mine]]>ICML", [Kind.CELL]),
        ("<table", '<table id="mine"', [Kind.LINE_ONLY_HERE, Kind.LINE_ONLY_THERE]),
        ("<tbody>", '<tbody id="mine">', [Kind.LINE_ONLY_HERE]),
        ('<h2 id="a">', '<h2 id="b">', [Kind.LINE_ONLY_HERE, Kind.LINE_ONLY_THERE]),
        ("Alpha</a>", "Al</a>pha", [Kind.CELL]),
        ("</table>", "</table>\n\n    <p>mine</p>", [Kind.LINE_ONLY_HERE]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_html", [False, True])
def test_a_table_in_html_is_read_as_a_browser_does(old: str, new: str, kinds: list[Kind], *, is_html: bool) -> None:
    generated = (
        '<h2 id="a">A</h2>\n\n<table class="papers">\n<thead><tr><th>Title</th><th>Venue</th><th>Year</th></tr></thead>\n<tbody>\n'
        '<tr><td><a href="https://example.org/a">Alpha</a></td><td>NeurIPS</td><td>2021</td></tr>\n'
        "<tr><td>Beta</td><td>ICML</td><td>2022</td></tr>\n</tbody>\n</table>\n"
    )
    assert old in generated
    edited = generated.replace(old, new)
    reader = Reader(is_html=is_html)
    assert [each.kind for each in differences(edited, generated, reader)] == kinds
    assert (digest_of(edited, reader) == digest_of(generated, reader)) is (not kinds)


SECTIONS = """\
## Vision

### Survey

| Title |
| --- |
| Sails |
| Knots |

## Language

### Survey

| Title |
| --- |
| Oars |
"""


def test_a_row_moved_between_sections_of_one_name_is_told() -> None:
    moved = SECTIONS.replace("| Knots |\n", "").replace("| Oars |\n", "| Oars |\n| Knots |\n")
    [found] = differences(moved, SECTIONS)
    assert found.kind is Kind.MOVED
    assert found.here
    assert found.here.section == ("Language", "Survey")
    html = "<h2>A</h2><h3>S</h3><table><tr><td>x</table><h2>B</h2><h3>S</h3><table><tr><td>y</table>"
    swapped = html.replace("x", "z").replace("y", "x").replace("z", "y")
    assert {each.kind for each in differences(swapped, html, Reader(is_html=True))} == {Kind.MOVED}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| Sails", "    | Sails"),
        ("| Sails | arXiv | 2021 |\n", "| Sails | arXiv | 2021 |\n<!-- | old | row | -->\n"),
        ("2020", "**2020**"),
        ("[Knots\\_1](https://example.org/a_b)", "[Knots](https://example.org/a_b)\\_1"),
        ("example.org/a_b)", 'example.org/a_b "mine")'),
        ("## Survey", "## Survey (1)"),
        ("Sails", "[x]: https://example.org"),
        ("## Survey\n", "## Survey\n\n[x]: https://example.org\n"),
        ("## Survey\n", "> ## Survey\n"),
        ("| 2021 |", "| 2021 | |   | more |"),
        ("arXiv", "`arXiv`"),
        ("arXiv", "arXiv ![](https://example.org/i.png)"),
    ],
)
def test_whatever_a_reader_would_see_otherwise_is_an_edit(old: str, new: str) -> None:
    assert old in TABLE
    edited = TABLE.replace(old, new)
    assert digest_of(edited) != digest_of(TABLE)
    assert differences(edited, TABLE)


def test_a_block_indented_as_code_is_an_edit() -> None:
    indented = "".join(f"    {line}" if line.strip() else line for line in TABLE.splitlines(keepends=True))
    assert Kind.LINE_ONLY_HERE in {each.kind for each in differences(indented, TABLE)}
    assert digest_of(indented) != digest_of(TABLE)


def test_counts_are_passed_over_only_where_headings_have_them() -> None:
    counted = TABLE.replace("## Survey", "## Survey (2)")
    assert differences(counted, counted.replace("(2)", "(3)"))
    assert differences(counted, counted.replace("(2)", "(3)"), Reader(counted=True)) == []
    assert state_of(f"\n{counted}\n", "00000000", counted.replace("(2)", "(3)"), Reader(counted=True)) is State.LAYOUT


def test_columns_of_one_side_are_told_once_and_not_by_row() -> None:
    fewer = "\n".join(line.rsplit("|", 2)[0] + "|" if line.startswith("|") else line for line in TABLE.split("\n"))
    [found] = differences(TABLE, fewer)
    assert (found.kind, found.column) == (Kind.COLUMN_ONLY_HERE, "Year")
    assert [each.kind for each in differences(fewer.replace("arXiv", "ICML"), TABLE)] == [
        Kind.COLUMN_ONLY_THERE,
        Kind.CELL,
    ]


def test_html_in_a_block_of_markdown_is_told() -> None:
    row = "<tr><td>Oars</td></tr>"
    assert [each.kind for each in differences(f"{TABLE}\n{row}\n", TABLE)] == [Kind.ROW_ONLY_HERE]
    assert [each.kind for each in differences(f"{TABLE}\n<div>mine</div>\n", TABLE)] == [Kind.LINE_ONLY_HERE]


def test_a_block_in_a_document_without_a_last_newline() -> None:
    lines = split("a\r\n<!-- unl:begin -->\r\n<!-- unl:end -->")
    found = find_blocks(lines, "a.md")
    new = written(lines, found, [TABLE])
    assert new.startswith(f"a\r\n<!-- unl:begin digest={digest_of(TABLE)} -->\r\n\r\n## Survey\r\n")
    assert new.endswith("2021 |\r\n\r\n<!-- unl:end -->")
    again = split(new)
    assert content_of(again, find_blocks(again, "a.md")[0]).replace("\r\n", "\n") == f"\n{TABLE}\n"
