"""Which differences between two author lists are differences of people, and which only of spelling."""

import pytest

from unlcli.services.verifying import authors


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ('Woisetschl{\\"a}ger, Herbert and Li, Q.', "Herbert Woisetschlaeger and Qing Li"),
        ('{\\"O}zg{\\"u}r, Ali', "Oezguer, Ali"),
        ("Bărbulescu, George-Octavian", "G.-O. Barbulescu"),
        ("Lyu, Yuanhuiyi", "Lü, Yuanhuiyi"),
        ("van der Berg, Jan and de la Cruz, Ana", "Berg, Jan van der and Cruz, Ana de la"),
        ("Luu, Anh Tuan", "Luu Anh Tuan"),
        ("Kim, Minseok", "Minseok, Kim"),
        ("Nguyen, Cong-Duy T", "Cong Duy Nguyen"),
        ("Wu, Steven", "Zhiwei Steven Wu"),
        ("García López, Ana", "Lopez, Ana"),
        ("Smith, Jr., John", "John Smith"),
        ("Zhang, Hao and others", "Zhang, Hao and Li, Wei and Xu, Jing"),
        ("Doe, Jane", "Doe, Jane and {The Knot Team}"),
        ("Doe, Jane and Roe, Rita", "Doe, Jane and Roe, Rita and Doe, Jane"),
        ("Yao, Yuanshun and Yao, Yuguang", "Yao, Y. and Yao, Y."),
        ("Liu, Hui and Xing, Yue and Liu, Hui", "Liu, Hui and Xing, Yue and Liu, Hui"),
        ("OpenAI", "OpenAI and Achiam, Josh and Adler, Steven"),
        ("{Gemini Team}", "Anil, Rohan and Borgeaud, Sebastian"),
        ("Costa-jussà, Marta R. and Cross, James", "{NLLB Team}"),
        ("Guo, Daya and Yang, Dejian", "{DeepSeek-AI} and Guo, Daya and Yang, Dejian"),
        ("Doe, Jane and Knot Study Group", "Doe, Jane"),
        ("Sato, Taro", "Satou, Tarou"),
        ("Ono, Yuki", "Ohno, Yuuki"),
        ("Đorđević, Ana", "Djordjevic, Ana"),
        ("Tchaikovsky, Yury", "Chaikovskii, Iurii"),
        ("李, 明", "Li, Ming"),
        ("Brown, Tom", "Brown, Thomas B."),
        ("Rush, Sasha", "Rush, Alexander M."),
        ("West, Bob and Able, Mike", "West, Robert and Able, Michael"),
        ("Gao, Theo", "Gao, Theodoros"),
        ("LeCun, Yann", "Le Cun, Yann"),
        ("Petrov, Sergey", "Petrov, Sergei"),
        ("Munoz, N.", "Mu?oz, N"),
        ("Lacroix, Zoe", "Lacroix, Zo?"),
        ("Wang, X. and Wang, Xin", "Wang, Xinyun and Wang, Xin"),
        ("Smith, John", ""),
        ("", "Smith, John"),
    ],
)
def test_other_spellings_are_no_other_people(ours: str, theirs: str) -> None:
    assert authors.compare(ours, theirs) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ("Doe, Jane and Roe, Rita", "Doe, Jane", "no Rita Roe, who stands in the entry"),
        ("Doe, Jane", "Doe, Jane and Roe, Rita", "Rita Roe, who is missing in the entry"),
        ("Doe, Jane and Poe, Ed", "Doe, Jane and Roe, Rita", "Rita Roe where the entry has Ed Poe"),
        ("Doe, Jane and Roe, Rita", "Roe, Rita and Doe, Jane", "the same authors in another order"),
        ("Zhang, Hao", "Zhang, Hui", "Hui Zhang where the entry has Hao Zhang"),
        ("Jia, Meihuizi", "Jiang, Meng", "Meng Jiang where the entry has Meihuizi Jia"),
        ("Wang, Wei", "Wang, Wen", "Wen Wang where the entry has Wei Wang"),
        ("Chen, Xin", "Chen, Xinyun", "Xinyun Chen where the entry has Xin Chen"),
        ("Kim, Min", "Kim, Minjoon", "Minjoon Kim where the entry has Min Kim"),
        ("Brown, Tom", "Brown, Tim", "Tim Brown where the entry has Tom Brown"),
        ("Chen, Yu", "Cheng, Yu", "Yu Cheng where the entry has Yu Chen"),
        ("Smith, John", "Smyth, John", "John Smyth where the entry has John Smith"),
        ("Li, Jing", "Liu, Jing", "Jing Liu where the entry has Jing Li"),
        (
            "Doe, Jane and Poe, Ed and others",
            "Doe, Jane and Roe, Rita and Xu, J.",
            "Rita Roe where the entry has Ed Poe",
        ),
    ],
)
def test_other_people_and_another_order_are_told(ours: str, theirs: str, told: str) -> None:
    assert str(authors.compare(ours, theirs)) == told


def test_a_mended_list_keeps_the_names_as_the_entry_writes_them() -> None:
    found = authors.compare('Doe, Jane and M{\\"u}ller, Rita and Poe, Ed', "Rita Mueller and J. Doe and Xu, Jing")
    assert found is not None
    assert found.value == 'M{\\"u}ller, Rita and Doe, Jane and Xu, Jing'


@pytest.mark.parametrize(
    ("ours", "theirs", "is_near"),
    [
        ("Wang, Wei", "Wang, Wen", True),
        ("Smith, John", "Smyth, John", True),
        ("Li, Jing", "Liu, Jing", False),
        ("Zhang, Wei", "Zhao, Wei", False),
        ("Doe, Jane and Wang, Wei", "Roe, Rita and Wang, Wen", False),
    ],
)
def test_who_bears_nearly_the_same_name_may_be_the_same(ours: str, theirs: str, *, is_near: bool) -> None:
    found = authors.compare(ours, theirs)
    assert found is not None
    assert found.is_near_alone is is_near


def test_a_group_of_which_a_member_is_named_too_is_one_of_the_authors() -> None:
    found = authors.compare("Doe, Jane", "{Knot Team} and Doe, Jane and Roe, Rita")
    assert str(found) == "Rita Roe, who is missing in the entry"
