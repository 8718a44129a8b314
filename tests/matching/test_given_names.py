"""Given names: which are one name, which may be, and which are not."""

import pytest

from unlcli.matching import people
from unlcli.matching.given_names import Given, compare, paired

SAME = (
    "ann anna", "bob robert", "william bill", "rob robert", "alex alexander", "yury yuri", "sergey sergei", "jorg joerg",
    "aleksandr alexander", "katherine catherine", "russ ruslan", "dmitry dmitri", "xiao+ming xiaoming", "yi+hsuan yihsuan",
    "j+robert robert", "wei+david wei", "anna+maria maria", "jing+w jing", "wei wei", "mohammad mohammed", "kate katie",
)  # fmt: skip
POSSIBLE = ("j robert", "j+w jing", "w wei", "j j", "matthias matthis")
OTHER = (
    "wei wen", "jing jun", "xin xiao", "xin xinyu", "yang yan", "ming min", "jian jia", "li lin", "xiao+ming xiaohong",
    "kai kai+wei", "jean+pierre jean+paul", "yi+hsuan yi+chen", "jihoon jiyeon", "jing+w jun", "anna robert",
)  # fmt: skip


@pytest.mark.parametrize(("given", "pairs"), [(Given.SAME, SAME), (Given.POSSIBLE, POSSIBLE), (Given.OTHER, OTHER)])
def test_given_names_are_told_apart(given: Given, pairs: tuple[str, ...]) -> None:
    for pair in pairs:
        one, other = pair.replace("+", "\0").split()
        one, other = one.replace("\0", " "), other.replace("\0", " ")
        assert (compare(one, other), compare(other, one)) == (given, given), pair


def test_no_given_name_says_nothing() -> None:
    assert compare("", "wei") is Given.POSSIBLE


def test_a_long_run_of_syllables_takes_no_time() -> None:
    assert compare("ao" * 200, "oa" * 200) is Given.OTHER


def test_people_of_one_family_are_paired_by_their_first_names_whatever_the_order() -> None:
    ours = people.of_value("Wang, Wei and Wang, Jing and Li, Min")
    theirs = people.of_value("Wang, Jing and Wang, Wei and Min Li")
    assert [pair.given for pair in paired(ours, theirs)] == [Given.SAME] * 3


def test_a_family_name_in_front_and_an_institution_are_no_other_name() -> None:
    ours = people.of_value("Zhang San and Pieter Abbeel")
    theirs = people.of_value("San Zhang and Pieter Abbeel, OpenAI")
    assert [pair.given for pair in paired(ours, theirs)] == [Given.SAME] * 2


def test_a_pair_is_told_in_words() -> None:
    (pair,) = paired(people.of_value("Wang, Wei"), people.of_value("Wang, Wen"))
    assert str(pair) == '"wei wang" in one is "wen wang" in the other'
