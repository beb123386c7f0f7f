"""The papers of the survey: its result, 《意见调查表》发放回收表, and the forms to print for who is not on the bot (R151, DOMAIN 5.6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.documents import Maker
from bot.texts import Reader, T, Words
from jobs.documents import clock, make_table, say
from jobs.register_papers import PART
from jobs.survey_books import Blank, make_blanks
from models.estate import Project, Unit
from models.surveys.areas import GRADES, Area
from models.surveys.reading import answer_to, people_of
from models.surveys.sending import by_paper
from models.surveys.tables import SurveyForm, SurveyRound

AREA = {
    Area.RECEPTION: T("paper", "Reception at the desk and by telephone"),
    Area.CLEANING: T("paper", "Cleanliness"),
    Area.GREENING: T("paper", "Greenery"),
    Area.ORDER: T("paper", "Order and fire safety"),
    Area.EQUIPMENT: T("paper", "Equipment and repair"),
    Area.OVERALL: T("paper", "Overall"),
}
GRADE = {
    5: T("paper", "very good"),
    4: T("paper", "good"),
    3: T("paper", "fair"),
    2: T("paper", "should be better"),
    1: T("paper", "must be better"),
}
LIST: tuple[tuple[T, int], ...] = (
    (T("paper", "Unit"), 8),
    (T("paper", "Occupier"), 26),
    (T("paper", "Part"), 14),
    (T("paper", "Name"), 18),
    (T("paper", "Telephone"), 16),
    (T("paper", "Issued by"), 10),
    (T("paper", "Came back"), 18),
    (T("paper", "Came back by"), 12),
    (T("paper", "Signed by"), 14),
    (T("paper", "Note"), 18),
    (T("paper", "Signature"), 16),
)


def part_of(reader: Reader, role: str) -> str:
    """Whose form it is."""
    return say(reader, PART.get(role, role)) if role else say(reader, T("paper", "user of the unit"))


def way(reader: Reader, *, on_paper: bool) -> str:
    """On the bot or on paper."""
    return say(reader, T("paper", "paper") if on_paper else T("paper", "bot"))


def title_of(reader: Reader, one: SurveyRound) -> str:
    """What the survey is called on paper."""
    return say(reader, T("paper", "Opinion survey {period}", period=one.period))


def survey_list(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """《意见调查表》发放回收表: every form, how it went out, and whether it is back."""
    one = session.get_one(SurveyRound, facts["survey"])
    forms = session.scalars(
        select(SurveyForm)
        .join(Unit, Unit.id == SurveyForm.unit_id)
        .where(SurveyForm.round_id == one.id)
        .order_by(Unit.number, SurveyForm.id)
    ).all()
    name = say(reader, T("paper", "Survey forms issued and returned {period}", period=one.period))
    back = sum(answer_to(session, form) is not None for form in forms)
    above = [say(reader, T("paper", "Issued {issued}, returned {returned}", issued=len(forms), returned=back))]
    rows = [_line(session, reader, form) for form in forms]
    columns = [(say(reader, title), width) for title, width in LIST]
    return f"{name}.xlsx", make_table(name, columns, rows, above)


def _line(session: Session, reader: Reader, form: SurveyForm) -> list[str]:
    people, answer = people_of(session, form), answer_to(session, form)
    late = answer is not None and answer.late
    return [
        form.unit.number,
        form.unit.occupier_name or form.unit.owner_name,
        part_of(reader, form.role),
        " ".join(say(reader, one.called) for one in people),
        " ".join(one.phone for one in people),
        way(reader, on_paper=not form.by_bot),
        clock(reader, answer.answered_at) if answer else "",
        way(reader, on_paper=answer.on_paper) if answer else "",
        answer.signature if answer else "",
        say(reader, T("paper", "late")) if late else "",
        "",
    ]


def survey_forms(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """A form of A4 for each part that the bot does not reach and that is not back, in the office's language."""
    one, reader = session.get_one(SurveyRound, facts["survey"]), Reader(project.language, reader.zone)
    blanks = [_blank(project, reader, one, form) for form in by_paper(session, one)]
    name = say(reader, T("paper", "Survey forms to print {period}", period=one.period))
    return f"{name}.xlsx", make_blanks(blanks)


def _blank(project: Project, reader: Reader, one: SurveyRound, form: SurveyForm) -> Blank:
    unit = {"unit": form.unit.number, "part": part_of(reader, form.role)}
    until = {"day": f"{one.last_day}", "phone": project.desk_phone}
    above: list[Words] = [
        T("paper", "Unit {unit}, {part}", **unit),
        T(
            "paper",
            "Dear customer, please tick one box in each line. Every comment of yours gets an answer. Thank you.",
        ),
    ]
    below: list[Words] = [
        T("paper", "Comments and suggestions:"),
        T("paper", "Signature: ______________    Date: ______________"),
        T("paper", "Please give it back to the service desk by {day}. Questions: {phone}. Thank you.", **until),
    ]
    return Blank(
        tab=form.unit.number,
        title=say(reader, T("paper", "{building}: opinion survey", building=project.name)),
        above=[say(reader, words) for words in above],
        areas=[say(reader, AREA[area]) for area in Area],
        grades=[f"{say(reader, GRADE[grade])} {grade}" for grade in GRADES],
        below=[say(reader, words) for words in below],
    )


DOCUMENTS: Mapping[str, Maker] = {"survey_list": survey_list, "survey_forms": survey_forms}
