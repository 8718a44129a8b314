import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unlcli.domain import names, text
from unlcli.domain.names import Name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ann Adams", Name("Adams", "Ann")),
        ("Adams, Ann", Name("Adams", "Ann")),
        ("Ludwig van Beethoven", Name("Beethoven", "Ludwig", "van")),
        ("van Beethoven, Ludwig", Name("Beethoven", "Ludwig", "van")),
        ("Maria de la Cruz Perez", Name("Cruz Perez", "Maria", "de la")),
        ("King, Jr., Martin Luther", Name("King", "Martin Luther", suffix="Jr.")),
        ("{Google Research}", Name("Google Research")),
        ("Plato", Name("Plato")),
        ('M{\\"u}ller, J{\\"o}rg', Name("Müller", "Jörg")),
        ("Donald E. Knuth", Name("Knuth", "Donald E.")),
        ("Jean~Paul Sartre", Name("Sartre", "Jean Paul")),
        ("Jo{\\~a}o Silva", Name("Silva", "João")),
        ("Pe\\~na~Ruiz, I{\\~n}igo", Name("Peña Ruiz", "Iñigo")),
        ("I{\\~n}igo Jo\\~ao~Pe\\~na", Name("Peña", "Iñigo João")),
        ("Guy Van den Broeck", Name("Van den Broeck", "Guy")),
        ("Van den Broeck, Guy", Name("Van den Broeck", "Guy")),
        ("Van der Maaten", Name("Maaten", "Van", "der")),
        ("", Name("")),
        (",", Name("")),
    ],
)
def test_names_are_taken_apart_as_bibtex_does(written: str, name: Name) -> None:
    assert names.parse(written) == name


def test_lists_are_split_outside_braces() -> None:
    assert names.split_list("A and {B and C} AND D\nand\tE") == ("A", "{B and C}", "D", "E")
    assert names.split_list("Sandy Anderson and Brand New") == ("Sandy Anderson", "Brand New")
    assert names.split_list("") == ()


WORDS = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=1, max_size=6).map(str.capitalize)
PEOPLE = st.builds(
    Name,
    family=st.lists(WORDS, min_size=1, max_size=2).map(" ".join),
    given=st.lists(WORDS, max_size=2).map(" ".join),
    particle=st.sampled_from(["", "van", "de la", "von der"]),
    suffix=st.sampled_from(["", "Jr.", "III"]),
)


@given(st.lists(PEOPLE.filter(lambda p: p.given or not p.suffix and not p.particle), max_size=4))
@example([Name("Others", "All")])
def test_names_written_read_back(people: list[Name]) -> None:
    kept = [
        p
        for p in people
        if all(w[:1].isupper() for w in (*p.family.split(), *p.given.split())) and p.full.lower() != "others"
    ]
    written = " and ".join(person.bibtex for person in kept)
    assert list(names.authors(written)) == kept


@pytest.mark.parametrize(
    ("readable", "written"),
    [
        ("A. Smith, B. Jones & C. van Dam et al.", "Smith, A. and Jones, B. and van Dam, C. and others"),
        ("Ann Adams and Bob Byte", "Adams, Ann and Byte, Bob"),
        ("Ann Adams, Bob Byte, and Cy Curl.", "Adams, Ann and Byte, Bob and Curl, Cy"),
        ("Smith, J., Jones, K. L.", "Smith, J. and Jones, K. L."),
        ("Smith, J.", "Smith, J."),
        ("Adams A; Byte B", "A, Adams and B, Byte"),
        ("Ann Adams*, Bob Byte†, Cy Curl¹", "Adams, Ann and Byte, Bob and Curl, Cy"),
        ("Martin Luther King, Jr., Ann Adams", "King, Jr., Martin Luther and Adams, Ann"),
        ("Ann Adams & Bob Byte, Jr.", "Adams, Ann and Byte, Jr., Bob"),
        ("The Rope Collaboration.", "Collaboration, The Rope"),
        ("et al.", ""),
        ("*", ""),
        ("", ""),
        (".", ""),
    ],
)
def test_readable_lists(readable: str, written: str) -> None:
    assert names.from_text(readable) == written


@given(st.text(max_size=40))
@example("0")
@example("a, and , & *")
@example("and and and")
def test_no_text_is_too_strange(given: str) -> None:
    for written in (names.from_text(given), names.from_typed(given)):
        assert text.is_balanced(written)
        people = names.authors(written)
        again = " and ".join(person.bibtex for person in people)
        assert [person.full for person in names.authors(again)] == [person.full for person in people]
    names.authors(given)
    names.display(given)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Yao, Yuanshun and Xu, Xiaojun and others", "Yao, Yuanshun and Xu, Xiaojun and others"),
        ("van der Berg, Jan Willem", "van der Berg, Jan Willem"),
        ("Garcia Lopez, Maria", "Garcia Lopez, Maria"),
        ("Ann Adams, Bob Byte", "Adams, Ann and Byte, Bob"),
        ("Ann Adams and Bob Byte", "Adams, Ann and Byte, Bob"),
    ],
)
def test_typed_lists_may_be_bibtex_or_readable(typed: str, written: str) -> None:
    assert names.from_typed(typed) == written


@pytest.mark.parametrize(
    ("value", "most", "shown"),
    [
        ("Adams, Ann and Byte, Bob", 0, "Ann Adams, Bob Byte"),
        ("Adams, Ann and Byte, Bob", 1, "Ann Adams et al."),
        ("Adams, Ann and others", 0, "Ann Adams et al."),
        ("Adams, Ann", 1, "Ann Adams"),
        ("others", 0, ""),
        ("", 3, ""),
    ],
)
def test_display(value: str, most: int, shown: str) -> None:
    assert names.display(value, most) == shown


@pytest.mark.parametrize("hostile", ["x" + " " * 90_000 + "y", "x" + " and" * 30_000 + "y", "and\t" * 30_000])
def test_long_nonsense_takes_no_time(hostile: str) -> None:
    begun = time.process_time()
    names.split_list(hostile)
    assert time.process_time() - begun < 1


@given(
    st.lists(
        st.sampled_from(
            [
                *"abÉ{}~,.' \t\n\\$-",
                " and ",
                " AND ",
                " and others",
                "  and ",
                "\\'e",
                "von ",
                "Jr, ",
                "{A and B}",
                "\u3000",
                "--",
            ]
        ),
        max_size=14,
    ).map("".join)
)
@example("A and and B and ")
@example("others and Others")
@example("von A, Jr, B, C and D,")
def test_full_names_at_once_are_those_of_names_taken_apart(given: str) -> None:
    assert names.full_names(given) == [name.full for name in names.authors(given)]


def test_the_other_order_of_chinese_names() -> None:
    assert names.family_first(["伟 王", "Ann Müller", "王伟", "小 明 王", "Wei 王"]) == ["王 伟"]


@pytest.mark.parametrize(
    ("written", "turned"),
    [
        ("Ada Aalto and {OpenAI} and others", "Aalto, Ada and {OpenAI} and others"),
        (r"Jos{\'e} van der Berg and Guy Van den Broeck", r"van der Berg, Jos{\'e} and Van den Broeck, Guy"),
        ("Aalto, Ada and Bo C. Cy", "Aalto, Ada and Cy, Bo C."),
        ("{The A Team} and Madonna", "{The A Team} and Madonna"),
        ("Martin Luther King Jr.", "Martin Luther King Jr."),
    ],
)
def test_first_last_is_turned_to_last_first_with_every_letter_as_it_was(written: str, turned: str) -> None:
    assert names.family_first_written(written) == turned
    assert names.full_names(turned) == names.full_names(written)
    assert names.is_family_first(turned) is ("Jr." not in written)
