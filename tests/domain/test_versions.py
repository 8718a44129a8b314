import pytest

from unlcli.bibtex import read
from unlcli.domain import versions
from unlcli.domain.venues import VenueTable
from unlcli.domain.versions import Version


@pytest.mark.parametrize(
    ("entry", "version"),
    [
        ("@misc{a, eprint={2310.02238}}", Version.PREPRINT),
        ("@article{a, journal={arXiv preprint arXiv:2310.02238}}", Version.PREPRINT),
        ("@misc{a, url={https://arxiv.org/abs/2310.02238}}", Version.PREPRINT),
        ("@inproceedings{a, booktitle={NeurIPS 2023 Workshop on Ropes}}", Version.WORKSHOP),
        ("@inproceedings{a, booktitle={ICML}, eprint={2310.02238}}", Version.CONFERENCE),
        ("@inproceedings{a, booktitle={Rope Days}}", Version.CONFERENCE),
        ("@misc{a, howpublished={ICML}}", Version.CONFERENCE),
        ("@article{a, journal={TMLR}}", Version.JOURNAL),
        ("@article{a, journal={Rope Monthly}}", Version.JOURNAL),
        ("@book{a, publisher={X}}", Version.BOOK),
        ("@phdthesis{a, school={X}}", Version.THESIS),
        ("@proceedings{a, title={ICML}}", Version.PROCEEDINGS),
        ("@misc{a, title={x}}", Version.UNKNOWN),
    ],
)
def test_kinds(entry: str, version: Version) -> None:
    (found,) = read.read(entry.encode()).entries
    assert versions.of_entry(found, VenueTable()) is version


def test_the_more_final_is_higher() -> None:
    assert Version.UNKNOWN < Version.PREPRINT < Version.WORKSHOP < Version.CONFERENCE < Version.JOURNAL
