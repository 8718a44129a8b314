"""The hook of pre-commit that runs `unl check`: a file of its own, or one more item in the list that is there."""

import json
import re

NAME = ".pre-commit-config.yaml"
_REPOS = re.compile(r"repos:[ \t]*(?:#.*)?")
_ITEM = re.compile(r"( *)- +\S")


def new_text(package: str) -> str:
    """Return a configuration with the hook alone."""
    return f"repos:\n{_hook(package, '  ')}"


def completed(there: str, package: str) -> str | None:
    """Return a configuration with the hook at the end of its list, as it is when it has one; None where that is not safe."""
    if "unl check" in there or "unl-check" in there:
        return there
    lines = there.splitlines()
    at = next((n for n, line in enumerate(lines) if _REPOS.fullmatch(line)), None)
    if at is None or "\t" in there or any(line.startswith(("---", "...")) for line in lines[at:]):
        return None
    below = [line for line in lines[at + 1 :] if line.strip() and not line.lstrip().startswith("#")]
    first = _ITEM.match(below[0]) if below else None
    if first is None:
        return None
    margin = first[1]
    # what stands at the left is an item of the list, or a setting behind it, where nothing can be added to the list
    if any(len(line) - len(line.lstrip()) <= len(margin) and not line.startswith(f"{margin}- ") for line in below):
        return None
    end = "\r\n" if "\r\n" in there else "\n"
    return f"{there.rstrip()}{end}{_hook(package, margin).replace(chr(10), end)}"


def _hook(package: str, margin: str) -> str:
    lines = (
        "- repo: local",
        "  hooks:",
        "    - id: unl-check",
        "      name: unl check",
        "      entry: unl check",
        "      language: python",
        f"      additional_dependencies: [{json.dumps(package)}]",
        r"      files: \.bib$",
        "      require_serial: true",
    )
    return "".join(f"{margin}{line}\n" for line in lines)


def lines_to_add(package: str) -> str:
    """Return the item for whoever adds it by hand."""
    return _hook(package, "  ")
