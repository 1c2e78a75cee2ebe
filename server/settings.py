"""The settings of the server: the environment, read once and checked."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from streamlit import config

from assessment.problems import clean
from server.proxies import Network, network

_LOG: Final = logging.getLogger(__name__)

SECRET_BYTES: Final = 32
_STANDARD_PORTS: Final = {"http": 80, "https": 443}
# What is sent to these stays on the machine, so it needs no encryption.
_ON_THE_MACHINE: Final = ("localhost", "127.0.0.1", "::1")
_OWN_MEMORY: Final = "memory://"
_SHARED: Final = ("redis", "rediss", "redis+unix", "valkey", "valkeys", "valkey+unix")


class UnsafeSettings(ValueError):
    """Settings that are unsafe to start with; the message is one sentence for the operator."""


@dataclass(frozen=True)
class PublicAddress:
    """Where people find the server: its scheme and its host, with the port unless it is the standard one."""

    scheme: str
    host: str

    @property
    def origin(self) -> str:
        """The origin that browsers send for pages of the server."""
        return f"{self.scheme}://{self.host}"

    def is_named(self, host: str) -> bool:
        """Whether a request with this Host header is for the server."""
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
class Controller:
    """Who is responsible for what is stored, for the privacy notice; a part that is not set is empty."""

    name: str = ""
    contact: str = ""
    legal_basis: str = ""


@dataclass(frozen=True)
class Settings:
    """How the server is meant to run; `public` is None when it has no public address.

    `secret` signs links; None when one is made and saved.
    """

    public: PublicAddress | None = None
    secret: str | None = field(default=None, repr=False)
    trusted_proxies: tuple[Network, ...] = ()
    limits_storage: str = field(default=_OWN_MEMORY, repr=False)
    """Where limits are counted: in this process, or in a Redis or Valkey that several servers share."""
    controller: Controller = Controller()

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers reach the server only over https."""
        return self.public is not None and self.public.scheme == "https"

    @property
    def counts_alone(self) -> bool:
        """Whether this process counts in its own memory."""
        return self.limits_storage == _OWN_MEMORY

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings in the environment. Raises UnsafeSettings."""
        url = environment.get("DRIVKRAFT_PUBLIC_URL", "").strip()
        secret = environment.get("DRIVKRAFT_SECRET", "").strip()
        public = PublicAddress.of(url) if url else None
        if (secret or public) and len(secret.encode()) < SECRET_BYTES:
            found = "is shorter" if secret else "is not set"
            raise UnsafeSettings(
                f"DRIVKRAFT_SECRET signs links, so a public server needs {SECRET_BYTES} bytes or more, but it {found}."
            )
        settings = cls(
            public,
            secret or None,
            _networks(environment.get("DRIVKRAFT_TRUSTED_PROXIES", "")),
            _storage(environment.get("LIMITS_STORAGE", "").strip()),
            Controller(
                _line(environment.get("DRIVKRAFT_CONTROLLER", "")),
                _line(environment.get("DRIVKRAFT_CONTACT", "")),
                _line(environment.get("DRIVKRAFT_LEGAL_BASIS", "")),
            ),
        )
        database = environment.get("DATABASE_URL", "")
        if public and not settings.counts_alone and (not database or database.startswith("sqlite")):
            raise UnsafeSettings(
                "LIMITS_STORAGE is shared, so there are several servers, but answers are stored in SQLite, which is "
                "for one: set DATABASE_URL to a PostgreSQL database."
            )
        if public and not settings.controller.name:
            raise UnsafeSettings(
                "DRIVKRAFT_CONTROLLER is not set, but the privacy notice of a public server has to name who is "
                "responsible for the answers."
            )
        return settings

    def doubts(self) -> Iterator[str]:
        """Settings that are safe but probably not intended, a sentence each."""
        is_plain = not config.get_option("server.sslCertFile")
        if self.is_encrypted and is_plain and not self.trusted_proxies:
            yield (
                "DRIVKRAFT_PUBLIC_URL is https, so there is a proxy in front of this server, but "
                "DRIVKRAFT_TRUSTED_PROXIES does not name it: all visitors count as one."
            )
        if self.public and not self.controller.contact:
            yield "DRIVKRAFT_CONTACT is not set, so the privacy notice does not say how to reach who is responsible."
        if self.public and not self.controller.legal_basis:
            yield "DRIVKRAFT_LEGAL_BASIS is not set, so the privacy notice does not say why answers may be stored."


def _line(written: str) -> str:
    """A text as one line, without characters that would hide or reorder it."""
    return " ".join(clean(written).split())


def _networks(written: str) -> tuple[Network, ...]:
    found = []
    for each in re.split(r"[\s,]+", written.strip()) if written.strip() else ():
        try:
            found.append(network(each))
        except ValueError:
            raise UnsafeSettings(
                f"DRIVKRAFT_TRUSTED_PROXIES has {each!r}, which is neither an address nor a network of your own, such "
                "as 10.0.0.0/8."
            ) from None
    return tuple(found)


def _storage(url: str) -> str:
    if url in {"", _OWN_MEMORY}:
        return _OWN_MEMORY
    scheme, _, rest = url.partition("://")
    if scheme not in _SHARED or not rest:
        # The rest may contain a password.
        raise UnsafeSettings(
            f"LIMITS_STORAGE begins with {scheme!r}, which is not memory://, redis://host:6379 or valkey://host:6379."
        )
    return url


def base_path() -> str:
    """The path before every route, with a slash before it; empty unless Streamlit's setting has one."""
    base = config.get_option("server.baseUrlPath").strip("/")
    return f"/{base}" if base else ""


def settings_or_exit() -> Settings:
    """The settings of this process; ends it with one sentence when they are unsafe."""
    try:
        settings = Settings.read()
    except UnsafeSettings as unsafe:
        raise SystemExit(str(unsafe)) from None
    for doubt in settings.doubts():
        _LOG.warning(doubt)
    return settings
