"""Why a document cannot be credited."""

from faktura.core.wording import Text, register

register(
    {
        "credit.of_credit_note": Text(
            en="{number} is a credit note; issue an invoice instead",
            sv="{number} är en kreditfaktura; utfärda i stället en faktura",
        ),
        "credit.nothing_left": Text(
            en="nothing is left to credit of {number}; check the earlier credit notes",
            sv="det finns inget kvar att kreditera på {number}; kontrollera tidigare kreditfakturor",
        ),
        "credit.exceeds": Text(
            en="{asked} cannot be credited on {number}, {left} is left; credit at most that",
            sv="{asked} kan inte krediteras på {number}, {left} är kvar; kreditera högst det",
        ),
        "credit.unknown_line": Text(
            en="{number} has no line {line}; choose one of its line numbers",
            sv="{number} har ingen rad {line}; välj ett av dess radnummer",
        ),
        "credit.negative": Text(
            en="the chosen lines of {number} are below zero together; choose lines that sum to more than zero",
            sv="de valda raderna på {number} är tillsammans under noll; välj rader som summerar till mer än noll",
        ),
        "credit.owned_elsewhere": Text(
            en="the document belongs to {owner}; credit it there",
            sv="dokumentet ägs av {owner}; kreditera det där",
        ),
        "credit.other": Text(
            en="credit note {number} was not made from {invoice} line by line; credit by a draft of its own",
            sv="kreditfaktura {number} är inte gjord rad för rad från {invoice}; kreditera med ett eget utkast",
        ),
    }
)
