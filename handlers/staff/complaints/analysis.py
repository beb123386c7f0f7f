"""What a month's complaints and enquiries say, and what those in charge suggest (R039, R096)."""

from collections.abc import Iterable

from bot.documents import ask_for
from bot.forms.flow import Flow, Form
from bot.forms.writing import Write
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.complaint_taps import OpenAnalysis, OpenComplaint, PrintAnalysis
from handlers.complaint_words import GRADE, KIND, STAFF_STATE
from handlers.staff.names import ways_out
from handlers.staff.tickets.papers import COMING
from handlers.taps import Begin, Go, Place
from handlers.words import CHANNEL
from models.complaints.analysis import Analysis, analyse, check_may_analyse, month_before, month_of, month_with
from models.complaints.objects import matters
from models.complaints.suggestions import ANALYSIS, suggest, suggestions_of
from models.complaints.tables import Complaint
from models.enquiries.analysis import EnquiryNumbers, enquiry_numbers

ANALYSIS_PAPER = "complaint_analysis"
FEW = 5


def named_month(code: int) -> Words:
    """202509 as it is read."""
    return f"{code // 100}-{code % 100:02d}"


def analysis_card(scene: Scene, code: int) -> Screen:
    """The analysis of a month, for supervisor and manager; raises NotYours or Gone."""
    check_may_analyse(scene.staff)
    month = month_with(scene.project, code, scene.now)
    found = analyse(scene.session, scene.project, scene.me, month)
    asked = enquiry_numbers(scene.session, scene.project, month.start, month.end)
    words = lines(
        T("staff", "<b>Complaints and enquiries {month}</b>", month=named_month(code)),
        *_complaints(found),
        *_enquiries(asked),
        *_suggestions(scene, code),
    )
    return Screen(words, _rows(scene, code, found), f"{ANALYSIS}:{code}")


def _counted(pairs: Iterable[tuple[Words, int]]) -> Words:
    return listed((T("staff", "{what} {count}", what=what, count=count) for what, count in pairs if count), ", ")


def _complaints(found: Analysis) -> list[Words | None]:
    if not found.count and not found.without_outcome:
        return [T("staff", "No complaints, suggestions or praise.")]
    grades = [(GRADE[one] if one else T("staff", "not graded"), count) for one, count in found.by_grade.items()]
    objects = matters().objects
    judged = [
        (T("staff", "justified"), found.judged.get(True, 0)),
        (T("staff", "not justified"), found.judged.get(False, 0)),
        (T("staff", "not judged"), found.judged.get(None, 0)),
    ]
    return [
        T("staff", "By kind: {counts}", counts=_counted((KIND[one], count) for one, count in found.by_kind.items())),
        T("staff", "By grade: {counts}", counts=_counted(grades)) if grades else None,
        T("staff", "By object: {counts}", counts=_counted((objects[one].name, n) for one, n in found.by_matter)),
        T("staff", "Channels: {channels}", channels=_counted((CHANNEL[k], n) for k, n in found.by_channel.items())),
        T("staff", "Judged: {counts}", counts=_counted(judged)) if grades else None,
        T("staff", "Top causes: {counts}", counts=_counted(found.causes)) if found.causes else None,
        _floors(found),
        _numbers(T("staff", "Again and again:"), found.repeated),
        T("staff", "Answered in time: {in_time}, late: {late}", in_time=found.in_time, late=found.late),
        _numbers(T("staff", "Without outcome:"), found.without_outcome),
    ]


def _floors(found: Analysis) -> Words | None:
    if not found.floors:
        return None
    counts = _counted((T("staff", "floor {floor}:", floor=floor), count) for floor, count in found.floors)
    return T("staff", "Hot floors: {counts}", counts=counts)


def _numbers(what: T, found: Iterable[Complaint]) -> Words | None:
    every = list(found)
    if not every:
        return None
    few = listed(
        (T("staff", "{number} {state}", number=one.number, state=STAFF_STATE[one.state]) for one in every[:FEW]), ", "
    )
    return T("staff", "{what} {count}: {few}", what=what, count=len(every), few=few)


def _enquiries(asked: EnquiryNumbers) -> list[Words | None]:
    if not asked.asked and not asked.contact.ended:
        return [T("staff", "No enquiries.")]
    percent = asked.contact.percent
    return [
        T(
            "staff",
            "Enquiries: {asked}, to a person {person}, answered in time {in_time}, late {late}, waiting {waiting}",
            asked=asked.asked,
            person=asked.to_person,
            in_time=asked.in_time,
            late=asked.late,
            waiting=asked.waiting,
        ),
        T("staff", "Resolved at once: {percent} %", percent=percent) if percent is not None else None,
        T("staff", "Asked most: {counts}", counts=_counted(asked.top)) if asked.top else None,
    ]


def _suggestions(scene: Scene, code: int) -> list[Words]:
    found = suggestions_of(scene.session, scene.project, code)
    if not found:
        return [T("staff", "No suggestions yet.")]
    said = [
        T("staff", "{name}, {time}: {words}", name=one.by.person.name, time=one.at, words=one.words) for one in found
    ]
    return [T("staff", "<b>Suggestions and measures</b>"), *said]


def _rows(scene: Scene, code: int, found: Analysis) -> tuple[Row, ...]:
    deeds = (
        Button(T("button", "Write a suggestion"), Begin("complaint_suggest", code)),
        Button(T("button", "As a workbook"), PrintAnalysis(code)),
    )
    repeated = [Button(one.number, OpenComplaint(one.id)) for one in found.repeated[:FEW]]
    months = [Button(named_month(month_before(code)), OpenAnalysis(month_before(code)))]
    if code < month_of(scene.project, scene.now):
        this = month_of(scene.project, scene.now)
        months.append(Button(T("button", "This month"), OpenAnalysis(this)))
    return (deeds, *rows_of(repeated, 2), tuple(months), ways_out(Go(Place.COMPLAINTS)))


def open_analysis(scene: Scene, tap: OpenAnalysis) -> Screen:
    """One month."""
    return analysis_card(scene, tap.month)


def print_analysis(scene: Scene, tap: PrintAnalysis) -> Reply:
    """Ask for the workbook; it names nobody who complained."""
    check_may_analyse(scene.staff)
    month_with(scene.project, tap.month, scene.now)
    facts = {"month": tap.month, "person": scene.me.id}
    ask_for(scene.session, person=scene.me, kind=ANALYSIS_PAPER, facts=facts, now=scene.now)
    return analysis_card(scene, tap.month).with_toast(COMING)


class WriteSuggestion(Flow):
    """What should be done after this month."""

    name = "complaint_suggest"
    title = T("button", "Write a suggestion")
    subject = ANALYSIS

    words = Write(
        ask=T(
            "staff",
            "What do you suggest, by whom, until when? Everybody in charge reads it, and it goes into the workbook: please name "
            "nobody who complained.",
        ),
        label=T("staff", "Suggestion"),
        at_most=1000,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Supervisor and manager."""
        check_may_analyse(form.scene.staff)
        month_with(form.scene.project, form.about, form.scene.now)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which month."""
        return T("staff", "Complaints and enquiries {month}", month=named_month(form.about))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The others in charge hear."""
        scene = form.scene
        suggest(scene.session, scene.project, form.about, by=scene.me, words=form["words"], now=scene.now)
        return analysis_card(scene, form.about).headed(T("staff", "Kept. The others in charge have been told."))
