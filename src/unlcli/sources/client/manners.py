"""How the network is used in one run: who asks, where, through what, how patiently. Read once, in `cli/network.py`."""

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

#: From a name and a port to the addresses that it has, as text. Raises OSError when there are none.
Resolve = Callable[[str, int], tuple[str, ...]]


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses of a host as the system knows them, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[4][0]) for address in found))


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, between two pieces, and for a whole answer; bytes of an answer of a service and of other hosts."""

    connect: float = 10.0
    read: float = 20.0
    whole: float = 60.0
    service_bytes: int = 10_000_000
    other_bytes: int = 5_000_000
    hops: int = 5
    attempts: int = 4
    #: A service that asks for a longer pause is not waited for.
    pause: float = 60.0
    #: After so many questions in a row without an answer, a service is left alone.
    failures: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """`agent` is the User-Agent; `is_polite` says that it holds a contact.

    `bases` are addresses that stand in the place of services, by their names; `tokens` are headers for single services;
    `proxies` are as `urllib.request.getproxies` returns them; `ca` is a file or folder of certificates to trust instead of
    the system's. Every pause is multiplied by `waits`.
    """

    agent: str = "unl"
    is_polite: bool = False
    bases: Mapping[str, str] = field(default_factory=dict)
    tokens: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    proxies: Mapping[str, str] = field(default_factory=dict, repr=False)
    ca: str = ""
    is_offline: bool = False
    waits: float = 1.0
    limits: Limits = Limits()
    resolve: Resolve = resolve
