"""A client of the network for what is given to a Library; loaded when something is to be looked up."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import getproxies

from unlcli import __version__
from unlcli.api.opening import Opened
from unlcli.services.network_use import manners_of
from unlcli.sources.client.clock import Clock
from unlcli.sources.client.http import Client
from unlcli.store.cache import Cache

#: Every documented pause is kept in full.
WAITS = 1.0


@contextmanager
def connected(opened: Opened, *, offline: bool) -> Iterator[Client]:
    """Give a client of the network for the time of a question."""
    cache = Cache(opened.places.cache, time.time, lambda _: None)
    manners = manners_of(opened.settings, os.environ, getproxies(), __version__, offline=offline, waits=WAITS)
    client = Client(manners, cache, Clock(time.monotonic, time.time))
    try:
        yield client
    finally:
        client.close()
