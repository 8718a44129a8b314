"""Groups: closed, never chained over a contradiction, and the same in any order."""

import random

import pytest

from unlcli.domain.entry import Entry
from unlcli.domain.venues import VenueTable
from unlcli.matching import DuplicateGroup, Evidence, Form, Relation, Verdict, clusters, find_groups, judge

VENUES = VenueTable()
TITLE = "Learning to Mend Broken Lanterns with Sparse Rewards"
AUTHORS = "Marlow, Ada and Quill, Bertram and Ostrava, Celia"


def entry(key: str, kind: str = "misc", **fields: object) -> Entry:
    given = {"title": TITLE, "author": AUTHORS, **fields}
    return Entry(kind, key, {name: str(value) for name, value in given.items() if value is not None})


def groups(*entries: Entry, related: bool = False) -> tuple[DuplicateGroup, ...]:
    return find_groups(entries, VENUES, related=related)


PREPRINT = entry("pre", "article", journal="arXiv preprint", year=2022)
CONFERENCE = entry("conf", "inproceedings", booktitle="ICML", year=2023)
JOURNAL = entry("jour", "article", journal="Journal of Lantern Research", year=2023, volume=3, pages="1--20")
OTHER = entry("other", title="Tides of an Inland Sea in Autumn", author="Petrov, Ivan", year=2020)


def test_nothing_to_group() -> None:
    assert groups() == ()
    assert groups(PREPRINT, OTHER) == ()


def test_group_names_its_members_in_file_order() -> None:
    (found,) = groups(OTHER, CONFERENCE, PREPRINT)
    assert found.members == (1, 2)
    assert (found.verdict, found.relation) == (Verdict.CERTAIN, Relation.VERSION)
    assert found.reason == "same title, 3 of 3 authors, preprint one year earlier"


def test_groups_are_closed_over_identifiers() -> None:
    first = entry("a", title="First Title of a Work", author=None, doi="10.1000/x")
    second = entry("b", title="First Title of a Work", author=None, doi="10.1000/x", eprint="2401.00001")
    third = entry("c", title="First Title of the Work", author=None, eprint="2401.00001")
    (found,) = groups(first, second, third)
    assert found.members == (0, 1, 2)


def test_two_publications_are_not_chained_by_their_preprint() -> None:
    for order in ((PREPRINT, CONFERENCE, JOURNAL), (JOURNAL, CONFERENCE, PREPRINT), (CONFERENCE, PREPRINT, JOURNAL)):
        found = groups(*order)
        assert len(found) == 1
        assert {order[m].key for m in found[0].members} != {"pre", "conf", "jour"}


def test_related_works_are_shown_on_request() -> None:
    assert groups(CONFERENCE, JOURNAL) == ()
    (found,) = groups(CONFERENCE, JOURNAL, related=True)
    assert (found.relation, found.members) == (Relation.RELATED, (0, 1))


def test_possible_groups_come_after_certain_ones() -> None:
    near = entry("near", "article", journal="arXiv preprint", year=2022, title=TITLE.replace("Broken", "Gilded"))
    twin = entry("twin", "article", journal="arXiv preprint", year=2022, title=TITLE.replace("Broken", "Gilded"))
    found = groups(PREPRINT, near, twin)
    assert [g.verdict for g in found] == [Verdict.CERTAIN, Verdict.POSSIBLE]
    assert [g.members for g in found] == [(1, 2), (0, 1, 2)]


def test_notsame_keeps_a_group_apart() -> None:
    decided = entry("decided", "inproceedings", booktitle="ICML", year=2023, notsame="pre")
    assert groups(PREPRINT, decided) == ()
    (found,) = groups(PREPRINT, decided, CONFERENCE)
    assert len(found.members) == 2


def test_repeated_keys_are_told_by_position() -> None:
    (found,) = groups(entry("same"), OTHER, entry("same"))
    assert found.members == (0, 2)


def test_a_page_of_many_papers_joins_nothing() -> None:
    titles = ["Tides of an Inland Sea", "Counting Herons at Dusk", "Rust on Ships", "Hearing Snow Fall in Cities"]
    url = "https://example.org/workshop-on-everything"
    assert groups(*(entry(f"k{n}", title=t, author=None, url=url) for n, t in enumerate(titles))) == ()


def test_file_repeated_many_times_is_one_group_each() -> None:
    found = groups(*[entry(f"k{n}") for n in range(300)], *[OTHER] * 100)
    assert sorted(len(g.members) for g in found) == [100, 300]


def test_order_of_entries_does_not_matter() -> None:
    rng = random.Random(7)
    words = "amber bellows cedar drift ember fjord glass harbour iron juniper kelp lantern".split()
    made = []
    for n in range(120):
        title = " ".join(rng.sample(words, 5))
        made.append(
            entry(f"k{n}", title=title, author=rng.choice((None, "Marlow, Ada", "Quill, B and Marlow, A")), year=2020)
        )
        if n % 3 == 0:
            made.append(entry(f"c{n}", title=title.upper(), author=rng.choice((None, "A. Marlow")), year=2021))

    def named(entries: list[Entry]) -> set[tuple[Verdict, frozenset[str]]]:
        return {(g.verdict, frozenset(entries[m].key for m in g.members)) for g in find_groups(entries, VENUES)}

    expected = named(made)
    assert expected
    for _ in range(3):
        rng.shuffle(made)
        assert named(made) == expected


def test_links_of_a_possible_group_lie_between_works_and_tell_their_own_reason() -> None:
    deep = [entry(key, year=2015, doi="10.1000/x") for key in ("deep", "twin")]
    wrong = [
        entry(key, title=OTHER.get("title"), author="Petrov, Ivan", year=1999, doi="10.1000/x") for key in ("w1", "w2")
    ]
    one, other, possible = groups(deep[0], wrong[0], deep[1], wrong[1])
    assert [(link.one, link.other) for link in (*one.links, *other.links)] == [(0, 2), (1, 3)]
    assert possible.works == ((0, 2), (1, 3))
    assert [(link.one, link.other) for link in possible.links] == [(0, 1)]
    assert "but titles and authors differ" in possible.links[0].evidence.reason


def test_every_member_has_a_link_however_large_the_group() -> None:
    (found,) = groups(*[entry(f"k{n}") for n in range(60)])
    assert {index for link in found.links for index in (link.one, link.other)} == set(range(60))
    assert len(found.links) < 120


def test_a_large_possible_group_tells_what_holds_it_and_not_every_pair() -> None:
    (found,) = groups(*[entry(f"k{n}", "book", chapter=n, year=2001) for n in range(12)])
    assert found.verdict is Verdict.POSSIBLE
    assert len(found.links) == 11
    (few,) = groups(*[entry(f"k{n}", "book", chapter=n, year=2001) for n in range(3)])
    assert [(link.one, link.other) for link in few.links] == [(0, 1), (0, 2), (1, 2)]


def test_many_entries_under_one_identifier_do_not_cost_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def counted(a: Form, b: Form) -> Evidence:
        asked.append((a.key, b.key))
        return judge(a, b)

    monkeypatch.setattr(clusters, "judge", counted)
    entries = [
        Entry("misc", f"k{n}", {"title": f"On w{7 * n} x{7 * n} y{7 * n}", "author": f"A{n} B", "doi": "10.1000/x"})
        for n in range(300)
    ]
    find_groups(entries, VENUES)
    assert len(asked) < 300 * 60
