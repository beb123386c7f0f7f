"""The ready-made results of a job, which every reader reads in the own language, whoever tapped them in whichever (R026)."""

from datetime import UTC
from functools import cache

from bot.texts import LANGUAGES, Reader, T, Words, render
from models.tickets.tables import Ticket

REPAIRED = {
    "repaired": T("button", "Repaired and tested"),
    "replaced": T("button", "Part replaced and tested"),
    "cleared": T("button", "Blockage cleared"),
    "cleaned": T("button", "Cleaned"),
    "set": T("button", "Adjusted"),
    "explained": T("button", "Checked, use explained"),
}
HELPED = {
    "helped": T("button", "Helped as asked"),
    "lent": T("button", "Lent, to be returned today"),
    "outside": T("button", "Somebody from outside found"),
}
READY_MADE = REPAIRED | HELPED


def result_of(ticket: Ticket) -> Words:
    """What was done: a ready-made result for whoever reads it, own words as they are."""
    return READY_MADE.get(_codes().get(ticket.result, ""), ticket.result)


@cache
def _codes() -> dict[str, str]:
    """The code of each ready-made result by its words in every language."""
    readers = [Reader(language, UTC) for language in LANGUAGES]
    return {render(words, reader, escape=False): code for code, words in READY_MADE.items() for reader in readers}
