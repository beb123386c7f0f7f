"""The register in the form of the template: what is there now, line by line, with nobody who has gone."""

from collections.abc import Mapping

from models.setup.register import Register, Values
from models.setup.sheets import CONTACTS, SHIFTS, STAFF, UNITS


def exported(register: Register) -> Mapping[str, list[Values]]:
    """The lines of each sheet in plain values, by the sheet's code."""
    present = [one for one in register.staff if not one.gone]
    return {
        UNITS.code: [one.values for one in register.units],
        CONTACTS.code: [one.values for one in register.contacts if not one.gone],
        STAFF.code: [one.values for one in present],
        SHIFTS.code: [
            {"staff": one.values["number"], **shift} for one in present for shift in register.shifts.get(one.id, ())
        ],
    }
