"""Reading the price list: what can be booked on a day, the price of a day, who has a part in it, and which service words mean (R059, R064)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.estate import Project
from models.hours import hours_of
from models.knowledge.reading import own_hands, parts_of
from models.people import Person
from models.policy import policy_of
from models.prices.lifecycle import APPROVED, MOVES, UNDER_WAY, State, allowed
from models.prices.matching import find
from models.prices.tables import PriceEdition, PriceItem, PriceStep, Shelf
from models.refusals import Gone


@dataclass(frozen=True)
class ListHead:
    """The price list as a document: its code, its version, when and by whom that was approved (R224)."""

    code: str
    version: int
    revised_at: datetime | None = None
    approver: Person | None = None


def day_of(project: Project, moment: datetime) -> date:
    """The office's own day."""
    return moment.astimezone(project.zone).date()


def outside_hours(project: Project, moment: datetime) -> bool:
    """Whether labour at that moment costs the surcharge: outside the office's service hours."""
    return not hours_of(project).is_open(moment)


def list_head(session: Session, project: Project) -> ListHead:
    """Which list is in force; its version rises with every price that is approved."""
    code = policy_of(project).price_list_code
    newest = _of_office(project.id).where(PriceEdition.listed.is_not(None)).order_by(None)
    last = session.scalars(newest.order_by(PriceEdition.listed.desc(), PriceEdition.id.desc()).limit(1)).first()
    return ListHead(code, last.listed or 0, last.published_at, last.approved_by) if last else ListHead(code, 0)


def next_list_version(session: Session, project_id: int) -> int:
    """Of the list that the next approved price makes."""
    mine = select(func.max(PriceEdition.listed)).join(PriceItem, PriceItem.id == PriceEdition.item_id)
    return (session.scalar(mine.where(PriceItem.project_id == project_id)) or 0) + 1


def _of_office(project_id: int) -> Select[PriceEdition]:
    wanted = select(PriceEdition).join(PriceItem, PriceItem.id == PriceEdition.item_id)
    return wanted.where(PriceItem.project_id == project_id).order_by(PriceItem.code, PriceEdition.number)


def approved(session: Session, project: Project, day: date, shelf: Shelf | None = None) -> list[PriceEdition]:
    """The prices of a day by code, suspended ones included."""
    wanted = _of_office(project.id).where(PriceEdition.state.in_(APPROVED), PriceEdition.valid_from <= day)
    found = session.scalars(wanted.where(PriceItem.shelf == shelf) if shelf else wanted).all()
    return [one for one in found if one.holds_on(day)]


def bookable(session: Session, project: Project, day: date, shelf: Shelf | None = None) -> list[PriceEdition]:
    """What owners can have on a day, by code: approved, in force, and not suspended (R059)."""
    return [one for one in approved(session, project, day, shelf) if not one.item.rests_on(day)]


def shelves(editions: Iterable[PriceEdition]) -> list[Shelf]:
    """The shelves on which there is anything, in their order."""
    known = {one.item.shelf for one in editions}
    return [shelf for shelf in Shelf if shelf in known]


def edition(session: Session, edition_id: int) -> PriceEdition:
    """An approved version, also one that holds no more, as an order keeps it; raises Gone."""
    one = session.get(PriceEdition, edition_id)
    if one is None or one.state not in APPROVED:
        raise Gone
    return one


def edition_on(session: Session, item_id: int, day: date) -> PriceEdition | None:
    """The price of an item on a day, suspended or not; None where it has none then."""
    return next((one for one in editions_of(session, item_id) if one.holds_on(day)), None)


def by_code(session: Session, project: Project, code: str, day: date) -> PriceEdition | None:
    """The price under a code on a day, suspended or not; None where there is none."""
    return next((one for one in approved(session, project, day) if one.item.code == code), None)


def find_service(
    session: Session, project: Project, text: str, day: date
) -> tuple[PriceEdition | None, list[PriceEdition]]:
    """The price of the day that is surely meant by words, suspended or not, and else those that may be; never a guess."""
    known = {one.item.code: one for one in approved(session, project, day)}
    found = find(text, {code: (one.name_zh, one.name_en, *one.phrases) for code, one in known.items()})
    return (known[found.sure] if found.sure else None), [known[code] for code in found.likely]


def visible(session: Session, edition_id: int, person: Person) -> PriceEdition:
    """A version, for the staff of its office; what is not approved, only for those with a part. Raises Gone."""
    one, staff = session.get(PriceEdition, edition_id), person.staff
    if one is None or staff is None or staff.left_at or staff.project_id != one.item.project_id:
        raise Gone
    if one.state not in APPROVED and not parts_of(staff):
        raise Gone
    return one


def in_state(session: Session, project: Project, states: Sequence[State]) -> Sequence[PriceEdition]:
    """Every version in one of these states, by code."""
    return session.scalars(_of_office(project.id).where(PriceEdition.state.in_(states))).all()


def to_come(session: Session, project: Project, day: date) -> list[PriceEdition]:
    """Approved prices whose first day is still ahead."""
    found = in_state(session, project, (State.PUBLISHED,))
    return [one for one in found if one.valid_from > day]


def editions_of(session: Session, item_id: int) -> Sequence[PriceEdition]:
    """Every version of an item, the newest first."""
    wanted = select(PriceEdition).where(PriceEdition.item_id == item_id)
    return session.scalars(wanted.order_by(PriceEdition.number.desc())).all()


def under_way(session: Session, item_id: int) -> PriceEdition | None:
    """The version of an item that is being drafted or reviewed."""
    return session.scalar(
        select(PriceEdition).where(PriceEdition.item_id == item_id, PriceEdition.state.in_(UNDER_WAY))
    )


def steps_of(session: Session, one: PriceEdition) -> Sequence[PriceStep]:
    """Everything that was done with a version, oldest first."""
    return session.scalars(select(PriceStep).where(PriceStep.edition_id == one.id).order_by(PriceStep.id)).all()


def hands_of(session: Session, one: PriceEdition, person: Person) -> frozenset[str]:
    """What somebody has done with a version; a review that was sent back counts no more."""
    return own_hands(steps_of(session, one), person)


def moves_for(session: Session, person: Person, one: PriceEdition, day: date) -> frozenset[str]:
    """The names of the moves that somebody may make with a version as it is on that day."""
    own = hands_of(session, one, person)
    names = allowed(one.state, parts_of(person.staff)) - ({"suspend", "resume"} if one.is_over(day) else set())
    resting = one.item.suspended_from is not None and not one.item.has_rested(day)
    return frozenset(name for name in names if not own & MOVES[name, one.state].apart and (name != "resume" or resting))
