"""Types of fields that hold words of a vocabulary: schemas list them, whoever takes them checks."""

from typing import Annotated

import msgspec

from contracts.values import Code
from contracts.vocabularies.activities import ACTIVITIES
from contracts.vocabularies.bodies import LEGAL_FORMS
from contracts.vocabularies.people import ACCESSIBILITY, LANGUAGES, NEEDS, RECIPIENTS
from contracts.vocabularies.terms import Vocabulary


def listed(vocabulary: Vocabulary) -> msgspec.Meta:
    """For schemas alone: an event with a word that a later release adds must still be read."""
    return msgspec.Meta(extra_json_schema={"enum": [*vocabulary.codes]})


ActivityCode = Annotated[Code, listed(ACTIVITIES)]
RecipientCode = Annotated[Code, listed(RECIPIENTS)]
AccessibilityCode = Annotated[Code, listed(ACCESSIBILITY)]
NeedCode = Annotated[Code, listed(NEEDS)]
LanguageCode = Annotated[Code, listed(LANGUAGES)]
LegalFormCode = Annotated[Code, listed(LEGAL_FORMS)]
