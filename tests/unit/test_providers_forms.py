"""What an application must say: numbers by legal form, check digits, nothing left out."""

import msgspec
import pytest

from contracts.vocabularies import LEGAL_FORMS
from providers.domain.calls import YEARS, notice_faults
from providers.domain.forms import ENROLLING, PERSONAL, REQUIREMENTS, form_faults, missing
from providers.schemas.applications import (
    ApplicationForm,
    Capacity,
    Declarations,
    Enrolment,
    Representative,
)
from tests import builders as a


def test_every_legal_form_has_its_register() -> None:
    assert set(ENROLLING) == set(LEGAL_FORMS.codes)


def test_a_complete_form_lacks_nothing_and_has_no_faults() -> None:
    assert missing(a.a_form()) == []
    assert form_faults(a.a_form()) == []


def test_a_bare_form_lacks_everything_that_is_asked() -> None:
    card = a.a_provider_card(description=None, legal_form="impresa")
    enrolment = Enrolment(registry="rea", number="MI-1")
    bare = ApplicationForm(card=card, tax_code=a.a_tax_code())

    fields = {fault.field for fault in missing(bare)}

    asked = {needed.field for needed in REQUIREMENTS} | {"/privacy_notice"}
    assert fields == asked - {"/vat_number"}
    enrolled = msgspec.structs.replace(bare, enrolment=enrolment)
    assert "/vat_number" in {fault.field for fault in missing(enrolled)}


@pytest.mark.parametrize("field", Declarations.__struct_fields__)
def test_each_declaration_is_needed(field: str) -> None:
    declarations = msgspec.structs.replace(a.a_form().declarations, **{field: False})

    (fault,) = missing(a.a_form(declarations=declarations))

    assert fault.field == f"/declarations/{field}"


def test_no_years_and_no_staff_are_answers() -> None:
    assert missing(a.a_form(capacity=Capacity(years=0, projects="Nessuno.", staff=0))) == []


@pytest.mark.parametrize(
    ("legal_form", "registry", "number", "fault"),
    [
        ("aps", "runts", "12345", None),
        ("odv", "runts", "MI-12345", "/enrolment/number"),
        ("aps", "rea", "MI-12345", "/enrolment/registry"),
        ("impresa", "rea", "MI-1234567", None),
        ("impresa", "rea", "1234567", "/enrolment/number"),
        ("impresa", "rea", "mi-1234567", "/enrolment/number"),
        ("impresa", "runts", "12345", "/enrolment/registry"),
        ("cooperativa_sociale", "runts", "12345", None),
        ("asd", "rasd", "123456", None),
        ("asd", "rasd", "123456\n", "/enrolment/number"),
        ("ssd", "rasd", "١٢٣", "/enrolment/number"),
        ("associazione", "runts", "12345", None),
        ("ente_pubblico", "runts", "12345", "/enrolment/registry"),
    ],
)
def test_a_number_is_one_of_the_register_of_the_form(
    legal_form: str, registry: str, number: str, fault: str | None
) -> None:
    form = a.a_form(
        card=a.a_provider_card(legal_form=legal_form),
        enrolment=msgspec.convert({"registry": registry, "number": number}, Enrolment),
    )

    assert [found.field for found in form_faults(form)] == ([fault] if fault else [])


@pytest.mark.parametrize("legal_form", ["associazione", "fondazione", "ente_pubblico"])
def test_some_forms_need_no_number(legal_form: str) -> None:
    card = a.a_provider_card(legal_form=legal_form)

    assert missing(a.a_form(card=card, enrolment=None, vat_number=None)) == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"vat_number": "00743110158"}, "/vat_number"),
        ({"tax_code": "00743110158"}, "/tax_code"),
        (
            {"representative": Representative(name="Ada", tax_code="RSSMRA80A01F205A")},
            "/representative/tax_code",
        ),
        (
            {"representative": Representative(name="Ada", tax_code="RSSMRA80A32F205X")},
            "/representative/tax_code",
        ),
    ],
)
def test_check_digits_are_checked(given: dict[str, object], field: str) -> None:
    (fault,) = form_faults(a.a_form(**given), "/form")

    assert (fault.field, fault.code) == (f"/form{field}", "malformed")


def test_what_is_personal_is_in_the_form() -> None:
    assert set(PERSONAL) <= set(ApplicationForm.__struct_fields__)


def test_windows_may_touch_but_not_overlap() -> None:
    assert notice_faults(a.a_notice(a.a_window(1, 3), a.a_window(3, 5))) == []
    (fault,) = notice_faults(a.a_notice(a.a_window(1, 3), a.a_window(2, 5)))
    assert fault.field == "/windows/1/opens"
    assert a.a_window().opens.year in YEARS
