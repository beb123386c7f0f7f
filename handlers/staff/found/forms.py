"""What is filled in about a found thing: who claims it, the signed slip, why it is not theirs, how it ended (R206)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Slip
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words, listed
from handlers.found_words import ID_KIND
from handlers.register_words import Telephone, role_called
from handlers.staff.found.card import item_card
from models.entering import find_contacts
from models.found import claims, ending
from models.found.claims import Claimant
from models.found.doing import allowed, check
from models.found.lifecycle import ItemState
from models.found.matching import likely_losses, told_of
from models.found.reading import is_claimed, item_for, kept_until, loss_for
from models.found.tables import FoundItem, IdKind, Loss
from models.people import Contact, Person
from models.refusals import Gone

SOMEBODY_ELSE, LOSS = "else", "loss"


def _item(form: Form) -> FoundItem:
    return item_for(form.scene.session, form.about, form.scene.staff.person)


def _losses(form: Form) -> list[Loss]:
    """Those whose owners were told of it first, then what else it could be; none for which another thing is claimed."""
    session, item = form.scene.session, _item(form)
    every = [*told_of(session, item), *likely_losses(session, item)]
    return [one for one in {one.id: one for one in every}.values() if not is_claimed(session, one)]


def _known(form: Form) -> list[Option]:
    likely = [Option(f"{LOSS}{one.id}", listed([one.person.called, one.number], " ")) for one in _losses(form)]
    return [*likely, Option(SOMEBODY_ELSE, T("button", "Nobody of the register"))]


def _is_typed(form: Form) -> bool:
    return form.get("find") is not None and form["find"] not in {one.key for one in _known(form)}


def _is_new(form: Form) -> bool:
    return bool(form.get("find") == SOMEBODY_ELSE)


def _contacts(form: Form) -> Sequence[Contact]:
    return find_contacts(form.scene.session, form.scene.project, form["find"])


def _people(form: Form) -> list[Option]:
    found = {one.person_id: one for one in reversed(_contacts(form))}
    return [Option(str(number), _line(one)) for number, one in reversed(found.items())]


def _line(one: Contact) -> Words:
    return listed([one.person.called, one.unit.number, role_called(one.role)], " ")


@dataclass(frozen=True, kw_only=True)
class FindOwner(Choose):
    """A unit's number, a piece of a name or a telephone; or one of those who miss such a thing."""

    def write(self, form: Form, text: str) -> str:
        """Something that somebody of the register fits; raises NotAnAnswer."""
        typed = " ".join(text.split())
        if typed and find_contacts(form.scene.session, form.scene.project, typed):
            return typed
        try:
            return str(super().write(form, text))
        except NotAnAnswer:
            sorry = T("staff", "Nobody fits “{text}”. Please type another number, name or telephone.", text=typed)
            raise NotAnAnswer(sorry, stray=False) from None

    def still_good(self, form: Form, value: str) -> bool:
        """What was typed stays as it was typed; a loss must still be open."""
        return not value.startswith(LOSS) or value in {one.key for one in self.options(form)}


class AboutItem(Flow):
    """A form about one thing, for a deed of its table."""

    subject = "found"
    deed = ""

    @classmethod
    def check(cls, form: Form) -> None:
        """Whether the deed could be done now; raises like the deed."""
        check(form.scene.session, cls.deed, form.about, by=form.scene.staff.person)

    @classmethod
    def version(cls, form: Form) -> int | None:
        """What was seen when it was opened."""
        return _item(form).version

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which thing."""
        item = _item(form)
        return listed([item.number, item.words], " ")


class ClaimItem(AboutItem):
    """Whose it is, and what was checked."""

    name = "found_claim"
    title = T("button", "Somebody claims it")
    deed = "claim"

    find = FindOwner(
        ask=T("staff", "Who claims it? Type the unit, or a piece of the name or telephone."),
        label=T("staff", "Claimed by"),
        among=_known,
        ask_even_one=True,
    )
    person = Choose(
        ask=T("staff", "Who of them is it?"),
        label=T("staff", "Contact"),
        among=_people,
        when=_is_typed,
        ask_even_one=True,
        per_row=1,
    )
    name_typed = Write(ask=T("staff", "The name, please."), label=T("staff", "Name"), at_most=40, when=_is_new)
    phone_typed = Telephone(ask=T("staff", "And the telephone number?"), label=T("staff", "Telephone"), when=_is_new)
    id_kind = Choose(
        ask=T("staff", "Which document was shown? Its number is not kept."),
        label=T("staff", "Document"),
        among=lambda _form: [Option(kind, label) for kind, label in ID_KIND.items()],
        when=_is_new,
        per_row=2,
    )
    proof = Write(
        ask=T("staff", "What was checked, so that it is theirs? For instance marks, contents, the screen unlocked."),
        label=T("staff", "Checked"),
        at_most=300,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Write it down."""
        scene = form.scene
        by, who = scene.staff.person, _who(form)
        claims.claim(scene.session, form.about, by=by, now=scene.now, who=who, proof=form["proof"], seen=form.seen)
        return item_card(scene, form.about)


def _who(form: Form) -> Claimant:
    session, find = form.scene.session, str(form["find"])
    if _is_new(form):
        return Claimant(name=form["name_typed"], phone=form["phone_typed"], id_kind=IdKind(form["id_kind"]))
    if not _is_typed(form):
        loss = loss_for(session, int(find.removeprefix(LOSS)), form.scene.staff.person)
        return Claimant(loss.person, loss)
    person = session.get(Person, int(form["person"]))
    if person is None:
        raise Gone
    mine = next((one for one in _losses(form) if one.person_id == person.id), None)
    return Claimant(person, mine)


class SignSlip(AboutItem):
    """Given back against a signature on paper; or the picture once more, where the first could not be opened."""

    name = "found_slip"
    title = T("button", "Given back, signed slip")

    slip = Slip(
        ask=T("staff", "Please send a picture of the slip that the owner has signed."),
        label=T("staff", "Signed slip"),
        at_most=2,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Before it is given back, or when the picture is missing."""
        check(form.scene.session, _slip_deed(form), form.about, by=form.scene.staff.person)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The signature."""
        scene, again = form.scene, _slip_deed(form) == "slip"
        by, slip = scene.staff.person, [one.id for one in form.media("slip")]
        if again:
            claims.add_slip(scene.session, form.about, by=by, now=scene.now, slip=slip)
        else:
            claims.give_back(scene.session, form.about, by=by, now=scene.now, slip=slip, seen=form.seen)
        return item_card(scene, form.about)


def _slip_deed(form: Form) -> str:
    return "slip" if claims.slip_missing(form.scene.session, _item(form)) else "give_back"


class DropClaim(AboutItem):
    """Not theirs after all, and why."""

    name = "found_drop"
    title = T("button", "It is not theirs")
    deed = "unclaim"

    why = Write(
        ask=T("staff", "Why is it not theirs? The reason is kept."),
        label=T("staff", "Reason"),
        at_most=200,
        suggestions=lambda _form: [
            Option("marks", T("button", "The marks differ")),
            Option("another", T("button", "Another thing was meant")),
            Option("absent", T("button", "Nobody came")),
        ],
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep it on."""
        scene = form.scene
        by, why = scene.staff.person, form["why"]
        claims.unclaim(scene.session, form.about, by=by, now=scene.now, why=why, seen=form.seen)
        return item_card(scene, form.about)


def _ends(form: Form) -> list[Option]:
    """The police at any time; disposal only after the keep days."""
    scene, item = form.scene, _item(form)
    ends = [Option(ItemState.POLICE, T("button", "Handed to the police"))]
    over = scene.now.astimezone(scene.project.zone).date() > kept_until(scene.project, item)
    if over and "dispose" in allowed(scene.session, item, scene.me):
        ends.append(Option(ItemState.DISPOSED, T("button", "Disposed of")))
    return ends


class EndItem(AboutItem):
    """Nobody came: to the police, or disposed of; by those in charge."""

    name = "found_end"
    title = T("button", "Police, or dispose of it")
    deed = "police"

    how = Choose(ask=T("staff", "How did it end?"), label=T("staff", "End"), among=_ends, ask_even_one=True, per_row=1)
    words = Write(
        ask=T("staff", "Where did it go? The station and the number of the receipt, or to whom."),
        label=T("staff", "Where it went"),
        at_most=300,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep it with its end."""
        scene = form.scene
        by, how, words = scene.staff.person, ItemState(form["how"]), form["words"]
        ending.end(scene.session, form.about, by=by, now=scene.now, how=how, words=words, seen=form.seen)
        return item_card(scene, form.about)


FLOWS = (ClaimItem, SignSlip, DropClaim, EndItem)
