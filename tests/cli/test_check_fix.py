import pytest
from cli_runs import LIBRARY, Unl

FAULTY = """\
% A list of papers on ropes.
@string{base = "http://arxiv.org/abs/"}
@string{jrl = {Journal of Knots & Bends}}

@article{ adams2020knots ,
    Author  = "Sch\u00c3\u00b6dinger, Ann",
    title   = {Knots &amp; <i>Bends</i>},   % the first one
    journal = jrl,
    url     = base # {2001.00001},
    alturl  = {http://github.com/a/b  https://example.org/?utm_source=x&y=1},
    year = 2020
}

Words between entries & what they say: <i>http://arxiv.org</i> stay.

@misc{byte2021sails, title = {Sails & Ropes}, url = {http://example.org/a}, year = 2021}
"""
MENDED = (
    FAULTY.replace("Sch\u00c3\u00b6dinger", "Sch\u00f6dinger")
    .replace("Knots &amp; <i>Bends</i>", r"Knots \& \emph{Bends}")
    .replace(
        "http://github.com/a/b  https://example.org/?utm_source=x&y=1",
        "https://github.com/a/b  https://example.org/?y=1",
    )
    .replace("Sails & Ropes", r"Sails \& Ropes")
)
S = ("--select", "S")


def fixed(unl: Unl, *files: str) -> str:
    return unl.ok("check", *files, "--fix", "--yes", *S).err


def test_what_can_be_mended_is_and_nothing_else_moves(unl: Unl) -> None:
    unl.write("library.bib", FAULTY)
    told = fixed(unl)
    assert unl.read() == MENDED
    assert "mended 5 findings" in told
    assert "mended" not in fixed(unl)
    assert unl.read() == MENDED


def test_what_several_rules_find_in_one_field_is_mended_at_once(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title = {Sch\u00c3\u00b6dinger & &amp; <i>Bo</i>}}\n")
    fixed(unl)
    assert unl.read() == "@misc{a, title = {Sch\u00f6dinger \\& \\& \\emph{Bo}}}\n"
    assert unl.ok("check", *S).out == "no findings\n"


def test_what_a_macro_stands_for_is_told_and_left_alone(unl: Unl) -> None:
    text = FAULTY.replace("alturl", "% alturl").replace("Sails & Ropes", "Sails")
    unl.write("library.bib", text)
    fixed(unl)
    left = unl.ok("check", *S).out.splitlines()
    assert [line.split(": ", 1)[1] for line in left[:-1]] == [
        "warning S003 adams2020knots: journal is no LaTeX: & outside math and without a backslash",
        "warning S005 adams2020knots: url has http:// where https:// works: arxiv.org",
    ]
    assert "journal = jrl,\n    url     = base # {2001.00001}," in unl.read()
    assert text.splitlines()[:3] == unl.read().splitlines()[:3]


def test_a_dry_run_shows_and_does_not_write(unl: Unl) -> None:
    unl.write("library.bib", FAULTY)
    shown = unl.ok("check", "--fix", "--dry-run", *S)
    assert "-@misc{byte2021sails, title = {Sails & Ropes}" in shown.out
    assert "+@misc{byte2021sails, title = {Sails \\& Ropes}" in shown.out
    assert unl.read() == FAULTY


def test_undo_gives_the_identical_file(unl: Unl) -> None:
    before = FAULTY.replace("\n", "\r\n")
    unl.write("library.bib", before)
    fixed(unl)
    assert unl.read() != before
    unl.ok("undo")
    assert unl.read() == before


def test_several_files_are_each_mended(unl: Unl) -> None:
    unl.write("one.bib", "@misc{a, title = {One & One}}\n")
    unl.write("two.bib", LIBRARY)
    unl.write("three.bib", "@misc{a, url = {http://arxiv.org/abs/2001.00001}}\n")
    fixed(unl, "one.bib", "two.bib", "three.bib")
    assert unl.read("one.bib") == "@misc{a, title = {One \\& One}}\n"
    assert unl.read("two.bib") == LIBRARY
    assert unl.read("three.bib") == "@misc{a, url = {https://arxiv.org/abs/2001.00001}}\n"


def test_of_entries_with_one_key_each_is_mended_in_its_place(unl: Unl) -> None:
    unl.write(
        "library.bib", "@misc{a, title = {One}}\n@misc{a, title = {Two & Two}}\n@misc{A, title = {Three & Three}}\n"
    )
    fixed(unl)
    assert (
        unl.read() == "@misc{a, title = {One}}\n@misc{a, title = {Two \\& Two}}\n@misc{A, title = {Three \\& Three}}\n"
    )


def test_an_entry_that_does_not_end_stops_nothing(unl: Unl) -> None:
    open_one = "@misc{b, doi = {https://doi.org/10.1000/b}, eprint = {arXiv:2001.00001},\n"
    unl.write("library.bib", "@misc{a, title = {One}, doi = {https://doi.org/10.1000/a}}\n\n" + open_one)
    unl.ok("check", "--fix", "--yes", "--select", "I002")
    assert unl.read() == "@misc{a, title = {One}, doi = {10.1000/a}}\n\n" + open_one


def test_of_a_repeated_field_the_first_is_mended(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title = {One & One}, title = {Two & Two}}\n")
    fixed(unl)
    assert unl.read() == "@misc{a, title = {One \\& One}, title = {Two & Two}}\n"


@pytest.mark.parametrize(
    "broken", ["@misc{b, title = {Two & Two}\n", "@misc{b,\n  title = {Two & Two}\n  year = 2020\n}\n"]
)
def test_beside_a_broken_entry_the_others_are_mended(unl: Unl, broken: str) -> None:
    unl.write("library.bib", "@misc{a, title = {One & One}}\n\n" + broken)
    fixed(unl)
    assert unl.read().startswith("@misc{a, title = {One \\& One}}\n\n@misc{b,")
    assert unl.read().count("\n") == 2 + broken.count("\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_stay(unl: Unl, newline: str) -> None:
    text = "@misc{a,\n  title = {One &\n    One},\n  year = 2020,\n}\n"
    unl.write("library.bib", text.replace("\n", newline))
    fixed(unl)
    assert unl.read() == text.replace("&", "\\&").replace("\n", newline)


def latin(title: str) -> bytes:
    text = f"% -*- coding: latin-1 -*-\n@misc{{a,\n  author = {{M\u00fcller, Ann}},\n  title = {{{title}}},\n}}\n"
    return text.encode("latin-1")


def test_a_file_in_another_encoding_keeps_it(unl: Unl) -> None:
    before = latin("R\u00e9sum\u00e9 &amp; caf&eacute; &#322;")
    file = unl.write("library.bib", before)
    fixed(unl)
    assert file.read_bytes() == latin("R\u00e9sum\u00e9 \\& caf\u00e9 {\\l}")
    unl.ok("undo")
    assert file.read_bytes() == before


def test_what_the_encoding_cannot_hold_is_left_and_told(unl: Unl) -> None:
    file = unl.write("library.bib", latin("R\u00e9sum\u00e9 &#23383;") + latin("One &amp; One")[26:])
    done = unl.ok("check", "--fix", "--yes", *S)
    assert "title has HTML in it: &#23383;" in done.out
    assert file.read_bytes() == latin("R\u00e9sum\u00e9 &#23383;") + latin("One \\& One")[26:]


def test_names_of_fields_of_ones_own_are_kept(unl: Unl) -> None:
    unl.write("unl.toml", '[fields]\ncode = "x-code"\n')
    unl.write("library.bib", "@misc{a, x-code = {http://github.com/a/b}, url = {http://arxiv.org/abs/1}}\n")
    fixed(unl)
    assert unl.read() == "@misc{a, x-code = {https://github.com/a/b}, url = {https://arxiv.org/abs/1}}\n"


def test_what_a_comment_switches_off_is_not_mended(unl: Unl) -> None:
    text = "% unl: ignore[S003]\n@misc{a, title = {One & One}}\n"
    unl.write("library.bib", text)
    fixed(unl)
    assert unl.read() == text


def test_what_can_be_mended_says_how(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title = {One & One}}\n")
    unl.write("two words.bib", "@misc{a, title = {One & One}}\n@misc{b, title = {One $ One}}\n")
    done = unl.ok("check", *S)
    assert done.out.splitlines()[1:] == ["    help: unl check --fix", "1 warning; 1 can be mended with --fix"]
    done = unl.ok("check", "two words.bib", *S)
    assert done.out.splitlines()[1] == "    help: unl check --fix 'two words.bib'"
    assert done.out.splitlines()[-1] == "2 warnings; 1 can be mended with --fix"
    told = unl.ok("check", "two words.bib", "--json", *S).json["findings"]
    assert [(finding["key"], finding["fixable"]) for finding in told] == [("a", True), ("b", False)]


def test_what_fix_would_leave_is_not_said_to_be_fixable(unl: Unl) -> None:
    unl.write("library.bib", latin("R\u00e9sum\u00e9 &#23383;"))
    done = unl.ok("check", *S)
    assert "--fix" not in done.out
    assert "1 warning\n" in done.out


def test_strict_says_why_it_fails(unl: Unl) -> None:
    unl.write("library.bib", "@misc{a, title = {One $ One}}\n@misc{b, title = {One & Two}}\n")
    done = unl("check", "--strict", *S)
    assert done.code == 1
    assert done.out.endswith("\n2 warnings, which count as errors (--strict); 1 can be mended with --fix\n")


def test_every_rule_on_text_names_the_entry(unl: Unl) -> None:
    unl.write("library.bib", FAULTY.replace("byte2021sails", ""))
    lines = [line for line in unl.ok("check", *S).out.splitlines() if "warning S" in line]
    names = {line.split(": ")[1].split(maxsplit=2)[2] for line in lines}
    assert names == {"adams2020knots", "the entry in line 16"}
