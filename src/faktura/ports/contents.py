"""What a store holds of one sender beside its events, as values: for verification, export and restoring.

>>> seal = Seal(position=0, digest="")
>>> seal.over("a" * 64).position
1
"""

import hashlib

from attrs import field, frozen


@frozen(kw_only=True)
class Seal:
    """Where a sender's history ends: a digest over every record, in the order of commit.

    Whoever keeps a seal elsewhere (prints it, mails it to the auditor) can prove later that nothing
    before it was changed, exchanged or taken away, whole streams included.

    Attributes:
        position: The position of the last record.
        digest: SHA-256 over the seal before and the record's own digest; empty before the first record.
    """

    position: int
    digest: str

    def over(self, digest: str) -> "Seal":
        """Return the seal with one more record, whose digest is *digest*."""
        return self.at(self.position + 1, digest)

    def at(self, position: int, digest: str) -> "Seal":
        """Return the seal with one more record at *position*, whose digest is *digest*."""
        sealed = hashlib.sha256(f"{self.digest}{digest}".encode()).hexdigest()
        return Seal(position=position, digest=sealed)


UNSEALED = Seal(position=0, digest="")
"""The seal of a sender without events."""


@frozen(kw_only=True)
class Head:
    """Where a stream ends, kept apart from its records: so a stream cut off at its end is found."""

    stream: str
    version: int
    digest: str


@frozen(kw_only=True)
class StoredDocument:
    """A document by its digest; `content` is `None` when it was erased, and the digest alone is kept."""

    digest: str
    content: bytes | None = field(repr=False)


@frozen(kw_only=True)
class Counter:
    """The last number that was taken of a series."""

    series: str
    last: int


@frozen(kw_only=True)
class Answer:
    """What was remembered under an idempotency key: the call's digest, and the answer to it."""

    key: str
    call: str
    answer: str
