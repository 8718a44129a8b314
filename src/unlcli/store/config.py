"""Settings: from files to one frozen object, every name checked. Loaded only when there is such a file."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from urllib.parse import urlsplit

from unlcli.bibtex import encoding
from unlcli.domain import categories, keys
from unlcli.errors import SettingsError, UsageError
from unlcli.store import export_formats, files
from unlcli.store.settings import (
    CUSTOM_FIELDS,
    FILE,
    PROJECT,
    SOURCES,
    CategorySetting,
    CheckSettings,
    ExportSetting,
    Settings,
    is_contact,
    user_file,
)

#: Where clouds tell their machines what they are and may, beside the addresses of their link.
_TELLING = ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254")
_TELLING_NAMES = (
    "metadata",
    "metadata.google.internal",
    "metadata.azure.internal",
    "instance-data",
    "instance-data.ec2.internal",
)
#: The last part of a name that systems read as a number.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True, slots=True)
class _Source:
    """One settings file: where it is, what stands in it."""

    where: str
    folder: Path
    values: Mapping[str, object]


def load(start: Path, user_folder: Path) -> Settings:
    """Return the settings for a folder: the nearest `unl.toml` or `[tool.unl]` upwards, over the user's own, over defaults.

    Raises SettingsError naming the file and the setting.
    """
    found: dict[str, object] = {}
    origins: dict[str, str] = {}
    for source in (_user(user_folder), _project(start)):
        if source is None:
            continue
        for name, value in _read(source).items():
            found[name] = value
            origins[name] = source.where
    return Settings(**found, origins=origins)  # type: ignore[arg-type]


def of_text(file: Path, text: str) -> Settings:
    """Return the settings that a file of this text would hold. Raises SettingsError naming it and the setting."""
    read = _read(_Source(str(file), file.parent, tomllib.loads(text)))
    return Settings(**read, origins=dict.fromkeys(read, str(file)))  # type: ignore[arg-type]


def _project(start: Path) -> _Source | None:
    for folder in (start, *start.parents):
        own = folder / FILE
        if own.is_file():
            return _Source(str(own), folder, _toml(own))
        pyproject = folder / PROJECT
        if pyproject.is_file():
            tool = _toml(pyproject).get("tool")
            table = tool.get("unl") if isinstance(tool, dict) else None
            if isinstance(table, dict):
                return _Source(f"{pyproject} [tool.unl]", folder, table)
    return None


def _user(user_folder: Path) -> _Source | None:
    file = user_file(user_folder)
    return _Source(str(file), user_folder, _toml(file)) if file.is_file() else None


def _toml(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(files.read_bytes(file).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file}: is not UTF-8 (byte {error.start})", "save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: is not TOML: {error}", "mend it in an editor") from None


def _read(source: _Source) -> dict[str, object]:
    read: dict[str, object] = {}
    for name, value in source.values.items():
        reader = _READERS.get(name)
        if reader is None:
            raise _unknown(source.where, name, tuple(_READERS))
        setting, convert = reader
        try:
            read[setting] = convert(source, name, value)
        except UsageError as error:
            raise SettingsError(f"{source.where}: {name}: {error.message}", error.hint) from error
    return read


def _unknown(where: str, name: str, known: tuple[str, ...]) -> SettingsError:
    near = get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known)}"
    return SettingsError(f"{where}: there is no setting {name!r}", hint)


def _wrong(source: _Source, name: str, wanted: str) -> SettingsError:
    return SettingsError(f"{source.where}: {name} must be {wanted}", "see docs/configuration.md")


def _string(source: _Source, name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _wrong(source, name, "a text")
    return value


def _library(source: _Source, name: str, value: object) -> str:
    return str(source.folder / Path(_string(source, name, value)).expanduser())


def _encoding(source: _Source, name: str, value: object) -> str:
    given = _string(source, name, value)
    if not encoding.is_known(given):
        raise _wrong(source, name, "an encoding, for instance latin-1, cp1252, gbk")
    return given


def _pattern(source: _Source, name: str, value: object) -> str:
    pattern = _string(source, name, value)
    keys.check_pattern(pattern)
    return pattern


def _boolean(source: _Source, name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(source, name, "true or false")
    return value


def _texts(source: _Source, name: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _wrong(source, name, "a list of texts")
    return tuple(value)


def _table(source: _Source, name: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _wrong(source, name, "a table")
    return value


def _known(source: _Source, name: str, table: Mapping[str, object], known: tuple[str, ...]) -> None:
    for inner in table:
        if inner not in known:
            raise _unknown(f"{source.where} [{name}]", inner, known)


def _field_names(source: _Source, name: str, value: object) -> dict[str, str]:
    table = _table(source, name, value)
    _known(source, name, table, CUSTOM_FIELDS)
    return {ours: _string(source, f"{name}.{ours}", theirs).lower() for ours, theirs in table.items()}


def _categories(source: _Source, name: str, value: object) -> tuple[CategorySetting, ...]:
    if not isinstance(value, list):
        raise _wrong(source, name, "a list of tables: [[category]]")
    found = []
    for item in value:
        table = _table(source, name, item)
        _known(source, name, table, ("name", "title", "intro"))
        if "name" not in table:
            raise _wrong(source, name, "given a name")
        texts = {inner: _string(source, f"{name}.{inner}", text) for inner, text in table.items()}
        for part in categories.parse(texts["name"]):
            categories.checked_name(part)
        found.append(CategorySetting(**texts))
    return tuple(found)


def _venues(source: _Source, name: str, value: object) -> dict[str, tuple[str, ...]]:
    return {short: _texts(source, f"{name}.{short}", names) for short, names in _table(source, name, value).items()}


def _check(source: _Source, name: str, value: object) -> CheckSettings:
    table = _table(source, name, value)
    _known(source, name, table, ("select", "ignore", "strict"))
    return CheckSettings(
        _texts(source, "check.select", table.get("select", [])),
        _texts(source, "check.ignore", table.get("ignore", [])),
        _boolean(source, "check.strict", table.get("strict", False)),
    )


def _exports(source: _Source, name: str, value: object) -> tuple[ExportSetting, ...]:
    if not isinstance(value, list):
        raise _wrong(source, name, "a list of tables: [[export]]")
    found: list[ExportSetting] = []
    for item in value:
        setting = _export(source, name, _table(source, name, item))
        target = setting.path or setting.into
        if any(target in (other.path, other.into) for other in found):
            raise SettingsError(f"{source.where}: {name}: {target} is listed twice", "give each file one table")
        found.append(setting)
    return tuple(found)


_EXPORT = tuple(field.name for field in fields(ExportSetting))
_EXPORT_LISTS = ("group_by", "columns", "facets")
_EXPORT_FLAGS = ("counts", "updated")
_EXPORT_FILES = ("path", "into", "template")


def _export(source: _Source, name: str, table: dict[str, object]) -> ExportSetting:
    _known(source, name, table, _EXPORT)
    read = {inner: _export_value(source, name, inner, value) for inner, value in table.items()}
    if bool(read.get("path")) == bool(read.get("into")):
        raise _wrong(source, name, "given a path, or a document with into, and not both")
    if "into" in read:
        if others := [inner for inner in read if inner != "into"]:
            raise SettingsError(
                f"{source.where}: {name}: {', '.join(others)} cannot stand beside into",
                "the markers in the document say what stands between them",
            )
        return ExportSetting(into=str(read["into"]))
    if "format" not in read:
        implied = export_formats.by_ending(str(read["path"])) or "markdown"
        read["format"] = "template" if read.get("template") else implied
    setting = ExportSetting(**read)  # type: ignore[arg-type]
    try:
        export_formats.check(setting, f"{name}.{{}}")
    except UsageError as error:
        raise SettingsError(f"{source.where}: {name} of {table['path']}: {error.message}", error.hint) from error
    return setting


def _export_value(source: _Source, name: str, inner: str, value: object) -> object:
    where = f"{name}.{inner}"
    if inner in _EXPORT_LISTS:
        return _texts(source, where, value) or ("none",)
    if inner in _EXPORT_FLAGS:
        return _boolean(source, where, value)
    text = _string(source, where, value)
    return str(source.folder / text) if inner in _EXPORT_FILES and text else text


def _sources(source: _Source, name: str, value: object) -> dict[str, str]:
    table = _table(source, name, value)
    _known(source, name, table, SOURCES)
    return {service: _base(source, f"{name}.{service}", url) for service, url in table.items()}


def _base(source: _Source, name: str, value: object) -> str:
    url = _string(source, name, value)
    try:
        parts = urlsplit(url)
        is_base = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
        is_base = is_base and parts.port != 0 and len(url.split()) == 1
    except ValueError:
        is_base = False
    if not is_base:
        raise _wrong(source, name, "an address that begins with http:// or https://")
    if _is_of_machines(parts.hostname or ""):
        raise SettingsError(
            f"{source.where}: {name}: {url} is an address at which machines are told their secrets",
            "settings come with projects; if it is meant, set UNL_SOURCE_<NAME>_URL",
        )
    return url


def _is_of_machines(host: str) -> bool:
    """Tell whether a host is of the link that a machine hangs on, as those are that tell a cloud's machines who they are."""
    host = host.lower().rstrip(".")
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        # a name may lead anywhere; what a system reads as an address in an odd form is none that anybody has to write
        return host in _TELLING_NAMES or _NUMBER.fullmatch(host.rpartition(".")[2]) is not None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return address.is_link_local or str(address) in _TELLING


def _contact(source: _Source, name: str, value: object) -> str:
    contact = _string(source, name, value)
    if contact and not is_contact(contact):
        raise _wrong(source, name, "an e-mail address or a web address")
    return contact


_READERS: Mapping[str, tuple[str, Callable[[_Source, str, object], object]]] = {
    "library": ("library", _library),
    "encoding": ("encoding", _encoding),
    "key_pattern": ("key_pattern", _pattern),
    "creationdate": ("creationdate", _boolean),
    "fields": ("fields", _field_names),
    "category": ("categories", _categories),
    "venues": ("venues", _venues),
    "check": ("check", _check),
    "export": ("exports", _exports),
    "sources": ("sources", _sources),
    "contact": ("contact", _contact),
}
#: Settings by the name they have in a file.
NAMES = tuple(_READERS)


def check_value(file: Path, name: str, value: object) -> None:
    """Raise SettingsError or UsageError when a value is not one this setting takes in a file."""
    _READERS[name][1](_Source(str(file), file.parent, {}), name, value)
