from dataclasses import replace

import pytest

from unlcli.domain import habits, letters
from unlcli.domain.entry import Entry


def library(*authors: str, **fields: str) -> list[Entry]:
    return [Entry("article", f"k{n}", {"author": author, **fields}) for n, author in enumerate(authors)]


@pytest.mark.parametrize(
    ("authors", "is_latex"),
    [
        (['M{\\"u}ller, A', "Doe, B"], True),
        (["{\\L}ukasz, A"], True),
        (["\\'Eric, A"], True),
        (["Müller, A"], False),
        (["Müller, A", 'M{\\"u}ller, A'], False),
        (["Doe, B"], False),
        (["Doe \\& Sons"], False),
        (["Doe – Sons", 'M{\\"u}ller, A'], True),
        ([], False),
    ],
)
def test_a_library_writes_latex_when_it_has_accents_as_commands_alone(authors: list[str], is_latex: bool) -> None:
    assert letters.writes_latex(library(*authors)) is is_latex


def test_links_say_nothing_of_letters() -> None:
    assert letters.writes_latex(library('M{\\"u}ller, A', url="https://x.org/ü"))


def test_an_entry_in_latex_reads_the_same() -> None:
    entry = Entry(
        "article", "", {"author": "Łukasz, Bõb and Ngô, Đà", "title": "α–β “of” {GPTé} 中文", "url": "https://x.org/ü"}
    )
    written = letters.in_latex(entry)
    assert written.get("author") == "{\\L}ukasz, B{\\~{o}}b and Ng{\\^{o}}, {\\DJ}{\\`{a}}"
    assert written.get("title") == "$\\alpha$--$\\beta$ ``of'' {GPT{\\'{e}}} 中文"
    assert written.get("url") == "https://x.org/ü"
    assert [written.plain(name) for name in ("author", "title")] == [entry.plain(name) for name in ("author", "title")]


NEW = Entry(
    "inproceedings",
    "",
    {"title": "T", "editor": "E", "month": "3", "year": "2024", "eprint": "2302.00001", "primaryclass": "cs.CL"},
)


@pytest.mark.parametrize(
    ("months", "written"),
    [(["3", "4"], "3"), (["jan", ""], ""), (["jan", "feb", ""], "mar"), (["January"], "March"), ([""], ""), ([], "")],
)
def test_a_month_is_written_as_most_entries_have_it(months: list[str], written: str) -> None:
    entries = [Entry("misc", "a", {"month": month} if month else {}) for month in months]
    made = habits.in_habit(NEW, habits.of_entries(entries))
    assert made.get("month") == written
    assert ("month" in made.fields) is bool(written)


def test_editors_and_arxiv_classes_are_left_out_where_a_library_has_none() -> None:
    none = [Entry("inproceedings", "a", {"title": "A", "eprint": "2302.00002"})]
    assert set(habits.in_habit(NEW, habits.of_entries(none)).fields) == {"title", "year", "eprint"}
    all_of_them = [
        Entry("inproceedings", "a", {"title": "A", "editor": "X", "eprint": "2302.00002", "primaryclass": "cs.LG"})
    ]
    assert {"editor", "primaryclass"} < set(habits.in_habit(NEW, habits.of_entries(all_of_them)).fields)


@pytest.mark.parametrize(("size", "has"), [(9, True), (10, False)])
def test_what_a_library_of_some_size_never_has_is_not_written_into_it(size: int, has: bool) -> None:
    library = [Entry("inproceedings", "a", {"title": "A"})] * size
    facts = dict.fromkeys(("publisher", "address", "isbn", "series", "number"), "1")
    paper = Entry("inproceedings", "", {"title": "T", "pages": "1--2", **facts})
    made = habits.in_habit(paper, habits.of_entries(library))
    assert set(made.fields) == {"title", "pages", *(facts if has else ())}
    article = habits.in_habit(replace(paper, type="article"), habits.of_entries(library))
    assert article.get("number") == "1"  # that of an issue
    book = habits.in_habit(replace(paper, type="book"), habits.of_entries(library))
    assert book.get("publisher") == "1"
    one_has = [*library, Entry("inproceedings", "b", {"publisher": "P"})]
    assert habits.in_habit(paper, habits.of_entries(one_has)).get("publisher") == "1"
