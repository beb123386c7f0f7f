"""A contact of a unit: seen, given a code, ended at once; new contacts (R104, R205)."""

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.forgetting import forget_all_of
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, lines, listed
from handlers.register_taps import GiveCode, OpenContact, OpenFile
from handlers.register_words import CONTACT_ROLE, ENTRY, Telephone, honorifics, role_called
from handlers.staff.register.unit_file import file_card
from handlers.taps import Begin, Go, Place
from models.access.codes import open_code
from models.access.contacts import (
    add_contact,
    contact_for,
    end_contact,
    heirs,
    new_person,
    open_tickets_of,
    unit_for,
)
from models.access.privacy import owner_binding
from models.estate import Unit
from models.people import Contact, Person, Side
from models.refusals import Gone
from models.register.phones import people_with

NEW, NOBODY = "new", "nobody"


def contact_card(scene: Scene, contact_id: int) -> Screen:
    """Who it is, whether they are on the bot, and what the office may do."""
    contact = contact_for(scene.session, contact_id, scene.staff.person)
    words = lines(
        T("staff", "<b>{name}</b>, unit {unit}", name=contact.person.called, unit=contact.unit.number),
        T("staff", "{entry}: {value}", entry=ENTRY["role"], value=role_called(contact.role)),
        T("staff", "{entry}: {value}", entry=ENTRY["phone"], value=contact.person.phone or "-"),
        _access(scene, contact),
    )
    return Screen(words, _rows(contact))


def _access(scene: Scene, contact: Contact) -> Words:
    """On the bot, waiting with a code, or neither."""
    binding = owner_binding(scene.session, contact.person)
    if binding is not None:
        return (
            T("staff", "Is on the bot; the privacy notice was confirmed {time}.", time=binding.privacy_at)
            if binding.privacy_at
            else T("staff", "Is on the bot, and has not confirmed the privacy notice yet.")
        )
    code = open_code(scene.session, contact.person_id, Side.OWNER, scene.now)
    if code is not None:
        return T("staff", "Has a code that is good until {time}.", time=code.expires_at)
    return T("staff", "Is not on the bot.")


def _rows(contact: Contact) -> tuple[Row, ...]:
    return (
        (Button(T("button", "Make a code"), GiveCode(contact.id)),),
        (
            Button(T("button", "Change an entry"), Begin("edit_contact", contact.id)),
            Button(T("button", "End all access"), Begin("end_contact", contact.id)),
        ),
        (
            Button(T("button", "Unit file"), OpenFile(contact.unit_id, "head", 0)),
            Button(T("button", "Home"), Go(Place.HOME)),
        ),
    )


def open_contact(scene: Scene, tap: OpenContact) -> Screen:
    """The card."""
    return contact_card(scene, tap.contact)


def contact_of_form(form: Form) -> Contact:
    """The contact that a form is about; raises NotYours, Gone or TooLate."""
    return contact_for(form.scene.session, form.about, form.scene.staff.person)


def unit_of_form(form: Form) -> Unit:
    """The unit that a form is about; raises NotYours or Gone."""
    return unit_for(form.scene.session, form.about, form.scene.staff.person)


def _roles(_form: Form) -> list[Option]:
    return [Option(role, label) for role, label in CONTACT_ROLE.items()]


def _same_phone(form: Form) -> list[Person]:
    return list(people_with(form.scene.session, form.scene.project.id, form.get("phone") or ""))


def _known(form: Form) -> list[Option]:
    """The telephone is in the register already: the same person with one more unit, or somebody else?"""
    people = [Option(str(one.id), T("button", "The same: {name}", name=one.called)) for one in _same_phone(form)]
    return [*people, Option(NEW, T("button", "Somebody new"))]


class AddContact(Flow):
    """A new contact of a unit; somebody who is known already gets one more unit."""

    name = "add_contact"
    title = T("button", "Add a contact")
    subject = "unit"

    phone = Telephone(ask=T("staff", "Which telephone number?"), label=T("staff", "Telephone"), at_most=30)
    who = Choose(
        ask=T("staff", "The register knows this number. Is it the same person?"),
        label=T("staff", "Person"),
        among=_known,
        when=lambda form: bool(_same_phone(form)),
        per_row=1,
    )
    called = Write(
        ask=T("staff", "What is the name?"),
        label=T("staff", "Name"),
        at_most=40,
        when=lambda form: form.get("who") in (None, NEW),
    )
    honorific = Choose(
        ask=T("staff", "Which form of address?"),
        label=T("staff", "Form of address"),
        among=honorifics,
        when=lambda form: form.get("who") in (None, NEW),
        per_row=3,
    )
    role = Choose(ask=T("staff", "In which part?"), label=T("staff", "Part"), among=_roles, per_row=2)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who keeps the register."""
        unit_of_form(form)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which unit."""
        return T("staff", "Unit {unit}", unit=unit_of_form(form).number)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Write it down."""
        scene, unit, who = form.scene, unit_of_form(form), form.get("who")
        known = {str(one.id): one for one in _same_phone(form)}
        person = known.get(who) or new_person(
            scene.session,
            unit,
            name=form["called"],
            honorific=form["honorific"],
            phone=form["phone"],
            language=scene.project.language,
        )
        contact = add_contact(scene.session, unit=unit, person=person, role=form["role"], by=scene.me, now=scene.now)
        return contact_card(scene, contact.id)


def _reasons(_form: Form) -> list[Option]:
    return [
        Option("moved", T("button", "Has moved out")),
        Option("replaced", T("button", "Somebody else does it now")),
        Option("wrong", T("button", "Was the wrong person")),
    ]


def _others(form: Form) -> list[Option]:
    known = [
        Option(str(one.id), listed([one.person.called, role_called(one.role)]))
        for one in heirs(form.scene.session, contact_of_form(form))
    ]
    return [*known, Option(NOBODY, T("button", "Nobody, we telephone"))]


def _has_open(form: Form) -> bool:
    return bool(open_tickets_of(form.scene.session, contact_of_form(form)))


class EndContact(Flow):
    """Moved out, replaced, or the wrong person: nothing of the unit is theirs from this moment on."""

    name = "end_contact"
    title = T("button", "End all access")
    subject = "contact"
    send_label = T("button", "End the access now")

    why = Write(ask=T("staff", "Why does it end?"), label=T("staff", "Reason"), at_most=200, suggestions=_reasons)
    heir = Choose(
        ask=T("staff", "There are open tickets. Who hears of them from now on?"),
        label=T("staff", "Tickets pass to"),
        among=_others,
        when=_has_open,
        ask_even_one=True,
        per_row=1,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who keeps the register, and only a present contact."""
        contact_of_form(form)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Whom, and what it means."""
        contact = contact_of_form(form)
        return T(
            "staff",
            "{name} of unit {unit} sees nothing of it any more, on no button and in no message.",
            name=contact.person.called,
            unit=contact.unit.number,
        )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """End it, also what they had begun to fill in."""
        scene, contact, chosen = form.scene, contact_of_form(form), form.get("heir")
        heir = scene.session.get(Contact, int(chosen)) if chosen and chosen != NOBODY else None
        if chosen not in (None, NOBODY) and heir is None:
            raise Gone
        unit_id, person_id = contact.unit_id, contact.person_id
        end_contact(scene.session, form.about, by=scene.me, now=scene.now, why=form["why"], heir=heir)
        forget_all_of(scene.session, person_id, Side.OWNER)
        return file_card(scene, unit_id).headed(T("staff", "The access has ended, and their cards are withdrawn."))
