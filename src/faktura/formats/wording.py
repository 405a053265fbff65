"""What is said about bank files, in English and Swedish: findings with their remedies, and refusals.

A format with many sentences of its own keeps them beside its reader; these are shared or few.
"""

from faktura.core.wording import Text, register

_ASK_EN = "ask the bank for a correct file before anything is booked from this one"
_ASK_SV = "be banken om en riktig fil innan något bokförs från den här"
_READ_EN = "nothing needs to be done; the rest of the file was read"
_READ_SV = "inget behöver göras; resten av filen är läst"


def _bad(en: str, sv: str) -> tuple[Text, Text]:
    return Text(en=en, sv=sv), Text(en=_ASK_EN, sv=_ASK_SV)


def _odd(en: str, sv: str) -> tuple[Text, Text]:
    return Text(en=en, sv=sv), Text(en=_READ_EN, sv=_READ_SV)


_FINDINGS = {
    "bgmax.start": _bad(
        "found {found}, expected {expected} as the first record",
        "fann {found}, väntade {expected} som första post",
    ),
    "bgmax.end": _bad(
        "found {found}, expected {expected} as the last record",
        "fann {found}, väntade {expected} som sista post",
    ),
    "bgmax.order": _bad(
        "{field} stands where it cannot belong to anything: found {found}, expected {expected}",
        "{field} står där den inte kan höra till något: fann {found}, väntade {expected}",
    ),
    "bgmax.field": _bad(
        "{field} cannot be read: found {found!r}, expected {expected}; the record is left out",
        "{field} kan inte läsas: fann {found!r}, väntade {expected}; posten är utelämnad",
    ),
    "bgmax.deposit": _bad(
        "{field} of the deposit is {found}, its records make {expected}",
        "insättningens {field} är {found}, dess poster ger {expected}",
    ),
    "bgmax.count": _bad(
        "the last record counts {found} {field}, there are {expected}",
        "slutposten räknar {found} {field}, det finns {expected}",
    ),
    "bgmax.unknown_record": _odd(
        "record type {found} is not known and was passed over",
        "posttypen {found} är okänd och har hoppats över",
    ),
    "bgmax.long_line": _odd(
        "the record has {found} characters, more than {expected}; what stands after them was not read",
        "posten har {found} tecken, fler än {expected}; det som står efter dem är inte läst",
    ),
    "bgmax.encoding": _odd(
        "the file is {found}, not {expected}; it was read as what it is",
        "filen är {found}, inte {expected}; den har lästs som det den är",
    ),
    "bgmax.letters_lost": (
        Text(
            en="{found} letters were lost before the file came here; names and texts are damaged",
            sv="{found} bokstäver försvann innan filen kom hit; namn och texter är skadade",
        ),
        Text(
            en="ask for the file as the bank wrote it, in {expected}",
            sv="be om filen som banken skrev den, i {expected}",
        ),
    ),
    "bgmax.split": _odd(
        "the parts of the references make {found}, the payment is {expected}; the parts were not used",
        "referensernas delbelopp ger {found}, betalningen är {expected}; delarna har inte använts",
    ),
    "camt.details": _odd(
        "the payments of the entry make {found}, the entry is {expected}; it was read as one payment",
        "bokningens betalningar ger {found}, bokningen är {expected}; den har lästs som en betalning",
    ),
    "camt.charges": _odd(
        "the bank took {found} of the payments, the entry is {expected}; the charge is shown as money taken back",
        "banken har dragit {found} från betalningarna, bokningen är {expected}; avgiften visas som återtagna pengar",
    ),
    "camt.count": _odd(
        "the entry announces {found} payments and holds {expected}",
        "bokningen anger {found} betalningar och har {expected}",
    ),
    "camt.balance": _bad(
        "the closing balance is {found}, the opening balance and the booked entries make {expected}",
        "utgående saldo är {found}, ingående saldo och bokningarna ger {expected}",
    ),
}

register({code: problem for code, (problem, _) in _FINDINGS.items()})
register({f"{code}.remedy": remedy for code, (_, remedy) in _FINDINGS.items()})
