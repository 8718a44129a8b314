"""What the environment and the settings say of the network: one reading of both, for whoever makes a client of it."""

from collections.abc import Mapping
from pathlib import Path

from unlcli.errors import SettingsError
from unlcli.sources.client.manners import Manners
from unlcli.store.settings import SOURCES, Settings, is_contact


def manners_of(
    settings: Settings,
    environment: Mapping[str, str],
    proxies: Mapping[str, str],
    version: str,
    *,
    offline: bool,
    waits: float,
) -> Manners:
    """Return how the network is used. Raises SettingsError for a variable that says no such thing."""
    contact = _contact(settings, environment)
    return Manners(
        agent=_agent(contact, version),
        is_polite=bool(contact),
        bases=_bases(settings, environment),
        tokens=_tokens(settings, environment),
        proxies=proxies,
        ca=_certificates(environment),
        is_offline=offline,
        waits=waits,
    )


def _contact(settings: Settings, environment: Mapping[str, str]) -> str:
    given = environment.get("UNL_CONTACT", "")
    if not given:
        return settings.contact
    if not is_contact(given):
        raise SettingsError("UNL_CONTACT must be an e-mail address or a web address", "see docs/configuration.md")
    return given


def _agent(contact: str, version: str) -> str:
    """Return the User-Agent: the program, and who to write to when it misbehaves."""
    whom = contact if contact.startswith(("http://", "https://")) else f"mailto:{contact}"
    return f"unl/{version} (+{whom})" if contact else f"unl/{version}"


def _bases(settings: Settings, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses that stand in the place of services; a variable wins over a setting."""
    given = dict(settings.sources)
    given |= {name: environment.get(f"UNL_SOURCE_{name.upper()}_URL", "") or given.get(name, "") for name in SOURCES}
    return {name: base for name, base in given.items() if base}


def _tokens(settings: Settings, environment: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the headers with secrets, by service. None goes to a place that a settings file names: those come with projects."""
    github, scholar = (_token(environment, name) for name in ("GITHUB_TOKEN", "UNL_S2_API_KEY"))
    tokens = {}
    if github:
        tokens["github"] = {"Authorization": f"Bearer {github}"}
    if scholar:
        tokens["semanticscholar"] = {"x-api-key": scholar}
    elsewhere = {name for name in settings.sources if not environment.get(f"UNL_SOURCE_{name.upper()}_URL")}
    return {name: header for name, header in tokens.items() if name not in elsewhere}


def _token(environment: Mapping[str, str], name: str) -> str:
    """Return a secret of the environment. Raises SettingsError, which does not show it, for one that no header holds."""
    given = environment.get(name, "").strip()
    if given.isascii() and given.isprintable() and " " not in given:
        return given
    raise SettingsError(f"{name} holds characters that no token has", "set it again, or unset it")


def _certificates(environment: Mapping[str, str]) -> str:
    """Return the file or folder of certificates that other programs are told of; SSL_CERT_FILE and its like are read below."""
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        given = environment.get(name, "")
        if given and not Path(given).exists():
            raise SettingsError(f"{name}={given}: there is no such file", "set it again, or unset it")
        if given:
            return given
    return ""
