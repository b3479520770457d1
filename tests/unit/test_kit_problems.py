"""Problems have a type of their own, made from their code, and tell their members."""

from kit.problems import Conflict, Fault, Invalid, Refused, document, nearest


class AlreadyThere(Conflict):
    code = "already_there"
    title = "C'è già"


class MoreSpecial(AlreadyThere):
    title = "C'è già da tempo"


def test_a_problem_of_a_service_has_the_type_of_its_code() -> None:
    assert AlreadyThere.type == "/problems/already-there"
    assert MoreSpecial.type == "/problems/already-there"
    assert Conflict.type == "/problems/conflict"


def test_members_are_told_beside_the_problem() -> None:
    told = document(AlreadyThere("Dal 2022.", since=2022), request_id="abc")

    assert told == {
        "type": "/problems/already-there",
        "title": "C'è già",
        "status": 409,
        "detail": "Dal 2022.",
        "code": "already_there",
        "instance": "urn:request:abc",
        "since": 2022,
    }


def test_faults_are_counted_in_words() -> None:
    fault = Refused("too_long", "Al massimo 3 caratteri.").at("q")

    assert Invalid([fault]).detail == "Un errore da correggere."
    assert Invalid([fault, fault]).detail == "2 errori da correggere."
    assert Invalid([fault]).members == {
        "errors": [Fault("q", "too_long", "Al massimo 3 caratteri.")]
    }


def test_the_nearest_word_is_a_likely_slip_or_none() -> None:
    assert nearest("municipo", ["nil", "municipio"]) == "municipio"
    assert nearest("Sport", ["sport"]) == "sport"
    assert nearest("xyz", ["nil", "municipio"]) is None
    assert nearest("m" * 100_000, ["m" * 40]) is None
