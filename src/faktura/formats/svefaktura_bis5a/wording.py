"""What the reader of BIS 5A finds beside the format's own rules."""

from faktura.core.wording import Text, register
from faktura.formats.einvoice.wording import REMEDY, difference

register(
    {
        "bis5a.line_amount": difference("the line's amount", "radbeloppet"),
        "bis5a.line_amount.remedy": REMEDY,
        "bis5a.line_vat": Text(
            en="the line does not say its VAT rate and the document has several; it was read as {rate} %",
            sv="raden anger ingen momssats och dokumentet har flera; den lästes som {rate} %",
        ),
        "bis5a.line_vat.remedy": Text(
            en="check the line's rate against the VAT specification",
            sv="kontrollera radens sats mot momsspecifikationen",
        ),
        "bis5a.zero_rate": Text(
            en="the standard VAT category has no rate, or 0 %; it was read as zero-rated",
            sv="momskategorin S saknar sats, eller har 0 %; den lästes som nollskattesats",
        ),
        "bis5a.zero_rate.remedy": Text(
            en="ask the sender for the right category", sv="fråga avsändaren efter rätt kategori"
        ),
    }
)
