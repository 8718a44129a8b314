from unlcli.domain.finding import Location


def test_a_location_is_written_as_editors_read_it() -> None:
    assert str(Location("a b.bib", 7)) == "a b.bib:7"
