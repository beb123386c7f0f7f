"""Words that somebody just writes: the form that they are for, with everything filled in that they say themselves (DOMAIN 5.2).

Nothing is sent by itself: what was understood is read back, and one tap confirms or changes it.
"""

from typing import Any

from bot.forms.engine import load
from bot.scene import Open, Scene
from handlers.owner.complaint import TellUs
from handlers.owner.help import HelpRequest
from handlers.owner.questions import AskThis
from handlers.owner.report import ReportRepair
from handlers.wish_question import ANY_TIME
from models.catalogue import Symptom, catalogue
from models.enquiries.actions import LONGEST
from models.knowledge.matching import is_question
from models.sentences import INSIDE, PUBLIC, Said, read_sentence


def form_for(scene: Scene, text: str) -> Open:
    """The form that a sentence is for; one that was begun before is gone on with, as it was left."""
    said = read_sentence(text)
    symptom = catalogue().symptoms.get(said.symptom)
    helps = symptom is not None and symptom.is_help
    if not said.kind and symptom is None and is_question(text) and load(scene, ReportRepair.name) is None:
        return Open(AskThis, given={"words": text.strip()[:LONGEST]})
    flow = TellUs if said.kind else HelpRequest if helps else ReportRepair
    if load(scene, flow.name) is not None:
        return Open(flow)
    return Open(flow, given={"kind": said.kind} if said.kind else _helped(said) if helps else _understood(said))


def _helped(said: Said) -> dict[str, Any]:
    """Answers of a help request; inside a unit the unit says enough."""
    place = {"spot": said.spot} if said.spot and said.where == PUBLIC else {}
    floor = {"floor": said.floor} if said.floor and said.where == PUBLIC else {}
    return {"symptom": said.symptom, **({"where": said.where} if said.where else {}), **place, **floor}


def _understood(said: Said) -> dict[str, Any]:
    """Answers of a report, as far as they are said; of a fault only where the place is known, because it depends on it."""
    symptom = catalogue().symptoms.get(said.symptom)
    where = said.where or _only_place(symptom)
    if not where:
        return {}
    given = {"where": where}
    if said.spot and catalogue().spot(said.spot, inside=where == INSIDE):
        given["spot"] = said.spot
    if said.floor and where != INSIDE:
        given["floor"] = said.floor
    if symptom is not None and where in symptom.where:
        given |= {"group": symptom.group, "symptom": symptom.code}
    if symptom is not None and where == INSIDE and symptom.plannable:
        given["slot"] = ANY_TIME
    return given


def _only_place(symptom: Symptom | None) -> str:
    return next(iter(symptom.where)) if symptom is not None and len(symptom.where) == 1 else ""
