"""The one place that reads what the environment and the settings say of the network, and makes the client of it."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from unlcli import __version__
from unlcli.cli import console

if TYPE_CHECKING:
    from unlcli.cli.session import Session
    from unlcli.sources.client.http import Client
    from unlcli.sources.client.manners import Manners

#: Every documented pause is kept in full.
WAITS = 1.0


@contextmanager
def connected(session: "Session", *, offline: bool) -> Iterator["Client"]:
    """Give a client of the network for the time of a command; its waits end with it."""
    import time

    from unlcli.sources.client.clock import Clock
    from unlcli.sources.client.http import Client
    from unlcli.store.cache import Cache

    cache = Cache(session.places.cache, time.time, lambda text: console.note(f"unl: {text}"))
    cache.forget_old()
    client = Client(_manners(session, os.environ, offline=offline), cache, Clock(time.monotonic, time.time))
    try:
        yield client
    finally:
        client.close()


def _manners(session: "Session", environment: Mapping[str, str], *, offline: bool) -> "Manners":
    from urllib.request import getproxies

    from unlcli.sources.client.manners import Manners

    contact = _contact(session, environment)
    return Manners(
        agent=_agent(contact),
        is_polite=bool(contact),
        bases=_bases(session, environment),
        tokens=_tokens(session, environment),
        proxies=getproxies(),
        ca=_certificates(environment),
        is_offline=offline,
        waits=WAITS,
    )


def _contact(session: "Session", environment: Mapping[str, str]) -> str:
    given = environment.get("UNL_CONTACT", "")
    if not given:
        return session.settings.contact
    from unlcli.errors import SettingsError
    from unlcli.store.settings import is_contact

    if not is_contact(given):
        raise SettingsError("UNL_CONTACT must be an e-mail address or a web address", "see docs/configuration.md")
    return given


def _agent(contact: str) -> str:
    """Return the User-Agent: the program, and who to write to when it misbehaves."""
    whom = contact if contact.startswith(("http://", "https://")) else f"mailto:{contact}"
    return f"unl/{__version__} (+{whom})" if contact else f"unl/{__version__}"


def _bases(session: "Session", environment: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses that stand in the place of services; a variable wins over a setting."""
    from unlcli.store.settings import SOURCES

    given = dict(session.settings.sources)
    given |= {name: environment.get(f"UNL_SOURCE_{name.upper()}_URL", "") or given.get(name, "") for name in SOURCES}
    return {name: base for name, base in given.items() if base}


def _tokens(session: "Session", environment: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the headers with secrets, by service. None goes to a place that a settings file names: those come with projects."""
    github, scholar = (_token(environment, name) for name in ("GITHUB_TOKEN", "UNL_S2_API_KEY"))
    tokens = {}
    if github:
        tokens["github"] = {"Authorization": f"Bearer {github}"}
    if scholar:
        tokens["semanticscholar"] = {"x-api-key": scholar}
    elsewhere = {name for name in session.settings.sources if not environment.get(f"UNL_SOURCE_{name.upper()}_URL")}
    return {name: header for name, header in tokens.items() if name not in elsewhere}


def _token(environment: Mapping[str, str], name: str) -> str:
    """Return a secret of the environment. Raises SettingsError, which does not show it, for one that no header holds."""
    given = environment.get(name, "").strip()
    if given.isascii() and given.isprintable() and " " not in given:
        return given
    from unlcli.errors import SettingsError

    raise SettingsError(f"{name} holds characters that no token has", "set it again, or unset it")


def _certificates(environment: Mapping[str, str]) -> str:
    """Return the file or folder of certificates that other programs are told of; SSL_CERT_FILE and its like are read below."""
    from pathlib import Path

    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        given = environment.get(name, "")
        if given and not Path(given).exists():
            from unlcli.errors import SettingsError

            raise SettingsError(f"{name}={given}: there is no such file", "set it again, or unset it")
        if given:
            return given
    return ""
