"""Preprints of a list become what was published, and no others do."""

from collections.abc import Mapping

import pytest
from libraries import VENUES, after, entry
from publications import ROUTES, Services, library, turned_back
from replay import Replay

from unlcli.bibtex import read
from unlcli.domain.entry import CATEGORY, CODE, CREATIONDATE, Entry
from unlcli.domain.library import Entries
from unlcli.services.check import CheckOptions, check
from unlcli.services.find_published import find_published
from unlcli.services.known_preprint import ask_arxiv
from unlcli.services.upgrade import UpgradePlan, is_upgradable, plan_upgrades
from unlcli.store.settings import Settings


@pytest.fixture(scope="module")
def made() -> tuple[Entries, UpgradePlan]:
    """Return the list with twenty papers turned back, and what is made of it."""
    entries = read.read(turned_back(), path="library.bib")
    asked = [entry for entry in entries if is_upgradable(entry, VENUES)]
    with Replay() as replay:
        Services(replay).tell_all()
        client = replay.client()
        own = ask_arxiv(asked, client.ask)
        found = [find_published(entry, client.ask, VENUES, own=own) for entry in asked]
        client.close()
    return entries, plan_upgrades(found, entries, VENUES)


@pytest.fixture(scope="module")
def truth() -> Mapping[str, Entry]:
    return {entry.key: entry for entry in library().entries}


def test_twenty_published_papers_are_upgraded_and_eight_preprints_are_not(made: tuple[Entries, UpgradePlan]) -> None:
    entries, plan = made
    assert sorted(upgrade.old.key for upgrade in plan.upgrades) == sorted(ROUTES)
    left = {entry.key for entry in entries if is_upgradable(entry, VENUES)} - set(ROUTES)
    assert len(left) == 8
    assert {each.entry.key for each in plan.none} == left
    assert not plan.unsure
    assert not plan.failed


@pytest.mark.parametrize("key", ROUTES)
def test_an_upgraded_entry_says_what_the_published_one_said(
    key: str, made: tuple[Entries, UpgradePlan], truth: Mapping[str, Entry]
) -> None:
    (upgrade,) = [each for each in made[1].upgrades if each.old.key == key]
    new, right = upgrade.new, truth[key]
    assert VENUES.recognise(new.venue).series == VENUES.recognise(right.venue).series
    assert (new.type, new.year, new.get("doi"), new.get("url")) == (
        right.type, right.year, right.get("doi"), right.get("url"),
    )  # fmt: skip
    assert new.plain("title") == right.plain("title")
    for name in ("eprint", "archiveprefix", CATEGORY, CODE, CREATIONDATE):
        assert new.get(name) == upgrade.old.get(name)
    assert "https://arxiv.org/abs/" in new.get("alturl")
    assert upgrade.new.key == key


def test_the_upgraded_list_is_clean_and_an_old_title_stays_known(
    made: tuple[Entries, UpgradePlan], truth: Mapping[str, Entry]
) -> None:
    entries, plan = made
    text = after(turned_back().decode(), plan.changes)
    now = read.read(text.encode(), path="library.bib")
    options = CheckOptions(Settings().check, VENUES)
    before = {finding.code for finding in check([library().entries], options).findings}
    assert {finding.code for finding in check([now], options).findings} <= before
    renamed = next(entry for entry in now if entry.key == "muresanu2025fast")
    assert renamed.values("alttitle") == truth["muresanu2025fast"].values("alttitle")
    assert len(now.entries) == len(entries.entries)


KINDS = {
    "@misc{k, title={T}, eprint={2305.01234}, archiveprefix={arXiv}}": True,
    "@article{k, title={T}, journal={arXiv preprint arXiv:2305.01234}}": True,
    "@misc{k, title={T}, doi={10.1101/2023.05.01.123456}}": True,
    "@misc{k, title={T}, url={https://arxiv.org/abs/2305.01234}}": True,
    "@misc{k, title={T}, howpublished={openRxiv}, doi={10.1101/2023.05.01.123456}}": True,
    "@misc{k, title={T}, howpublished={Elsevier BV}, doi={10.2139/ssrn.4400001}}": True,
    "@misc{k, title={T}, howpublished={OSF Preprints}, doi={10.31219/osf.io/abcde}}": True,
    "@online{k, title={T}, howpublished={MDPI AG}, eprint={2305.01234}, archiveprefix={arXiv}}": True,
    "@misc{k, title={T}, howpublished={Zenodo}, doi={10.5281/zenodo.5297715}}": False,
    "@misc{k, title={T}, doi={10.5281/zenodo.5297715}}": False,
    "@misc{k, title={T}, howpublished={ICML 2024}, eprint={2305.01234}}": False,
    "@misc{k, title={T}, howpublished={Workshop on Knots}, eprint={2305.01234}}": False,
    "@misc{k, title={T}, howpublished={Elsevier BV}, doi={10.1016/j.knots.2023.1}}": False,
    "@misc{k, title={T}, url={https://example.org/}}": False,
    "@inproceedings{k, title={T}, booktitle={ICML}, eprint={2305.01234}}": False,
    "@inproceedings{k, title={T}, booktitle={ICML Workshop on Knots}, eprint={2305.01234}}": False,
    "@book{k, title={T}, publisher={P}, eprint={2305.01234}}": False,
    "@phdthesis{k, title={T}, school={S}, eprint={2305.01234}}": False,
}  # fmt: skip


@pytest.mark.parametrize("text", KINDS)
def test_all_preprints_are_asked_about_and_nothing_else(text: str) -> None:
    assert is_upgradable(entry(text), VENUES) == KINDS[text]
