"""The plan of a week or month, and the card of one item: done by whom, with which note, shown by what (R159, R160)."""

from bot.forms.media import how_many
from bot.report_words import period_words, short_period
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.report_taps import OpenPlan, OpenPlanItem, PlanItemDeed
from handlers.staff.names import ways_out
from handlers.taps import Begin, Go, OpenTicket, Place
from models.media.queries import attached
from models.media.showing import show
from models.people import Side
from models.plans.actions import untick
from models.plans.reading import check_planner, item_for, items_of
from models.plans.tables import PlanItem
from models.plans.texts import wording
from models.refusals import Gone
from models.reports.periods import Period, PeriodKind, before, period_of, period_with

NAME = {PeriodKind.WEEK: T("staff", "Weekly plan"), PeriodKind.MONTH: T("staff", "Monthly plan")}


def plans_menu(scene: Scene) -> Screen:
    """This week's and this month's, and the ones before; raises NotYours for all but customer service and the manager."""
    check_planner(scene.staff)
    words, rows = list[Words](), list[Row]()
    for kind in PeriodKind:
        period = period_of(scene.project.zone, kind, scene.now)
        words.append(_headline(scene, period))
        rows.extend(rows_of(_buttons(scene, period)))
        earlier = before(period)
        label = T("button", "{plan}: {period}", plan=NAME[kind], period=short_period(earlier))
        rows.append((Button(label, OpenPlan(kind, earlier.code)),))
    return Screen(lines(*words), (*rows, ways_out(Go(Place.OFFICE))))


def _headline(scene: Scene, period: Period) -> Words:
    items = items_of(scene.session, scene.project, period)
    done = sum(one.done_at is not None for one in items)
    facts = {"plan": NAME[period.kind], "period": period_words(period), "done": done, "count": len(items)}
    if not items:
        return T("staff", "<b>{plan}</b> {period}: not opened", plan=facts["plan"], period=facts["period"])
    return T("staff", "<b>{plan}</b> {period}: {done} of {count} done", **facts)


def _buttons(scene: Scene, period: Period) -> list[Button]:
    return [Button(_line(one), OpenPlanItem(one.id)) for one in items_of(scene.session, scene.project, period)]


def _line(one: PlanItem) -> Words:
    words = wording(one.kind, one.number)
    return T("button", "√ {line}", line=words) if one.done_at else listed([str(one.number), words], ". ")


def open_plan(scene: Scene, tap: OpenPlan) -> Screen:
    """One period's; raises NotYours or Gone."""
    check_planner(scene.staff)
    period = period_with(scene.project.zone, tap.kind, tap.code)
    return Screen(_headline(scene, period), (*rows_of(_buttons(scene, period)), ways_out(Go(Place.PLANS))))


def item_card(scene: Scene, item_id: int) -> Screen:
    """One item; raises Gone for who has nothing to do with plans."""
    one = item_for(scene.session, item_id, scene.me)
    period = period_with(scene.project.zone, one.kind, one.code)
    words = lines(
        T(
            "staff",
            "<b>{plan}</b> {period}, item {number}",
            plan=NAME[one.kind],
            period=period_words(period),
            number=one.number,
        ),
        wording(one.kind, one.number),
        *_done(scene, one),
    )
    return Screen(
        words, (*_rows(scene, one), ways_out(OpenPlan(one.kind, one.code))), one.subject, state=f"v{one.version}"
    )


def _done(scene: Scene, one: PlanItem) -> list[Words]:
    if one.done_at is None or one.by is None:
        return [T("staff", "Not done yet.")]
    media = attached(scene.session, one.subject)
    said: list[Words] = [
        T("staff", "Done {time} by {name}: {note}", time=one.done_at, name=one.by.person.name, note=one.note)
    ]
    if one.ticket is not None:
        said.append(T("staff", "Shown by {number}", number=one.ticket.number))
    if media:
        said.append(T("label", "Enclosed: {what}", what=how_many(media)))
    return said if one.ticket is not None or media else [*said, T("staff", "Nothing shows it.")]


def _rows(scene: Scene, one: PlanItem) -> tuple[Row, ...]:
    if one.done_at is None:
        return ((Button(T("button", "Done, with a note"), Begin("plan_tick", one.id)),),)
    deeds = [Button(T("button", "Not done after all"), PlanItemDeed(one.id, "untick", one.version))]
    if attached(scene.session, one.subject):
        deeds.append(Button(T("button", "Show pictures"), PlanItemDeed(one.id, "show", one.version)))
    if one.ticket is not None:
        deeds.append(Button(one.ticket.number, OpenTicket(one.ticket.id)))
    return rows_of(deeds, 2)


def open_item(scene: Scene, tap: OpenPlanItem) -> Reply:
    """The card."""
    return item_card(scene, tap.item)


def do_deed(scene: Scene, tap: PlanItemDeed) -> Reply:
    """Take the tick back, or show the pictures; raises Gone for anything else."""
    one = item_for(scene.session, tap.item, scene.me)
    match tap.deed:
        case "untick":
            untick(scene.session, one.id, by=scene.me, now=scene.now, seen=tap.seen)
            return item_card(scene, one.id).headed(T("staff", "Noted."))
        case "show":
            media = attached(scene.session, one.subject)
            facts = {"plan": one.id}
            occasion = f"{scene.now:%y%m%d%H%M}"
            me = scene.me.id
            show(
                scene.session,
                media,
                person_id=me,
                side=Side.STAFF,
                subject=one.subject,
                now=scene.now,
                occasion=occasion,
                facts=facts,
            )
            return item_card(scene, one.id).with_toast(T("owner", "It follows in a moment, thank you."))
    raise Gone
