"""The user's own settings file, written one value at a time; its other lines and comments stay."""

from pathlib import Path

import tomlkit

from unlcli.domain import near_names
from unlcli.errors import UsageError
from unlcli.store import config, files, replacement, settings

#: Settings that are one value and so can be set from the command line.
SCALARS = ("library", "encoding", "key_pattern", "creationdate", "contact")


def put(user_folder: Path, name: str, value: str) -> Path:
    """Write one value into the user's settings file and return the file.

    Raises UsageError for a setting that is not a single value or a wrong value, StoreError when it cannot be written.
    """
    file = settings.user_file(user_folder)
    if name not in SCALARS:
        hint = (
            f"edit {file} for it"
            if name in config.NAMES
            else near_names.hint(name, SCALARS, f"there are: {', '.join(SCALARS)}")
        )
        raise UsageError(f"{name!r} cannot be set from the command line", hint)
    document = tomlkit.parse(files.read_bytes(file).decode("utf-8") if file.is_file() else "")
    given: str | bool = _boolean(value) if name == "creationdate" else value
    config.check_value(file, name, given)
    document[name] = given
    replacement.replace(file, tomlkit.dumps(document).encode("utf-8"))
    return file


def _boolean(value: str) -> bool:
    if value.lower() not in ("true", "false", "on", "off", "yes", "no"):
        raise UsageError(f"creationdate cannot be {value!r}", "it is true or false")
    return value.lower() in ("true", "on", "yes")
