from pathlib import Path

import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.bibtex import read
from unlcli.render.listing.bibtex import render
from unlcli.render.options import RenderOptions
from unlcli.services.clean_bibtex import clean
from unlcli.store.bibfile import BibFile
from unlcli.store.settings import CUSTOM_FIELDS


def cleaned(text: str, keys: str = "", **named: str) -> str:
    renamed = {theirs: ours for ours, theirs in named.items()}
    bib = BibFile.of(Path("library.bib"), text.encode(), renamed)
    wanted = [e for e in bib.entries if not keys or e.key in keys.split()]
    return render(clean(bib, wanted, named), RenderOptions())


def test_custom_fields_go_by_their_exact_names_and_all_else_stays() -> None:
    assert (
        cleaned("""@Article{k ,
  Title   = "A {\\"o} category = {x}, code" ,
  Category = {LLM; Survey},   encoder = {code},
  code-words = {a}, code = {https://x.org},
  % a comment
  alttitle = {B} , subcategory={C},
  ids = {old}, note = {creationdate = {2026}},
  CreationDate = {2026-01-01}
}
""")
        == """@Article{k ,
  Title   = "A {\\"o} category = {x}, code" ,   encoder = {code},
  code-words = {a},
  % a comment
   subcategory={C},
  ids = {old}, note = {creationdate = {2026}}
}
"""
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title = {T},\n  code = {x}, % c\n  year = 1", "title = {T}, % c\n  year = 1"),
        ("title = {T},\n  code = {x} % c", "title = {T} % c"),
        ("title = {T},\n  code = {x} % c\n  , year = 1", "title = {T}, % c\n   year = 1"),
        ("title = {T}, % c\n  code = {x},\n  year = 1", "title = {T}, % c\n  year = 1"),
        ("title = {T},\n  % c\n  code = {x},", "title = {T},\n  % c"),
        ("title = {T},\n  % c\n  code = {x}", "title = {T},\n  % c"),
        ("title = {T}\n  % c\n  , code = {x} % d\n  , category = {y}", "title = {T}\n  % c\n   % d"),
        ("title = {T\n  \n},\n\n  code = {x},\n\n  year = 1", "title = {T\n  \n},\n\n  year = 1"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comments_stay_and_no_line_of_blanks_comes_about(before: str, after: str, end: str) -> None:
    text = f"@misc{{a,\n  {before}\n}}\n".replace("\n", end)
    assert cleaned(text) == f"@misc{{a,\n  {after}\n}}\n"


@pytest.mark.parametrize("name", CUSTOM_FIELDS)
def test_every_custom_field_goes(name: str) -> None:
    assert cleaned(f"@misc{{k, title = {{T}}, {name} = {{x}}, {name.upper()} = {{y}}}}") == "@misc{k, title = {T}}\n"


def test_fields_that_the_settings_name_go_under_those_names() -> None:
    text = "@misc{k, title = {T}, groups = {LLM}, category = {mine}, code = {c}}"
    assert cleaned(text, category="groups") == "@misc{k, title = {T}, category = {mine}}\n"


def test_strings_that_are_used_come_first() -> None:
    text = """@string{icml = "Conf. on " # ml}
@string{ml = {Machine Learning}} @string{nips = {N}}
@string{venue = "Conf. on " # ml}
@misc{a, title = {icml nips}, note = venue # ", " # jan, code = nips}
"""
    assert (
        cleaned(text)
        == """@string{ml = {Machine Learning}}
@string{venue = "Conf. on " # ml}

@misc{a, title = {icml nips}, note = venue # ", " # jan}
"""
    )


def test_a_string_that_is_defined_anew_keeps_its_meaning_for_each_entry() -> None:
    text = """@string{v = {One}}
@string{w = v # "!"}
@misc{a, note = v}
@string{v = {Two}}
@misc{b, note = v}
@misc{c, note = w}
@misc{d, note = v}
"""
    meant = [entry.get("note") for entry in read.read(text.encode())]
    assert meant == ["One", "Two", "One!", "Two"]
    assert [entry.get("note") for entry in read.read(cleaned(text).encode())] == meant


def test_preambles_stay_and_bring_their_strings() -> None:
    text = '@string{p = "x"}\n@preamble{ "\\newcommand{\\noop}[1]{}" # p }\n@misc{a, title = {\\noop{x}T}}\n'
    assert cleaned(text) == text.replace("}\n@misc", "}\n\n@misc")


def test_parents_come_last_also_those_that_were_not_asked_for() -> None:
    text = """@proceedings{P1, title = {P}, xdata = {base}}
@inproceedings{a, crossref = {p1}, code = {x}}
@xdata{base, publisher = {X}}
@proceedings{other, title = {O}}
@inproceedings{b, xdata = {base, nothing}}
"""
    found = [entry.key for entry in read.read(cleaned(text, "a b").encode())]
    assert found == ["a", "b", "P1", "base"]
    assert [entry.key for entry in read.read(cleaned(text).encode())] == ["a", "other", "b", "P1", "base"]


def test_entries_that_take_from_each_other_are_all_there() -> None:
    text = "@misc{a, crossref = {b}}\n@misc{b, crossref = {a}}\n@misc{c, crossref = {c}}\n"
    assert sorted(entry.key for entry in read.read(cleaned(text).encode())) == ["a", "b", "c"]


def test_an_entry_that_is_not_closed_takes_no_other_in() -> None:
    assert cleaned("@misc{a, title = {A\n\n@misc{b, title = {B}}\n") == "@misc{b, title = {B}}\n"


def test_line_ends_are_those_of_one_kind() -> None:
    assert cleaned("@string{v={x}}\r\n@misc{a,\r\n  note = v,\r\n  code = {c},\r\n}\r\n") == (
        "@string{v={x}}\n\n@misc{a,\n  note = v,\n}\n"
    )


VALUES = st.sampled_from(("{x}", '"y"', "12", "v", 'v # " z"', "{a {b}, code = {c}}", '"{\\"o}, category = 1"', "jan"))
NAMES = st.sampled_from((*CUSTOM_FIELDS, "Title", "author", "note", "codes", "my-category", "crossref", "ids"))
FIELDS = st.lists(st.tuples(NAMES, VALUES), max_size=6, unique_by=lambda field: field[0].lower())
LAYOUTS = st.sampled_from((("{0}, {1}", ", "), ("{0},\n  {1},\n", ",\n  "), ("{0}\n, {1} ", "\n , ")))


@given(st.lists(st.tuples(FIELDS, LAYOUTS), min_size=1, max_size=5))
def test_others_read_the_same_entries_without_our_fields(
    entries: list[tuple[list[tuple[str, str]], tuple[str, str]]],
) -> None:
    text = "@string{v = {V}}\n"
    for number, (fields, (body, between)) in enumerate(entries):
        written = between.join(f"{name} = {value}" for name, value in fields)
        text += "@misc{" + (body.format(f"k{number}", written) if written else f"k{number}") + "}\n\n"
    before, after = read.read(text.encode()), cleaned(text)
    wanted = {e.key: {name: e.get(name) for name in e.fields if name not in CUSTOM_FIELDS} for e in before}
    assert {e.key: dict(e.fields) for e in read.read(after.encode())} == wanted
    library = bibtexparser.parse_string(after)
    assert not library.failed_blocks
    assert {e.key: {f.key.lower() for f in e.fields} for e in library.entries} == {k: {*wanted[k]} for k in wanted}
