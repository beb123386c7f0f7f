"""我的资料: what we hold of an owner and of the unit, as far as their rights go, and how to have it changed (R108, R111)."""

from collections.abc import Iterator

from bot.documents import ask_for
from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Write
from bot.scene import Reply, Scene
from bot.screens import Button, Screen
from bot.texts import Money, T, Words, lines
from handlers.register_words import ENTRY, UNIT_STATUS, entry_said, role_called
from handlers.taps import Begin, Go, Place
from models.access.rights import Right, contacts_of, rights_of, units_where_may
from models.estate import Unit
from models.events import record
from models.orders.approving import limit_of
from models.people import Contact, Side
from models.refusals import Gone, NotAnEntry, NotAPhone
from models.register import wishes
from models.register.editing import HONORIFICS, read_entry
from models.register.tables import ChangeRequest

OWN_DATA = "own_data"


def my_data(scene: Scene) -> Screen:
    """The person, then each unit; what waits to be changed, and the ways on."""
    return person_card(scene, scene.me.id)


def person_card(scene: Scene, person_id: int) -> Screen:
    """The same as a live card, which shows nothing any more once the access has ended."""
    me = scene.me
    contacts = contacts_of(scene.session, me.id)
    if me.id != person_id or not contacts:
        raise Gone
    words = lines(
        T("owner", "Please find here what we keep of you, {name}.", name=me.called),
        T("label", "Telephone: {phone}", phone=me.phone or "-"),
        *(part for one in contacts for part in ("", *_unit_lines(scene, one))),
        *_waiting(scene),
    )
    ask = Button(T("button", "Ask for a change"), Begin("wish", 0))
    export = Button(T("button", "As a document"), Go(Place.OWN_EXPORT))
    notice = Button(T("button", "Privacy notice"), Go(Place.PRIVACY))
    limit = (Button(T("button", "What my people may order alone"), Begin("spending_limit", 0)),)
    speaks = any(Right.MANAGE in rights_of(one) for one in contacts)
    return Screen(
        words,
        ((ask,), limit if speaks else (), (export, notice), (Button(T("button", "Home"), Go(Place.HOME)),)),
        f"person:{me.id}",
    )


def _unit_lines(scene: Scene, contact: Contact) -> Iterator[Words]:
    """A unit as far as this contact may see it: the price never for a tenant (DOMAIN 5.7)."""
    unit, rights = contact.unit, rights_of(contact)
    yield T("label", "<b>Unit {unit}</b>, {role}", unit=unit.number, role=role_called(contact.role))
    if Right.SEE_FILE in rights:
        yield T(
            "label",
            "Floor {floor}, {area} square metres, {status}",
            floor=unit.floor,
            area=unit.area_m2,
            status=UNIT_STATUS.get(unit.status, unit.status),
        )
        yield T("label", "User of the unit: {name}", name=unit.occupier_name or "-")
    if unit.contract_from and unit.contract_until:
        yield T("label", "Contract: {start} to {end}", start=f"{unit.contract_from}", end=f"{unit.contract_until}")
    if Right.SEE_CONTRACT in rights:
        yield T("label", "Owner of the unit: {name}", name=unit.owner_name)
        if unit.rates:
            yield T("label", "Price: {rates}", rates=unit.rates)
    if Right.MANAGE in rights:
        limit = limit_of(scene.project, unit)
        yield T("label", "May be ordered without asking you: up to {amount}", amount=Money(limit))
    if Right.MANAGE in rights and unit.emergency_contact:
        yield T("label", "Emergency contact: {name}", name=unit.emergency_contact)


def _waiting(scene: Scene) -> Iterator[Words]:
    for one in wishes.wishes_of(scene.session, scene.me):
        yield ""
        yield T("label", "Being checked: {entry}, {new}", entry=ENTRY[one.field], new=entry_said(one.field, one.wished))


def export_own(scene: Scene) -> Reply:
    """One's own data as a document; the export is logged (R204)."""
    me = scene.me
    ask_for(
        scene.session, person=me, kind=OWN_DATA, facts={"person": me.id}, now=scene.now, side=Side.OWNER, secret=True
    )
    record(
        scene.session, project_id=me.project_id, subject=f"person:{me.id}", kind="export", now=scene.now, actor_id=me.id
    )
    return my_data(scene).with_toast(T("owner", "The document is being made and follows in a moment. Thank you."))


def _managed(form: Form) -> list[Unit]:
    return units_where_may(form.scene.session, form.scene.me, Right.MANAGE)


def _entries(form: Form) -> list[Option]:
    """One's own entries, and those of the units that one speaks for, each with its unit."""
    own = [Option(field, ENTRY[field]) for field in wishes.OWN]
    return [*own, *(_of_unit(field, unit) for unit in _managed(form) for field in wishes.OF_THE_UNIT)]


def _of_unit(field: str, unit: Unit) -> Option:
    return Option(f"{field}.{unit.id}", T("button", "{unit} {entry}", unit=unit.number, entry=ENTRY[field]))


def _field(form: Form) -> str:
    return str(form["entry"]).partition(".")[0]


def _unit(form: Form) -> Unit | None:
    number = str(form["entry"]).partition(".")[2]
    if not number:
        return None
    unit = next((one for one in _managed(form) if str(one.id) == number), None)
    if unit is None:
        raise Gone
    return unit


class Wished(Write):
    """What the entry shall say, if it can."""

    def write(self, form: Form, text: str) -> str:
        """The words; raises NotAnAnswer with an example where they cannot stand there."""
        words = str(super().write(form, text))
        try:
            read_entry(form.scene.project, _field(form), words)
        except NotAPhone as error:
            sorry = T("owner", "Sorry, please write the telephone number as in this example: 13800000000. Thank you.")
            raise NotAnAnswer(sorry) from error
        except NotAnEntry as error:
            raise NotAnAnswer(T("owner", "Sorry, please write it in a few plain words. Thank you.")) from error
        return words


def _by_words(form: Form) -> list[Option]:
    return [Option(one, one) for one in HONORIFICS] if _field(form) == "honorific" else []


class AskChange(Flow):
    """Which entry, what it shall say, and why; the desk checks it and makes the change."""

    name = "wish"
    title = T("button", "Ask for a change")

    entry = Choose(ask=T("owner", "What shall we change, please?"), label=T("label", "Entry"), among=_entries)
    new = Wished(
        ask=T("owner", "Please write what it shall say."),
        label=T("label", "New"),
        at_most=80,
        suggestions=_by_words,
    )
    why = Write(
        ask=T("owner", "May we ask for the reason? It helps us to check, thank you."),
        label=T("label", "Reason"),
        at_most=200,
        optional=True,
    )

    @classmethod
    def finish(cls, form: Form) -> Reply:
        """Ring the desk, and show that it waits."""
        scene = form.scene
        wishes.wish(
            scene.session,
            project=scene.project,
            by=scene.me,
            unit=_unit(form),
            field=_field(form),
            wished=form["new"],
            why=form.get("why") or "",
            now=scene.now,
        )
        return my_data(scene).headed(
            T("owner", "Thank you, your request has arrived. Customer service checks it and answers you here.")
        )


def wish_words(scene: Scene, wish_id: int) -> Words:
    """What was asked for, for the notice of its answer; raises Gone for somebody else's."""
    found = scene.session.get(ChangeRequest, wish_id)
    if found is None or found.person_id != scene.me.id:
        raise Gone
    return T("label", "{entry}: {new}", entry=ENTRY[found.field], new=entry_said(found.field, found.wished))
