"""What of a debt stands as a claim in the books, and at which rate it was put there.

Under the accrual method all of a document does, from its issue. Under the cash method only what a year-end booked
does: a payment of it clears the claim, a payment of anything else is income when it comes.
"""

from collections.abc import Iterable, Sequence

from attrs import frozen

from faktura.rules.posting.portion import Line, Moved, Stretch, length, without
from faktura.rules.posting.rates import Priced, Scale


@frozen
class Split:
    """The stretches of a movement: those that stand as claims, by what they are priced at, and the open rest."""

    booked: tuple[tuple[Priced, tuple[Stretch, ...]], ...]
    open: tuple[Stretch, ...]

    @property
    def value(self) -> int:
        """What the claims are worth in the books."""
        return sum(priced.scale.value(stretches) for priced, stretches in self.booked)

    @property
    def length(self) -> int:
        """How much of the document the claims are, in its own currency."""
        return sum(high - low for _, stretches in self.booked for low, high in stretches)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Where the claims lie."""
        return tuple(one for _, stretches in self.booked for one in stretches)


class Claims:
    """The claims that one document has in the books."""

    def __init__(self) -> None:
        """Begin with none."""
        self._pieces: list[tuple[Stretch, Priced]] = []

    def add(self, stretches: Iterable[Stretch], priced: Priced) -> None:
        """Let *stretches* stand as claims from now on."""
        self._pieces += [(one, priced) for one in stretches]

    def split(self, stretches: Sequence[Stretch]) -> Split:
        """Return what of *stretches* stands as claims, and what does not."""
        booked: list[tuple[Priced, tuple[Stretch, ...]]] = []
        for (low, high), priced in self._pieces:
            held = tuple((max(low, one), min(high, other)) for one, other in stretches if one < high and low < other)
            if held:
                booked.append((priced, held))
        return Split(tuple(booked), tuple(without(stretches, [span for span, _ in self._pieces])))


class Charges:
    """The reminder fees of one document, or its interest: charged, paid and booked apart from the document.

    Attributes:
        line: What is charged, one after the other.
    """

    def __init__(self) -> None:
        """Begin with nothing charged."""
        self.line, self._length = Line(0, 0), 0
        self._claims = Claims()

    def charge(self, minor: int, scale: Scale | None) -> tuple[int, int]:
        """Charge *minor* units; with a *scale* what was not paid before it was charged stands as a claim.

        Returns what the claim is worth in the books, and how much it is.
        """
        stretch = (self._length, self._length + minor)
        self._length += minor
        self.line.receive([stretch])
        new = without([stretch], self.line.taken)
        if scale is None:
            return 0, 0
        self._claims.add(new, Priced((), scale))
        return scale.value(new), length(new)

    def take_back(self, minor: int) -> tuple[Split, int]:
        """Charge *minor* units less: what of it stood as a claim, and what had never been charged."""
        stretches = self.line.cede(minor)
        return self._claims.split(stretches), minor - length(stretches)

    def move(self, key: tuple[str, str], amount: int) -> tuple[Split, Moved]:
        """Pay or give up *amount*, or undo that of *key*."""
        moved = self.line.move(key, amount)
        return self._claims.split(moved.stretches), moved

    def book(self, scale: Scale) -> int:
        """Let everything unpaid stand as a claim; return what is new of it, in the books."""
        new = self._claims.split(self.line.free).open
        self._claims.add(new, Priced((), scale))
        return scale.value(new)

    @property
    def booked(self) -> int:
        """What is unpaid and stands as a claim, in the books."""
        return self._claims.split(self.line.free).value

    def revalued(self, scale: Scale) -> int:
        """What the unpaid claims would be worth more at another rate."""
        split = self._claims.split(self.line.free)
        return scale.value(split.stretches) - split.value

    @property
    def unpaid(self) -> int:
        """What is charged and not paid."""
        return length(self.line.free)

    @property
    def unbooked(self) -> int:
        """What is unpaid and stands as no claim."""
        return length(self._claims.split(self.line.free).open)
