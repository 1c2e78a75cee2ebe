"""Private and read-only keys. The database holds only their SHA-256."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Final

_KEY_BYTES: Final = 16
_MOST_CHARACTERS_OF_A_KEY: Final = 64


def new_key() -> str:
    """A private key of 128 random bits, safe to use in an address."""
    return secrets.token_urlsafe(_KEY_BYTES)


class KeyHash(str):
    """The hash of a private key, in the place of the key: with it a series is read, and no page is opened."""

    __slots__ = ()

    @classmethod
    def of(cls, key: str) -> KeyHash:
        """The hash of this key."""
        return cls(key_hash(key))


def key_hash(key: str) -> str:
    """The hash under which a key is stored."""
    if isinstance(key, KeyHash):
        return str(key)
    return hashlib.sha256(key[:_MOST_CHARACTERS_OF_A_KEY].encode("utf-8", "replace")).hexdigest()


def view_key(key: str, salt: str) -> str:
    """The read-only key: 128 bits derived from the private key and the salt, which do not reveal the private key."""
    made = hashlib.sha256(f"{key[:_MOST_CHARACTERS_OF_A_KEY]} {salt}".encode("utf-8", "replace")).digest()
    return base64.urlsafe_b64encode(made[:_KEY_BYTES]).decode().rstrip("=")
