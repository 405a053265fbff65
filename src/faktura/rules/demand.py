"""The debt collection demand (inkassokrav): its time to pay, its contents, and its recall.

The letter keeps principal, interest and costs apart and says rate, period and principal of the interest
(inkassolagen 5 §). A letter that lacks any of it is no demand: it carries no fee and no legal step can rest on it, so
`make_demand` refuses to make it and lists what is missing.

>>> from faktura.rules.law.book import SWEDEN
>>> earliest_deadline(date(2026, 3, 2), law=SWEDEN)
datetime.date(2026, 3, 10)
>>> earliest_deadline(date(2026, 3, 31), law=SWEDEN)  # Easter: four bank days after it has arrived
datetime.date(2026, 4, 10)
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from typing import Final

import attrs
from attrs import frozen

from faktura.core.calendar import add_bank_days, next_bank_day
from faktura.core.collection import CostRow, DebtCollectionDemand, Transfer
from faktura.core.collection_event import DemandRecalled, DemandSent
from faktura.core.document import Document, InterestKind
from faktura.core.errors import Finding, InputError, Refused
from faktura.core.event import Event
from faktura.core.money import Money, total
from faktura.core.party import Party
from faktura.core.receivable import DebtorKind, Receivable, evolve
from faktura.core.receivable.collection import INTEREST
from faktura.core.reminder import InterestRow
from faktura.core.wording import Language, sentence
from faktura.rules.charges import give_back
from faktura.rules.costs import COMPENSATION, DEMAND, FEES, fee_table
from faktura.rules.interest import Interest, interest_between, late_rate
from faktura.rules.law.book import LawBook
from faktura.rules.letter_charges import charged_already, letter_charges
from faktura.rules.wording import collection  # noqa: F401 - registers the sentences
from faktura.rules.wording.figures import amount_in

CONTENTS_LAW: Final = "inkassolagen (1974:182) 5 §"
LICENCE_LAW: Final = "inkassolagen (1974:182) 2 §"


@frozen(kw_only=True)
class SendDemand:
    """A collection demand may be sent now. Matches by position as `SendDemand(fee, interest, pay_by)`.

    Attributes:
        fee: The cost it charges, of `fee_kind`: `demand`, or `compensation` in its place; may be zero.
        interest: What has run and is charged with it; none when there is none, or the policy leaves it.
        pay_by: The last day to pay or object.
    """

    __match_args__ = ("fee", "interest", "pay_by")

    fee: Money
    fee_kind: str = DEMAND
    interest: Interest | None
    pay_by: date

    def explain(self, language: Language = "en") -> str:
        """Return the step in one sentence."""
        return sentence("collection.demand", language, fee=amount_in(self.fee, language), pay_by=self.pay_by)


@frozen(kw_only=True)
class DemandMade:
    """The letter to send, and the events that say it was."""

    demand: DebtCollectionDemand
    events: tuple[Event, ...]
    findings: tuple[Finding, ...] = ()


def earliest_deadline(sent: date, *, law: LawBook, arrived: date | None = None, letter_days: int | None = None) -> date:
    """Return the first day a demand *sent* on a day may set as the last to pay or object.

    At least eight days from sending, and four bank days from when it can be taken to have *arrived*: the
    day given, or after the bank days a letter needs. Over long weekends that is later.
    """
    letter = law.letter_bank_days.at(sent) if letter_days is None else letter_days
    there = arrived or (add_bank_days(sent, letter) if letter else sent)
    eight_days = sent + timedelta(days=law.demand_days.at(sent))
    return next_bank_day(max(eight_days, add_bank_days(there, law.demand_bank_days.at(sent))))


def make_demand(
    receivable: Receivable,
    document: Document,
    step: SendDemand,
    *,
    demand_id: str,
    on: date,
    law: LawBook,
    rests_on: str = "",
    agent: Party | None = None,
    transfer: Transfer | None = None,
    licensed: bool = False,
) -> DemandMade | Refused:
    """Make the letter of *step* and its events, or refuse because something is missing in it.

    Args:
        rests_on: What the debt is for; by default the texts of the document's lines.
        agent: Who collects for the creditor; that, and a bought debt (*transfer*), needs a licence.
        licensed: There is such a licence, or none is needed (a group company, a supervised firm, an advocate).
    """
    events = _events(receivable, step, demand_id=demand_id, on=on, law=law)
    if isinstance(events, Refused):
        return events
    if document.due_date is None:
        raise InputError("dunning.document", number=document.number)
    after = reduce(evolve, events, receivable)
    named = rests_on or ", ".join(dict.fromkeys(line.text for line in document.lines if line.text))
    letter = DebtCollectionDemand(
        id=demand_id,
        on=on,
        pay_by=step.pay_by,
        creditor=document.seller,
        debtor=document.buyer,
        agent=agent,
        document_id=document.id,
        document_number=document.number,
        document_issue_date=document.issue_date,
        document_due_date=document.due_date,
        rests_on=named,
        transfer=transfer,
        original_amount=after.principal,
        paid=after.principal - after.left.principal,
        principal=after.left.principal,
        interest=after.left.interest,
        interest_rows=charged_rows(after, law=law),
        interest_percent=_running_percent(after, law, on),
        costs=cost_rows(after, law=law),
        costs_left=after.left.fees,
        payment=document.payment,
        language=document.language,
    )
    findings = (*missing_in_demand(letter, law=law), *licence(letter, law=law, licensed=licensed))
    if any(finding.severity == "error" for finding in findings):
        return Refused(code="demand.incomplete", law=CONTENTS_LAW, findings=findings)
    return DemandMade(demand=letter, events=events, findings=findings)


def _events(
    receivable: Receivable, step: SendDemand, *, demand_id: str, on: date, law: LawBook
) -> tuple[Event, ...] | Refused:
    if receivable.collection.demand is not None or charged_already(receivable, step.interest):
        return Refused(code="dunning.stale")
    table = fee_table(step.fee_kind, law)
    if step.fee and step.fee > table.at(on):
        return Refused(code="costs.above", law=table.law, facts=(("fee", str(step.fee)), ("most", str(table.at(on)))))
    charges = letter_charges(
        receivable, demand_id, fee=step.fee, kind=step.fee_kind, law=table.law, interest=step.interest, on=on
    )
    return (*charges, DemandSent(receivable_id=receivable.id, demand_id=demand_id, on=on, pay_by=step.pay_by))


def charged_rows(receivable: Receivable, *, law: LawBook) -> tuple[InterestRow, ...]:
    """Return rate, period and principal of all interest charged on the debt, as it is counted now."""
    rows: list[InterestRow] = []
    for charge in receivable.collection.charged(INTEREST):
        if charge.since is not None and charge.until is not None:
            rows += interest_between(receivable, law=law, since=charge.since, until=charge.until).rows()
    return tuple(rows)


def cost_rows(receivable: Receivable, *, law: LawBook) -> tuple[CostRow, ...]:
    """Return each cost charged on the debt."""
    charged = receivable.collection.charged(*FEES, COMPENSATION)
    return tuple(CostRow(kind=one.kind, amount=one.amount, law=fee_table(one.kind, law).law) for one in charged)


def _running_percent(receivable: Receivable, law: LawBook, on: date) -> Decimal | None:
    if receivable.interest is InterestKind.NONE or receivable.debtor is DebtorKind.TAX_AGENCY:
        return None
    return late_rate(receivable.interest, receivable.interest_percent, law=law, on=on).percent


def missing_in_demand(demand: DebtCollectionDemand, *, law: LawBook) -> tuple[Finding, ...]:
    """Return what inkassolagen 5 § asks for and the letter lacks; an empty tuple for a lawful demand."""
    return tuple(_missing(demand, law))


def _missing(demand: DebtCollectionDemand, law: LawBook) -> Iterator[Finding]:
    def lacks(number: str, path: str) -> Finding:
        return Finding(code=f"COL-{number}", path=path, law=CONTENTS_LAW)

    if not demand.creditor.name.strip():
        yield lacks("01", "creditor.name")
    if not demand.rests_on.strip() or not demand.document_number:
        yield lacks("02", "rests_on")
    if demand.transfer is not None and not demand.transfer.original_creditor.name.strip():
        yield lacks("03", "transfer.original_creditor")
    if demand.payment is None or not demand.payment.accounts:
        yield lacks("04", "payment")
    if demand.principal.minor <= 0:
        yield lacks("05", "principal")
    if demand.interest.minor > 0 and not demand.interest_rows:
        yield lacks("06", "interest_rows")
    counted = total((row.amount for row in demand.costs), demand.costs_left.currency)
    if demand.costs_left > counted:
        yield lacks("07", "costs")
    earliest = earliest_deadline(demand.on, law=law, letter_days=0)
    if demand.pay_by < earliest:
        facts = (("pay_by", demand.pay_by.isoformat()), ("earliest", earliest.isoformat()))
        yield attrs.evolve(lacks("08", "pay_by"), facts=facts)


def licence(demand: DebtCollectionDemand, *, law: LawBook, licensed: bool) -> tuple[Finding, ...]:
    """Return the note that others' and bought debts need a licence; none for a creditor's own claim."""
    if licensed or (demand.agent is None and demand.transfer is None):
        return ()
    facts = (("authority", law.licensing_authority.at(demand.on)),)
    return (Finding(code="COL-09", path="agent", severity="warning", law=LICENCE_LAW, facts=facts),)


FEE_STAYS: Final = frozenset({"paid_after", "agreement"})
"""The demand was right when it was sent: its cost is owed though it is recalled."""

FEE_GOES: Final = frozenset({"mistake", "unfounded", "paid_before", "goodwill"})


def recall_demand(receivable: Receivable, *, recall_id: str, on: date, reason: str) -> tuple[Event, ...] | Refused:
    """Withdraw the demand: its fee is given back unless the demand was right when it was sent.

    *reason*: `mistake`, `unfounded`, `paid_before` (the payment was there before the letter was made) or
    `goodwill` give the fee back; `paid_after` (paid on the day the letter was made, or later) and
    `agreement` leave it owed.
    """
    demand = receivable.collection.demand
    if demand is None:
        return Refused(code="demand.none", law=CONTENTS_LAW)
    if reason not in FEE_STAYS | FEE_GOES:
        raise InputError("demand.reason", reason=reason)
    if receivable.collection.application is not None:
        return Refused(code="demand.applied", law="inkassolagen (1974:182) 6 §")
    recalled = DemandRecalled(receivable_id=receivable.id, demand_id=demand.id, on=on, reason=reason)
    if reason in FEE_STAYS:
        return (recalled,)
    fee = give_back(receivable, f"{demand.id}:fee", correction_id=recall_id, on=on, reason="recalled")
    return (recalled,) if isinstance(fee, Refused) else (recalled, fee)
