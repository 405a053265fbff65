"""Two reports of one deposit: whether what BgMax tells and what camt tells is the same booking on the account.

A booking stands on the account once, and each kind of report tells it once. Two reports are of the same booking when they
agree on day and sum, on the amounts one by one where both tell them, and contradict each other in nothing they both say.
What one of them leaves out contradicts nothing. That equal bookings of one day are counted rightly is the caller's part:
one booking of each kind of report is one, two of a kind are two.

Within one kind the bank's own references tell bookings apart; only a sum told once alone and once payment by payment,
under one reference, is one booking.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from faktura.core.bank_deposit import BankDeposit
from faktura.core.payment import IncomingPayment

_NAMES_OF_ACCOUNTS = frozenset({"bankgiro", "plusgiro", "swish"})
"""Numbers that stand for a bank account, on which the money is booked."""


def kind_of_report(payment: IncomingPayment) -> str:
    """Return which kind of report tells of *payment*: camt.053 and camt.054 are one kind, with one set of references."""
    return payment.source.format.partition(".")[0]


def same_deposit(one: Sequence[IncomingPayment], other: Sequence[IncomingPayment]) -> bool:
    """Return whether *one* and *other*, each all payments told of one deposit, are of the same booking."""
    first, second = one[0].deposit, other[0].deposit
    if first is None or second is None or first.amount != second.amount or one[0].booked_on != other[0].booked_on:
        return False
    alone = first.payments == 0 or second.payments == 0
    if kind_of_report(one[0]) == kind_of_report(other[0]):
        return alone and first.payments != second.payments and _reference(first) == _reference(second)
    if not alone and not (_whole(one, first) and _whole(other, second) and _amounts_agree(one, other)):
        return False
    if len(one) == len(other) == 1 and _contradict(one[0], other[0]):
        return False
    return _accounts_agree(one, other)


def _reference(deposit: BankDeposit) -> str:
    """Return the day and the bank's reference: the account before them may be told by another of its names."""
    return deposit.id.split(":", 3)[-1]


def _whole(payments: Sequence[IncomingPayment], deposit: BankDeposit) -> bool:
    return len(payments) == deposit.payments


def _amounts_agree(one: Sequence[IncomingPayment], other: Sequence[IncomingPayment]) -> bool:
    """Whether both hold the same amounts, and for each the OCR numbers can belong to the same payments."""
    first, second = _by_amount(one), _by_amount(other)
    if {key: sum(found.values()) for key, found in first.items()} != {
        key: sum(found.values()) for key, found in second.items()
    }:
        return False
    blank = frozenset[str]()
    for key, mine in first.items():
        theirs = second[key]
        named, of_them = Counter(mine), Counter(theirs)
        without, of_them_without = named.pop(blank, 0), of_them.pop(blank, 0)
        if (named - of_them).total() > of_them_without or (of_them - named).total() > without:
            return False
    return True


def _by_amount(payments: Sequence[IncomingPayment]) -> dict[int, Counter[frozenset[str]]]:
    found: dict[int, Counter[frozenset[str]]] = defaultdict(Counter)
    for payment in payments:
        found[-payment.amount.minor if payment.reversal else payment.amount.minor][_numbers(payment)] += 1
    return found


def _numbers(payment: IncomingPayment) -> frozenset[str]:
    return frozenset(one.text for one in payment.references if one.kind == "ocr")


def _contradict(one: IncomingPayment, other: IncomingPayment) -> bool:
    """Whether two single payments say different things of what both tell: the OCR numbers, the payer's giro or name."""
    mine, theirs = _numbers(one), _numbers(other)
    if mine and theirs and mine.isdisjoint(theirs):
        return True
    kind, _, number = one.payer.account.partition(":")
    other_kind, _, other_number = other.payer.account.partition(":")
    if kind and kind == other_kind and number != other_number:
        return True
    words, other_words = _words(one.payer.name), _words(other.payer.name)
    return bool(words and other_words and words.isdisjoint(other_words))


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().split())


def _accounts_agree(one: Sequence[IncomingPayment], other: Sequence[IncomingPayment]) -> bool:
    """Whether the accounts can be one: equal, or a giro beside the bank account it stands for, with more in common."""
    accounts, others = {payment.account for payment in one}, {payment.account for payment in other}
    if accounts == others or not accounts.isdisjoint(others):
        return True
    kinds, other_kinds = ({account.partition(":")[0] for account in found} for found in (accounts, others))
    giro, other_giro = kinds <= _NAMES_OF_ACCOUNTS, other_kinds <= _NAMES_OF_ACCOUNTS
    common = frozenset().union(*map(_numbers, one)) & frozenset().union(*map(_numbers, other))
    return giro != other_giro and (bool(common) or min(len(one), len(other)) > 1)
