"""`unl check` as a gate: the GitHub action run as a runner runs it, the workflows, the hooks of pre-commit."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from sarif_kit.validate import validation_errors

from unlcli.cli.app import main

ROOT = Path(__file__).resolve().parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}


def script(name: str) -> ModuleType:
    """Return a script of the action as a module."""
    spec = util.spec_from_file_location(f"action_{name}", ROOT / f".github/action/{name}.py")
    assert spec
    assert spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check = script("check")
GOOD = "@misc{byte2021sails,\n  author = {Byte, Bob},\n  title = {Sails},\n  year = {2021},\n  eprint = {2101.00001},\n  archiveprefix = {arXiv},\n}\n"
AGAIN = GOOD.replace("byte2021sails", "again").replace("2101.00001", "2101.00001v3")
NEW = "@misc{dove2023flags,\n  author = {Dove, Dan},\n  title = {Flags of the Fleet},\n  year = {2023},\n  eprint = {2301.00009},\n  archiveprefix = {arXiv},\n}\n"
BAD = GOOD + AGAIN


def run(command: Sequence[str | Path], folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )


def git(folder: Path, *arguments: str) -> str:
    done = run(["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], folder)
    assert done.returncode == 0, done
    return done.stdout.decode().strip()


# What stands in the files.


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("github-actions", ROOT / "action.yml"),
        ("citation-file-format", ROOT / "CITATION.cff"),
        *(("github-workflows", file) for file in WORKFLOWS),
    ],
)
def test_actions_workflows_and_the_citation_are_valid(schema: str, file: Path, tmp_path: Path) -> None:
    def problems(of: Path) -> subprocess.CompletedProcess[bytes]:
        return run([sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", of], ROOT)

    assert problems(file).returncode == 0, problems(file)
    wrong = tmp_path / file.name
    wrong.write_text(
        re.sub(r"^( *)(uses|using|runs-on|title):", r"\1used:", file.read_text(encoding="utf-8"), flags=re.M)
    )
    assert problems(wrong).returncode != 0


def test_the_hooks_are_valid(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest"]
    assert run([*command, ".pre-commit-hooks.yaml"], ROOT, PRE_COMMIT_HOME=str(tmp_path)).returncode == 0
    (tmp_path / "wrong.yaml").write_text("- id: unl-check\n  name: unl check\n  language: python\n")
    assert run([*command, "wrong.yaml"], tmp_path, PRE_COMMIT_HOME=str(tmp_path)).returncode != 0


@pytest.mark.parametrize("file", [ROOT / "action.yml", *WORKFLOWS], ids=lambda file: file.name)
def test_other_peoples_actions_are_named_by_commit_with_the_version_beside(file: Path) -> None:
    used = re.findall(r"\buses: *(.+)", file.read_text(encoding="utf-8"))
    assert used
    for name in used:
        assert name == "./" or re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", name)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflows_may_read_only(file: Path) -> None:
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        # To be known to PyPI is all that publishing needs; no code of the tree runs beside that.
        publishes = (file.name, name) == ("release.yml", "publish")
        assert job.get("permissions") == ({"id-token": "write"} if publishes else None)
        assert not publishes or not any("run" in step for step in job["steps"])
        checkouts = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_inputs_reach_scripts_by_the_environment_alone() -> None:
    steps = ACTION["runs"]["steps"]
    assert not any("${{" in step.get("run", "") for step in steps)
    given = "\n".join(
        str({**step.get("env", {}), **step.get("with", {})}) + step.get("working-directory", "") for step in steps
    )
    assert [name for name in ACTION["inputs"] if f"inputs.{name} " not in given] == []
    assert [
        name for name, about in ACTION["inputs"].items() if "default" not in about or "description" not in about
    ] == []


def test_every_python_of_the_project_is_tested_on_every_system() -> None:
    matrix = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())["jobs"]["test"]["strategy"]["matrix"]
    named = re.findall(r"Python :: (3\.\d+)\"", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert matrix["python"] == named
    assert {name.partition("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}


# The action.


@dataclass(frozen=True)
class Step:
    """What a step left: its exit code, its log, its outputs and the job's summary."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str

    @property
    def commands(self) -> list[str]:
        """The lines that the runner takes for commands, as it looks for them."""
        return [line for line in self.log.split("\n") if line.strip().startswith("::") or "##[" in line]


def outputs(text: str) -> dict[str, str]:
    """Read a file of outputs as the runner does."""
    found = {}
    lines = iter(text.split("\n")[:-1])
    for line in lines:
        name, heredoc, mark = line.partition("<<")
        if heredoc and "=" not in name:
            value = []
            for inner in lines:
                if inner == mark:
                    break
                value.append(inner)
            else:
                raise AssertionError(f"{name} does not end")
            found[name] = "\n".join(value)
        else:
            name, _, found_value = line.partition("=")
            found[name] = found_value
    return found


class Job:
    """Runs the steps of action.yml on a checkout, with the values of its expressions in their environment."""

    def __init__(self, folder: Path, python: Path) -> None:
        self.checkout = folder / "check out"
        self.temp = folder / "temp"
        for made in (self.checkout, self.temp):
            made.mkdir()
        self._steps = {"install": {"python": str(python)}, "python": {"python-path": sys.executable}}
        self.event: object = {}

    def step(self, name: str, **inputs: str) -> Step:
        """Run a step with these inputs (`working_directory` for `working-directory`)."""
        values = {key: str(about["default"]) for key, about in ACTION["inputs"].items()}
        values |= {key.replace("_", "-"): value for key, value in inputs.items()}
        (step,) = (step for step in ACTION["runs"]["steps"] if step["id"] == name)
        assert step["shell"] == "bash"
        files = {key: self.temp / f"{key}.txt" for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_EVENT_PATH")}
        for file in files.values():
            file.write_text("")
        files["GITHUB_EVENT_PATH"].write_text(json.dumps(self.event), encoding="utf-8")
        given = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.checkout),
            "GITHUB_ACTION_PATH": str(ROOT),
            "RUNNER_TEMP": str(self.temp),
            **{key: str(file) for key, file in files.items()},
            **{key: self._value(value, values) for key, value in step["env"].items()},
        }
        folder = self.checkout / self._value(step.get("working-directory", "."), values)
        done = run(self._command(step["run"], given), folder, **given)
        told = outputs(files["GITHUB_OUTPUT"].read_bytes().decode())
        self._steps[name] = told
        log = (done.stdout + done.stderr).decode()
        return Step(done.returncode, log, told, files["GITHUB_STEP_SUMMARY"].read_bytes().decode())

    def check(self, **inputs: str) -> Step:
        """Run the step that checks."""
        return self.step("check", **inputs)

    def write(self, **files: str) -> None:
        """Write files, `library="..."` as library.bib, into the checkout."""
        for name, text in files.items():
            (self.checkout / f"{name}.bib").write_bytes(text.encode())

    def _value(self, text: str, inputs: dict[str, str]) -> str:
        def one(name: str) -> str:
            scope, _, rest = name.partition(".")
            if scope == "inputs":
                return inputs[rest]
            if scope == "steps":
                step, _, output = rest.split(".")
                return self._steps.get(step, {}).get(output, "")
            return name.strip("'")

        def chosen(match: re.Match[str]) -> str:
            return next(filter(None, (one(name.strip()) for name in match[1].split("||"))), "")

        return re.sub(r"\$\{\{(.*?)\}\}", chosen, text)

    def _command(self, line: str, environment: dict[str, str]) -> list[str]:
        if os.name != "nt":
            script = self.temp / "step.sh"
            script.write_text(line)
            return ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        return [re.sub(r"\$(\w+)", lambda match: environment[match[1]], part) for part in shlex.split(line)]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the modules of the tests and unl from its sources, as install.py would make one with pip."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=os.name != "nt")
    base = {"base": str(folder), "platbase": str(folder)}
    modules = Path(sysconfig.get_path("purelib", "venv", base))
    there = [ROOT / "src", sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    (modules / "tests.pth").write_text("".join(f"{path}\n" for path in there), encoding="utf-8")
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@pytest.fixture
def job(tmp_path: Path, installed: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    for name in ("GITHUB_WORKSPACE", "GITHUB_SHA", "PYTHONPATH", "GIT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return Job(tmp_path, installed)


def test_a_good_library_passes(job: Job) -> None:
    job.write(library=GOOD)
    done = job.check()
    assert done.code == 0, done
    assert done.outputs == {"errors": "0", "warnings": "0", "exit-code": "0", "sarif": ""}
    note = "Everything was judged: this is no pull request, and diff names no revision."
    assert done.log == f"{note}\nno findings\n"
    assert done.summary.startswith("### unl check\n\nno findings\n\nEverything was judged")


def test_a_paper_twice_fails_with_an_annotation_a_summary_and_outputs(job: Job) -> None:
    job.write(library=BAD)
    done = job.check(sarif="found it.sarif", select="D")
    assert done.code == 1
    assert done.outputs == {"errors": "1", "warnings": "0", "exit-code": "1", "sarif": "found it.sarif"}
    (annotation,) = done.commands
    assert annotation.startswith("::error file=library.bib,line=8,title=D001 duplicate::again is the same paper")
    assert "| error | D001 duplicate | library.bib:8<br>" in done.summary
    document = json.loads((job.checkout / "found it.sarif").read_text(encoding="utf-8"))
    assert validation_errors(document) == []
    assert document["runs"][0]["tool"]["driver"]["rules"][0]["shortDescription"]["text"] == "The same paper twice."


def test_files_are_judged_together_and_named_from_the_top_of_the_checkout(job: Job) -> None:
    (job.checkout / "papers").mkdir()
    job.write(**{"one": GOOD, "papers/two words": AGAIN})
    done = job.check(
        files="../one.bib\n  two words.bib\n\n", select="D001", working_directory="papers", args="--exit-zero"
    )
    assert (done.code, done.outputs["errors"], done.outputs["exit-code"]) == (0, "1", "0")
    assert done.commands[0].startswith("::error file=papers/two words.bib,line=1,")


def test_inputs_are_options_of_check() -> None:
    asked = {
        "INPUT_FILES": " a.bib \n\n-b c.bib\n",
        "INPUT_SELECT": "D,K",
        "INPUT_IGNORE": "-x",
        "INPUT_STRICT": "True",
    }
    options = ["--encoding=gbk", "--select=D,K", "--ignore=-x", "--strict", "--diff=main", "--format=json"]
    given = {**asked, "INPUT_ARGS": "--encoding=gbk\n"}
    assert check.arguments(given, "main", strict=check.is_strict(given)) == [
        "check",
        *options,
        "--",
        "a.bib",
        "-b c.bib",
    ]
    assert check.arguments({}, "") == ["check", "--format=json", "--"]


@pytest.mark.parametrize(("inputs", "code"), [({"files": "none.bib"}, 3), ({"args": "--explain=D001"}, 1)])
def test_what_cannot_be_judged_fails_and_says_why(job: Job, inputs: dict[str, str], code: int) -> None:
    done = job.check(**inputs)
    assert done.code == code
    assert done.outputs == {"exit-code": str(code)}
    (annotation,) = done.commands
    assert annotation.startswith("::error title=unl check::un")
    assert done.summary == ""


def test_a_file_for_sarif_that_cannot_be_written_is_told(job: Job) -> None:
    job.write(library=GOOD)
    done = job.check(sarif="no/such/folder.sarif")
    assert (done.code, done.outputs["exit-code"], done.outputs["sarif"]) == (3, "3", "")
    assert done.commands == [
        "::error title=unl check::no/such/folder.sarif cannot be written: No such file or directory"
    ]


HOSTILE = "$(touch pwned)`touch pwned`;touch pwned\n::error::pwned\n##[add-mask]x\nerrors<<x\n0\nx\nexit-code=0\n--exit-zero\n\"'|&"


@pytest.mark.parametrize("names", ["files", "select ignore", "diff", "sarif strict"])
def test_no_input_runs_anything_or_sets_an_output(job: Job, names: str) -> None:
    job.write(library=BAD)
    done = job.check(**dict.fromkeys(names.split(), HOSTILE))
    assert not (job.checkout / "pwned").exists()
    assert done.code != 0
    assert done.outputs["exit-code"] == str(done.code)
    assert done.outputs.get("errors") in (None, "1")
    assert all(
        command.startswith(("::error file=library.bib,", "::error title=unl check::")) for command in done.commands
    )
    assert set(done.outputs) <= {"errors", "warnings", "exit-code", "sarif"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_no_file_name_and_no_title_runs_anything_or_sets_an_output(job: Job) -> None:
    name = "::error::$(touch pwned) ##[stop-commands]x"
    title = "Sails \n::error::pwned\nerrors=0\n##[add-path]x | <script> `x`"
    job.write(**{name: (GOOD + AGAIN * 12).replace("again", "::notice::a").replace("Sails", title)})
    done = job.check(files=f"{name}.bib")
    assert done.code == 1
    assert done.outputs["exit-code"] == "1"
    assert int(done.outputs["errors"]) > 10
    assert len(done.commands) <= 20
    assert all(re.match(r"::(error|warning) file=%3A%3Aerror", command) for command in done.commands)
    assert "<script" not in done.summary
    assert [path.name for path in job.checkout.iterdir()] == [f"{name}.bib"]


def test_nothing_in_the_checkout_is_run(job: Job) -> None:
    job.write(library=GOOD)
    for name in ("json.py", "unlcli.py", "sitecustomize.py", "usercustomize.py", "yaml.py", "encodings.py"):
        (job.checkout / name).write_text("import pathlib\npathlib.Path('pwned').touch()\nraise SystemExit(7)\n")
    done = job.check()
    assert done.code == 0, done
    assert not (job.checkout / "pwned").exists()


@pytest.fixture
def pull_request(job: Job) -> Job:
    """A checkout of a pull request as actions/checkout makes it: the merge of its head into the base, which went on."""
    git(job.checkout, "init", "-q", "-b", "main")
    job.write(library=BAD)
    _commit(job)
    git(job.checkout, "checkout", "-q", "-b", "branch")
    job.write(library=BAD + NEW)
    head = _commit(job)
    git(job.checkout, "checkout", "-q", "main")
    job.write(library=f"% Our papers.\n{BAD.replace('Sails', 'Sails!')}")
    base = _commit(job)
    git(job.checkout, "checkout", "-q", "--detach")
    git(job.checkout, "merge", "-q", "--no-edit", "branch")
    job.event = {"pull_request": {"base": {"sha": base}, "head": {"sha": head}}}
    return job


def _commit(job: Job) -> str:
    git(job.checkout, "add", "-A")
    git(job.checkout, "commit", "-qm", "papers")
    return git(job.checkout, "rev-parse", "HEAD")


@pytest.mark.needs("git")
def test_a_pull_request_answers_for_its_own_entries_only(pull_request: Job) -> None:
    done = pull_request.check(select="D")
    assert (done.code, done.outputs["errors"]) == (0, "0")
    assert "Only what this pull request changes was judged" in done.log
    assert "Only what this pull request changes was judged" in done.summary
    merged = (pull_request.checkout / "library.bib").read_text()
    pull_request.write(library=merged + NEW.replace("dove2023flags", "dove"))
    (annotation,) = pull_request.check(select="D").commands
    assert "dove is the same paper as dove2023flags" in annotation


@pytest.mark.needs("git")
def test_a_pull_request_whose_head_is_checked_out(pull_request: Job) -> None:
    git(pull_request.checkout, "checkout", "-q", "branch")
    done = pull_request.check(select="D")
    assert (done.code, done.outputs["errors"]) == (0, "0")
    assert "since it left" in done.log


@pytest.mark.needs("git")
@pytest.mark.parametrize("depth", [1, 2])
def test_a_pull_request_in_a_shallow_checkout(pull_request: Job, tmp_path: Path, depth: int) -> None:
    whole = tmp_path / "whole"
    pull_request.checkout.rename(whole)
    git(whole, "branch", "merged", "HEAD")
    git(tmp_path, "clone", "-q", f"--depth={depth}", "--branch=merged", whole.as_uri(), str(pull_request.checkout))
    done = pull_request.check(select="D")
    if depth == 1:
        assert (done.code, done.outputs["errors"]) == (1, "1")
        assert "Everything was judged" in done.log
        assert "fetch-depth: 0" in done.log
        assert "fetch-depth: 0" in done.summary
    else:
        assert (done.code, done.outputs["errors"]) == (0, "0")


@pytest.mark.parametrize(
    "event",
    [
        "",
        "[]",
        "{",
        '{"pull_request": null}',
        '{"pull_request": {"base": {"sha": "--output=x"}, "head": {"sha": "y"}}}',
    ],
)
def test_other_events_judge_everything(tmp_path: Path, event: str) -> None:
    (tmp_path / "event.json").write_text(event)
    for given in ({"GITHUB_EVENT_PATH": str(tmp_path / "event.json")}, {}, {"INPUT_DIFF": "none"}):
        revision, note = check.since(given)
        assert (revision, note[:21]) == ("", "Everything was judged")


@pytest.mark.parametrize(
    ("given", "strict"),
    [
        *((word, True) for word in ("true", "True", " YES", "1", "on\n")),
        *((word, False) for word in ("false", "No", "0", "off", "", " ")),
    ],
)
def test_strict_is_yes_or_no(given: str, strict: bool) -> None:
    assert check.is_strict({"INPUT_STRICT": given}) is strict


def test_strict_that_says_neither_fails(job: Job) -> None:
    job.write(library=GOOD)
    done = job.check(strict="ture")
    assert (done.code, done.outputs) == (2, {"exit-code": "2"})
    assert done.commands == ["::error title=unl check::strict is 'ture'; it takes true or false"]


def test_what_to_compare_with_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "event.json").write_text(
        json.dumps({"pull_request": {"base": {"sha": "a" * 40}, "head": {"sha": "b" * 40}}})
    )
    given = {"GITHUB_EVENT_PATH": str(tmp_path / "event.json")}
    everything = ("", "Everything was judged, as diff: none asks for.")
    assert check.since({**given, "INPUT_DIFF": " none "}) == everything
    assert check.since({**given, "INPUT_DIFF": "v1"}) == ("v1", "Only what changed since v1 was judged.")
    assert check.since(given)[0] == ""


@pytest.mark.slow
def test_the_action_from_its_installation_on(job: Job) -> None:
    job.write(library=BAD)
    done = job.step("install")
    assert done.code == 0, done
    python = Path(done.outputs["python"])
    assert python.is_relative_to(job.temp)
    before = python.stat().st_mtime_ns
    assert job.step("install").outputs == done.outputs
    assert python.stat().st_mtime_ns == before
    assert job.check(select="D").outputs["errors"] == "1"
    job.write(library=GOOD)
    assert job.check().code == 0


def test_an_old_python_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    install = script("install")
    monkeypatch.setattr(install, "NEEDED", (4, 0))
    assert install.main() == 1
    assert capsys.readouterr().out.startswith("::error title=unl::")


def test_annotations_of_a_step_that_runs_in_a_folder_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    below = tmp_path / "papers" / "old"
    below.mkdir(parents=True)
    (below / "library.bib").write_text(BAD)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for top, folder in ((tmp_path, below), (below, below), (tmp_path / "elsewhere", below)):
        monkeypatch.setenv("GITHUB_WORKSPACE", str(top))
        monkeypatch.chdir(folder)
        assert main(["check", "--select", "D001"]) == 1
        named = "papers/old/library.bib" if top == tmp_path else "library.bib"
        assert capsys.readouterr().out.startswith(f"::error file={named},line=8,")


def test_sarif_of_a_real_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "library.bib").write_text(BAD + "@misc{broken, title={x}\n\n@misc{AGAIN, title={{0} [a](b)}}\n")
    assert main(["check", "--format", "sarif"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert validation_errors(document) == []
    (run_,) = document["runs"]
    assert {result["ruleId"] for result in run_["results"]} >= {"D001", "P001"}
    assert [rule["id"] for rule in run_["tool"]["driver"]["rules"]] == sorted({r["ruleId"] for r in run_["results"]})
    assert all(rule["help"]["markdown"].count("\n") > 1 for rule in run_["tool"]["driver"]["rules"])


# The hooks.


def passed_to(hook: str, folder: Path) -> Iterator[str]:
    """Yield the files that pre-commit would pass to a hook."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and re.search(HOOKS[hook]["files"], name):
            yield name


def test_the_check_hook_judges_all_bib_files_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refs").mkdir()
    for name, text in {"refs/a.bib": GOOD, "b.bib": AGAIN, "c.bib.txt": "@", "dbib": "@", "-e.bib": NEW}.items():
        (tmp_path / name).write_text(text)
    files = list(passed_to("unl-check", tmp_path))
    assert files == ["-e.bib", "b.bib", "refs/a.bib"]
    assert HOOKS["unl-check"]["require_serial"] is True
    program, *arguments = shlex.split(HOOKS["unl-check"]["entry"])
    assert program == "unl"
    assert main([*arguments, *files[1:]]) == 1
    assert "refs/a.bib:1: error D001" in capsys.readouterr().out
    assert main([*arguments, files[1]]) == 0


def test_the_export_hook_fails_on_pages_that_are_missing_or_not_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "library.bib").write_text(GOOD)
    (tmp_path / "unl.toml").write_text('[[export]]\npath = "papers.md"\n')
    hook = HOOKS["unl-export"]
    assert list(passed_to("unl-export", tmp_path)) == ["library.bib", "unl.toml"]
    assert hook["pass_filenames"] is False
    arguments = shlex.split(hook["entry"])[1:]
    assert main(arguments) == 1
    assert capsys.readouterr().err == "unl: papers.md is not current: unl export\n"
    assert not (tmp_path / "papers.md").exists()
    assert main(["export"]) == 0
    assert main(arguments) == 0
    (tmp_path / "papers.md").write_text("old\n")
    assert main(arguments) == 1
    assert (tmp_path / "papers.md").read_text() == "old\n"


@pytest.mark.slow
@pytest.mark.needs("git")
def test_pre_commit_fails_on_a_planted_duplicate_and_passes_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PYTHONPATH", raising=False)
    source, papers = tmp_path / "source", tmp_path / "papers"
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "LICENSE-CC0", "library.bib"):
        shutil.copy(ROOT / name, source / name)
    papers.mkdir()
    shutil.copy(ROOT / "library.bib", papers / "library.bib")
    for folder in (source, papers):
        git(folder, "init", "-q")
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", "all")
    command = [sys.executable, "-m", "pre_commit", "try-repo", source, "unl-check", "--files", "library.bib"]
    done = run(command, papers)
    assert done.returncode == 0, done
    assert b"Passed" in done.stdout
    with (papers / "library.bib").open("a", encoding="utf-8") as file:
        file.write(BAD)
    done = run(command, papers)
    assert done.returncode == 1, done
    assert re.search(rb"library\.bib:\d+: error D001 again is the same paper as byte2021sails", done.stdout)
