"""What is said about Autogiro files in English and Swedish: findings, and the codes of Bankgirot.

>>> said("payment", "1"), said("mandate.status", "32", "sv"), said("rejected", "77")
('no cover on the account', 'medgivandet är giltigt', 'the bank gave the code 77, which is not known here; ask the bank')
"""

from faktura.core.wording import Language, Text, register, sentence, text_of

_ASK = Text(
    en="ask for a correct file before anything is done on the strength of this one",
    sv="be om en riktig fil innan något görs utifrån den här",
)
_READ = Text(
    en="nothing needs to be done; the rest of the file was read",
    sv="inget behöver göras; resten av filen är läst",
)

_FINDINGS = {
    "autogiro.start": (
        Text(
            en="found {found}, expected {expected} as the first record",
            sv="fann {found}, väntade {expected} som första post",
        ),
        _ASK,
    ),
    "autogiro.end": (
        Text(
            en="{field}: found {found} at the end, expected {expected}",
            sv="{field}: fann {found} i slutet, väntade {expected}",
        ),
        _ASK,
    ),
    "autogiro.order": (
        Text(
            en="{field} stands where it cannot belong to anything: found {found}, expected {expected}",
            sv="{field} står där den inte kan höra till något: fann {found}, väntade {expected}",
        ),
        _ASK,
    ),
    "autogiro.field": (
        Text(
            en="{field} cannot be read: found {found!r}, expected {expected}; the record is left out",
            sv="{field} kan inte läsas: fann {found!r}, väntade {expected}; posten är utelämnad",
        ),
        _ASK,
    ),
    "autogiro.section": (
        Text(
            en="the head of the section says {field} {found}, what was carried out makes {expected}",
            sv="avsnittets huvud anger {field} {found}, det som genomförts ger {expected}",
        ),
        _ASK,
    ),
    "autogiro.count": (
        Text(
            en="the last record says {field} {found}, the records make {expected}",
            sv="slutposten anger {field} {found}, posterna ger {expected}",
        ),
        _ASK,
    ),
    "autogiro.day": (
        Text(
            en="the last record is of {found}, the first of {expected}",
            sv="slutposten är från {found}, den första från {expected}",
        ),
        _READ,
    ),
    "autogiro.unknown_record": (
        Text(
            en="record type {found} is not known here and was passed over",
            sv="posttypen {found} är okänd här och har hoppats över",
        ),
        _READ,
    ),
    "autogiro.long_line": (
        Text(
            en="the record has {found} characters, more than {expected}; what stands after them was not read",
            sv="posten har {found} tecken, fler än {expected}; det som står efter dem är inte läst",
        ),
        _READ,
    ),
    "autogiro.encoding": (
        Text(
            en="the file is {found}, not {expected}; it was read as what it is",
            sv="filen är {found}, inte {expected}; den har lästs som det den är",
        ),
        _READ,
    ),
}

_WRONG_DETAILS = ("the details of the mandate are wrong", "uppgifterna i medgivandet är felaktiga")
_CODES = {
    "payment": {
        "0": ("carried out", "genomförd"),
        "1": ("no cover on the account", "täckning saknas på kontot"),
        "2": (
            "the account is closed, or another reason of the bank",
            "kontot är avslutat, eller annat skäl hos banken",
        ),
        "9": ("no cover yet, the bank tries again", "täckning saknas ännu, banken försöker igen"),
    },
    "refund": {
        "01": ("no mandate was given", "medgivande saknas"),
        "02": ("the mandate was revoked", "medgivandet är återkallat"),
        "03": ("the amount was higher than could be expected", "beloppet var högre än vad som kunde väntas"),
    },
    "mandate.status": {
        "02": ("cancelled by the payer", "makulerat av betalaren"),
        "03": ("the type of account is not allowed", "kontotypen är inte tillåten"),
        "04": ("there is no such mandate at the bank", "medgivandet saknas hos banken"),
        "05": ("the account or the person is wrong", "konto- eller personuppgifterna är felaktiga"),
        "07": ("the payer's bank did not answer about the account", "kontoförfrågan är obesvarad av betalarens bank"),
        "10": ("it exists already, or is being asked for", "medgivandet finns redan eller är under förfrågan"),
        **dict.fromkeys(("20", "21", "23", "29", "30"), _WRONG_DETAILS),
        "32": ("the mandate is valid", "medgivandet är giltigt"),
        "33": ("the mandate is cancelled", "medgivandet är makulerat"),
        "98": ("the payer's bankgiro number is closed", "betalarens bankgironummer är avslutat"),
    },
    "mandate.information": {
        "03": ("cancelled by the payee", "makulering från mottagaren"),
        "04": ("new, from the payee", "nyupplägg från mottagaren"),
        "05": ("the payer got another number", "byte av betalarnummer"),
        "10": ("the payee's bankgiro number is closed", "mottagarens bankgironummer är avslutat"),
        "42": ("the answer of the payer's bank about the account", "svar på kontoförfrågan"),
        "43": ("the payer's bank did not answer about the account", "kontoförfrågan är obesvarad"),
        "44": ("the payer's bankgiro number is closed", "betalarens bankgironummer är avslutat"),
        "46": ("from the payer or the payer's bank", "från betalaren eller betalarens bank"),
    },
    "rejected": {
        "01": ("there is no mandate", "medgivande saknas"),
        "02": ("the account is not approved or is closed", "kontot är inte godkänt eller är avslutat"),
        "03": ("the mandate is stopped", "medgivandet är stoppat"),
        "04": ("the bankgiro number is wrong", "bankgironumret är felaktigt"),
        "05": ("the bankgiro number is wrong", "bankgironumret är felaktigt"),
        "06": ("the interval is wrong", "periodkoden är felaktig"),
        "07": ("the number of repeats is wrong", "antalet förnyelser är felaktigt"),
        "08": ("the amount is no number", "beloppet är inte numeriskt"),
        "09": ("payouts are not allowed", "utbetalning är inte tillåten"),
        "10": ("the bankgiro number is not known", "bankgironumret är okänt"),
        "12": ("the day of payment is wrong", "betalningsdagen är felaktig"),
        "13": ("the day of payment has passed", "betalningsdagen är passerad"),
        "15": (
            "the bankgiro number is not that of the first record",
            "bankgironumret är ett annat än i öppningsposten",
        ),
        "24": ("the amount is too high", "beloppet är för högt"),
    },
    "change": {
        "01": ("the day of payment is wrong", "betalningsdagen är felaktig"),
        "02": ("the payer number is wrong", "betalarnumret är felaktigt"),
        "05": ("the amount is wrong", "beloppet är felaktigt"),
        "06": ("the new day of payment is wrong", "den nya betalningsdagen är felaktig"),
        "10": ("the payee's bankgiro number is wrong", "mottagarens bankgironummer är felaktigt"),
        "11": ("the payee's bankgiro number is wrong", "mottagarens bankgironummer är felaktigt"),
        "12": ("cancelled", "makulerad"),
        "13": ("there is no such payment", "betalningen saknas"),
        "14": ("moved to another day", "flyttad till en annan dag"),
        "15": ("not changed, for it is recurring", "inte ändrad, eftersom den är återkommande"),
        "18": ("moved to another day", "flyttad till en annan dag"),
    },
    "change_code": {
        "03": ("the mandate was removed", "medgivandet är borttaget"),
        "11": ("cancelled by the payer or the bank", "makulerad av betalaren eller banken"),
        "21": ("the payee's agreement has ended", "mottagarens avtal har upphört"),
        "23": ("all payments of the payer cancelled", "makulering av alla betalarens uppdrag"),
        "24": ("all payments of the payer on one day cancelled", "makulering av betalarens uppdrag en viss dag"),
        "25": ("one payment cancelled", "makulering av ett uppdrag"),
        "26": ("all payments moved to another day", "ny betalningsdag för alla uppdrag"),
        "27": ("all payments of one day moved to another", "ny betalningsdag för alla uppdrag en viss dag"),
        "28": ("all payments of the payer on one day moved", "ny betalningsdag för betalarens uppdrag en viss dag"),
        "29": ("one payment moved to another day", "ny betalningsdag för ett uppdrag"),
    },
}

register({code: problem for code, (problem, _) in _FINDINGS.items()})
register({f"{code}.remedy": remedy for code, (_, remedy) in _FINDINGS.items()})
register(
    {
        f"autogiro.{group}.{code}": Text(en=en, sv=sv)
        for group, table in _CODES.items()
        for code, (en, sv) in table.items()
    }
)
register(
    {
        "autogiro.code": Text(
            en="the bank gave the code {found}, which is not known here; ask the bank",
            sv="banken gav koden {found}, som inte är känd här; fråga banken",
        ),
        "autogiro.key": Text(
            en="the key of the seal is not 32 hexadecimal digits; copy it as the bank gave it",
            sv="sigillets nyckel är inte 32 hexadecimala siffror; kopiera den som banken gav den",
        ),
        "autogiro.asked": Text(en="asked for by the payee", sv="begärt av mottagaren"),
        "autogiro.asked_by_payer": Text(
            en="asked for by the payer in the internet bank", sv="begärt av betalaren i internetbanken"
        ),
        "autogiro.denied": Text(en="refused by the payee", sv="avvisat av mottagaren"),
        "autogiro.removed": Text(en="ended by the payee", sv="avslutat av mottagaren"),
        "autogiro.renumbered": Text(
            en="the payer got another number, which has a mandate of its own",
            sv="betalaren har fått ett annat nummer, med ett eget medgivande",
        ),
    }
)


def reason(group: str, code: str) -> str:
    """Return the wording code of Bankgirot's *code* in *group*: `payment`, `refund`, `mandate.status`, `rejected`..."""
    known = f"autogiro.{group}.{code}"
    try:
        text_of(known)
    except KeyError:
        return "autogiro.code"
    return known


def said(group: str, code: str, language: Language = "en") -> str:
    """Return what Bankgirot's *code* means, in *language*.

    Groups: `payment` (status of a payment), `refund`, `mandate.status` and `mandate.information` (advice),
    `rejected` (comment on an order), `change` (comment on a change) and `change_code` (what the change is).
    """
    return sentence(reason(group, code), language, found=code)
