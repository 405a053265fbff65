"""Why a draft cannot be issued."""

from faktura.core.wording import Text, register

register(
    {
        "issue.incomplete": Text(
            en="the draft cannot be issued, {count} things are wrong; put them right first",
            sv="utkastet kan inte attesteras, antal fel: {count}; rätta dem först",
        ),
    }
)
