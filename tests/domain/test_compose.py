import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.domain.compose import entry_of, told_by_link
from unlcli.domain.draft import Draft
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
