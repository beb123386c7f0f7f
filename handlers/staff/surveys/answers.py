"""Who has answered and who has not, a single answer, the comments and the improvements; each for whom it is (R151-R153, DOMAIN 5.7)."""

from bot.forms.media import how_many
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Day, T, Words, lines, listed
from handlers.complaint_taps import OpenComplaint
from handlers.complaint_words import STAFF_STATE
from handlers.staff.assignments.cards import shortened, state_of
from handlers.staff.names import day_of, page_of, turn, ways_out
from handlers.staff.taps import OpenAssignment
from handlers.survey_taps import (
    ListAnswers,
    ListComments,
    ListMeasures,
    ListWaiting,
    OpenAnswer,
    OpenSurvey,
    ShowPaper,
)
from handlers.survey_words import form_of, grade_lines
from handlers.taps import Begin
from models.assignments.tables import Assignment
from models.media.queries import attached
from models.surveys.comments import is_open, may_read_comment, open_comments
from models.surveys.lifecycle import Part, State
from models.surveys.measures import measures_of
from models.surveys.paper import answer_for, may_see_pictures, show_enclosed
from models.surveys.reading import answered, for_part, parts_of, people_of, takes_answers, unanswered
from models.surveys.tables import SurveyAnswer, SurveyForm


def list_waiting(scene: Scene, tap: ListWaiting) -> Reply:
    """The forms without an answer, with whom to ask; customer service hands out and collects."""
    one = for_part(scene.session, tap.survey, scene.me, Part.SERVICE)
    found = unanswered(scene.session, one)
    page = max(0, min(tap.page, (len(found) - 1) // 10))
    goes_on = takes_answers(one, scene.project, scene.now)
    words = lines(
        T("staff", "<b>Not returned, survey {period}</b>: {count}", period=one.period, count=len(found)),
        T("staff", "Who is on the bot is reminded by it; the others need paper or a call.") if goes_on else None,
        *(_waiting(scene, form) for form in page_of(found, page)),
    )
    pages = turn(len(found), page, lambda to: ListWaiting(one.id, to))
    return Screen(words, (pages, ways_out(OpenSurvey(one.id))))


def _waiting(scene: Scene, form: SurveyForm) -> Words:
    people = people_of(scene.session, form)
    known: list[Words] = [T("staff", "{name} {phone}", name=one.called, phone=one.phone) for one in people]
    way = T("staff", "bot") if form.by_bot else T("staff", "paper")
    return listed(
        [form_of(form.unit.number, form.role), way, *(known or [form.unit.occupier_name or form.unit.owner_name])], " "
    )


def list_answers(scene: Scene, tap: ListAnswers) -> Reply:
    """Who has answered, for those in charge; for a colleague of the desk the own paper forms."""
    one = for_part(scene.session, tap.survey, scene.me, Part.SERVICE)
    is_lead = Part.LEAD in parts_of(scene.me, one)
    found = [each for each in answered(scene.session, one) if is_lead or each.entered_by_id == scene.me.id]
    page = max(0, min(tap.page, (len(found) - 1) // 10))
    buttons = [Button(_line(answer), OpenAnswer(answer.form_id)) for answer in page_of(found, page)]
    own = T("staff", "<b>Keyed in by you, survey {period}</b>: {count}", period=one.period, count=len(found))
    everybody = T("staff", "<b>Who has answered, survey {period}</b>: {count}", period=one.period, count=len(found))
    words = everybody if is_lead else own
    pages = turn(len(found), page, lambda to: ListAnswers(one.id, to))
    return Screen(words, (*rows_of(buttons), pages, ways_out(OpenSurvey(one.id))))


def _line(answer: SurveyAnswer) -> Words:
    grades = "/".join(str(grade) for grade in answer.grades.values())
    return listed([form_of(answer.form.unit.number, answer.form.role), answer.signature, grades], " ")


def answer_card(scene: Scene, form_id: int) -> Screen:
    """What came back on a form, for those in charge and whoever keyed it in; raises Gone."""
    answer = answer_for(scene.session, form_id, scene.me)
    media = attached(scene.session, answer.form.subject)
    reads = may_read_comment(scene.session, answer, scene.me)
    words = lines(
        T("staff", "<b>{form}</b>", form=form_of(answer.form.unit.number, answer.form.role)),
        T("staff", "Signed by {name}, {time}", name=answer.signature, time=answer.answered_at),
        *_on_paper(scene, answer),
        *grade_lines(answer.grades),
        *_comment(answer, reads=reads),
        T("label", "Enclosed: {what}", what=how_many(media)) if media else None,
    )
    rows: list[Row] = []
    if reads and answer.complaint_id is not None:
        rows.append((Button(T("button", "To the matter"), OpenComplaint(answer.complaint_id)),))
    elif reads and is_open(answer):
        rows.append((Button(T("button", "Note the answer"), Begin("survey_reply", answer.form_id)),))
    if media and may_see_pictures(scene.session, answer, scene.me):
        rows.append((Button(T("button", "Show pictures"), ShowPaper(answer.form_id)),))
    return Screen(words, (*rows, ways_out(OpenSurvey(answer.form.round_id))), answer.form.subject)


def _on_paper(scene: Scene, answer: SurveyAnswer) -> list[Words | None]:
    if not answer.on_paper or answer.returned_on is None:
        return []
    who = answer.entered_by.person.name if answer.entered_by else ""
    facts = {"day": day_of(answer.returned_on, scene.project.zone), "name": who}
    return [
        T("staff", "On paper, came back {day}, keyed in by {name}", **facts),
        T("staff", "Late: it does not count") if answer.late else None,
        T("staff", "No picture: {why}", why=answer.no_photo) if answer.no_photo else None,
    ]


def _comment(answer: SurveyAnswer, *, reads: bool) -> list[Words | None]:
    if not answer.comment:
        return []
    if not reads:
        return [T("staff", "There is a comment, which others look after.")]
    complaint = answer.complaint
    return [
        T("staff", "Owner's words: {words}", words=answer.comment),
        T("staff", "{number}: {state}", number=complaint.number, state=STAFF_STATE[complaint.state])
        if complaint
        else None,
        T("staff", "Answered: {words}", words=answer.reply) if answer.reply else None,
    ]


def open_answer(scene: Scene, tap: OpenAnswer) -> Reply:
    """The card."""
    return answer_card(scene, tap.form)


def show_paper(scene: Scene, tap: ShowPaper) -> Reply:
    """The pictures that came with it, as a message of their own; raises Gone."""
    show_enclosed(scene.session, tap.form, by=scene.me, now=scene.now)
    return answer_card(scene, tap.form).with_toast(T("staff", "The pictures follow in a moment."))


def list_comments(scene: Scene, tap: ListComments) -> Reply:
    """The comments that wait for an answer, those of the dissatisfied first; without the words of those that others look after."""
    one = for_part(scene.session, tap.survey, scene.me, Part.LEAD)
    found = open_comments(scene.session, one)
    page = max(0, min(tap.page, (len(found) - 1) // 10))
    buttons = [Button(_to_answer(scene, answer), OpenAnswer(answer.form_id)) for answer in page_of(found, page)]
    words = lines(
        T("staff", "<b>Comments without an answer, survey {period}</b>: {count}", period=one.period, count=len(found)),
        None if found else T("staff", "Every comment has its answer."),
    )
    pages = turn(len(found), page, lambda to: ListComments(one.id, to))
    return Screen(words, (*rows_of(buttons), pages, ways_out(OpenSurvey(one.id))))


def _to_answer(scene: Scene, answer: SurveyAnswer) -> Words:
    reads = may_read_comment(scene.session, answer, scene.me)
    number = answer.complaint.number if answer.complaint else T("staff", "on paper only")
    lowest = T("staff", "lowest {grade}", grade=min(answer.grades.values()))
    return listed([answer.form.unit.number, number, lowest, answer.comment[:30] if reads else "-"], " ")


def list_measures(scene: Scene, tap: ListMeasures) -> Screen:
    """What is improved after a round: measure, person, date, done (R153)."""
    one = for_part(scene.session, tap.survey, scene.me, Part.LEAD)
    found = measures_of(scene.session, one)
    buttons = [Button(_measure(scene, task), OpenAssignment(task.id)) for task in found]
    new = (Button(T("button", "Set an improvement"), Begin("survey_measure", one.id)),)
    words = lines(
        T("staff", "<b>Improvements, survey {period}</b>: {count}", period=one.period, count=len(found)),
        None if found else T("staff", "Nothing has been set yet."),
    )
    takes = one.state in {State.OPEN, State.CLOSED}
    return Screen(words, (*((new,) if takes else ()), *rows_of(buttons), ways_out(OpenSurvey(one.id))))


def _measure(scene: Scene, task: Assignment) -> Words:
    who = [task.assignee.person.name] if task.assignee else []
    return listed([Day(task.due_at), *who, state_of(scene, task), shortened(task.words)], " ")
