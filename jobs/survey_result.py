"""The result of a survey round as a workbook: numbers, areas, who answered what, comments, improvements (R151-R153, DOMAIN 5.6)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.documents import Maker
from bot.texts import Amount, Reader, T, Words
from jobs.documents import clock, say
from jobs.survey_books import Table, make_tables
from jobs.survey_papers import AREA, part_of, title_of, way
from models.assignments.lifecycle import State as TaskState
from models.assignments.tables import Assignment
from models.estate import Project
from models.people import Person
from models.surveys.areas import FEW, GRADES, Area
from models.surveys.comments import is_open, may_read_comment
from models.surveys.measures import measures_of
from models.surveys.reading import answered
from models.surveys.results import AreaResult, Result, result_of
from models.surveys.tables import SurveyAnswer, SurveyRound

TASK = {
    TaskState.OPEN: T("paper", "open"),
    TaskState.DONE: T("paper", "done"),
    TaskState.CALLED_OFF: T("paper", "called off"),
}


def survey_result(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """Everything that a round has said; comments that their reader may not know stand without their words (R082)."""
    one, person = session.get_one(SurveyRound, facts["survey"]), session.get_one(Person, facts["person"])
    found, answers = result_of(session, project, one), answered(session, one)
    tables = [
        _numbers(reader, one, found),
        _areas(reader, found),
        _answers(reader, answers),
        _comments(session, reader, [one for one in answers if one.comment], person),
        _measures(reader, measures_of(session, one)),
    ]
    name = say(reader, T("paper", "Result of the opinion survey {period}", period=one.period))
    return f"{name}.xlsx", make_tables(tables)


def _table(reader: Reader, name: Words, columns: Sequence[tuple[Words, int]], rows: Sequence[Sequence[str]]) -> Table:
    return Table(say(reader, name), [(say(reader, title), width) for title, width in columns], rows)


def _numbers(reader: Reader, one: SurveyRound, found: Result) -> Table:
    """Issued and returned, the two ways apart; the rate is of all that was issued."""
    facts: list[tuple[Words, Words]] = [
        (T("paper", "Survey"), title_of(reader, one)),
        (T("paper", "Begun"), clock(reader, one.opened_at)),
        (T("paper", "Last day"), f"{one.last_day}"),
        (T("paper", "Issued"), found.issued),
        (T("paper", "of them on the bot"), found.bot.issued),
        (T("paper", "of them on paper"), found.paper.issued),
        (T("paper", "Returned in time"), found.returned),
        (T("paper", "of them through the bot"), found.bot.returned),
        (T("paper", "of them as paper"), found.paper.returned),
        (T("paper", "Rate of return"), f"{found.tenths // 10}.{found.tenths % 10} %"),
        (T("paper", "Target"), f"{found.target_percent} %"),
        (T("paper", "Target reached"), T("paper", "no") if found.is_below else T("paper", "yes")),
        (T("paper", "Late, not counted"), found.late),
        (T("paper", "Keyed in after the end"), found.keyed_after),
        (T("paper", "Comments"), found.comments),
    ]
    if found.says_little:
        facts.append((T("paper", "Note"), T("paper", "Fewer than {few} answers: the averages say little", few=FEW)))
    rows = [[say(reader, what), say(reader, value)] for what, value in facts]
    return _table(reader, T("paper", "Numbers"), [(T("paper", "What"), 30), (T("paper", "Value"), 40)], rows)


def _areas(reader: Reader, found: Result) -> Table:
    columns: list[tuple[Words, int]] = [
        (T("paper", "Area"), 26),
        (T("paper", "Average"), 10),
        (T("paper", "Before"), 10),
        (T("paper", "Change"), 10),
        *((f"{grade}", 8) for grade in GRADES),
    ]
    rows = [[say(reader, AREA[area]), *_area(reader, found.areas[area])] for area in Area]
    return _table(reader, T("paper", "Areas"), columns, rows)


def _area(reader: Reader, one: AreaResult) -> list[str]:
    figures = [say(reader, Amount(one)) if one is not None else "" for one in (one.average, one.before, one.change)]
    return [*figures, *(str(one.counts[grade]) for grade in GRADES)]


def _answers(reader: Reader, answers: Sequence[SurveyAnswer]) -> Table:
    columns: list[tuple[Words, int]] = [
        (T("paper", "Unit"), 8),
        (T("paper", "Part"), 14),
        (T("paper", "Signed by"), 14),
        (T("paper", "Came back by"), 12),
        (T("paper", "Answered or keyed in"), 18),
        (T("paper", "Came back"), 12),
        (T("paper", "Keyed in by"), 12),
        (T("paper", "Late"), 8),
        *((AREA[area], 12) for area in Area),
    ]
    return _table(reader, T("paper", "Answers"), columns, [_answer(reader, one) for one in answers])


def _answer(reader: Reader, one: SurveyAnswer) -> list[str]:
    return [
        one.form.unit.number,
        part_of(reader, one.form.role),
        one.signature,
        way(reader, on_paper=one.on_paper),
        clock(reader, one.answered_at),
        f"{one.returned_on}" if one.returned_on else "",
        one.entered_by.person.name if one.entered_by else "",
        say(reader, T("paper", "late")) if one.late else "",
        *(str(one.grades[area]) for area in Area),
    ]


def _comments(session: Session, reader: Reader, answers: Sequence[SurveyAnswer], person: Person) -> Table:
    columns: list[tuple[Words, int]] = [
        (T("paper", "Unit"), 8),
        (T("paper", "Number"), 18),
        (T("paper", "Comment"), 60),
        (T("paper", "Answered"), 10),
        (T("paper", "Answer"), 60),
    ]
    return _table(reader, T("paper", "Comments"), columns, [_comment(session, reader, one, person) for one in answers])


def _comment(session: Session, reader: Reader, one: SurveyAnswer, person: Person) -> list[str]:
    reads = may_read_comment(session, one, person)
    reply = one.reply or (one.complaint.result if one.complaint else "")
    return [
        one.form.unit.number,
        one.complaint.number if one.complaint else "",
        one.comment if reads else say(reader, T("paper", "others look after it")),
        say(reader, T("paper", "no") if is_open(one) else T("paper", "yes")),
        reply if reads else "",
    ]


def _measures(reader: Reader, tasks: Sequence[Assignment]) -> Table:
    columns: list[tuple[Words, int]] = [
        (T("paper", "Measure"), 60),
        (T("paper", "Person"), 14),
        (T("paper", "Until"), 18),
        (T("paper", "State"), 12),
        (T("paper", "Ended"), 18),
    ]
    rows = [
        [
            one.words,
            one.assignee.person.name if one.assignee else "",
            clock(reader, one.due_at),
            say(reader, TASK[one.state]),
            clock(reader, one.ended_at),
        ]
        for one in tasks
    ]
    return _table(reader, T("paper", "Improvements"), columns, rows)


DOCUMENTS: Mapping[str, Maker] = {"survey_result": survey_result}
