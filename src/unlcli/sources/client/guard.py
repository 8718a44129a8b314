"""Which addresses may be asked: none of this machine or of private networks, in whatever way they are written.

A name is resolved once, all its addresses are checked, and the connection goes to a checked one, so that no second answer
of a name server comes between.
"""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import httpx2

from unlcli.errors import ForbiddenAddressError
from unlcli.sources.client.bases import host_of, shown

_LOCAL_NAMES = ("localhost", "local", "internal", "localdomain", "home.arpa", "intranet", "lan")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
#: The last part of a name that programs read as a number: 2130706433, 127.1, 0x7f.1.
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)")
_NAT64 = IPv6Network("64:ff9b::/96")
#: Ranges that are not public by IANA's registries, and not said to be so by `ipaddress` of every Python.
_SPECIAL = tuple(
    map(
        ip_network,
        "192.0.0.0/24 192.88.99.0/24 198.18.0.0/15 100.64.0.0/10 64:ff9b:1::/48 100::/64 2001::/23 3fff::/20 5f00::/16".split(),
    )
)
_6TO4 = IPv6Network("2002::/16")
_HINT = "only public addresses are asked; see docs/network.md"


def check(url: httpx2.URL) -> None:
    """Raise ForbiddenAddressError for an address that is never asked, as far as it is told without the addresses of its name."""
    what = shown(str(url))
    host = host_of(url).rstrip(".")
    if url.scheme not in ("http", "https"):
        raise ForbiddenAddressError(f"{what}: is no http or https address", _HINT, host)
    if is_literal(host):
        check_address(host, what)
    elif not _HOST.fullmatch(host):
        raise ForbiddenAddressError(f"{what}: has no host that could be asked", "check it for a slip", host)
    elif _NUMBER.fullmatch(host.rpartition(".")[2]):
        raise ForbiddenAddressError(f"{what}: is an address in an odd form", _HINT, host)
    elif is_local_name(host) or "." not in host:
        raise ForbiddenAddressError(f"{what}: is an address of this machine or network", _HINT, host)


def is_local_name(host: str) -> bool:
    """Tell whether a name means this machine or the network around it."""
    return any(host == name or host.endswith(f".{name}") for name in _LOCAL_NAMES)


def is_literal(host: str) -> bool:
    """Tell whether a host is an address in its usual form."""
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def check_address(address: str, what: str) -> None:
    """Raise ForbiddenAddressError when an IP address is not a public one; `what` is what the message calls it."""
    if not is_public(address):
        raise ForbiddenAddressError(f"{what}: is, or leads to, an address of this machine or a private network", _HINT)


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public network, those that others are wrapped in included."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return _is_global(ip)
    if ip.scope_id:
        return False
    inside = _wrapped(ip)
    return _is_global(inside) if inside else _is_global(ip) and not ip.is_site_local


def _wrapped(ip: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for."""
    if ip.ipv4_mapped:
        return ip.ipv4_mapped
    if ip in _6TO4:
        return ip.sixtofour
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def _is_global(ip: IPv4Address | IPv6Address) -> bool:
    return ip.is_global and not (
        any(ip in network for network in _SPECIAL)
        or ip.is_private
        or ip.is_loopback
        or ip.is_link_local
        or ip.is_multicast
        or ip.is_reserved
        or ip.is_unspecified
    )  # fmt: skip
