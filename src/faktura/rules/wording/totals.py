"""Why a draft's totals cannot be computed."""

from faktura.core.wording import Text, register

register(
    {
        "totals.no_lines": Text(
            en="the draft has no lines; add at least one",
            sv="utkastet har inga rader; lägg till minst en",
        ),
        "totals.currency": Text(
            en="{text} is in {found}, the draft in {currency}; state every amount in the draft's currency",
            sv="{text} är i {found}, utkastet i {currency}; ange alla belopp i utkastets valuta",
        ),
        "totals.kind": Text(
            en="the draft asks for {asked}, its total makes it {found}; leave the kind open or change the signs",
            sv="utkastet begär {asked}, men summan gör det till {found}; lämna slaget öppet eller ändra tecknen",
        ),
    }
)
