from collections.abc import Callable

import pytest

from unlcli.domain.finding import Finding, Location

Check = Callable[..., list[Finding]]


@pytest.mark.parametrize("field", ["crossref", "xref", "xdata", "related", "entryset"])
def test_a_key_that_no_entry_has(check: Check, field: str) -> None:
    (found,) = check("K003", f"@misc{{a,\n title={{A}},\n {field}={{gone}},\n}}\n")
    assert (found.key, found.location) == ("a", Location("1.bib", 3))
    assert f"names gone in {field}" in found.message


def test_case_former_keys_and_other_files_do_not_matter(check: Check) -> None:
    first = "@misc{a, crossref={B}, related={old, c}}\n@misc{b, title={B}, ids={old}}\n"
    assert check("K003", first, "@misc{c, title={C}}\n") == []
    assert [f.message for f in check("K003", first)] == ["a names c in related, and there is no c"]


def test_a_file_whose_parents_stand_elsewhere_is_told_once(check: Check) -> None:
    text = "".join(f"@inproceedings{{p{n}, title={{T}}, crossref={{conf{n}}}}}\n" for n in range(20))
    (found,) = check("K003", text)
    assert found.message.startswith("20 of 20 references name entries that are not there")
    assert found.remedies == ("check the files together: unl check 1.bib OTHER.bib",)
    parents = "".join(f"@proceedings{{conf{n}, title={{T}}}}\n" for n in range(19))
    assert [f.key for f in check("K003", text + parents)] == ["p19"]
