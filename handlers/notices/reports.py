"""What is told of reports, plans and the quality sample, and their pictures (R157-R160, J34)."""

from bot.report_words import title_of
from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import T, lines
from handlers.notices.making import Maker, card_under, plain
from handlers.staff.plans.cards import plans_menu
from handlers.staff.samples.cards import samples_menu
from handlers.taps import Go, Place
from models.media.queries import attached
from models.notices import Notice
from models.plans.reading import item_for
from models.reports.reading import period_of_report, report_for

HOME = (Button(T("button", "Home"), Go(Place.HOME)),)


def _drafted(scene: Scene, notice: Notice) -> Screen | None:
    """A draft; one that came late says so."""
    made = T("staff", "<b>The report is drafted</b>: please complete it with problems, proposals and the next plan")
    late = T("staff", "It was made late: the office's machine was away at its hour.") if notice.facts["late"] else None
    return card_under(lines(made, late))(scene, notice)


def _plan(heading: T) -> Maker:
    def make(scene: Scene, _notice: Notice) -> Screen | None:
        return plans_menu(scene).headed(heading)

    return make


def _sampled(scene: Scene, notice: Notice) -> Screen | None:
    heading = T(
        "staff", "<b>Quality checks of the week</b>: please look at {count} closed tickets", count=notice.facts["count"]
    )
    return samples_menu(scene).headed(heading)


def charts_shown(scene: Scene, notice: Notice) -> Screen | None:
    """The charts of a report, for those in charge."""
    one = report_for(scene.session, notice.facts["report"], scene.me)
    wanted = tuple(media for media in one.pictures if media in set(notice.facts["media"]))
    title = title_of(period_of_report(scene.project, one))
    return Screen(T("staff", "{title}: charts", title=title), encloses=wanted) if wanted else None


def evidence_shown(scene: Scene, notice: Notice) -> Screen | None:
    """The pictures that show an item of a plan."""
    one = item_for(scene.session, notice.facts["plan"], scene.me)
    wanted = set(notice.facts["media"])
    found = tuple(media.id for media in attached(scene.session, one.subject) if media.id in wanted)
    return Screen(T("staff", "Shown for the plan:"), encloses=found) if found else None


STAFF: dict[str, Maker] = {
    "report.drafted": _drafted,
    "report.submitted": card_under(T("staff", "<b>A report was submitted</b>")),
    "report.uncounted": card_under(
        T("staff", "<b>The numbers could not be counted</b>: please press “Count anew”, and tell the operator")
    ),
    "report.no_font": plain(
        T(
            "staff",
            "The reports come without charts: the server has no Chinese font. The operator can install one, such as fonts-noto-cjk. "
            "You read this once only.",
        )
    ),
    "plan.opened": _plan(T("staff", "<b>The new plan is open</b>: please tick what is done, with a note")),
    "plan.undone": _plan(T("staff", "<b>Not everything of the plan is done</b>; what stays open stands in the report")),
    "sample.drawn": _sampled,
}
