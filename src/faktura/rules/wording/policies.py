"""What is said about a host's policies: what would be unlawful, what is unusual, and what to do."""

from faktura.core.wording import Text, register

register(
    {
        "POL-01": Text(
            en="the agreed reminder fee {fee} is above the {most} the law allows",
            sv="den avtalade påminnelseavgiften {fee} är högre än de {most} lagen medger",
        ),
        "POL-01.remedy": Text(
            en="agree on at most that; more is never charged", sv="avtala högst det; mer tas aldrig ut"
        ),
        "POL-02": Text(
            en="{charged} reminders carry a fee; only costs reasonably called for are owed",
            sv="{charged} påminnelser har avgift; bara skäligen påkallade kostnader ersätts",
        ),
        "POL-02.remedy": Text(en="charge the first reminder only", sv="ta avgift bara för den första påminnelsen"),
        "POL-03": Text(
            en="reminders go out on the due date or before it, when nothing is late yet",
            sv="påminnelser går ut på förfallodagen eller före den, då inget är försenat",
        ),
        "POL-03.remedy": Text(
            en="wait at least a day; the rule does so anyway", sv="vänta minst en dag; regeln gör det ändå"
        ),
        "POL-04": Text(
            en="a reminder gives {days} days to pay, less than a collection demand must",
            sv="en påminnelse ger {days} dagar att betala, mindre än ett inkassokrav måste ge",
        ),
        "POL-04.remedy": Text(en="give eight days or more", sv="ge åtta dagar eller fler"),
        "POL-05": Text(
            en="up to {most} reminders are sent; after a few the debt should go on",
            sv="upp till {most} påminnelser skickas; efter några bör fordran gå vidare",
        ),
        "POL-05.remedy": Text(en="send three or fewer", sv="skicka högst tre"),
        "POL-06": Text(
            en="the demand gives {days} days, less than the {least} of the practice",
            sv="kravet ger {days} dagar, mindre än praxis {least}",
        ),
        "POL-06.remedy": Text(
            en="give more; the rule moves the day on anyway", sv="ge fler; regeln flyttar ändå fram dagen"
        ),
        "POL-07": Text(
            en="letters are taken to arrive in {days} bank days, usual are {usual}",
            sv="brev antas komma fram på {days} bankdagar, vanligt är {usual}",
        ),
        "POL-07.remedy": Text(
            en="count with slower mail unless the letter is electronic",
            sv="räkna med långsammare post om brevet inte är elektroniskt",
        ),
        "POL-08": Text(
            en="{days} days to pay are more than the {most} a public body may take",
            sv="{days} dagars betalningstid är mer än de {most} en myndighet får ta",
        ),
        "POL-08.remedy": Text(en="shorten the time", sv="korta tiden"),
        "POL-09": Text(
            en="{days} days to pay between businesses are more than {most}",
            sv="{days} dagars betalningstid mellan näringsidkare är mer än {most}",
        ),
        "POL-09.remedy": Text(
            en="longer holds only when the creditor has expressly accepted it; keep that acceptance",
            sv="längre gäller bara om borgenären uttryckligen godkänt det; spara godkännandet",
        ),
        "POL-10": Text(
            en="the terms take away or lower late-payment interest that the law gives",
            sv="villkoren tar bort eller sänker dröjsmålsränta som lagen ger",
        ),
        "POL-10.remedy": Text(
            en="lawful as the creditor's own choice only; a clause of the debtor's is void",
            sv="gäller bara som borgenärens eget val; ett villkor från gäldenären är utan verkan",
        ),
        "POL-11": Text(
            en="the demand waits for {first} reminders and only {most} are sent, so it never comes",
            sv="kravet väntar på {first} påminnelser och bara {most} skickas, så det kommer aldrig",
        ),
        "POL-11.remedy": Text(en="let it wait for fewer", sv="låt det vänta på färre"),
        "POL-12": Text(
            en="payments fall on costs, interest and principal in another order than the usual one",
            sv="betalningar avräknas på kostnader, ränta och kapital i annan ordning än den vanliga",
        ),
        "POL-12.remedy": Text(
            en="lawful; costs, then interest, then principal is the practice",
            sv="lagligt; kostnader, sedan ränta, sedan kapital är praxis",
        ),
        "POL-13": Text(
            en="consumers owe no late-payment compensation", sv="konsumenter betalar ingen förseningsersättning"
        ),
        "POL-13.remedy": Text(en="charge the fees instead", sv="ta ut avgifterna i stället"),
    }
)
