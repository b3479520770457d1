"""An admission call: its windows, and what is taken now."""

from datetime import datetime
from itertools import pairwise
from uuid import UUID

import msgspec

from kit.problems import Fault
from providers.domain.cards import out_of_range
from providers.schemas.calls import MOST_WINDOWS, Notice, Phase, Window

YEARS = range(2022, 2101)
"""From the first call of Milano 0-18; what is beyond is a slip, and near 9999 no clock of Rome."""
TURNS = 2 * MOST_WINDOWS + 1
"""As many stands one version of a call can have: each window opens once and closes once."""


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """An open call to join the register."""

    id: UUID
    notice: Notice
    version: int = 1

    def phase(self, at: datetime) -> Phase:
        if any(window.opens <= at < window.closes for window in self.notice.windows):
            return "open"
        return "future" if self.next_window(at) else "closed"

    def next_window(self, at: datetime) -> Window | None:
        """The next one that opens."""
        return next((window for window in self.notice.windows if window.opens > at), None)

    def stand(self, at: datetime) -> int:
        """Its version as the clock has it: rises with each change, opening and closing, so that
        what is read under one number is the same byte by byte.
        """
        turns = (moment for one in self.notice.windows for moment in (one.opens, one.closes))
        return self.version * TURNS + sum(moment <= at for moment in turns)


def notice_faults(notice: Notice) -> list[Fault]:
    """What is wrong with the windows of a call."""
    windows = notice.windows
    faults = []
    for number, window in enumerate(windows):
        for field, moment in (("opens", window.opens), ("closes", window.closes)):
            if moment.year not in YEARS:
                detail = f"L'anno va da {YEARS[0]} a {YEARS[-1]}."
                faults.append(out_of_range(f"/windows/{number}/{field}", detail))
        if window.closes <= window.opens:
            detail = "Una finestra deve chiudersi dopo essersi aperta."
            faults.append(out_of_range(f"/windows/{number}/closes", detail))
    for number, (one, following) in enumerate(pairwise(windows), start=1):
        if following.opens < one.closes:
            detail = "Le finestre vanno in ordine e non si sovrappongono."
            faults.append(out_of_range(f"/windows/{number}/opens", detail))
    return faults
