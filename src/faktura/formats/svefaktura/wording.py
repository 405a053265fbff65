"""What the reader of Svefaktura 1.0 finds, by SFTI's own rule numbers."""

from typing import Final

from faktura.core.wording import Text, register
from faktura.formats.einvoice.wording import REMEDY, difference

_LINE: Final = difference("the line's amount", "radbeloppet")
_SUMS: Final = {
    "R-4": difference("the VAT of the rate", "momsen för satsen"),
    "R-10": difference("the total without VAT", "summan utan moms"),
    "R-67": difference("the VAT total", "momssumman"),
    "R-69": difference("the sum of the lines", "radsumman"),
    "R-70": difference(
        "the total without VAT, from lines, charges and discounts", "summan utan moms, av rader, avgifter och rabatter"
    ),
    "R-71": difference("the amount to pay", "beloppet att betala"),
    "R-92": difference("the rounded amount to pay", "det avrundade beloppet att betala"),
} | dict.fromkeys(("R-11", "R-12", "R-13", "R-14", "R-15", "R-20"), _LINE)

register(
    _SUMS
    | {f"{code}.remedy": REMEDY for code in _SUMS}
    | {
        "R-27": Text(
            en="the invoice says it has {stated} lines, it has {computed}",
            sv="fakturan säger sig ha {stated} rader, den har {computed}",
        ),
        "R-27.remedy": Text(
            en="ask the sender whether a line is missing",
            sv="fråga avsändaren om en rad saknas",
        ),
        "svefaktura.line_vat": Text(
            en="the line does not say its VAT rate and the invoice has several; it was read as {rate} %",
            sv="raden anger ingen momssats och fakturan har flera; den lästes som {rate} %",
        ),
        "svefaktura.line_vat.remedy": Text(
            en="check the line's rate against the VAT specification",
            sv="kontrollera radens sats mot momsspecifikationen",
        ),
    }
)
