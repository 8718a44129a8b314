import pytest
from recorded_answers import read, unread

from unlcli.domain.record import Standing
from unlcli.errors import NoSuchRecordError


def test_before_venues_were_told_the_bibtex_says_what_was_accepted() -> None:
    record = read("openreview_v1", "accepted.json")
    assert (record.title, record.year, record.standing) == ("Old Ropes", "2019", Standing.PUBLISHED)
    assert record.venue == "International Conference on Learning Representations"


def test_a_workshop_that_tells_no_decision_is_not_taken_for_published() -> None:
    record = read("openreview_v1", "undecided.json")
    assert (record.standing, record.venue, record.year) == (Standing.UNKNOWN, "", "2018")
    assert record.hint == "NIPS.cc/2018/Workshop/Ropes: no decision is told"
    assert [name.full for name in record.authors] == ["Kim Smith", "Wei Li"]


def test_an_unknown_note_is_no_such_record() -> None:
    with pytest.raises(NoSuchRecordError):
        read("openreview_v1", "unknown.json")


@pytest.mark.corpus
def test_real_answers_are_read() -> None:
    assert unread("openreview_v1") == []
