"""Hours of first contact: each slot ends after it begins, and no two of a day overlap."""

from collections.abc import Sequence
from itertools import pairwise

from contracts.values import ContactSlot
from kit.problems import Fault


def slot_faults(slots: Sequence[ContactSlot], at: str) -> list[Fault]:
    """`at` is the JSON Pointer of the slots in the body."""
    faults = [
        Fault(f"{at}/{number}/end", "out_of_range", "La fine deve venire dopo l'inizio.")
        for number, slot in enumerate(slots)
        if slot.end <= slot.start
    ]
    in_order = sorted(enumerate(slots), key=lambda one: (one[1].weekday, one[1].start))
    faults += [
        Fault(
            f"{at}/{number}/start",
            "out_of_range",
            "Due fasce dello stesso giorno si sovrappongono.",
        )
        for (_, one), (number, following) in pairwise(in_order)
        if one.weekday == following.weekday and following.start < one.end
    ]
    return faults
