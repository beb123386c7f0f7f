"""A survey round at the office: the list of rounds, and the card with how it stands or what it said (R151, J24)."""

from typing import Any

from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.staff.names import day_of, ways_out
from handlers.staff.surveys.lines import head_lines, result_lines
from handlers.survey_taps import (
    ListAnswers,
    ListComments,
    ListMeasures,
    ListWaiting,
    OpenSurvey,
    PrepareSurvey,
    PrintSurvey,
    ReviveSurvey,
)
from handlers.survey_words import last_day_of
from handlers.taps import Begin, Go, Place
from models.refusals import NotYours
from models.roles import IN_CHARGE
from models.surveys import actions
from models.surveys.comments import open_comments
from models.surveys.exporting import FORMS, LIST, RESULT
from models.surveys.issuing import reach
from models.surveys.lifecycle import Part, State
from models.surveys.measures import measures_of
from models.surveys.reading import READERS, moves_for, parts_of, rounds, steps_of, unanswered, under_way, visible
from models.surveys.results import result_of
from models.surveys.tables import SurveyRound, SurveyStep

SHOWN = 10  # rounds: five years of them
STATE = {
    State.DRAFT: T("staff", "prepared, waits to be opened"),
    State.OPEN: T("staff", "going on"),
    State.CLOSED: T("staff", "ended"),
    State.CALLED_OFF: T("staff", "does not take place"),
}
DID = {
    "prepare": T("staff", "prepared it"),
    "open": T("staff", "opened it"),
    "close": T("staff", "ended it"),
    "call_off": T("staff", "called the survey off"),
    "revive": T("staff", "took it up again"),
}
FORMS_OF = (
    ("open", T("button", "Open the survey"), "survey_open"),
    ("close", T("button", "End it now"), "survey_close"),
    ("call_off", T("button", "No survey this time"), "survey_off"),
)


def surveys_menu(scene: Scene) -> Reply:
    """The rounds, the newest first; raises NotYours for who has no part in them."""
    if scene.staff.role not in READERS:
        raise NotYours
    found = rounds(scene.session, scene.project)[:SHOWN]
    buttons = [Button(listed([one.period, STATE[one.state]], " "), OpenSurvey(one.id)) for one in found]
    may = scene.staff.role in IN_CHARGE and under_way(scene.session, scene.project) is None
    new = (Button(T("button", "Prepare a survey"), PrepareSurvey()),) if may else ()
    words = T(
        "staff",
        "<b>Opinion survey</b>: twice a year, one form for each unit and part. It is prepared by itself; the supervisor opens it.",
    )
    return Screen(words, (*rows_of(buttons), new, ways_out(Go(Place.OFFICE))))


def survey_card(scene: Scene, round_id: int) -> Screen:
    """How a round stands; a head reads of the own areas only. Raises Gone for who has no part in it."""
    one = visible(scene.session, round_id, scene.me)
    title = T("staff", "<b>Opinion survey {period}</b>: {state}", period=one.period, state=STATE[one.state])
    if Part.SERVICE not in parts_of(scene.me, one):
        return Screen(lines(title, *head_lines(scene, one)), (ways_out(Go(Place.SURVEYS)),), one.subject)
    words = lines(title, *_body(scene, one), "", *(_step(step) for step in steps_of(scene.session, one)))
    return Screen(words, _rows(scene, one), one.subject, state=one.state)


def _body(scene: Scene, one: SurveyRound) -> list[Words | None]:
    if one.state in {State.DRAFT, State.CALLED_OFF}:
        return _planned(scene, one) if one.state == State.DRAFT else []
    is_lead = Part.LEAD in parts_of(scene.me, one)
    waits = len(open_comments(scene.session, one))
    return [
        T("staff", "Last day: {day}", day=last_day_of(one, scene.project.zone)),
        *result_lines(one, result_of(scene.session, scene.project, one), scores=is_lead),
        T("staff", "Comments without an answer: {count}", count=waits) if waits else None,
    ]


def _planned(scene: Scene, one: SurveyRound) -> list[Words | None]:
    """When, and how many are reached."""
    facts = vars(reach(scene.session, scene.project))
    return [
        T(
            "staff",
            "Planned from {day}, for {days} days",
            day=day_of(one.planned_on, scene.project.zone),
            days=one.days,
        ),
        T("staff", "{units} units. On the bot: {by_bot} forms, {people} people. On paper: {on_paper} forms.", **facts),
    ]


def _step(step: SurveyStep) -> Words:
    who = step.by.person.name if step.by else T("staff", "the office")
    said = listed([step.at, who, DID[step.move]], " ")
    return T("staff", "{what}: {words}", what=said, words=step.words) if step.words else said


def _rows(scene: Scene, one: SurveyRound) -> tuple[Row, ...]:
    moves = moves_for(scene.me, one)
    deeds = [Button(label, Begin(flow, one.id)) for name, label, flow in FORMS_OF if name in moves]
    if "revive" in moves:
        deeds.append(Button(T("button", "Prepare it after all"), ReviveSurvey(one.id, one.version)))
    began = one.state in {State.OPEN, State.CLOSED}
    lists = [*_service(scene, one), *_lead(scene, one)] if began else []
    return (*rows_of(deeds), *rows_of(lists, 2), ways_out(Go(Place.SURVEYS)))


def _service(scene: Scene, one: SurveyRound) -> list[Button]:
    waiting = len(unanswered(scene.session, one))
    found = [
        Button(T("button", "Not returned ({count})", count=waiting), ListWaiting(one.id, 0)),
        Button(T("button", "List of forms"), PrintSurvey(one.id, LIST)),
    ]
    if one.state == State.OPEN:
        found.append(Button(T("button", "Paper forms to print"), PrintSurvey(one.id, FORMS)))
    if _takes_paper(scene, one):
        found.insert(0, Button(T("button", "Key in a paper form"), Begin("survey_paper", one.id)))
    return found


def _takes_paper(scene: Scene, one: SurveyRound) -> bool:
    going = under_way(scene.session, scene.project)
    return one.state == State.OPEN or (going is None and one.id == _newest(scene))


def _newest(scene: Scene) -> int:
    return next((one.id for one in rounds(scene.session, scene.project) if one.state == State.CLOSED), 0)


def _lead(scene: Scene, one: SurveyRound) -> list[Button]:
    if Part.LEAD not in parts_of(scene.me, one):
        return [Button(T("button", "Keyed in by me"), ListAnswers(one.id, 0))]
    waits, measures = len(open_comments(scene.session, one)), len(measures_of(scene.session, one))
    return [
        Button(T("button", "Who has answered"), ListAnswers(one.id, 0)),
        Button(T("button", "Comments to answer ({count})", count=waits), ListComments(one.id, 0)),
        Button(T("button", "Improvements ({count})", count=measures), ListMeasures(one.id)),
        Button(T("button", "Result as a workbook"), PrintSurvey(one.id, RESULT)),
    ]


def open_survey(scene: Scene, tap: OpenSurvey) -> Reply:
    """The card."""
    return survey_card(scene, tap.survey)


def prepare_survey(scene: Scene, _tap: PrepareSurvey) -> Reply:
    """A draft by hand; raises NotYours, SurveyUnderWay or TooLate."""
    one = actions.prepare(scene.session, scene.project, by=scene.me, now=scene.now)
    return survey_card(scene, one.id).headed(T("staff", "Prepared. Nobody is asked before you open it."))


def revive_survey(scene: Scene, tap: ReviveSurvey) -> Reply:
    """After all."""
    facts: dict[str, Any] = {"by": scene.me, "now": scene.now, "seen": tap.seen}
    actions.revive(scene.session, tap.survey, **facts)
    return survey_card(scene, tap.survey).headed(T("staff", "Prepared. Nobody is asked before you open it."))
