"""What kinds of ticket there are, and how their numbers begin (R019, DOMAIN 5.1)."""

from enum import StrEnum


class TicketKind(StrEnum):
    """What was brought to the office (R019)."""

    REPAIR = "repair"
    HELP = "help"  # 求助: help outside every category (R031)
    SERVICE = "service"  # 有偿服务: published work against payment (R058)


class Payment(StrEnum):
    """Whether the customer pays for the work (R047)."""

    FREE = "free"
    ON_SITE = "on_site"  # whoever comes and looks says whether it is free, or what it costs
    PAID = "paid"  # there is an order


NUMBER_PREFIX = {TicketKind.REPAIR: "BX", TicketKind.HELP: "QZ", TicketKind.SERVICE: "FW"}
