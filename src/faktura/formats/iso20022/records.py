"""What a camt.053 or camt.054 message holds, as far as invoicing needs it; versions .02, .04 and .08 alike.

Accounts are texts of kind and number, such as `bankgiro:9912346`, `iban:SE45...`, `swish:1231181189`;
`bban:` and `other:` stand for numbers whose kind the message does not tell.
"""

from datetime import date
from typing import Final, Literal

from attrs import field, frozen

from faktura.core.errors import Finding
from faktura.core.money import Money

CamtFormat = Literal["camt.053", "camt.054"]

CREDIT_NOTE: Final = "CREN"
"""Document type: a credit note."""

OWN_IDS: Final = frozenset({"AcctSvcrRef", "TxId", "AcctSvcrTxId"})
"""The ids that the account's own bank gives a payment."""

BOOKED: Final = "BOOK"
"""Entry status: on the account; anything else may still change."""

NOT_PROVIDED: Final = "NOTPROVIDED"
"""What banks write where an id is demanded and none exists."""


@frozen(kw_only=True)
class Remittance:
    """One structured reference (RmtInf/Strd): a creditor reference, a document, or both.

    Attributes:
        reference: CdtrRefInf/Ref, the OCR number; not an ISO 11649 number despite its code SCOR.
        document: RfrdDocInf/Nb, the number of an invoice or credit note.
        document_type: `CINV` invoice, `CREN` credit note, or another code; empty when left out.
        amount: What was paid of it, negative for a credit note; none when the message does not say.
        information: AddtlRmtInf.
    """

    reference: str = ""
    document: str = ""
    document_type: str = ""
    amount: Money | None = None
    information: tuple[str, ...] = ()


@frozen(kw_only=True)
class Party:
    """A payer as the bank gives it.

    Attributes:
        organisation_number: Id/OrgId/Othr/Id. The number of a private person (PrvtId) is not read.
        address: The lines of the postal address, structured or not.
    """

    name: str = ""
    account: str = ""
    organisation_number: str = ""
    address: tuple[str, ...] = ()


@frozen(kw_only=True)
class Detail:
    """One payment of an entry (TxDtls).

    Attributes:
        amount: In the entry's currency; none when the message does not say.
        credit: Money in; the entry's own direction when left out.
        original: The instructed amount, when it was in another currency.
        references: The ids of bank and payer, kind (`AcctSvcrRef`, `EndToEndId`...) and value.
        payee: The receiving account; empty when left out.
        text: Ustrd, in order.
        charges: What banks took of it on the way (Chrgs), positive; none when the message does not say.
        returned: Why an earlier payment came back (RtrInf): a code such as `AC04`, or `RtrInf` when none is given.
        information: AddtlTxInf.
        place: The path of the element.
    """

    amount: Money | None = None
    credit: bool = True
    original: Money | None = None
    references: tuple[tuple[str, str], ...] = ()
    payer: Party = Party()
    payee: str = ""
    remittances: tuple[Remittance, ...] = ()
    text: tuple[str, ...] = ()
    charges: Money | None = None
    returned: str = ""
    information: str = ""
    place: str = field(default="", eq=False)


@frozen(kw_only=True)
class Entry:
    """One entry on the account (Ntry): a deposit, a single payment, or something taken from it.

    Attributes:
        reference: NtryRef; some banks put the payee's giro in it (`BG9912346...`).
        service_reference: AcctSvcrRef, the bank's own id of the entry.
        reversal: RvslInd: the bank takes an earlier entry back.
        status: `BOOK`, `PDNG`, `INFO`...; an entry without any is booked.
        code: The kind of booking (BkTxCd/Domn), such as `PMNT/RCDT/VCOM`; empty when left out.
        charges: What the bank took of the whole entry, positive; none when the message does not say.
        announced: How many payments the entry says it holds (Btch/NbOfTxs), or none.
        information: AddtlNtryInf.
        place: The path of the element.
    """

    reference: str = ""
    service_reference: str = ""
    amount: Money
    credit: bool = True
    reversal: bool = False
    status: str = BOOKED
    booked_on: date
    valued_on: date | None = None
    announced: int | None = None
    details: tuple[Detail, ...] = ()
    information: str = ""
    code: str = ""
    charges: Money | None = None
    place: str = field(default="", eq=False)

    @property
    def signed(self) -> Money:
        """The amount as it changes the balance."""
        return self.amount if self.credit else -self.amount


@frozen(kw_only=True)
class Balance:
    """A balance of a statement: `OPBD` opening, `CLBD` closing, and others; negative when overdrawn."""

    type: str
    amount: Money


@frozen(kw_only=True)
class Report:
    """A notification (Ntfctn) or statement (Stmt) of one account."""

    id: str
    account: str
    currency: str = ""
    balances: tuple[Balance, ...] = ()
    entries: tuple[Entry, ...] = ()


@frozen(kw_only=True)
class CamtFile:
    """A whole message.

    Attributes:
        format: `camt.053` or `camt.054`.
        version: The end of its namespace, `001.08`.
        created: GrpHdr/CreDtTm as it stands; banks may leave out the zone.
        findings: What was odd or wrong when it was read.
    """

    format: CamtFormat
    version: str
    message_id: str
    created: str
    reports: tuple[Report, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), eq=False)
