"""What is said of the opinion survey: to owners as long as they may answer, to the office whose turn it is (R151, DOMAIN 6 [survey])."""

from collections.abc import Set

from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import T, Words
from handlers.notices.making import Maker, card_under
from handlers.survey_taps import ListWaiting
from handlers.survey_words import last_day_of
from models.notices import Notice
from models.surveys.lifecycle import State
from models.surveys.reading import answer_to, may_answer, takes_answers, unanswered, visible
from models.surveys.sending import by_paper
from models.surveys.tables import SurveyForm


def _to_answer(scene: Scene, notice: Notice) -> SurveyForm | None:
    """The form, as long as the reader may still answer it and nobody has."""
    form = scene.session.get(SurveyForm, notice.facts["form"])
    if form is None or not may_answer(scene.session, form, scene.me):
        return None
    open_one = takes_answers(form.round, scene.project, scene.now) and answer_to(scene.session, form) is None
    return form if open_one else None


def _asked(scene: Scene, notice: Notice) -> Screen | None:
    form, card = _to_answer(scene, notice), scene.routes.card(scene, notice.subject)
    if form is None or card is None:
        return None
    words = T(
        "owner",
        "Dear {name}, hello. Please take two minutes to fill in the opinion survey; we answer every comment of yours. Thank you.",
        name=scene.me.called,
    )
    return card.headed(words)


def _reminded(scene: Scene, notice: Notice) -> Screen | None:
    form, card = _to_answer(scene, notice), scene.routes.card(scene, notice.subject)
    if form is None or card is None:
        return None
    words = T(
        "owner",
        "{name}, hello, a kind reminder: the opinion survey goes on until {day}, and we would be glad of your answers. Thank you.",
        name=scene.me.called,
        day=last_day_of(form.round, scene.project.zone),
    )
    return card.headed(words)


def _while(states: Set[State], heading: Words) -> Maker:
    """For as long as the round stands there."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        one = visible(scene.session, notice.facts["survey"], scene.me)
        return card_under(heading)(scene, notice) if one.state in states else None

    return make


def _waits(scene: Scene, notice: Notice) -> Screen | None:
    """Who has not answered by now, and how many of them the bot does not reach."""
    one = visible(scene.session, notice.facts["survey"], scene.me)
    waiting = unanswered(scene.session, one)
    if one.state != State.OPEN or not waiting:
        return None
    words = T(
        "staff",
        "<b>Opinion survey</b>: {count} forms are not back; {paper} of them have nobody on the bot and need paper or a call. "
        "The others have just been reminded.",
        count=len(waiting),
        paper=len(by_paper(scene.session, one)),
    )
    return Screen(
        words, ((Button(T("button", "Not returned ({count})", count=len(waiting)), ListWaiting(one.id, 0)),),)
    )


OWNER: dict[str, Maker] = {"survey.asked": _asked, "survey.reminded": _reminded}

STAFF: dict[str, Maker] = {
    "survey.prepared": _while(
        {State.DRAFT},
        T("staff", "<b>The opinion survey of this half year is prepared</b>: please look at it and open it"),
    ),
    "survey.waits_to_open": _while({State.DRAFT}, T("staff", "<b>The opinion survey still waits to be opened</b>")),
    "survey.opened": _while(
        {State.OPEN}, T("staff", "<b>The opinion survey has begun</b>: please print the paper forms and hand them out")
    ),
    "survey.waits": _waits,
    "survey.closed": _while({State.CLOSED}, T("staff", "<b>The opinion survey has ended</b>")),
}
