"""费用: a month in figures against its target, who is in debt, and what waits for an answer or a decision (R121, R125, R130)."""

from collections.abc import Iterator, Sequence

from bot.scene import Reply, Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import Money, T, Words, lines, listed
from handlers.account_words import AGE, STANDING, ask_button, dispute_button, reminder_button
from handlers.fee_taps import ListFees, OpenAccount, OpenReconciliation, PrintFees, ShowMonth
from handlers.staff.fees.account import Section, today
from handlers.staff.names import PAGE, page_of, turn, ways_out
from handlers.taps import Begin, Go, Place
from models.ledger.rights import CONFIRMS, is_one_of
from models.policy import policy_of
from models.receivables import figures, months, reconciling
from models.receivables.asking import open_asks
from models.receivables.disputing import open_disputes
from models.receivables.exporting import BALANCES, BILLS, DUNNING, MAY, UNREACHED
from models.receivables.fees import Whose, fee
from models.receivables.figures import MonthFigures, Sums
from models.receivables.ladder import later_month
from models.receivables.lifecycle import DebtorKind
from models.receivables.owing import Owing, owing, to_put_to_court, to_visit
from models.receivables.rights import OPENS, check_reads
from models.refusals import Gone, NotYours

OLDEST = 120  # months ago
TITLES = {
    "debts": T("staff", "Units in debt"),
    "questions": T("staff", "Questions of owners"),
    "asks": T("staff", "To be decided"),
    "visits": T("staff", "Third notices to bring"),
    "court": T("staff", "For the list for the court"),
    "closed": T("staff", "Closed months"),
    "compare": T("staff", "To compare with the bank"),
}
SHORT_WHY = {
    DebtorKind.UNKNOWN: T("staff", "reason unknown"),
    DebtorKind.DISSATISFIED: T("staff", "dissatisfied"),
    DebtorKind.HARDSHIP: T("staff", "in difficulty"),
    DebtorKind.UNWILLING: T("staff", "unwilling"),
}


def fees_menu(scene: Scene) -> Reply:
    """The present month."""
    return show_month(scene, ShowMonth(0))


def show_month(scene: Scene, tap: ShowMonth) -> Reply:
    """The figures of a month, and the ways on; raises NotYours or Gone."""
    check_reads(scene.staff.person, scene.project.id)
    if not 0 <= tap.months_ago <= OLDEST:
        raise Gone
    period = later_month(today(scene), -tap.months_ago, 1)
    found = figures.month_figures(scene.session, scene.project, period)
    closed = months.is_closed(scene.session, scene.project.id, period)
    words = lines(
        T("staff", "<b>Fees {month}</b>", month=f"{period:%Y-%m}"),
        T("staff", "Closed by finance") if closed else None,
        *_figures(scene, found),
        _taken_today(scene) if tap.months_ago == 0 else None,
    )
    rows = (
        *rows_of(_ways(scene), 2),
        (Button(T("button", "Earlier month"), ShowMonth(tap.months_ago + 1)), *_later(tap.months_ago)),
        ways_out(Go(Place.OFFICE)),
    )
    return Screen(words, rows)


def _later(ago: int) -> tuple[Button, ...]:
    return (Button(T("button", "Next month"), ShowMonth(ago - 1)),) if ago else ()


def _figures(scene: Scene, found: MonthFigures) -> Iterator[Words]:
    """The whole month against its target, own and agency apart, then fee by fee."""
    if not found.fees:
        yield T("staff", "Nothing is opened for this month yet.")
        return
    target = policy_of(scene.project).collection_month_percent
    yield T("staff", "Rate {percent}%, target {target}%", percent=found.total.percent, target=target)
    yield _sums(T("staff", "All fees"), found.total)
    yield _sums(T("staff", "Own fees"), found.of(Whose.OWN))
    yield _sums(T("staff", "Collected for suppliers"), found.of(Whose.AGENCY))
    for code, sums in found.fees.items():
        yield _sums(fee(code).name, sums)


def _sums(name: Words, sums: Sums) -> Words:
    facts = {"owed": Money(sums.owed_fen), "got": Money(sums.collected_fen), "percent": sums.percent}
    return T("staff", "{name}: {got} of {owed}, {percent}%", name=name, **facts)


def _taken_today(scene: Scene) -> Words:
    start, end = figures.day_of(scene.project, scene.now)
    return T("staff", "Paid today: {money}", money=Money(figures.taken_fen(scene.session, scene.project, start, end)))


def _ways(scene: Scene) -> Iterator[Button]:
    yield Button(T("button", "Find an account"), Begin("fee_unit", 0))
    for which in _lists(scene):
        count = len(_things(scene, which))
        yield Button(T("button", "{list} ({count})", list=TITLES[which], count=count), ListFees(which, 0))
    if is_one_of(scene.me, OPENS):
        yield Button(T("button", "Lists to take over"), Go(Place.ACCOUNT_LISTS))
    if is_one_of(scene.me, CONFIRMS):
        yield Button(T("button", "Close a month"), Go(Place.ACCOUNT_MONTHS))
    yield Button(T("button", "Papers"), Go(Place.ACCOUNT_PAPERS))


def _lists(scene: Scene) -> list[str]:
    which = ["debts", "questions", "asks", "visits", "court", "closed"]
    return [*which, "compare"] if is_one_of(scene.me, CONFIRMS) else which


def _things(scene: Scene, which: str) -> Sequence[Button]:
    """The lines of a list; raises NotYours or Gone."""
    session, project = scene.session, scene.project
    match which:
        case "debts":
            return [_owing_button(scene, one) for one in owing(session, project, today(scene))]
        case "questions":
            return [dispute_button(one) for one in open_disputes(session, project.id)]
        case "asks":
            return [ask_button(one) for one in open_asks(session, project.id)]
        case "visits":
            return [reminder_button(one) for one in to_visit(session, project, today(scene))]
        case "court":
            return [reminder_button(one) for one in to_put_to_court(session, project, today(scene))]
        case "closed":
            return _closed(scene)
        case "compare":
            if not is_one_of(scene.me, CONFIRMS):
                raise NotYours
            return [
                Button(one.day.isoformat(), OpenReconciliation(one.id))
                for one in reconciling.open_ones(session, project)
            ]
        case _:
            raise Gone


def _closed(scene: Scene) -> list[Button]:
    """Every closed month, which leads to its figures."""
    now = today(scene)
    found = figures.months_with_lines(scene.session, scene.project)
    closed = [one for one in found if months.is_closed(scene.session, scene.project.id, one)]
    return [Button(f"{one:%Y-%m}", ShowMonth((now.year - one.year) * 12 + now.month - one.month)) for one in closed]


def _owing_button(scene: Scene, one: Owing) -> Button:
    """A unit in debt in one line: how much, how old, how it stands, why."""
    facts: list[Words] = [one.unit.number, Money(one.fen), AGE[one.age(today(scene))]]
    standings: list[Words] = [STANDING[each] for each in one.standings]
    why: list[Words] = [SHORT_WHY[one.why]] if one.why else []
    return Button(listed([*facts, *standings, *why], " "), OpenAccount(one.unit.id, Section.HEAD, 0))


def list_fees(scene: Scene, tap: ListFees) -> Reply:
    """One page of a list; raises NotYours or Gone."""
    check_reads(scene.staff.person, scene.project.id)
    found = _things(scene, tap.which)
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    words = lines(T("staff", "<b>{list}</b>", list=TITLES[tap.which]), None if found else T("staff", "Nothing here."))
    pages = turn(len(found), page, lambda to: ListFees(tap.which, to))
    return Screen(words, (*rows_of(page_of(found, page)), pages, ways_out(Go(Place.ACCOUNTS))))


def papers_menu(scene: Scene) -> Reply:
    """What can be had as a list on paper or as a workbook; raises NotYours."""
    check_reads(scene.staff.person, scene.project.id)
    every = (
        (BALANCES, Button(T("button", "Accounts as a workbook"), PrintFees("balances", 0))),
        (UNREACHED, Button(T("button", "Whom no payment notice reached"), PrintFees("unreached", 0))),
        (BILLS, Button(T("button", "Their payment notices"), PrintFees("unreached_bills", 0))),
        (DUNNING, Button(T("button", "Dunning notices to bring"), PrintFees("dunning", 0))),
    )
    rows = [button for paper, button in every if is_one_of(scene.me, MAY[paper])]
    return Screen(
        T("staff", "<b>Papers</b>. Who takes them out is logged."), (*rows_of(rows), ways_out(Go(Place.ACCOUNTS)))
    )
