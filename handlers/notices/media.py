"""What is said about pictures, voice notes and files."""

from bot.scene import Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T, Words, lines
from handlers.notices import cash, found, mailbox, reports
from handlers.notices.making import Maker, staff_ticket
from handlers.staff.case_taps import OpenPaper
from handlers.staff.orders.card import order_for, proofs_of
from handlers.staff.register.archive import KIND
from models.archive.reading import keeps_papers, media_of, paper_with, version_for
from models.assignments.parts import visible
from models.complaints.parts import visible as visible_complaint
from models.media.queries import attached
from models.media.tables import AttachedTo, Media
from models.notices import Notice
from models.people import Side
from models.surveys.paper import answer_for, may_see_pictures
from models.talks.parts import may_read
from models.talks.tables import Talk, TalkLine
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
    """The result, what the owner has sent, or what a colleague sends in a conversation."""
    if "talk_line" in notice.facts:
        return _of_talk(scene, notice)
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
    """What belongs to a job, to a unit's archive, to a task, to a letter, to money, or to something lost or found."""
    for fact, make in SHOWN.items():
        if fact in notice.facts:
            return make(scene, notice)
    if "ticket" not in notice.facts:
        return found.shown(scene, notice)
    ticket, media = _seen(scene, notice)
    if ticket is None or not media:
        return None
    what = WHAT[AttachedTo(notice.facts["part"])]
    return _screen(T("staff", "{number}: {what}", number=ticket.number, what=what), media)


def _of_an_order(scene: Scene, notice: Notice) -> Screen | None:
    """The slips of an order's payments, for who may see its money (R012)."""
    order = order_for(scene, notice.facts["slips_of"])
    wanted = set(notice.facts["media"])
    media = [one for one in proofs_of(scene, order) if one.id in wanted]
    return _screen(T("staff", "{number}: slips of its payments", number=order.ticket.number), media) if media else None


def _of_task(scene: Scene, notice: Notice) -> Screen | None:
    """What was given with a task, or shows that it is done; for who may still see it (R016)."""
    one, part = visible(scene.session, notice.facts["assignment"], scene.me), AttachedTo(notice.facts["part"])
    wanted = set(notice.facts["media"])
    media = [piece for piece in attached(scene.session, one.subject, part) if piece.id in wanted]
    done = part == AttachedTo.RESULT
    return _screen(T("staff", "The task, done:") if done else T("staff", "With the task:"), media) if media else None


def _of_complaint(scene: Scene, notice: Notice) -> Screen | None:
    """What was sent with a complaint, for who may see it (R082)."""
    complaint = visible_complaint(scene.session, notice.facts["complaint"], scene.me)
    wanted = set(notice.facts["media"])
    media = [one for one in attached(scene.session, complaint.subject) if one.id in wanted]
    return _screen(T("staff", "{number}: sent by the owner", number=complaint.number), media) if media else None


def _of_talk(scene: Scene, notice: Notice) -> Screen | None:
    """What came with a line of a conversation, for who may read it."""
    line, talk = scene.session.get_one(TalkLine, notice.facts["talk_line"]), notice.facts["talk"]
    if not may_read(scene.session, scene.me, scene.session.get_one(Talk, talk)):
        return None
    wanted = set(notice.facts["media"])
    media = [piece for piece in attached(scene.session, line.subject) if piece.id in wanted]
    name = line.by.called if line.side == Side.OWNER else line.by.name
    words = T("label", "Sent by {name}", name=name)
    return Screen(words, encloses=tuple(one.id for one in media)) if media else None


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


def _of_survey(scene: Scene, notice: Notice) -> Screen | None:
    """What came with a form of the opinion survey, for who may see it (R151)."""
    answer = answer_for(scene.session, notice.facts["survey_form"], scene.me)
    wanted = set(notice.facts["media"])
    media = [one for one in attached(scene.session, answer.form.subject) if one.id in wanted]
    if not media or not may_see_pictures(scene.session, answer, scene.me):
        return None
    return _screen(T("staff", "With the survey form of unit {unit}:", unit=answer.form.unit.number), media)


SHOWN: dict[str, Maker] = {
    "survey_form": _of_survey,
    "paper_version": _of_a_paper,
    "complaint": _of_complaint,
    "assignment": _of_task,
    "talk_line": _of_talk,
    "letter": mailbox.shown,
    "report": reports.charts_shown,
    "plan": reports.evidence_shown,
    "slips_of": _of_an_order,
    "payment": cash.shown,
    "deposit": cash.shown,
}

OWNER: dict[str, Maker] = {"media.unusable": _unusable_owner, "media.show": _shown_owner}
STAFF: dict[str, Maker] = {
    "media.unusable": _unusable_staff,
    "media.show": _shown_staff,
    "detail.assignee": staff_ticket(T("staff", "The owner has added something")),
    "detail.receiver": staff_ticket(T("staff", "The owner has added something")),
}
