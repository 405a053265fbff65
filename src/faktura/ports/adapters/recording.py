"""Adapters that keep everything in memory, for tests and trials: deliveries and bank files.

>>> outgoing = MemoryDelivery()
>>> outgoing.handed_over
()
"""

import threading
from collections.abc import Iterator

from faktura.core.delivery import Delivery, Receipt
from faktura.core.errors import NotFound, RecordedDifferently
from faktura.ports.bank import BankFile
from faktura.ports.delivery import fingerprint


class MemoryDelivery:
    """A delivery port that records what it was handed; the same delivery again is recorded once."""

    def __init__(self) -> None:
        """Begin with nothing handed over."""
        self._deliveries: dict[tuple[str, str], Delivery] = {}
        self._changing = threading.Lock()

    def hand_over(self, delivery: Delivery) -> Receipt:
        """Record *delivery*; see `DeliveryPort.hand_over`."""
        with self._changing:
            earlier = self._deliveries.setdefault((delivery.sender_id, delivery.id), delivery)
        if fingerprint(earlier) != fingerprint(delivery):
            raise RecordedDifferently("delivery.id_used", id=delivery.id)
        return Receipt(delivery_id=delivery.id, external_id=f"memory:{delivery.id}")

    @property
    def handed_over(self) -> tuple[Delivery, ...]:
        """What has left, in the order in which it did."""
        return tuple(self._deliveries.values())


class MemoryBankFeed:
    """A bank feed of files given in code."""

    def __init__(self, *files: BankFile) -> None:
        """Begin with *files* waiting."""
        self._waiting: list[BankFile] = list(files)
        self._done: list[BankFile] = []

    def add(self, file: BankFile) -> None:
        """Let the bank deliver *file*."""
        self._waiting.append(file)

    def fetch(self) -> Iterator[BankFile]:
        """Yield the files that wait; see `BankFeed.fetch`."""
        yield from sorted(self._waiting, key=lambda file: file.name)

    def acknowledge(self, file: BankFile) -> None:
        """Take *file* out of what waits; see `BankFeed.acknowledge`."""
        if file in self._waiting:
            self._waiting = [one for one in self._waiting if one != file]
            self._done.append(file)
        elif file not in self._done:
            raise NotFound("bank.unknown_file", name=file.name)
