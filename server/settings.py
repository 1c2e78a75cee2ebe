"""The settings of the server: the environment, read once and checked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

_SECRET_BYTES: Final = 32
_STANDARD_PORTS: Final = {"http": 80, "https": 443}
# A browser keeps what is sent to these on the machine, so it needs no encryption.
_ON_THE_MACHINE: Final = ("localhost", "127.0.0.1", "::1")


class UnsafeSettings(ValueError):
    """Settings with which nobody should start the server; the message is one sentence for whoever runs it."""


@dataclass(frozen=True)
class PublicAddress:
    """Where people find the server: its scheme and its host, with the port where it is not the scheme's own."""

    scheme: str
    host: str

    @property
    def origin(self) -> str:
        """What browsers call pages of the server: the origin of an address."""
        return f"{self.scheme}://{self.host}"

    def is_named(self, host: str) -> bool:
        """Whether a request for this host, as its header has it, is meant for the server."""
        return host in {self.host, f"{self.host}:{_STANDARD_PORTS[self.scheme]}"}

    @classmethod
    def of(cls, url: str) -> PublicAddress:
        """The address in a URL. Raises UnsafeSettings."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError:
            parts, host, port = urlsplit(""), "", None
        if parts.scheme not in _STANDARD_PORTS or not host or parts.username is not None:
            raise UnsafeSettings(
                f"DRIVKRAFT_PUBLIC_URL is {url!r}, which is not an address such as https://example.org."
            )
        if parts.scheme == "http" and host not in _ON_THE_MACHINE:
            raise UnsafeSettings(f"DRIVKRAFT_PUBLIC_URL is {url!r}, but answers go unencrypted over http: use https.")
        named = f"[{host}]" if ":" in host else host
        return cls(parts.scheme, named if port in {None, _STANDARD_PORTS[parts.scheme]} else f"{named}:{port}")


@dataclass(frozen=True)
class Settings:
    """How the server is meant to run; `public` is None where only people nearby use it.

    `secret` signs links; None where one is made and kept.
    """

    public: PublicAddress | None = None
    secret: str | None = field(default=None, repr=False)

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers reach the server over https only."""
        return self.public is not None and self.public.scheme == "https"

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings in the environment. Raises UnsafeSettings."""
        url = environment.get("DRIVKRAFT_PUBLIC_URL", "").strip()
        secret = environment.get("DRIVKRAFT_SECRET", "").strip()
        public = PublicAddress.of(url) if url else None
        if (secret or public) and len(secret.encode()) < _SECRET_BYTES:
            found = "is shorter" if secret else "is not set"
            raise UnsafeSettings(
                f"DRIVKRAFT_SECRET signs links, so in the open it has {_SECRET_BYTES} bytes or more, but it {found}."
            )
        return cls(public, secret or None)


def settings_or_exit() -> Settings:
    """The settings of this process; it ends with one sentence when they are unsafe."""
    try:
        return Settings.read()
    except UnsafeSettings as unsafe:
        raise SystemExit(str(unsafe)) from None
