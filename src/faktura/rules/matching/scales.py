"""The scales: what each sign weighs for one creditor, from the table, the frequencies and the confirmed links."""

from datetime import date
from functools import lru_cache
from math import log2
from typing import Final

from faktura.core.payer_link import PayerLink
from faktura.rules.matching.statistics import Statistics
from faktura.rules.matching.weights import NONE, SEVERAL, U, bits, frequency, m

_AGENT: Final = 3
"""An account that has paid for so many customers is an agent's (ombud): it may pay for one more."""

_ENOUGH: Final = 20
_LONG_AGO: Final = 730
"""Days after which accounts have often changed hands."""

_OWN_NAME: Final = -1.0
"""Who shares an account with a customer is twice as likely to pay for himself, with his own amount, as for the customer."""

_NAME: Final = 0.02
_PER_NAMESAKE: Final = 0.1
_ROUND: Final = 100_00
_UNRELATED_ROUND: Final = 1e-3
_UNRELATED: Final = 2e-4


class Scales:
    """Weights in bits; the same statistics give the same weights, bit for bit."""

    def __init__(self, statistics: Statistics) -> None:
        """Weigh by *statistics*."""
        self._amounts = {currency: counted.get for currency, counted in statistics.amounts.items()}
        seen = statistics.seen
        self.claims = max(statistics.claims, 1)
        self.customers = max(statistics.customers, 1)
        self.m = {code: m(code, seen) for code in _CODES}
        u = dict(U)
        if not statistics.check_digits:
            u["reference.exact"] = U["reference.unchecked"]
        self._u = u
        self.check_digits = statistics.check_digits
        self.unnamed = -log2(self.claims)
        self.several = log2(SEVERAL)
        self.references = {code: bits(self.m[code], u[code]) for code in _REFERENCES}
        self.of_amount = lru_cache(maxsize=4096)(self._amount)
        self._payer = {code: bits(self.m[code], u[code]) for code in _PAYERS if code in u}
        self._trusted = lru_cache(maxsize=256)(self._account)
        self.of_none = lru_cache(maxsize=4096)(self._none)
        self.other = self.payer("payer.other")

    def near(self, length: int) -> float:
        """Return the weight of a reference one slip away, of so many digits: in a dense series it says little."""
        density = min(1.0, self.claims / 10 ** max(length - 1, 1))
        chance = min(1.0, 0.002 + 200 * density)
        return bits(self.m["reference.near"], self._u["reference.near"] * chance)

    def earlier(self, open_: int) -> float:
        """Return the weight of a paid reference for one of the *open_* claims of the same customer."""
        return self.references["reference.earlier"] - log2(max(open_, 1))

    def amount(self, code: str, minor: int, currency: str) -> float:
        """Return the weight of the amount: how common it is decides."""
        return self.of_amount(code, self.common(minor, currency))

    def _amount(self, code: str, common: int) -> float:
        return bits(self.m[code], frequency(common, self.claims))

    def common(self, minor: int, currency: str) -> int:
        """Return how many claims have exactly that amount open."""
        return self._amounts[currency](minor, 0) if currency in self._amounts else 0

    def account(self, link: PayerLink, customers: int, on: date) -> float:
        """Return the weight *on* that day of a payer account with *link* to the customer, and links to so many in all.

        What was long ago counts for half.
        """
        count = link.count if link.count < _ENOUGH else _ENOUGH
        trust = count + 2 if link.manual else count
        return self._trusted(trust, link.last_on is not None and is_old(link, on), customers >= _AGENT)

    def _account(self, trust: int, old: bool, agent: bool) -> float:
        share = trust / (trust + 0.5) * (0.5 if old else 1.0)
        u = self._u["payer.agent"] if agent else self._u["payer.account"]
        return bits(self.m["payer.account"] * share * self.customers, u)

    def against_name(self, code: str, called: int, link: PayerLink, on: date) -> float:
        """Return the most that an account weighs whose payer is *called*, by *code*, as so many others with the same amount.

        What payments have linked is the customer's own account or a shared one, of which the name tells who pays.
        """
        return self.name(code, called - 1) + (2 * _OWN_NAME if is_old(link, on) else _OWN_NAME)

    def organisation(self) -> float:
        """Return the weight of the customer's organisation number."""
        return bits(self.m["payer.organisation"] * self.customers, self._u["payer.organisation"])

    def name(self, code: str, namesakes: int) -> float:
        """Return the weight of the customer's name, whole or nearly, which so many other customers have too."""
        wider = 1.0 if code == "payer.name" else 6.0
        return bits(self.m[code] * self.customers, wider * (_NAME + _PER_NAMESAKE * namesakes))

    def called(self, code: str, namesakes: int) -> float:
        """Return the weight of *code*, whichever way the payer's name is like the customer's."""
        return self.name(code, namesakes) if code in {"payer.name", "payer.alike"} else self.payer(code)

    def payer(self, code: str) -> float:
        """Return the weight of a payer whose name or account tells nobody, or somebody else."""
        return 0.0 if code == "payer.untold" else self._payer[code]

    def none(self, minor: int, currency: str, *, named: bool, known: bool) -> float:
        """Return the odds that the money has nothing to do with any claim, to those that it is for other claims."""
        return self.of_none(self.common(minor, currency), is_round(minor), named, known)

    def _none(self, common: int, round_: bool, named: bool, known: bool) -> float:
        ratio = (_UNRELATED_ROUND if round_ else _UNRELATED) / frequency(common, self.claims)
        return NONE["prior"] * ratio * NONE["named" if named else "silent"] * NONE["known" if known else "stranger"]


def is_old(link: PayerLink, on: date) -> bool:
    """Whether what *link* says was so long ago, *on* that day, that the account may have changed hands."""
    return link.last_on is not None and (on - link.last_on).days > _LONG_AGO


def is_round(minor: int) -> bool:
    """Whether the amount is whole hundreds, as money for other things often is."""
    return minor % _ROUND == 0


_REFERENCES: Final = (
    "reference.exact",
    "reference.text",
    "reference.number",
    "reference.loose",
    "reference.some",
    "reference.earlier",
)
_PAYERS: Final[tuple[str, ...]] = ("payer.surname", "payer.unlike", "payer.namesake", "payer.other")
_CODES: Final = (
    *_REFERENCES,
    "reference.near",
    "amount.exact",
    "amount.rounded",
    "amount.discount",
    "amount.deduction",
    "amount.fee",
    "amount.part",
    "amount.over",
    "payer.account",
    "payer.organisation",
    "payer.name",
    "payer.alike",
    "payer.surname",
    "payer.unlike",
    "payer.namesake",
    "payer.other",
)


def is_agent(customers: int) -> bool:
    """Whether an account that has paid for so many *customers* is an agent's."""
    return customers >= _AGENT
