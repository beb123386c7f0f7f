"""The manager brings units, owners, contacts, staff and shifts in from a workbook, and takes them out again (R108, R204)."""

from collections.abc import Sequence

from bot.change_words import in_a_line
from bot.documents import ask_for
from bot.forms.flow import Flow, Form
from bot.forms.media import Upload
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, lines, listed
from bot.workbook_words import ILL, in_full
from handlers.staff.register.import_words import QUESTION, SENT_BY
from handlers.taps import ApplyImport, Begin, CancelImport, GetWorkbook, Go, Place
from models.events import record
from models.media.tables import Media
from models.setup.checks.plan import Step
from models.setup.faults import Fault, Ill
from models.setup.runs import EXPORTERS, IMPORTERS, apply, begin, cancel, may, run_of, steps_of
from models.setup.sheets import BY_CODE, REGISTER, STAFF
from models.setup.tables import ImportRun, ImportState

TEMPLATE, EXPORT, CHECK = "register_template", "register_export", "register_check"
FOLLOWS = T("staff", "The workbook is being made and follows in a moment.")
WORKBOOK = ".xlsx"
SAID = 8  # faults on the card; the marked copy has all of them

COUNTED: dict[str, T] = {
    "create": T("staff", "new"),
    "change": T("staff", "changed"),
    "same": T("staff", "as before"),
    "faulty": T("staff", "at fault"),
}


def workbooks(scene: Scene) -> Reply:
    """What can be had and what can be sent."""
    may(scene.me, EXPORTERS)
    rows: list[Row] = [(Button(T("button", "The register as it is"), GetWorkbook(EXPORT)),)]
    words: Words = T("staff", "<b>Import and export</b>. You can have the register as a workbook; that is logged.")
    if scene.staff.role in IMPORTERS:
        words = T(
            "staff",
            "<b>Import and export</b>. Units, owners, contacts, staff and shifts come in from a workbook: "
            "get the template or the register as it is, fill it in, and send it here. "
            "First you see what would happen; nothing changes before you agree.",
        )
        rows.insert(0, (Button(T("button", "Empty template"), GetWorkbook(TEMPLATE)),))
        rows.append((Button(T("button", "Send a workbook"), Begin("import", 0)),))
    return Screen(words, (*rows, (Button(T("button", "The office"), Go(Place.OFFICE)),)))


def get_workbook(scene: Scene, tap: GetWorkbook) -> Reply:
    """Ask for the template or for the register; the register holds personal data, so its export is logged."""
    template = tap.kind == TEMPLATE
    may(scene.me, IMPORTERS if template else EXPORTERS)
    ask_for(
        scene.session,
        person=scene.me,
        kind=TEMPLATE if template else EXPORT,
        facts={},
        now=scene.now,
        secret=not template,
    )
    if not template:
        subject = f"project:{scene.project.id}"
        record(
            scene.session,
            project_id=scene.project.id,
            subject=subject,
            kind="register.export",
            now=scene.now,
            actor_id=scene.me.id,
        )
    reply = workbooks(scene)
    return reply.with_toast(FOLLOWS) if isinstance(reply, Screen) else reply


class SendWorkbook(Flow):
    """One file, and nothing to confirm: what would happen is shown before anything does."""

    name = "import"
    title = T("button", "Send a workbook")
    reads_back = False

    workbook = Upload(
        ask=T("staff", "Please send the filled-in workbook here, as a file."),
        label=T("staff", "Workbook"),
        endings=(WORKBOOK,),
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only a manager."""
        may(form.scene.me, IMPORTERS)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Have it looked at."""
        media = form.scene.session.get_one(Media, form["workbook"])
        return take_workbook(form.scene, media.id, media.name)


def take_workbook(scene: Scene, media_id: int, name: str, kind: str = REGISTER) -> Screen:
    """Somebody has sent one: it is looked at in the worker process as soon as it is here."""
    run = begin(scene.session, by=scene.me, media_id=media_id, name=name, now=scene.now, kind=kind)
    _look_at(scene, run)
    return import_card(scene, run.id)


def _look_at(scene: Scene, run: ImportRun) -> None:
    facts = {"import": run.id, "media": run.media_id}
    ask_for(scene.session, person=scene.me, kind=CHECK, facts=facts, now=scene.now, secret=True)


def apply_import(scene: Scene, tap: ApplyImport) -> Reply:
    """Bring in what is good, if it is still what was shown."""
    run = apply(scene.session, tap.run, by=scene.me, seen=tap.seen, now=scene.now)
    _look_at(scene, run)
    return import_card(scene, tap.run)


def cancel_import(scene: Scene, tap: CancelImport) -> Reply:
    """Leave everything as it is."""
    cancel(scene.session, tap.run, by=scene.me, seen=tap.seen, now=scene.now)
    return import_card(scene, tap.run)


def import_card(scene: Scene, run_id: int) -> Screen:
    """How an import stands."""
    run = run_of(scene.session, run_id, scene.me)
    head = T("staff", "<b>Import</b>: {name}", name=run.name)
    return Screen(lines(head, *_body(run)), _rows(run), subject=run.subject, short=head)


def _body(run: ImportRun) -> list[Words | None]:
    match run.state:
        case ImportState.CHECKING:
            return [T("staff", "The workbook is being checked. The result follows in a moment.")]
        case ImportState.UNREADABLE:
            return [ILL[Ill(run.found["ill"])]]
        case ImportState.CHECKED:
            return _check(run)
        case ImportState.APPLYING:
            return [*_counts(run), T("staff", "The rows are being taken over. You will hear when it is done.")]
        case ImportState.DONE:
            return _outcome(run)
        case ImportState.FAILED:
            return _stopped(run)
        case ImportState.CANCELLED:
            return [T("staff", "Cancelled. Nothing was changed.")]
        case ImportState.EXPIRED:
            return [_lapsed(run)]


def _lapsed(run: ImportRun) -> Words:
    """A day is over; where there was nothing to decide, that is still what is said."""
    if run.found.get("counts") and not steps_of(run):
        return _outlook(run)
    return T("staff", "Nobody decided within a day, so the check is out of date. Please send the file again.")


def _check(run: ImportRun) -> list[Words | None]:
    """What would happen; that nothing would is said first."""
    rest = [*_faults(run), *_only_ours(run), _ignored(run)]
    if not steps_of(run):
        return [T("staff", "<b>{heading}</b>", heading=_outlook(run)), *_counts(run), *rest]
    return [*_differing(run), *_counts(run), *_changes(run), *rest, "", _outlook(run)]


def _only_ours(run: ImportRun) -> list[Words]:
    """Stated transfers that the bank's list does not have (R124)."""
    count = len(run.found.get("only_ours", ()))
    said = T("staff", "Stated and not in the bank's list: {count}. The list sent with it names them.", count=count)
    return [said] if count else []


def _differing(run: ImportRun) -> list[Words]:
    """The rows with which something else would happen than was shown before."""
    rows = run.found.get("differs")
    return [T("staff", "Different from the last check: {rows}.", rows=_named(rows)), ""] if rows else []


def _named(rows: Sequence[tuple[str, int]]) -> Words:
    return listed((T("staff", "{sheet} {row}", sheet=BY_CODE[code].name, row=row) for code, row in rows[:20]), ", ")


def _changes(run: ImportRun) -> list[Words]:
    """The first changes, row by row; the list has all of them."""
    first, every = [Step(**one) for one in run.found.get("changes", ())], steps_of(run)
    said: list[Words] = [T("staff", "· {change}", change=in_a_line(one)) for one in first]
    if every > len(first):
        said.append(T("staff", "and {count} more rows", count=every - len(first)))
    whole = T("staff", "The list sent with it has every row.")
    return ["", T("staff", "<b>What would change: {count} rows</b>", count=every), *said, whole]


def _counts(run: ImportRun) -> list[Words]:
    """One line per sheet."""
    return [
        T("staff", "{sheet}: {counts}", sheet=BY_CODE[code].name, counts=_said(counts))
        for code, counts in sorted(run.found["counts"].items(), key=lambda one: list(BY_CODE).index(one[0]))
        if counts
    ]


def _said(counts: dict[str, int]) -> Words:
    if "refused" in counts:
        return T("staff", "nothing of this sheet was taken")
    return listed(
        (
            T("staff", "{what} {count}", what=what, count=counts[name])
            for name, what in COUNTED.items()
            if counts.get(name)
        ),
        ", ",
    )


def _faults(run: ImportRun) -> list[Words]:
    """The first faults; the rest is in the marked copy."""
    count = run.found["faulty"]
    if not count:
        return []
    said: list[Words] = [T("staff", "· {fault}", fault=in_full(Fault.of(one))) for one in run.found["faults"][:SAID]]
    if count > SAID:
        said.append(T("staff", "and {count} more faults", count=count - SAID))
    marked = T("staff", "The marked copy shows every fault in its row: correct it there and send it again.")
    return ["", T("staff", "<b>At fault: {count}</b>", count=count), *said, marked]


def _ignored(run: ImportRun) -> Words | None:
    """Sheets and columns that are none of ours."""
    names = run.found["ignored"]
    return T("staff", "Left out, because unknown: {names}", names=listed(names, ", ")) if names else None


def _outlook(run: ImportRun) -> Words:
    if steps_of(run):
        return QUESTION[run.kind]
    if run.found["faulty"]:
        return T("staff", "There is no good row to take over yet.")
    return T("staff", "Everything is registered like this already: there is nothing to do.")


def _outcome(run: ImportRun) -> list[Words | None]:
    done = run.done
    created, changed, left = done.get("created", 0), done.get("changed", 0), done.get("left", 0)
    return [
        T("staff", "Done: new {created}, changed {changed}.", created=created, changed=changed),
        T(
            "staff",
            "Left out, because they were changed by somebody else in the meantime: {rows}. Please look at them.",
            rows=_named(done["rows"]),
        )
        if left
        else None,
        T("staff", "New staff have no access yet: please send them an invitation.")
        if run.found["counts"].get(STAFF.code, {}).get("create")
        else None,
    ]


def _stopped(run: ImportRun) -> list[Words | None]:
    created, changed = run.done.get("created", 0), run.done.get("changed", 0)
    return [
        T(
            "staff",
            "Taken over so far: new {created}, changed {changed}. That stays.",
            created=created,
            changed=changed,
        ),
        T(
            "staff",
            "The rest met with a fault of the system, which has been noted. Please send the workbook again: it is checked anew, "
            "and what is registered already counts as done. If it stops again, please ask the system administrator.",
        ),
    ]


def _rows(run: ImportRun) -> tuple[Row, ...]:
    home: Row = (Button(T("button", "Home"), Go(Place.HOME)),)
    again: Row = (Button(T("button", "Send a workbook"), Begin(SENT_BY[run.kind], 0)),)
    stop: Row = (Button(T("button", "Do not import"), CancelImport(run.id, run.version)),)
    match run.state:
        case ImportState.CHECKING:
            return (stop, home)
        case ImportState.CHECKED if steps_of(run):
            label = T("button", "Take over {count} rows", count=steps_of(run))
            return ((Button(label, ApplyImport(run.id, run.version)),), stop, again)
        case ImportState.DONE if run.found["counts"].get(STAFF.code, {}).get("create"):
            return ((Button(T("button", "Staff"), Go(Place.STAFF)),), home)
        case ImportState.APPLYING | ImportState.DONE:
            return (home,)
        case _:
            return (again, home)
