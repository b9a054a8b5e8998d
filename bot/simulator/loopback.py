"""What is this very machine, and nothing else."""

from __future__ import annotations

from ipaddress import ip_address

LOOPBACK = "127.0.0.1"


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine as seen by itself only; of names, ``localhost`` alone is."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
