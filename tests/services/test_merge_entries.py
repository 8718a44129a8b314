import pytest
from hypothesis import given
from hypothesis import strategies as st
from libraries import VENUES, after, entry, library

from unlcli.domain import identifiers, text
from unlcli.domain.entry import Entry
from unlcli.services.merge_entries import changes_between, merge_entries

PREPRINT = entry("""@misc{pre,
  title = {Bends}, author = {Adams, A. and others}, eprint = {2012.12345}, archiveprefix = {arXiv}, year = {2020},
  url = {https://arxiv.org/abs/2012.12345}, category = {Survey}, howpublished = {arXiv},
}""")
CONFERENCE = entry("""@inproceedings{con,
  title = {Bends: A Study}, author = {Ann Adams and Bea Buoy}, booktitle = {ICML}, year = {2021}, pages = {1--9},
  url = {https://proceedings.mlr.press/v139/adams21a.html}, category = {Survey > Short},
}""")
JOURNAL = entry("""@article{jou,
  title = {Bends}, author = {Ann Adams and Bea Buoy}, journal = {JMLR}, year = {2023}, volume = {3}, doi = {10.1234/j},
}""")
WORKSHOP = entry("""@inproceedings{wor,
  title = {Bends}, author = {Ann Adams}, booktitle = {NeurIPS Workshop on Ropes}, year = {2020}, pages = {5},
}""")


def test_the_version_of_record_gives_type_venue_and_year() -> None:
    for kept, other in ((PREPRINT, CONFERENCE), (CONFERENCE, PREPRINT)):
        merged = merge_entries(kept, other, VENUES).entry
        assert merged.key == kept.key
        assert (merged.type, merged.get("booktitle"), merged.year, merged.get("pages")) == (
            "inproceedings",
            "ICML",
            "2021",
            "1--9",
        )
        assert (merged.get("eprint"), merged.get("archiveprefix")) == ("2012.12345", "arXiv")
        assert merged.get("url") == "https://proceedings.mlr.press/v139/adams21a.html"
        assert merged.get("alturl") == "https://arxiv.org/abs/2012.12345"
        assert merged.get("author") == "Ann Adams and Bea Buoy"
        assert merged.get("category") == "Survey > Short"
        assert merged.get("ids") == other.key
        assert {merged.plain("title"), merged.get("alttitle")} == {"Bends", "Bends: A Study"}
        assert "howpublished" not in merged.fields


def test_a_reader_is_sent_to_the_version_of_record_in_either_order() -> None:
    published = entry("@inproceedings{p, title={Bends}, booktitle={NAACL}, year={2019}, doi={10.18653/v1/N19-1423}}")
    preprint = entry(
        "@misc{a, title={Bends}, eprint={1810.04805}, year={2018}, url={https://arxiv.org/abs/1810.04805}}"
    )
    for kept, other, url in ((published, preprint, ""), (preprint, published, "https://aclanthology.org/N19-1423/")):
        merged = merge_entries(kept, other, VENUES).entry
        assert identifiers.best_link(merged) == "https://aclanthology.org/N19-1423/"
        assert (merged.get("url"), merged.get("alturl")) == (url, "https://arxiv.org/abs/1810.04805")
        assert merge_entries(merged, other, VENUES).entry.fields == merged.fields


def test_the_preprint_link_that_somebody_gave_a_published_entry_stays() -> None:
    own = "url={https://arxiv.org/abs/1810.04805}"
    published = entry(f"@inproceedings{{p, title={{Bends}}, booktitle={{NAACL}}, doi={{10.18653/v1/N19-1423}}, {own}}}")
    preprint = entry("@misc{a, title={Bends}, eprint={1810.04805}, year={2018}}")
    assert merge_entries(published, preprint, VENUES).entry.get("url") == "https://arxiv.org/abs/1810.04805"


def test_the_title_is_that_of_the_version_of_record() -> None:
    assert merge_entries(PREPRINT, CONFERENCE, VENUES).entry.get("title") == "Bends: A Study"
    assert merge_entries(CONFERENCE, PREPRINT, VENUES).entry.get("title") == "Bends: A Study"


def test_a_workshop_that_became_more_stays_in_the_note() -> None:
    merged = merge_entries(WORKSHOP, CONFERENCE, VENUES)
    assert merged.entry.get("booktitle") == "ICML"
    assert merged.entry.plain("note") == "Earlier version: NeurIPS Workshop on Ropes, 2020"
    assert any("'5'" in conflict for conflict in merged.conflicts)


def test_fuller_authors_win_and_lost_ones_are_told() -> None:
    initials = entry("@misc{a, author = {Adams, A. and Buoy, B.}}")
    whole = entry("@misc{b, author = {Ann Adams and Bea Buoy}}")
    others = entry("@misc{c, author = {Ann Annabella Adams and others}}")
    stranger = entry("@misc{d, author = {Zoe Zulu}}")
    for one, two in ((initials, whole), (whole, initials)):
        merged = merge_entries(one, two, VENUES)
        assert merged.entry.get("author") == "Ann Adams and Bea Buoy"
        assert merged.conflicts == ()
    for one, two in ((whole, others), (others, whole)):
        merged = merge_entries(one, two, VENUES)
        assert merged.entry.get("author") == "Ann Annabella Adams and Bea Buoy"
        assert merged.conflicts == ()
    assert merge_entries(whole, stranger, VENUES).conflicts == ("author: kept 'Ann Adams, Bea Buoy', not 'Zoe Zulu'",)
    assert merge_entries(entry("@misc{a, title={x}}"), whole, VENUES).entry.get("author") == "Ann Adams and Bea Buoy"
    assert merge_entries(whole, entry("@misc{a, title={x}}"), VENUES).entry.get("author") == "Ann Adams and Bea Buoy"


def test_unknown_fields_come_along_and_differing_ones_are_told() -> None:
    one, two = entry("@misc{a, note={x}, mine={1}}"), entry("@misc{b, note={y}, theirs={2}}")
    merged = merge_entries(one, two, VENUES)
    assert (merged.entry.get("note"), merged.entry.get("mine"), merged.entry.get("theirs")) == ("x", "1", "2")
    assert merged.conflicts == ("note: kept 'x', not 'y'",)


def test_spellings_of_one_venue_are_no_conflict() -> None:
    one = entry("@inproceedings{a, title={T}, booktitle={NeurIPS}, year={2021}}")
    two = entry(
        "@inproceedings{b, title={T}, booktitle={Advances in Neural Information Processing Systems}, year={2021}}"
    )
    assert merge_entries(one, two, VENUES).conflicts == ()


def test_lists_are_united() -> None:
    one = entry("@misc{a, code={https://x.org/a}, keywords={one, two}, ids={z}, website={https://a.org}}")
    two = entry(
        "@misc{b, code={http://www.x.org/a/ https://x.org/b}, keywords={Two, three}, ids={y}, website={https://b.org}}"
    )
    merged = merge_entries(one, two, VENUES).entry
    assert merged.get("code") == "https://x.org/a https://x.org/b"
    assert merged.values("keywords") == ("one", "two", "three")
    assert merged.values("ids") == ("z", "b", "y")
    assert merged.values("website") == ("https://a.org", "https://b.org")


LINKS = ["https://arxiv.org/abs/2012.12345", "https://proceedings.mlr.press/v139/adams21a.html", "https://x.org/p.pdf",
         "https://doi.org/10.1234/j", "https://openreview.net/forum?id=abcdefg1"]  # fmt: skip


@st.composite
def versions(draw: st.DrawFn) -> Entry:
    base = draw(st.sampled_from([PREPRINT, CONFERENCE, JOURNAL, WORKSHOP]))
    fields = dict(base.fields)
    links = draw(st.lists(st.sampled_from(LINKS), max_size=3, unique=True))
    fields |= {"url": links[0]} if links else {}
    fields |= {"alturl": " ".join(links[1:])} if links[1:] else {}
    if draw(st.booleans()):
        fields["code"] = draw(st.sampled_from(["https://github.com/a/b", "https://github.com/c/d"]))
    fields["category"] = draw(st.sampled_from(["A", "B; A > C", "a", "D"]))
    return Entry(base.type, draw(st.sampled_from(["k1", "k2", "k3"])), fields)


@given(versions(), versions())
def test_a_merge_loses_no_link_identifier_title_code_category_or_key(one: Entry, two: Entry) -> None:
    merged = merge_entries(one, two, VENUES).entry

    def links(e: Entry) -> set[str]:
        return {identifiers.same_link(link) for link in (*e.get("url").split(), *e.values("alturl"))}

    def titles(e: Entry) -> set[str]:
        return {e.plain("title"), *e.values("alttitle")}

    def keys(e: Entry) -> set[str]:
        return {e.key, *e.values("ids")}

    def paths(e: Entry) -> set[str]:
        return {value.casefold() for value in e.values("category")}

    of_record = {identifiers.same_link(f"https://doi.org/{e.get('doi')}") for e in (one, two) if e.get("doi")}
    assert links(one) | links(two) <= links(merged) <= links(one) | links(two) | of_record
    assert titles(merged) == titles(one) | titles(two)
    assert keys(merged) == keys(one) | keys(two)
    assert set(merged.values("code")) == {*one.values("code"), *two.values("code")}
    assert identifiers.of_entry(merged) >= identifiers.of_entry(one) | identifiers.of_entry(two)
    assert all(any(have.startswith(path) for have in paths(merged)) for path in paths(one) | paths(two))


@given(versions(), versions())
def test_merging_again_changes_nothing(one: Entry, two: Entry) -> None:
    merged = merge_entries(one, two, VENUES).entry
    assert dict(merge_entries(merged, two, VENUES).entry.fields) == dict(merged.fields)
    assert dict(merge_entries(merged, one, VENUES).entry.fields) | {"ids": ""} == dict(merged.fields) | {"ids": ""}


@given(versions(), versions())
def test_the_kind_of_version_does_not_depend_on_the_order(one: Entry, two: Entry) -> None:
    there, back = merge_entries(one, two, VENUES).entry, merge_entries(two, one, VENUES).entry
    ranked = {PREPRINT.type: 0, WORKSHOP.get("booktitle"): 1, "ICML": 2, "JMLR": 3}
    kinds = [ranked.get(e.get("journal") or e.get("booktitle"), 0) for e in (one, two)]
    if max(kinds) < 3:
        assert (there.type, there.venue, there.year) == (back.type, back.venue, back.year)


def test_changes_make_the_one_the_other() -> None:
    text = "@misc{pre,\n  title = {Bends},\n  year = {2020},\n  howpublished = {arXiv},\n}\n"
    (old,) = library(text)
    new = merge_entries(old, CONFERENCE, VENUES).entry
    (found,) = library(after(text, changes_between(old, new)))
    assert (found.type, dict(found.fields)) == (new.type, dict(new.fields))
    assert changes_between(old, old) == []


@pytest.mark.parametrize("kept", [PREPRINT, CONFERENCE])
def test_an_entry_merged_with_itself_stays(kept: Entry) -> None:
    assert dict(merge_entries(kept, kept, VENUES).entry.fields) == dict(kept.fields)


def test_entries_without_titles_merge_into_one_without() -> None:
    first, second = entry("@misc{a, doi = {10.1234/x}}"), entry("@misc{b, doi = {10.1234/x}, note = {n}}")
    assert "title" not in merge_entries(first, second, VENUES).entry.fields


FULL_CONFERENCE = entry("""@inproceedings{con,
  title = {Bends}, author = {Ann Adams}, booktitle = {ICML}, year = {2021}, month = jul, pages = {1--9}, isbn = {978},
  editor = {Ed Itor}, series = {PMLR Series}, volume = {139}, publisher = {Press}, howpublished = {Online}, number = {4},
}""")
FULL_JOURNAL = entry("""@article{jou,
  title = {Bends}, author = {Ann Adams}, journal = {JMLR}, year = {2023}, volume = {3}, pages = {19}, month = may,
}""")


def _not_told(kept: Entry, other: Entry) -> set[str]:
    merged = merge_entries(kept, other, VENUES)
    return {
        f"{name}={e.plain(name)}"
        for e in (kept, other)
        for name in e.fields
        if text.plain(merged.entry.get(name)) != e.plain(name)
        and not any(c.startswith(f"{name}: ") and repr(e.plain(name)) in c for c in merged.conflicts)
    }


@pytest.mark.parametrize("pair", [(FULL_CONFERENCE, FULL_JOURNAL), (FULL_JOURNAL, FULL_CONFERENCE)])
def test_every_value_that_a_merge_leaves_out_is_told(pair: tuple[Entry, Entry]) -> None:
    assert _not_told(*pair) == set()
    conflicts = merge_entries(FULL_JOURNAL, FULL_CONFERENCE, VENUES).conflicts
    assert "booktitle: 'ICML' is left out" in conflicts
    assert "pages: kept '19', not '1–9'" in conflicts
    assert len(conflicts) == len(FULL_CONFERENCE.fields) - 2


def test_every_value_that_the_version_of_record_replaces_is_told() -> None:
    early = entry("""@misc{pre, title={Bends}, author={Ann Adams}, eprint={2012.12345}, archiveprefix={arXiv}, year={2019},
      month=dec, howpublished={arXiv}, number={7}, institution={Rope Lab}, series={Tech}}""")
    assert set(merge_entries(early, CONFERENCE, VENUES).conflicts) == {
        "year: kept '2021', not '2019'",
        "month: 'dec' is left out",
        "number: '7' is left out",
        "institution: 'Rope Lab' is left out",
        "series: 'Tech' is left out",
    }


@pytest.mark.parametrize(
    "preprint",
    [
        "@misc{p, title={Bends}, author={Ann Adams}, eprint={2012.12345}, howpublished={arXiv}, year={2020}}",
        "@article{p, title={Bends}, author={Ann Adams}, eprint={2012.12345}, journal={CoRR}, volume={abs/2012.12345}, year=2020}",
        "@article{p, title={Bends}, journal={arXiv preprint arXiv:2012.12345}, eprint={2012.12345}, year=2020, publisher=arXiv}",
    ],
)
def test_what_the_eprint_of_a_preprint_says_too_is_no_loss(preprint: str) -> None:
    assert merge_entries(entry(preprint), CONFERENCE, VENUES).conflicts == ()
    assert merge_entries(CONFERENCE, entry(preprint), VENUES).conflicts == ()


def test_the_number_in_a_server_s_name_is_told_where_no_eprint_has_it() -> None:
    preprint = entry("@misc{p, title={Bends}, author={Ann Adams}, howpublished={arXiv:2012.12345}}")
    assert merge_entries(preprint, CONFERENCE, VENUES).conflicts == ("howpublished: 'arXiv:2012.12345' is left out",)


@pytest.mark.parametrize(("one", "two"), [("1--9", "19"), ("1.5", "15"), ("12-3", "1-23")])
def test_numbers_that_differ_by_a_dash_are_different(one: str, two: str) -> None:
    there, other = entry(f"@misc{{a, pages={{{one}}}}}"), entry(f"@misc{{b, pages={{{two}}}}}")
    assert len(merge_entries(there, other, VENUES).conflicts) == 1


def test_a_journal_version_takes_the_place_of_the_conference_paper_s_venue_in_either_order() -> None:
    for kept, other in ((CONFERENCE, JOURNAL), (JOURNAL, CONFERENCE)):
        merged = merge_entries(kept, other, VENUES)
        assert (merged.entry.type, merged.entry.get("journal"), merged.entry.year) == ("article", "JMLR", "2023")
        assert "booktitle" not in merged.entry.fields
        assert "pages" not in merged.entry.fields  # those of the proceedings
        assert {"booktitle: 'ICML' is left out", "pages: '1–9' is left out"} <= set(merged.conflicts)


def test_the_doi_is_that_of_the_version_of_record_and_no_other_is_lost() -> None:
    conference = entry("@inproceedings{c, title={Bends}, booktitle={ICML}, year={2021}, doi={10.1145/1}}")
    journal = entry("@article{j, title={Bends}, journal={JMLR}, year={2023}, doi={10.1234/j}}")
    without = entry("@article{j, title={Bends}, journal={JMLR}, year={2023}}")
    preprint = entry("@misc{p, title={Bends}, howpublished={arXiv}, year={2020}, doi={10.48550/arXiv.2012.12345}}")
    for one, two in ((conference, journal), (journal, conference)):
        merged = merge_entries(one, two, VENUES).entry
        assert (merged.get("doi"), merged.get("alturl")) == ("10.1234/j", "https://doi.org/10.1145/1")
    for one, two in ((conference, without), (without, conference)):
        merged = merge_entries(one, two, VENUES).entry
        assert (merged.get("doi"), merged.get("alturl")) == ("", "https://doi.org/10.1145/1")
    for one, two in ((preprint, conference), (conference, preprint)):
        merged = merge_entries(one, two, VENUES).entry
        assert (merged.get("doi"), merged.get("eprint")) == ("10.1145/1", "2012.12345")


def test_facts_of_one_publication_are_united_whatever_the_records_lack() -> None:
    bare = entry("@article{a, title={Bends}, doi={10.1234/j}, pages={1--9}, volume={3}, year={2023}}")
    named = entry("@article{b, title={Bends}, doi={10.1234/J}, journal={Journal of Bends}, year={2023}, month=may}")
    for one, two in ((bare, named), (named, bare)):
        merged = merge_entries(one, two, VENUES)
        found = {name: merged.entry.get(name) for name in ("journal", "pages", "volume", "year", "month")}
        assert found == {
            "journal": "Journal of Bends", "pages": "1--9", "volume": "3", "year": "2023", "month": "may",
        }  # fmt: skip
        assert merged.conflicts == ()


def test_pages_of_another_venue_are_told_and_not_taken() -> None:
    one = entry("@inproceedings{a, title={Bends}, booktitle={ICML}, year={2021}}")
    two = entry("@inproceedings{b, title={Bends}, booktitle={NeurIPS}, year={2021}, pages={1--9}}")
    merged = merge_entries(one, two, VENUES)
    assert "pages" not in merged.entry.fields
    assert set(merged.conflicts) == {"booktitle: kept 'ICML', not 'NeurIPS'", "pages: '1–9' is left out"}


def test_an_eprint_of_another_archive_keeps_its_archive() -> None:
    one = entry("@misc{a, title={Bends}, eprint={2012.12345}}")
    two = entry("@misc{b, title={Bends}, eprint={hal-0123}, archiveprefix={HAL}}")
    merged = merge_entries(one, two, VENUES)
    assert (merged.entry.get("eprint"), merged.entry.get("archiveprefix")) == ("2012.12345", "")
    assert set(merged.conflicts) == {"eprint: kept '2012.12345', not 'hal-0123'", "archiveprefix: 'HAL' is left out"}


def test_an_arxiv_id_that_stands_in_the_journal_s_name_becomes_the_eprint() -> None:
    preprint = entry("@article{p, title={Bends}, journal={arXiv preprint arXiv:2012.12345}, year={2020}}")
    for one, two in ((preprint, CONFERENCE), (CONFERENCE, preprint)):
        merged = merge_entries(one, two, VENUES).entry
        assert (merged.get("eprint"), merged.get("archiveprefix")) == ("2012.12345", "arXiv")


def test_the_better_cased_title_wins_and_the_words_of_the_version_of_record() -> None:
    shouting = entry("@misc{p, title={A SURVEY ON LLM UNLEARNING}, eprint={2012.12345}}")
    braced = entry("@misc{q, title={A Survey on {LLM} Unlearning}, eprint={2012.12345}}")
    lower = entry("@inproceedings{c, title={a survey on llm unlearning}, booktitle={ICML}}")
    other = entry("@inproceedings{d, title={a survey of llm unlearning}, booktitle={ICML}}")
    for one, two in ((shouting, braced), (braced, shouting), (lower, braced), (braced, lower)):
        merged = merge_entries(one, two, VENUES).entry
        assert (merged.get("title"), merged.get("alttitle")) == ("A Survey on {LLM} Unlearning", "")
    for one, two in ((other, braced), (braced, other)):
        merged = merge_entries(one, two, VENUES).entry
        assert merged.get("title") == "a survey of llm unlearning"
        assert merged.get("alttitle") == "A Survey on {LLM} Unlearning"


def test_titles_that_differ_by_a_plus_are_two_names() -> None:
    merged = merge_entries(entry("@misc{a, title={SGTR}}"), entry("@misc{b, title={SGTR+}}"), VENUES).entry
    assert (merged.get("title"), merged.get("alttitle")) == ("SGTR", "SGTR+")


@pytest.mark.parametrize(
    ("one", "two", "merged", "lost"),
    [
        ("Adams, A. and Buoy, Bea", "Ann Adams and B. Buoy", "Adams, Ann and Buoy, Bea", ""),
        ("A. Adams and B. Buoy and others", "Ann Adams and Bea Buoy and Cy Cleat", "Ann Adams and Bea Buoy and Cy Cleat", ""),
        ("Ann Adams and Bea Buoy and Cy Cleat and others", "Ann Adams and Bea Buoy", "Ann Adams and Bea Buoy and Cy Cleat and others", ""),
        ("M{\\\"u}ller, J. and Vos, M.", "Muller, Jan and de Vos, Marina", "Müller, Jan and de Vos, Marina", ""),
        ("Wei Zhang and Li Zhang", "Wei Zhang and Bo Zhang", "Wei Zhang and Li Zhang", "Bo Zhang"),
        ("Bart van Merri and Ricky T. Q. Chen", "van Merri, Bart and Chen, Ricky TQ", "Bart van Merri and Ricky T. Q. Chen", ""),
    ],
)  # fmt: skip
def test_authors_are_united_name_by_name(one: str, two: str, merged: str, lost: str) -> None:
    first, second = Entry("misc", "a", {"author": one}), Entry("misc", "b", {"author": two})
    result = merge_entries(first, second, VENUES)
    assert result.entry.get("author") == merged
    assert [told.split("not ")[1] for told in result.conflicts] == ([repr(lost)] if lost else [])


def test_an_abstract_that_is_left_out_is_told_by_its_beginning() -> None:
    one, two = Entry("misc", "a", {"abstract": "x" * 5000}), Entry("misc", "b", {"abstract": "y" * 5000})
    (told,) = merge_entries(one, two, VENUES).conflicts
    assert "'yyyy" in told
    assert "(5,000 characters)" in told
    assert len(told) < 1000


def test_spellings_of_a_month_are_one() -> None:
    one, two = entry("@misc{a, month=jul}"), entry("@misc{b, month={07}}")
    assert merge_entries(one, two, VENUES).conflicts == ()
    assert len(merge_entries(one, entry("@misc{c, month={June}}"), VENUES).conflicts) == 1
    several = entry("@misc{d, month={jul/aug}}"), entry("@misc{e, month={July--August}}")
    assert merge_entries(*several, VENUES).conflicts == ()
    assert len(merge_entries(one, several[0], VENUES).conflicts) == 1


def test_the_case_of_keys_and_of_what_videos_are_called_counts() -> None:
    one = entry("@misc{a, notsame={adams}, video={https://youtu.be/abcDEFghijk}}")
    two = entry("@misc{b, notsame={Adams}, video={https://youtu.be/abcDEFGHIJK}}")
    merged = merge_entries(one, two, VENUES).entry
    assert merged.values("notsame") == ("adams", "Adams")
    assert merged.get("video") == "https://youtu.be/abcDEFghijk https://youtu.be/abcDEFGHIJK"


def test_titles_of_signs_alone_are_titles() -> None:
    merged = merge_entries(entry("@misc{a, title={∞}}"), entry("@misc{b, title={♥}}"), VENUES).entry
    assert (merged.get("title"), merged.values("alttitle")) == ("∞", ("♥",))


def test_the_creation_date_of_the_entry_that_stays_is_kept() -> None:
    one, two = entry("@misc{a, creationdate={2020-01-01}}"), entry("@misc{b, creationdate={2021-01-01}}")
    assert merge_entries(one, two, VENUES).entry.get("creationdate") == "2020-01-01"
    assert merge_entries(entry("@misc{a, note={x}}"), two, VENUES).entry.get("creationdate") == "2021-01-01"


MACROS = """\
@string{press = "The Press"}

@article{a,
  title = "Forgetting " # {Bends},
  author = "Adams, Ann" # " and Buoy, Bea",
  publisher  =  press,
  year = 2020 # "",
  alturl = {http://a.org/1   http://b.org/2},
  category = {Survey ;  Other},
  doi = {10.1234/x},
}
"""


def test_what_a_merge_need_not_change_stays_as_it_is_written() -> None:
    other = (
        "\n@inproceedings{b, title = {Forgetting bends}, author = {A. Adams and Bea Buoy}, publisher = {The Press},"
        " booktitle = {ICML}, year = {2020}, category = {Survey}, doi = {10.1234/X}}\n"
    )
    there = library(MACROS + other)
    kept, gone = there.entries
    merged = merge_entries(kept, gone, VENUES).entry
    wanted = MACROS.replace("@article", "@inproceedings").removesuffix("}\n")
    assert after(MACROS + other, changes_between(kept, merged)).startswith(wanted)
