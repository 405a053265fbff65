"""What the posting rules say: the texts of vouchers, and why something cannot be posted."""

from faktura.core.wording import Text, register

register(
    {
        "posting.no_day": Text(
            en="{name} has no day of its own; give the movement the day it is booked on",
            sv="{name} har ingen egen dag; ange dagen den ska bokföras",
        ),
        "posting.currency": Text(
            en="{what} is in {found}, the books are kept in {books}; post it with an exchange rate in the bookkeeping program",
            sv="{what} är i {found}, bokföringen i {books}; bokför det med en valutakurs i bokföringsprogrammet",
        ),
        "posting.vat_rate": Text(
            en="there is no account role for VAT of {percent} %; the rates with an account are 25, 12 and 6 %",
            sv="det finns ingen kontoroll för moms på {percent} %; satserna med konto är 25, 12 och 6 %",
        ),
        "posting.text.invoice": Text(en="Invoice", sv="Faktura"),
        "posting.text.credit_note": Text(en="Credit note", sv="Kreditfaktura"),
        "posting.text.payment": Text(en="Payment", sv="Betalning"),
        "posting.text.received": Text(en="Payment, not matched", sv="Inbetalning, ej avprickad"),
        "posting.text.taken_back": Text(en="Payment taken back by the bank", sv="Inbetalning återtagen av banken"),
        "posting.text.released": Text(en="Payment released", sv="Ångrad avprickning"),
        "posting.text.kept": Text(en="Customer credit", sv="Tillgodohavande"),
        "posting.text.refunded": Text(en="Refund", sv="Återbetalning"),
        "posting.text.ignored": Text(en="Payment set aside", sv="Undanlagd inbetalning"),
        "posting.text.charged": Text(en="Reminder", sv="Påminnelse"),
        "posting.text.interest": Text(en="Late-payment interest", sv="Dröjsmålsränta"),
        "posting.text.corrected": Text(en="Charge corrected", sv="Rättad debitering"),
        "posting.text.netted": Text(en="Netting", sv="Kvittning"),
        "posting.text.transferred": Text(en="Skatteverket's decision", sv="Skatteverkets beslut"),
        "posting.text.bad_debt": Text(en="Bad debt", sv="Kundförlust"),
        "posting.text.rounding": Text(en="Rounding", sv="Öresutjämning"),
        "posting.text.discount": Text(en="Discount", sv="Rabatt"),
        "posting.text.goodwill": Text(en="Given up", sv="Eftergift"),
    }
)
