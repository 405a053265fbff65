"""Feared losses (befarade förluster): the value of a claim is written down, its VAT is not touched.

What is feared cannot be more than what is owed: what is paid, set off or lost is lifted on the same voucher.
"""

from faktura.core.ledger import AccountRole
from faktura.rules.posting.account import DocumentAccount, Rows
from faktura.rules.posting.portion import Stretch, worth


class Fears:
    """What is feared of one document, kept as parts that are lifted in proportion and exactly."""

    def __init__(self, account: DocumentAccount) -> None:
        """Begin without fear."""
        self._account = account
        self._pools: dict[str, list[int]] = {}  # loss id: feared in all, its income in the books, lifted so far

    def fear(self, loss_id: str, minor: int) -> Rows:
        """Write down *minor* units of what stands as a claim and is owed, the income in them."""
        stretches = self._feared_next(minor)
        account = self._account
        feared = sum(high - low for low, high in stretches)
        income = 0
        for at, held in account.claims.split(stretches).booked:
            shares = at.shares(held) if account.foreign else worth(account.parts, held)
            income += sum(share for part, share in zip(account.parts, shares, strict=True) if part.is_income)
        if not feared:
            return ()
        pool = self._pools.setdefault(loss_id, [0, 0, 0])
        pool[0] += feared
        pool[1] += income
        return self._rows(income)

    def lift(self, minor: int, loss_id: str | None = None) -> Rows:
        """Believe in *minor* units again, of one loss or of the oldest first."""
        income = 0
        for name, pool in self._pools.items():
            if loss_id in (None, name):
                step = min(minor, pool[0] - pool[2])
                income += _share(pool, pool[2] + step) - _share(pool, pool[2])
                pool[2] += step
                minor -= step
        return self._rows(-income)

    def follow(self, lost: int) -> Rows:
        """Lift what was *lost* just now, and what is feared beyond what is owed."""
        return (*self.lift(min(lost, self._left)), *self.lift(max(self._left - self._owed, 0)))

    @property
    def _left(self) -> int:
        return sum(pool[0] - pool[2] for pool in self._pools.values())

    @property
    def _owed(self) -> int:
        line = self._account.lines[False]
        return sum(high - low for low, high in line.free)

    def _feared_next(self, minor: int) -> list[Stretch]:
        """The last of what is owed as a claim, so much of it as is not feared yet."""
        account = self._account
        open_, skip = [], self._left
        for low, high in reversed(account.claims.split(account.lines[False].free).stretches):
            top = max(low, high - skip)
            skip -= high - top
            cut = max(low, top - minor)
            minor -= top - cut
            if cut < top:
                open_.append((cut, top))
        return open_

    def _rows(self, income: int) -> Rows:
        account = self._account
        if not income:
            return ()
        return (
            account.row(account.role(AccountRole.FEARED_LOSS), income),
            account.row(account.role(AccountRole.DOUBTFUL_RECEIVABLE), -income),
        )


def _share(pool: list[int], point: int) -> int:
    whole, income, _ = pool
    return (2 * income * point + whole) // (2 * whole) if whole else 0
