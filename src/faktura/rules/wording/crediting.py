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
        "credit.exceeds_total": Text(
            en="the chosen lines of {number} are {asked}, though only {left} of it is left; "
            "credit its lines below zero in the same credit note, or fewer units",
            sv="de valda raderna på {number} är {asked}, fast bara {left} av den är kvar; "
            "kreditera även raderna under noll i samma kreditfaktura, eller färre enheter",
        ),
        "credit.exceeds_due": Text(
            en="with the deduction that falls {asked} would be given back on {number}, where {left} is left to pay; "
            "credit more of it in one credit note, or all that is left",
            sv="med avdraget som faller skulle {asked} ges tillbaka på {number}, där {left} är kvar att betala; "
            "kreditera mer i samma kreditfaktura, eller allt som är kvar",
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
