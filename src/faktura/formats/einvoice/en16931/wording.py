"""The sentences on sums that do not add up, by the ids of EN 16931 and Peppol: said by readers and by the pre-flight alike."""

from collections.abc import Mapping
from typing import Final

from faktura.core.wording import Text, register
from faktura.formats.einvoice.wording import REMEDY, difference

SUMS: Final[Mapping[str, Text]] = {
    "BR-CO-10": difference("the sum of the lines (BT-106)", "radsumman (BT-106)"),
    "BR-CO-11": difference("the sum of allowances (BT-107)", "summan av avdrag (BT-107)"),
    "BR-CO-12": difference("the sum of charges (BT-108)", "summan av avgifter (BT-108)"),
    "BR-CO-13": difference("the total without VAT (BT-109)", "summan utan moms (BT-109)"),
    "BR-CO-14": difference("the VAT total (BT-110)", "momssumman (BT-110)"),
    "BR-CO-15": difference("the total with VAT (BT-112)", "summan med moms (BT-112)"),
    "BR-CO-16": difference("the amount to pay (BT-115)", "beloppet att betala (BT-115)"),
    "BR-CO-17": difference("the VAT of the rate (BT-117)", "momsen för satsen (BT-117)"),
    "PEPPOL-EN16931-R120": difference("the line's net amount (BT-131)", "radens nettobelopp (BT-131)"),
} | {
    f"{family}-08": difference(
        f"the taxable amount of category {category} (BT-116)",
        f"beskattningsunderlaget för kategori {category} (BT-116)",
    )
    for family, category in (
        ("BR-S", "S"),
        ("BR-Z", "Z"),
        ("BR-E", "E"),
        ("BR-AE", "AE"),
        ("BR-IC", "K"),
        ("BR-G", "G"),
        ("BR-O", "O"),
        ("BR-AF", "L"),
        ("BR-AG", "M"),
    )
}
"""What is said of each sum; the facts are `stated` and `computed`."""

register({**SUMS, **{f"{code}.remedy": REMEDY for code in SUMS}})
