"""The register's workbook in the worker process: the template, the export, and the check of what a manager sent (R108)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.bank_words import only_ours_line
from bot.change_words import in_a_list
from bot.clockwork.duties import Shift
from bot.documents import Errand, Task
from bot.tables import Document, DocumentState
from bot.texts import Reader, T, render
from jobs import workbook
from jobs.documents import make_table, say
from models.dues import Due
from models.estate import Project
from models.ledger.tables import Payment
from models.media.tables import MediaBytes
from models.notices import Pace, tell
from models.people import Side
from models.policy import policy_of
from models.setup import runs
from models.setup.book import Book
from models.setup.checking import check
from models.setup.checks.bank import check_bank
from models.setup.checks.fees import check_receivables
from models.setup.checks.plan import Plan
from models.setup.exporting import exported
from models.setup.faults import Ill, Unreadable
from models.setup.register import register_of
from models.setup.sheets import BANK, BOOKS, OPENED, REGISTER
from models.setup.tables import ImportRun

SHOWN_FAULTS = 100  # so many are kept for the card; the marked copy has all of them
SHOWN_CHANGES = 10  # likewise; the list has all of them
MARKED, LISTED = "marked", "listed"
TEMPLATES: Mapping[str, T] = {
    REGISTER: T("paper", "Owner register template"),
    OPENED: T("paper", "Receivables template"),
    BANK: T("paper", "Bank payments template"),
}
CHANGES: Sequence[tuple[T, int]] = (
    (T("paper", "Sheet"), 10),
    (T("paper", "Row"), 8),
    (T("paper", "What becomes of it"), 10),
    (T("paper", "Whom or what"), 24),
    (T("paper", "Entry"), 16),
    (T("paper", "Now"), 36),
    (T("paper", "Afterwards"), 36),
)


def template(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """The empty template."""
    kind = facts.get("book", REGISTER)
    return f"{say(reader, TEMPLATES[kind])}.xlsx", workbook.template(reader, kind)


def export(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """The register as it is, in the same form (业主信息登记表)."""
    today = now.astimezone(project.zone).date()
    name = render(T("paper", "Owner register {day}", day=today.isoformat()), reader, escape=False)
    return f"{name}.xlsx", workbook.filled(reader, exported(register_of(session, project, today)))


def look(session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime) -> dict[str, Any]:
    """Read what was sent and compare it with the register; changes nothing."""
    from models.setup.reading import read  # the library loads only where it is used

    run = session.get_one(ImportRun, facts["import"])
    kept = session.get(MediaBytes, run.media_id)
    if kept is None:
        return {"found": {"ill": Ill.NOT_ARRIVED}}
    try:
        book = read(kept.content, BOOKS[run.kind])
    except Unreadable as error:
        return {"found": {"ill": error.ill}}
    today = now.astimezone(project.zone).date()
    plan, only_ours = _plan(session, project, run, book, today)
    if not (plan.counts() or plan.faults):
        return {"found": {"ill": Ill.EMPTY}}
    return _findings(book, plan, reader, run.name, only_ours)


def _plan(
    session: Session, project: Project, run: ImportRun, book: Book, today: date
) -> tuple[Plan, Sequence[Payment]]:
    """What would become of the rows, by the kind of the workbook; and the transfers that a list of the bank does not have."""
    if run.kind == OPENED:
        return check_receivables(session, project, book), ()
    if run.kind == BANK:
        return check_bank(session, project, book, today)
    pattern = policy_of(project).phone_pattern
    return check(book, register_of(session, project, today), phone_pattern=pattern, me=run.by_id), ()


def _findings(book: Book, plan: Plan, reader: Reader, name: str, only_ours: Sequence[Payment]) -> dict[str, Any]:
    found = {
        "counts": plan.counts(),
        "faulty": len(plan.faults),
        "faults": [one.as_facts() for one in plan.faults[:SHOWN_FAULTS]],
        "changes": [one.as_facts() for one in plan.in_order()[:SHOWN_CHANGES]],
        "ignored": book.ignored[:10],
        "only_ours": [one.id for one in only_ours],
    }
    title = render(T("paper", "To correct {name}", name=name), reader, escape=False)
    marked = (title, workbook.marked(reader, book, plan.faults)) if plan.faults else None
    steps = [one.as_facts() for one in plan.steps]
    return {"found": found, "steps": steps, MARKED: marked, LISTED: _listed(plan, reader, name, only_ours)}


def _listed(plan: Plan, reader: Reader, name: str, only_ours: Sequence[Payment]) -> tuple[str, bytes] | None:
    """Row by row what would be done, and below it what stays and what only we have; None where there is nothing to do."""
    if not (plan.steps or only_ours):
        return None
    title = render(T("paper", "Changes {name}", name=name), reader, escape=False)
    steps = [*plan.in_order(), *plan.unchanged]
    told = [*(line for step in steps for line in in_a_list(step)), *map(only_ours_line, only_ours)]
    rows = [[say(reader, one) for one in line] for line in told]
    return title, make_table(title, [(say(reader, words), width) for words, width in CHANGES], rows)


def looked(session: Session, document: Document, findings: dict[str, Any] | None, now: datetime) -> None:
    """Go on with what was agreed to; or keep the plan, and send the documents before the card that asks for a decision."""
    run = session.get_one(ImportRun, document.facts["import"], with_for_update=True)
    findings = findings or {"found": {"ill": Ill.BROKEN}}
    steps = findings.get("steps", [])
    if run.state not in runs.LOOKED_AT or runs.go_on(session, run, steps, now):
        return
    for which in (MARKED, LISTED):
        if findings.get(which):
            _send(session, run, which, findings[which], now)
    runs.checked(session, run, found=findings["found"], steps=steps, now=now)


def _send(session: Session, run: ImportRun, which: str, made: tuple[str, bytes], now: datetime) -> None:
    """A document with names and telephones: forgotten as soon as it has arrived (R204)."""
    name, content = made
    document = Document(
        project_id=run.project_id,
        person_id=run.by_id,
        kind=f"register_{which}",
        asked_at=now,
        state=DocumentState.READY,
        name=name,
        content=content,
        secret=True,
    )
    session.add(document)
    session.flush()
    tell(
        session,
        project_id=run.project_id,
        person_id=run.by_id,
        side=Side.STAFF,
        kind="import.marked" if which == MARKED else "import.listed",
        subject=document.subject,
        occasion="made",
        now=now,
        pace=Pace.REPLY,
        facts={"document": document.id, "import": run.id},
    )


def apply(shift: Shift, due: Due) -> None:
    """One piece of an import that was decided for."""
    runs.apply_piece(shift.session, int(due.subject.partition(":")[2]), int(due.occasion), shift.now)


def give_up(shift: Shift, due: Due) -> None:
    """A piece that failed every time."""
    runs.give_up(shift.session, int(due.subject.partition(":")[2]), shift.now)


def expire(shift: Shift, due: Due) -> None:
    """A plan that nobody decided about."""
    runs.expire(shift.session, int(due.subject.partition(":")[2]), shift.now)


DOCUMENTS: Mapping[str, Task] = {
    "register_template": template,
    "register_export": export,
    "register_check": Errand(look, looked),
}
