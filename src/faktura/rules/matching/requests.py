"""Skatteverket pays a whole request for ROT or RUT in one sum, now and then less a refused claim."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen

from faktura.core.claim import OpenItem
from faktura.core.payment import IncomingPayment
from faktura.rules.matching.case import Hit

_SHORTEST: Final = 4
_MOST: Final = 12


@frozen
class Requests:
    """The open claims on Skatteverket by request, found by name and by sum.

    Attributes:
        items: The claims of each request, by its name.
        sums: Names of the requests that make an amount, whole or less one of their claims.
    """

    items: Mapping[str, tuple[OpenItem, ...]]
    sums: Mapping[int, tuple[str, ...]]

    @classmethod
    def of(cls, claims: Sequence[OpenItem]) -> "Requests":
        """Return *claims* by request, those without one left out."""
        items: dict[str, list[OpenItem]] = defaultdict(list)
        for item in claims:
            if item.number:
                items[item.number].append(item)
        sums: dict[int, dict[str, None]] = defaultdict(dict)
        for name, some in items.items():
            whole = sum(item.open.minor for item in some)
            for one in (0, *(item.open.minor for item in some)):
                sums[whole - one][name] = None
        return cls(
            {name: tuple(some) for name, some in items.items()},
            {amount: tuple(names)[:_MOST] for amount, names in sums.items()},
        )

    def making(self, minor: int) -> tuple[str, ...]:
        """Return the requests that make the amount, at most a dozen."""
        return self.sums.get(minor, ())

    def named(self, payment: IncomingPayment) -> Iterator[Hit]:
        """Yield the requests whose name stands somewhere in the payment's texts, blanks and capitals apart."""
        texts = (*(one.text for one in payment.references), payment.message)
        text = "\n".join("".join(one.split()).casefold() for one in texts)
        if not any(one.isdigit() for one in text):
            return
        for name, items in self.items.items():
            short = "".join(name.split()).casefold()
            if len(short) >= _SHORTEST and short in text:
                yield Hit(label=name, strength="number", by_number=True, open=items)
