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


def test_the_reason_is_that_of_two_entries_and_not_the_groups(check: Callable[..., list[Finding]]) -> None:
    title = "Rope Tricks for Old Sailors of the North"
    kinds = ("@misc{a,%s howpublished={arXiv preprint}, year={2018}}\n", "@inproceedings{b,%s booktitle={NAACL}, year={2019}}\n",
             "@misc{c,%s howpublished={arXiv preprint}, year={2018}}\n")  # fmt: skip
    found = check("D001", "".join(kind % f" title={{{title}}}, author={{Byte, Bob and Adams, Ann}}," for kind in kinds))
    assert [f.message for f in found] == [
        "b is the same paper as a (1.bib:1): same title, 2 of 2 authors, preprint one year earlier",
        "c is the same paper as a (1.bib:1): the same in everything that is compared",
    ]


def test_an_entry_that_is_like_another_than_the_oldest_names_that_one(check: Callable[..., list[Finding]]) -> None:
    found = check(
        "D001",
        "@misc{a, title={Rope Tricks}, author={Byte, Bob}, doi={10.1/x}}\n"
        "@misc{b, title={Rope Tricks}, author={Byte, Bob}, doi={10.1/x}, eprint={2012.12345}, alttitle={Jibs of the North}}\n"
        "@misc{c, title={Jibs of the North}, author={Byte, Bob}, eprint={2012.12345}}\n",
    )
    assert found[1].message == "c is the same paper as b (1.bib:2): same arXiv id 2012.12345; and so as a (1.bib:1)"
    assert found[1].remedies[0] == "unl dedupe --merge a c -l 1.bib"
