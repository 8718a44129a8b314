from libraries import VENUES, entry

from unlcli.services.record import record


def test_the_best_link_is_first_of_all() -> None:
    found = record(
        entry(
            "@misc{a, title={A}, eprint={2101.00001}, url={https://x.org/a https://y.org}, alturl={https://doi.org/10.1234/x}}"
        ),
        VENUES,
    )
    assert found["url"] == "https://x.org/a"
    assert set(found["urls"]) == {"https://x.org/a", "https://y.org", "https://doi.org/10.1234/x"}  # type: ignore[call-overload]
    assert found["identifiers"] == {"arxiv": "2101.00001", "doi": "10.1234/x"}


def test_an_entry_with_nothing_has_every_member() -> None:
    bare = record(entry("@misc{a}"), VENUES)
    assert bare == {
        "key": "a", "type": "misc", "line": 1, "title": "", "authors": [], "others": False, "year": "", "venue": "", "series": "", "version": "unknown",
        "url": "", "urls": [], "code": [], "links": {}, "categories": [], "identifiers": {}, "fields": {},
    }  # fmt: skip


def test_text_is_readable() -> None:
    found = record(
        entry('@misc{a, title={{\\"U}ber \\& {LLM}s}, author={M{\\"u}ller, J{\\"o}rg and {Big Lab}}}'), VENUES
    )
    assert found["title"] == "Über & LLMs"
    assert found["authors"] == ["Jörg Müller", "Big Lab"]
