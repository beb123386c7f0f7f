"""People without a code: the desk compares what they say with the register, lets them in, or explains (R205, R180)."""

from collections.abc import Iterator

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Write
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.register_taps import LetInAs, OpenAccess, OpenWish
from handlers.register_words import CONTACT_ROLE, role_called
from handlers.staff.phrases.question import ToOwner
from handlers.taps import Begin, Go, Place
from handlers.words import age
from models.access.requests import (
    Findings,
    approve,
    explain,
    findings,
    open_requests,
    request_for,
    unit_called,
)
from models.access.rights import contact_of
from models.access.tables import AccessRequest, Answer
from models.people import Person
from models.refusals import Gone, NotYours, TooLate
from models.register.unit_parts import keeps_register
from models.register.wishes import open_wishes

NEW = "new"
MOST = 20


def show_requests(scene: Scene) -> Reply:
    """Everything that owners and applicants have asked the desk for."""
    if not keeps_register(scene.staff):
        raise NotYours
    access = open_requests(scene.session, scene.project)[:MOST]
    wishes = open_wishes(scene.session, scene.project)[:MOST]
    buttons = [
        *(
            Button(listed([one.unit_number, one.name, age(one.asked_at, scene.now)]), OpenAccess(one.id))
            for one in access
        ),
        *(
            Button(listed([T("staff", "Change"), one.person.called, age(one.asked_at, scene.now)]), OpenWish(one.id))
            for one in wishes
        ),
    ]
    title = T("staff", "<b>Requests of owners</b>")
    empty = None if buttons else T("staff", "Nobody waits for an answer.")
    return Screen(lines(title, empty), (*rows_of(buttons), (Button(T("button", "Home"), Go(Place.HOME)),)))


def access_card(scene: Scene, access_id: int) -> Screen:
    """What the applicant says, what the register knows, and what to do."""
    request = request_for(scene.session, access_id, scene.staff.person)
    found = findings(scene.session, request)
    words = lines(
        T("staff", "<b>Asks to be let in</b>, {time}", time=request.asked_at),
        T(
            "staff",
            "Says: {name}{honorific}, unit {unit}",
            name=request.name,
            honorific=request.honorific,
            unit=request.unit_number,
        ),
        T("staff", "Says: telephone {phone}, {role}", phone=request.phone, role=role_called(request.role)),
        "",
        *(_known(found) if request.done_at is None else _answered(request)),
    )
    return Screen(words, _rows(request, found), request.subject)


def _known(found: Findings) -> Iterator[Words]:
    """What the register knows of it."""
    if found.unit is None:
        yield T("staff", "There is no such unit.")
    for one in found.matches:
        yield T(
            "staff", "Telephone fits: {who}", who=_who(one.person, role_called(one.role), one.person_id in found.bound)
        )
    for one in found.namesakes:
        yield T(
            "staff",
            "Name fits, telephone differs: {who}",
            who=_who(one.person, role_called(one.role), one.person_id in found.bound),
        )
    for person in found.elsewhere:
        yield T("staff", "Telephone is known of another unit: {who}", who=_who(person, "", person.id in found.bound))
    if len(found.matches) + len(found.elsewhere) > 1:
        yield T("staff", "This telephone belongs to more than one person: please call and ask who it is.")
    if found.unit and not (found.matches or found.namesakes or found.elsewhere):
        yield T("staff", "Neither name nor telephone is known of this unit.")
    yield T("staff", "Please check by calling a number that the register knows, not only the one given here.")


def _who(person: Person, role: Words, bound: bool) -> Words:
    already = [T("staff", "is on the bot already")] if bound else []
    return listed([person.called, *([role] if role else []), *already], ", ")


def _answered(request: AccessRequest) -> Iterator[Words]:
    name = request.answered_by.name if request.answered_by else "-"
    if request.answer == Answer.APPROVED:
        yield T("staff", "Let in by {name}, {time}.", name=name, time=request.done_at or "")
    else:
        yield T(
            "staff", "Explained by {name}, {time}: {words}", name=name, time=request.done_at or "", words=request.words
        )


def _rows(request: AccessRequest, found: Findings) -> tuple[Row, ...]:
    """One tap where telephone and unit fit one person; every other way asks more."""
    back = (Button(T("button", "Requests"), Go(Place.REQUESTS)), Button(T("button", "Home"), Go(Place.HOME)))
    if request.done_at:
        return (back,)
    free = [one for one in found.matches if one.person_id not in found.bound]
    sure = len(found.matches) + len(found.elsewhere) == 1 and len(free) == 1
    fitting = [
        Button(T("button", "Let in as {name}", name=one.person.called), LetInAs(request.id, one.person_id))
        for one in free
    ]
    return (
        *(rows_of(fitting) if sure else ()),
        (Button(T("button", "Another way to let in"), Begin("let_in", request.id)),),
        (Button(T("button", "Answer with an explanation"), Begin("explain_access", request.id)),),
        back,
    )


def open_access(scene: Scene, tap: OpenAccess) -> Screen:
    """The card."""
    return access_card(scene, tap.access)


def let_in_as(scene: Scene, tap: LetInAs) -> Screen:
    """The applicant is the contact whom the register knows by this telephone."""
    request = request_for(scene.session, tap.access, scene.staff.person)
    found = findings(scene.session, request)
    contact = next((one for one in found.matches if one.person_id == tap.person), None)
    if contact is None:
        raise Gone
    approve(
        scene.session,
        tap.access,
        by=scene.me,
        now=scene.now,
        unit=found.unit,
        person_id=tap.person,
        role=contact.role,
    )
    return access_card(scene, tap.access)


def _request(form: Form) -> AccessRequest:
    return request_for(form.scene.session, form.about, form.scene.staff.person)


def _found(form: Form) -> Findings:
    return findings(form.scene.session, _request(form), form.get("unit"))


def _unit_unknown(form: Form) -> bool:
    return findings(form.scene.session, _request(form)).unit is None


class UnitNumber(Write):
    """The number of a unit that exists."""

    def write(self, form: Form, text: str) -> str:
        """The number as the office writes it."""
        unit = unit_called(form.scene.session, form.scene.project.id, text)
        if unit is None:
            raise NotAnAnswer(T("staff", "There is no such unit; please write a number such as 0301."))
        return unit.number


def _people(form: Form) -> list[Option]:
    """Everybody whom it could be, and somebody new."""
    found = _found(form)
    contacts = [one.person for one in (*found.matches, *found.namesakes)]
    known = [Option(str(one.id), _who(one, "", one.id in found.bound)) for one in (*contacts, *found.elsewhere)]
    return [*known, Option(NEW, T("button", "Somebody new"))]


def _has_no_role(form: Form) -> bool:
    unit, who = _found(form).unit, form.get("who")
    if unit is None or who in (None, NEW):
        return True
    return contact_of(form.scene.session, int(who), unit.id) is None


def _roles(form: Form) -> list[Option]:
    """What the applicant claims comes first."""
    claimed = _request(form).role
    return [Option(role, CONTACT_ROLE[role]) for role in sorted(CONTACT_ROLE, key=lambda role: role != claimed)]


def check_open(form: Form) -> None:
    """Raise TooLate where the request was answered meanwhile."""
    if (request := _request(form)).done_at:
        raise TooLate(access=request.id)


class LetIn(Flow):
    """As whom, and with which part."""

    name = "let_in"
    title = T("button", "Another way to let in")
    subject = "access"
    send_label = T("button", "Let in")

    unit = UnitNumber(
        ask=T("staff", "Which unit is it really?"), label=T("staff", "Unit"), at_most=12, when=_unit_unknown
    )
    who = Choose(ask=T("staff", "Who is it?"), label=T("staff", "Person"), among=_people, ask_even_one=True, per_row=1)
    role = Choose(
        ask=T("staff", "In which part? What they claim comes first."),
        label=T("staff", "Part"),
        among=_roles,
        when=_has_no_role,
        per_row=2,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only while it is open."""
        check_open(form)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Who asks."""
        request = _request(form)
        return listed([request.name + request.honorific, request.unit_number, request.phone])

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Let them in."""
        scene, found, who = form.scene, _found(form), form["who"]
        person_id = None if who == NEW else int(who)
        contact = contact_of(scene.session, person_id, found.unit.id) if person_id and found.unit else None
        role = contact.role if contact else form["role"]
        approve(scene.session, form.about, by=scene.me, now=scene.now, unit=found.unit, person_id=person_id, role=role)
        return access_card(scene, form.about)


def _usual(form: Form) -> list[Option]:
    """Ready-made explanations, each with a way on; none says what the register knows."""
    return [
        Option(
            "visit", T("owner", "Please come to the service desk with a document of your unit; we register you there.")
        ),
        Option(
            "contact", T("owner", "Please ask the person in charge of your unit to call us; we register you at once.")
        ),
    ]


class ExplainAccess(Flow):
    """Never a bare refusal: why, and what can be done."""

    name = "explain_access"
    title = T("button", "Answer with an explanation")
    subject = "access"
    send_label = T("button", "Send the answer")

    words = ToOwner(
        ask=T("staff", "What shall the applicant read? Say what can be done; nothing that the register knows."),
        label=T("staff", "Answer"),
        at_most=200,
        suggestions=_usual,
        reader=lambda form: _request(form).person,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only while it is open."""
        check_open(form)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Tell them; the supervisor hears of it."""
        scene = form.scene
        explain(scene.session, form.about, by=scene.me, now=scene.now, words=form["words"])
        return access_card(scene, form.about)
