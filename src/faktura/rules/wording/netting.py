"""Why documents cannot be set off against each other."""

from faktura.core.wording import Text, register

register(
    {
        "netting.exceeds": Text(
            en="{amount} cannot be set off, {left} is the most that is left on both; set off at most that",
            sv="{amount} kan inte kvittas, högst {left} finns kvar på båda; kvitta högst så mycket",
        ),
        "netting.customers": Text(
            en="the documents are of several customers; net those of one customer at a time",
            sv="dokumenten hör till flera kunder; kvitta en kunds dokument i taget",
        ),
        "netting.currencies": Text(
            en="the documents are in {currencies}; net those of one currency at a time",
            sv="dokumenten är i {currencies}; kvitta en valuta i taget",
        ),
        "netting.twice": Text(
            en="one document is given twice; give each once",
            sv="ett dokument anges två gånger; ange varje dokument en gång",
        ),
        "netting.nothing": Text(
            en="there is no credit with a debt to set it off against; choose at least one of each",
            sv="det finns ingen kredit att kvitta mot någon skuld; välj minst en av varje",
        ),
        "netting.half": Text(
            en="only one side of netting {id} is given; undo both sides together",
            sv="bara den ena sidan av kvittning {id} anges; ångra båda sidor tillsammans",
        ),
        "netting.undone": Text(
            en="netting {id} does not stand any longer; nothing is left to undo",
            sv="kvittning {id} gäller inte längre; det finns inget kvar att ångra",
        ),
    }
)
