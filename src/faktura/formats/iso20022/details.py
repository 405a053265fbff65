"""The payments of an entry (TxDtls): one walk over their elements, whatever version wrote them."""

from typing import Any, Final

from lxml import etree

from faktura.core.errors import MalformedFile
from faktura.core.money import Money
from faktura.core.opened import new, opened
from faktura.formats.iso20022.accounts import account
from faktura.formats.iso20022.entries import Fields
from faktura.formats.iso20022.records import Detail, Party, Remittance
from faktura.formats.xml import child, leaf, named, said

_DETAIL: Final = opened(Detail)
_REMITTANCE: Final = opened(Remittance)
_PARTY: Final = opened(Party)
_NOBODY: Final = Party()
_IDS: Final = ("AcctSvcrRef", "TxId", "AcctSvcrTxId", "InstrId", "EndToEndId", "ClrSysRef", "MsgId", "PmtInfId")
_IS_ID: Final = frozenset(_IDS)
OWN_IDS: Final = frozenset({"AcctSvcrRef", "TxId", "AcctSvcrTxId"})
"""The ids that the account's own bank gives a payment."""

CREDIT_NOTE: Final = "CREN"
_CREDIT_NOTES: Final = frozenset({CREDIT_NOTE, "CRN"})


def read_detail(fields: Fields, element: etree._Element, place: str, whole: Money, *, credit: bool) -> Detail:
    """Return the payment *element*, whose path is *place*, of an entry of *whole* in direction *credit*."""
    made: Any = new(_DETAIL)
    made.credit, made.amount, made.original, made.charges = credit, None, None, None
    made.references, made.remittances, made.text = (), (), ()
    made.payer, made.payee, made.returned, made.information = _NOBODY, "", "", ""
    made.place = place
    parties: dict[str, etree._Element] = {}
    for one in element:
        name = named(one.tag)
        if name == "Refs":
            made.references = _references(one)
        elif name == "Amt":
            _amount(made, fields.money(one, f"{place}/Amt"), whole)
        elif name == "CdtDbtInd":
            made.credit = fields.direction(one, f"{place}/CdtDbtInd")
        elif name == "AmtDtls":
            _amounts(made, fields, one, f"{place}/AmtDtls", whole)
        elif name == "Chrgs":
            made.charges = fields.charges(one, f"{place}/Chrgs", whole.currency)
        elif name in {"RltdPties", "RltdAgts"}:
            parties[name] = one
        elif name == "RmtInf":
            _remittance_information(made, fields, one, place)
        elif name == "RtrInf":
            made.returned = leaf(one, "Rsn", "Cd") or leaf(one, "Rsn", "Prtry") or name
        elif name == "AddtlTxInf":
            made.information = said(one)
    if parties:
        _parties(made, parties.get("RltdPties"), parties.get("RltdAgts"))
    made.__class__ = Detail
    closed: Detail = made
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
    made = None if stated is None else signed(fields, stated, currency, credit=credit)
    if not made and details is not None and (inner := child(details, "TxAmt")) is not None:
        stated = child(inner, "Amt")
        made = None if stated is None else signed(fields, stated, currency, credit=credit)
    return made or None


def signed(fields: Fields, element: etree._Element, currency: str, *, credit: bool) -> int | None:
    """Return the amount in *element*, below zero for a debit; None when it is not of *currency* or cannot be read."""
    if element.get("Ccy", "") != currency:
        return None
    try:
        minor = fields.money(element, "Amt").minor
    except MalformedFile:
        return None
    return minor if credit else -minor


def _references(element: etree._Element) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for one in element:
        name = named(one.tag)
        if name in _IS_ID and name not in found and (value := (one.text or "").strip()):
            found[name] = value
    return tuple([(name, found[name]) for name in _IDS if name in found])


def _amount(made: Any, stated: Money, whole: Money) -> None:
    """Take *stated* as the amount of the payment, or as the original one when it is of another currency."""
    if not stated.minor:
        return
    if stated.currency == whole.currency:
        made.amount = made.amount or stated
    else:
        made.original = made.original or stated


def _amounts(made: Any, fields: Fields, element: etree._Element, place: str, whole: Money) -> None:
    instructed = fields.amount(element, ("InstdAmt", "Amt"), f"{place}/InstdAmt/Amt")
    if instructed is not None and instructed.minor and instructed.currency != whole.currency:
        made.original = instructed
    stated = fields.amount(element, ("TxAmt", "Amt"), f"{place}/TxAmt/Amt")
    if stated is not None:
        _amount(made, stated, whole)


def _parties(made: Any, parties: etree._Element | None, agents: etree._Element | None) -> None:
    """Read who paid, from and to which account; the agents' clearing numbers say what kind of account it is."""
    found: dict[str, etree._Element] = {}
    for one in parties if parties is not None else ():
        found.setdefault(named(one.tag), one)
    paying = account(found.get("DbtrAcct"), _member(agents, "DbtrAgt"))
    made.payee = account(found.get("CdtrAcct"), _member(agents, "CdtrAgt"))
    for role in ("Dbtr", "UltmtDbtr"):
        if role in found and (party := _party(found[role], paying)):
            made.payer = party
            return
    if paying:
        made.payer = Party(account=paying)


def _member(agents: etree._Element | None, agent: str) -> str:
    return "" if agents is None else leaf(agents, agent, "FinInstnId", "ClrSysMmbId", "MmbId")


def _party(element: etree._Element, paying: str) -> Party | None:
    """Return the party *element* with its name, or None when it has none."""
    inner = child(element, "Pty")
    if inner is not None:
        element = inner
    elif (agent := child(element, "Agt")) is not None and (bank := child(agent, "FinInstnId")) is not None:
        element = bank
    name = number = ""
    address: tuple[str, ...] = ()
    for one in element:
        match named(one.tag):
            case "Nm":
                name = name or said(one)
            case "Id":
                number = leaf(one, "OrgId", "Othr", "Id")
            case "PstlAdr":
                address = _address(one)
    if not name:
        return None
    made: Any = new(_PARTY)
    made.name, made.account, made.organisation_number, made.address = name, paying, number, address
    made.__class__ = Party
    closed: Party = made
    return closed


def _address(element: etree._Element) -> tuple[str, ...]:
    loose = []
    found: dict[str, str] = {}
    for one in element:
        name, value = named(one.tag), (one.text or "").strip()
        if name == "AdrLine":
            loose.append(value)
        else:
            found.setdefault(name, value)
    street = " ".join([part for name in ("StrtNm", "BldgNb") if (part := found.get(name))]) if found else ""
    town = " ".join([part for name in ("PstCd", "TwnNm") if (part := found.get(name))]) if found else ""
    return tuple([part for part in (*loose, street, town, found.get("Ctry")) if part])


def _remittance_information(made: Any, fields: Fields, element: etree._Element, place: str) -> None:
    texts, structured = [], []
    for one in element:
        name = named(one.tag)
        if name == "Ustrd":
            if written := (one.text or "").strip():
                texts.append(written)
        elif name == "Strd":
            number = len(made.remittances) + len(structured) + 1
            structured += _remittances(fields, one, f"{place}/Strd[{number}]")
    made.text += tuple(texts)
    made.remittances += tuple(structured)


def _remittances(fields: Fields, element: etree._Element, place: str) -> list[Remittance]:
    """Return what one Strd says: its reference with the first of its documents, and each further document."""
    reference = ""
    documents: list[tuple[str, str]] = []
    information: list[str] = []
    stated: dict[str, Money] = {}
    for one in element:
        name = named(one.tag)
        if name == "CdtrRefInf":
            reference = reference or leaf(one, "Ref")
        elif name == "RfrdDocInf":
            documents.append(_document(one))
        elif name == "RfrdDocAmt":
            for part in one:
                if (kind := named(part.tag)) in _PARTS and kind not in stated:
                    stated[kind] = fields.money(part, f"{place}/RfrdDocAmt/{kind}")
        elif name == "AddtlRmtInf" and (written := said(one)):
            information.append(written)
    number, kind = documents[0] if documents else ("", "")
    amount, kind = _part(stated, kind)
    made = [_remittance(reference, number, kind, amount, tuple(information))]
    return made + [_remittance("", number, kind, None, ()) for number, kind in documents[1:]]


_PARTS: Final = frozenset({"RmtdAmt", "CdtNoteAmt", "DuePyblAmt"})


def _document(element: etree._Element) -> tuple[str, str]:
    """Return the number and the type of a document; a type in the bank's own words is kept as it stands."""
    kind = leaf(element, "Tp", "CdOrPrtry", "Cd") or leaf(element, "Tp", "CdOrPrtry", "Prtry")
    return leaf(element, "Nb"), CREDIT_NOTE if kind in _CREDIT_NOTES else kind


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
    made: Any = new(_REMITTANCE)
    made.reference, made.document, made.document_type = reference, document, kind
    made.amount, made.information = amount, information
    made.__class__ = Remittance
    closed: Remittance = made
    return closed
