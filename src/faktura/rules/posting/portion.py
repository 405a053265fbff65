"""Which öre of a document a payment, a netting or a write-off concerns, so that parts sum exactly.

A document of 12 500 kronor is seen as a line of 1 250 000 öre: first what was prepaid, then what the customer
owes, then what Skatteverket owes. Every movement takes a stretch of that line, the lowest that is free;
what is undone gives its own stretches back. What a stretch is worth in revenue and VAT is the difference
between two running sums, so whatever the order of part payments, refunds and reversals, the shares of
everything taken sum to the document to the öre, and an undoing is the exact reverse of what it undoes.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import frozen

from faktura.rules.posting.sales import SalePart

Stretch = tuple[int, int]
Key = tuple[str, str]
Held = tuple[Key, Stretch]

_BEFORE: Final[Key] = ("", "before")


@frozen
class Moved:
    """The stretches a movement took (`sign` 1) or gave back (-1), and how many öre outside the line.

    Attributes:
        outside: Those öre as a stretch that begins where the line ends, so that they too are worth an exact sum.
    """

    stretches: tuple[Stretch, ...]
    beyond: int
    sign: int
    outside: Stretch = (0, 0)


@frozen(kw_only=True)
class Act:
    """What one act changes of a line: what is taken and given back by whom, and what is owed here more and less."""

    took: tuple[Held, ...] = ()
    gave: tuple[Held, ...] = ()
    owed: tuple[Stretch, ...] = ()
    ceded: tuple[Stretch, ...] = ()
    beyond: tuple[tuple[Key, int], ...] = ()


class Line:
    """The stretch of the document one debtor owes, and what has been taken of it by whom.

    Who took which öre is decided by the order in which things were recorded. Where they are booked in another order
    (see `documents`), the acts are written down first and then followed: the same öre, whatever comes before.

    Attributes:
        acts: What was done, written down when it is a list. follow: what is to be done next instead of deciding anew.
    """

    def __init__(self, start: int, length: int) -> None:
        """Begin with everything between *start* and *start* + *length* free."""
        self._end = start + max(length, 0)
        self._owed: list[Stretch] = [(start, self._end)] if length > 0 else []
        self._free = tuple(self._owed)
        self._taken: list[Held] = []
        self._beyond: dict[Key, int] = {}
        self.acts: list[Act] | None = None
        self.follow: deque[Act] = deque()

    @property
    def taken(self) -> tuple[Stretch, ...]:
        """What is taken and not given back, in the order it was taken."""
        return tuple(stretch for _, stretch in self._taken)

    @property
    def free(self) -> tuple[Stretch, ...]:
        """What is owed and nobody has taken, lowest first."""
        return self._free

    @property
    def ceded(self) -> tuple[Stretch, ...]:
        """What was taken here, is owed here no longer, and is to be given back."""
        return tuple(without(self.taken, self._owed))

    @property
    def beyond(self) -> int:
        """What was taken beyond the line and not given back; negative: given back without having been taken."""
        return sum(self._beyond.values())

    def move(self, key: Key, amount: int) -> Moved:
        """Take *amount* öre in the name of *key*; a negative amount gives back what that key took, last first."""
        act = self._next() or (self._taking(key, amount) if amount >= 0 else self._giving(key, -amount))
        before = self._end + self.beyond
        self._do(act)
        after = self._end + self.beyond
        stretches = tuple(stretch for _, stretch in (*act.took, *act.gave))
        outside = (min(before, after), max(before, after))
        return Moved(stretches, abs(after - before), 1 if amount >= 0 else -1, outside)

    def cede(self, amount: int) -> tuple[Stretch, ...]:
        """Give up *amount* öre of the line to the other debtor: what is free from the end, then what was taken last.

        What was taken before is given back as any other, but is not owed here again.
        """
        act = self._next() or Act(ceded=tuple(_last([*self._taken_of_owed(), *self.free], amount)))
        self._do(act)
        return act.ceded

    def receive(self, stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
        """Owe *stretches* here that the other debtor gave up; what was ceded itself and is still taken stays so.

        Returns what of them is paid at once, by what was taken beyond the line before.
        """
        act = self._next() or self._receiving(tuple(stretches))
        self._do(act)
        return tuple(stretch for _, stretch in act.took)

    def taken_before(self, own: Sequence[Stretch], beyond: int) -> None:
        """Let *own*, which is owed elsewhere, and *beyond* be taken here from the beginning."""
        self._do(Act(took=tuple((_BEFORE, one) for one in own), beyond=((_BEFORE, beyond),)))

    def _next(self) -> Act | None:
        return self.follow.popleft() if self.follow else None

    def _do(self, act: Act) -> None:
        if self.acts is not None:
            self.acts.append(act)
        if act.owed or act.ceded:
            self._owed = sorted((*without(self._owed, act.ceded), *act.owed))
        for held in act.gave:
            self._let_go(held)
        self._taken += act.took
        took = [stretch for _, stretch in act.took]
        plain = not (act.owed or act.ceded or act.gave)  # most acts: nothing is looked through but what is free
        self._free = tuple(without(self._free, took) if plain else without(self._owed, self.taken))
        for key, minor in act.beyond:
            self._beyond[key] = self._beyond.get(key, 0) + minor

    def _let_go(self, held: Held) -> None:
        key, (low, high) = held
        for index in range(len(self._taken) - 1, -1, -1):
            owner, (start, end) = self._taken[index]
            if owner == key and start <= low and high <= end:
                self._taken[index : index + 1] = [(owner, one) for one in without([(start, end)], [(low, high)])]
                return

    def _taking(self, key: Key, amount: int) -> Act:
        took = _first(self.free, amount)
        over = amount - length(took)  # more than is owed: an overpayment that stands on the document
        return Act(took=tuple((key, one) for one in took), beyond=((key, over),))

    def _giving(self, key: Key, amount: int) -> Act:
        """Give back what *key* took; in the name of nobody in particular what is over, what is ceded, what came last."""
        own = any(owner == key for owner, _ in self._taken)
        beyond: list[tuple[Key, int]] = []
        for other in (key,) if own else dict.fromkeys((key, *self._beyond)):
            cut = min(amount, max(self._beyond.get(other, 0), 0))
            beyond.append((other, -cut))
            amount -= cut
        gave: list[Held] = []
        for ceded in (False,) if own else (True, False):
            for owner, stretch in reversed(self._taken):
                if amount and (not own or owner == key):
                    others = self._owed if ceded else [one for _, one in gave]
                    pieces = _last(without([stretch], others), amount)
                    gave += [(owner, one) for one in pieces]
                    amount -= length(pieces)
        return Act(gave=tuple(gave), beyond=(*beyond, (key, -amount)))

    def _receiving(self, stretches: tuple[Stretch, ...]) -> Act:
        took: list[Held] = []
        beyond: list[tuple[Key, int]] = []
        free, left = without(stretches, self.taken), max(self.beyond, 0)
        for key, held in self._beyond.items():
            pieces = _first(free, min(held, left))
            took += [(key, one) for one in pieces]
            beyond.append((key, -length(pieces)))
            free, left = without(free, pieces), left - length(pieces)
        return Act(owed=stretches, took=tuple(took), beyond=tuple(beyond))

    def _taken_of_owed(self) -> list[Stretch]:
        ceded = self.ceded
        return [piece for _, stretch in self._taken for piece in without([stretch], ceded)]


def length(stretches: Iterable[Stretch]) -> int:
    """Return how many öre *stretches* are."""
    return sum(high - low for low, high in stretches)


def _first(stretches: Sequence[Stretch], amount: int) -> list[Stretch]:
    """Return the first *amount* öre of *stretches*."""
    found: list[Stretch] = []
    for low, high in stretches:
        cut = min(high, low + amount)
        if cut > low:
            found.append((low, cut))
            amount -= cut - low
    return found


def _last(stretches: Sequence[Stretch], amount: int) -> list[Stretch]:
    """Return the last *amount* öre of *stretches*, the last first."""
    found: list[Stretch] = []
    for low, high in reversed(stretches):
        cut = max(low, high - amount)
        if cut < high:
            found.append((cut, high))
            amount -= high - cut
    return found


def own_line(prepaid: int, end: int) -> Line:
    """Return the customer's part of a document: after what was *prepaid*, up to *end*, where Skatteverket's begins.

    What was prepaid beyond it is an overpayment. A credit note may take back more of a deduction, which is in whole
    kronor, than its own sum: *end* is then below zero, and what lies there is the customer's to pay.
    """
    line = Line(min(prepaid, max(end, 0)), end - prepaid)
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
