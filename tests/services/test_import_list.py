import random

from hypothesis import given, settings
from hypothesis import strategies as st
from libraries import VENUES, after, library

from unlcli.services.add import AddOptions, Duplicates
from unlcli.services.import_list import Document, import_list

TITLES = ["Bowlines for Beginners", "Sheet Bends in Theory", "Clove Hitches Revisited", "Reef Knots at Sea"]
HOW = AddOptions(Duplicates.UPDATE, today="2026-01-01")


def _section(title: str, version: int, section: str, year: int) -> str:
    number = TITLES.index(title) + 1
    link = (f"https://arxiv.org/abs/2301.0000{number}", f"https://openreview.net/forum?id=forum{number}xyz", "")[
        version
    ]
    cell = f"[{title}]({link})" if link else title
    venue = ("arXiv", "ICML", "ICML")[version]
    return f"## {section}\n\n| Title | Venue | Year |\n| --- | --- | --- |\n| {cell} | {venue} | {year} |\n"


SECTIONS = st.builds(
    _section, st.sampled_from(TITLES), st.integers(0, 2), st.sampled_from(["Survey", "Benchmark", "LLM"]), st.just(2023)
)


def _imported(documents: list[str], text: str = "") -> str:
    for document in documents:
        text = after(text, import_list([Document("list.md", document)], library(text), VENUES, HOW).additions.changes)
    return text


@settings(max_examples=40)
@given(documents=st.lists(SECTIONS, min_size=2, max_size=5), order=st.randoms(use_true_random=False))
def test_order_does_not_change_how_many_papers_there_are(documents: list[str], order: random.Random) -> None:
    shuffled = list(documents)
    order.shuffle(shuffled)
    texts = [_imported(documents), _imported(shuffled), _imported(["\n".join(documents)])]
    assert len({len(library(text)) for text in texts}) == 1


@settings(max_examples=40)
@given(documents=st.lists(SECTIONS, min_size=1, max_size=4))
def test_importing_again_changes_no_byte(documents: list[str]) -> None:
    text = _imported(documents)
    assert _imported(documents, text) == text
    assert _imported(documents[::-1], text) == text


def test_a_plan_holds_every_row_read() -> None:
    documents = [
        Document("a.md", _section(TITLES[0], 0, "Survey", 2023)),
        Document("b.md", _section(TITLES[0], 1, "LLM", 2023)),
    ]
    plan = import_list(documents, library(""), VENUES, HOW)
    assert [draft.title for draft in plan.drafts] == [TITLES[0]] * 2
    assert [name for name, _ in plan.readings] == ["a.md", "b.md"]
    assert len(plan.additions.added) == 1


def test_entries_without_a_title_are_imported_once() -> None:
    bib = "@misc{a,\n  note = {Ask Ann},\n}\n\n@misc{b,\n  note = {Ask Bob},\n}\n"
    once = _imported([bib])
    assert len(library(once)) == 2
    assert _imported([bib], once) == once


def test_a_library_just_made_has_no_malformed_identifier() -> None:
    bib = "@misc{a,\n  title = {Knots},\n  doi = {N/A},\n}\n\n@misc{b,\n  title = {Ropes},\n  doi = other,\n}\n"
    plan = import_list([Document("a.bib", bib)], library(""), VENUES, HOW)
    assert plan.additions.conflicts == (
        "b: doi: the macro other is defined nowhere; its name is kept",
        "a: doi: 'N/A' is not a DOI and is left out",
        "b: doi: 'other' is not a DOI and is left out",
    )
    made = _imported([bib])
    assert "doi" not in made
    assert _imported([bib], made) == made
