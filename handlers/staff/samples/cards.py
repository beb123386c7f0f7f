"""The quality sample on a telephone: what is to be judged, a card each, and what was found (R004, J34)."""

from bot.forms.flow import Form
from bot.forms.writing import Write
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.parts import Part
from handlers.report_taps import FoundInOrder, ListSamples, OpenSample
from handlers.staff.about_one import AboutOne
from handlers.staff.names import PAGE, page_of, turn, ways_out
from handlers.taps import Begin, Go, OpenTicket, Place
from models.samples.actions import judge, sample_for
from models.samples.drawing import has_a_hand_in
from models.samples.reading import samples_for
from models.samples.tables import Sample, Verdict

VERDICT = {
    None: T("staff", "to be judged"),
    Verdict.GOOD: T("staff", "in order"),
    Verdict.IMPROVE: T("staff", "to be improved"),
}


def samples_menu(scene: Scene) -> Screen:
    """Those to be judged."""
    return list_samples(scene, ListSamples(1, 0))


def list_samples(scene: Scene, tap: ListSamples) -> Screen:
    """One page of a list; raises NotYours for all but those in charge."""
    found = samples_for(scene.session, scene.staff, waiting=bool(tap.waiting))
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    title = T("staff", "to be judged") if tap.waiting else T("staff", "judged")
    words = T("staff", "<b>Quality checks</b>, {list}: {count}", list=title, count=len(found))
    buttons = [Button(_line(one), OpenSample(one.id)) for one in page_of(found, page)]
    pages = turn(len(found), page, lambda to: ListSamples(tap.waiting, to))
    label = T("button", "Judged already") if tap.waiting else T("button", "To be judged")
    other = (Button(label, ListSamples(0 if tap.waiting else 1, 0)),)
    return Screen(words, (*rows_of(buttons), pages, other, ways_out(Go(Place.REPORTS))))


def _line(one: Sample) -> Words:
    return listed([one.ticket.number, one.ticket.symptom.name, VERDICT[one.verdict]], " ")


def sample_card(scene: Scene, sample_id: int) -> Screen:
    """The ticket in short, and the verdict; raises Gone."""
    one = sample_for(scene.session, sample_id, scene.me)
    ticket = one.ticket
    words = lines(
        T("staff", "<b>Quality check</b> {number}: {verdict}", number=ticket.number, verdict=VERDICT[one.verdict]),
        ticket.symptom.name,
        T("staff", "Closed {time}", time=ticket.ended_at) if ticket.ended_at else None,
        T("staff", "Result: {result}", result=ticket.result) if ticket.result else None,
        _judged(one),
    )
    return Screen(words, (*_rows(scene, one), ways_out(Go(Place.SAMPLES))), one.subject, state=f"v{one.version}")


def _judged(one: Sample) -> Words | None:
    if one.judged_by is None or one.judged_at is None:
        return T("staff", "Please look at receipt, times, result, feedback and wording.")
    facts = {"time": one.judged_at, "name": one.judged_by.person.name, "note": one.note}
    return T("staff", "Judged {time} by {name}. {note}", **facts)


def _rows(scene: Scene, one: Sample) -> tuple[Row, ...]:
    look = (Button(T("button", "Open the ticket"), OpenTicket(one.ticket_id)),)
    if has_a_hand_in(scene.session, scene.staff, one.ticket):
        return (look,)
    verdicts = (
        Button(T("button", "In order"), FoundInOrder(one.id, one.version)),
        Button(T("button", "To be improved"), Begin("sample_improve", one.id)),
    )
    return (look, verdicts)


def open_sample(scene: Scene, tap: OpenSample) -> Reply:
    """The card."""
    return sample_card(scene, tap.sample)


def found_in_order(scene: Scene, tap: FoundInOrder) -> Reply:
    """Nothing to be improved."""
    judge(scene.session, tap.sample, by=scene.me, now=scene.now, verdict=Verdict.GOOD, seen=tap.seen)
    return sample_card(scene, tap.sample).headed(T("staff", "Noted."))


class ToImprove(AboutOne[Sample]):
    """What is to be improved."""

    name = "sample_improve"
    subject = "sample"
    title = T("button", "To be improved")

    note = Write(ask=T("staff", "What is to be improved, and by whom?"), label=T("staff", "Note"), at_most=500)

    @classmethod
    def one(cls, form: Form) -> Sample:
        """The sampled ticket; raises Gone."""
        return sample_for(form.scene.session, form.about, form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which ticket."""
        return _line(cls.one(form))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It counts in the report."""
        judge(form.scene.session, form.about, **cls.deed(form), verdict=Verdict.IMPROVE, note=form["note"])
        return sample_card(form.scene, form.about).headed(T("staff", "Noted."))


SAMPLES = Part(
    places={Place.SAMPLES: samples_menu},
    taps={ListSamples: list_samples, OpenSample: open_sample, FoundInOrder: found_in_order},
    cards={"sample": sample_card},
    flows=(ToImprove,),
)
