"""The default chart of accounts: which BAS account plays which role, and how a sender changes one.

Numbers and names are those of BAS 2025. Nothing in the posting rules knows a number: every account is
asked for by its role, so a sender who books on 2610 or 3041 exchanges that role's account.

>>> print(BAS_CHART.account(AccountRole.RECEIVABLE), BAS_CHART.name(AccountCode("2611")))
1510 Utgående moms på försäljning inom Sverige, 25 %
>>> print(with_account(BAS_CHART, AccountRole.VAT_25, "2610", "Utgående moms, 25 %").account(AccountRole.VAT_25))
2610
"""

from datetime import date
from typing import Final

import attrs

from faktura.core.ledger import Account, AccountCode, AccountRole, Chart, DimensionRule, Need, ProductAccount

_BAS: Final = (
    (AccountRole.RECEIVABLE, "1510", "Kundfordringar"),
    (AccountRole.PLEDGED_RECEIVABLE, "1512", "Belånade kundfordringar (factoring)"),
    (AccountRole.TAX_AGENCY_RECEIVABLE, "1513", "Kundfordringar - delad faktura"),
    (AccountRole.DOUBTFUL_RECEIVABLE, "1519", "Nedskrivning av kundfordringar"),
    (AccountRole.CARD_RECEIVABLE, "1580", "Fordringar för kontokort och kuponger"),
    (AccountRole.CASH, "1910", "Kassa"),
    (AccountRole.BANK, "1930", "Företagskonto/checkkonto/affärskonto"),
    (AccountRole.CLIENT_FUNDS_BANK, "1945", "Klientmedelskonto"),
    (AccountRole.CUSTOMER_CREDIT, "2420", "Förskott från kunder"),
    (AccountRole.ADVANCE, "2420", "Förskott från kunder"),
    (AccountRole.VAT_25, "2611", "Utgående moms på försäljning inom Sverige, 25 %"),
    (AccountRole.VAT_12, "2621", "Utgående moms på försäljning inom Sverige, 12 %"),
    (AccountRole.VAT_6, "2631", "Utgående moms på försäljning inom Sverige, 6 %"),
    (AccountRole.INPUT_VAT, "2641", "Debiterad ingående moms"),
    (AccountRole.FACTORING_DEBT, "2811", "Avräkning för factoring"),
    (AccountRole.CLIENT_FUNDS_DEBT, "2890", "Övriga kortfristiga skulder"),
    (AccountRole.DEFERRED_INCOME, "2970", "Förutbetalda intäkter"),
    (AccountRole.UNMATCHED_PAYMENTS, "2999", "OBS-konto"),
    (AccountRole.SALES_25, "3001", "Försäljning inom Sverige, 25 % moms"),
    (AccountRole.SALES_12, "3002", "Försäljning inom Sverige, 12 % moms"),
    (AccountRole.SALES_6, "3003", "Försäljning inom Sverige, 6 % moms"),
    (AccountRole.SALES_EXEMPT, "3004", "Försäljning inom Sverige, momsfri"),
    (AccountRole.SALES_EXPORT_GOODS, "3105", "Försäljning varor till land utanför EU"),
    (AccountRole.SALES_EU_GOODS, "3108", "Försäljning varor till annat EU-land, momsfri"),
    (AccountRole.SALES_REVERSE_CHARGE, "3231", "Försäljning inom byggsektorn, omvänd skattskyldighet moms"),
    (AccountRole.SALES_EXPORT_SERVICES, "3305", "Försäljning tjänster till land utanför EU"),
    (AccountRole.SALES_EU_SERVICES, "3308", "Försäljning tjänster till annat EU-land"),
    (AccountRole.FREIGHT, "3520", "Fakturerade frakter"),
    (AccountRole.INVOICE_FEE, "3540", "Faktureringsavgifter"),
    (AccountRole.DISCOUNT, "3731", "Lämnade kassarabatter"),
    (AccountRole.ROUNDING, "3740", "Öres- och kronutjämning"),
    (AccountRole.RECOVERED_LOSS, "3950", "Återvunna, tidigare avskrivna kundfordringar"),
    (AccountRole.EXCHANGE_GAIN, "3960", "Valutakursvinster på fordringar och skulder av rörelsekaraktär"),
    (AccountRole.REMINDER_FEE, "3990", "Övriga ersättningar och intäkter"),
    (AccountRole.FACTORING_FEE, "6064", "Factoringavgifter"),
    (AccountRole.BAD_DEBT, "6351", "Konstaterade förluster på kundfordringar"),
    (AccountRole.FEARED_LOSS, "6352", "Befarade förluster på kundfordringar"),
    (AccountRole.BANK_CHARGES, "6570", "Bankkostnader"),
    (AccountRole.EXCHANGE_LOSS, "7960", "Valutakursförluster på fordringar och skulder av rörelsekaraktär"),
    (AccountRole.LATE_INTEREST, "8313", "Ränteintäkter från kortfristiga fordringar"),
)

BAS_CHART: Final = Chart(roles={role: Account(AccountCode(number), name) for role, number, name in _BAS})
"""Every role on its usual BAS account.

Choices BAS leaves open: an overpayment that is kept stands on 2420, as advances do, a payment nobody has matched
on the observation account 2999 until it is, a reminder fee (outside VAT) on 3990, and client funds on 1945 against
2890. Senders differ in all of these.
"""


def with_account(chart: Chart, role: AccountRole, number: str, name: str) -> Chart:
    """Return *chart* with the account *number*, called *name*, in *role*.

    Raises:
        InputError: *number* is no account number.
    """
    return attrs.evolve(chart, roles={**chart.roles, role: Account(AccountCode(number), name)})


def with_product(chart: Chart, product_id: str, number: str, *, since: date) -> Chart:
    """Return *chart* with a product's own account from a day on; what was booked before keeps the older one."""
    entry = ProductAccount(product_id, AccountCode(number), since)
    return attrs.evolve(chart, products=(*chart.products, entry))


def with_rule(chart: Chart, number: str, dimension: int, need: Need, *, default: str = "") -> Chart:
    """Return *chart* with what the account *number* wants of a dimension, in place of an earlier rule.

    >>> from faktura.core.ledger import COST_CENTRE
    >>> with_rule(BAS_CHART, "3001", COST_CENTRE, Need.REQUIRED, default="100").rules[0].need.value
    'required'
    """
    rule = DimensionRule(AccountCode(number), dimension, need, default)
    kept = tuple(one for one in chart.rules if (one.account, one.dimension) != (rule.account, dimension))
    return attrs.evolve(chart, rules=(*kept, rule))
