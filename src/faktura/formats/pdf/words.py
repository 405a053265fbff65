"""The words of the print, in Swedish and English; statutory texts come with the document, not from here."""

from typing import Final

from faktura.core.deduction import DeductionKind
from faktura.core.wording import Language, Text

# the head of the document
INVOICE: Final = Text(en="Invoice", sv="Faktura")
CREDIT_NOTE: Final = Text(en="Credit note", sv="Kreditfaktura")
REMINDER: Final = Text(en="Payment reminder", sv="Betalningspåminnelse")
PREVIEW: Final = Text(en="PREVIEW", sv="FÖRHANDSVISNING")
PAGE: Final = Text(en="Page {page} of {pages}", sv="Sida {page} av {pages}")

# facts
INVOICE_NUMBER: Final = Text(en="Invoice number", sv="Fakturanummer")
INVOICE_DATE: Final = Text(en="Invoice date", sv="Fakturadatum")
CREDIT_NUMBER: Final = Text(en="Credit note number", sv="Kreditfakturanr")
CREDIT_DATE: Final = Text(en="Date", sv="Datum")
CREDITS: Final = Text(en="Credits invoice", sv="Krediterar faktura")
REFERS_TO: Final = Text(en="Refers to", sv="Avser faktura")
DUE_DATE: Final = Text(en="Due date", sv="Förfallodatum")
PAY_BY: Final = Text(en="Pay by", sv="Betala senast")
TERMS: Final = Text(en="Payment terms", sv="Betalningsvillkor")
TERMS_DAYS: Final = Text(en="{days} days net", sv="{days} dagar netto")
EARLY_PAYMENT: Final = Text(en="Early payment", sv="Kassarabatt")
EARLY_OFFER: Final = Text(en="{percent} until {day}: pay {amount}", sv="{percent} t.o.m. {day}: betala {amount}")
LATE_INTEREST: Final = Text(en="Late interest", sv="Dröjsmålsränta")
LATE_STATUTORY: Final = Text(en="by the Swedish Interest Act", sv="enligt räntelagen")
LATE_OVER_REFERENCE: Final = Text(en="reference rate + {percent} points", sv="referensränta + {percent} procentenheter")
LATE_FIXED: Final = Text(en="{percent} per year", sv="{percent} per år")
REMINDER_FEE: Final = Text(en="Reminder fee", sv="Påminnelseavgift")
OUR_REFERENCE: Final = Text(en="Our reference", sv="Vår referens")
YOUR_REFERENCE: Final = Text(en="Your reference", sv="Er referens")
ORDER: Final = Text(en="Your order", sv="Ert ordernummer")
CONTRACT: Final = Text(en="Contract", sv="Avtal")
PROJECT: Final = Text(en="Project", sv="Projekt")
SALES_ORDER: Final = Text(en="Our order", sv="Vårt ordernummer")
RECEIVING_ADVICE: Final = Text(en="Receiving advice", sv="Mottagningsbevis")
DESPATCH_ADVICE: Final = Text(en="Despatch note", sv="Följesedel")
TENDER: Final = Text(en="Tender", sv="Upphandling")
INVOICED_OBJECT: Final = Text(en="Invoiced object", sv="Fakturerat objekt")
ACCOUNTING_COST: Final = Text(en="Your accounting", sv="Er kontering")
DELIVERED_TO: Final = Text(en="Delivered to", sv="Levererat till")
CUSTOMER: Final = Text(en="Customer number", sv="Kundnummer")
BUYER_VAT: Final = Text(en="Your VAT number", sv="Ert momsreg.nr")
DELIVERED: Final = Text(en="Delivery date", sv="Leveransdatum")
PERIOD: Final = Text(en="Period", sv="Period")
REMINDER_DATE: Final = Text(en="Date", sv="Datum")

# lines
DESCRIPTION: Final = Text(en="Description", sv="Beskrivning")
QUANTITY: Final = Text(en="Quantity", sv="Antal")
UNIT: Final = Text(en="Unit", sv="Enhet")
UNIT_PRICE: Final = Text(en="Unit price", sv="À-pris")
DISCOUNT: Final = Text(en="Discount", sv="Rabatt")
VAT: Final = Text(en="VAT", sv="Moms")
AMOUNT: Final = Text(en="Amount", sv="Belopp")
INCLUDING_VAT: Final = Text(en="{what} incl. VAT", sv="{what} inkl. moms")
EXCLUDING_VAT: Final = Text(en="{what} excl. VAT", sv="{what} exkl. moms")
EXCLUSIVE_PRICE: Final = Text(en="Unit price excl. VAT {price}", sv="À-pris exkl. moms {price}")
PER: Final = Text(en="price for {quantity} {unit}", sv="pris för {quantity} {unit}")
PRICE_PER: Final = Text(en="Price per {quantity} {unit}", sv="Pris per {quantity} {unit}")
ADJUSTED: Final = Text(en="{text}: {amount} excl. VAT", sv="{text}: {amount} exkl. moms")
ALL_IN: Final = Text(en="All amounts in {currency}", sv="Alla belopp i {currency}")
ALL_BUT_VAT_IN: Final = Text(
    en="All amounts in {currency}, but for the VAT that is stated in SEK",
    sv="Alla belopp i {currency}, utom den moms som anges i SEK",
)

# totals
SUM_LINES: Final = Text(en="Sum of lines excl. VAT", sv="Summa rader exkl. moms")
SUM_WITHOUT_VAT: Final = Text(en="Sum excl. VAT", sv="Summa exkl. moms")
SUM_WITH_VAT: Final = Text(en="Sum incl. VAT", sv="Summa inkl. moms")
PREPAID: Final = Text(en="Already paid", sv="Redan betalt")
DEDUCTED: Final = Text(en="Tax deduction {kind}", sv="Skattereduktion {kind}")
ROUNDING: Final = Text(en="Rounding", sv="Öresavrundning")
TO_PAY: Final = Text(en="To pay", sv="Att betala")
TO_CREDIT: Final = Text(en="To your credit", sv="Tillgodo")
PAID_BY_CARD: Final = Text(en="Paid by card", sv="Betalt med kort")
VAT_IN_KRONOR: Final = Text(en="VAT in SEK", sv="Moms i SEK")
VAT_SPECIFICATION: Final = Text(en="VAT specification", sv="Momsspecifikation")
VAT_RATE: Final = Text(en="VAT rate", sv="Momssats")
VAT_BASE: Final = Text(en="Taxable amount", sv="Underlag")
VAT_NONE: Final = Text(en="No VAT", sv="Ingen moms")

# ROT and RUT
DEDUCTION_OF: Final[dict[DeductionKind, Text]] = {
    DeductionKind.ROT: Text(en="Tax deduction for ROT work", sv="Skattereduktion för rotarbete"),
    DeductionKind.RUT: Text(en="Tax deduction for RUT work", sv="Skattereduktion för rutarbete"),
    DeductionKind.GREEN: Text(en="Tax deduction for green technology", sv="Skattereduktion för grön teknik"),
}
WORK: Final = Text(en="Kind of work", sv="Utfört arbete")
HOURS: Final = Text(en="Hours", sv="Timmar")
LABOUR: Final = Text(en="Labour incl. VAT", sv="Arbete inkl. moms")
MATERIAL: Final = Text(en="Material incl. VAT", sv="Material inkl. moms")
OTHER_COST: Final = Text(
    en="Other costs (travel, machines, administration) incl. VAT",
    sv="Övriga kostnader (resor, maskiner, administration) inkl. moms",
)
PERSON: Final = Text(en="Person", sv="Köpare")
PERSONAL_NUMBER: Final = Text(en="Personal number", sv="Personnummer")
SHARE: Final = Text(en="Deduction", sv="Skattereduktion")
SUM: Final = Text(en="Sum", sv="Summa")
DWELLING: Final = Text(en="Property designation: {designation}", sv="Fastighetsbeteckning: {designation}")
APARTMENT: Final = Text(
    en="Housing cooperative {association}, apartment {apartment}",
    sv="Bostadsrättsförening {association}, lägenhet {apartment}",
)
ASSOCIATION: Final = Text(en="Housing cooperative {association}", sv="Bostadsrättsförening {association}")
COUNTED: Final = Text(
    en="{percent} of the labour incl. VAT, when paid by {day} at the latest",
    sv="{percent} av arbetskostnaden inkl. moms, vid betalning senast {day}",
)
COUNTED_GREEN: Final = Text(
    en="{percent} of labour and material incl. VAT, when paid by {day} at the latest",
    sv="{percent} av arbete och material inkl. moms, vid betalning senast {day}",
)
DONE: Final = Text(en="Work done: {when}", sv="Arbetet utfördes: {when}")
WORKS: Final[dict[str, Text]] = {
    "Bygg": Text(en="Building work", sv="Bygg"),
    "El": Text(en="Electrical work", sv="El"),
    "GlasPlatarbete": Text(en="Glass and sheet metal", sv="Glas- och plåtarbete"),
    "MarkDraneringarbete": Text(en="Ground and drainage", sv="Mark- och dräneringsarbete"),
    "Murning": Text(en="Masonry", sv="Murning"),
    "MalningTapetsering": Text(en="Painting and wallpapering", sv="Målning och tapetsering"),
    "Vvs": Text(en="Plumbing, heating, ventilation", sv="VVS"),
    "INSTALLATION_SOLCELLER": Text(en="Installation of solar cells", sv="Installation av solceller"),
    "INSTALLATION_LAGRING": Text(en="Installation of storage of electricity", sv="Installation av lagring av el"),
    "INSTALLATION_LADDPUNKT": Text(en="Installation of a charging point", sv="Installation av laddningspunkt"),
    "Stadning": Text(en="Cleaning", sv="Städning"),
    "KladOchTextilvard": Text(en="Care of clothes and textiles", sv="Kläd- och textilvård"),
    "Snoskottning": Text(en="Snow clearing", sv="Snöskottning"),
    "Tradgardsarbete": Text(en="Garden work", sv="Trädgårdsarbete"),
    "Barnpassning": Text(en="Child care", sv="Barnpassning"),
    "Personligomsorg": Text(en="Personal care", sv="Personlig omsorg"),
    "Flyttjanster": Text(en="Moving", sv="Flyttjänster"),
    "ItTjanster": Text(en="IT services", sv="IT-tjänster"),
    "ReparationAvVitvaror": Text(en="Repair of white goods", sv="Reparation av vitvaror"),
    "Moblering": Text(en="Furnishing", sv="Möblering"),
    "TillsynAvBostad": Text(en="Looking after the home", sv="Tillsyn av bostad"),
    "TransportTillForsaljning": Text(en="Transport to resale", sv="Transport till försäljning"),
    "TvattVidTvattinrattning": Text(en="Laundry at a laundry", sv="Tvätt vid tvättinrättning"),
}

# payment
PAYMENT: Final = Text(en="Payment", sv="Betalning")
PAYEE: Final = Text(en="Payee", sv="Betalningsmottagare")
ACCOUNTS: Final[dict[str, Text]] = {
    "bankgiro": Text(en="Bankgiro", sv="Bankgiro"),
    "plusgiro": Text(en="Plusgiro", sv="Plusgiro"),
    "iban": Text(en="IBAN", sv="IBAN"),
    "account": Text(en="Bank account", sv="Bankkonto"),
}
OCR: Final = Text(en="OCR number", sv="OCR-nummer")
REFERENCE: Final = Text(en="Payment reference", sv="Betalningsreferens")
STATE_REFERENCE: Final = Text(
    en="State the reference {reference} with your payment.", sv="Ange {reference} vid betalning."
)
DIRECT_DEBIT: Final = Text(
    en="{amount} is withdrawn by Autogiro on {day}. Please do not pay it yourself.",
    sv="{amount} dras via autogiro {day}. Beloppet ska inte betalas på annat sätt.",
)
CARD: Final = Text(
    en="{amount} is paid by card {card}. Please do not pay it again.",
    sv="{amount} är betalt med kort {card}. Beloppet ska inte betalas igen.",
)
NOTHING_TO_PAY: Final = Text(en="Nothing is to be paid.", sv="Ingenting ska betalas.")
CREDITED: Final = Text(
    en="This is a credit note. The amount is owed to you and is not to be paid.",
    sv="Detta är en kreditfaktura. Beloppet är er tillgodo och ska inte betalas.",
)

# the foot of the page
ADDRESS: Final = Text(en="Address", sv="Adress")
CONTACT: Final = Text(en="Contact", sv="Kontakt")
COMPANY: Final = Text(en="Company", sv="Företag")
ORGANISATION_NUMBER: Final = Text(en="Org. no. {number}", sv="Org.nr {number}")
VAT_NUMBER: Final = Text(en="VAT no. {number}", sv="Momsreg.nr {number}")
SEAT: Final = Text(en="Registered office: {seat}", sv="Säte: {seat}")
F_TAX: Final = Text(en="Approved for F-tax (Godkänd för F-skatt)", sv="Godkänd för F-skatt")

# reminders
REMINDED: Final = Text(
    en="We have not received full payment of invoice {number}, dated {issued}, which fell due on {due}. "
    "Please pay {amount} by {by} at the latest.",
    sv="Vi har inte fått full betalning för faktura {number} av den {issued}, som förföll till betalning {due}. "
    "Vi ber er betala {amount} senast {by}.",
)
REMINDED_AGAIN: Final = Text(
    en="This is reminder number {number} of the same invoice.",
    sv="Detta är påminnelse nummer {number} om samma faktura.",
)
REMINDER_CLOSING: Final = Text(
    en="If the payment is already on its way, please disregard this reminder. If you think that the claim is wrong, "
    "please contact us before the date above.",
    sv="Om betalningen redan är på väg kan ni bortse från påminnelsen. Om ni anser att kravet är fel, "
    "kontakta oss före datumet ovan.",
)
ORIGINAL_AMOUNT: Final = Text(en="Amount of the invoice", sv="Fakturans belopp")
PAID: Final = Text(en="Paid or credited", sv="Betalt eller krediterat")
REST: Final = Text(en="Left of the invoice", sv="Kvar av fakturan")
INTEREST: Final = Text(en="Late-payment interest", sv="Dröjsmålsränta")
FEES: Final = Text(en="Reminder fee", sv="Påminnelseavgift")
INTEREST_SPECIFICATION: Final = Text(en="Late-payment interest", sv="Dröjsmålsränta")
FROM: Final = Text(en="From", sv="Från och med")
UNTIL: Final = Text(en="Until", sv="Till och med")
DAYS: Final = Text(en="Days", sv="Dagar")
PRINCIPAL: Final = Text(en="Counted on", sv="Kapital")
RATE: Final = Text(en="Rate per year", sv="Räntesats per år")
EARLIER_INTEREST: Final = Text(en="Charged before", sv="Tidigare debiterat")
WHAT: Final = Text(en="Claim", sv="Fordran")

_UNITS: Final[dict[str, Text]] = {
    "C62": Text(en="pcs", sv="st"),
    "H87": Text(en="pcs", sv="st"),
    "EA": Text(en="pcs", sv="st"),
    "MIN": Text(en="min", sv="min"),
    "HUR": Text(en="h", sv="tim"),
    "DAY": Text(en="days", sv="dgr"),
    "WEE": Text(en="weeks", sv="v"),
    "MON": Text(en="months", sv="mån"),
    "ANN": Text(en="years", sv="år"),
    "GRM": Text(en="g", sv="g"),
    "KGM": Text(en="kg", sv="kg"),
    "TNE": Text(en="t", sv="ton"),
    "MMT": Text(en="mm", sv="mm"),
    "CMT": Text(en="cm", sv="cm"),
    "MTR": Text(en="m", sv="m"),
    "KMT": Text(en="km", sv="km"),
    "MTK": Text(en="m²", sv="m²"),
    "MTQ": Text(en="m³", sv="m³"),
    "LTR": Text(en="l", sv="l"),
    "KWH": Text(en="kWh", sv="kWh"),
    "MWH": Text(en="MWh", sv="MWh"),
}


def unit(code: str, language: Language) -> str:
    """Return the word for a unit of UN/ECE Recommendation 20; one without a word here is shown as it is given.

    >>> unit("HUR", "sv"), unit("XPP", "sv")
    ('tim', 'XPP')
    """
    word = _UNITS.get(code)
    return word.say(language) if word else code


def work(type_: str, language: Language) -> str:
    """Return the name of a work type of Skatteverket's request schema."""
    word = WORKS.get(type_)
    return word.say(language) if word else type_


def fill(text: Text, language: Language, /, **facts: str) -> str:
    """Return *text* in *language* with its facts filled in.

    >>> fill(PAGE, "sv", page="1", pages="3")
    'Sida 1 av 3'
    """
    return text.say(language).format_map(facts)
