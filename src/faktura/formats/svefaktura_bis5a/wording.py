"""What the reader of BIS 5A finds beside the format's own rules."""

from faktura.core.wording import Text, register
from faktura.formats.einvoice.wording import REMEDY, difference

register(
    {
        "bis5a.line_amount": difference("the line's amount", "radbeloppet"),
        "bis5a.line_amount.remedy": REMEDY,
        "bis5a.zero_rate": Text(
            en="the standard VAT category has no rate, or 0 %; it was read as zero-rated",
            sv="momskategorin S saknar sats, eller har 0 %; den lästes som nollskattesats",
        ),
        "bis5a.zero_rate.remedy": Text(
            en="ask the sender for the right category", sv="fråga avsändaren efter rätt kategori"
        ),
    }
)
