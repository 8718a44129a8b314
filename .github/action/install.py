"""Install unl into an environment of its own and tell the next step of action.yml which Python that is.

Runs as `python -I install.py` in a GitHub workflow, with nothing but the standard library.
"""

import hashlib
import os
import subprocess
import sys
import uuid
import venv
from pathlib import Path

NEEDED = (3, 11)


def main() -> int:
    """Install, write the output `python`, and return the exit code."""
    if sys.version_info < NEEDED:
        print("::error title=unl::unl needs Python 3.11 or newer; set python-version of the action")
        return 1
    source = Path(os.environ["GITHUB_ACTION_PATH"])
    name = hashlib.sha256(f"{source.resolve()}\0{sys.version}".encode()).hexdigest()[:12]
    folder = Path(os.environ["RUNNER_TEMP"]) / f"unl-{name}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    installed = folder / "installed"
    if not installed.is_file():  # a job may use the action several times
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(python), "-I", "-m", "pip", "--disable-pip-version-check", "--quiet"]
        code = subprocess.run([*pip, "install", str(source)], cwd=folder, check=False).returncode
        if code:
            print("::error title=unl::pip could not install unl; the lines above say why")
            return code
        installed.touch()
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8", newline="\n") as file:
        mark = f"unl_{uuid.uuid4().hex}"
        file.write(f"python<<{mark}\n{python}\n{mark}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
