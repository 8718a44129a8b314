import pytest
from recorded_answers import answer, real

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.names import Name
from unlcli.domain.record import Record, Standing
from unlcli.errors import NoSuchRecordError, RefusedError, SourceError, UnreadableAnswerError
from unlcli.sources import arxiv
from unlcli.sources.asking import DAY, Answer


def named(value: str) -> Identifier:
    return Identifier(Scheme.ARXIV, value)


def entry(inside: str, value: str = "2405.00009") -> Record:
    feed = (
        f'<feed xmlns:arxiv="a"><entry><id>http://arxiv.org/abs/{value}v1</id><title>T</title>'
        f"<published>2024-05-01T00:00:00Z</published>{inside}</entry></feed>"
    )
    return arxiv.read(Answer(200, feed.encode()), named(value))


def test_a_preprint_is_asked_for_and_read_whole() -> None:
    [request] = arxiv.requests_for(named("2408.10682"), "https://arxiv.org/abs/2408.10682v2")
    assert request.url == "https://export.arxiv.org/api/query?id_list=2408.10682&max_results=1"
    assert request.max_age == DAY
    assert arxiv.read(answer("arxiv", "preprint.xml"), named("2408.10682")) == Record(
        "arxiv",
        "Towards Robust Knowledge Unlearning: An Adversarial Framework for Assessing and Improving Unlearning Robustness "
        "in Large Language Models",
        authors=tuple(
            Name(family, given)
            for given, family in (
                ("Hongbang", "Yuan"), ("Zhuoran", "Jin"), ("Pengfei", "Cao"), ("Yubo", "Chen"), ("Kang", "Liu"), ("Jun", "Zhao"),
            )
        ),
        year="2024",
        month="8",
        type="misc",
        arxiv="2408.10682",
        primary_class="cs.CL",
        url="https://arxiv.org/abs/2408.10682",
        code=("https://github.com/made-up/robust_unlearning",),
        abstract="LLMs have achieved success in many fields. Our codes are available at https://github.com/made-up/robust_unlearning.",
        standing=Standing.PREPRINT,
        hint="Accepted by AAAI 2025",
    )  # fmt: skip


def test_an_old_id_latex_and_odd_names_are_read() -> None:
    found = arxiv.read(answer("arxiv", "old-id-latex.xml"), named("math/0309136"))
    assert found.title == "On H²-spaces of Erdős and Gál"
    assert found.authors == (
        Name("Made", "Ludwig", "van"),
        Name("Other", "A. N.", "", "Jr."),
        Name("The Forget Collaboration"),
    )
    assert found.others == (Identifier(Scheme.DOI, "10.5555/jmu.7"),)
    assert (found.doi, found.hint, found.abstract) == ("", "J. Made-Up 7 (2004), 1-9", "We show that a<b.")
    assert arxiv.request_for_many(["math/0309136"]).url.endswith("id_list=math/0309136&max_results=1")


def test_several_are_asked_for_at_once_and_paired_by_id() -> None:
    ids = ["2405.03097", "2404.99999", "2408.10682"]
    assert arxiv.request_for_many(ids).url.endswith("?id_list=2405.03097,2404.99999,2408.10682&max_results=3")
    together = answer("arxiv", "three-one-missing.xml")
    alone = arxiv.split(together.body)
    assert set(alone) == {"2405.03097", "2408.10682"}
    for value in alone:
        assert arxiv.split(alone[value]).keys() == {value}
        read = arxiv.read(Answer(200, alone[value]), named(value))
        assert read == arxiv.read(together, named(value))
        assert read.arxiv == value
    with pytest.raises(NoSuchRecordError):
        arxiv.read(together, named("2404.99999"))
    with pytest.raises(NoSuchRecordError):
        arxiv.read(Answer(200, alone["2405.03097"]), named("2408.10682"))


def test_nothing_is_split_from_feeds_without_papers() -> None:
    assert arxiv.split(answer("arxiv", "unknown.xml").body) == {}
    assert arxiv.split(answer("arxiv", "malformed-id.xml").body) == {}
    with pytest.raises(UnreadableAnswerError):
        arxiv.split(answer("arxiv", "truncated.xml").body)


def test_a_withdrawn_preprint_is_one() -> None:
    assert arxiv.read(answer("arxiv", "withdrawn.xml"), named("2501.00001")).standing is Standing.WITHDRAWN


@pytest.mark.parametrize(
    ("comment", "summary", "standing"),
    [
        ("This paper has been withdrawn by the authors", "We show.", Standing.WITHDRAWN),
        ("12 pages. This submission has been withdrawn by arXiv administrators", "We show.", Standing.WITHDRAWN),
        ("withdrawn due to an error", "We show.", Standing.WITHDRAWN),
        ("", "This paper was withdrawn by the author.", Standing.WITHDRAWN),
        ("Paper withdrawn from a workshop", "We show.", Standing.PREPRINT),
        ("This paper has been withdrawn from ICLR 2024 and is accepted at ICML", "We show.", Standing.PREPRINT),
        ("", "We study when a paper has been withdrawn. This paper is withdrawn in none.", Standing.PREPRINT),
        ("", "Drugs withdrawn from the market are forgotten.", Standing.PREPRINT),
    ],
)
def test_only_a_withdrawal_from_arxiv_is_one(comment: str, summary: str, standing: Standing) -> None:
    assert entry(f"<arxiv:comment>{comment}</arxiv:comment><summary>{summary}</summary>").standing is standing


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("10.1000/ABC", ["10.1000/abc"]), ("doi:10.1000/abc", ["10.1000/abc"]), ("https://dx.doi.org/10.1000/a 10.1000/b", ["10.1000/a", "10.1000/b"]),
        ("10.1000/a, 10.1000/a", ["10.1000/a"]), ("10.18653/v1/P17-2044", ["P17-2044"]), ("to appear", []), ("10.48550/arXiv.2405.00009", []),
        ("http://www.journal.org/paper", []), ("", []),
    ],
)  # fmt: skip
def test_dois_as_authors_type_them(typed: str, others: list[str]) -> None:
    found = entry(f"<arxiv:doi>{typed}</arxiv:doi>")
    assert [other.value for other in found.others] == others
    assert found.doi == ""


def test_what_stands_for_no_author_is_left_out() -> None:
    found = entry("".join(f"<author><name>{name}</name></author>" for name in ("Gemini Team", ":", "Ann One", "")))
    assert found.authors == (Name("Gemini Team"), Name("One", "Ann"))


@pytest.mark.parametrize(
    ("file", "kind", "told"),
    [
        ("unknown.xml", NoSuchRecordError, "arXiv: does not know arXiv id 2405.00003"),
        ("malformed-id.xml", NoSuchRecordError, "incorrect id format for 2101.1"),
        ("rate.txt", RefusedError, "asks for a pause"),
        ("truncated.xml", UnreadableAnswerError, "cut off or broken"),
        ("entities.xml", UnreadableAnswerError, "cut off or broken"),
    ],
)
def test_what_is_no_record_says_what_it_is(file: str, kind: type[SourceError], told: str) -> None:
    with pytest.raises(kind, match=told) as raised:
        arxiv.read(answer("arxiv", file), named("2405.00003"))
    assert raised.value.source == "arxiv"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, b"Rate exceeded.", RefusedError), (406, b"", RefusedError), (200, b"<!DOCTYPE html><html>", UnreadableAnswerError),
        (200, b"<rss/>", UnreadableAnswerError), (200, b"<feed>" + b"<a>" * 90 + b"</a>" * 90 + b"</feed>", UnreadableAnswerError),
        (400, b"Bad Request", UnreadableAnswerError), (200, b"", UnreadableAnswerError),
    ],
)  # fmt: skip
def test_other_answers_than_feeds(status: int, body: bytes, kind: type[SourceError]) -> None:
    with pytest.raises(SourceError) as raised:
        arxiv.read(Answer(status, body), named("2405.00003"))
    assert type(raised.value) is kind


REAL = {
    "id-1605.08386.xml": ("1605.08386", "Heat-bath random walks with Markov bases", "2016", 2, ()),
    "id-1312.2021-doi-journalref.xml": ("1312.2021", "Living with the Wrong Sign", "2013", 3, ("10.1103/invaliddoi.89.084044",)),
    "id-astro-ph_0601001-journalref.xml": (
        "astro-ph/0601001",
        "Frequency of Hot Jupiters and Very Hot Jupiters from the OGLE-III Transit Surveys Toward the Galactic Bulge and Carina",
        "2006", 4, (),
    ),
    "id-two-one-missing.xml": (
        "1707.08567", "Proceedings of Workshop AEW10: Concepts in Information Theory and Communications", "2017", 34, (),
    ),
}  # fmt: skip


@pytest.mark.corpus
@pytest.mark.parametrize("file", REAL)
def test_real_answers_are_read_as_they_are(file: str) -> None:
    value, title, year, authors, others = REAL[file]
    told = real("arxiv", file)
    found = arxiv.read(told, named(value))
    assert (found.title, found.year, len(found.authors)) == (title, year, authors)
    assert tuple(other.value for other in found.others) == others
    assert arxiv.read(Answer(200, arxiv.split(told.body)[value]), named(value)) == found


@pytest.mark.corpus
def test_a_real_feed_of_ten_is_taken_apart() -> None:
    feed = real("arxiv", "search-all-testing-p0.xml")
    alone = arxiv.split(feed.body)
    assert len(alone) == 10
    assert all(
        arxiv.read(Answer(200, body), named(value)) == arxiv.read(feed, named(value)) for value, body in alone.items()
    )


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("id-0000.0000-empty.xml", NoSuchRecordError), ("id-abc-400.xml", NoSuchRecordError), ("id-INVALIDID-400-old.xml", NoSuchRecordError),
        ("error-429-rate-exceeded.txt", RefusedError), ("abs-2006.05188.html", UnreadableAnswerError),
    ],
)  # fmt: skip
def test_real_failures_are_told_apart(file: str, kind: type[SourceError]) -> None:
    with pytest.raises(SourceError) as raised:
        arxiv.read(real("arxiv", file), named("2006.05188"))
    assert type(raised.value) is kind
