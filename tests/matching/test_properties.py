"""What holds for any two entries."""

from hypothesis import given
from hypothesis import strategies as st

from unlcli.domain.entry import Entry
from unlcli.domain.venues import VenueTable
from unlcli.matching import Matcher, Verdict, explain, find_groups

VENUES = VenueTable()
_WORDS = st.sampled_from(
    "amber bellows Cédar drift Émber fjord glass hârbour iron jüniper kelp lantern survey "
    "reply erratum part II 2 of the a on v2".split()
)
_FAMILIES = st.sampled_from(["Marlow", "Quill", "Ostrava", "König", "Sørensen", "Dvořák", "García", "Nuñez"])
_GIVEN = st.sampled_from(["Ada", "Bertram", "Celia M.", "É.", "Jürgen", "K. L."])
_VENUE = st.sampled_from([{}, {"journal": "arXiv preprint"}, {"journal": "Nature"}, {"booktitle": "ICML"}])


@st.composite
def titles(draw: st.DrawFn) -> str:
    words = draw(st.lists(_WORDS, min_size=1, max_size=8))
    at = draw(st.integers(0, len(words)))
    return " ".join(words[:at]) + (": " if 0 < at < len(words) else "") + " ".join(words[at:])


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    people = draw(st.lists(st.tuples(_FAMILIES, _GIVEN), max_size=4, unique_by=lambda p: p[0]))
    venue = draw(_VENUE)
    fields = {"title": draw(titles()), **venue}
    if people:
        fields["author"] = " and ".join(f"{family}, {given}" for family, given in people)
    if draw(st.booleans()):
        fields["year"] = str(draw(st.integers(2018, 2024)))
    if draw(st.booleans()):
        fields["doi"] = f"10.1000/{draw(st.integers(1, 2))}"
    kind = "inproceedings" if "booktitle" in venue else "article" if venue else "misc"
    return Entry(kind, draw(st.sampled_from("abc")), fields)


_LATEX = {
    "é": r"{\'e}", "É": r"{\'E}", "ü": r'{\"u}', "ö": r"\"o", "ø": r"{\o}", "ř": r"\v{r}", "á": r"\'{a}", "í": r"{\'\i}",
    "ñ": r"{\~n}", "â": r"\^a",
}  # fmt: skip


def restyled(entry: Entry) -> Entry:
    """Return an entry written in another style: First Last, LaTeX accents, another case, braces."""
    fields = dict(entry.fields)
    title = "".join(_LATEX.get(c, c) for c in fields["title"].swapcase())
    first, blank, rest = title.partition(" ")
    fields["title"] = f"{{{first}}}{blank}{rest}"
    if "author" in fields:
        swapped = [" ".join(reversed(name.split(", "))) for name in fields["author"].split(" and ")]
        fields["author"] = "".join(_LATEX.get(c, c) for c in " and ".join(swapped))
    return Entry(entry.type, entry.key, fields)


@given(entries(), entries())
def test_who_is_named_first_does_not_matter(a: Entry, b: Entry) -> None:
    assert explain(a, b, VENUES) == explain(b, a, VENUES)


@given(entries())
def test_a_copy_under_another_key_is_certain(entry: Entry) -> None:
    copy = Entry(entry.type, "copy", entry.fields)
    if "author" in entry.fields and len(entry.fields["title"].split()) >= 3:
        assert explain(entry, copy, VENUES).verdict is Verdict.CERTAIN


@given(entries(), entries())
def test_style_does_not_change_the_verdict(a: Entry, b: Entry) -> None:
    plain, styled = explain(a, b, VENUES), explain(a, restyled(b), VENUES)
    assert (plain.verdict, plain.relation) == (styled.verdict, styled.relation)


@given(st.lists(entries(), max_size=8), st.randoms(use_true_random=False))
def test_order_does_not_change_groups(made: list[Entry], rng: object) -> None:
    keyed = [Entry(e.type, f"k{n}", e.fields) for n, e in enumerate(made)]
    shuffled = list(keyed)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]

    def named(listed: list[Entry]) -> set[tuple[Verdict, frozenset[str]]]:
        return {(g.verdict, frozenset(listed[m].key for m in g.members)) for g in find_groups(listed, VENUES)}

    assert named(keyed) == named(shuffled)


@given(st.lists(entries(), min_size=1, max_size=6))
def test_matcher_finds_what_it_holds(made: list[Entry]) -> None:
    matcher = Matcher(VENUES)
    for entry in made:
        matcher.add(entry)
    for position, entry in enumerate(made):
        expected = explain(entry, made[position], VENUES).verdict
        assert (expected is None) == (position not in {m.position for m in matcher.matches(entry)})
