from libraries import after, library

from unlcli.services.remove import remove_entries

TEXT = "@misc{a, title={A}}\n\n@misc{b, title={B}}\n"


def test_an_entry_named_twice_is_removed_once() -> None:
    first, _ = library(TEXT)
    assert after(TEXT, remove_entries([first, first])) == "@misc{b, title={B}}\n"
    assert library(after(TEXT, remove_entries(library(TEXT).entries))).entries == ()
