"""What is said about late payment: interest, reminders, and why a reminder is not sent."""

from faktura.core.wording import Text, register

register(
    {
        "interest.none": Text(
            en="no late-payment interest: nothing was late in the period",
            sv="ingen dröjsmålsränta: inget var försenat under perioden",
        ),
        "interest.sum": Text(
            en="late-payment interest {amount} for {days} days after {since}, up to and including {until}",
            sv="dröjsmålsränta {amount} för {days} dagar efter {since}, till och med {until}",
        ),
        "interest.segment": Text(
            en="{first} - {last}: {days} days on {principal} at {percent} = {amount}",
            sv="{first} – {last}: {days} dagar på {principal} med {percent} = {amount}",
        ),
        "interest.reference": Text(
            en="{percent} is the reference rate from {since}, {reference}, and {margin} percentage points",
            sv="{percent} är referensräntan från {since}, {reference}, och {margin} procentenheter",
        ),
        "interest.reference_unconfirmed": Text(
            en="{percent} is the reference rate from {since}, {reference}, not confirmed, and {margin} percentage points; "
            "confirm it",
            sv="{percent} är referensräntan från {since}, {reference}, inte bekräftad, och {margin} procentenheter; "
            "bekräfta den",
        ),
        "interest.agreed": Text(
            en="{percent} is the agreed rate",
            sv="{percent} är den avtalade räntan",
        ),
        "dunning.remind": Text(
            en="reminder {number} may be sent with the fee {fee}, to be paid by {pay_by}",
            sv="påminnelse {number} kan skickas med avgiften {fee}, att betala senast {pay_by}",
        ),
        "dunning.not_due": Text(
            en="the due date {due} has not passed; wait until {until}",
            sv="förfallodagen {due} har inte passerat; vänta till {until}",
        ),
        "dunning.in_time": Text(
            en="the debt was due {due}, when banks were closed, and is paid in time up to {last}; wait until {until}",
            sv="fordran förföll {due}, då bankerna hade stängt, och betalas i tid till och med {last}; vänta till {until}",
        ),
        "dunning.grace": Text(
            en="the debt was due {due} and a reminder goes out some days later; wait until {until}",
            sv="fordran förföll {due} och påminnelsen går ut några dagar senare; vänta till {until}",
        ),
        "dunning.spacing": Text(
            en="a reminder was sent {last} and the debtor is given time to pay; wait until {until}",
            sv="en påminnelse skickades {last} och gäldenären får tid att betala; vänta till {until}",
        ),
        "dunning.postponed": Text(
            en="the next step is postponed to after {postponed}; wait until {until}",
            sv="nästa steg är uppskjutet till efter {postponed}; vänta till {until}",
        ),
        "dunning.credit_note": Text(
            en="a credit note is owed by us, not to us; net it or refund it",
            sv="en kreditfaktura är vår skuld, inte vår fordran; kvitta den eller betala tillbaka",
        ),
        "dunning.tax_agency": Text(
            en="Skatteverket's share is not reminded; send the request for payout",
            sv="Skatteverkets del påminns inte; skicka begäran om utbetalning",
        ),
        "dunning.settled": Text(
            en="nothing is left to pay; no step is needed",
            sv="inget återstår att betala; inget steg behövs",
        ),
        "dunning.beyond": Text(
            en="the debt has gone on to {stage}; a reminder comes before that, so go on there",
            sv="fordran har gått vidare till {stage}; en påminnelse hör hemma före det, så fortsätt där",
        ),
        "dunning.disputed": Text(
            en="the debtor objects; look into the objection and settle the dispute first",
            sv="gäldenären bestrider; utred invändningen och avgör tvisten först",
        ),
        "dunning.paused": Text(
            en="automatic steps are paused; resume them first",
            sv="automatiska steg är pausade; återuppta dem först",
        ),
        "dunning.plan": Text(
            en="an instalment plan is in force; reminders rest while it is kept, so follow the plan or end it",
            sv="en avbetalningsplan gäller; påminnelser vilar medan den följs, så följ planen eller avsluta den",
        ),
        "dunning.enough": Text(
            en="{sent} reminders are sent, as many as the policy allows; choose another way",
            sv="{sent} påminnelser är skickade, så många som policyn tillåter; välj en annan väg",
        ),
        "dunning.small": Text(
            en="{left} is less than the {smallest} from which reminders are sent; write it off or wait for more",
            sv="{left} är mindre än de {smallest} från vilka påminnelser skickas; skriv av eller vänta på mer",
        ),
        "dunning.document": Text(
            en="document {number} has no due date or no account to pay to; a reminder needs both",
            sv="dokument {number} saknar förfallodag eller konto att betala till; en påminnelse behöver båda",
        ),
        "dunning.stale": Text(
            en="the reminder was worked out before something else happened to the debt; ask for the next step again",
            sv="påminnelsen räknades fram innan något annat hände med fordran; fråga efter nästa steg igen",
        ),
    }
)
