from collections.abc import Callable

from unlcli.domain.finding import Finding, Location


def test_letter_case_does_not_tell_keys_apart(check: Callable[..., list[Finding]]) -> None:
    found = check("K001", "@misc{a, title={A}}\n@misc{b, title={B}}\n@misc{A, title={C}}\n@misc{a, title={D}}\n")
    assert [(f.location.line, f.message, f.related) for f in found] == [
        (3, "the key A stands at 1.bib:1 already as a", (Location("1.bib", 1),)),
        (4, "the key a stands at 1.bib:1 already", (Location("1.bib", 1),)),
    ]


def test_each_file_has_its_own_keys_and_none_is_no_key(check: Callable[..., list[Finding]]) -> None:
    assert check("K001", "@misc{a, title={A}}\n@misc{, title={B}}\n@misc{, title={C}}\n", "@misc{a, title={D}}\n") == []


def test_the_remedy_names_the_entry_by_what_names_it_alone(check: Callable[..., list[Finding]]) -> None:
    text = "@misc{a, title={A}}\n@misc{A, title={B b}}\n@misc{a, title={C's}}\n@misc{a, title={A}}\n@misc{a}\n"
    by_hand = "give one of them another key in an editor"
    assert [f.remedies[0] for f in check("K001", text)] == [
        "unl edit A --set key=NEW -l 1.bib",
        """unl edit 'C'"'"'s' --set key=NEW -l 1.bib""",
        by_hand,
        by_hand,
    ]
    # words that name something else
    for title in ("b", "10.1000/knots", "-x"):
        found = check("K001", f"@misc{{a}}\n@misc{{b}}\n@misc{{a, title={{{title}}}}}\n")
        assert [f.remedies for f in found] == [(by_hand,)]
