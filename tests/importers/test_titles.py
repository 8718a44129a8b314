"""Titles: repairs, and what stands beside them."""

from collections.abc import Callable

import pytest

from unlcli.domain.draft import Reading
from unlcli.importers.repair import fixed, without_full_stop

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ("**On** *Bees* and ~~Wasps~~", "On Bees and Wasps"),
        ("On <b>Bees</b><br>and Wasps", "On Bees and Wasps"),
        ("On Bees &amp; Wasps", "On Bees & Wasps"),
        ("[On [Big] Bees](https://x.org)", "On [Big] Bees"),
        ("[On Bees](https://x.org).", "On Bees"),
        ("[Hive](https://x.org): A Very Large Model of Bees", "Hive: A Very Large Model of Bees"),
        ("snake_case_bees and 2*3*4", "snake_case_bees and 2*3*4".replace("*", "")),
        ("S$^3$: $\\ell_2$ and $k$-bees for $5 and $6", "S³: ℓ₂ and k-bees for $5 and $6"),
        ("“Curly” bees’ quotes", "“Curly” bees’ quotes"),
        ("Bees &amp;#39;n&amp;#39; wasps", "Bees 'n' wasps"),
        ("Zero\u200bwidth bees", "Zerowidth bees"),
        ("N/A", ""),
    ],
)
def test_titles(read: Read, cell: str, title: str) -> None:
    reading = read(f"| Title | Year |\n|--|--|\n| {cell} | 2020 |\n")
    assert [draft.title for draft in reading.drafts] == ([title] if title else [])


def test_what_stands_beside_the_title_is_a_note(read: Read) -> None:
    (draft,) = read("| Title | Year |\n|--|--|\n| [On Bees and Wasps](https://x.org) (Oral) | 2020 |\n").drafts
    assert (draft.title, draft.extra) == ("On Bees and Wasps", {"note": "Oral"})


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("On Bees.", "On Bees"),
        ("Bees?", "Bees?"),
        ("Bees!", "Bees!"),
        ("Bees...", "Bees..."),
        ("Bees…", "Bees…"),
        ("Bees of the U.S.", "Bees of the U.S."),
        ("A reply to Ada et al.", "A reply to Ada et al."),
        ("Are bees real?.", "Are bees real?"),
    ],
)
def test_full_stops(title: str, bare: str) -> None:
    assert without_full_stop(title) == bare


def test_mojibake_is_mended_and_told() -> None:
    assert fixed("Whoâ€™s the Queen") == ("Who’s the Queen", ("mojibake: 'Whoâ€™s' read as 'Who’s'",))
    assert fixed("Gödel’s ﬁne “bees” ％") == ("Gödel’s ﬁne “bees” ％", ())


def test_mojibake_in_a_row(read: Read) -> None:
    reading = read("| Title | Year |\n|--|--|\n| [Whoâ€™s the Queen?](https://x.org) | 2020 |\n")
    assert [draft.title for draft in reading.drafts] == ["Who’s the Queen?"]
    assert [(repair.line, repair.what) for repair in reading.repairs] == [(3, "mojibake: 'Whoâ€™s' read as 'Who’s'")]


def test_lines_below_a_linked_title_are_not_part_of_it(read: Read) -> None:
    reading = read("| Title |\n|--|\n| [On Bees](https://x.org)<br>A. Ada, B. Bell, C. Cole<br>Some Journal |\n")
    assert [draft.title for draft in reading.drafts] == ["On Bees"]
    assert reading.drafts[0].authors == "Ada, A. and Bell, B. and Cole, C."
