"""The deeds of a conversation: opened, taken, words both ways, passed on, put back, ended, judged (R045, R183-R190)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calls.asking import Asked, ask_for_a_person
from models.estate import Project
from models.events import record, touch
from models.marks.noting import listen
from models.media.actions import attach
from models.media.tables import AttachedTo
from models.people import Person, Side, Staff
from models.refusals import Gone, NotYours, TooMany, WordsMissing
from models.talks.lifecycle import State
from models.talks.moving import moving
from models.talks.parts import may_have
from models.talks.queries import lines_of, talk_of
from models.talks.tables import LineKind, Talk, TalkLine
from models.talks.telling import leaders, receivers, ring, show_enclosed, tell_about, tell_owner
from models.talks.timing import watch
from models.tickets.queries import visible as visible_ticket
from models.wording import heated_words

MOST_WORDS = 2000  # characters of one line


def open_talk(session: Session, *, project: Project, by: Person, about: int = 0, now: datetime) -> Talk:
    """Begin to talk, perhaps about a ticket of one's own, or go on with the conversation that goes on; the desk rings.

    Raises Gone for somebody else's ticket.
    """
    with session.begin_nested():
        session.scalar(select(Person.id).where(Person.id == by.id).with_for_update())
        if (known := talk_of(session, by)) is not None:
            return known
        subject = visible_ticket(session, about, by, now).subject if about else ""
        talk = Talk(project_id=project.id, person_id=by.id, about=subject, opened_at=now, rung_at=now, last_at=now)
        session.add(talk)
        session.flush()
        facts = {"about": talk.about}
        record(
            session,
            project_id=talk.project_id,
            subject=talk.subject,
            kind="talk.open",
            now=now,
            actor_id=by.id,
            facts=facts,
        )
        ring(session, talk, receivers(session, talk, now), now)
        watch(session, talk)
    return talk


def say(
    session: Session, talk_id: int, *, by: Person, now: datetime, words: str = "", media: Sequence[int] = ()
) -> Talk:
    """What the owner writes or sends goes to the colleague who has it; raises WordsMissing, TooMany, Gone, TooLate."""
    with moving(session, talk_id, "say", by=by, now=now) as talk:
        line = _write(session, talk, by, Side.OWNER, words, media, now)
        if heated_words(words) and talk.heated_at is None:
            _mark_heated(session, talk, now)
        listen(session, talk, by=by, words=words, now=now, told=True)
        if talk.state == State.OPEN and talk.unanswered_since is None:
            talk.unanswered_since = now
        if talk.holder_id is not None:
            facts = {"line": line.id}
            tell_about(session, talk, talk.holder_id, "talk.said", now, occasion=f"l{line.id}", facts=facts)
            show_enclosed(session, talk, line, talk.holder_id, Side.STAFF, now)
    return talk


def _write(
    session: Session,
    talk: Talk,
    by: Person,
    side: Side,
    words: str,
    media: Sequence[int],
    now: datetime,
    *,
    kind: LineKind = LineKind.SAID,
    standard: str = "",
) -> TalkLine:
    said = words.strip()
    if not said and not media:
        raise WordsMissing(talk=talk.id)
    if len(said) > MOST_WORDS:
        raise TooMany(talk=talk.id)
    line = TalkLine(talk_id=talk.id, by_id=by.id, side=side, kind=kind, words=said, standard=standard, at=now)
    session.add(line)
    session.flush()
    attach(session, line.subject, media, AttachedTo.DETAIL, by=by, now=now)
    talk.last_at = now
    if talk.about:
        touch(session, talk.about)
    return line


def _mark_heated(session: Session, talk: Talk, now: datetime) -> None:
    """Somebody is upset: those in charge see it, the colleague finds a calming reply ready; nothing is blocked (R083)."""
    talk.heated_at = now
    record(session, project_id=talk.project_id, subject=talk.subject, kind="talk.heated", now=now)
    for person_id in leaders(session, talk):
        if person_id != talk.holder_id:
            tell_about(session, talk, person_id, "talk.heated", now, occasion="heated")


def take(session: Session, talk_id: int, *, by: Person, now: datetime) -> Talk:
    """The first of the desk has it, and the owner reads who; raises TooLate for whoever comes second (R187)."""
    with moving(session, talk_id, "take", by=by, now=now) as talk:
        talk.holder_id, talk.taken_at, talk.unanswered_since, talk.reminders = by.id, now, now, 0
        session.flush()
        tell_owner(session, talk, "talk.taken", now)
        for line in lines_of(session, talk):
            if line.side == Side.OWNER:
                show_enclosed(session, talk, line, by.id, Side.STAFF, now)
    return talk


def answer(
    session: Session,
    talk_id: int,
    *,
    by: Person,
    now: datetime,
    words: str = "",
    media: Sequence[int] = (),
    standard: str = "",
) -> Talk:
    """What the colleague writes goes to the owner, signed; raises WordsMissing, Gone, NotYours, TooLate (R183)."""
    with moving(session, talk_id, "answer", by=by, now=now) as talk:
        line = _write(session, talk, by, Side.STAFF, words, media, now, standard=standard)
        talk.unanswered_since, talk.reminders, talk.answered_at = None, 0, talk.answered_at or now
        tell_owner(session, talk, "talk.answered", now, occasion=f"l{line.id}", facts={"line": line.id})
        show_enclosed(session, talk, line, talk.person_id, Side.OWNER, now)
    return talk


def pass_on(session: Session, talk_id: int, *, by: Person, to: int, why: str, now: datetime) -> Talk:
    """A colleague goes on with it, and the owner reads who and why; raises WordsMissing, Gone, NotYours, TooLate (R188)."""
    with moving(session, talk_id, "pass_on", by=by, now=now) as talk:
        whom = session.get(Staff, to, with_for_update={"of": Staff}, populate_existing=True)
        if whom is None or whom.project_id != talk.project_id or whom.person_id in {talk.holder_id, talk.person_id}:
            raise Gone
        if by.staff is None or not (may_have(by.staff, whom) or whom.person_id == by.id):
            raise NotYours(talk=talk.id)
        line = _write(session, talk, by, Side.STAFF, why, (), now, kind=LineKind.PASSED)
        former, talk.holder_id = talk.holder_id, whom.person_id
        talk.version, talk.unanswered_since, talk.reminders = talk.version + 1, now, 0
        session.flush()
        tell_owner(session, talk, "talk.passed", now, facts={"line": line.id})
        tell_about(session, talk, whom.person_id, "talk.yours", now)
        if former is not None and former != by.id:
            tell_about(session, talk, former, "talk.taken_over", now)
    return talk


def put_back(session: Session, talk_id: int, *, by: Person | None, now: datetime) -> Talk:
    """Whoever had it cannot go on: the desk rings again, and the owner is told; raises Gone, NotYours, TooLate."""
    with moving(session, talk_id, "put_back", by=by, now=now) as talk:
        former = talk.holder_id
        talk.holder_id, talk.rung_at, talk.rings = None, now, 0
        session.flush()
        tell_owner(session, talk, "talk.waits_again", now)
        people = [one for one in receivers(session, talk, now) if one != former] or leaders(session, talk)
        ring(session, talk, people, now)
    return talk


def end(session: Session, talk_id: int, *, by: Person | None, now: datetime) -> Talk:
    """It is over; the other side reads so. What nobody has read yet is told to the desk. Raises Gone, NotYours, TooLate (R190)."""
    with moving(session, talk_id, "end", by=by, now=now) as talk:
        talk.ended_at = now
        owner = by is not None and by.id == talk.person_id
        if not owner:
            tell_owner(session, talk, "talk.ended", now)
        elif talk.holder_id is not None:
            tell_about(session, talk, talk.holder_id, "talk.left", now)
        elif lines_of(session, talk, 1):
            for person_id in receivers(session, talk, now):
                tell_about(session, talk, person_id, "talk.left", now)
    return talk


def call_back(session: Session, talk_id: int, *, by: Person | None, now: datetime) -> Asked:
    """Instead of waiting on: the desk calls, and knows what it is about; raises Gone, NotYours, TooLate (R132)."""
    with moving(session, talk_id, "call_back", by=by, now=now) as talk:
        talk.ended_at = now
        project = session.get_one(Project, talk.project_id)
        asked = ask_for_a_person(session, project, talk.person, now, about=talk.ticket_id)
        if by is None:
            tell_owner(session, talk, "talk.called", now, facts={"until": asked.until.isoformat()})
        elif talk.holder_id is not None:
            tell_about(session, talk, talk.holder_id, "talk.left", now)
    return asked


def judge(session: Session, talk_id: int, *, by: Person, now: datetime, resolved: bool) -> Talk:
    """Whether it helped, as the owner says; if not, whoever had it and those in charge hear. Raises Gone, NotYours, TooLate."""
    with moving(session, talk_id, "judge", by=by, now=now) as talk:
        if talk.resolved == resolved:
            return talk
        talk.resolved = resolved
        if not resolved:
            had = [talk.holder_id] if talk.holder_id and talk.holder and talk.holder.left_at is None else []
            for person_id in dict.fromkeys([*had, *leaders(session, talk)]):
                tell_about(session, talk, person_id, "talk.unresolved", now)
    return talk
