import json

import pytest
from recorded_answers import answer, read, unread

from unlcli.domain.identifiers import Identifier, Scheme
from unlcli.domain.record import Record, Standing
from unlcli.domain.venues import Kind, VenueTable
from unlcli.errors import NoSuchRecordError, RefusedError, UnreadableAnswerError
from unlcli.sources import openreview
from unlcli.sources.asking import Answer
from unlcli.sources.openreview_standing import standing_of, venue_name

FORUM = Identifier(Scheme.OPENREVIEW, "RopeForum1")


def test_an_accepted_paper_is_read_past_its_reviews() -> None:
    record = read("openreview", "accepted.json")
    assert (record.title, record.year, record.type) == ("Do Ropes Hold?", "2030", "inproceedings")
    assert record.venue == "The Eighteenth International Conference on Learning Representations"
    assert [name.full for name in record.authors] == ["Ana Silva", "Lars van der Berg"]
    assert (record.standing, record.url) == (Standing.PUBLISHED, "https://openreview.net/forum?id=RopeForum1")
    assert record.code == ("https://github.com/knots-lab/hold",)


@pytest.mark.parametrize("fate", ["rejected", "withdrawn", "submitted"])
def test_what_was_not_accepted_is_no_publication(fate: str) -> None:
    record = read("openreview", f"{fate}.json")
    assert (record.standing, record.venue, record.type) == (Standing(fate), "", "misc")


def test_a_journal_paper_is_an_article_of_its_journal() -> None:
    record = read("openreview", "journal.json")
    assert (record.type, record.venue, record.year) == ("article", "Transactions on Machine Learning Research", "2030")
    assert record.code == ("https://github.com/knots-lab/long",)


def test_an_import_of_corr_is_the_preprint() -> None:
    record = read("openreview", "import.json")
    assert (record.standing, record.arxiv, record.venue) == (Standing.PREPRINT, "2901.00017", "")


def test_a_workshop_keeps_its_name() -> None:
    assert read("openreview", "workshop.json").venue == "NeurIPS 2030 Workshop on Long Knots"


def note(venue: str, venue_id: str, booktitle: str, **more: object) -> Record:
    written = f"@inproceedings{{a, title={{On Knots.}}, author={{Ann One}}, booktitle={{{booktitle}}}, pages={{1--9}}, year={{2023}}}}"
    content = {"title": "On Knots.", "venue": venue, "venueid": venue_id, "_bibtex": written}
    body = {"notes": [{"id": FORUM.value, "forum": FORUM.value, "content": content, **more}]}
    return openreview.read(Answer(200, json.dumps(body).encode(), content_type="application/json"), FORUM)


def test_a_paper_of_the_findings_is_none_of_the_conference() -> None:
    booktitle = "The 2023 Conference on Empirical Methods in Natural Language Processing"
    found = note("EMNLP 2023 Findings", "EMNLP/2023/Conference", booktitle)
    assert (found.venue, found.type, found.pages) == ("EMNLP 2023 Findings", "inproceedings", "")
    assert note("EMNLP 2023 Main", "EMNLP/2023/Conference", booktitle).venue == booktitle
    findings = "Findings of the Association for Computational Linguistics: EMNLP 2023"
    assert note("EMNLP 2023 Findings", "EMNLP/2023/Conference", findings).venue == findings


@pytest.mark.parametrize(
    ("venue", "booktitle", "kept"),
    [
        (
            "ME-Knot 2023 Poster",
            "The Eleventh International Conference on Learning Representations",
            "ICLR 2023 Workshop ME-Knot",
        ),
        ("ICLR 2023 ME-Knot", "", "ICLR 2023 Workshop ME-Knot"),
        (
            "ICLR 2023 Workshop on Knots",
            "International Conference on Learning Representations",
            "ICLR 2023 Workshop on Knots",
        ),
        ("ME-Knot 2023", "ICLR 2023 Workshop on Memory of Knots", "ICLR 2023 Workshop on Memory of Knots"),
    ],
)
def test_a_workshop_s_paper_is_none_of_the_conference_around_it(venue: str, booktitle: str, kept: str) -> None:
    found = note(venue, "ICLR.cc/2023/Workshop/ME-Knot", booktitle)
    assert (found.venue, found.type) == (kept, "inproceedings")
    assert VenueTable().recognise(found.venue).kind is Kind.WORKSHOP


def test_a_title_from_dblp_loses_the_full_stop_that_dblp_adds() -> None:
    assert note("ROPES 2030", "dblp.org/conf/ROPES/2030", "ROPES").title == "On Knots"
    assert note("ROPES 2030", "ROPES.cc/2030/Conference", "ROPES").title == "On Knots."


def test_what_names_neither_venue_nor_authors_says_so() -> None:
    record = read("openreview", "anonymous.json")
    assert (record.authors, record.standing) == ((), Standing.UNKNOWN)
    assert record.hint == "ROPES.cc/2031: no decision is told; the authors are not told"


@pytest.mark.parametrize("file", ["unknown.json", "not-found.json"])
def test_an_unknown_forum_is_no_such_record(file: str) -> None:
    with pytest.raises(NoSuchRecordError):
        read("openreview", file)


@pytest.mark.parametrize("file", ["challenge.json", "forbidden.json", "too-many.json"])
def test_a_closed_source_is_a_refusal_that_says_another_way(file: str) -> None:
    with pytest.raises(RefusedError, match="OpenReview") as raised:
        read("openreview", file)
    assert "arXiv id" in raised.value.hint


def test_a_search_finds_submissions_with_their_fates() -> None:
    found = openreview.read_search(answer("openreview", "search.json"))
    assert [(record.title, record.standing) for record in found] == [
        ("Do Ropes Hold?", Standing.PUBLISHED),
        ("Do Ropes Hold?", Standing.SUBMITTED),
    ]
    assert openreview.search_for("Do Ropes Hold?", ()).url.startswith(
        "https://api2.openreview.net/notes/search?term=Do%20Ropes%20Hold%3F&content=all"
    )


@pytest.mark.parametrize("told", ["", "<html></html>", "[]", "{}", '{"notes": 3}', '{"notes": [{"id": "RopeForum1"'])
def test_another_form_is_told(told: str) -> None:
    with pytest.raises(UnreadableAnswerError):
        openreview.read(Answer(200, told.encode()), FORUM)


def test_a_note_whose_id_is_no_id_makes_no_link() -> None:
    notes = {"notes": [{"id": "x y&z", "content": {"title": "A"}}, {"id": 7, "content": []}, None]}
    assert openreview.read_search(Answer(200, json.dumps(notes).encode())) == ()


@pytest.mark.parametrize(
    ("venue", "venue_id", "standing"),
    [
        ("ICLR 2024 poster", "ICLR.cc/2024/Conference", Standing.PUBLISHED),
        ("ICLR 2023 notable top 25%", "ICLR.cc/2023/Conference", Standing.PUBLISHED),
        ("Submitted to ICLR 2024", "ICLR.cc/2024/Conference/Rejected_Submission", Standing.REJECTED),
        ("ICLR 2025 Conference Desk Rejected Submission", "", Standing.REJECTED),
        ("ICLR 2025 Conference Withdrawn Submission", "", Standing.WITHDRAWN),
        ("Submitted to NeurIPS 2024", "", Standing.SUBMITTED),
        ("Under review for TMLR", "TMLR/Under_Review", Standing.SUBMITTED),
        ("Rejected by TMLR", "TMLR/Rejected", Standing.REJECTED),
        ("Decision pending for TMLR", "", Standing.SUBMITTED),
        ("", "ICLR.cc/2025/Conference/Submission", Standing.SUBMITTED),
        ("CoRR 2021", "dblp.org/journals/CORR/2021", Standing.PREPRINT),
        ("", "", Standing.UNKNOWN),
    ],
)
def test_a_fate_is_what_venue_and_its_id_say(venue: str, venue_id: str, standing: Standing) -> None:
    assert standing_of(venue, venue_id, ["ICLR.cc/2024/Conference/-/Submission"]) is standing


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("ICLR 2024 poster", "ICLR 2024"), ("NeurIPS 2023 oral", "NeurIPS 2023"), ("ICLR 2023 notable top 5%", "ICLR 2023"),
        ("ICML 2024 (Spotlight)", "ICML 2024"), ("Accepted by TMLR", "TMLR"), ("Blogposts @ ICLR 2024", "Blogposts @ ICLR 2024"),
        ("Workshop on Long Talks 2024", "Workshop on Long Talks 2024"),
    ],
)  # fmt: skip
def test_how_a_paper_was_presented_is_no_part_of_its_venue(said: str, name: str) -> None:
    assert venue_name(said) == name


@pytest.mark.corpus
def test_real_answers_are_read() -> None:
    assert unread("openreview") == []
