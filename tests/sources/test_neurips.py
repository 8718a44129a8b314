import pytest
from recorded_answers import read, unread

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.errors import NoSuchRecordError
from unlcli.sources import neurips

HASH = "0123456789abcdef0123456789abcdef"
SITE = "https://proceedings.neurips.cc/paper_files/paper"


def asked(year: int, link: str) -> list[str]:
    return [request.url for request in neurips.requests_for(Identifier(Scheme.NEURIPS, f"{year}/hash/{HASH}"), link)]


def test_a_papers_page_is_read() -> None:
    record = read("neurips", "abstract.html")
    assert [name.full for name in record.authors] == ["Wei Li", "Lars van der Berg", "Madonna"]
    assert (record.title, record.year, record.volume, record.type) == (
        "Ropes That Learn",
        "2031",
        "44",
        "inproceedings",
    )
    assert record.venue == "Advances in Neural Information Processing Systems"
    assert record.url == f"{SITE}/2031/hash/{HASH}-Abstract-Conference.html"


def test_a_page_of_the_old_site_is_read_as_any_page() -> None:
    record = read("landing", "old-site.html", service="neurips")
    assert [name.full for name in record.authors] == ["Wei Li", "Lars van der Berg"]
    assert (record.type, record.year, record.pages) == ("inproceedings", "2018", "11--20")
    assert record.venue == "Advances in Neural Information Processing Systems"


@pytest.mark.parametrize(
    ("link", "first"),
    [
        (f"{SITE}/2023/file/{HASH}-Paper-Conference.pdf", f"{SITE}/2023/hash/{HASH}-Abstract-Conference.html"),
        (
            f"{SITE}/2023/file/{HASH}-Supplemental-Datasets_and_Benchmarks.zip",
            f"{SITE}/2023/hash/{HASH}-Abstract-Datasets_and_Benchmarks.html",
        ),
        (
            f"https://papers.nips.cc/paper/2023/hash/{HASH}-Abstract.html",
            f"https://papers.nips.cc/paper/2023/hash/{HASH}-Abstract.html",
        ),
        ("", f"{SITE}/2023/hash/{HASH}-Abstract-Conference.html"),
    ],
)
def test_a_link_to_any_file_leads_to_the_abstract_page(link: str, first: str) -> None:
    assert asked(2023, link)[0] == first


def test_without_a_link_the_tracks_are_tried_in_turn() -> None:
    assert [url.rpartition("-Abstract")[2] for url in asked(2022, "")] == [
        "-Conference.html",
        ".html",
        "-Datasets_and_Benchmarks_Track.html",
    ]
    assert asked(2019, "")[0] == f"{SITE}/2019/hash/{HASH}-Abstract.html"


def test_an_unknown_paper_is_no_such_record() -> None:
    with pytest.raises(NoSuchRecordError):
        read("neurips", "unknown.html")


@pytest.mark.corpus
def test_real_answers_are_read() -> None:
    assert unread("neurips", "landing") == []
