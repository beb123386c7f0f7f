"""Reading the mailbox: who is what to it, how many letters there are, and what only sender and manager see (R143, DOMAIN 5.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.mailbox.lifecycle import READ, WAITING, LetterState, OpeningState, Part, letter_moves
from models.mailbox.tables import Letter, LetterStep, Opening
from models.people import Person, Role, Staff
from models.refusals import Gone

PART_OF_ROLE = {
    Role.CS_DESK: Part.DESK,
    Role.CS_SUPERVISOR: Part.SUPERVISOR,
    Role.MANAGER: Part.MANAGER,
}
READERS = frozenset(PART_OF_ROLE)
RECORD_READERS = frozenset({Role.CS_SUPERVISOR, Role.MANAGER})


def parts_of(person: Person, project_id: int) -> frozenset[Part]:
    """What somebody is to the mailbox of an office; empty for who has nothing to do with it."""
    staff = person.staff
    if staff is None or staff.left_at is not None or staff.project_id != project_id:
        return frozenset()
    part = PART_OF_ROLE.get(staff.role)
    return frozenset({part}) if part else frozenset()


def opening_for(session: Session, opening_id: int, person: Person) -> Opening:
    """The opening, for who has a part in the mailbox; raises Gone for everybody else."""
    one = session.get(Opening, opening_id)
    if one is None or not parts_of(person, one.project_id):
        raise Gone
    return one


def current(session: Session, project: Project) -> Opening | None:
    """The opening that waits for somebody: to be opened, or to be passed on."""
    asked = {*WAITING, OpeningState.OPENED}
    wanted = select(Opening).where(Opening.project_id == project.id, Opening.state.in_(asked))
    return session.scalars(wanted.order_by(Opening.day.desc())).first()


def openings(session: Session, project: Project) -> Sequence[Opening]:
    """Every opening, the newest first."""
    wanted = select(Opening).where(Opening.project_id == project.id)
    return session.scalars(wanted.order_by(Opening.day.desc())).all()


@dataclass(frozen=True)
class Tally:
    """How the letters of an opening stand, in numbers."""

    answered: int  # or settled where no reply was wished
    late: int


def tally_of(session: Session, opening: Opening, now: datetime) -> Tally:
    """How many letters of an opening are answered, and how many should have been."""
    letters = session.scalars(select(Letter).where(Letter.opening_id == opening.id)).all()
    answered = sum(one.state in {LetterState.ANSWERED, LetterState.SETTLED} for one in letters)
    return Tally(answered, sum(one.is_late(now) for one in letters))


@dataclass(frozen=True)
class Box:
    """The mailbox in numbers: letters in it that wait for its opening, those to be answered, and those that are late."""

    sealed: int = 0
    to_answer: int = 0
    late: int = 0


def box_of(session: Session, project: Project, now: datetime) -> Box:
    """The figures of one office; nobody's name, and no word of a letter."""
    open_ones = (LetterState.SEALED, LetterState.OPENED, LetterState.WITH_MANAGER)
    wanted = select(Letter).where(Letter.project_id == project.id, Letter.state.in_(open_ones))
    letters = session.scalars(wanted).all()
    waiting = [one for one in letters if one.state == LetterState.WITH_MANAGER and one.wants_reply]
    return Box(
        sum(one.state != LetterState.WITH_MANAGER for one in letters),
        len(waiting),
        sum(one.is_late(now) for one in waiting),
    )


def parts_in(person: Person, letter: Letter) -> frozenset[Part]:
    """What somebody is to a letter: its sender, or the manager once it was passed on."""
    parts = {Part.SENDER} if letter.person_id == person.id else set()
    if letter.state in READ:
        parts |= parts_of(person, letter.project_id) & {Part.MANAGER}
    return frozenset(parts)


def own_letter(session: Session, letter_id: int, person: Person) -> Letter:
    """The letter, for who wrote it; raises Gone for everybody else."""
    letter = session.get(Letter, letter_id)
    if letter is None or Part.SENDER not in parts_in(person, letter):
        raise Gone
    return letter


def letter_for(session: Session, letter_id: int, person: Person) -> Letter:
    """The letter, for the manager to whom it was passed on; raises Gone for everybody else (R144)."""
    letter = session.get(Letter, letter_id)
    if letter is None or Part.MANAGER not in parts_in(person, letter):
        raise Gone
    return letter


def own_letters(session: Session, person: Person) -> Sequence[Letter]:
    """What somebody has written, the newest first."""
    return session.scalars(select(Letter).where(Letter.person_id == person.id).order_by(Letter.id.desc())).all()


def letters_for(session: Session, manager: Staff, *, open_ones: bool) -> Sequence[Letter]:
    """The letters that a manager may read: those to be answered, the most pressing first, or all others; raises Gone."""
    if Part.MANAGER not in parts_of(manager.person, manager.project_id):
        raise Gone
    states = (LetterState.WITH_MANAGER,) if open_ones else tuple(one for one in READ if one != LetterState.WITH_MANAGER)
    wanted = select(Letter).where(Letter.project_id == manager.project_id, Letter.state.in_(states))
    return session.scalars(wanted.order_by(*([Letter.reply_by, Letter.id] if open_ones else [Letter.id.desc()]))).all()


def log_of(session: Session, letter: Letter) -> Sequence[LetterStep]:
    """Everything that was done with a letter, oldest first."""
    return session.scalars(select(LetterStep).where(LetterStep.letter_id == letter.id).order_by(LetterStep.id)).all()


def moves_for(person: Person, letter: Letter) -> frozenset[str]:
    """The moves that somebody may make with a letter as it is now."""
    return letter_moves(letter.state, parts_in(person, letter), wants_reply=letter.wants_reply)
