"""Run `unl check` in a GitHub workflow: annotations, the job's summary, outputs, SARIF where asked for.

Runs as `python -I -X utf8 check.py` with the Python that install.py made. The inputs of action.yml come in variables
`INPUT_...`; nothing that a person or a pull request can write is ever part of a command line of a shell.
"""

import io
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from unlcli import rules
from unlcli.domain.change import SetField
from unlcli.domain.finding import Finding, Location, Severity
from unlcli.render import escape, findings

#: Imports nothing from the working folder, and goes by no variables for Python where this program does not.
PYTHON = (sys.executable, "-I" if sys.flags.isolated else "-P", "-X", "utf8")
YES, NO = ("true", "yes", "1", "on"), ("false", "no", "0", "off", "")


def main(environment: Mapping[str, str]) -> int:
    """Check, report in every way that was asked for, and return the exit code of `unl check`."""
    try:
        strict = is_strict(environment)
    except ValueError as error:
        fail([str(error)])
        add_to(environment["GITHUB_OUTPUT"], outputs({"exit-code": "2"}))
        return 2
    revision, note = since(environment)
    done = subprocess.run(
        [*PYTHON, "-m", "unlcli", *arguments(environment, revision, strict=strict)], capture_output=True, check=False
    )
    said = done.stderr.decode("utf-8", "replace").splitlines()
    found = read(done.stdout) if done.returncode in (0, 1) else None
    if found is None:
        fail(said or ["unl check told nothing that this action can read"])
        add_to(environment["GITHUB_OUTPUT"], outputs({"exit-code": str(done.returncode or 1)}))
        return done.returncode or 1
    for line in [*said, note]:
        if line:
            print(escape.workflow_line(line))
    # the settings may ask for it too, which shows when warnings alone fail
    strict = strict or done.returncode == 1 and all(f.severity is Severity.WARNING for f in found)
    docs = {f.code: rules.rule(f.code).docs for f in found}
    how = findings.RenderOptions(folder=folder(environment), rules=docs, strict=strict)
    sys.stdout.write(findings.renderer("github")(found, how))
    summary = f"### unl check\n\n{findings.renderer('markdown')(found, how)}"
    add_to(environment.get("GITHUB_STEP_SUMMARY", ""), f"{summary}\n{escape.paragraph(note)}\n")
    counts = {f"{severity}s": str(sum(f.severity is severity for f in found)) for severity in Severity}
    code, written = done.returncode, environment.get("INPUT_SARIF", "").strip()
    if written and (problem := write(written, findings.renderer("sarif")(found, how))):
        fail([f"{written} cannot be written: {problem}"])
        code, written = code or 3, ""
    add_to(environment["GITHUB_OUTPUT"], outputs({**counts, "exit-code": str(code), "sarif": written}))
    return code


def is_strict(environment: Mapping[str, str]) -> bool:
    """Tell whether warnings are to fail. Raises ValueError for words that say neither yes nor no: a gate must not guess."""
    given = environment.get("INPUT_STRICT", "").strip()
    if given.lower() in YES:
        return True
    if given.lower() in NO:
        return False
    raise ValueError(f"strict is {given!r}; it takes true or false")


def arguments(environment: Mapping[str, str], revision: str, *, strict: bool = False) -> list[str]:
    """Return the arguments of `unl` that the inputs ask for. Values are joined to their option: they are none themselves."""
    chosen = ["check", *lines(environment.get("INPUT_ARGS", ""))]
    for name in ("select", "ignore"):
        if value := environment.get(f"INPUT_{name.upper()}", "").strip():
            chosen.append(f"--{name}={value}")
    if strict:
        chosen.append("--strict")
    if revision:
        chosen.append(f"--diff={revision}")
    return [*chosen, "--format=json", "--", *lines(environment.get("INPUT_FILES", ""))]


def lines(text: str) -> list[str]:
    """Return the lines of an input that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def since(environment: Mapping[str, str]) -> tuple[str, str]:
    """Return the revision to compare with, empty for none, and what to tell about that."""
    wanted = environment.get("INPUT_DIFF", "").strip()
    if wanted:
        if wanted == "none":
            return "", "Everything was judged, as diff: none asks for."
        return wanted, f"Only what changed since {wanted} was judged."
    base, head = pull_request(environment)
    if not base:
        return "", "Everything was judged: this is no pull request, and diff names no revision."
    parents = git("rev-list", "--parents", "-n", "1", "HEAD").split()[1:]
    if len(parents) == 2 and parents[1] == head and known(parents[0]):
        # what actions/checkout makes of a pull request: its merge into the base as that is now
        return parents[0], f"Only what this pull request changes was judged (compared with {parents[0][:12]})."
    if known(base) and git("merge-base", base, "HEAD"):
        return f"{base}...", f"Only what this pull request changes was judged (since it left {base[:12]})."
    return (
        "",
        "Everything was judged: the base of this pull request was not fetched (actions/checkout: fetch-depth: 0).",
    )


def pull_request(environment: Mapping[str, str]) -> tuple[str, str]:
    """Return the commits at the base and the head of the pull request that the workflow runs for, empty without one."""
    try:
        event = json.loads(Path(environment.get("GITHUB_EVENT_PATH", "")).read_bytes())
        shas = event["pull_request"]["base"]["sha"], event["pull_request"]["head"]["sha"]
    except (OSError, ValueError, KeyError, TypeError):
        return "", ""
    return shas if all(isinstance(sha, str) and len(sha) >= 40 and sha.isalnum() for sha in shas) else ("", "")


def known(commit: str) -> bool:
    """Tell whether the checkout has a commit."""
    return bool(git("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}"))


def git(*words: str) -> str:
    """Return what git says in the working folder; nothing when it fails or is not there."""
    try:
        done = subprocess.run(["git", *words], capture_output=True, check=False)
    except OSError:
        return ""
    return "" if done.returncode else done.stdout.decode("utf-8", "replace").strip()


def folder(environment: Mapping[str, str]) -> str:
    """Return the working folder as seen from the top of the checkout."""
    here, top = Path.cwd(), environment.get("GITHUB_WORKSPACE", "")
    return here.relative_to(top).as_posix() if top and here.is_relative_to(top) else ""


def read(output: bytes) -> list[Finding] | None:
    """Return the findings that `unl check --format json` printed; None for anything else."""
    try:
        return [finding(told) for told in json.loads(output)["findings"]]
    except (ValueError, KeyError, TypeError):
        return None


def finding(told: Mapping[str, Any]) -> Finding:
    """Return a finding from its JSON."""
    given = dict(told)
    place = Location(given.pop("path"), given.pop("line"))
    related = tuple(Location(**other) for other in given.pop("related"))
    severity, remedies = Severity(given.pop("severity")), tuple(given.pop("remedies"))
    # what --fix would write is not told, but that it would write something
    changes = (SetField(-1, "", ""),) if given.pop("fixable") else ()
    return Finding(**given, severity=severity, location=place, related=related, remedies=remedies, changes=changes)


def fail(said: Sequence[str]) -> None:
    """Annotate the step with the reason why nothing was judged."""
    for line in said[:-1]:
        print(escape.workflow_line(line))
    print(f"::error title=unl check::{escape.workflow_message(said[-1])}")


def write(name: str, text: str) -> str:
    """Write a file and return what went wrong."""
    try:
        Path(name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        return error.strerror or "no reason given"
    return ""


def outputs(values: Mapping[str, str]) -> str:
    """Return outputs of a step as GitHub reads them; no value can end itself and begin another."""
    mark = f"unl_{uuid.uuid4().hex}"
    return "".join(f"{name}<<{mark}\n{value}\n{mark}\n" for name, value in values.items())


def add_to(name: str, text: str) -> None:
    """Add to one of the files that GitHub reads after the step."""
    if name:
        with Path(name).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace", newline="\n")
    sys.exit(main(os.environ))
