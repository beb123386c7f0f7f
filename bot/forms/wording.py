"""What a colleague writes to an owner: words that refuse are pointed out first, and whoever insists is noted (R084, R179, X8)."""

from typing import TYPE_CHECKING

from bot.texts import T, Words, listed
from models.events import record
from models.wording import heated_words

if TYPE_CHECKING:
    from bot.forms.flow import Form

INSIST = "insist"
SEND_ANYWAY = T("button", "Send it as it is")


def please_reword(found: list[str]) -> Words:
    """Which words, how to say it better, and when to leave it."""
    if heated := heated_words(" ".join(found)):
        return T(
            "staff",
            "The owner would read “{words}”, which sounds like a quarrel. Please say it calmly and politely.",
            words=listed(heated, ", "),
        )
    return T(
        "staff",
        "The owner would read “{words}”, which sounds like a refusal. Please find better words: why, what can be done "
        "instead, and who helps. For example: “because of … it has to change; we suggest …”. "
        "What law or safety demands may be sent as it is.",
        words=listed(found, ", "),
    )


def so_far(held: str) -> Words:
    """What was written and not taken yet."""
    return T("staff", "Written so far: {words}", words=held)


def note_insistence(form: "Form", question: str, found: list[str]) -> None:
    """Log an answer that goes to an owner with such words in it: they were pointed out, and it was sent as it is."""
    scene, flow = form.scene, form.flow
    record(
        scene.session,
        project_id=scene.project.id,
        subject=form.subject,
        kind=INSIST,
        now=scene.now,
        actor_id=scene.me.id,
        facts={"form": flow.name, "question": question, "words": found},
    )
