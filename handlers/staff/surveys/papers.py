"""The papers of a round: its result, the list of forms (发放回收表), and the forms to print; each is logged (R204, DOMAIN 5.6)."""

from bot.documents import ask_for
from bot.scene import Reply, Scene
from handlers.staff.surveys.cards import survey_card
from handlers.staff.tickets.papers import COMING
from handlers.survey_taps import PrintSurvey
from models.surveys.exporting import FORMS, LIST, logged_export

RESULT_PAPER, LIST_PAPER, FORMS_PAPER = "survey_result", "survey_list", "survey_forms"


def print_survey(scene: Scene, tap: PrintSurvey) -> Reply:
    """One of the papers; raises Gone for who may not have it."""
    facts = {**logged_export(scene.session, scene.me, tap.survey, tap.paper, scene.now), "person": scene.me.id}
    match tap.paper:
        case str(paper) if paper == LIST:
            ask_for(scene.session, person=scene.me, kind=LIST_PAPER, facts=facts, now=scene.now)
        case str(paper) if paper == FORMS:
            ask_for(scene.session, person=scene.me, kind=FORMS_PAPER, facts=facts, now=scene.now)
        case _:
            ask_for(scene.session, person=scene.me, kind=RESULT_PAPER, facts=facts, now=scene.now, secret=True)
    return survey_card(scene, tap.survey).with_toast(COMING)
