"""New entries name their venues as the library does: as in the same year, else as always, else in full without a year."""

import pytest

from unlcli.domain.entry import Entry
from unlcli.domain.venue_spelling import usual_names, written_as_usual
from unlcli.domain.venues import VenueTable

VENUES = VenueTable()
ICML, ICLR = "International Conference on Machine Learning", "International Conference on Learning Representations"
OF_2025, OF_2024 = f"Proceedings of the 42nd {ICML}", f"Proceedings of the 41st {ICML}"
ACL = "Proceedings of the 62nd Annual Meeting of the Association for Computational Linguistics"


def paper(venue: str, year: str) -> Entry:
    return Entry("inproceedings", "a", {"booktitle": venue, "year": year})


def written(venue: str, year: str, library: list[Entry], new: tuple[Entry, ...] = ()) -> str:
    entry = paper(venue, year)
    return written_as_usual(entry, usual_names(library, VENUES, (entry, *new)), VENUES).get("booktitle")


@pytest.mark.parametrize("told", ["ICML 2025", "ICML", ICML, OF_2025, "Proceedings of ICML 2025"])
def test_a_venue_is_written_as_in_the_entries_of_the_same_year(told: str) -> None:
    library = [paper(OF_2025, "2025"), paper(OF_2025, "2025"), paper("ICML", "2025"), *[paper(ICML, "2024")] * 5]
    assert written(told, "2025", library) == OF_2025
    assert written(told.replace("2025", "2026").replace("42nd", "43rd"), "2026", library) == ICML


@pytest.mark.parametrize(
    ("library", "told", "is_written"),
    [
        ([paper(OF_2024, "2024")] * 2, "ICML 2025", ICML),
        ([*[paper(OF_2024, "2024")] * 2, paper(OF_2024, "2025")], "ICML 2025", ICML),  # one slip makes no usage
        ([paper(OF_2024, "2025")], f"Proceedings of the 42nd {ICML}", OF_2025),
        ([paper(f"{ICML} 2024", "2025")], ICML, ICML),
    ],
)
def test_the_number_or_year_of_another_year_is_never_taken(library: list[Entry], told: str, is_written: str) -> None:
    assert written(told, "2025", library) == is_written


def test_another_volume_of_the_same_year_is_never_taken() -> None:
    library = [paper(f"{ACL} (Volume 1: Long Papers)", "2024")] * 3
    short = f"{ACL} (Volume 2: Short Papers)"
    assert written(short, "2024", library) == short
    assert written("ACL", "2024", library) == "ACL"


def test_a_track_is_not_written_as_the_main_conference_and_not_the_other_way_round() -> None:
    main, track = "Advances in Neural Information Processing Systems", "NeurIPS Datasets and Benchmarks"
    library = [*[paper(main, "2024")] * 3, paper(f"{main} Datasets and Benchmarks Track", "2024")]
    assert written(f"{track} 2024", "2024", library) == f"{main} Datasets and Benchmarks Track"
    assert written("NeurIPS 2024", "2024", library) == main


@pytest.mark.parametrize(
    ("told", "is_written"),
    [
        ("ICLR 2025", ICLR),
        ("ICML 2025", ICML),
        ("NAACL 2025", "NAACL"),
        ("ICLR 2025 Workshop on Knots", "ICLR 2025 Workshop on Knots"),
        ("Knots 2025", "Knots 2025"),
        ("ICLR", "ICLR"),
    ],
)
def test_a_short_name_with_a_year_is_written_without_it_in_full_where_it_is_known(told: str, is_written: str) -> None:
    assert written(told, "2025", [paper(ACL, "2024")]) == is_written
    assert written(told, "2025", []) == told, "a library without venues has no usage"


def test_a_library_of_short_names_gets_a_short_name() -> None:
    assert written("ICLR 2025", "2025", [paper("ICLR", "2023")] * 3) == "ICLR"


@pytest.mark.parametrize("told", ["ICML 2025", ICML, "ICML"])
def test_what_is_new_to_a_library_is_written_alike_in_one_run(told: str) -> None:
    new = (paper("ICML 2025", "2025"), paper(ICML, "2025"), paper("ICML", "2025"))
    assert written(told, "2025", [], new) == ICML
