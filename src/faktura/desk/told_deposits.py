"""The deposits that reports have told of, stored or begun in the same call: which of them a report tells of again.

Of many equal deposits of one day each is looked at but a few times: those that share an OCR number or a payer come first,
and what is paired is looked at no more.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from faktura.core.bank_deposit import BankDeposit
from faktura.core.payment import IncomingPayment
from faktura.desk import index
from faktura.desk.work import Work
from faktura.rules.same_deposit import kind_of_report, same_deposit

_KINDS: Final = ("bgmax", "camt", "autogiro", "csv")
"""The reports that tell of deposits on an account."""

Group = list[IncomingPayment]
"""The payments told of one deposit by one report; a payment of no deposit is alone."""


def groups_of(payments: Iterable[IncomingPayment]) -> list[Group]:
    """Return *payments* deposit by deposit; a sum told alone and the payments it is made of are two groups."""
    found: dict[object, Group] = defaultdict(list)
    for payment in payments:
        found[payment.id if payment.deposit is None else (kind_of_report(payment), payment.deposit)].append(payment)
    return list(found.values())


def is_alone(group: Group) -> bool:
    """Whether *group* is a sum told without its payments."""
    return group[0].deposit is not None and not group[0].deposit.payments


class ToldDeposits:
    """The deposits stored before, and those begun in this call."""

    def __init__(self, work: Work, groups: Sequence[Group]) -> None:
        """Look up in *work* what *groups* may tell of again."""
        self._work = work
        self._own: dict[str, list[Group]] = defaultdict(list)
        self._named: dict[str, list[Group]] = defaultdict(list)
        self._others: dict[str, list[Group]] = defaultdict(list)
        self._pools: dict[str, dict[str, _Pool]] = defaultdict(dict)
        keys = dict.fromkeys(key for group in groups for key in _keys(group))
        rows = work.reading.rows(index.DEPOSIT, tuple(keys)) if keys else ()
        contents = dict.fromkeys(row.body for row in rows)
        for group in groups_of([work.stored(IncomingPayment, content) for content in contents]):
            self.begin(group)

    def begin(self, group: Group) -> None:
        """Let a later group be told to be the same as *group*."""
        deposit = group[0].deposit
        if deposit is None:
            return
        kind, booking = kind_of_report(group[0]), _booking(group[0], deposit)
        self._named[deposit.id].append(group)
        self._own[index.reference_key(kind, deposit)].append(group)
        self._others[booking].append(group)
        for other, pool in self._pools[booking].items():
            if other != kind:
                pool.add(group)

    def told_before(self, group: Group) -> Group | None:
        """Return the payments of the deposit that *group* tells of again; None when it is told for the first time."""
        deposit, kind = group[0].deposit, kind_of_report(group[0])
        if deposit is None:
            return None
        told = _told(kind, deposit)
        if (earlier := self._work.recall(told, told)) is not None:
            return next(iter(self._named[earlier]), [])
        # the bank's own reference says more than an equal sum
        own = (one for one in self._own[index.reference_key(kind, deposit)] if same_deposit(one, group))
        found = next(filter(lambda one: self._free(kind, one), own), None)
        found = found or self._pool(kind, _booking(group[0], deposit)).take(group, lambda one: self._free(kind, one))
        if found is None or (stored := found[0].deposit) is None:
            return None
        self._pair(kind, deposit, stored)
        return found

    def give_way(self, whole: Group, parts: Group) -> None:
        """Let *parts* stand for the stored sum *whole* from now on."""
        kind, other = kind_of_report(whole[0]), kind_of_report(parts[0])
        deposit, told = whole[0].deposit, parts[0].deposit
        if kind != other and deposit is not None and told is not None:
            self._pair(kind, deposit, told)
        self.begin(parts)

    def _pair(self, kind: str, deposit: BankDeposit, stored: BankDeposit) -> None:
        """Remember that the *deposit* that *kind* tells is the *stored* one."""
        taken, told = _taken(kind, stored), _told(kind, deposit)
        if self._work.recall(taken, taken) is None:
            self._work.remember(taken, taken, deposit.id)
        if self._work.recall(told, told) is None:
            self._work.remember(told, told, stored.id)

    def _free(self, kind: str, group: Group) -> bool:
        deposit = group[0].deposit
        if deposit is None:
            return False
        taken = _taken(kind, deposit)
        return self._work.recall(taken, taken) is None

    def _pool(self, kind: str, booking: str) -> "_Pool":
        """Return the deposits of one day and sum that reports of other kinds than *kind* tell."""
        pools = self._pools[booking]
        if kind not in pools:
            pools[kind] = _Pool(one for one in self._others[booking] if kind_of_report(one[0]) != kind)
        return pools[kind]


class _Pool:
    """Deposits of one day and sum, each of which is taken once."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._count = 0
        self._all: OrderedDict[int, Group] = OrderedDict()
        self._open: OrderedDict[int, Group] = OrderedDict()
        self._marked: dict[str, OrderedDict[int, Group]] = defaultdict(OrderedDict)
        for group in groups:
            self.add(group)

    def add(self, group: Group) -> None:
        """Let *group* be taken."""
        self._count += 1
        self._all[self._count] = group
        if not _numbers(group) or len(group) > 1:
            self._open[self._count] = group
        for mark in _marks(group):
            self._marked[mark][self._count] = group

    def take(self, group: Group, free: Callable[[Group], bool]) -> Group | None:
        """Take the first deposit that *group* tells of, and is *free*; those with more in common come first."""
        while True:
            alike = (one for one in self._candidates(group) if same_deposit(one[1], group))
            found = next(alike, None)
            if found is None:
                return None
            self._remove(*found)
            if free(found[1]):
                return found[1]

    def _candidates(self, group: Group) -> Iterator[tuple[int, Group]]:
        for mark in sorted(_marks(group) & self._marked.keys()):
            yield from self._marked[mark].items()
        yield from (self._open if _numbers(group) and len(group) == 1 else self._all).items()

    def _remove(self, at: int, group: Group) -> None:
        del self._all[at]
        self._open.pop(at, None)
        for mark in _marks(group):
            del self._marked[mark][at]


def _numbers(group: Group) -> frozenset[str]:
    return frozenset(one.text for payment in group for one in payment.references if one.kind == "ocr")


def _marks(group: Group) -> frozenset[str]:
    """Return what two reports of one deposit may have in common: OCR numbers (first), payers' accounts and names."""
    payers = [payment.payer for payment in group]
    return frozenset(
        (
            *(f"1 {number}" for number in _numbers(group)),
            *(f"2 {one.account}" for one in payers if one.account),
            *(f"3 {one.name.casefold()}" for one in payers if one.name),
        )
    )


def _booking(payment: IncomingPayment, deposit: BankDeposit) -> str:
    """Return the day and the sum, which all reports of a deposit agree on."""
    return index.deposit_key("", payment.booked_on, deposit)


def _keys(group: Group) -> Iterator[str]:
    """Yield the keys under which the deposit may be stored."""
    deposit, kind = group[0].deposit, kind_of_report(group[0])
    if deposit is not None:
        yield index.reference_key(kind, deposit)
        yield from (index.deposit_key(one, group[0].booked_on, deposit) for one in _KINDS if one != kind)


def _told(kind: str, deposit: BankDeposit) -> str:
    return f"deposit told by {kind}: {deposit.id}"


def _taken(kind: str, deposit: BankDeposit) -> str:
    return f"deposit {deposit.id}: also told by {kind}"
