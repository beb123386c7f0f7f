"""What is said about pictures, voice notes and files."""

from bot.scene import Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T, Words, lines
from handlers.notices import found, mailbox
from handlers.notices.making import Maker, staff_ticket
from handlers.staff.case_taps import OpenPaper
from handlers.staff.register.archive import KIND
from models.archive.reading import keeps_papers, media_of, paper_with, version_for
from models.assignments.parts import visible
from models.media.queries import attached
from models.media.tables import AttachedTo, Media
from models.notices import Notice
from models.tickets.pictures import seen_by
from models.tickets.tables import Ticket

UNUSABLE_OWNER = {
    "too_large": T(
        "owner",
        "Sorry, what you have sent is larger than we can take in. Please send a smaller file, or a picture. Thank you.",
    ),
    "no_picture": T(
        "owner",
        "Sorry, a picture of yours could not be opened. Please take it again and send it once more. Thank you.",
    ),
    "lost": T(
        "owner", "Sorry, something that you have sent did not arrive whole. Please send it once more. Thank you."
    ),
}
UNUSABLE_STAFF = {
    "too_large": T("staff", "What you sent is too large; up to 20 MB can be kept. Please send a smaller one."),
    "no_picture": T("staff", "A picture of yours could not be opened. Please take it again and send it once more."),
    "lost": T("staff", "Something that you sent did not arrive whole. Please send it once more."),
}


def _unusable_owner(_scene: Scene, notice: Notice) -> Screen:
    return Screen(UNUSABLE_OWNER[notice.facts["error"]])


def _unusable_staff(scene: Scene, notice: Notice) -> Screen:
    """What to do; where it is a page of a paper that was filed meanwhile, which one, and how it is replaced (R104)."""
    _, _, number = notice.subject.partition(":")
    paper = paper_with(scene.session, int(number))
    if paper is None:
        return Screen(UNUSABLE_STAFF[notice.facts["error"]])
    facts = {"unit": paper.unit.number, "kind": KIND[paper.kind]}
    if not keeps_papers(scene.me):
        return Screen(
            T("staff", "Unit {unit}, {kind}: a page cannot be opened. Please give it to the desk again.", **facts)
        )
    words = T("staff", "Unit {unit}, {kind}: a page cannot be opened, please replace it.", **facts)
    return Screen(words, rows_of([Button(T("button", "Open the paper"), OpenPaper(paper.id))]))


def _shown_owner(scene: Scene, notice: Notice) -> Screen | None:
    """The result, or what the owner has sent."""
    if "ticket" not in notice.facts:
        return found.shown(scene, notice)
    ticket, media = _seen(scene, notice)
    if ticket is None or not media:
        return None
    if notice.facts["part"] == AttachedTo.RESULT:
        return _screen(T("owner", "{number}: please see the result here.", number=ticket.number), media)
    return _screen(T("owner", "{number}: you have sent us this, thank you.", number=ticket.number), media)


WHAT = {
    AttachedTo.REPORT: T("staff", "sent with the report"),
    AttachedTo.DETAIL: T("staff", "added by the owner"),
    AttachedTo.RESULT: T("staff", "the result"),
    AttachedTo.CARD: T("staff", "the card on the door"),
}


def _of_a_paper(scene: Scene, notice: Notice) -> Screen | None:
    """A version of a paper of a unit's archive (R104)."""
    paper, version = version_for(scene.session, notice.facts["paper_version"], scene.me)
    media = [one for one in media_of(scene.session, version) if one.id in set(notice.facts["media"])]
    if not media:
        return None
    what = T(
        "staff",
        "Unit {unit}: {kind}, version {number}",
        unit=paper.unit.number,
        kind=KIND[paper.kind],
        number=version.number,
    )
    return _screen(what, media)


def _shown_staff(scene: Scene, notice: Notice) -> Screen | None:
    """What belongs to a job, to a unit's archive, to a task, to a letter, or to something lost or found."""
    if "paper_version" in notice.facts:
        return _of_a_paper(scene, notice)
    if "assignment" in notice.facts:
        return _of_task(scene, notice)
    if "letter" in notice.facts:
        return mailbox.shown(scene, notice)
    if "ticket" not in notice.facts:
        return found.shown(scene, notice)
    ticket, media = _seen(scene, notice)
    if ticket is None or not media:
        return None
    what = WHAT[AttachedTo(notice.facts["part"])]
    return _screen(T("staff", "{number}: {what}", number=ticket.number, what=what), media)


def _of_task(scene: Scene, notice: Notice) -> Screen | None:
    """What was given with a task, or shows that it is done; for who may still see it (R016)."""
    one, part = visible(scene.session, notice.facts["assignment"], scene.me), AttachedTo(notice.facts["part"])
    wanted = set(notice.facts["media"])
    media = [piece for piece in attached(scene.session, one.subject, part) if piece.id in wanted]
    done = part == AttachedTo.RESULT
    return _screen(T("staff", "The task, done:") if done else T("staff", "With the task:"), media) if media else None


def _screen(words: Words, media: list[Media]) -> Screen:
    """The words, and under them what was written under the pictures."""
    captions = [one.caption for one in media if one.caption]
    return Screen(lines(words, *captions), encloses=tuple(one.id for one in media))


def _seen(scene: Scene, notice: Notice) -> tuple[Ticket | None, list[Media]]:
    """What its reader may still see of it now (R203)."""
    ticket = scene.session.get(Ticket, notice.facts["ticket"])
    if ticket is None:
        return None, []
    seen = seen_by(scene.session, ticket, scene.me, scene.side, scene.now)
    wanted = set(notice.facts["media"])
    return ticket, [one for one in seen.get(AttachedTo(notice.facts["part"]), []) if one.id in wanted]


OWNER: dict[str, Maker] = {"media.unusable": _unusable_owner, "media.show": _shown_owner}
STAFF: dict[str, Maker] = {
    "media.unusable": _unusable_staff,
    "media.show": _shown_staff,
    "detail.assignee": staff_ticket(T("staff", "The owner has added something")),
    "detail.receiver": staff_ticket(T("staff", "The owner has added something")),
}
