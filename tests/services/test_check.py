import pytest
from libraries import VENUES, library

from unlcli.bibtex import read
from unlcli.errors import UsageError
from unlcli.services.check import CheckOptions, check
from unlcli.store.config import CheckSettings

BAD = (
    "@misc{a, title={Rope Tricks for Old Sailors}, author={Byte, Bob}, doi={10.1234/x}}\n"
    "@misc{b, title={Rope Tricks for Old Sailors}, author={Byte, Bob}, doi={10.1234/x}}\n"
    "@misc{a, title={Other}}\n@misc{c, title={x}\n"
)


def test_findings_come_in_file_and_line_order() -> None:
    libraries = [read.read(BAD.encode(), path=path) for path in ("z.bib", "a.bib")]
    found = check(libraries, CheckOptions(CheckSettings(), VENUES))
    places = [(f.location.path, f.location.line) for f in found.findings]
    assert places == sorted(places, key=lambda place: (place[0] != "z.bib", place[1]))
    assert {f.code for f in found.findings} >= {"D001", "K001", "P001"}
    assert 6 <= found.errors <= len(found.findings)


def test_an_empty_library_has_none() -> None:
    assert check([library("")], CheckOptions(CheckSettings(), VENUES)).findings == ()


def test_a_setting_that_names_no_rule() -> None:
    with pytest.raises(UsageError):
        check([library("")], CheckOptions(CheckSettings(select=("Q",)), VENUES))
