"""Network addresses of requests, and the networks by which attempts are counted."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """Return the network address of a request: behind a proxy the one it reports, else the other end of the connection.

    Return "" where neither is known, as on a Unix socket whose proxy reports none. A reported value that is no address
    is ignored; a port after it is cut off.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return _numbers(forwarded.rpartition(",")[2].strip()) or str(request.META.get("REMOTE_ADDR", ""))


def network(request: HttpRequest) -> str:
    """Return the network that a request comes from: its IPv4 address, or the /64 that one IPv6 customer has.

    An IPv4 address written as IPv6 (`::ffff:192.0.2.1`) is the IPv4 address. All unknown addresses are one network.
    """
    known = address(request)
    try:
        number = ip_address(known)
    except ValueError:
        return known
    if not isinstance(number, IPv6Address):
        return str(number)
    return str(number.ipv4_mapped or f"{IPv6Address(int(number) >> 64 << 64)}/64")


def _numbers(word: str) -> str:
    """Return the address in "192.0.2.1", "192.0.2.1:443", "2001:db8::1" or "[2001:db8::1]:443"; "" for other text."""
    word = word.removeprefix("[").partition("]")[0] if word.startswith("[") else word
    word = word.partition(":")[0] if word.count(":") == 1 else word
    try:
        return str(ip_address(word))
    except ValueError:
        return ""
