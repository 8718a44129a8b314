from libraries import VENUES, library

from unlcli.domain.comparison import Comparison
from unlcli.services.compare_entries import compare_entries
from unlcli.services.dedupe import dedupe, group_of

TEXT = """\
@misc{a, title={Forgetting {Bends} in Ropes}, author={Adams, Ann and Buoy, Bea}, year={2020}, eprint={2012.12345}}

@inproceedings{b, title={Forgetting bends: in Long Ropes}, author={Ann Adams and Buoy, Bea and others}, year={2020},
  booktitle={Proceedings of the 38th International Conference on Machine Learning}, eprint={2012.12345v2},
  url={https://proceedings.mlr.press/v139/a21a.html}}
"""


def _compared(text: str) -> Comparison:
    there = library(text)
    (found,) = compare_entries([group_of(there.entries, "library.bib")], VENUES)
    return found


def _odd(comparison: Comparison) -> dict[str, list[list[str]]]:
    return {
        field.name: [[part.text for part in value if part.is_odd] for value in field.values]
        for field in comparison.fields
    }


def test_only_what_not_both_say_is_odd() -> None:
    assert _odd(_compared(TEXT)) == {
        "key": [[], []],
        "type": [["misc"], ["inproceedings"]],
        "title": [[], ["Long"]],  # neither case nor punctuation nor braces count
        "authors": [[], ["et al."]],
        "year": [[], []],
        "venue": [["arXiv"], ["Proceedings of the 38th International Conference on Machine Learning"]],
        "identifiers": [[], ["pmlr:v139/a21a"]],
        "url": [[], []],  # one has none, which contradicts nothing
    }


def test_a_field_that_one_entry_lacks_is_partial() -> None:
    assert {field.name for field in _compared(TEXT).fields if field.is_partial} == {"url"}


def test_spellings_of_a_venue_are_one() -> None:
    text = "@inproceedings{a, title={T}, booktitle={NeurIPS}}\n@inproceedings{b, title={T}, booktitle={%s}}\n"
    same = _compared(text % "Advances in Neural Information Processing Systems")
    assert not any(field.differs for field in same.fields)


def test_fields_that_no_entry_has_are_left_out() -> None:
    assert [field.name for field in _compared("@misc{a, title={T}}\n@misc{b, title={T}}\n").fields] == [
        "key",
        "type",
        "title",
    ]


def test_thousands_of_authors_are_not_all_shown() -> None:
    crowd = " and ".join(f"Author{n}, A." for n in range(3000))
    (row,) = (
        f
        for f in _compared(f"@misc{{a, author={{{crowd}}}}}\n@misc{{b, author={{Me}}}}\n").fields
        if f.name == "authors"
    )
    assert len(row.values[0]) == 21
    assert row.values[0][-1].text == "and 2980 more"


def test_the_heading_says_verdict_relation_score_and_reason() -> None:
    (found,) = compare_entries(dedupe([library(TEXT)], VENUES), VENUES)
    assert found.heading == "certainly versions of one paper (100): same arXiv id 2012.12345"
    assert found.remedies == ("unl dedupe --merge a b", "unl dedupe --not-same a b")


def test_a_group_of_several_reasons_tells_which_two_entries_each_is_about() -> None:
    title = "Forgetting Bends in Very Long Ropes"
    pre = (
        f"@misc{{%s, title={{{title}}}, author={{Adams, Ann and Buoy, Bea}}, year={{2020}}, howpublished={{arXiv}}}}\n"
    )
    out = f"@inproceedings{{c, title={{{title}}}, author={{Adams, Ann and Buoy, Bea}}, year={{2021}}, booktitle={{ICML}}}}\n"
    (found,) = compare_entries(dedupe([library(pre % "a" + pre % "b" + out)], VENUES), VENUES)
    assert [link.split(" (")[0] for link in found.links] == ["a, b", "a, c"]
    (pair,) = compare_entries(dedupe([library(pre % "a" + out)], VENUES), VENUES)
    assert pair.links == ()
