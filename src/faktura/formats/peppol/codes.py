"""The code lists of Peppol BIS Billing 3 that are shorter than those of EN 16931.

As the rules of May 2026 (release 3.0.21) list them; a test compares them with the rules.
"""

from typing import Final

from faktura.formats.einvoice.en16931 import code_lists


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


SCHEMES: Final = _codes(
    """
    0002 0007 0009 0060 0088 0096 0097 0106 0130 0135 0142 0151 0183 0184 0188 0190 0191 0192 0195 0196 0198
    0199 0200 0201 0204 0208 0209 0210 0211 0216 0218 0221 0225 0230 0235 0240 0242 0244 0245 0246 0248 9910
    9913 9914 9915 9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936
    9937 9938 9939 9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 9959
    """
)
"""Schemes of electronic addresses (EAS; PEPPOL-EN16931-CL008)."""

CURRENCIES: Final = code_lists.CURRENCIES - {"STD"} | {"STN"}
"""Currencies (PEPPOL-EN16931-CL007): the dobra of Saint Thomas by its new code, where EN 16931 has the old one."""

INVOICE_TYPES: Final = _codes(
    """
    71 80 82 84 102 218 219 326 331 380 382 383 384 386 388 393 395 553 575 623 780 817 870 875 876 877
    """
)
"""Types of an invoice (UNCL1001; PEPPOL-EN16931-P0100); 326 and 384 within Germany only (P0112)."""

GERMAN_TYPES: Final = frozenset({"326", "384"})
"""Types of an invoice between two parties in Germany (PEPPOL-EN16931-P0112)."""

CREDIT_NOTE_TYPES: Final = _codes("81 83 381 396 532")
"""Types of a credit note (UNCL1001; PEPPOL-EN16931-P0101)."""
