"""The next step of collection: reminders first, then the demand, then the order to pay, or a reason to wait.

`next_collection_step` goes on where `rules.dunning.next_step` ends. Consumers and businesses go the same way with
other costs: compensation in place of fees is for businesses and public bodies alone. An objection, a pause or a
plan that is kept holds every step back; a postponement moves the next step, never the due date.

>>> from faktura.core.money import sek
>>> from faktura.core.receivable import DebtorKind
>>> from faktura.rules.law.book import SWEDEN
>>> claim = Receivable.opened(id="F1", principal=sek("12500"), due=date(2026, 3, 2), debtor=DebtorKind.COMPANY)
>>> policy = CollectionPolicy(reminders_first=0)
>>> match next_collection_step(claim, ReminderPolicy(), policy, law=SWEDEN, on=date(2026, 3, 9)):
...     case SendDemand(fee, interest, pay_by): print(fee, interest.amount, pay_by)
180.00 SEK 23.97 SEK 2026-03-19
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from faktura.core.calendar import next_bank_day
from faktura.core.collection import CollectionPolicy
from faktura.core.collection_event import DisputeClosed
from faktura.core.errors import Refused
from faktura.core.event import Event
from faktura.core.money import Money
from faktura.core.receivable import DebtorKind, DunningStage, Receivable
from faktura.core.sender import ReminderPolicy
from faktura.rules.costs import COMPENSATION, DEMAND, charge_compensation, fee_to_charge
from faktura.rules.demand import SendDemand, earliest_deadline
from faktura.rules.dunning import DISPUTE_LAW, Remind, Wait, next_step
from faktura.rules.instalments import plan_standing
from faktura.rules.interest import accrued_interest
from faktura.rules.law.book import LawBook
from faktura.rules.limitation import limitation
from faktura.rules.wording import collection  # noqa: F401 - registers the sentences
