"""Which proxy stands between this machine and a host, as the environment has it."""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]

import httpx2

from unlcli.errors import SettingsError
from unlcli.sources.client.bases import Target, has_port, host_of
from unlcli.sources.client.guard import is_local_name, is_public


def proxy_for(target: Target, proxies: Mapping[str, str]) -> str:
    """Return the proxy through which a target is asked, empty for none. Raises SettingsError for one that is no http proxy."""
    url = target.asked
    given = proxies.get(url.scheme) or proxies.get("all") or ""
    host = host_of(url)
    if not given or _is_near(host) and target.is_exempt:
        return ""
    place = f"{host}:{url.port}" if url.port else host
    if proxy_bypass_environment(place, dict(proxies)):
        return ""
    proxy = given if "://" in given else f"http://{given}"
    try:
        is_http = _is_http(proxy)
    except (httpx2.InvalidURL, ValueError):
        is_http = False
    if not is_http:
        raise SettingsError(
            f"the proxy of the environment for {url.scheme} is no http or https proxy",
            f"set {url.scheme}_proxy to an http:// address, or no_proxy to the hosts that need none",
        )
    return proxy


def _is_http(proxy: str) -> bool:
    url = httpx2.URL(proxy)
    return url.scheme in ("http", "https") and bool(host_of(url)) and has_port(url) and len(proxy.split()) == 1


def _is_near(host: str) -> bool:
    """Tell whether a host is, as it is written, on this machine or in its network."""
    try:
        ip_address(host)
    except ValueError:
        return is_local_name(host)
    return not is_public(host)
