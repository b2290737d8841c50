"""Whose request it is: the address that limits are counted by."""

from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

NETWORK_BITS = 64
"""One household or office gets at least so large an IPv6 network, and may use any address in it."""


def client_address(request: HttpRequest) -> str:
    """An IPv4 address or the /64 of an IPv6 one; "" when the server tells none, as on a local socket.

    What clients write into X-Forwarded-For stands before what the trusted proxies added: only their
    entries, counted from the end, are believed.
    """
    peer = str(request.META.get("REMOTE_ADDR") or "")
    entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    trusted = settings.TRUSTED_PROXIES
    if not 0 < trusted <= len(entries):
        return network(peer) or peer
    return network(entries[-trusted]) or network(peer) or peer


def network(text: str) -> str | None:
    """None for what is no address."""
    try:
        address: IPv4Address | IPv6Address = ip_address(text.strip())
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if isinstance(address, IPv4Address):
        return str(address)
    host_bits = address.max_prefixlen - NETWORK_BITS
    return f"{IPv6Address(int(address) >> host_bits << host_bits)}/{NETWORK_BITS}"
