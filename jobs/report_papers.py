"""客服周报, 客服月报 and 消防承诺书 as workbooks, and the letter to the branch company (R154, R156, DOMAIN 5.6)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.documents import Maker
from bot.report_words import figure_words, former_words, period_words, value_words, verdict_words
from bot.texts import Reader, T, Words
from jobs.documents import clock, make_form, make_table, official, say
from models.archive.tables import Paper, PaperKind
from models.estate import Project, Unit
from models.official import OFFICIAL, file_name
from models.policy import policy_of
from models.reports.figures import Figure, Section, the_ten
from models.reports.lifecycle import State
from models.reports.periods import PeriodKind
from models.reports.reading import period_of_report, sections_of
from models.reports.sections.building import OCCUPIED
from models.reports.tables import Report

COLUMNS: tuple[tuple[T, int], ...] = (
    (T("paper", "Part"), 18),
    (T("paper", "Figure"), 30),
    (T("paper", "This period"), 22),
    (T("paper", "Period before"), 22),
    (T("paper", "Target"), 18),
    (T("paper", "About"), 44),
)
STATE = {
    State.DRAFT: T("paper", "draft"),
    State.SUBMITTED: T("paper", "submitted"),
    State.REPLACED: T("paper", "replaced by a correction"),
}
UNDERTAKINGS: tuple[tuple[T, int], ...] = (
    (T("paper", "Unit"), 10),
    (T("paper", "Signatory"), 28),
    (T("paper", "Version"), 10),
    (T("paper", "Filed on"), 16),
    (T("paper", "Filed by"), 14),
    (T("paper", "Valid until"), 14),
    (T("paper", "Note"), 30),
    (T("paper", "State"), 14),
)


def report_workbook(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes, int]:
    """Every figure of a report as it was counted, and under them what was written; nothing is counted anew."""
    one = session.get_one(Report, facts["report"])
    name = OFFICIAL[one.kind]
    period = say(reader, period_words(period_of_report(project, one)))
    rows = [row for section in sections_of(one) for row in _rows(reader, section)]
    rows += [[say(reader, label), text, "", "", "", ""] for label, text in _written(one)]
    columns = [(say(reader, title), width) for title, width in COLUMNS]
    above = [f"{say(reader, project.name)} {name} {period}", _state(reader, one)]
    content = make_table(f"{name} {period}", columns, rows, above, sheet_name=name)
    return file_name(one.kind, _of(project, one)), content, len(rows)


def _of(project: Project, one: Report) -> str:
    """Which period, in the name of a file; a correction says which version it is."""
    period = period_of_report(project, one)
    of = f"{period.first:%Y-%m}" if one.kind == PeriodKind.MONTH else f"{period.first}_{period.last}"
    return of if one.number == 1 else f"{of} v{one.number}"


def _state(reader: Reader, one: Report) -> str:
    who = one.submitted_by.person.name if one.submitted_by else ""
    facts = {
        "state": STATE[one.state],
        "name": who,
        "time": clock(reader, one.submitted_at),
        "counted": clock(reader, one.counted_at),
    }
    return say(reader, T("paper", "State: {state} {name} {time}; counted {counted}", **facts)) + (
        f" {one.why}" if one.why else ""
    )


def _rows(reader: Reader, section: Section) -> Iterator[list[str]]:
    for one in section.figures:
        yield [
            say(reader, section.name),
            say(reader, one.name),
            *_values(reader, one),
            " ".join(label for _, label in one.behind),
        ]
    for note in section.notes:
        yield [say(reader, section.name), say(reader, note), "", "", "", ""]


def _values(reader: Reader, one: Figure) -> list[str]:
    return [say(reader, value_words(one)), say(reader, former_words(one)), say(reader, verdict_words(one))]


def _written(one: Report) -> list[tuple[Words, str]]:
    return [
        (T("paper", "Problems"), one.problems),
        (T("paper", "Proposals"), one.proposals),
        (T("paper", "Planned next"), one.next_plan),
    ]


def report_letter(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """To the branch company: the numbers that matter, the problems, and what is proposed, on one sheet to be signed (R154)."""
    one = session.get_one(Report, facts["report"])
    reader = Reader(project.language, reader.zone)
    period = say(reader, period_words(period_of_report(project, one)))
    ten = "\n".join(say(reader, figure_words(figure)) for _, figure in the_ten(sections_of(one)))
    branch = policy_of(project).branch_name or say(reader, T("paper", "the branch company"))
    wanted: list[tuple[Words, str]] = [
        (T("paper", "To"), branch),
        (
            T("paper", "About"),
            say(reader, T("paper", "Report and proposals of customer service, {period}", period=period)),
        ),
        (T("paper", "What matters"), ten),
        *_written(one),
        (T("paper", "Signature"), ""),
        (T("paper", "Day"), f"{now.astimezone(project.zone).date()}"),
    ]
    title = say(reader, T("paper", "{building}: letter to the branch company", building=project.name))
    name = say(reader, T("paper", "Letter to the branch company {period}", period=_of(project, one)))
    return f"{name}.xlsx", make_form(title, [(say(reader, label), value) for label, value in wanted])


def fire_undertakings(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes, int]:
    """消防承诺书: what the archive says of each unit, and which occupied unit has none; until when one holds nobody has entered yet."""
    mine = select(Paper).where(Paper.project_id == project.id, Paper.kind == PaperKind.UNDERTAKING)
    found = session.scalars(mine.where(Paper.withdrawn_at.is_(None)).order_by(Paper.id)).all()
    units = session.scalars(select(Unit).where(Unit.project_id == project.id).order_by(Unit.floor, Unit.number)).all()
    rows = [row for unit in units for row in _of_unit(reader, unit, [one for one in found if one.unit_id == unit.id])]
    return official("fire_undertakings", "", [(say(reader, title), width) for title, width in UNDERTAKINGS], rows)


def _of_unit(reader: Reader, unit: Unit, papers: list[Paper]) -> Iterator[list[str]]:
    signatory = unit.occupier_name or unit.owner_name
    for one in papers:
        filed = say(reader, T("paper", "filed"))
        yield [unit.number, signatory, str(one.version), clock(reader, one.at), one.by.person.name, "", one.note, filed]
    if not papers and unit.status in OCCUPIED:
        yield [unit.number, signatory, "", "", "", "", "", say(reader, T("paper", "missing"))]


DOCUMENTS: Mapping[str, Maker] = {
    "report_workbook": report_workbook,
    "report_letter": report_letter,
    "fire_undertakings": fire_undertakings,
}
