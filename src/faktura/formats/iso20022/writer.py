"""camt.054.001.08 written from records, for tests and simulated banks.

The same records give the same bytes; what cannot be said in the schema is refused.
"""

from typing import Final

import attrs
from lxml import etree

from faktura.core.check_digit import is_digits
from faktura.core.errors import NotExpressible
from faktura.core.money import Money
from faktura.formats.iso20022.records import CREDIT_NOTE, CamtFile, Detail, Entry, Party, Remittance, Report

_FORMAT: Final = "camt.054"
_VERSION: Final = "001.08"
_NAMESPACE: Final = f"urn:iso:std:iso:20022:tech:xsd:{_FORMAT}.{_VERSION}"
_SCHEMES: Final = {"bankgiro": "BGNR", "plusgiro": "PGNR", "swish": "MOBNB"}
_DOCUMENT_CODES: Final = frozenset(
    {
        "MSIN",
        "CNFA",
        "DNFA",
        "CINV",
        "CREN",
        "DEBN",
        "HIRI",
        "SBIN",
        "CMCN",
        "SOAC",
        "DISP",
        "BOLD",
        "VCHR",
        "AROI",
        "TSUT",
        "PUOR",
    }
)
_REFS: Final = ("MsgId", "AcctSvcrRef", "PmtInfId", "InstrId", "EndToEndId", "TxId", "ClrSysRef", "AcctSvcrTxId")
_IDENTIFIER: Final = 35
_ACCOUNT: Final = 34
_TEXT: Final = 140
_LINE: Final = 70
_INFORMATION: Final = 500
_MOST_LINES: Final = 7
_CLEARING: Final = 4
_CODE: Final = 4
_CODES: Final = ("Cd", "Fmly/Cd", "Fmly/SubFmlyCd")


def carried(file: CamtFile) -> CamtFile:
    """Return what of *file* a camt.054.001.08 message can hold: all but the balances of a statement."""
    return attrs.evolve(
        file,
        format=_FORMAT,
        version=_VERSION,
        findings=(),
        reports=tuple(
            attrs.evolve(report, balances=(), entries=tuple(map(_coded, report.entries))) for report in file.reports
        ),
    )


def _coded(entry: Entry) -> Entry:
    """Return *entry* with the kind of booking that stands where none is given."""
    return entry if entry.code else attrs.evolve(entry, code="PMNT/RCDT/OTHR" if entry.credit else "PMNT/ICDT/OTHR")


def write(file: CamtFile) -> bytes:
    """Return *file* as camt.054.001.08, valid by its schema, the same bytes each time.

    Raises:
        NotExpressible: A text is empty where one is needed, too long, or has blanks round it.
    """
    root = etree.Element(f"{{{_NAMESPACE}}}Document", nsmap={None: _NAMESPACE})  # type: ignore[dict-item]
    message = _add(root, "BkToCstmrDbtCdtNtfctn")
    header = _add(message, "GrpHdr")
    _text(header, "MsgId", file.message_id, _IDENTIFIER)
    _text(header, "CreDtTm", file.created, _IDENTIFIER)
    for report in file.reports:
        _report(_add(message, "Ntfctn"), report)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _add(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}")


def _under(parent: etree._Element, path: str) -> etree._Element:
    for name in path.split("/"):
        parent = _add(parent, name)
    return parent


def _text(parent: etree._Element, path: str, value: str, most: int) -> None:
    """Write *value* at *path*, at most so many characters, none of them blanks at the ends."""
    wrong = NotExpressible(format=_FORMAT, rule=f"{path}, 1 to {most} characters", what=f"{len(value)} characters")
    if not 1 <= len(value) <= most or value != value.strip():
        raise wrong
    try:
        _under(parent, path).text = value
    except ValueError:  # a character XML cannot hold
        raise wrong from None


def _optional(parent: etree._Element, path: str, value: str, most: int) -> None:
    if value:
        _text(parent, path, value, most)


def _money(parent: etree._Element, path: str, amount: Money) -> None:
    if amount.minor < 0:
        raise NotExpressible(format=_FORMAT, rule=path, what="a negative amount")
    element = _under(parent, path)
    element.text = f"{amount.major:f}"
    element.set("Ccy", amount.currency)


def _direction(parent: etree._Element, credit: bool) -> None:
    _add(parent, "CdtDbtInd").text = "CRDT" if credit else "DBIT"


def _account(parent: etree._Element, name: str, account: str) -> None:
    """Write an account of kind and number; a bank account's clearing number goes to its agent."""
    if not account:
        return
    kind, _, number = account.partition(":")
    identity = _under(parent, f"{name}/Id")
    if kind == "iban":
        _text(identity, "IBAN", number, _ACCOUNT)
        return
    other = _add(identity, "Othr")
    if kind == "account":
        number = number[_CLEARING:]
    _text(other, "Id", number, _ACCOUNT)
    if kind in _SCHEMES:
        _text(other, "SchmeNm/Prtry", _SCHEMES[kind], _IDENTIFIER)
    elif kind in {"bban", "account"}:
        _text(other, "SchmeNm/Cd", "BBAN", _CLEARING)
    elif kind != "other":
        raise NotExpressible(format=_FORMAT, rule=name, what=f"an account of kind {kind!r}")


def _report(parent: etree._Element, report: Report) -> None:
    if report.account.startswith("account:"):
        raise NotExpressible(format=_FORMAT, rule="Ntfctn/Acct", what="a clearing number of its own")
    _text(parent, "Id", report.id, _IDENTIFIER)
    _account(parent, "Acct", report.account)
    own = parent.find("{*}Acct")
    if own is None:
        raise NotExpressible(format=_FORMAT, rule="Ntfctn/Acct", what="a report without an account")
    _optional(own, "Ccy", report.currency, 3)
    for entry in report.entries:
        _entry(_add(parent, "Ntry"), entry)


def _entry(parent: etree._Element, entry: Entry) -> None:
    _optional(parent, "NtryRef", entry.reference, _IDENTIFIER)
    _money(parent, "Amt", entry.amount)
    _direction(parent, entry.credit)
    if entry.reversal:
        _add(parent, "RvslInd").text = "true"
    _text(parent, "Sts/Cd", entry.status, 4)
    _under(parent, "BookgDt/Dt").text = f"{entry.booked_on:%Y-%m-%d}"
    if entry.valued_on is not None:
        _under(parent, "ValDt/Dt").text = f"{entry.valued_on:%Y-%m-%d}"
    _optional(parent, "AcctSvcrRef", entry.service_reference, _IDENTIFIER)
    parts = _coded(entry).code.split("/")
    if len(parts) != len(_CODES):
        raise NotExpressible(format=_FORMAT, rule="BkTxCd/Domn, three codes", what=f"{len(parts)} codes")
    domain = _under(parent, "BkTxCd/Domn")
    for path, part in zip(_CODES, parts, strict=True):
        _into(domain, path, part)
    if entry.charges is not None:
        _charges(parent, entry.charges)
    if entry.details or entry.announced is not None:
        details = _add(parent, "NtryDtls")
        if entry.announced is not None:
            _text(details, "Btch/NbOfTxs", str(entry.announced), 15)
        for detail in entry.details:
            _detail(_add(details, "TxDtls"), detail)
    _optional(parent, "AddtlNtryInf", entry.information, _INFORMATION)


def _into(parent: etree._Element, path: str, value: str) -> None:
    """Write a code of four at *path*, in the elements that are there."""
    *steps, last = path.split("/")
    for name in steps:
        found = parent.find(f"{{*}}{name}")
        parent = _add(parent, name) if found is None else found
    _text(parent, last, value, _CODE)


def _charges(parent: etree._Element, amount: Money) -> None:
    record = _under(parent, "Chrgs/Rcrd")
    _money(record, "Amt", abs(amount))
    _direction(record, amount.minor < 0)


def _detail(parent: etree._Element, detail: Detail) -> None:
    if detail.references:
        known = dict(detail.references)
        if not known.keys() <= set(_REFS):
            raise NotExpressible(format=_FORMAT, rule="TxDtls/Refs", what="an unknown kind of reference")
        references = _add(parent, "Refs")
        for kind in _REFS:
            _optional(references, kind, known.get(kind, ""), _IDENTIFIER)
    if detail.amount is not None:
        _money(parent, "Amt", detail.amount)
    _direction(parent, detail.credit)
    if detail.original is not None:
        _money(parent, "AmtDtls/InstdAmt/Amt", detail.original)
    if detail.charges is not None:
        _charges(parent, detail.charges)
    _parties(parent, detail)
    if detail.text or detail.remittances:
        remittance = _add(parent, "RmtInf")
        for line in detail.text:
            _text(remittance, "Ustrd", line, _TEXT)
        for one in detail.remittances:
            _remittance(_add(remittance, "Strd"), one)
    if detail.returned:
        _text(parent, "RtrInf/Rsn/Prtry", detail.returned, _IDENTIFIER)
    _optional(parent, "AddtlTxInf", detail.information, _INFORMATION)


def _parties(parent: etree._Element, detail: Detail) -> None:
    payer = detail.payer
    if payer != Party() or detail.payee:
        parties = _add(parent, "RltdPties")
        if payer.name:
            _payer(_under(parties, "Dbtr/Pty"), payer)
        elif payer.address or payer.organisation_number:
            raise NotExpressible(format=_FORMAT, rule="Dbtr/Pty", what="a payer without a name")
        _account(parties, "DbtrAcct", payer.account)
        _account(parties, "CdtrAcct", detail.payee)
    members = (("DbtrAgt", payer.account), ("CdtrAgt", detail.payee))
    clearing = [(agent, held[8 : 8 + _CLEARING]) for agent, held in members if held.startswith("account:")]
    agents = _add(parent, "RltdAgts") if clearing else parent
    for agent, member in clearing:
        _text(agents, f"{agent}/FinInstnId/ClrSysMmbId/MmbId", member, _IDENTIFIER)


def _payer(parent: etree._Element, payer: Party) -> None:
    _text(parent, "Nm", payer.name, _TEXT)
    if payer.address:
        if len(payer.address) > _MOST_LINES:
            raise NotExpressible(format=_FORMAT, rule="PstlAdr, 7 lines", what="a longer address")
        address = _add(parent, "PstlAdr")
        for line in payer.address:
            _text(address, "AdrLine", line, _LINE)
    _optional(parent, "Id/OrgId/Othr/Id", payer.organisation_number, _IDENTIFIER)


def _remittance(parent: etree._Element, one: Remittance) -> None:
    negative = one.amount is not None and one.amount.minor < 0
    credits = one.document_type == CREDIT_NOTE
    if (negative and not one.document_type) or (credits and one.amount and not negative):
        raise NotExpressible(format=_FORMAT, rule="RfrdDocAmt", what="a sign against the document's type")
    if one.document or one.document_type:
        document = _add(parent, "RfrdDocInf")
        if one.document_type:
            name = "Cd" if one.document_type in _DOCUMENT_CODES else "Prtry"
            _text(document, f"Tp/CdOrPrtry/{name}", one.document_type, _IDENTIFIER)
        _optional(document, "Nb", one.document, _IDENTIFIER)
    if one.amount is not None:
        noted = negative or credits
        _money(parent, f"RfrdDocAmt/{'CdtNoteAmt' if noted else 'RmtdAmt'}", abs(one.amount))
    if one.reference:
        creditor = _add(parent, "CdtrRefInf")
        if is_digits(one.reference):
            _text(creditor, "Tp/CdOrPrtry/Cd", "SCOR", 4)
        _text(creditor, "Ref", one.reference, _IDENTIFIER)
    for line in one.information:
        _text(parent, "AddtlRmtInf", line, _TEXT)
