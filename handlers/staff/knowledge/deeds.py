"""What a tap does with an edition: handed in, reviewed, published, kept, dropped, changed anew (R119)."""

from bot.scene import Reply, Scene
from bot.screens import Button, Screen
from bot.texts import T, listed
from handlers.knowledge_taps import ChangeEntry, HandInAnyway, MoveEdition
from handlers.staff.knowledge.cards import edition_card
from models.knowledge import actions
from models.refusals import Gone, SoundsWrong, TooLate
from models.wording import Fault

FAULT = {
    Fault.REFUSES: T("staff", "words that sound like a refusal"),
    Fault.EMOJI: T("staff", "pictographs"),
    Fault.FAMILIAR: T("staff", "你 instead of 您"),
    Fault.LATIN: T("staff", "Latin letters or abbreviations"),
    Fault.BLUNT: T("staff", "no polite word such as 您, 请, 谢谢"),
    Fault.LONG: T("staff", "more than 300 characters"),
}
DONE = {
    "hand_in": T("staff", "Handed in. The supervisor is told."),
    "review": T("staff", "Reviewed. The manager is told."),
    "publish": T("staff", "Published. Owners read it from now on."),
    "keep": T("staff", "Noted: it is still right."),
    "drop": T("staff", "Dropped."),
}
MOVES = {
    "hand_in": actions.hand_in,
    "review": actions.review,
    "publish": actions.publish,
    "keep": actions.keep,
    "drop": actions.drop,
}


def move(scene: Scene, tap: MoveEdition) -> Reply:
    """A move of the table; a draft whose wording is amiss comes back with what it is."""
    deed = MOVES.get(tap.move)
    if deed is None:
        raise Gone
    try:
        deed(scene.session, tap.edition, by=scene.me, now=scene.now, seen=tap.seen)
    except SoundsWrong as wrong:
        return _pointed_out(scene, tap, wrong.facts["faults"])
    return edition_card(scene, tap.edition).headed(DONE[tap.move])


def _pointed_out(scene: Scene, tap: MoveEdition, found: list[Fault]) -> Screen:
    """Which rules, and to hand it in all the same: what law or safety demands may stand (X8)."""
    said = T(
        "staff",
        "The answer in Chinese does not keep the wording rules: {faults}. Please rewrite it; what law or safety demands may be handed in as it is.",
        faults=listed((FAULT[one] for one in found), ", "),
    )
    card = edition_card(scene, tap.edition)
    anyway = (Button(T("button", "Hand in as it is"), HandInAnyway(tap.edition, tap.seen)),)
    return Screen(card.words, (anyway, *card.rows), card.subject, state=card.state).headed(said)


def hand_in_anyway(scene: Scene, tap: HandInAnyway) -> Reply:
    """The insistence is noted in the log."""
    actions.hand_in(scene.session, tap.edition, by=scene.me, now=scene.now, insist=True, seen=tap.seen)
    return edition_card(scene, tap.edition).headed(DONE["hand_in"])


def change_entry(scene: Scene, tap: ChangeEntry) -> Reply:
    """A new version with the same words; or, where a colleague was quicker, the one that is under way."""
    try:
        one = actions.redraft(scene.session, tap.edition, by=scene.me, now=scene.now)
    except TooLate as known:
        quicker = T("staff", "A colleague has just begun a new version.")
        return edition_card(scene, known.facts["edition"]).headed(quicker)
    begun = T("staff", "A new version with the present words. What is published stays until this one is.")
    return edition_card(scene, one.id).headed(begun)
