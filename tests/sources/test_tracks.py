"""The track of a conference: read from an address of the NeurIPS proceedings, or from the words of OpenReview's decision."""

import pytest

from unlcli.domain.venues import VenueTable
from unlcli.sources.dblp_hit import record_of
from unlcli.sources.openreview_note import record_of as record_of_note
from unlcli.sources.reading.tracks import with_track

PAGE = f"https://papers.nips.cc/paper_files/paper/2024/hash/{'a1' * 16}-Abstract-"
TRACK = "Advances in Neural Information Processing Systems (Datasets and Benchmarks Track)"


@pytest.mark.parametrize(
    ("venue", "file", "told"),
    [
        ("NeurIPS", "Datasets_and_Benchmarks_Track.html", TRACK),
        ("NeurIPS", "Conference.html", "NeurIPS"),
        ("ICML", "Datasets_and_Benchmarks_Track.html", "ICML"),
        (TRACK, "Datasets_and_Benchmarks_Track.html", TRACK),
    ],
)
def test_an_address_tells_the_track(venue: str, file: str, told: str) -> None:
    assert with_track(venue, (PAGE + file,)) == told


def test_a_hit_of_dblp_has_the_track_of_its_page() -> None:
    told = record_of({"title": "Knots.", "venue": "NeurIPS", "year": "2024", "key": "conf/nips/X24",
                      "ee": PAGE + "Datasets_and_Benchmarks_Track.html"})  # fmt: skip
    assert told is not None
    assert told.venue == TRACK


@pytest.mark.parametrize("written", ["", "Advances in Neural Information Processing Systems"])
def test_openreviews_decision_tells_the_track(written: str) -> None:
    content: dict[str, object] = {
        "title": {"value": "Knots"},
        "venue": {"value": "NeurIPS 2024 Track Datasets and Benchmarks Poster"},
        "venueid": {"value": "NeurIPS.cc/2024/Datasets_and_Benchmarks_Track"},
    }
    if written:
        content["_bibtex"] = {"value": f"@inproceedings{{a, title={{Knots}}, booktitle={{{written}}}, year={{2024}}}}"}
    told = record_of_note({"id": "abcdefgh12", "forum": "abcdefgh12", "content": content}, "openreview")
    assert told is not None
    assert (told.venue, told.type) == (TRACK, "inproceedings")
    assert VenueTable().recognise(told.venue).short == "NeurIPS Datasets and Benchmarks"
