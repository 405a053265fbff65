"""What the reader of Peppol BIS Billing 3 finds, by the ids of EN 16931, Peppol and Sweden."""

from typing import Final

from faktura.core.wording import register
from faktura.formats.einvoice.wording import REMEDY, difference

_SUMS: Final = {
    "BR-CO-10": difference("the sum of the lines", "radsumman"),
    "BR-CO-11": difference("the sum of discounts", "summan av rabatter"),
    "BR-CO-12": difference("the sum of charges", "summan av avgifter"),
    "BR-CO-13": difference("the total without VAT", "summan utan moms"),
    "BR-CO-14": difference("the VAT total", "momssumman"),
    "BR-CO-15": difference("the total with VAT", "summan med moms"),
    "BR-CO-16": difference("the amount to pay", "beloppet att betala"),
    "BR-CO-17": difference("the VAT of the rate", "momsen för satsen"),
    "PEPPOL-EN16931-R120": difference("the line's net amount", "radbeloppet"),
} | {
    f"{family}-08": difference(
        f"the taxable amount of category {category}", f"beskattningsunderlaget för kategori {category}"
    )
    for family, category in (
        ("BR-S", "S"),
        ("BR-Z", "Z"),
        ("BR-E", "E"),
        ("BR-AE", "AE"),
        ("BR-IC", "K"),
        ("BR-G", "G"),
        ("BR-O", "O"),
    )
}

register(_SUMS | {f"{code}.remedy": REMEDY for code in _SUMS})
