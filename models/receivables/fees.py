"""The fees of the office, and whose money each is (R122, R125, DOMAIN 4.8)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from models.estate import Both
from models.ledger.accounts import AGENCY, DEPOSITS, INCOME, Account

FILE = Path(__file__).parents[1] / "catalogue" / "fees.toml"


class Whose(StrEnum):
    """Whose money a fee is: own and agency fees are kept apart (R125)."""

    OWN = "own"
    AGENCY = "agency"  # collected for a supplier, without any handling fee
    DEPOSIT = "deposit"  # kept for the customer, and given back


SOURCES: Mapping[Whose, Account] = {Whose.OWN: INCOME, Whose.AGENCY: AGENCY, Whose.DEPOSIT: DEPOSITS}


@dataclass(frozen=True)
class Fee:
    """One kind of fee; `monthly` ones are opened by the billing run, `metered` ones need two readings."""

    code: str
    name: Both
    whose: Whose
    monthly: bool = False
    metered: bool = False
    active: bool = True

    @property
    def source(self) -> Account:
        """From which account of the ledger it is charged."""
        return SOURCES[self.whose]


@cache
def fees() -> Mapping[str, Fee]:
    """Every fee by its code, in the order of the handbook."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["fee"]
    return {row["code"]: _fee(**row) for row in rows}


def _fee(code: str, zh: str, en: str, whose: str, **more: bool) -> Fee:
    return Fee(code, Both(zh, en), Whose(whose), **more)


def fee(code: str) -> Fee:
    """The fee of a code; raises KeyError for a code that there is not."""
    return fees()[code]


def fee_called(name: str) -> Fee | None:
    """The active fee that somebody means who writes its code or its name, in either language."""
    wanted = name.strip().casefold()
    said = (one for one in fees().values() if wanted in {one.code.casefold(), one.name.zh, one.name.en.casefold()})
    found = next(said, None)
    return found if found and found.active else None
