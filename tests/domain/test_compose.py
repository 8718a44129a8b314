import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.domain.compose import entry_of, told_by_link, without_malformed
from unlcli.domain.draft import Draft
from unlcli.domain.entry import Entry
from unlcli.domain.text import plain, to_bibtex
from unlcli.domain.venues import VenueTable

VENUES = VenueTable()


@pytest.mark.parametrize(
    ("venue", "urls", "entry_type", "fields"),
    [
        ("ICML", (), "inproceedings", {"booktitle": "ICML"}),
        ("JMLR", (), "article", {"journal": "JMLR"}),
        ("ICML Workshop on Ropes", (), "inproceedings", {"booktitle": "ICML Workshop on Ropes"}),
        ("arXiv", ("https://arxiv.org/abs/2310.02238",), "misc", {"eprint": "2310.02238", "archiveprefix": "arXiv"}),
        ("arXiv", (), "misc", {"howpublished": "arXiv"}),
        ("My Blog", (), "misc", {"howpublished": "My Blog"}),
        ("", (), "misc", {}),
        ("ACL", ("https://aclanthology.org/2024.findings-acl.7/",), "inproceedings", {"booktitle": "Findings of ACL"}),
        ("", ("https://aclanthology.org/2024.emnlp-industry.7/",), "inproceedings", {"booktitle": "EMNLP Industry Track"}),
        ("NeurIPS", ("https://papers.nips.cc/paper/2023/hash/" + "0" * 32 + "-Abstract-Datasets_and_Benchmarks.html",), "inproceedings",
         {"booktitle": "NeurIPS Datasets and Benchmarks"}),
        ("IEEE S&P", (), "inproceedings", {"booktitle": "IEEE S\\&P"}),
    ],
)  # fmt: skip
def test_the_venue_makes_the_type(venue: str, urls: tuple[str, ...], entry_type: str, fields: dict[str, str]) -> None:
    made = entry_of(Draft("T", 1, venue=venue, urls=urls), VENUES)
    assert made.type == entry_type
    assert {n: v for n, v in made.fields.items() if n not in ("title", "url")} == fields


def test_the_best_link_is_url_and_identifiers_are_fields() -> None:
    urls = ("https://arxiv.org/abs/2310.02238", "https://doi.org/10.1234/a", "https://x.org/p")
    made = entry_of(
        Draft(
            "T", 1, urls=urls, code=("https://github.com/a/b", "https://c.org"), links={"slides": ("https://s.org",)}
        ),
        VENUES,
    )
    assert dict(made.fields) == {
        "title": "T", "doi": "10.1234/a", "eprint": "2310.02238", "archiveprefix": "arXiv", "url": "https://doi.org/10.1234/a",
        "alturl": "https://x.org/p https://arxiv.org/abs/2310.02238", "code": "https://github.com/a/b https://c.org", "slides": "https://s.org",
    }  # fmt: skip


@given(title=st.text(max_size=20), extra=st.text(max_size=20))
def test_text_reads_back(title: str, extra: str) -> None:
    made = entry_of(Draft(title, 1, extra={"note": extra}, categories=("R&D > 100%",)), VENUES)
    assert (made.plain("title"), made.plain("note")) == (plain(to_bibtex(title)), plain(to_bibtex(extra)))
    assert made.values("category") == ("R&D > 100%",)


def test_bibtex_keeps_its_fields_and_gains_categories() -> None:
    draft = Draft(
        "T", 1, type="book", key="k", fields={"title": "{T}", "category": "A; B > C"}, categories=("A", "B", "D > E")
    )
    made = entry_of(draft, VENUES)
    assert (made.type, made.key, made.get("title"), made.get("category")) == ("book", "k", "{T}", "A; B > C; D > E")
    same = Draft("T", 1, type="book", key="k", fields={"title": "{T}", "category": "A ;B>C"}, categories=("a", "B > C"))
    assert entry_of(same, VENUES).get("category") == "A ;B>C"


@pytest.mark.parametrize(
    "link", ["https://aclanthology.org/2024.unknownconf-1.7/", "https://x.org/a", "https://aclanthology.org/P19-1001/"]
)
def test_links_that_name_no_venue(link: str) -> None:
    assert told_by_link(link, VENUES) is None


def test_an_identifier_that_is_none_is_left_out_and_told() -> None:
    entry, told = without_malformed(Entry("misc", "a", {"title": "A", "doi": "PAC\\_2007", "year": "2007"}))
    assert entry.fields == {"title": "A", "year": "2007"}
    assert told == ("a: doi: 'PAC\\\\_2007' is not a DOI and is left out",)


@pytest.mark.parametrize(
    ("links", "kept"),
    [
        ({}, {"url": "https://example.org/a"}),
        ({"url": "https://example.org"}, {"url": "https://example.org", "alturl": "https://example.org/a"}),
        (
            {"url": "https://example.org", "alturl": "https://example.org/b"},
            {"url": "https://example.org", "alturl": "https://example.org/b https://example.org/a"},
        ),
    ],
)
def test_an_address_in_its_place_is_kept(links: dict[str, str], kept: dict[str, str]) -> None:
    entry, told = without_malformed(Entry("misc", "a", {"doi": "https://example.org/a", **links}))
    assert entry.fields == kept
    assert told == (f"a: doi: 'https://example.org/a' is not a DOI and is kept in {'alturl' if links else 'url'}",)


def test_other_entries_stay_what_they_are() -> None:
    entry = Entry("misc", "a", {"doi": "https://doi.org/10.1000/182", "eprint": "x"})
    assert without_malformed(entry) == (entry, ())
