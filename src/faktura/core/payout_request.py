"""The request for payout (begäran om utbetalning) of a deduction that the seller sends to Skatteverket.

All amounts are whole kronor including VAT, öre dropped (HUSFL 5 §). The rules that select and check
the cases are in `rules.payout`; the file is written by `formats.skatteverket`.
"""

from datetime import date

from attrs import frozen

from faktura.core.deduction import DeductionKind, Dwelling
from faktura.core.identity import CoordinationNumber, Identity, PersonalIdentityNumber
from faktura.core.money import Money


@frozen(kw_only=True)
class RequestedShare:
    """What one person's part of a request asks for; the person by the host's id.

    Attributes:
        year: The year of the payments it is asked for; none in what was stored before 0.2.0.
    """

    person_id: str
    amount: Money
    year: int | None = None


@frozen(kw_only=True)
class RequestedWork:
    """One work area of a case.

    Attributes:
        type: Element name of the schema (`Bygg`, `Stadning`...).
        hours: Whole hours 0-999; none for a standard-value service, which is only marked as done.
        material: Material that goes with it, whole kronor including VAT.
        cost: Labour and material of a green installation (Kostnad), whole kronor including VAT; else nothing.
    """

    type: str
    hours: int | None
    material: int
    cost: int = 0


@frozen(kw_only=True)
class PayoutCase:
    """One person's part of one invoice (ärende).

    Attributes:
        document_id: The invoice here; `invoice_number` as printed, at most 20 characters in the file.
        paid_on: The day the money left the buyer's account; decides the year.
        price_of_work: Labour including VAT (PrisForArbete); of a green installation labour and material.
        paid: What the buyer paid for the work (BetaltBelopp).
        requested: What Skatteverket is asked for (BegartBelopp).
        other_cost: Ovrigkostnad.
    """

    document_id: str
    invoice_number: str
    buyer: PersonalIdentityNumber | CoordinationNumber
    paid_on: date
    price_of_work: int
    paid: int
    requested: int
    other_cost: int
    works: tuple[RequestedWork, ...]
    dwelling: Dwelling | None = None


@frozen(kw_only=True)
class PayoutRequest:
    """One request file: one kind, one payment year, at most 100 cases.

    Attributes:
        name: The request's name at Skatteverket, 1-16 characters (NamnPaBegaran).
        performer: The seller (Utforare), which only the request for green technology names.
    """

    name: str
    kind: DeductionKind
    cases: tuple[PayoutCase, ...]
    performer: Identity | None = None

    @property
    def requested(self) -> int:
        """The sum asked for, whole kronor."""
        return sum(case.requested for case in self.cases)
