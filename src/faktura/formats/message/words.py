"""The words of e-mails and text messages, Swedish and English."""

from typing import Final

from faktura.core.wording import Language, Text

WORDS: Final = {
    "invoice": Text(en="Invoice {number} from {seller}", sv="Faktura {number} från {seller}"),
    "credit_note": Text(en="Credit note {number} from {seller}", sv="Kreditfaktura {number} från {seller}"),
    "reminder": Text(en="Reminder: invoice {number} from {seller}", sv="Påminnelse: faktura {number} från {seller}"),
    "greeting": Text(en="Hello {name},", sv="Hej {name}!"),
    "opening.invoice": Text(
        en="Here is our invoice {number}. It is attached as a PDF.",
        sv="Här kommer vår faktura {number}. Den är bifogad som PDF.",
    ),
    "opening.invoice.link": Text(
        en="Here is our invoice {number}. You find it behind the link below.",
        sv="Här kommer vår faktura {number}. Du hittar den bakom länken nedan.",
    ),
    "opening.credit_note": Text(
        en="Here is our credit note {number}. It is attached as a PDF, and nothing is to be paid.",
        sv="Här kommer vår kreditfaktura {number}. Den är bifogad som PDF och ingenting ska betalas.",
    ),
    "opening.reminder": Text(
        en="We cannot see that invoice {number}, due on {due}, is paid in full. The reminder is attached as a PDF.",
        sv="Vi kan inte se att faktura {number}, som förföll {due}, är helt betald. Påminnelsen är bifogad som PDF.",
    ),
    "closing.reminder": Text(
        en="If you have paid in the last few days you need not do anything. "
        "If something is wrong with the invoice, please tell us.",
        sv="Har du betalat de senaste dagarna behöver du inte göra något. Hör av dig om något är fel med fakturan.",
    ),
    "closing.deduction": Text(
        en="The tax deduction of {amount} is already taken off; we ask Skatteverket for it when you have paid.",
        sv="Skattereduktionen på {amount} är redan avdragen; vi begär den av Skatteverket när du har betalat.",
    ),
    "closing.direct_debit": Text(
        en="The amount is withdrawn by Autogiro on the due date; you need not pay it yourself.",
        sv="Beloppet dras via autogiro på förfallodagen; du behöver inte betala själv.",
    ),
    "closing.card": Text(
        en="The amount is paid by card {card}; you need not pay it.",
        sv="Beloppet är betalt med kort {card}; du behöver inte betala.",
    ),
    "closing": Text(en="Kind regards,\n{seller}", sv="Vänliga hälsningar\n{seller}"),
    "amount_due": Text(en="Amount to pay", sv="Att betala"),
    "amount_paid": Text(en="Paid by card", sv="Betalt med kort"),
    "amount_back": Text(en="To your credit", sv="Tillgodo"),
    "due_date": Text(en="Due date", sv="Förfallodag"),
    "pay_by": Text(en="Pay by", sv="Betala senast"),
    "payee": Text(en="Payee", sv="Betalningsmottagare"),
    "ocr": Text(en="OCR number", sv="OCR-nummer"),
    "reference": Text(en="Reference", sv="Referens"),
    "bankgiro": Text(en="Bankgiro", sv="Bankgiro"),
    "plusgiro": Text(en="Plusgiro", sv="Plusgiro"),
    "iban": Text(en="IBAN", sv="IBAN"),
    "account": Text(en="Account", sv="Konto"),
    "principal": Text(en="Left of the invoice", sv="Kvar av fakturan"),
    "interest": Text(en="Late-payment interest", sv="Dröjsmålsränta"),
    "fees": Text(en="Reminder fee", sv="Påminnelseavgift"),
    "link": Text(en="Show the document", sv="Visa dokumentet"),
    "sms.invoice": Text(
        en="{seller}: invoice {number}, {amount} to {account}, ref {reference}, due {due}.",
        sv="{seller}: faktura {number}, {amount} till {account}, ref {reference}, förfaller {due}.",
    ),
    "sms.direct_debit": Text(
        en="{seller}: invoice {number}, {amount} is withdrawn by Autogiro on {due}. You need not pay it yourself.",
        sv="{seller}: faktura {number}, {amount} dras via autogiro {due}. Du behöver inte betala själv.",
    ),
    "sms.card": Text(
        en="{seller}: invoice {number}, {amount} is paid by card {card}.",
        sv="{seller}: faktura {number}, {amount} är betalt med kort {card}.",
    ),
    "sms.reminder": Text(
        en="{seller}: reminder of invoice {number}, {amount} to {account}, ref {reference}, pay by {due}.",
        sv="{seller}: påminnelse om faktura {number}, {amount} till {account}, ref {reference}, betala senast {due}.",
    ),
}


def word(key: str, language: Language, **facts: str) -> str:
    """Return the words of *key* in *language*, with *facts* filled in."""
    return WORDS[key].say(language).format(**facts)
