"""A paper is read with what the volume that it names says of it."""

from unlcli.domain.entry import Entry
from unlcli.domain.inherited import inheriting


def entry(kind: str, key: str, **fields: str) -> Entry:
    return Entry(kind, key, fields)


VOLUME = entry(
    "proceedings", "Volume", title="Proceedings of RopeConf", year="2012", publisher="Knot Press", editor="A. Sail",
    doi="10.1/volume", url="https://x.org/volume", category="Volumes", creationdate="2020-01-01", ids="old",
)  # fmt: skip


def fields_of(child: Entry, *others: Entry) -> dict[str, str]:
    return dict(inheriting((child, *others))[0].fields)


def test_a_paper_takes_what_it_lacks_from_its_volume() -> None:
    paper = entry("inproceedings", "a", title="Ropes", author="B. Bow", crossref="volume", publisher="Own")
    assert fields_of(paper, VOLUME) == {
        "title": "Ropes", "author": "B. Bow", "crossref": "volume", "publisher": "Own", "year": "2012", "editor": "A. Sail",
        "booktitle": "Proceedings of RopeConf",
    }  # fmt: skip


def test_a_volume_that_says_its_booktitle_is_called_so() -> None:
    volume = entry("proceedings", "v", title="The Title", booktitle="The Booktitle")
    assert fields_of(entry("inproceedings", "a", crossref="v"), volume)["booktitle"] == "The Booktitle"
    assert fields_of(entry("inproceedings", "a", crossref="v", booktitle="Mine"), volume)["booktitle"] == "Mine"
    assert fields_of(entry("inproceedings", "a", crossref="v", booktitle=" "), volume)["booktitle"] == "The Booktitle"


def test_an_issue_names_the_journal_and_a_set_the_main_title() -> None:
    issue = entry("periodical", "i", title="Journal of Ropes", issue="3")
    assert fields_of(entry("article", "a", crossref="i"), issue)["journaltitle"] == "Journal of Ropes"
    assert "journaltitle" not in fields_of(entry("article", "a", crossref="i", journal="Mine"), issue)
    assert fields_of(entry("book", "a", title="One", crossref="i"), issue)["maintitle"] == "Journal of Ropes"


def test_the_date_of_a_paper_is_its_own() -> None:
    volume = entry("proceedings", "v", title="V", year="2012", month="jul")
    assert (
        fields_of(entry("inproceedings", "a", crossref="v", date="2013-02"), volume)
        .keys()
        .isdisjoint({"year", "month"})
    )


def test_data_gives_all_but_its_names_and_comes_before_the_volume() -> None:
    data = entry("xdata", "d", publisher="Data Press", title="T", url="https://x.org/", ids="z", xdata="e")
    more = entry("xdata", "e", publisher="No", address="Port", crossref="nowhere")
    found = fields_of(entry("inproceedings", "a", xdata="D, missing", crossref="volume"), data, more, VOLUME)
    assert (found["publisher"], found["title"], found["url"], found["address"], found["year"]) == (
        "Data Press", "T", "https://x.org/", "Port", "2012",
    )  # fmt: skip
    assert found["xdata"] == "D, missing"
    assert "ids" not in found


def test_the_data_and_the_set_of_a_volume_count_for_its_papers() -> None:
    volume = entry("proceedings", "v", title="V", xdata="d", crossref="s")
    found = fields_of(
        entry("inproceedings", "a", title="P", crossref="v"),
        volume, entry("xdata", "d", publisher="Press", doi="10.1/d"), entry("mvproceedings", "s", title="S", series="Set"),
    )  # fmt: skip
    assert (found["booktitle"], found["publisher"], found["series"]) == ("V", "Press", "Set")
    assert "doi" not in found


def test_an_old_key_names_a_volume() -> None:
    assert fields_of(entry("inproceedings", "a", crossref="OLD"), VOLUME)["year"] == "2012"


def test_circles_and_long_chains_end() -> None:
    circle = [entry("book", "a", crossref="b", xdata="a"), entry("book", "b", crossref="a", year="2000")]
    assert inheriting(circle)[0].get("year") == "2000"
    chain = [entry("xdata", str(n), xdata=", ".join(str(n + more) for more in range(1, 50))) for n in range(3000)]
    assert len(inheriting(chain)) == 3000


def test_who_names_nobody_is_left_as_it_is() -> None:
    plain = [VOLUME, entry("misc", "a")]
    assert inheriting(plain) is plain
    assert inheriting([*plain, entry("misc", "b", crossref="a")])[0] is VOLUME


def test_those_that_give_may_stand_in_a_larger_library() -> None:
    child = entry("inproceedings", "a", crossref="volume")
    assert inheriting([child], [child, VOLUME])[0].get("year") == "2012"
