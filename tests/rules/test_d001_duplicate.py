from collections.abc import Callable

from unlcli.domain.finding import Finding, Location, Severity

ENTRY = "@misc{%s, title={Rope Tricks for Old Sailors}, author={Byte, Bob}, doi={10.1234/x}}\n"


def test_each_later_entry_is_found(check: Callable[..., list[Finding]]) -> None:
    found = check("D001", "".join(ENTRY % key for key in "abc"))
    assert [(f.key, f.location, f.related) for f in found] == [
        ("b", Location("1.bib", 2), (Location("1.bib", 1),)),
        ("c", Location("1.bib", 3), (Location("1.bib", 1),)),
    ]
    assert {f.severity for f in found} == {Severity.ERROR}
    assert all(f.message.startswith(f"{f.key} is the same paper as a (1.bib:1): ") for f in found)
    assert found[0].remedies == ("unl dedupe --merge a b -l 1.bib", "unl dedupe --not-same a b -l 1.bib")


def test_over_files_the_commands_would_not_help(check: Callable[..., list[Finding]]) -> None:
    (found,) = check("D001", ENTRY % "a", "\n" + ENTRY % "b")
    assert (found.location, found.related) == (Location("2.bib", 2), (Location("1.bib", 1),))
    assert found.remedies == ("keep one of these entries and remove the others",)


def test_nor_where_both_have_one_key(check: Callable[..., list[Finding]]) -> None:
    (found,) = check("D001", ENTRY % "a" + ENTRY % "a")
    assert found.remedies == ("unl dedupe --interactive -l 1.bib",)


def test_a_key_cannot_do_anything_in_a_shell(check: Callable[..., list[Finding]]) -> None:
    (found,) = check("D001", ENTRY % "a" + ENTRY % "$(id)")
    assert found.remedies[0] == "unl dedupe --merge a '$(id)' -l 1.bib"


def test_different_papers_are_none(check: Callable[..., list[Finding]]) -> None:
    assert check("D001", ENTRY % "a" + "@misc{b, title={The Weather in Spain}, author={Adams, Ann}}\n") == []
