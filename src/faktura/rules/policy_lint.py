"""A linter for policies: what in a host's terms, reminders and collection would be unlawful, or is unusual.

An `error` breaks the act named in it: the rules would refuse the step or cut it down. A `warning` is lawful but
unusual, or rests on practice.

>>> from faktura.core.money import sek
>>> from faktura.rules.law.book import SWEDEN
>>> terms = PaymentTerms(days=45, reminder_fee=sek(75))
>>> for finding in lint_policy(terms, ReminderPolicy(), debtor=DebtorKind.COMPANY, law=SWEDEN, on=date(2026, 5, 1)):
...     print(finding.severity, finding.code, finding.path, finding.law)
error POL-01 terms.reminder_fee lag (1981:739) 2-4 §§
warning POL-09 terms.days räntelagen (1975:635) 2 a §
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from faktura.core.collection import CollectionPolicy
from faktura.core.document import PaymentTerms
from faktura.core.errors import Finding, Severity
from faktura.core.receivable import COSTS_FIRST, DebtorKind, Part
from faktura.core.sender import ReminderPolicy
from faktura.rules.interest_terms import VOID_LAW, lawful_interest
from faktura.rules.law.book import LawBook
from faktura.rules.wording import policies  # noqa: F401 - registers the sentences

_COSTS: Final = "lag (1981:739) 1, 3 §§"
_LONG: Final[dict[DebtorKind, tuple[str, Severity]]] = {
    DebtorKind.PUBLIC_AUTHORITY: ("08", "error"),  # never longer
    DebtorKind.COMPANY: ("09", "warning"),  # if the creditor has accepted it
}
_MANY: Final = 3


def lint_policy(
    terms: PaymentTerms,
    reminders: ReminderPolicy,
    collection: CollectionPolicy | None = None,
    *,
    debtor: DebtorKind,
    law: LawBook,
    on: date,
    order: tuple[Part, ...] = COSTS_FIRST,
) -> tuple[Finding, ...]:
    """Return what is unlawful or unusual towards a *debtor* of that kind *on* the day, errors first.

    Raises:
        LawNotKnown: A limit is not known for the day.
    """
    found = [*_terms(terms, debtor, law, on), *_reminders(terms, reminders, law, on)]
    if collection is not None:
        found += _collection(collection, reminders, debtor, law, on)
    if order != COSTS_FIRST:
        found.append(_finding("12", "settlement_order", "warning", "handelsbalken 9 kap. 5 §"))
    return tuple(sorted(found, key=lambda finding: finding.severity != "error"))


def _finding(number: str, path: str, severity: Severity, law: str, **facts: object) -> Finding:
    told = tuple((name, str(value)) for name, value in facts.items())
    return Finding(code=f"POL-{number}", path=path, severity=severity, law=law, facts=told)


def _terms(terms: PaymentTerms, debtor: DebtorKind, law: LawBook, on: date) -> Iterator[Finding]:
    fee = terms.reminder_fee
    cap = law.reminder_fee.at(on)
    if fee is not None and fee.currency == cap.currency and fee > cap:
        yield _finding("01", "terms.reminder_fee", "error", law.reminder_fee.law, fee=fee, most=cap)
    if debtor in _LONG:
        most = law.longest_term.at(on)
        if terms.days > most:
            number, severity = _LONG[debtor]
            yield _finding(number, "terms.days", severity, law.longest_term.law, days=terms.days, most=most)
        held = lawful_interest(
            terms.interest, terms.interest_percent, debtor=debtor, creditor_chose=False, law=law, on=on
        )
        if held.findings:
            yield _finding("10", "terms.interest", "warning", VOID_LAW)


def _reminders(terms: PaymentTerms, reminders: ReminderPolicy, law: LawBook, on: date) -> Iterator[Finding]:
    if terms.reminder_fee is not None and reminders.charged > 1:
        yield _finding("02", "reminders.charged", "warning", _COSTS, charged=reminders.charged)
    if reminders.days_after_due < 1:
        yield _finding("03", "reminders.days_after_due", "warning", "räntelagen (1975:635) 3 §")
    if reminders.pay_within < law.demand_days.at(on):
        yield _finding("04", "reminders.pay_within", "warning", law.demand_days.law, days=reminders.pay_within)
    if reminders.most > _MANY:
        yield _finding("05", "reminders.most", "warning", _COSTS, most=reminders.most)


def _collection(
    collection: CollectionPolicy, reminders: ReminderPolicy, debtor: DebtorKind, law: LawBook, on: date
) -> Iterator[Finding]:
    least = law.demand_days.at(on)
    if collection.pay_within < least:
        yield _finding(
            "06", "collection.pay_within", "error", law.demand_days.law, days=collection.pay_within, least=least
        )
    letter = law.letter_bank_days.at(on)
    if collection.letter_bank_days is not None and collection.letter_bank_days < letter:
        yield _finding(
            "07",
            "collection.letter_bank_days",
            "warning",
            law.demand_bank_days.law,
            days=collection.letter_bank_days,
            usual=letter,
        )
    if collection.reminders_first > reminders.most:
        yield _finding(
            "11",
            "collection.reminders_first",
            "error",
            "",
            first=collection.reminders_first,
            most=reminders.most,
        )
    if collection.compensation and debtor is DebtorKind.CONSUMER:
        yield _finding("13", "collection.compensation", "error", law.late_compensation.law)
