"""The one place that reads what the environment and the settings say of the network, and makes the client of it."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from unlcli import __version__
from unlcli.cli import console, voice

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
    from unlcli.store.cache import Cache

    is_quiet = voice.now().is_quiet  # it may tell from a thread of its own, which does not know how the command speaks
    cache = Cache(session.places.cache, time.time, lambda text: None if is_quiet else console.note(f"unl: {text}"))
    cache.forget_old()
    manners = _manners(session, os.environ, offline=offline)
    client = _kind_of_client()(manners, cache, Clock(time.monotonic, time.time))
    try:
        yield client
    finally:
        client.close()


def _kind_of_client() -> "type[Client]":
    from unlcli.sources.client.http import Client

    if not voice.now().is_debugging:
        return Client
    from unlcli.cli.told_client import ToldClient

    return ToldClient


def _manners(session: "Session", environment: Mapping[str, str], *, offline: bool) -> "Manners":
    from urllib.request import getproxies

    from unlcli.services.network_use import manners_of

    return manners_of(session.settings, environment, getproxies(), __version__, offline=offline, waits=WAITS)
