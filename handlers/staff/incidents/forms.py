"""What is said about an incident to those whom it affects, each piece read back before it leaves (R099, R149, R195)."""

from collections.abc import Callable

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.forms.writing import Typed, Write
from bot.screens import Screen
from bot.texts import T, Words, lines, listed
from handlers.incident_words import ADVICE, FEW, news_of, piece, told, what, where
from handlers.staff.about_one import AboutOne
from handlers.staff.incidents.areas import SOME, WhichArea, area_of, areas, read_floors
from handlers.staff.incidents.cards import FORMS as LABELS
from handlers.staff.incidents.cards import GRADE, counts, incident_card
from models.incidents import actions
from models.incidents.audience import reached_by, unit_states
from models.incidents.doing import check
from models.incidents.lifecycle import Advice, Grade
from models.incidents.reading import tickets_of, visible
from models.incidents.tables import Incident
from models.incidents.whereabouts import Area
from models.tickets.lifecycle import DONE, OPEN

TITLE = {name: label for name, label, _ in LABELS}
TOLD = T("staff", "Everybody affected is being told.")
LIKELY = {"7.1": Advice.LEAVE, "7.6": Advice.LEAVE, "1.6": Advice.AWAY, "2.1": Advice.AWAY, "7.3": Advice.AWAY}
SHORT = {
    Advice.LEAVE: T("button", "Leave by the stairs at once"),
    Advice.STAY: T("button", "Stay indoors, close doors and windows"),
    Advice.AWAY: T("button", "Keep away from the place"),
    Advice.WAIT: T("button", "Nothing to do but to wait"),
}


class IncidentForm(AboutOne[Incident]):
    """The parent of the forms about one incident."""

    subject = "incident"

    @classmethod
    def one(cls, form: Form) -> Incident:
        """The incident; raises Gone."""
        return visible(form.scene.session, form.about, form.scene.me)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may make the move now."""
        check(form.scene.session, cls.one(form), cls.move, form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which one."""
        one = cls.one(form)
        return T("staff", "{number}: {what}, {where}", number=one.number, what=what(one), where=where(one.area))


def grade(when: Callable[[Form], bool] | None = None) -> Choose:
    """How grave it is."""
    return Choose(
        ask=T(
            "staff",
            "How grave is it? Major: people hurt, or the building in danger; supervisor and manager are rung. "
            "Larger: several units. Slight: one place.",
        ),
        label=T("staff", "Grade"),
        among=lambda _form: [Option(one, label) for one, label in GRADE.items()],
        when=when,
    )


def area(ask: Words) -> WhichArea:
    """Which floors it affects."""
    return WhichArea(
        ask=ask,
        label=T("staff", "Affects"),
        among=areas,
        ask_even_one=True,
    )


def floors() -> Typed:
    """Other floors than those that are proposed."""
    return Typed(
        ask=T("staff", "Which floors? For example B1, 3, 5-7."),
        label=T("staff", "Floors"),
        read=read_floors,
        shows=lambda _form, value: listed(value, ", "),
        example="B1, 3, 5-7",
        when=lambda form: bool(form.get("area") == SOME),
    )


class GradeIncident(IncidentForm):
    """How grave it is, and how far it reaches (N28)."""

    name, move = "incident_grade", "classify"
    title = TITLE["classify"]

    grade = grade()
    area = area(T("staff", "Which floors does it affect?"))
    floors = floors()

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Kept."""
        scene, one = form.scene, cls.one(form)
        grade, area = Grade(form["grade"]), area_of(form, one)
        actions.classify(scene.session, one.id, by=scene.me, now=scene.now, grade=grade, area=area, seen=form.seen)
        return incident_card(scene, one.id).headed(T("staff", "Graded."))


class TellNews(IncidentForm):
    """The parent of the pieces of news: the read-back has the very text, and how many people it reaches (R195)."""

    send_label = T("button", "Send now")

    @classmethod
    def advice_of(cls, form: Form) -> Advice | None:
        """What they are to do: as it was."""
        return cls.one(form).advice

    @classmethod
    def area_of(cls, form: Form) -> Area:
        """Which floors: as they were."""
        return cls.one(form).area

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """Exactly what they will read."""
        scene, one = form.scene, cls.one(form)
        now = piece(scene.now, cls.move, form.get("words") or "")
        before = [piece(step.at, step.move, step.words) for step in news_of(scene, one)[1 - FEW :]]
        over, phone = cls.move in {"end", "false_alarm"}, scene.project.control_room_phone
        return lines(
            "",
            T("staff", "<b>They will read:</b>"),
            told(one, cls.area_of(form), [*before, now], cls.advice_of(form), over=over, phone=phone),
            "",
            *cls.reach(form),
        )

    @classmethod
    def reach(cls, form: Form) -> list[Words]:
        """How many people, and how many units have nobody on the bot."""
        found = reached_by(form.scene.session, cls.one(form), cls.move, cls.area_of(form))
        said_so: list[Words] = [T("staff", "Reaches {count} people through the bot.", count=len(found.people))]
        if found.unreached:
            numbers = listed((unit.number for unit in found.unreached), ", ")
            said_so.append(T("staff", "Nobody on the bot, please knock: {units}", units=numbers))
        return [*said_so, *cls.warnings(form)]

    @classmethod
    def warnings(cls, form: Form) -> list[Words]:
        """What one should know before it leaves."""
        return []

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """They hear it at once."""
        scene = form.scene
        actions.give_news(
            scene.session,
            form.about,
            cls.move,
            words=form.get("words") or "",
            area=cls.area_of(form),
            advice=cls.advice_of(form),
            **cls.deed(form),
        )
        return incident_card(scene, form.about).headed(TOLD)


def more() -> Write:
    """Words besides those that stand there anyway."""
    return Write(
        ask=T("staff", "Is there anything to add? Everybody affected reads it as it stands."),
        label=T("staff", "Besides"),
        at_most=300,
        to_owner=True,
        optional=True,
        skip=T("button", "Nothing to add"),
    )


class StartNews(TellNews):
    """Everybody on the affected floors hears that it is going on, and what to do."""

    name, move = "incident_start", "start"
    title = TITLE["start"]

    area = area(T("staff", "Which floors does it affect? Everybody there will be told."))
    floors = floors()
    advice = Choose(
        ask=T("staff", "What are they to do?"),
        label=T("staff", "Advice"),
        among=lambda form: _advice(form),
    )
    words = more()

    @classmethod
    def advice_of(cls, form: Form) -> Advice | None:
        """As was chosen."""
        return Advice(form["advice"])

    @classmethod
    def area_of(cls, form: Form) -> Area:
        """As was chosen."""
        return area_of(form, cls.one(form))


def _advice(form: Form) -> list[Option]:
    """The likely one first."""
    likely = LIKELY.get(IncidentForm.one(form).symptom_code, Advice.WAIT)
    return [Option(one, SHORT[one]) for one in sorted(ADVICE, key=lambda one: one != likely)]


class Progress(TellNews):
    """How it stands."""

    name, move = "incident_progress", "progress"
    title = TITLE["progress"]

    words = Write(
        ask=T("staff", "How does it stand, and when will there be more? Everybody affected reads it."),
        label=T("staff", "How it stands"),
        at_most=300,
        to_owner=True,
    )


class UnderControl(TellNews):
    """It spreads no more."""

    name, move = "incident_control", "control"
    title = TITLE["control"]
    words = more()


class Again(TellNews):
    """It has come up again."""

    name, move = "incident_again", "again"
    title = TITLE["again"]
    words = more()


class Over(TellNews):
    """It is over."""

    name, move = "incident_end", "end"
    title = TITLE["end"]
    words = more()

    @classmethod
    def warnings(cls, form: Form) -> list[Words]:
        """Of whom nobody knows yet, and what is still at work."""
        scene, one = form.scene, cls.one(form)
        found = counts(unit_states(scene.session, one)) if one.told_at else {"help": 0, "open": 0}
        jobs = sum(ticket.status in OPEN - DONE for ticket in tickets_of(scene.session, one))
        known = (
            (found["help"], T("staff", "<b>Units that ask for help: {count}</b>", count=found["help"])),
            (found["open"], T("staff", "<b>Units of which nobody knows yet: {count}</b>", count=found["open"])),
            (jobs, T("staff", "Jobs that go on: {count}", count=jobs)),
        )
        return [words for count, words in known if count]


class FalseAlarm(TellNews):
    """It was nothing."""

    name, move = "incident_false", "false_alarm"
    title = TITLE["false_alarm"]
    words = more()


FLOWS = (GradeIncident, StartNews, Progress, UnderControl, Again, Over, FalseAlarm)
