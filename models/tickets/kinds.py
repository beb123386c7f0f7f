"""What kinds of ticket there are, and how their numbers begin (R019, DOMAIN 5.1)."""

from enum import StrEnum


class TicketKind(StrEnum):
    """What was brought to the office (R019)."""

    REPAIR = "repair"
    HELP = "help"  # 求助: help outside every category (R031)


NUMBER_PREFIX = {TicketKind.REPAIR: "BX", TicketKind.HELP: "QZ"}
