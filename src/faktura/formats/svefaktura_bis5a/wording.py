"""What the reader of BIS 5A finds beside the format's own rules."""

from faktura.core.wording import register
from faktura.formats.einvoice.wording import REMEDY, difference

register(
    {
        "bis5a.line_amount": difference("the line's amount", "radbeloppet"),
        "bis5a.line_amount.remedy": REMEDY,
    }
)
