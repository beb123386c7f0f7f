"""Incidents by the clock, and the report as a document (突发事件报告; R099, DOMAIN 5.6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.clockwork.duties import Shift
from bot.documents import Maker
from bot.texts import Reader, T, Words, listed
from jobs.documents import clock, make_form, say
from models.catalogue import catalogue
from models.dues import Due
from models.estate import Project
from models.incidents import by_clock
from models.incidents.lifecycle import NEWS, Grade
from models.incidents.reading import log_of, tickets_of
from models.incidents.tables import Incident

GRADE = {
    Grade.MAJOR: T("paper", "major"),
    Grade.LARGER: T("paper", "larger"),
    Grade.SLIGHT: T("paper", "slight"),
}


SAYS = {
    "start": T("paper", "at work on it"),
    "progress": T("paper", "progress"),
    "control": T("paper", "under control"),
    "again": T("paper", "come up again"),
    "end": T("paper", "over"),
    "false_alarm": T("paper", "false alarm"),
}


def _number(due: Due) -> int:
    return int(due.subject.partition(":")[2])


def news_due(shift: Shift, due: Due) -> None:
    """Nobody has heard anything for a while."""
    by_clock.news_due(shift.session, _number(due), shift.now)


def report_due(shift: Shift, due: Due) -> None:
    """The report is still to be written."""
    by_clock.report_due(shift.session, _number(due), shift.now)


def report(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """Type, grade, times, measures, losses, cause and prevention on one sheet of A4; nobody who reported it is named."""
    one = session.get_one(Incident, facts["incident"])
    danger = catalogue().danger(one.symptom_code)
    where: Words = T("paper", "The whole building") if one.whole else listed(one.floors, ", ")
    wanted: list[tuple[Words, Words]] = [
        (T("paper", "Number"), one.number),
        (T("paper", "Type"), danger.name if danger else one.symptom.name),
        (T("paper", "Grade"), GRADE[one.grade] if one.grade else ""),
        (T("paper", "Floors"), where),
        (T("paper", "Reports"), len(tickets_of(session, one))),
        (T("paper", "Began"), clock(reader, one.opened_at)),
        (T("paper", "Everybody affected told"), clock(reader, one.told_at)),
        (T("paper", "Under control"), clock(reader, one.controlled_at)),
        (T("paper", "Over"), clock(reader, one.ended_at)),
        (T("paper", "Course"), _course(session, reader, one)),
        (T("paper", "Measures taken"), one.measures),
        (T("paper", "Losses"), one.losses),
        (T("paper", "Cause"), one.cause),
        (T("paper", "Prevention"), one.prevention),
        (T("paper", "Led by"), one.leader.person.name if one.leader else ""),
        (T("paper", "Written by"), one.writer.person.name if one.writer else ""),
        (T("paper", "Confirmed by"), one.reviewer.person.name if one.reviewer else ""),
        (T("paper", "Confirmed"), clock(reader, one.reviewed_at)),
    ]
    rows = [(say(reader, label), said) for label, value in wanted if (said := say(reader, value))]
    name = say(reader, T("paper", "Incident report {number}", number=one.number))
    return f"{name}.xlsx", make_form(
        say(reader, T("paper", "{building}: incident report", building=project.name)), rows
    )


def _course(session: Session, reader: Reader, one: Incident) -> str:
    """What those whom it affected were told, with the hour, who told it, and how many heard it."""
    news = [step for step in log_of(session, one) if step.move in NEWS and step.reached is not None]
    return "\n".join(
        say(
            reader,
            T(
                "paper",
                "{time} {name}: {words} ({count} people told)",
                time=clock(reader, step.at),
                name=step.by.person.name if step.by else "",
                words=step.words or SAYS[step.move],
                count=step.reached or 0,
            ),
        )
        for step in news
    )


DOCUMENTS: Mapping[str, Maker] = {"incident_report": report}
