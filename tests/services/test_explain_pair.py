import pytest
from libraries import VENUES, entry

from unlcli.services.explain_pair import explain_pair

CONFERENCE = """@inproceedings{con, title={Forgetting Bends in Long Ropes}, author={Ann Adams and Bea Buoy},
  booktitle={ICML}, year={2021}, doi={10.1145/1}}"""


@pytest.mark.parametrize(
    ("other", "said", "field", "words"),
    [
        ("@misc{p, title={Forgetting Bends in Long Ropes}, author={A. Adams and B. Buoy}, year={2020}, eprint={2012.12345}}",
         "certainly versions of one paper", "years", "2021; 2020 (preprint one year earlier)"),
        ("@article{j, title={Forgetting Bends in Long Ropes}, author={Ann Adams and Bea Buoy}, journal={JMLR}, year={2023}}",
         "related papers, not the same", "kinds", "a conference paper (ICML); a journal article (JMLR)"),
        ("@article{d, title={Forgetting Bends in Long Ropes}, author={Ann Adams and Bea Buoy}, doi={10.1145/2}, year={2021}}",
         "related papers, not the same", "identifiers", "different DOIs (10.1145/1, 10.1145/2)"),
        ("@misc{x, title={Something Else}, author={Zoe Zulu}}",
         "too little makes them one paper", "authors", "0 in common of 2 and 1, other first authors: Ann Adams, Bea Buoy; Zoe Zulu"),
        ("@misc{n, note={x}}", "too little makes them one paper", "titles", "one has none"),
        ("@misc{d, title={Bends}, doi={10.1145/1}}",
         "certainly the same paper", "identifiers", "both have DOI 10.1145/1"),
    ],
)  # fmt: skip
def test_each_piece_of_evidence_is_told_in_words(other: str, said: str, field: str, words: str) -> None:
    told = explain_pair(entry(CONFERENCE), entry(other), VENUES)
    assert f": {said} (" in told.text
    assert dict(told.compared)[field] == words
    assert f"  {field:<12} {words}\n" in told.text + "\n"
