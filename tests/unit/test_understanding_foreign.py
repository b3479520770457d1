"""Words of other languages are searched as Italian ones, and Italian is never taken for another."""

import csv
from datetime import date
from pathlib import Path

import pytest
from spellchecker import SpellChecker

from catalog_search.query.wishes import Ages, Reading
from catalog_search.spelling import Dictionary
from catalog_search.understanding import Names, read, tells_of_needs
from catalog_search.understanding.foreign import KIND, LANGUAGES, PLAIN, in_italian, listed
from catalog_search.understanding.reading import PHRASES
from catalog_search.understanding.text import Text
from contracts.vocabularies.activities import ALL, CODES
from kit.letters import words
from tests.catalogue import FOLDER

TODAY = date(2026, 11, 22)

JUDGED = Path(__file__).parents[1] / "relevance" / "dev.csv"

IN_ENGLISH = {"c-038", "c-042"}
"""Judged queries that are not in Italian."""


def reading(typed: str, *refused: str) -> Reading:
    return read(typed, Names(), TODAY, refused=refused)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("ice skating", "pattinaggio su ghiaccio"),
        ("Horse-riding lessons", "equitazione lezione"),
        ("puppet show for children", "burattini e marionette"),
        ("clases de guitarra para niños", "lezione chitarra"),
        ("equitación", "equitazione"),
        ("equitacion", "equitazione"),
        ("cours de violon pour ma fille", "lezione violino"),
        ("babyfoot", "calcio balilla"),
        ("baby foot", "calcio balilla"),
        ("aide pour l'allaitement", "aiuto ' allattamento"),
        ("7岁女孩学击剑", "学 scherma"),
        ("机器人", "robotica"),
        ("钢琴课", "pianoforte lezione"),
        ("المسرح", "teatro"),
        ("والمسرح", "teatro"),
        ("تعليم السباحة للأطفال", "nuoto"),
        ("nuoto und yoga", "nuoto und yoga"),
    ],
)
def test_what_is_named_in_another_language_is_searched_in_italian(typed: str, wanted: str) -> None:
    assert reading(typed).wanted == wanted


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("chess at the weekend", {"italian:scacchi", "day:sat+sun"}),
        ("natation mercredi après-midi", {"italian:nuoto", "day:wed", "part:afternoon"}),
        ("dyslexic child", {"need:bes_dsa", "recipient:bambini"}),
        ("campamento de verano gratis", {"italian:centro estivo", "season:summer", "price:free"}),
        ("免费足球", {"price:free", "italian:calcio"}),
        ("سباحة يوم السبت", {"italian:nuoto", "day:sat"}),
        ("school trip with my class", {"recipient:classi"}),
    ],
)
def test_wishes_are_read_out_of_the_italian_words(typed: str, understood: set[str]) -> None:
    assert {one.id for one in reading(typed).understood} == understood


def test_numbers_and_other_words_are_read_side_by_side() -> None:
    found = reading("tennis de table 8 ans le samedi matin")

    assert found.wanted == "ping pong"
    assert found.wishes.ages == (Ages(8, 8),)
    assert (found.wishes.days, found.wishes.parts) == (("sat",), ("morning",))


def test_what_was_typed_is_told_and_searched_beside() -> None:
    found = reading("Clases de GUITARRA, sábado")

    assert {one.id: one.words for one in found.understood} == {
        "italian:lezione": "Clases",
        "italian:chitarra": "GUITARRA",
        "day:sat": "sábado",
    }
    assert found.abroad == "GUITARRA"  # what is general in Italian finds nothing


def test_a_refused_word_is_searched_as_it_came() -> None:
    found = reading("swimming", "italian:nuoto")

    assert (found.wanted, found.abroad, found.understood) == ("swimming", "", ())


def test_without_translation_other_languages_are_left_alone() -> None:
    found = read("swimming", Names(), TODAY, translated=False)

    assert (found.wanted, found.abroad, found.understood) == ("swimming", "", ())


@pytest.mark.parametrize(
    "typed", ["autistic", "silla de ruedas", "阅读障碍", "إعاقة", "can't pay", "non parla"]
)
def test_a_need_is_private_in_every_language(typed: str) -> None:
    assert tells_of_needs(typed)


def abroad(typed: str) -> list[str]:
    """What is read as words of another language."""
    return [one.meaning.value for one in in_italian(Text(typed))[1] if one.meaning.kind == KIND]


def queries() -> list[str]:
    with JUDGED.open(encoding="utf-8") as file:
        return sorted(
            {row["query"] for row in csv.DictReader(file) if row["query_id"] not in IN_ENGLISH}
        )


@pytest.mark.parametrize(
    "typed",
    [
        *queries(),
        *(name for activity in ALL for name in (activity.it, *activity.words)),
        # words of Italian that another language has too, with the same sense or another
        "danza", "arte", "burro", "salire", "sala giochi", "una bimba sola", "mamma e papà", "velo",
        "team building", "club dei lettori", "party", "posture", "pere e mele", "padre", "isole",
        "conte", "piscine", "batterie", "foto", "stage", "camera", "come", "sale", "pane", "fine",
        "baby sitter", "week end", "low cost", "open day", "balli latini", "remote", "tutor", "lab",
        "atelier", "bricolage", "performance", "stress", "snack", "madre", "pesca", "sole", "mare",
        "more", "note", "lire", "carie", "santé",
    ],
)  # fmt: skip
def test_italian_is_left_as_it_is(typed: str) -> None:
    assert abroad(typed) == []


SPANISH = {"barato", "barata", "cantar", "correr", "curso", "familia", "idioma", "rapero", "tarde"}
FRENCH = {"dentiste"}
"""What subtitles brought into the dictionary, and no family writes in Italian."""


def test_no_word_of_an_italian_dictionary_is_taken_for_another_language() -> None:
    taken = {word for word in SpellChecker(language="it").word_frequency.words() if abroad(word)}

    assert {" ".join(words(word)) for word in taken} <= SPANISH | FRENCH


RARE = {
    *("dinosauri", "fiabe", "intercultura", "lgbt", "ortodonzia", "plusdotazione", "scout"),
    *("social", "network", "voucher"),
}
"""Words of Italian that neither the dictionary nor the example catalogue has."""


@pytest.mark.parametrize("language", [*LANGUAGES, PLAIN])
def test_the_other_side_is_italian(language: str) -> None:
    dictionary = Dictionary(["it"])
    known = {word for name in CODES for word in name.split()} | RARE
    known |= {word for phrase, _ in PHRASES for word in words(phrase)}
    known |= set(words((FOLDER / "offers.jsonl").read_text(encoding="utf-8")))

    said = {word for italian, _ in listed(language) for word in words(italian)}

    assert [one for one in said if one not in dictionary and one not in known] == []


@pytest.mark.parametrize("language", [*LANGUAGES, PLAIN])
def test_no_phrase_stands_for_two_things(language: str) -> None:
    meant: dict[str, set[str]] = {}
    for italian, phrase in listed(language):
        meant.setdefault(" ".join(words(phrase)), set()).add(italian)

    assert {phrase: several for phrase, several in meant.items() if len(several) > 1} == {}


ALIKE = {
    *("badminton", "baseball_softball", "biology", "frisbee", "golf", "judo", "karate", "lacrosse"),
    *("latin", "orienteering", "padel", "physics", "rugby", "sailing", "squash", "tennis", "yoga"),
}
"""Activities whose names are written as in Italian in languages of Latin letters."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_activity_has_a_name_in_every_language(language: str) -> None:
    sides = [set(words(italian)) for italian, _ in listed(language)]
    nameless = {
        activity.code
        for activity in ALL
        if not any(
            side <= set(words(activity.it)) or side in [set(words(one)) for one in activity.words]
            for side in sides
        )
    }

    assert nameless <= (set() if language in {"zh", "ar"} else ALIKE)
