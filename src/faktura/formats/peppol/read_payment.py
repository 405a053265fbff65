"""How a Peppol BIS Billing 3 document is paid, read: accounts, reference, direct debit, card."""

from typing import Final

from faktura.core.account import BankgiroNumber, PaymentAccount, PlusgiroNumber
from faktura.core.errors import Finding
from faktura.core.party import PaymentCard, PaymentInstruction
from faktura.formats.einvoice.account import Kinds, account_in
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.peppol.names import BANKGIRO, PLUSGIRO

_KINDS: Final[Kinds] = {BANKGIRO: BankgiroNumber, PLUSGIRO: PlusgiroNumber}
_GIRO_CODES: Final = {"56": BANKGIRO, "50": PLUSGIRO}
"""Codes of the payment itself that told bankgiro and plusgiro before the branch did (SE-R-011)."""
_DIRECT_DEBIT: Final = ("49", "59")
_KNOWN_CODES: Final = frozenset({"1", "30", "31", "48", "54", "55", "58", *_GIRO_CODES, *_DIRECT_DEBIT})


def payment_of(root: Element, found: list[Finding]) -> PaymentInstruction | None:
    """Return accounts and reference of every payment means; whether the reference is an OCR number is not said."""
    means = root.every("PaymentMeans")
    if not means:
        return None
    reference = next((text for node in means if (text := node.words("PaymentID"))), "")
    accounts = []
    debited, mandate, card = False, "", None
    for node in means:
        code, stated = node.find("PaymentMeansCode"), node.find("PaymentID")
        if stated is not None and stated.bare == reference:
            stated.read()
        if code is not None and code.bare in _KNOWN_CODES:
            debited = debited or code.bare in _DIRECT_DEBIT
            code.read()
        mandate = mandate or node.words("PaymentMandate/ID")
        card = card or _card(node.find("CardAccount"))
        account = _account(node, code.bare if code is not None else "", found)
        if account is not None:
            accounts.append(account)
    return PaymentInstruction(
        accounts=tuple(accounts), reference=reference, ocr=False, direct_debit=debited, mandate=mandate, card=card
    )


def _card(node: Element | None) -> PaymentCard | None:
    if node is None:
        return None
    return PaymentCard(
        digits=node.words("PrimaryAccountNumberID"), network=node.words("NetworkID"), holder=node.words("HolderName")
    )


def _account(node: Element, code: str, found: list[Finding]) -> PaymentAccount | None:
    stated = node.find("PayeeFinancialAccount/ID")
    if stated is None or not stated.bare:
        return None
    branch = node.find("PayeeFinancialAccount/FinancialInstitutionBranch/ID")
    kind = branch.bare if branch is not None else _GIRO_CODES.get(code, "")
    account = account_in(stated, _KINDS.get(kind), found)
    if account is not None and branch is not None and kind in _KINDS:
        branch.read()
    return account
