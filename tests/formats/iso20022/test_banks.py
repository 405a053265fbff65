"""What banks do in camt messages that no sample of ours does: each is read as what it means, and nothing is lost."""

import pytest

from faktura.core.money import Money, sek
from faktura.core.payment import IncomingPayment, PaymentChannel
from faktura.formats.bank import read_payments
from faktura.formats.iso20022 import camt
from faktura.formats.show import show

IBAN = "<Id><IBAN>SE4550000000058398257466</IBAN></Id>"
GIRO = "<Id><Othr><Id>9912346</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr></Id>"


def message(
    *entries: str, account: str = IBAN, kind: str = "054", version: str = "001.04", more: str = "", text: str = ""
) -> bytes:
    """A notification (054) or statement (053) of these entries, as text the caller may encode."""
    name, report = {"054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"), "053": ("BkToCstmrStmt", "Stmt")}[kind]
    body = f"<{report}><Id>N1</Id><Acct>{account}</Acct>{more}{''.join(entries)}</{report}>"
    return (
        f'{text}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{kind}.{version}"><{name}>'
        f"<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-11-02T18:00:00</CreDtTm></GrpHdr>{body}</{name}></Document>"
    ).encode()


def entry(
    amount: str,
    inside: str = "",
    *,
    credit: bool = True,
    status: str = "<Sts>BOOK</Sts>",
    before: str = "",
    after: str = "",
    code: str = "",
) -> str:
    """One entry with what stands in its places."""
    family = (
        f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>{code[:4]}</Cd><SubFmlyCd>{code[5:]}</SubFmlyCd></Fmly></Domn></BkTxCd>"
    )
    return (
        f'<Ntry><Amt Ccy="SEK">{amount}</Amt><CdtDbtInd>{"CRDT" if credit else "DBIT"}</CdtDbtInd>{before}{status}'
        f"<BookgDt><DtTm>2026-11-02T23:59:59+01:00</DtTm></BookgDt><AcctSvcrRef>REF1</AcctSvcrRef>{family if code else ''}"
        f"{inside}{after}</Ntry>"
    )


def details(*payments: str, batch: str = "") -> str:
    return f"<NtryDtls>{batch}{''.join(f'<TxDtls>{one}</TxDtls>' for one in payments)}</NtryDtls>"


def amount(kronor: str, currency: str = "SEK") -> str:
    return f'<Amt Ccy="{currency}">{kronor}</Amt>'


def told(data: bytes) -> list[tuple[Money, bool, str]]:
    return [(one.amount, one.reversal, one.message) for one in read_payments(data)]


def only(data: bytes) -> IncomingPayment:
    (made,) = read_payments(data)
    return made


def test_the_version_between_is_read_by_local_names() -> None:
    """camt.053.001.04, with a prefix on every element, and an unknown version."""
    data = message(entry("100.00", details(amount("100.00"))), kind="053")
    assert (camt.read(data).format, camt.read(data).version) == ("camt.053", "001.04")
    prefixed = data.replace(b"<", b"<c:").replace(b"<c:/", b"</c:").replace(b"xmlns=", b"xmlns:c=")
    newest = data.replace(b"001.04", b"001.13")
    assert [told(one) for one in (prefixed, newest)] == [told(data)] * 2


ENCODINGS = [
    # declared, written
    ('<?xml version="1.0" encoding="ISO-8859-1"?>', "latin-1"),
    ('<?xml version="1.0" encoding="windows-1252"?>', "cp1252"),
    ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16"),
    ('<?xml version="1.0" encoding="UTF-8"?>\r\n', "utf-8-sig"),
    ("\r\n ", "utf-8-sig"),
]


@pytest.mark.parametrize(("declared", "written"), ENCODINGS)
def test_letters_are_read_as_they_were_written(declared: str, written: str) -> None:
    """In the encoding the file declares; with a mark and blanks before it."""
    text = "<RmtInf><Ustrd>Hyra för lägenhet Å</Ustrd></RmtInf>"
    data = message(entry("1", details(amount("1") + text)), text=declared).decode().encode(written)
    assert only(data).message == "Hyra för lägenhet Å"


def test_an_entry_without_payments_is_one_payment() -> None:
    """No NtryDtls, an empty one, or a batch that is only counted; its own text is the message."""
    for inside in ("", "<NtryDtls/>", "<NtryDtls><Btch><NbOfTxs>7</NbOfTxs></Btch></NtryDtls>"):
        made = only(message(entry("700.00", inside, after="<AddtlNtryInf>Insättning Bankgiro</AddtlNtryInf>")))
        assert (made.amount, made.message, made.id[-2:]) == (sek(700), "Insättning Bankgiro", ":0")
        assert made.deposit is not None
        assert made.deposit.payments == 0


def test_several_batches_of_one_entry_are_added_up() -> None:
    """Each NtryDtls with its own count: all payments are told, and nothing is found odd."""
    batch = "<Btch><NbOfTxs>{}</NbOfTxs></Btch>"
    inside = details(amount("40"), amount("30"), batch=batch.format(2)) + details(amount("30"), batch=batch.format(1))
    file = camt.read(message(entry("100", inside)))
    assert file.findings == ()
    assert [one.amount for one in camt.payments(file, "")] == [sek(40), sek(30), sek(30)]


@pytest.mark.parametrize("inner", ['<Chrgs><Amt Ccy="SEK">2.50</Amt></Chrgs>', '<Chrgs><Rcrd><Amt Ccy="SEK">2.50</Amt></Rcrd></Chrgs>',
                                   '<Chrgs><TtlChrgsAndTaxAmt Ccy="SEK">2.50</TtlChrgsAndTaxAmt></Chrgs>'])  # fmt: skip
@pytest.mark.parametrize("on_entry", [True, False])
def test_charges_that_explain_the_entry_leave_its_payments_whole(inner: str, on_entry: bool) -> None:
    """60 and 40 less 2.50: the payers paid it all, and the charge is money taken back; payments less that are the entry."""
    first = amount("60") + ("" if on_entry else inner)
    data = message(entry("97.50", inner * on_entry + details(first, amount("40"))))
    assert told(data) == [(sek(60), False, ""), (sek(40), False, ""), (sek("2.50"), True, "Chrgs")]
    assert [one.code for one in show(data).findings] == ["camt.charges"]


OUT = [
    # a debit on the giro: code, refs, more, and whether it is money taken back
    ("ICDT/DMCT", "<Refs><EndToEndId>R1</EndToEndId></Refs>", "", False),
    ("", "<Refs><PmtInfId>P1</PmtInfId><EndToEndId>R1</EndToEndId></Refs>", "", False),
    ("", "<Refs><MsgId>P1</MsgId></Refs>", "", False),
    ("", "<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>", "", True),
    ("RCDT/VCOM", "<Refs><EndToEndId>R1</EndToEndId></Refs>", "", True),
    ("ICDT/RRTN", "", "", True),
    ("ICDT/DMCT", "<Refs><EndToEndId>R1</EndToEndId></Refs>", "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>", True),
]


@pytest.mark.parametrize(("code", "refs", "more", "taken"), OUT)
def test_a_debit_on_the_giro_is_taken_back_unless_we_ordered_it(code: str, refs: str, more: str, taken: bool) -> None:
    """Our own payouts are told by the kind of booking, or by the ids of our order."""
    data = message(entry("99", details(refs + amount("99") + more), credit=False, code=code), account=GIRO)
    assert [one.reversal for one in read_payments(data)] == [True] * taken


def test_money_of_ours_that_came_back_is_not_matched_by_what_we_wrote() -> None:
    """A returned payout carries the payee's OCR number: it stands in the message, with the reason."""
    creditor = "<RmtInf><Strd><CdtrRefInf><Ref>12351</Ref></CdtrRefInf></Strd></RmtInf>"
    returned = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
    made = only(message(entry("99", details(amount("99") + creditor + returned))))
    assert (made.reversal, made.references, made.message) == (False, (), "12351\nAC04")


STATUSES = [
    ("<Sts>BOOK</Sts>", 1), ("<Sts><Cd>BOOK</Cd></Sts>", 1), ("", 1), ("<Sts/>", 1), ("<Sts>PDNG</Sts>", 0),
    ("<Sts><Cd>INFO</Cd></Sts>", 0), ("<Sts><Prtry>FUTURE</Prtry></Sts>", 0),
]  # fmt: skip


@pytest.mark.parametrize(("status", "count"), STATUSES)
def test_only_what_is_booked_is_money(status: str, count: int) -> None:
    """As text or as code; an entry that does not say is booked."""
    assert len(read_payments(message(entry("5", status=status)))) == count


MESSAGES = [
    # what the payment holds, the message
    ("<AddtlTxInf>Från Anna</AddtlTxInf>", "Från Anna"),
    ("<RmtInf><Ustrd>Rad 1</Ustrd><Ustrd>Rad 2</Ustrd></RmtInf><AddtlTxInf>x</AddtlTxInf>", "Rad 1\nRad 2"),
    ("<RmtInf><Strd><AddtlRmtInf>Tack</AddtlRmtInf></Strd></RmtInf>", "Tack"),
    ("", "Entry"),
]


@pytest.mark.parametrize(("more", "expected"), MESSAGES)
def test_the_nearest_text_is_the_message(more: str, expected: str) -> None:
    """The payer's, then what the bank adds to the payment, then what it adds to the entry."""
    data = message(entry("5", details(amount("5") + more), after="<AddtlNtryInf>Entry</AddtlNtryInf>"))
    assert only(data).message == expected


def test_several_documents_of_one_reference_are_all_told() -> None:
    """CINV and a credit note by the bank's own word CRN; parts are not used where one has none."""
    documents = "".join(
        f"<RfrdDocInf><Tp><CdOrPrtry>{kind}</CdOrPrtry></Tp><Nb>{number}</Nb></RfrdDocInf>"
        for kind, number in (("<Cd>CINV</Cd>", "1001"), ("<Cd>CINV</Cd>", "1002"), ("<Prtry>CRN</Prtry>", "9"))
    )
    paid = f'<RmtInf><Strd>{documents}<RfrdDocAmt><RmtdAmt Ccy="SEK">90</RmtdAmt></RfrdDocAmt></Strd></RmtInf>'
    made = only(message(entry("90", details(amount("90") + paid))))
    assert [(one.kind, one.text, one.amount) for one in made.references] == [
        ("invoice", "1001", None), ("invoice", "1002", None), ("credit_note", "9", None),
    ]  # fmt: skip


def test_what_was_due_is_the_part_where_no_other_is_told() -> None:
    """DuePyblAmt of two OCR numbers that make the payment."""
    one = '<Strd><RfrdDocAmt><DuePyblAmt Ccy="SEK">{}</DuePyblAmt></RfrdDocAmt><CdtrRefInf><Ref>{}</Ref></CdtrRefInf></Strd>'
    made = only(
        message(entry("90", details(amount("90") + f"<RmtInf>{one.format(60, 18)}{one.format(30, 26)}</RmtInf>")))
    )
    assert [(one.text, one.amount) for one in made.references] == [("18", sek(60)), ("26", sek(30))]


NUMBERS = [
    # account, what it is
    ("<Othr><Id>991-2346</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr>", "bankgiro:9912346"),
    ("<Othr><Id>0009912346</Id><SchmeNm><Cd>BGNR</Cd></SchmeNm></Othr>", "bankgiro:9912346"),
    ("<Othr><Id>12 34 56-6</Id><SchmeNm><Prtry>plusgiro</Prtry></SchmeNm></Othr>", "plusgiro:1234566"),
    ("<Othr><Id>1231181189</Id><SchmeNm><Prtry>SWISH</Prtry></SchmeNm></Othr>", "swish:1231181189"),
]


@pytest.mark.parametrize(("identity", "expected"), NUMBERS)
def test_a_giro_number_is_its_digits_however_it_is_written(identity: str, expected: str) -> None:
    """With hyphen, blanks or zeros before it; the scheme as a code or in the bank's own words."""
    parties = f"<RltdPties><CdtrAcct><Id>{identity}</Id></CdtrAcct></RltdPties>"
    assert only(message(entry("5", details(amount("5") + parties)))).account == expected


def test_a_foreign_payment_keeps_what_was_instructed_and_its_payer() -> None:
    """100 EUR sent, 1 134.50 SEK booked; the payer is a bank, named under Agt."""
    more = (
        amount("1134.50")
        + '<AmtDtls><InstdAmt><Amt Ccy="EUR">100.00</Amt></InstdAmt></AmtDtls>'
        + "<RltdPties><Dbtr><Agt><FinInstnId><Nm>Banco</Nm></FinInstnId></Agt></Dbtr>"
        + "<DbtrAcct><Id><IBAN>ES9121000418450200051332</IBAN></Id></DbtrAcct></RltdPties>"
    )
    made = only(message(entry("1134.50", details(more))))
    assert (made.amount, made.original, made.payer.name) == (sek("1134.50"), Money(100_00, "EUR"), "Banco")
    assert made.channel is PaymentChannel.FOREIGN


def test_two_statements_in_one_message_are_proved_each() -> None:
    """Opening (or the last closing) and closing of each account; the second is an öre wrong."""
    balance = (
        "<Bal><Tp><CdOrPrtry><Cd>{}</Cd></CdOrPrtry></Tp>" + '<Amt Ccy="SEK">{}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>'
    )
    right = balance.format("PRCD", "0.00") + balance.format("CLBD", "5.00")
    one = message(entry("5.00"), kind="053", more=right)
    statement = one[one.index(b"<Stmt>") : one.index(b"</BkToCstmrStmt>")]
    two = one.replace(b"</BkToCstmrStmt>", statement.replace(b">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>", b">5.01</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>") + b"</BkToCstmrStmt>")  # fmt: skip  # noqa: E501
    file = camt.read(two)
    assert [(one.code, one.path) for one in file.findings] == [("camt.balance", "Stmt[2]")]
    assert [one.source.place for one in camt.payments(file, "")] == ["Stmt[1]/Ntry[1]", "Stmt[2]/Ntry[1]"]
