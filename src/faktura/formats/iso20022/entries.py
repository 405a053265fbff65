"""Entries of camt messages, element by element: where .02 and .08 differ, both are read."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, TypeVar

from lxml import etree

from faktura.core.errors import MalformedFile
from faktura.core.money import Money
from faktura.formats.fields import Place
from faktura.formats.iso20022.records import Detail, Entry, Party, Remittance
from faktura.formats.xml import find, findall, line, text

T = TypeVar("T")

_GIRO_SCHEMES: Final = {"BGNR": "bankgiro", "PGNR": "plusgiro", "MOBNB": "swish"}
_PLUSGIROT: Final = frozenset({"9960", "9500"})
_GIRO_IN_REFERENCE: Final = re.compile(r"BG ?([0-9]{7,8})(?![0-9])", re.ASCII)
_COUNT: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
_CREDIT: Final = {"CRDT": True, "DBIT": False}
_YES: Final = frozenset({"true", "1"})
_IDS: Final = ("AcctSvcrRef", "TxId", "AcctSvcrTxId", "InstrId", "EndToEndId", "ClrSysRef", "MsgId", "PmtInfId")
CREDIT_NOTE: Final = "CREN"


class EntryReader:
    """Reads the entries of one message of *format*."""

    def __init__(self, format: str) -> None:
        """Keep the *format* for the errors."""
        self._format = format

    def place(self, element: etree._Element, path: str) -> Place:
        """Return where *path* below *element* stands."""
        return Place(format=self._format, line=line(element), field=path)

    def _read(self, element: etree._Element, path: str, read: Callable[[Place], T]) -> T:
        """Return what *read* makes of the field; its line is looked up only when that fails, for it is slow."""
        try:
            return read(Place(format=self._format, field=path))
        except MalformedFile:
            return read(self.place(element, path))

    def amount(self, element: etree._Element, path: str, name: str) -> Money | None:
        """Return the amount at *path* below *element*, called *name* in errors; None when absent."""
        found = find(element, path)
        if found is None:
            return None
        written, currency = (found.text or "").strip(), str(found.get("Ccy", ""))
        return self._read(found, name, lambda place: place.amount(written, currency))

    def credit(self, element: etree._Element, name: str) -> bool | None:
        """Return whether CdtDbtInd below *element* says money in; None when absent."""
        found = text(element, "CdtDbtInd")
        if found and found not in _CREDIT:
            raise self.place(element, f"{name}/CdtDbtInd").wrong(found, "CRDT or DBIT")
        return _CREDIT.get(found)

    def day(self, element: etree._Element, path: str, name: str) -> date | None:
        """Return the day at *path*, which holds `Dt` or `DtTm`; None when absent."""
        found = text(element, f"{path}/Dt") or text(element, f"{path}/DtTm")
        return self._read(element, f"{name}/{path}", lambda place: place.day(found)) if found else None

    def entry(self, element: etree._Element, place: str, created: str) -> Entry:
        """Return the entry *element*, whose path is *place*, of a message *created* then."""
        amount = self.amount(element, "Amt", f"{place}/Amt")
        credit = self.credit(element, place)
        valued = self.day(element, "ValDt", place)
        booked = self.day(element, "BookgDt", place) or valued
        if booked is None and created:
            booked = self._read(element, "CreDtTm", lambda place: place.day(created))
        if amount is None or credit is None or booked is None:
            missing = "Amt" if amount is None else "CdtDbtInd" if credit is None else "BookgDt"
            raise self.place(element, f"{place}/{missing}").wrong("nothing", "a value")
        announced = text(element, "NtryDtls/Btch/NbOfTxs")
        if announced and not _COUNT.fullmatch(announced):
            raise self.place(element, f"{place}/NtryDtls/Btch/NbOfTxs").wrong(announced, "a number")
        found = findall(element, "NtryDtls/TxDtls")
        return Entry(
            reference=text(element, "NtryRef"),
            service_reference=text(element, "AcctSvcrRef"),
            amount=amount,
            credit=credit,
            reversal=text(element, "RvslInd") in _YES,
            status=text(element, "Sts/Cd") or text(element, "Sts/Prtry") or text(element, "Sts"),
            booked_on=booked,
            valued_on=valued,
            announced=int(announced) if announced else None,
            details=tuple(
                self._detail(one, f"{place}/TxDtls[{number}]", amount, credit)
                for number, one in enumerate(found, start=1)
            ),
            information=text(element, "AddtlNtryInf"),
            place=place,
        )

    def _detail(self, element: etree._Element, place: str, whole: Money, credit: bool) -> Detail:
        named = [self.amount(element, path, f"{place}/{path}") for path in ("Amt", "AmtDtls/TxAmt/Amt")]
        instructed = self.amount(element, "AmtDtls/InstdAmt/Amt", f"{place}/AmtDtls/InstdAmt/Amt")
        own = next((one for one in named if one and one.currency == whole.currency), None)
        others = [one for one in (instructed, *named) if one and one.currency != whole.currency]
        direction = self.credit(element, place)
        return Detail(
            amount=own,
            credit=credit if direction is None else direction,
            original=others[0] if others else None,
            references=tuple((name, found) for name in _IDS if (found := text(element, f"Refs/{name}"))),
            payer=self._payer(element),
            payee=account(find(element, "RltdPties/CdtrAcct"), _member(element, "CdtrAgt")),
            remittances=tuple(
                self._remittance(one, f"{place}/Strd[{number}]")
                for number, one in enumerate(findall(element, "RmtInf/Strd"), start=1)
            ),
            text=tuple(t for one in findall(element, "RmtInf/Ustrd") if (t := (one.text or "").strip())),
            place=place,
        )

    def _payer(self, element: etree._Element) -> Party:
        paying = account(find(element, "RltdPties/DbtrAcct"), _member(element, "DbtrAgt"))
        for role in ("RltdPties/Dbtr", "RltdPties/UltmtDbtr"):
            found = find(element, role)
            if found is None:
                continue
            inner = find(found, "Pty")
            party = found if inner is None else inner
            if name := text(party, "Nm"):
                return Party(
                    name=name,
                    account=paying,
                    organisation_number=text(party, "Id/OrgId/Othr/Id"),
                    address=_address(find(party, "PstlAdr")),
                )
        return Party(account=paying)

    def _remittance(self, element: etree._Element, place: str) -> Remittance:
        kind = text(element, "RfrdDocInf/Tp/CdOrPrtry/Cd") or text(element, "RfrdDocInf/Tp/CdOrPrtry/Prtry")
        paid = self.amount(element, "RfrdDocAmt/RmtdAmt", f"{place}/RfrdDocAmt/RmtdAmt")
        credited = self.amount(element, "RfrdDocAmt/CdtNoteAmt", f"{place}/RfrdDocAmt/CdtNoteAmt")
        if kind == CREDIT_NOTE or (paid is None and credited is not None):
            kind = kind or CREDIT_NOTE
            taken = credited if credited is not None else paid
            amount = -taken if taken is not None else None
        else:
            amount = paid
        return Remittance(
            reference=text(element, "CdtrRefInf/Ref"),
            document=text(element, "RfrdDocInf/Nb"),
            document_type=kind,
            amount=amount,
            information=tuple(found for one in findall(element, "AddtlRmtInf") if (found := (one.text or "").strip())),
        )


def account(element: etree._Element | None, member: str = "") -> str:
    """Return the account *element* as text of kind and number; *member* is its bank's clearing number.

    A bare BBAN is a plusgiro number only where the clearing number says Plusgirot (9960, 9500); a
    clearing number makes it a Swedish bank account.
    """
    if element is None:
        return ""
    if iban := text(element, "Id/IBAN"):
        return f"iban:{iban.replace(' ', '').upper()}"
    number = text(element, "Id/Othr/Id")
    if not number:
        return ""
    scheme = text(element, "Id/Othr/SchmeNm/Prtry")
    if scheme in _GIRO_SCHEMES:
        return f"{_GIRO_SCHEMES[scheme]}:{number}"
    if text(element, "Id/Othr/SchmeNm/Cd") == "BBAN":
        kind = "plusgiro" if member in _PLUSGIROT else "account" if member else "bban"
        return f"{kind}:{member if kind == 'account' else ''}{number}"
    return f"other:{number}"


def giro_in(reference: str) -> str:
    """Return the payee's bankgiro where a bank gives it only in the reference of the entry.

    >>> giro_in("BG9912346-00074"), giro_in("SWISH-1")
    ('bankgiro:9912346', '')
    """
    found = _GIRO_IN_REFERENCE.match(reference)
    return f"bankgiro:{found[1]}" if found else ""


def _member(element: etree._Element, agent: str) -> str:
    return text(element, f"RltdAgts/{agent}/FinInstnId/ClrSysMmbId/MmbId")


def _address(element: etree._Element | None) -> tuple[str, ...]:
    if element is None:
        return ()
    street = " ".join(part for name in ("StrtNm", "BldgNb") if (part := text(element, name)))
    town = " ".join(part for name in ("PstCd", "TwnNm") if (part := text(element, name)))
    loose = [(one.text or "").strip() for one in findall(element, "AdrLine")]
    return tuple(part for part in (*loose, street, town, text(element, "Ctry")) if part)


def unknown_message(format: str, found: str) -> MalformedFile:
    """Return the error that the document is no credit notification and no statement."""
    return MalformedFile(
        format=format, field="Document", found=found, expected="BkToCstmrDbtCdtNtfctn or BkToCstmrStmt"
    )
