"""Mandates (autogiromedgivanden): whether one lets money be withdrawn, and which notices belong to which mandate.

>>> from faktura.core.mandate import MandateNotice, NoticeKind
>>> notice = MandateNotice(id="1", payee="bankgiro:9912346", payer_number="101", kind=NoticeKind.REFUSED,
...                        on=date(2026, 11, 2))
>>> (mandate,) = mandates((notice,))
>>> print(hindrance(mandate, payee="bankgiro:9912346").explain())
the mandate was refused on 2026-11-02; ask the payer for a new one
"""

from collections.abc import Iterable
from datetime import date

from faktura.core.errors import Refused
from faktura.core.mandate import Mandate, MandateNotice, evolve_mandate
from faktura.rules.wording import withdrawals  # noqa: F401 - registers the sentences


def mandates(notices: Iterable[MandateNotice], *, until: date | None = None) -> tuple[Mandate, ...]:
    """Return every mandate that *notices* are about, as it stands after them, in the order first spoken of.

    The notices of one mandate are folded in the order they are given; those after the day *until* are left out.
    """
    found: dict[tuple[str, str], Mandate] = {}
    for notice in notices:
        key = (notice.payee, notice.payer_number)
        if until is None or notice.on <= until:
            found[key] = evolve_mandate(found.get(key), notice)
    return tuple(found.values())


def hindrance(mandate: Mandate | None, *, payee: str) -> Refused | None:
    """Return why nothing may be withdrawn to the account *payee*, or none when *mandate* is active and for it."""
    if mandate is None:
        return Refused(code="withdrawal.no_mandate")
    if mandate.payee != payee:
        return Refused(code="withdrawal.other_payee")
    if not mandate.active:
        since = mandate.since.isoformat()
        return Refused(code=f"withdrawal.mandate_{mandate.state}", facts=(("since", since),))
    return None
