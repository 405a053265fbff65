"""The sentences the e-invoice formats share: terms of payment, and what their readers find."""

from faktura.core.wording import Text, register

register(
    {
        "einvoice.terms.days": Text(en="{days} days net.", sv="{days} dagar netto."),
        "einvoice.terms.statutory": Text(
            en="Interest on late payment by the Swedish Interest Act (reference rate plus 8 percentage points).",
            sv="Dröjsmålsränta enligt räntelagen (referensräntan plus 8 procentenheter).",
        ),
        "einvoice.terms.over_reference": Text(
            en="Interest on late payment: the reference rate plus {percent} percentage points.",
            sv="Dröjsmålsränta: referensräntan plus {percent} procentenheter.",
        ),
        "einvoice.terms.fixed": Text(
            en="Interest on late payment: {percent}% a year.",
            sv="Dröjsmålsränta: {percent} % per år.",
        ),
        "einvoice.terms.none": Text(
            en="No interest on late payment is charged.",
            sv="Dröjsmålsränta tas inte ut.",
        ),
        "einvoice.terms.reminder_fee": Text(
            en="Reminder fee {amount}.",
            sv="Påminnelseavgift {amount}.",
        ),
        "einvoice.terms.early_payment": Text(
            en="Early-payment discount of {percent}% if all is paid within {days} days of the invoice date.",
            sv="Kassarabatt {percent} % om allt betalas inom {days} dagar från fakturadatum.",
        ),
        "einvoice.terms.direct_debit": Text(
            en="The amount is withdrawn by Autogiro on {due}.",
            sv="Beloppet dras via autogiro {due}.",
        ),
        "einvoice.identifier": Text(
            en="{what} breaks its own rules and is left out",
            sv="{what} bryter mot sina egna regler och utelämnas",
        ),
        "einvoice.identifier.remedy": Text(
            en="ask the sender for the right number",
            sv="be avsändaren om rätt nummer",
        ),
    }
)


def difference(en: str, sv: str) -> Text:
    """Return the sentence of an arithmetic rule: what stands there against what the parts make."""
    return Text(
        en=f"{en} is stated as {{stated}}, its parts make {{computed}}",
        sv=f"{sv} anges till {{stated}}, delarna ger {{computed}}",
    )


REMEDY = Text(
    en="ask the sender for a correct invoice, or correct the amount at its source",
    sv="be avsändaren om en riktig faktura eller rätta beloppet vid källan",
)
