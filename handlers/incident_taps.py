"""The buttons of incidents, on both bots, as typed values (R099, R149)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class OpenIncident(Tap, prefix="ev"):
    """An incident's card."""

    incident: int


@dataclass(frozen=True)
class AmSafe(Tap, prefix="evs"):
    """Somebody whom it affects has read it and is well."""

    incident: int


@dataclass(frozen=True)
class NeedHelp(Tap, prefix="evh"):
    """Somebody whom it affects needs help: that is an alarm."""

    incident: int


@dataclass(frozen=True)
class ListIncidents(Tap, prefix="evl"):
    """What is over, page by page."""

    page: int


@dataclass(frozen=True)
class LeadIncident(Tap, prefix="evc"):
    """Somebody leads it from now on."""

    incident: int


@dataclass(frozen=True)
class ConfirmReport(Tap, prefix="evr"):
    """The report holds; `seen` is the version that the person decided on."""

    incident: int
    seen: int


@dataclass(frozen=True)
class WriteAgain(Tap, prefix="evw"):
    """The report that was sent back, to be completed."""

    incident: int


@dataclass(frozen=True)
class ListUnits(Tap, prefix="evu"):
    """The units of its floors and how they are, page by page."""

    incident: int
    page: int


@dataclass(frozen=True)
class CheckUnit(Tap, prefix="evk"):
    """Somebody has looked after a unit."""

    incident: int
    unit: int
    page: int


@dataclass(frozen=True)
class CheckFloor(Tap, prefix="evx"):
    """Somebody has looked after all units of a floor."""

    incident: int
    floor: int
    page: int


@dataclass(frozen=True)
class ListReports(Tap, prefix="evt"):
    """The tickets that report it, page by page."""

    incident: int
    page: int


@dataclass(frozen=True)
class PutApart(Tap, prefix="evp"):
    """A report is about something else."""

    incident: int
    ticket: int


@dataclass(frozen=True)
class DeclareIncident(Tap, prefix="evd"):
    """An urgent ticket is made an incident."""

    ticket: int


@dataclass(frozen=True)
class PrintIncident(Tap, prefix="evf"):
    """The report as a document."""

    incident: int
