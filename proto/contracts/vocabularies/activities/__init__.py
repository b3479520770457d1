"""The activities of the catalogue, and how a free name finds its activity."""

import re
import unicodedata

from contracts.vocabularies.activities.arte import ARTE
from contracts.vocabularies.activities.salute import SALUTE
from contracts.vocabularies.activities.scuola_piu import SCUOLA_PIU
from contracts.vocabularies.activities.sport import SPORT
from contracts.vocabularies.activities.stem import STEM
from contracts.vocabularies.terms import Activity, Vocabulary

ALL: tuple[Activity, ...] = (*SPORT, *ARTE, *STEM, *SALUTE, *SCUOLA_PIU)

ACTIVITIES = Vocabulary(name="activities", it="Attività", en="Activity", terms=ALL)


def normalised(name: str) -> str:
    """A name without what people write in different ways: case, accents, hyphens, apostrophes."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", " ", plain).strip()


CODES = {
    normalised(word): activity.code for activity in ALL for word in (activity.it, *activity.words)
}
"""What each name means, normalised. A unit test keeps a name from meaning two activities."""


def match(name: str) -> str | None:
    """The activity that a free name means. Exact but for spelling habits: nothing is guessed."""
    return CODES.get(normalised(name))
