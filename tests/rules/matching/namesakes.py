"""Small ledgers of customers who are called alike, and payments that most often name one claim and its amount."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Final

import attrs

from faktura.core.claim import ItemKind, OpenItem
from faktura.core.money import Money
from faktura.core.payer_link import PayerLink
from faktura.core.payment import IncomingPayment, Payer, PaymentReference
from faktura.rules.matching.statistics import Statistics
from tests.rules.matching.cases import DUE, item, payment

Links = Mapping[str, Sequence[str | PayerLink]]

NAMES: Final = ("", "Anna Lind", "Lind Anna", "Anna K Lind", "Karl Lind", "Anna Lund", "A Lind", "Bergs Bygg AB")
PAYERS: Final = ("", "Anna Lind", "LIND ANNA", "A LIND", "Anna & Karl Lind", "Karl Lind", "Bergs Bygg", "Skatteverket")
WORDS: Final = (
    "avser Karl Lind",
    "Anna Lind o Karl Lind",
    "avgift Anna",
    "Karl",
    "för Bergs Bygg AB",
    "Kund C2",
    "medlem C1 Anna",
)
COMPANIES: Final = ("", "", "", "5560360793", "5562345678")
COMMON: Final = Statistics(claims=1_000, customers=900, amounts={"SEK": {100_00: 40, 200_00: 5}})


def claims_of_namesakes(chance: Random) -> list[OpenItem]:
    """Claims of customers who are called alike, or twice differently, of few amounts, some not issued yet."""
    customers = {f"C{n}": (chance.choice(NAMES), chance.choice(COMPANIES)) for n in range(chance.randint(1, 12))}
    made = []
    for n in range(chance.randint(1, 14)):
        customer = chance.choice([*customers, *customers, ""])
        name, organisation = customers.get(customer, ("Anna Lind", ""))
        one = item(
            f"F{n}",
            chance.choice([f"5551{n:03}", f"5551{n:03}", f"5551{n:03}", "777", ""]),
            chance.choice(["100.00", "100.00", "200.00", "0", "-100.00"] if n % 5 == 0 else ["100.00", "200.00"]),
            customer=customer,
            number=chance.choice([f"N{n}", f"5551{n:03}"]),
            days=chance.randint(-20, 40),
            creditor=chance.choice("AAAAAAAAAAAB"),
            currency=chance.choice(["SEK"] * 9 + ["EUR"]),
            accounts=chance.choice([()] * 8 + [("bankgiro:9912346",), ("bankgiro:1",)]),
        )
        if chance.random() < 0.05 and one.open.minor > 0:
            one = attrs.evolve(one, kind=ItemKind.TAX_AGENCY)
        half = chance.random() < 0.1 and one.open.minor > 0
        made.append(
            attrs.evolve(
                one,
                customer_id=customer,
                customer_name=name if chance.random() < 0.9 else chance.choice(NAMES),
                customer_org=organisation,
                issued=chance.choice([None, None, None, DUE - timedelta(30), DUE + timedelta(chance.randint(-3, 5))]),
                total=Money(2 * one.open.minor, one.open.currency) if half else None,
                paid_on=DUE - timedelta(chance.randint(0, 20)) if half and chance.random() < 0.7 else None,
            )
        )
    return made


def payments_of_namesakes(chance: Random, claims: Sequence[OpenItem]) -> list[IncomingPayment]:
    """Payments that most often name one claim and its amount, of payers who are known, alike, or nobody."""
    made = []
    for n in range(chance.randint(1, 8)):
        named = chance.choice(claims)
        one = PaymentReference(text=named.reference, kind="text" if chance.random() < 0.25 else "ocr")
        said = [one] if named.reference and chance.random() < 0.85 else []
        slip = chance.choice([0] * 12 + [-50, 50_00])
        paid = payment(
            f"P{n}",
            str(Money((abs(named.open.minor) or 100_00) + slip, "SEK").major),
            *said,
            days=chance.randint(-5, 20),
            message=chance.choice(["", "", "", "", "hej", "Faktura 5551003", *WORDS]),
            currency=named.open.currency,
            reversal=chance.random() < 0.03,
        )
        payer = Payer(
            account=chance.choice(["", "", "", "b1", "b2", "b9"]),
            name=chance.choice(PAYERS),
            organisation_number=chance.choice(COMPANIES) if chance.random() < 0.3 else "",
        )
        made.append(attrs.evolve(paid, payer=payer))
    return made


def links_of_namesakes(chance: Random, claims: Sequence[OpenItem]) -> Links:
    """An account of one customer, and one that several share."""
    return {
        "b1": [PayerLink(customer_id=chance.choice(claims).customer_id or "C0", count=chance.choice([1, 5, 30]))],
        "b2": [f"C{n}" for n in range(chance.randint(2, 5))],
    }
