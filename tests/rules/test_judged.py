from unlcli.bibtex import read
from unlcli.domain.finding import Location
from unlcli.domain.venues import VenueTable
from unlcli.rules.judged import Judged

ENTRY = "@misc{a, title={Rope Tricks for Old Sailors}, author={Byte, Bob}, doi={10.1234/x}}\n"


def test_groups_index_the_entries_of_all_libraries() -> None:
    libraries = tuple(read.read(text.encode(), path=path) for path, text in (("one", "\n" + ENTRY), ("two", ENTRY)))
    judged = Judged(libraries, VenueTable())
    assert [placed.location for placed in judged.entries] == [Location("one", 2), Location("two", 1)]
    (group,) = judged.groups
    assert set(group.members) == {0, 1}
