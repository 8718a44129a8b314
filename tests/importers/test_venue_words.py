import pytest

from unlcli.domain.venues import VenueTable
from unlcli.importers.venue_words import read

VENUES = VenueTable()


@pytest.mark.parametrize(
    ("written", "year", "short", "note", "is_told"),
    [
        ("ICML 2020", "2020", "ICML", "", False),
        ("NeurIPS'24", "2024", "NeurIPS", "", False),
        ("NIPS 2016", "2016", "NeurIPS", "", True),
        ("ICML 2020 (Oral)", "2020", "ICML", "Oral", False),
        ("ECCV 2018 [Oral] [Best Paper]", "2018", "ECCV", "Oral; Best Paper", False),
        ("Findings of ACL 2024 Best Paper Award", "2024", "Findings of ACL", "Best Paper Award", False),
        (
            "International Conference on Machine Learning, PMLR 97:100-110, 2019",
            "2019",
            "ICML",
            "PMLR 97:100-110",
            True,
        ),
        ("Expert Syst. Appl.", "", "Expert Systems with Applications", "", True),
        ("ICLR 2024", "2023", "ICLR", "ICLR 2024", False),
        ("The Bee Gazette", "2023", "The Bee Gazette", "", False),
        ("2023", "2023", "", "", False),
        ("", "", "", "", False),
    ],
)
def test_no_word_of_a_venue_is_lost(written: str, year: str, short: str, note: str, is_told: bool) -> None:
    found = read(written, year, VENUES)
    assert (found.short, found.note) == (short, note)
    assert found.repairs == ((f"venue '{written}' read as '{short}'",) if is_told else ())
