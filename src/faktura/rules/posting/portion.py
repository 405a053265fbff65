"""Which öre of a document a payment, a netting or a write-off concerns, so that parts sum exactly.

A document of 12 500 kronor is seen as a line of 1 250 000 öre: first what was prepaid, then what the customer
owes, then what Skatteverket owes. Every movement takes a stretch of that line, the lowest that is free;
what is undone gives its own stretches back. What a stretch is worth in revenue and VAT is the difference
between two running sums, so whatever the order of part payments, refunds and reversals, the shares of
everything taken sum to the document to the öre, and an undoing is the exact reverse of what it undoes.
"""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from faktura.rules.posting.sales import SalePart

Stretch = tuple[int, int]
Key = tuple[str, str]

_BEFORE: Final[Key] = ("", "before")


@frozen
class Moved:
    """The stretches a movement took (`sign` 1) or gave back (-1), and öre outside the line (signed)."""

    stretches: tuple[Stretch, ...]
    beyond: int
    sign: int


class Line:
    """The stretch of the document one debtor owes, and what has been taken of it by whom."""

    def __init__(self, start: int, length: int) -> None:
        """Begin with everything between *start* and *start* + *length* free."""
        self._free: list[Stretch] = [(start, start + length)] if length > 0 else []
        self._taken: list[tuple[Key, Stretch]] = []
        self._beyond: dict[Key, int] = {}
        self._ceded: list[Stretch] = []  # no longer owed here, though it was taken and is not given back yet

    @property
    def free(self) -> tuple[Stretch, ...]:
        """What is owed and nobody has taken, lowest first."""
        return tuple(self._free)

    @property
    def ceded(self) -> tuple[Stretch, ...]:
        """What was taken here, is owed here no longer, and is to be given back."""
        return tuple(self._ceded)

    @property
    def beyond(self) -> int:
        """What was taken beyond the line and not given back; negative: given back without having been taken."""
        return sum(self._beyond.values())

    def taken_before(self, own: Sequence[Stretch], beyond: int) -> None:
        """Let *own*, which is owed elsewhere, and *beyond* be taken here from the beginning."""
        self._taken += [(_BEFORE, one) for one in own]
        self._ceded += own
        self._beyond[_BEFORE] = beyond

    def move(self, key: Key, amount: int) -> Moved:
        """Take *amount* öre in the name of *key*; a negative amount gives back what that key took, last first."""
        if amount >= 0:
            return self._take(key, amount)
        return self._give(key, -amount)

    def cede(self, amount: int) -> tuple[Stretch, ...]:
        """Give up *amount* öre of the line to the other debtor: what is free from the end, then what was taken last.

        What was taken before is given back as any other, but is not owed here again.
        """
        ceded: list[Stretch] = []
        while amount and self._free:
            low, high = self._free.pop()
            cut = max(low, high - amount)
            if cut > low:
                self._free.append((low, cut))
            ceded.append((cut, high))
            amount -= high - cut
        for _, taken in reversed(self._taken):
            for low, high in reversed(without([taken], self._ceded)):
                cut = max(low, high - amount)
                if cut < high:
                    ceded.append((cut, high))
                    self._ceded.append((cut, high))
                    amount -= high - cut
        return tuple(ceded)

    def receive(self, stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
        """Owe *stretches* here that the other debtor gave up; what was ceded itself and is still taken stays so.

        Returns what of them is paid at once, by what was taken beyond the line before.
        """
        new = without(stretches, self._ceded)
        self._ceded = without(self._ceded, stretches)
        self._free = sorted((*self._free, *new))
        left, paid = max(self.beyond, 0), list[Stretch]()
        for key, held in tuple(self._beyond.items()):
            amount = max(min(held, left), 0)
            self._beyond[key] -= amount
            paid += self._take(key, amount).stretches
            left -= amount
        return tuple(paid)

    def _take(self, key: Key, amount: int) -> Moved:
        taken: list[Stretch] = []
        while amount and self._free:
            low, high = self._free.pop(0)
            cut = min(high, low + amount)
            if cut < high:
                self._free.insert(0, (cut, high))
            taken.append((low, cut))
            self._taken.append((key, (low, cut)))
            amount -= cut - low
        if amount:  # more than is owed: an overpayment that stands on the document
            self._beyond[key] = self._beyond.get(key, 0) + amount
        return Moved(tuple(taken), amount, 1)

    def _give(self, key: Key, amount: int) -> Moved:
        own = any(owner == key for owner, _ in self._taken)
        beyond = 0
        for other in (
            (key,) if own else (key, *self._beyond)
        ):  # what nobody in particular gives back: first what is over
            cut = min(amount, max(self._beyond.get(other, 0), 0))
            self._beyond[other] = self._beyond.get(other, 0) - cut
            beyond, amount = beyond + cut, amount - cut
        given = [] if own else self._give_ceded(amount)
        amount -= sum(high - low for low, high in given)
        for index in range(len(self._taken) - 1, -1, -1):
            owner, (low, high) = self._taken[index]
            if not amount or (owner != key and own):
                continue
            cut = max(low, high - amount)
            self._taken[index : index + 1] = [(owner, (low, cut))] if cut > low else []
            given.append((cut, high))
            amount -= high - cut
        self._free = sorted((*self._free, *without(given, self._ceded)))
        self._ceded = without(self._ceded, given)
        self._beyond[key] -= amount
        return Moved(tuple(given), beyond + amount, -1)

    def _give_ceded(self, amount: int) -> list[Stretch]:
        """Give back what is no longer owed here before anything else: that is what a refund is for."""
        given: list[Stretch] = []
        for low, high in reversed(self._ceded):
            cut = max(low, high - amount)
            if cut < high:
                given.append((cut, high))
                amount -= high - cut
        self._taken = [(owner, part) for owner, stretch in self._taken for part in without([stretch], given)]
        return given


def own_line(prepaid: int, end: int) -> Line:
    """Return the customer's part of a document: after what was *prepaid*, up to *end*, where Skatteverket's begins.

    What was prepaid beyond it is an overpayment. A credit note may take back more of a deduction, which is in whole
    kronor, than its own sum: *end* is then below zero, and what lies there is the customer's to pay.
    """
    line = Line(prepaid, end - prepaid)
    if prepaid > end:
        line.taken_before([(end, 0)] if end < 0 else [], prepaid - max(end, 0))
    return line


def without(stretches: Sequence[Stretch], others: Sequence[Stretch]) -> list[Stretch]:
    """Return what of *stretches* lies in none of *others*.

    >>> without([(0, 100)], [(20, 30), (90, 120)])
    [(0, 20), (30, 90)]
    """
    left = list(stretches)
    for cut_low, cut_high in others:
        parts = [((low, min(high, cut_low)), (max(low, cut_high), high)) for low, high in left]
        left = [piece for pair in parts for piece in pair if piece[0] < piece[1]]
    return left


def worth(parts: Sequence[SalePart], stretches: Sequence[Stretch]) -> tuple[int, ...]:
    """Return what the *stretches* of a document are worth in each of its *parts*, in öre; exact in sum.

    >>> from faktura.core.ledger import AccountCode
    >>> sale = SalePart(account=AccountCode("3001"), minor=1000000)
    >>> tax = SalePart(account=AccountCode("2611"), minor=250000, is_vat=True)
    >>> worth((sale, tax), [(0, 500000)])
    (400000, 100000)
    """
    shares = [0] * len(parts)
    for low, high in stretches:
        for index, (until, before) in enumerate(zip(_running(parts, high), _running(parts, low), strict=True)):
            shares[index] += until - before
    return tuple(shares)


def _running(parts: Sequence[SalePart], point: int) -> list[int]:
    """The parts' shares of the first *point* öre: each rounded half up, the largest revenue takes the difference."""
    whole = sum(part.minor for part in parts)
    if not whole:
        return [0] * len(parts)
    shares = [(2 * point * part.minor + whole) // (2 * whole) for part in parts]
    shares[largest(parts)] += point - sum(shares)
    return shares


def largest(parts: Sequence[SalePart]) -> int:
    """Return which of *parts* takes a difference of rounding: the largest that is no VAT."""
    return max(range(len(parts)), key=lambda index: (not parts[index].is_vat, abs(parts[index].minor)))
