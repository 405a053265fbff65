"""The payments of an entry (TxDtls), whatever version wrote them."""

from collections.abc import Sequence
from typing import Any, Final

from lxml import etree

from faktura.core.errors import MalformedFile
from faktura.core.money import Money
from faktura.core.opened import opened
from faktura.formats.iso20022.accounts import account_of
from faktura.formats.iso20022.entries import Fields
from faktura.formats.iso20022.layout import AccountSpots, Layouts, PartySpots, Spot, Structured
from faktura.formats.iso20022.records import CREDIT_NOTE, Detail, Party, Remittance
from faktura.formats.xml import child, named, said

_DETAIL: Final = opened(Detail)
_REMITTANCE: Final = opened(Remittance)
_PARTY: Final = opened(Party)
_NOBODY: Final = Party()
_CREDIT_NOTES: Final = frozenset({CREDIT_NOTE, "CRN"})


class DetailReader:
    """Reads the payments of one message."""

    def __init__(self, fields: Fields) -> None:
        """Read with *fields*, which know how errors are told."""
        self._fields = fields
        self._layouts = Layouts()

    def read(self, element: etree._Element, place: str, whole: Money, *, credit: bool) -> Detail:
        """Return the payment *element*, whose path is *place*, of an entry of *whole* in direction *credit*."""
        elements = list(element.iter())
        at, fields = self._layouts.of(elements), self._fields
        made: Any = _DETAIL()
        made.place = place
        made.credit = credit
        if at.direction:
            made.credit = fields.direction(elements[at.direction], f"{place}/CdtDbtInd")
        made.amount = made.original = made.charges = None
        for path, spot in at.amounts:
            _count(made, fields.money(elements[spot], place, path), whole)
        if at.instructed:
            stated = fields.money(elements[at.instructed], place, "AmtDtls/InstdAmt/Amt")
            if stated.minor and stated.currency != whole.currency:
                made.original = stated
        if at.charges:
            made.charges = fields.charges(elements[at.charges], f"{place}/Chrgs", whole.currency)
        made.references = tuple([(name, text) for name, spot in at.references if (text := _text(elements, spot))])
        made.payer = _payer(elements, at.parties, at.payer)
        made.payee = _account(elements, at.payee)
        made.text = tuple([text for spot in at.texts if (text := _text(elements, spot))]) if at.texts else ()
        made.remittances = ()
        if at.structured:
            parts = [self._structured(elements, one, place, n) for n, one in enumerate(at.structured, start=1)]
            made.remittances = tuple([one for part in parts for one in part])
        made.returned = made.information = ""
        if at.returned:
            reasons = [text for spot in at.reasons if (text := _text(elements, spot))]
            made.returned = reasons[0] if reasons else "RtrInf"
        if at.information:
            made.information = _text(elements, at.information)
        made.__class__ = Detail
        closed: Detail = made
        return closed

    def _structured(
        self, elements: Sequence[etree._Element], at: Structured, place: str, number: int
    ) -> list[Remittance]:
        """Return what one Strd says: its reference with the first of its documents, and each further document."""
        stated = {
            kind: self._fields.money(elements[spot], place, f"Strd[{number}]/RfrdDocAmt/{kind}")
            for kind, spot in at.parts
        }
        documents = [(_text(elements, spot), _type(elements, types)) for spot, types in at.documents]
        document, kind = documents[0] if documents else ("", "")
        amount, kind = _part(stated, kind)
        information = tuple([text for spot in at.information if (text := _text(elements, spot))])
        first = _remittance(_text(elements, at.reference) if at.reference else "", document, kind, amount, information)
        return [first, *[_remittance("", number, kind, None, ()) for number, kind in documents[1:]]]


def _text(elements: Sequence[etree._Element], spot: Spot) -> str:
    return (elements[spot].text or "").strip() if spot else ""


def _count(made: Any, stated: Money, whole: Money) -> None:
    """Take *stated* as the amount of the payment, or as the original one when it is of another currency."""
    if not stated.minor:
        return
    if stated.currency == whole.currency:
        made.amount = made.amount or stated
    else:
        made.original = made.original or stated


def _account(elements: Sequence[etree._Element], at: AccountSpots) -> str:
    if not at.any:
        return ""
    number, code, scheme = [_text(elements, spot) for spot in at.other]
    return account_of(_text(elements, at.iban), number, code, scheme, _text(elements, at.member))


def _payer(elements: Sequence[etree._Element], parties: Sequence[PartySpots], at: AccountSpots) -> Party:
    """Return the first of the *parties* that has a name, with the account it paid from."""
    paying = _account(elements, at)
    for party in parties:
        if name := _text(elements, party.name):
            made: Any = _PARTY()
            made.name, made.account = name, paying
            made.organisation_number = _text(elements, party.number)
            made.address = _address(elements, party)
            made.__class__ = Party
            closed: Party = made
            return closed
    return Party(account=paying) if paying else _NOBODY


def _address(elements: Sequence[etree._Element], at: PartySpots) -> tuple[str, ...]:
    if not (at.street or at.town or at.country):
        return tuple([text for spot in at.lines if (text := _text(elements, spot))])
    loose = [_text(elements, spot) for spot in at.lines]
    joined = [" ".join([text for spot in spots if (text := _text(elements, spot))]) for spots in (at.street, at.town)]
    return tuple([line for line in (*loose, *joined, _text(elements, at.country)) if line])


def _type(elements: Sequence[etree._Element], spots: Sequence[Spot]) -> str:
    """Return the type of a document; one in the bank's own words is kept as it stands."""
    kind = next((text for spot in spots if (text := _text(elements, spot))), "")
    return CREDIT_NOTE if kind in _CREDIT_NOTES else kind


def _part(stated: dict[str, Money], kind: str) -> tuple[Money | None, str]:
    """Return what was paid of the document, below zero for a credit note, and its type."""
    paid, credited = stated.get("RmtdAmt"), stated.get("CdtNoteAmt")
    if kind == CREDIT_NOTE or (paid is None and credited is not None):
        taken = credited if credited is not None else paid
        return (-taken if taken is not None else None), kind or CREDIT_NOTE
    return (paid if paid is not None else stated.get("DuePyblAmt")), kind


def _remittance(
    reference: str, document: str, kind: str, amount: Money | None, information: tuple[str, ...]
) -> Remittance:
    made: Any = _REMITTANCE()
    made.reference, made.document, made.document_type = reference, document, kind
    made.amount, made.information = amount, information
    made.__class__ = Remittance
    closed: Remittance = made
    return closed


def brief(fields: Fields, element: etree._Element, currency: str, *, credit: bool) -> int | None:
    """Return the amount of the payment *element* in minor units, below zero when it goes against *credit*.

    None when none is stated in *currency*, or it cannot be read.
    """
    stated = details = None
    for one in element:
        name = named(one.tag)
        if name == "Amt":
            stated = one
        elif name == "CdtDbtInd":
            credit = said(one) == "CRDT"
        elif name == "AmtDtls":
            details = one
            break
        elif name in _AFTER:
            break
    made = None if stated is None else signed(fields, stated, currency, credit=credit)
    if not made and details is not None and (inner := child(details, "TxAmt")) is not None:
        stated = child(inner, "Amt")
        made = None if stated is None else signed(fields, stated, currency, credit=credit)
    return made or None


_AFTER: Final = frozenset({"RltdPties", "RltdAgts", "RmtInf"})
"""What stands after the amounts."""


def signed(fields: Fields, element: etree._Element, currency: str, *, credit: bool) -> int | None:
    """Return the amount in *element*, below zero for a debit; None when it is not of *currency* or cannot be read."""
    if element.get("Ccy", "") != currency:
        return None
    try:
        minor = fields.money(element, "", "Amt").minor
    except MalformedFile:
        return None
    return minor if credit else -minor
