"""`unl check --diff REV`: what a change brought, judged against the whole library, in a real git repository."""

import shutil
import subprocess
from pathlib import Path

import pytest
from cli_runs import LIBRARY, Unl

pytestmark = pytest.mark.needs("git")

HEAD = LIBRARY[: LIBRARY.index("@misc")]
SAILS = LIBRARY[LIBRARY.index("@misc") : LIBRARY.index("@article")]
ROPES = LIBRARY[LIBRARY.index("@article") :]
AGAIN = "@misc{again,\n  author = {Bob Byte},\n  title = {Sails},\n  eprint = {2101.00001v3},\n  archiveprefix = {arXiv},\n}\n\n"
OTHER = "@article{dove2023flags,\n  author = {Dove, Dan},\n  title = {Flags of the Fleet},\n  journal = {Flags},\n  year = {2023},\n  doi = {10.1234/f},\n}\n\n"


def git(folder: Path, *arguments: str) -> str:
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    program = shutil.which("git") or "git"
    done = subprocess.run([program, *names, *arguments], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode().strip()


@pytest.fixture(autouse=True)
def _repository(unl: Unl, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(unl.folder.parent / "none"))
    git(unl.folder, "init", "-q")


def commit(unl: Unl, **files: str | bytes) -> str:
    """Write files, `library="..."` as library.bib, commit everything and return the commit's name."""
    for name, content in files.items():
        unl.write(f"{name}.bib", content)
    git(unl.folder, "add", "-A")
    git(unl.folder, "commit", "-qm", "papers")
    return git(unl.folder, "rev-parse", "HEAD")


def found(unl: Unl, *arguments: str, revision: str = "HEAD") -> list[tuple[str, str, str]]:
    """Return code, key and key of the entry at the related place of each finding, as text."""
    done = unl("check", "--select", "D,K,P", "--json", "--diff", revision, *arguments)
    assert done.code in (0, 1), done
    return [
        (finding["code"], finding["key"], f"{finding['path']}:{finding['line']}") for finding in done.json["findings"]
    ]


def test_nothing_changed_nothing_is_reported(unl: Unl) -> None:
    commit(unl, library=LIBRARY + AGAIN)
    assert unl.ok("check", "--select", "D", "--diff", "HEAD").out == "no findings\n"
    assert unl("check", "--select", "D").code == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [(LIBRARY + AGAIN, 32), (AGAIN + LIBRARY, 1), (HEAD + AGAIN + SAILS + ROPES, 14)],
    ids=["at the end", "at the top", "before the old one"],
)
def test_a_new_duplicate_is_reported_where_it_stands(unl: Unl, text: str, line: int) -> None:
    commit(unl, library=LIBRARY)
    unl.write("library.bib", text)
    assert found(unl) == [("D001", "again", f"library.bib:{line}")]
    done = unl("check", "--diff", "HEAD", "--select", "D")
    assert done.code == 1
    assert "again is the same paper as byte2021sails" in done.out


def test_old_duplicates_are_not_reported_beside_a_new_paper(unl: Unl) -> None:
    commit(unl, library=LIBRARY + AGAIN)
    unl.write("library.bib", OTHER + LIBRARY + AGAIN)
    assert found(unl) == []


def test_a_third_copy_is_the_only_one_reported(unl: Unl) -> None:
    commit(unl, library=LIBRARY + AGAIN)
    unl.write("library.bib", AGAIN.replace("again", "third") + LIBRARY + AGAIN)
    assert found(unl) == [("D001", "third", "library.bib:1")]


def test_an_old_entry_edited_into_a_duplicate(unl: Unl) -> None:
    before = OTHER + LIBRARY
    commit(unl, library=before)
    unl.write("library.bib", before.replace("10.1234/f", "10.1234/abc_d").replace("Flags of the Fleet", "Ropes"))
    ((code, key, place),) = found(unl)
    assert (code[0], key, place) == ("D", "dove2023flags", "library.bib:1")


def test_a_new_repeated_key_is_the_touched_one(unl: Unl) -> None:
    commit(unl, library=LIBRARY)
    unl.write("library.bib", OTHER.replace("dove2023flags", "Byte2021Sails") + LIBRARY)
    assert found(unl) == [("K001", "Byte2021Sails", "library.bib:1")]


def test_moving_entries_touches_none(unl: Unl) -> None:
    commit(unl, library=HEAD + SAILS + AGAIN + ROPES)
    unl.write("library.bib", ROPES + AGAIN + SAILS + HEAD)
    assert found(unl) == []


def test_an_entry_under_a_new_key_is_touched(unl: Unl) -> None:
    commit(unl, library=LIBRARY + AGAIN)
    unl.write("library.bib", (LIBRARY + AGAIN).replace("byte2021sails", "sails"))
    assert found(unl) == [("D001", "sails", "library.bib:14")]


def test_what_a_change_breaks_and_what_was_broken(unl: Unl) -> None:
    broken = "@misc{half,\n  title={Half}\n  year=2020\n}\n"
    commit(unl, library=LIBRARY + broken)
    unl.write("library.bib", f"% More.\n{LIBRARY}{broken}{broken.replace('alf', 'alt')}")
    assert [code for code, *_ in found(unl)] == ["P001"]


def test_a_new_file_is_all_new(unl: Unl) -> None:
    commit(unl, other="")
    unl.write("library.bib", LIBRARY + AGAIN)
    assert found(unl) == [("D001", "again", "library.bib:32")]


def test_files_are_judged_together_and_each_has_its_own_past(unl: Unl) -> None:
    commit(unl, library=LIBRARY, more=OTHER)
    unl.write("more.bib", OTHER + AGAIN)
    assert found(unl, "library.bib", "more.bib") == [("D001", "again", "more.bib:9")]
    assert found(unl, "more.bib", "library.bib") == [("D001", "again", "more.bib:9")]
    assert found(unl, "more.bib") == []
    commit(unl)
    unl.write("library.bib", LIBRARY.replace("title = {Sails}", "title = {Sails.}"))
    assert found(unl, "library.bib", "more.bib") == [("D001", "byte2021sails", "library.bib:14")]


def test_against_any_revision(unl: Unl) -> None:
    first = commit(unl, library=LIBRARY)
    git(unl.folder, "tag", "v1")
    commit(unl, library=LIBRARY + AGAIN)
    for revision in (first, first[:9], "v1", "HEAD~1", "HEAD^", "main^{}~1"):
        assert [key for _, key, _ in found(unl, revision=revision)] == ["again"], revision
    assert found(unl) == []


def test_three_dots_are_where_the_branch_left(unl: Unl) -> None:
    commit(unl, library=LIBRARY + AGAIN)
    git(unl.folder, "checkout", "-qb", "branch")
    commit(unl, library=OTHER + LIBRARY + AGAIN)
    git(unl.folder, "checkout", "-q", "main")
    commit(unl, library=(LIBRARY + AGAIN).replace("v3", "v4"))
    git(unl.folder, "checkout", "-q", "branch")
    assert [key for _, key, _ in found(unl, revision="main")] == ["again"]
    assert found(unl, revision="main...") == []


@pytest.mark.parametrize(
    "revision", ["nowhere", "-x", "--output=x", "HEAD:library.bib", "...", "no...", "a b", "HEAD\n"]
)
def test_an_unknown_revision_is_refused(unl: Unl, revision: str) -> None:
    commit(unl, library=LIBRARY)
    assert "git knows no revision" in unl.refused(2, "check", f"--diff={revision}").err
    assert "git knows no revision" in unl.refused(2, "check", "--diff", revision).err


def test_branches_without_a_common_commit(unl: Unl) -> None:
    commit(unl, library=LIBRARY)
    git(unl.folder, "checkout", "-q", "--orphan", "island")
    commit(unl, library=LIBRARY, other=OTHER)
    assert "'main'" in unl.refused(2, "check", "library.bib", "--diff", "main...").err
    assert found(unl, "library.bib", revision="main") == []


def test_outside_a_repository(unl: Unl) -> None:
    shutil.rmtree(unl.folder / ".git")
    unl.write("library.bib", LIBRARY)
    assert "library.bib: not a git repository" in unl.refused(3, "check", "--diff", "HEAD").err
    unl.env.setenv("LANG", "de_DE.UTF-8")
    unl.env.setenv("LANGUAGE", "de")
    assert "library.bib: not a git repository" in unl.refused(3, "check", "--diff", "HEAD").err


def test_without_git(unl: Unl) -> None:
    unl.write("library.bib", LIBRARY)
    unl.env.setenv("PATH", str(unl.folder))
    assert "git cannot be started" in unl.refused(3, "check", "--diff", "HEAD").err


@pytest.mark.parametrize("revision", ["HEAD", "@", "HEAD..."])
def test_before_the_first_commit_everything_is_new(unl: Unl, revision: str) -> None:
    unl.write("library.bib", LIBRARY + AGAIN)
    assert [key for _, key, _ in found(unl, revision=revision)] == ["again"]
    assert "git knows no revision 'HEAD~1'" in unl.refused(2, "check", "--diff", "HEAD~1").err


def test_a_checkout_that_cannot_know_the_revision_is_told_of_in_actions_alone(unl: Unl) -> None:
    commit(unl, library=LIBRARY)
    assert "fetch-depth" not in unl.refused(2, "check", "--diff", "v9").err
    unl.env.setenv("GITHUB_ACTIONS", "true")
    assert "fetch-depth: 0" in unl.refused(2, "check", "--diff", "v9").err


def test_only_what_the_change_touched_is_mended(unl: Unl) -> None:
    old = "@misc{old,\n  title = {Old & Worn},\n}\n\n"
    new = "@misc{new,\n  title = {New & Shiny},\n  eprint = {arXiv:2101.00009},\n}\n\n@misc{last,\n  title = {Last & Least},\n}\n"
    commit(unl, library=old)
    unl.write("library.bib", new + "\n" + old)
    done = unl.ok("check", "--fix", "--diff", "HEAD")
    assert "mended 3 findings" in done.err
    assert unl.read().endswith("{Last \\& Least},\n}\n\n" + old)
    assert unl.read().startswith("@misc{new,\n  title = {New \\& Shiny},\n  eprint = {2101.00009},\n")
    assert done.out == "no findings\n"
    assert "old" in unl("check").out


def test_what_is_left_of_a_touched_entry_is_told_where_it_stands_after_mending(unl: Unl) -> None:
    commit(unl, library=LIBRARY)
    new = "@misc{new,\n  eprint = {arXiv:2101.00009},\n}\n@misc{bad,\n  doi = {none},\n  title = {Bad},\n}\n"
    unl.write("library.bib", new + LIBRARY)
    done = unl("check", "--fix", "--diff", "HEAD", "--select", "I")
    assert "library.bib:6: error I001 doi of bad is not a DOI: none" in done.out


@pytest.mark.parametrize("revision", ["nowhere", "HEAD"])
def test_nothing_is_mended_where_the_comparison_fails(unl: Unl, revision: str) -> None:
    commit(unl, library=LIBRARY)
    unl.write("library.bib", "@misc{a, title = {A & B}}\n")
    if revision == "HEAD":
        shutil.rmtree(unl.folder / ".git")
    unl.refused(3 if revision == "HEAD" else 2, "check", "--fix", "--diff", revision)
    assert unl.read() == "@misc{a, title = {A & B}}\n"


CHILD = "@inproceedings{child,\n  title = {C},\n  author = {A},\n  crossref = {whole},\n}\n"
KEYLESS = "@misc{,\n  title = {T},\n  notsame = {nobody},\n}\n"
TWIN = "@misc{twin,\n  title = {T},\n  notsame = {whole},\n}\n"
WHOLE = "@proceedings{whole,\n  title = {W},\n  booktitle = {W},\n  year = {2020},\n}\n"


def test_what_a_removed_entry_leaves_broken_is_told(unl: Unl) -> None:
    orphan = CHILD.replace("child", "orphan").replace("whole", "nowhere")
    commit(unl, library=orphan + CHILD + TWIN + WHOLE + KEYLESS)
    unl.write("library.bib", "% Fewer.\n" + orphan + CHILD + TWIN + KEYLESS)
    assert found(unl) == [("K003", "child", "library.bib:10"), ("K002", "twin", "library.bib:14")]
    commit(unl)
    assert found(unl) == []


def test_many_lost_references_are_told_once_and_not_again(unl: Unl) -> None:
    children = "".join(CHILD.replace("child", f"child{number}") for number in range(7))
    commit(unl, library=children + WHOLE)
    unl.write("library.bib", children)
    assert [code for code, *_ in found(unl)] == ["K003"]
    commit(unl)
    unl.write("library.bib", children.replace("@", "@misc{x, title = {X}, crossref = {child1}}\n@", 1))
    assert found(unl) == []
    for left in (5, 6):
        unl.write("library.bib", "".join(CHILD.replace("child", f"child{number}") for number in range(7 - left, 7)))
        assert found(unl) == []


def test_laying_a_file_out_otherwise_touches_nothing(unl: Unl) -> None:
    commit(unl, library=LIBRARY + AGAIN)
    unl.write("library.bib", (LIBRARY + AGAIN).replace("  ", "\t").replace(" = ", "="))
    assert found(unl) == []


def test_a_library_in_a_folder_below(unl: Unl, tmp_path: Path) -> None:
    unl.write("a/b/refs.bib", LIBRARY)
    commit(unl)
    unl.write("a/b/refs.bib", AGAIN + LIBRARY)
    assert found(unl, "a/b/refs.bib") == [("D001", "again", "a/b/refs.bib:1")]
    unl.env.chdir(unl.folder / "a")
    assert found(unl, "b/refs.bib") == [("D001", "again", "b/refs.bib:1")]
    unl.env.chdir(tmp_path)
    assert found(unl, "work/a/b/refs.bib") == [("D001", "again", "work/a/b/refs.bib:1")]


def test_in_a_hook_git_names_its_own_repository(unl: Unl, tmp_path: Path) -> None:
    """A hook runs at the top with GIT_DIR=.git, which is no repository as seen from the library's folder."""
    unl.write("refs/library.bib", LIBRARY)
    commit(unl)
    unl.write("refs/library.bib", LIBRARY + AGAIN)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    git(elsewhere, "init", "-q")
    for folder in (".git", str(elsewhere / ".git")):
        unl.env.setenv("GIT_DIR", folder)
        unl.env.setenv("GIT_INDEX_FILE", f"{folder}/index")
        assert found(unl, "refs/library.bib") == [("D001", "again", "refs/library.bib:32")]


def test_in_a_second_worktree(unl: Unl, tmp_path: Path) -> None:
    commit(unl, library=LIBRARY)
    git(unl.folder, "worktree", "add", "-q", "-b", "second", str(tmp_path / "second tree"))
    unl.env.chdir(tmp_path / "second tree")
    Path("library.bib").write_text(LIBRARY + AGAIN, encoding="utf-8", newline="")
    assert found(unl) == [("D001", "again", "library.bib:32")]


@pytest.mark.parametrize("name", ["two words", "Überblick 文献", "a'b;$(echo)", "-dash", "ä [x]"])
def test_names_of_every_kind(unl: Unl, name: str) -> None:
    commit(unl, **{name: LIBRARY})
    unl.write(f"{name}.bib", LIBRARY + AGAIN)
    assert found(unl, "--", f"{name}.bib") == [("D001", "again", f"{name}.bib:32")]


def test_a_link_to_a_library(unl: Unl) -> None:
    unl.write("data/papers.bib", LIBRARY)
    try:
        (unl.folder / "library.bib").symlink_to("data/papers.bib")
    except OSError:
        pytest.skip("needs links: this account may not make any")
    commit(unl)
    unl.write("data/papers.bib", LIBRARY + AGAIN)
    assert found(unl) == [("D001", "again", "library.bib:32")]


def test_an_old_version_in_another_encoding(unl: Unl) -> None:
    umlaut = "@misc{e,\n  title = {Über Segel},\n}\n"
    commit(unl, library=b"% Encoding: latin1\n" + (LIBRARY + AGAIN + umlaut).encode("latin-1"))
    unl.write("library.bib", LIBRARY + AGAIN + umlaut)
    assert found(unl) == []
    assert [finding["key"] for finding in unl("check", "--json", "--diff", "HEAD").json["findings"]] == []


def test_an_old_version_that_is_no_text(unl: Unl) -> None:
    umlaut = "@misc{e,\n  title = {Über Segel},\n}\n"
    commit(unl, library=(LIBRARY + AGAIN + umlaut).encode("latin-1"))
    unl.write("library.bib", LIBRARY + AGAIN + umlaut + umlaut.replace("{e,", "{E,"))
    assert [(code, key) for code, key, _ in found(unl) if code == "K001"] == [("K001", "E")]
    assert "again" not in [key for _, key, _ in found(unl)]


def test_line_ends_that_git_changes_touch_nothing(unl: Unl) -> None:
    commit(unl, library=LIBRARY + AGAIN)
    unl.write("library.bib", (LIBRARY + AGAIN).replace("\n", "\r\n"))
    assert found(unl) == []
    git(unl.folder, "config", "core.autocrlf", "true")
    unl.write("library.bib", LIBRARY + AGAIN)
    assert found(unl) == []


def test_warnings_are_held_to_the_change_too(unl: Unl) -> None:
    old = "@article{a, title={Rope Tricks for Sailors}, author={Adams, Ann}, year={1999}, journal={J. Ropes}, doi={10.1234/x}}\n"
    new = "@article{b, title={The Weather in Spain}, author={Byte, Bob}, year={1999}, journal={J. Ropes}, doi={10.1234/X}}\n"
    commit(unl, library=old)
    unl.write("library.bib", new + old)
    assert unl("check", "--select", "D", "--strict", "--diff", "HEAD").code == 1
    commit(unl)
    assert unl("check", "--select", "D", "--strict", "--diff", "HEAD").code == 0


def test_the_shipped_list_is_not_taken(unl: Unl) -> None:
    commit(unl, other=LIBRARY)
    (unl.folder / "other.bib").unlink()
    assert "no library here to check" in unl.refused(3, "check", "--diff", "HEAD").err
