"""Keys of look-ups by what is personal: digests under a secret of the sender's own, kept in its part of the store.

A payer number, an account or a name is found by trying all there are against a plain digest. Under a secret that takes the
secret too; and the rows go with what they were derived from. The secret moves along when the sender's part is exported.

>>> Keys("a").of("bankgiro:3783511") == Keys("b").of("bankgiro:3783511")
False
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import Final

from attrs import field, frozen

from faktura.ports.store import Reading, Unit

_KEPT_UNDER: Final = "secret of the look-ups"
_BYTES: Final = 32


@frozen
class Keys:
    """Makes keys under one secret; without one (a sender of whom nothing is stored) they find nothing."""

    _secret: str = field(repr=False)

    def of(self, *parts: str) -> str:
        """Return the key of *parts*, in hexadecimal."""
        return blake2b("\n".join(parts).encode(), key=self._secret.encode(), digest_size=_BYTES).hexdigest()


def keys_of(reading: Reading) -> Keys:
    """Return the keys under the secret that is stored."""
    return Keys(reading.recall(_KEPT_UNDER, _KEPT_UNDER) or "")


def kept_keys(unit: Unit, new_secret: Callable[[], str]) -> Keys:
    """Return the keys under the secret that is stored; the first time one is made and stored with *unit*."""
    secret = unit.recall(_KEPT_UNDER, _KEPT_UNDER)
    if secret is None:
        secret = new_secret()
        unit.remember(_KEPT_UNDER, _KEPT_UNDER, secret)
    return Keys(secret)
