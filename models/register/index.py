"""The index of the search: what can be found of a subject, as pairs of neighbouring characters (R169, DESIGN 8)."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.base import insert_into, insert_once
from models.enquiries.tables import Enquiry
from models.estate import Project, Unit
from models.found.tables import FoundItem, Loss
from models.people import Contact, Person
from models.register.tables import SearchEntry, SearchGram
from models.tickets.tables import Ticket

GAP = " "
BATCH = 500
RULE = "3"  # by which the index was built; another one makes `complete` build it anew


def folded(text: str) -> str:
    """A text as it is compared: one width, one case, one space."""
    return GAP.join(unicodedata.normalize("NFKC", text).casefold().split())


def grams(text: str) -> set[str]:
    """The pairs of neighbouring characters within words; pairs of digits say too little and are left out."""
    pairs = (one + other for one, other in pairwise(folded(text)))
    return {pair for pair in pairs if GAP not in pair and not pair.isdecimal()}


def digits(text: str) -> set[str]:
    """The pairs of neighbouring digits: of what people write, where a number such as that of a machine says much."""
    return {one + other for one, other in pairwise(folded(text)) if (one + other).isdecimal()}


def singles(name: str) -> set[str]:
    """The characters of a name: one is enough to look for a surname."""
    return {one for one in folded(name) if one.isalpha()}


def _of_unit(session: Session, number: int) -> tuple[int, str, set[str]] | None:
    unit = session.get(Unit, number)
    if unit is None:
        return None
    said = [unit.number, unit.owner_name, unit.occupier_name]
    return unit.project_id, GAP.join(said), set()


def _of_person(session: Session, number: int) -> tuple[int, str, set[str]] | None:
    """Only contacts of units; staff and guests have lists of their own."""
    person = session.get(Person, number)
    known = select(Contact.id).where(Contact.person_id == number).limit(1)
    if person is None or session.scalar(known) is None:
        return None
    called = person.called
    return person.project_id, GAP.join([called.zh, called.en]), singles(person.name)


def _of_ticket(session: Session, number: int) -> tuple[int, str, set[str]] | None:
    ticket = session.get(Ticket, number)
    if ticket is None:
        return None
    symptom = ticket.symptom
    names = (symptom.name.zh, symptom.name.en, symptom.owner_name.zh, symptom.owner_name.en)
    said = [ticket.number, *names, ticket.all_words, ticket.result]  # the number first: `search` looks behind it
    return ticket.project_id, GAP.join(said), digits(GAP.join(said[1:]))


def _of_found(session: Session, number: int) -> tuple[int, str, set[str]] | None:
    item = session.get(FoundItem, number)
    return None if item is None else (item.project_id, GAP.join([item.number, item.words, item.place]), set())


def _of_loss(session: Session, number: int) -> tuple[int, str, set[str]] | None:
    loss = session.get(Loss, number)
    return None if loss is None else (loss.project_id, GAP.join([loss.number, loss.words, loss.place]), set())


def _of_enquiry(session: Session, number: int) -> tuple[int, str, set[str]] | None:
    one = session.get(Enquiry, number)
    if one is None:
        return None
    shown = [one.edition.question_zh, one.edition.question_en] if one.edition else []
    return one.project_id, GAP.join([one.words, *shown, one.answer]), set()


READ: dict[str, Callable[[Session, int], tuple[int, str, set[str]] | None]] = {
    "unit": _of_unit,
    "person": _of_person,
    "ticket": _of_ticket,
    "found": _of_found,
    "loss": _of_loss,
    "enquiry": _of_enquiry,
}


TABLES: dict[str, type[Unit] | type[Person] | type[Ticket] | type[FoundItem] | type[Loss] | type[Enquiry]] = {
    "unit": Unit,
    "person": Person,
    "ticket": Ticket,
    "found": FoundItem,
    "loss": Loss,
    "enquiry": Enquiry,
}


def refresh(session: Session, subjects: Iterable[str]) -> None:
    """Bring the index up to date for subjects that have changed; those that nobody searches for are passed over."""
    for subject in sorted(set(subjects)):
        kind, _, number = subject.partition(":")
        if kind in READ and number.isdecimal():
            _put(session, subject, READ[kind](session, int(number)))


def complete(session: Session) -> None:
    """Index every office that has not been indexed yet, or by an older rule."""
    for project in session.scalars(select(Project)).all():
        built = session.get(SearchEntry, _rule_of(project))
        if built is None or built.text != RULE:
            rebuild(session, project)


def _rule_of(project: Project) -> str:
    """Where an office's index says by which rule it was built; no search looks for subjects of this kind."""
    return f"rule:{project.id}"


def rebuild(session: Session, project: Project) -> int:
    """Index an office anew, for instance after its data were brought in from elsewhere; returns how many entries."""
    for table in (SearchGram, SearchEntry):
        session.execute(delete(table).where(table.project_id == project.id))
    session.add(SearchEntry(subject=_rule_of(project), project_id=project.id, text=RULE))
    count = 0
    for subject in _every(session, project):
        refresh(session, [subject])
        count += 1
    return count


def _every(session: Session, project: Project) -> Iterator[str]:
    for kind, table in TABLES.items():
        ids = session.scalars(select(table.id).where(table.project_id == project.id).order_by(table.id)).all()
        yield from (f"{kind}:{number}" for number in ids)


def _put(session: Session, subject: str, found: tuple[int, str, set[str]] | None) -> None:
    """Write the entry if its text is another than before; most deeds change nothing that is searched for."""
    entry = session.get(SearchEntry, subject)
    if found is None:
        if entry is not None:
            session.delete(entry)
            session.execute(delete(SearchGram).where(SearchGram.subject == subject))
        return
    project_id, text, more = found
    text = folded(text)
    if entry is not None and entry.text == text:
        return
    if entry is not None:
        entry.text = text
        session.execute(delete(SearchGram).where(SearchGram.subject == subject))
    insert_once(session, SearchEntry, {"subject": subject, "project_id": project_id, "text": text})
    rows = [{"project_id": project_id, "gram": gram, "subject": subject} for gram in sorted(grams(text) | more)]
    for start in range(0, len(rows), BATCH):  # another process may write the same at this moment
        part = insert_into(session, SearchGram).values(rows[start : start + BATCH])
        session.execute(part.on_conflict_do_nothing())
