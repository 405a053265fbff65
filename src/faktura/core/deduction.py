"""ROT, RUT and green technology (grön teknik): what the draft asks for and what the invoice grants.

The deduction is a part of the price that Skatteverket pays; it changes neither price nor VAT. The
rules with their dated percentages and caps are in `rules.deductions`.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from faktura.core.identity import CoordinationNumber, OrganisationNumber, PersonalIdentityNumber
from faktura.core.money import Money


class DeductionKind(StrEnum):
    """The kinds of tax deduction (skattereduktion) a seller passes on in the invoice."""

    ROT = "rot"
    RUT = "rut"
    GREEN = "green"

    @property
    def label(self) -> str:
        """What people call it, in either language: ROT, RUT, grön teknik."""
        return "grön teknik" if self is DeductionKind.GREEN else self.value.upper()


@frozen(kw_only=True)
class Dwelling:
    """Where ROT work or an installation was done: a property, or a cooperative's number and the apartment.

    Attributes:
        designation: Property designation (fastighetsbeteckning), for a house.
        association: Organisation number of the housing cooperative (brf), for an apartment.
        apartment: Apartment number (lägenhetsnummer), usually four digits.
    """

    designation: str = ""
    association: OrganisationNumber | None = None
    apartment: str = ""


@frozen(kw_only=True)
class DeductionBuyer:
    """A person who asks for a share of the deduction.

    Attributes:
        person_id: The host's id of the person; events use it instead of the personal number.
        identity: The full personal or coordination number, needed in the request.
        weight: Share of the deduction against the other buyers; equal when all are 1.
        share: The whole kronor this person is to have, whatever the weights; the others split the rest.
        used_rot, used_rut, used_green: What the person says is used already this year, whole kronor.
    """

    person_id: str
    name: str
    identity: PersonalIdentityNumber | CoordinationNumber
    weight: Decimal = Decimal(1)
    used_rot: Money = Money(0)
    used_rut: Money = Money(0)
    used_green: Money = Money(0)
    share: Money | None = None


@frozen(kw_only=True)
class DeductionWish:
    """What a draft asks for: kind, persons, dwelling and the day the payment is expected.

    The payment date decides percentage and cap (HUSFL 7 §); until it is known the expected day does,
    by default the due date.
    """

    kind: DeductionKind
    buyers: tuple[DeductionBuyer, ...]
    dwelling: Dwelling | None = None
    expected_payment: date | None = None


@frozen(kw_only=True)
class DeductionShare:
    """One person's part of the deduction, whole kronor."""

    person_id: str
    name: str
    identity: PersonalIdentityNumber | CoordinationNumber
    amount: Money


@frozen(kw_only=True)
class WorkDone:
    """The work of one type on an invoice, all amounts including VAT.

    Attributes:
        type: Element name of Skatteverket's request schema.
        hours: Whole hours; none for standard-value services.
        labour: Labour cost including VAT, the base of the deduction.
        material: Material that goes with this work, including VAT; of a green installation, part of the base.
        percent: Of a green installation, which has a percentage of its own; else the deduction's.
        granted: Of a green installation, its part of the deduction, whole kronor.
    """

    type: str
    hours: int | None
    labour: Money
    material: Money
    percent: Decimal | None = None
    granted: Money | None = None


@frozen(kw_only=True)
class Deduction:
    """The deduction as granted on an issued invoice.

    Attributes:
        percent: Percent of labour including VAT, by the expected payment date; of green technology the highest
            of its installations.
        labour: Labour including VAT, of green technology labour and material: what the deduction is counted
            on. `amount` never exceeds percent of it, öre dropped.
        amount: The sum of the shares, whole kronor: what Skatteverket is asked for.
        other_cost: Travel, machines, administration including VAT: outside the deduction.
        rate_since: First day of the row of the law that gave the percentage.
    """

    kind: DeductionKind
    percent: Decimal
    labour: Money
    amount: Money
    shares: tuple[DeductionShare, ...]
    works: tuple[WorkDone, ...]
    other_cost: Money
    dwelling: Dwelling | None
    expected_payment: date
    rate_since: date
