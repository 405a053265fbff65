"""What each sign is worth: log-likelihood ratios in bits, after Fellegi and Sunter.

A sign has two probabilities: m, that it stands with the true claims, and u, that it stands although
others are meant. Those that name a claim or a customer have u spread over all of them, so a number that
names one of a hundred thousand weighs as much as one of ten once the claims themselves compete. The
table is the prior, worth `PRIOR` confirmed links; confirmed links are counted on top of it, within each family of
signs of which a link has one.
"""

from collections.abc import Mapping
from math import exp2, log2
from typing import Final

Seen = Mapping[str, int]
"""Signs seen with confirmed links, by code."""

GENERIC: Final = 1_000
"""The ledger's size where nothing is known of it."""

PRIOR: Final = 2_000
"""How many confirmed links the table below is worth."""

# P(the sign | these claims are the true ones)
M: Final[Mapping[str, float]] = {
    # what the payer named
    "reference.exact": 0.75,
    "reference.text": 0.04,
    "reference.number": 0.05,
    "reference.loose": 0.02,
    "reference.some": 0.008,
    "reference.near": 0.008,
    "reference.earlier": 0.010,
    "reference.silent": 0.10,
    "reference.other": 0.0005,
    # the amount
    "amount.exact": 0.92,
    "amount.rounded": 0.010,
    "amount.discount": 0.30,
    "amount.deduction": 0.030,
    "amount.fee": 0.20,
    "amount.part": 0.020,
    "amount.over": 0.015,
    # the payer
    "payer.account": 0.85,
    "payer.organisation": 0.60,
    "payer.name": 0.55,
    "payer.alike": 0.15,
    "payer.surname": 0.12,
    "payer.unlike": 0.06,
    "payer.namesake": 0.010,
    "payer.other": 0.004,
    "payer.untold": 1.0,
}

# P(the sign | other claims than these are the true ones)
U: Final[Mapping[str, float]] = {
    "reference.exact": 0.0005,
    "reference.unchecked": 0.006,
    "reference.text": 0.00004,
    "reference.number": 0.0008,
    "reference.field_number": 0.010,
    "reference.loose": 0.015,
    "reference.some": 0.0005,
    "reference.near": 0.05,
    "reference.earlier": 0.0002,
    "payer.account": 0.0005,
    "payer.agent": 0.02,
    "payer.organisation": 0.0001,
    "payer.surname": 0.02,
    "payer.unlike": 0.07,
    "payer.namesake": 0.15,
    "payer.other": 0.90,
}

NONE: Final[Mapping[str, float]] = {
    "prior": 0.010,
    "named": 0.2,
    "silent": 4.0,
    "stranger": 12.0,
    "known": 0.2,
    "twice": 0.0065,
}
"""Money that has nothing to do with any claim: how common it is, and how much commoner under each sign than payments
for other claims are."""

SEVERAL: Final = 0.03
"""P(more than one claim is paid), where the payer does not name them."""

_FEW_CLAIMS: Final = 10
"""A ledger of few claims tells little about frequencies."""

_AMOUNTS_APART: Final = 4_000.0
"""So many amounts that are none of the ledger's compete for one that is: whole kronor of a usual invoice."""


FAMILIES: Final = (
    (
        "reference.exact", "reference.text", "reference.number", "reference.loose", "reference.some", "reference.near",
        "reference.earlier", "reference.silent", "reference.other",
    ),
    ("amount.exact", "amount.rounded", "amount.part", "amount.over"),
    ("payer.name", "payer.alike", "payer.surname", "payer.unlike", "payer.namesake", "payer.other"),
)  # fmt: skip
"""Signs that exclude each other under one condition, so that a link with one of them is one without the others.

The others stand where something rarer holds (a discount is offered, the payer's account is known), of which links say
nothing: they keep what the table gives them.
"""

_FAMILY: Final = {code: family for family in FAMILIES for code in family}


def m(code: str, seen: Seen) -> float:
    """Return P(*code* | true), the table's prior with the confirmed links counted in.

    Links move what a family has from one of its signs to another; what it has in all stays the table's. Links with
    signs in the table's own proportions therefore change nothing.
    """
    prior, family = M[code], _FAMILY.get(code)
    if not seen or family is None:
        return prior
    told, whole = sum(seen.get(one, 0) for one in family), sum(M[one] for one in family)
    return max((prior * PRIOR + seen.get(code, 0) * whole) / (PRIOR + told), 1e-6)


def bits(m_: float, u_: float) -> float:
    """Return the weight of a sign, log2 m/u."""
    return log2(m_ / u_)


def frequency(count: int, claims: int) -> float:
    """Return P(a payment for other claims is of this amount), by how many claims have it open."""
    common = max(count - 1, 0) / (claims + _FEW_CLAIMS)
    return 0.93 * common + 0.07 / _AMOUNTS_APART


def odds(weight: float) -> float:
    """Return the odds that *weight* bits are."""
    return exp2(weight)
