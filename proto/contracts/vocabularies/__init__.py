"""The words that all services share: closed lists of codes with labels in Italian and English."""

from contracts.vocabularies.activities import ACTIVITIES
from contracts.vocabularies.bodies import KINDS, LEGAL_FORMS
from contracts.vocabularies.city import CATEGORIES, CHALLENGES, DESCRIPTORS, DIMENSIONS
from contracts.vocabularies.people import ACCESSIBILITY, LANGUAGES, NEEDS, RECIPIENTS
from contracts.vocabularies.practice import (
    DELIVERIES,
    PARTS_OF_DAY,
    PRICE_BANDS,
    PRICE_UNITS,
    SHARING,
    WEEKDAYS,
)
from contracts.vocabularies.terms import Activity, Challenge, Term, Vocabulary

__all__ = [
    "ACCESSIBILITY",
    "ACTIVITIES",
    "CATEGORIES",
    "CHALLENGES",
    "DELIVERIES",
    "DESCRIPTORS",
    "DIMENSIONS",
    "KINDS",
    "LANGUAGES",
    "LEGAL_FORMS",
    "NEEDS",
    "PARTS_OF_DAY",
    "PRICE_BANDS",
    "PRICE_UNITS",
    "RECIPIENTS",
    "SHARING",
    "VOCABULARIES",
    "WEEKDAYS",
    "Activity",
    "Challenge",
    "Term",
    "Vocabulary",
]

VOCABULARIES: dict[str, Vocabulary] = {
    vocabulary.name: vocabulary
    for vocabulary in (
        CATEGORIES,
        ACTIVITIES,
        DESCRIPTORS,
        DIMENSIONS,
        CHALLENGES,
        RECIPIENTS,
        NEEDS,
        ACCESSIBILITY,
        LANGUAGES,
        DELIVERIES,
        WEEKDAYS,
        PARTS_OF_DAY,
        PRICE_UNITS,
        PRICE_BANDS,
        SHARING,
        KINDS,
        LEGAL_FORMS,
    )
}
"""All of them by name, as `GET /v1/vocabularies` shows them."""
