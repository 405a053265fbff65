"""Whether a store still holds what was put into it: chains, heads, the seal and documents, by their digests alone.

What the events mean, `desk.verification` checks on top of this. Nothing here raises on what it finds:
each difference is a finding, and the rest is looked at all the same. Memory does not grow with what is stored.

>>> from faktura.ports.adapters.memory import MemoryStore
>>> with MemoryStore().read("A") as reading:
...     list(damage(reading))
[]
"""

from collections.abc import Iterator, Sequence

from faktura.core.errors import Finding
from faktura.core.event import EventRecord, broken_link
from faktura.core.wording import Text, register
from faktura.ports.contents import UNSEALED, Head, Seal, StoredDocument
from faktura.ports.guarantees import digest_of
from faktura.ports.store import Reading


def damage(reading: Reading) -> Iterator[Finding]:
    """Yield everything that is not as it was stored: all that can be said without knowing what events mean."""
    yield from history_damage(reading)
    for head in reading.every(Head):
        yield from stream_damage(head, reading.events(head.stream))
    yield from document_damage(reading)


def history_damage(reading: Reading) -> Iterator[Finding]:
    """Yield a finding when the sender's history as a whole does not agree with its seal and its heads.

    A record that is missing or was put in, also at the end of a stream, or a whole stream with its head.
    """
    seal, records = UNSEALED, 0
    for position, record in reading.history():
        seal, records = seal.at(position, record.digest), records + 1
    (expected,) = [*reading.every(Seal)] or [UNSEALED]
    if seal != expected:
        facts = (("found", str(seal.position)), ("expected", str(expected.position)))
        yield Finding(code="STORE-03", path="history", facts=facts)
    if records != sum(head.version for head in reading.every(Head)):
        heads = {head.stream for head in reading.every(Head)}
        streams = dict.fromkeys(record.stream for _, record in reading.history() if record.stream not in heads)
        for stream in streams:
            yield Finding(code="STORE-02", path=stream, facts=_ends(len(reading.events(stream)), 0))


def stream_damage(head: Head, records: Sequence[EventRecord]) -> Iterator[Finding]:
    """Yield what is wrong with the *records* of a stream that should end at *head*."""
    version = broken_link(records)
    if version is not None:
        yield Finding(code="STORE-01", path=head.stream, facts=(("version", str(version)),))
    found, digest = (records[-1].version, records[-1].digest) if records else (0, "")
    if (found, digest) != (head.version, head.digest):
        yield Finding(code="STORE-02", path=head.stream, facts=_ends(found, head.version))


def document_damage(reading: Reading) -> Iterator[Finding]:
    """Yield every document whose bytes are no longer those of its digest; an erased one is in order."""
    for document in reading.every(StoredDocument):
        if document.content is not None and digest_of(document.content) != document.digest:
            yield Finding(code="STORE-04", path=document.digest)


def _ends(found: int, expected: int) -> tuple[tuple[str, str], ...]:
    return (("found", str(found)), ("expected", str(expected)))


_REMEDY = Text(
    en="take a copy as evidence, compare with the newest backup that verifies, and find out who wrote past faktura",
    sv="spara en kopia som bevis, jämför med den senaste kopia som klarar kontrollen, och utred vem som skrivit förbi faktura",
)

register(
    {
        "STORE-01": Text(
            en="the chain of the stream is broken at version {version}: a record was changed, taken away or put in",
            sv="strömmens kedja är bruten vid version {version}: en post har ändrats, tagits bort eller skjutits in",
        ),
        "STORE-01.remedy": _REMEDY,
        "STORE-02": Text(
            en="the stream ends at version {found}, but version {expected} was stored as its last",
            sv="strömmen slutar vid version {found}, men version {expected} lagrades som den sista",
        ),
        "STORE-02.remedy": _REMEDY,
        "STORE-03": Text(
            en="the history up to position {found} is not the one sealed at position {expected}: records are missing or others",
            sv="historiken till position {found} är inte den som förseglades vid position {expected}: poster saknas eller är andra",
        ),
        "STORE-03.remedy": _REMEDY,
        "STORE-04": Text(
            en="the stored document is not the one its digest stands for",
            sv="det lagrade dokumentet är inte det som kontrollsumman avser",
        ),
        "STORE-04.remedy": _REMEDY,
    }
)
