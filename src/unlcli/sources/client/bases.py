"""Which service a public address belongs to, and which address is asked in its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

import httpx2

from unlcli.errors import ForbiddenAddressError, SettingsError
from unlcli.sources.reading.answered import said
from unlcli.sources.services import SERVICES, Service

_LOGIN = re.compile(r"^([^/?#]*//|)[^/?#]*@")
_PORTS = {"http": 80, "https": 443}
_BLANK = re.compile(r"\s")
_SLASH = re.compile(r"[/\\]")
#: Scheme, host and port.
Origin = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked: the public address, the one in its place, and whether that is a service's own, wherever it is."""

    public: httpx2.URL
    asked: httpx2.URL
    service: Service | None = None
    is_exempt: bool = False

    @property
    def name(self) -> str:
        """The name that its pace, its failures and its messages go by."""
        return self.service.name if self.service else host_of(self.public)

    @property
    def is_stand_in(self) -> bool:
        """Tell whether another place is asked than the address names."""
        return origin_of(self.asked) != origin_of(self.public)


def parsed(url: str) -> httpx2.URL:
    """Return an address without its fragment. Raises ForbiddenAddressError for what is none."""
    try:
        read = httpx2.URL(url).copy_with(fragment=None)
        read = httpx2.URL(str(read))  # so that it is spelt in one way, however it was given
        if read.port == _PORTS.get(read.scheme):
            read = read.copy_with(port=None)
        is_valid = has_port(read)
    except (httpx2.InvalidURL, ValueError):
        is_valid = False
    if not is_valid:
        raise ForbiddenAddressError(f"{shown(url)}: is no web address", "check it for a slip")
    if read.userinfo:
        raise ForbiddenAddressError(f"{shown(url)}: holds a user name or password", "take it out of the address")
    return read


def has_port(url: httpx2.URL) -> bool:
    """Tell whether the port of an address is one, or none is named."""
    return (1 if url.port is None else url.port) in range(1, 65536)


def shown(url: str) -> str:
    """Return an address fit for a message: one line, not too long, and no user name or password."""
    return said(_LOGIN.sub(r"\1", url))


def host_of(url: httpx2.URL) -> str:
    """Return the host of an address as it is asked for, in lower case."""
    return url.raw_host.decode("ascii").lower()


def origin_of(url: httpx2.URL) -> Origin:
    """Return scheme, host and port of an address."""
    return url.scheme, host_of(url), url.port or _PORTS.get(url.scheme, 0)


class Bases:
    """The addresses of the services, as settings have them. Raises SettingsError for one that is none."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._bases = {service.name: _base(service, given.get(service.name, "")) for service in SERVICES}
        self._replaced = {service.name for service in SERVICES if given.get(service.name)}
        self._public = {
            host: service
            for service in SERVICES
            for host in (host_of(httpx2.URL(service.base)), *service.hosts)
        }  # fmt: skip

    @property
    def in_place(self) -> str:
        """What stands in the place of services, by their names; empty when nothing does."""
        own = {service.name: httpx2.URL(service.base) for service in SERVICES}
        return " ".join(f"{name}={self._bases[name]}" for name in sorted(own) if self._bases[name] != own[name])

    def target(self, url: str) -> Target:
        """Return what is asked for a public address. Raises ForbiddenAddressError for what is none.

        Only what this makes of a service's address is exempt from what is never asked, not what else is at its place.
        """
        public = parsed(url)
        service = self._service(public)
        if service is None:
            return Target(public, public)
        if _climbs(url):
            raise ForbiddenAddressError(f"{shown(url)}: has . or .. in its path", "check it for a slip", service.name)
        base = self._bases[service.name]
        if service.name in self._replaced:
            return Target(public, _in_place_of(public, base), service, is_exempt=True)
        return Target(public, public, service, is_exempt=origin_of(public) == origin_of(base))

    def led_to(self, target: Target, location: str) -> Target:
        """Return what is asked after a redirect. Raises ForbiddenAddressError for one to what is no address."""
        try:
            if target.asked == target.public or location.startswith("//"):
                led = self._public_form(target.public.join(location))
            else:
                led = self._from_base(target, location)
        except (httpx2.InvalidURL, ValueError) as error:
            raise ForbiddenAddressError(f"{shown(location)}: is no web address") from error
        return self.target(str(led))

    def is_home(self, target: Target) -> bool:
        """Tell whether an address is at a service's own place, where its token may go."""
        service = target.service
        return service is not None and origin_of(target.asked) == origin_of(self._bases[service.name])

    def _from_base(self, target: Target, location: str) -> httpx2.URL:
        """Return the public form of a redirect by what stands in a service's place: it may name itself or the service."""
        led = target.asked.join(location)
        if origin_of(led) != origin_of(target.asked):
            return self._public_form(led)
        if _climbs(str(led)):
            return led
        elsewhere = self._public_form(led, but=target.name)
        if elsewhere != led:
            return elsewhere
        before = target.asked.raw_path.removesuffix(target.public.raw_path)
        if led.raw_path.startswith(before + b"/"):
            return target.public.copy_with(raw_path=led.raw_path[len(before) :])
        return target.public.join(location) if location.startswith("/") else led

    def _service(self, public: httpx2.URL) -> Service | None:
        if public.scheme not in _PORTS or (public.port or _PORTS[public.scheme]) != _PORTS[public.scheme]:
            return None
        return self._public.get(host_of(public))

    def _public_form(self, url: httpx2.URL, but: str = "") -> httpx2.URL:
        """Return the public address of one at a place that settings name, any other as it is; `but` not of one service."""
        if _climbs(str(url)):
            return url
        longest = sorted(self._replaced - {but}, key=lambda name: -len(self._bases[name].path))
        for name in longest:
            base = self._bases[name]
            prefix = base.raw_path.rstrip(b"/")
            if origin_of(url) == origin_of(base) and (url.raw_path + b"/").startswith(prefix + b"/"):
                service = next(service for service in SERVICES if service.name == name)
                own = httpx2.URL(service.base)
                return own.copy_with(raw_path=_without(prefix, url.raw_path))
        return url


def _base(service: Service, given: str) -> httpx2.URL:
    try:
        base = httpx2.URL(given or service.base)
        host = host_of(base) if has_port(base) and not _BLANK.search(given) else ""
    except (httpx2.InvalidURL, ValueError):
        host = ""
    if not host or base.scheme not in _PORTS or base.userinfo or base.query or base.fragment:
        raise SettingsError(
            f"the address of {service.name} is no base address with http or https: {shown(given)}",
            "see sources in docs/configuration.md",
        )
    return base


def _climbs(url: str) -> bool:
    """Tell whether a path has `.` or `..` for a part, however it is written: it may end where nobody expects it."""
    path = url.partition("?")[0].partition("#")[0]
    return "." in unquote(path) and not {".", ".."}.isdisjoint(_SLASH.split(unquote(path)))


def _in_place_of(public: httpx2.URL, base: httpx2.URL) -> httpx2.URL:
    """Return the address at a base; where the base's path ends as the public path begins, that part stands there once."""
    before = base.raw_path.rstrip(b"/").split(b"/")[1:]
    path, mark, query = public.raw_path.partition(b"?")
    parts = path.split(b"/")[1:]
    shared = next(
        (count for count in range(min(len(before), len(parts)), 0, -1) if before[-count:] == parts[:count]), 0
    )
    joined = b"".join(b"/" + part for part in (*before, *parts[shared:])) or b"/"
    return base.copy_with(raw_path=joined + mark + query)


def _without(prefix: bytes, raw_path: bytes) -> bytes:
    rest = raw_path[len(prefix) :]
    return rest if rest.startswith(b"/") else b"/" + rest.lstrip(b"/")
