"""What comes back: an owner answers once for the unit's part and may correct it until the end; the desk keys in paper (R151)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.events import record, touch
from models.media.actions import attach
from models.media.tables import AttachedTo
from models.people import Person
from models.refusals import (
    FormAnswered,
    Gone,
    ImpossibleTime,
    NotIssued,
    NotYours,
    Outdated,
    PictureMissing,
    SurveyOver,
    TooLate,
    TooMany,
    WordsMissing,
)
from models.surveys.areas import LONGEST, Area, Grades, are_whole
from models.surveys.comments import file_comment
from models.surveys.lifecycle import Part, State
from models.surveys.reading import answer_to, own_form, parts_of, takes_answers, under_way
from models.surveys.tables import SurveyAnswer, SurveyForm, SurveyRound


@dataclass(frozen=True)
class Given:
    """What somebody says: a grade for each area, and perhaps words and pictures."""

    grades: Grades
    comment: str = ""
    media: Sequence[int] = ()


@dataclass(frozen=True)
class Paper:
    """A form that came back on paper: who signed it, on which day it came back, and why there is no picture of it."""

    signed_by: str
    returned_on: date
    no_photo: str = ""


def _locked(session: Session, form_id: int) -> SurveyForm:
    """The form, locked, so that of two people who send at once one is the first; raises Gone."""
    wanted = select(SurveyForm).where(SurveyForm.id == form_id).with_for_update(of=SurveyForm)
    form = session.scalar(wanted.execution_options(populate_existing=True))
    if form is None:
        raise Gone
    return form


def check_open(session: Session, form: SurveyForm, now: datetime) -> None:
    """Whether owners may still answer it; raises SurveyOver."""
    if not takes_answers(form.round, session.get_one(Project, form.project_id), now):
        raise SurveyOver(survey_form=form.id, day=form.round.last_day)


def check_unanswered(session: Session, form: SurveyForm) -> None:
    """Whether nobody has answered it yet; raises FormAnswered with who and when."""
    if (known := answer_to(session, form)) is not None:
        raise FormAnswered(survey_form=form.id, name=known.signature, time=known.answered_at)


def _check_given(given: Given, form: SurveyForm) -> None:
    if not are_whole(given.grades):
        raise Gone
    if len(given.comment) > LONGEST:
        raise TooMany(survey_form=form.id)


def answer(session: Session, form_id: int, given: Given, *, by: Person, now: datetime) -> SurveyAnswer:
    """An owner answers; the account is the signature. Raises Gone for who has no such part, SurveyOver, FormAnswered."""
    with session.begin_nested():
        own_form(session, form_id, by)
        form = _locked(session, form_id)
        check_open(session, form, now)
        check_unanswered(session, form)
        _check_given(given, form)
        one = SurveyAnswer(
            form_id=form.id, by_id=by.id, grades=_plain(given), answered_at=now, comment=given.comment.strip()
        )
        _keep(session, form, one, given, "survey.answered", by, now)
    return one


def _plain(given: Given) -> dict[Area, int]:
    return {area: given.grades[area] for area in Area}


def _keep(
    session: Session, form: SurveyForm, one: SurveyAnswer, given: Given, kind: str, by: Person, now: datetime
) -> None:
    """Write it down with its pictures and its log, and hand its comment on."""
    session.add(one)
    session.flush()
    session.refresh(one)
    attach(session, form.subject, given.media, AttachedTo.SLIP if one.on_paper else AttachedTo.REPORT, by=by, now=now)
    file_comment(session, one, by=by, now=now, media=() if one.on_paper else given.media)
    _log(session, form, one, kind, by, now)


def _log(session: Session, form: SurveyForm, one: SurveyAnswer, kind: str, by: Person, now: datetime) -> None:
    """The event keeps the grades, so that what was corrected stays known; never the words."""
    facts = {"grades": dict(one.grades), "version": one.version, "complaint": one.complaint_id, "late": one.late}
    office, subject = form.project_id, form.subject
    record(session, project_id=office, subject=subject, kind=kind, now=now, actor_id=by.id, facts=facts)
    touch(session, form.round.subject)


def correct(
    session: Session, form_id: int, given: Given, *, by: Person, now: datetime, seen: int | None = None
) -> SurveyAnswer:
    """Who has answered finds other grades or words, until the end; other words are handed on anew.

    Raises Gone, SurveyOver, NotYours where somebody else or a paper has answered it, TooLate for nothing to correct, Outdated.
    """
    with session.begin_nested():
        own_form(session, form_id, by)
        form = _locked(session, form_id)
        check_open(session, form, now)
        one = session.get(SurveyAnswer, form.id, populate_existing=True)
        if one is None:
            raise TooLate(survey_form=form.id)
        if one.by_id != by.id or one.on_paper:
            raise FormAnswered(survey_form=form.id, name=one.signature, time=one.answered_at)
        if seen is not None and seen != one.version:
            raise Outdated(survey_form=form.id)
        _check_given(given, form)
        _replace(session, form, one, given, by, now)
    return one


def _replace(session: Session, form: SurveyForm, one: SurveyAnswer, given: Given, by: Person, now: datetime) -> None:
    is_new, one.comment = given.comment.strip() != one.comment, given.comment.strip()
    one.grades, one.version, one.answered_at = _plain(given), one.version + 1, now
    attach(session, form.subject, given.media, AttachedTo.REPORT, by=by, now=now)
    if is_new:
        file_comment(session, one, by=by, now=now, media=given.media)
    _log(session, form, one, "survey.corrected", by, now)


def check_keying(session: Session, one: SurveyRound, by: Person) -> None:
    """Whether paper forms of a round may be keyed in now; after its end they are late, until the next round is prepared.

    Raises Gone, NotYours for others than customer service, SurveyOver.
    """
    parts = parts_of(by, one)
    if not parts:
        raise Gone
    if Part.SERVICE not in parts:
        raise NotYours(survey=one.id)
    next_one = under_way(session, session.get_one(Project, one.project_id))
    if one.state != State.OPEN and (one.state != State.CLOSED or next_one is not None):
        raise SurveyOver(survey=one.id, day=one.last_day)


def key_in(
    session: Session, round_id: int, form_id: int, given: Given, paper: Paper, *, by: Person, now: datetime
) -> SurveyAnswer:
    """The desk keys in a paper form with a picture of it, or why there is none.

    Raises like `check_keying`; NotIssued for a form of no such round, FormAnswered, WordsMissing without a signature,
    ImpossibleTime for a day to come or before the round, PictureMissing.
    """
    with session.begin_nested():
        form = session.get(SurveyForm, form_id)
        if form is None or form.round_id != round_id:
            raise NotIssued(survey=round_id)
        check_keying(session, form.round, by)
        form = _locked(session, form_id)
        check_unanswered(session, form)
        _check_given(given, form)
        _check_paper(session, form, given, paper, now)
        one = SurveyAnswer(
            form_id=form.id,
            by_id=None,
            grades=_plain(given),
            answered_at=now,
            comment=given.comment.strip(),
            on_paper=True,
            signed_by=paper.signed_by.strip(),
            returned_on=paper.returned_on,
            entered_by_id=by.id,
            no_photo=paper.no_photo.strip(),
            late=form.round.last_day is not None and paper.returned_on > form.round.last_day,
        )
        _keep(session, form, one, given, "survey.keyed_in", by, now)
    return one


def _check_paper(session: Session, form: SurveyForm, given: Given, paper: Paper, now: datetime) -> None:
    zone, opened = session.get_one(Project, form.project_id).zone, form.round.opened_at
    if not paper.signed_by.strip():
        raise WordsMissing(survey=form.round_id)
    if paper.returned_on > now.astimezone(zone).date():
        raise ImpossibleTime(survey=form.round_id)
    if opened is not None and paper.returned_on < opened.astimezone(zone).date():
        raise ImpossibleTime(survey=form.round_id)
    if not given.media and not paper.no_photo.strip():
        raise PictureMissing(survey=form.round_id)
