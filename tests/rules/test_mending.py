"""What holds for every rule that mends a field."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unlcli.domain.text import is_balanced
from unlcli.domain.venues import VenueTable
from unlcli.services.check import CheckOptions, check, plan_fixes
from unlcli.store.bibfile import BibFile
from unlcli.store.config import CheckSettings

PIECES = [
    "Knots", " ", "{B}ends", "SchrÃ¶dinger", "â€™", "é", "Ã", "&amp;", "&#8217;", "&lt;", "<i>", "</i>", "<sub>", "</sub>", "<b>",
    "</b>", "<p>", "<br/>", "<unk>", "&", "%", "#", "_", "$", "\\&", "\\$", "\\(", "\\)", "^", "\\emph{", "}", "{", "\\url{", "\\",
    "\n  ", "\t", "@", ",", "~", "--", "$x_1$", "a_b",
]  # fmt: skip
LINKS = [
    "http://arxiv.org/abs/2001.00001", "https://example.org/?utm_source=x&y=1", "http://github.com/a?fbclid=1#x", " ", "\n  ",
    "https://paperswithcode.com/x", "\\url{", "}", "{", "http://", "http://example.org/?a=1\\&utm\\_id=2", "?", "&", "#", "\\", "x",
]  # fmt: skip


def values(pieces: list[str]) -> st.SearchStrategy[str]:
    joined = st.lists(st.sampled_from(pieces), min_size=1, max_size=7).map("".join)
    return joined.filter(lambda text: is_balanced(text) and '"' not in text)


def options(code: str) -> CheckOptions:
    return CheckOptions(CheckSettings((code,), (), False), VenueTable())


def mended(text: str, code: str) -> str:
    bib = BibFile.of(Path("library.bib"), text.encode())
    return bib.plan(plan_fixes(bib.entries, options(code)).changes).new.decode()


@pytest.mark.parametrize(
    ("code", "name", "pieces"),
    [
        ("S001", "author", PIECES), ("S002", "abstract", PIECES), ("S003", "title", PIECES),
        ("S004", "alturl", LINKS), ("S005", "code", LINKS), ("S006", "note", LINKS),
    ],
)  # fmt: skip
@settings(max_examples=40)
@given(data=st.data())
def test_what_is_mended_stays_mended_and_nothing_around_it_moves(
    code: str, name: str, pieces: list[str], data: st.DataObject
) -> None:
    value = data.draw(values(pieces))
    before, after = f"% &amp; http://arxiv.org\n@misc{{z,\n  {name} = {{", "},\n}  % last\n\n@misc{y, volume = 1}\n"
    once = mended(before + value + after, code)
    assert once.startswith(before)
    assert once.endswith(after)
    now = once[len(before) : len(once) - len(after)]
    assert is_balanced(now)
    assert mended(once, code) == once
    left = check([BibFile.of(Path("library.bib"), once.encode()).entries], options(code)).findings
    assert [finding for finding in left if finding.changes] == []
    if now != value:
        assert left == ()


@pytest.mark.parametrize("written", ["m", "m # { and more}", "{More and } # m", '"x" # m', "{x} # { & y}"])
def test_a_value_with_a_macro_or_in_parts_is_left_as_it_is(written: str) -> None:
    text = f"@string{{m = {{Knots & Bends}}}}\n@misc{{a, title = {written}}}\n"
    assert_left_alone(text)


def test_not_by_chance_either() -> None:
    assert_left_alone("@string{one_macro_kno = {Knots &Bend}}\n@misc{a, title = one_macro_kno}\n")


def assert_left_alone(text: str) -> None:
    bib = BibFile.of(Path("library.bib"), text.encode())
    (found,) = check([bib.entries], options("S003")).findings
    assert found.changes == ()
    assert mended(text, "S003") == text


@pytest.mark.parametrize(("opening", "closing"), ["{}", '""', ("{{", "}}")])
def test_delimiters_stay(opening: str, closing: str) -> None:
    before = f"@misc{{a, TITLE={opening}Knots & Bends{closing}, year=2020}}\n"
    assert mended(before, "S003") == before.replace("&", "\\&")


def test_an_entry_that_is_not_closed_is_left_as_it_is() -> None:
    text = "@misc{a, title = {Knots & Bends}\n"
    assert mended(text, "S003") == text
