"""What a colleague who opens a marked matter reads: that its owner is upset, and how to answer calmly (R041, R083, R217)."""

from bot.scene import Scene
from bot.screens import Button, Row
from bot.texts import T, Words, listed
from handlers.staff.marks.hints import calming_for
from handlers.taps import Begin
from models.marks.sight import mark_on, may_see
from models.marks.tables import Mark, MarkKind, Why

KIND = {
    MarkKind.ABUSE: T("staff", "abusive words"),
    MarkKind.UPSET: T("staff", "upset"),
}
WHY = {
    Why.WORDS: T("staff", "heated words"),
    Why.SIGNS: T("staff", "exclamation marks"),
    Why.THIRD: T("staff", "the third time"),
}


def why_of(mark: Mark) -> Words:
    """What was noticed."""
    return listed([WHY[Why(one)] for one in mark.why], ", ")


def standing_on(scene: Scene, subject: str) -> Mark | None:
    """The mark on a subject, for who answers owners; None for everybody else."""
    if not may_see(scene.session, scene.me, subject, scene.now):
        return None
    return mark_on(scene.session, scene.project, subject)


def mark_line(scene: Scene, subject: str) -> Words | None:
    """That the owner is upset, and a calm reply that could be sent."""
    mark = standing_on(scene, subject)
    if mark is None:
        return None
    return T(
        "staff",
        "<b>The owner is upset</b> ({why}, since {time}). A calm reply could be: “{words}”",
        why=why_of(mark),
        time=mark.at,
        words=calming_for(subject),
    )


def mark_row(scene: Scene, subject: str) -> tuple[Row, ...]:
    """To write it, and read it once more before it goes."""
    mark = standing_on(scene, subject)
    return ((Button(T("button", "A calm reply"), Begin("calm", mark.id)),),) if mark else ()
