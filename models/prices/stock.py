"""A whole price list that is in force already: read from rows, reviewed and approved as version 1 (DOMAIN 4.4)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.estate import Project
from models.money import parse_yuan
from models.people import Person
from models.prices.lifecycle import State
from models.prices.tables import MaterialRule, PriceEdition, PriceItem, PriceStep, Shelf
from models.prices.terms import HOMES, Terms

FIRST = 1  # version of the list


def publish_list(
    session: Session,
    project: Project,
    rows: Iterable[Mapping[str, str]],
    *,
    writer: Person,
    reviewer: Person,
    approver: Person,
    valid_from: date,
    now: datetime,
) -> None:
    """Put every row into the list, as in an office that has worked for a while; raises like `Terms.check`."""
    hands = (
        ("draft", State.DRAFT, writer),
        ("hand_in", State.DRAFT, writer),
        ("review", State.IN_REVIEW, reviewer),
        ("publish", State.REVIEWED, approver),
    )
    for row in rows:
        one = _put(session, project, row, valid_from)
        one.state, one.version, one.listed = State.PUBLISHED, len(hands), FIRST
        one.published_at, one.approved_by_id = now, approver.id
        for move, state, by in hands:
            session.add(PriceStep(edition_id=one.id, move=move, state=state, by_id=by.id, at=now))


def _put(session: Session, project: Project, row: Mapping[str, str], valid_from: date) -> PriceEdition:
    shelf = Shelf(row["code"][0])
    item = PriceItem(
        project_id=project.id,
        code=row["code"],
        shelf=shelf,
        service_class=HOMES[shelf].service_class,
        department=row["department"],
        trade=row["trade"],
    )
    session.add(item)
    session.flush()
    one = _terms(row, valid_from).edition(item.id, 1)
    session.add(one)
    session.flush()
    return one


def _terms(row: Mapping[str, str], valid_from: date) -> Terms:
    return Terms(
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        unit_zh=row["unit_zh"],
        unit_en=row["unit_en"],
        price_fen=parse_yuan(row["price"]),
        valid_from=valid_from,
        minimum_fen=parse_yuan(row["minimum"]) or 0,
        minutes=int(row["minutes"]) if row["minutes"] else None,
        material=MaterialRule(row["material"]),
        guarantee_days=int(row["guarantee_days"]),
        whole_only=row["whole_only"] == "yes",
        most=int(row["most"]),
        phrases=tuple(row["phrases"].split("/")),
    )
