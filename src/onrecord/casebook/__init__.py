"""The casebook: the store of reports, events, incidents and decisions."""

from onrecord.casebook.audit import Entry
from onrecord.casebook.casebook import Casebook
from onrecord.casebook.decisions import Decision
from onrecord.casebook.intake import Added, Made
from onrecord.casebook.recode import Recoded

__all__ = ["Added", "Casebook", "Decision", "Entry", "Made", "Recoded"]
