from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unlcli.domain import habits, identifiers, names
from unlcli.domain.change import AddEntry
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.names import Name
from unlcli.domain.record import Record, Standing
from unlcli.domain.record_entry import entry_of, made_of
from unlcli.errors import UnreadableAnswerError
from unlcli.store.bibfile import BibFile

ARTICLE = Record(
    source="crossref",
    title="Knots in LLMs & ropes",
    authors=(Name("Ångström", "Zoë"), Name("Berg", "Jan", "van der"), Name("Knot Alliance")),
    year="2024",
    month="3",
    venue="Journal of Ropes",
    type="article",
    volume="12",
    number="3",
    pages="618--626",
    publisher="Rope & Sons",
    doi="10.1234/abc_d",
    arxiv="2302.00001",
    url="https://doi.org/10.1234/abc_d",
    links=("https://ropes.example.org/knots",),
    code=("https://github.com/x/knots",),
    abstract="We tie knots.",
    standing=Standing.PUBLISHED,
)


def test_a_journal_article_has_all_its_facts() -> None:
    made = made_of(ARTICLE)
    assert made.told == ()
    assert made.entry.type == "article"
    assert dict(made.entry.fields) == {
        "author": "Ångström, Zoë and van der Berg, Jan and {Knot Alliance}",
        "title": "Knots in {LLMs} \\& ropes",
        "journal": "Journal of Ropes",
        "volume": "12",
        "number": "3",
        "pages": "618--626",
        "publisher": "Rope \\& Sons",
        "month": "3",
        "year": "2024",
        "doi": "10.1234/abc_d",
        "eprint": "2302.00001",
        "archiveprefix": "arXiv",
        "url": "https://doi.org/10.1234/abc_d",
        "code": "https://github.com/x/knots",
        "alturl": "https://ropes.example.org/knots",
    }


def test_a_preprint_is_misc_with_its_eprint_and_names_no_venue() -> None:
    entry = entry_of(
        Record("arxiv", "Sails", (Name("Byte", "Bob"),), "2023", type="article", venue="arXiv", publisher="arXiv",
               doi="10.48550/arxiv.2302.00001", arxiv="2302.00001", primary_class="cs.CL", standing=Standing.PREPRINT)
    )  # fmt: skip
    assert entry.type == "misc"
    assert dict(entry.fields) == {
        "author": "Byte, Bob", "title": "Sails", "year": "2023", "eprint": "2302.00001", "archiveprefix": "arXiv",
        "primaryclass": "cs.CL", "url": "https://arxiv.org/abs/2302.00001",
    }  # fmt: skip


@pytest.mark.parametrize("standing", [Standing.SUBMITTED, Standing.REJECTED, Standing.WITHDRAWN])
def test_what_was_never_published_is_no_conference_paper(standing: Standing) -> None:
    entry = entry_of(
        Record("openreview", "Sails", venue="ICLR 2025", type="inproceedings", pages="1--2", standing=standing)
    )
    assert entry.type == "misc"
    assert set(entry.fields) == {"title"}


def test_a_thesis_names_its_school_and_a_report_its_institution() -> None:
    assert entry_of(Record("doi", "T", type="phdthesis", publisher="Delft")).get("school") == "Delft"
    assert entry_of(Record("doi", "T", type="techreport", publisher="NIST")).get("institution") == "NIST"


def test_a_known_conference_without_a_type_is_one_and_an_unknown_place_is_not_guessed() -> None:
    assert entry_of(Record("x.org", "T", venue="International Conference on Machine Learning")).type == "inproceedings"
    assert dict(entry_of(Record("x.org", "T", venue="Some Place")).fields) == {
        "title": "T",
        "howpublished": "Some Place",
    }


def test_what_is_missing_is_named() -> None:
    told = made_of(Record("doi", "T", type="article", standing=Standing.PUBLISHED)).told
    assert told == ("no author is stated", "no journal is stated", "no year is stated")
    assert made_of(Record("arxiv", "T", standing=Standing.PREPRINT)).told == (
        "no author is stated",
        "no year is stated",
    )


@pytest.mark.parametrize("title", ["", " \n\x00", "x" * 2_001, "\u202e\u200b"])
def test_no_title_and_an_endless_one_are_no_answer(title: str) -> None:
    with pytest.raises(UnreadableAnswerError):
        entry_of(Record("crossref", title))


def test_a_megabyte_for_a_name_or_endless_authors_are_no_answer() -> None:
    with pytest.raises(UnreadableAnswerError):
        entry_of(Record("crossref", "T", (Name("x" * 1_000_000),)))
    with pytest.raises(UnreadableAnswerError):
        entry_of(Record("crossref", "T", (Name("X"),) * 20_001))


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://x.org/a b", "file:///etc/passwd", "https://user:pw@x.org/", "https://x.org:0x/",
     "https:///x", "https://x.org/\x07", "https://x.org/\u202egro", "https://x.org/" + "a" * 3_000, "//x.org/a",
     "https://a_b\\@evil.org/"],
)  # fmt: skip
def test_what_is_no_link_to_follow_is_left_out_and_told(url: str) -> None:
    made = made_of(Record("x.org", "T", url=url, code=(url,), links=(url,)))
    assert not {"url", "code", "alturl"} & set(made.entry.fields)
    assert len([line for line in made.told if line.startswith("link ")]) == 3


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://x.org/a}b{c", "https://x.org/a%7Db%7Bc"),
        ("https://x.org/ä?q=ü#ö", "https://x.org/%C3%A4?q=%C3%BC"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://x.org/a%20b%", "https://x.org/a%20b%"),
        ('https://x.org/"\\<>^`|', "https://x.org/%22%5C%3C%3E%5E%60%7C"),
        ("https://x.org/a?utm_source=y", "https://x.org/a"),
    ],
)
def test_a_link_is_escaped(url: str, kept: str) -> None:
    assert entry_of(Record("x.org", "T", url=url)).get("url") == kept


@pytest.mark.parametrize(
    "doi", ["10.1234/a{b", "10.1234/a}b", "10.1234/a\\b", '10.1234/a"b', "10.1234/a b", "x", "10.1234/\u202ea", "10.12/x",
            "https://evil.org/", "10.1234/" + "x" * 600]
)  # fmt: skip
def test_what_is_no_doi_is_left_out_and_told(doi: str) -> None:
    made = made_of(Record("crossref", "T", doi=doi))
    assert "doi" not in made.entry.fields
    assert "url" not in made.entry.fields
    assert any(line.startswith("doi ") for line in made.told)


@pytest.mark.parametrize(
    "doi", ["10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o", "10.1234/50%off", "10.1234/a#b?c&d", "10.1234/ü"]
)  # fmt: skip
def test_an_odd_doi_is_kept_and_recognised(doi: str) -> None:
    entry = entry_of(Record("crossref", "T", doi=doi))
    assert entry.get("doi") == doi
    assert identifiers.of_entry(entry) == {Identifier(Scheme.DOI, doi)}


@pytest.mark.parametrize(
    "name",
    [Name("Smith, Jr", "A."), Name("Salt and Pepper"), Name("others"), Name("and"), Name("Berg", "Jan and", "van"), Name("", "Ann Lee"),
     Name("Doe", "", "", "Jr."), Name("de la X", "A"), Name("team of ropes"), Name("O'Neil {x", "B}"), Name("A\\B", "%#$&_~^")],
)  # fmt: skip
def test_a_name_reads_back_as_it_is(name: Name) -> None:
    entry = entry_of(Record("x", "T", (Name("First", "A."), name, Name("Last", "B."))))
    assert [person.full for person in names.authors(entry.get("author"))] == ["A. First", name.full, "B. Last"]


def test_accents_of_two_characters_become_one() -> None:
    assert entry_of(Record("x", "Zoe\u0308's", (Name("A\u030angstro\u0308m", "Z"),))).get("author") == "Ångström, Z"


ANY = st.text(max_size=40) | st.sampled_from(
    ["{", "}}", "\\", "\\}", "@article{x,", "%", "a\nb", '"', "#", "~", "$x$", " and ", ",", "\u202e", "\x00", "\ud800", "--",
     "``", "''", "\\\"{o}", "x\\", "{}", "others", "\u2028", "\r", "1" * 120]
)  # fmt: skip
NAMES = st.builds(Name, ANY, ANY, ANY, ANY)
LINKS = ANY | st.builds(lambda rest: "https://x.org/" + rest, ANY)
RECORDS = st.builds(
    Record,
    source=st.sampled_from(["crossref", "x.org"]),
    title=ANY.map(lambda title: "T" + title),
    authors=st.lists(NAMES, max_size=3).map(tuple),
    year=ANY | st.just("2024"),
    month=ANY | st.just("7"),
    venue=ANY,
    type=ANY | st.sampled_from(["article", "inproceedings", "misc", "book", "phdthesis"]),
    series=ANY,
    volume=ANY,
    number=ANY,
    pages=ANY | st.builds(lambda a, b: f"{a}--{b}", ANY, ANY),
    publisher=ANY,
    address=ANY,
    isbn=ANY,
    editors=st.lists(NAMES, max_size=2).map(tuple),
    doi=ANY | st.builds(lambda rest: "10.1234/" + rest, ANY),
    arxiv=ANY | st.just("2302.00001"),
    primary_class=ANY | st.just("cs.CL"),
    url=LINKS,
    links=st.lists(LINKS, max_size=2).map(tuple),
    code=st.lists(LINKS, max_size=2).map(tuple),
    standing=st.sampled_from(list(Standing)),
)
STYLES = [
    "",
    "@misc{a,\n  title = {A},\n}\n",
    '@misc{a,\n  title = "A",\n  author = "{\\"O}, B",\n  month = jan\n}\n',
    "% x\r\n@misc{a,\r\n}\r\n",
]


def written(entry: Entry, before: str) -> Entry:
    """The entry as it reads when it stands in a file, which has nothing else new."""
    bib = BibFile.of(Path("x.bib"), before.encode())
    change = AddEntry(entry.type, "new2024entry", entry.fields)
    after = BibFile.of(Path("x.bib"), bib.plan([change]).new)
    assert not after.entries.failures
    assert len(after.entries) == len(bib.entries) + 1
    return next(each for each in after.entries if each.key == "new2024entry")


@given(record=RECORDS, before=st.sampled_from(STYLES), ways=st.booleans())
@example(record=Record("x", "T", authors=(Name("\\", "{"),), pages="}--{", doi="10.1234/%7b"), before="", ways=True)
@example(record=Record("x", "T\\\u00e9{", venue="\\"), before=STYLES[2], ways=True)
def test_whatever_a_record_says_reads_back_as_one_entry_with_the_same_fields(
    record: Record, before: str, ways: bool
) -> None:
    entry = habits.in_habit(entry_of(record), habits.Habits(latex=ways, month="short" if ways else ""))
    there = written(entry, before)
    assert there.type == entry.type
    assert dict(there.fields) == dict(entry.fields)
    for name in ("url", "code", "alturl"):
        assert all(map(identifiers.is_web_link, entry.get(name).split()))
    if entry.get("doi"):
        assert Identifier(Scheme.DOI, entry.get("doi")) in identifiers.of_entry(there) or "10.18653" in entry.get("doi")
