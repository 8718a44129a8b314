from hypothesis import given
from hypothesis import strategies as st
from libraries import after, library

from unlcli.domain import categories
from unlcli.errors import UsageError
from unlcli.services.categories import count_categories, rename_category

TEXT = "@misc{a,\n  category = {One > Two; Three},\n}\n@misc{b,\n  category = {one},\n}\n@misc{c, title = {C}}\n"


def test_counts() -> None:
    counts = [(categories.written(c.path), c.count) for c in count_categories(library(TEXT))]
    assert counts == [("One", 2), ("One > Two", 1), ("Three", 1), ("", 1)]


NAMES = st.sampled_from(["One", "one > two", "Three", "Four", "One > Two > Five", "three > one", "A"])


@given(old=NAMES, new=NAMES)
def test_renaming_loses_no_paper_and_leaves_nothing_of_the_old(old: str, new: str) -> None:
    try:
        changed = library(after(TEXT, rename_category(library(TEXT), old, new)))
    except UsageError:
        assert not any(
            categories.is_within(p, categories.parse(old)) for e in library(TEXT) for p in categories.of_entry(e)
        )
        return
    before, target = categories.parse(old), categories.parse(new)
    assert [bool(categories.of_entry(e)) for e in changed] == [True, True, False]
    for entry, was in zip(changed, library(TEXT), strict=True):
        paths = categories.of_entry(entry)
        if not categories.is_within(target, before):
            assert not any(
                categories.is_within(path, before) and not categories.is_within(path, target) for path in paths
            )
        if any(categories.is_within(path, before) for path in categories.of_entry(was)):
            assert any(categories.is_within(path, target) for path in paths)
