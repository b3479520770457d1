"""Terms of an application: what is due when, and what may not be done before."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from kit.clock import ROME
from providers.domain.applications import Application
from providers.domain.problems import TermRunning
from providers.schemas.applications import RejectionOrder
from providers.schemas.calls import Terms
from tests import builders as a

START = datetime(2026, 9, 21, 0, 30, tzinfo=ROME)
"""The day before in UTC; and the clocks go back while the terms run."""
ORDER = RejectionOrder(decision=a.a_decision(), responsible="Area Giovani", reason="No.")


def on(day: int) -> datetime:
    """So many days after the submission, at the same hour of Milan."""
    return START + timedelta(days=day)


def submitted(**terms: Any) -> Application:
    draft = Application(id=uuid4(), call_id=uuid4(), applicant="maria", form=a.a_form())
    call = a.a_notice(terms=Terms(**terms))
    return draft.submitted(at=START, receipt=1, call=call)


def due(application: Application) -> tuple[date | None, ...]:
    """Of the decision, of integrations, of a reply."""
    found = application.deadlines
    assert found is not None
    return found.decision_due, found.integration_due, found.reply_due


def test_a_decision_is_due_thirty_days_after_the_submission() -> None:
    assert due(submitted()) == (date(2026, 10, 21), None, None)
    assert due(submitted(decision_days=60)) == (date(2026, 11, 20), None, None)
    draft = Application(id=uuid4(), call_id=uuid4(), applicant="maria", form=a.a_form())
    assert draft.deadlines is None


def test_the_term_stands_still_until_integrations_come_and_no_longer_than_theirs() -> None:
    asked = submitted().integration_asked("Il bilancio.", at=on(10))
    assert due(asked) == (None, date(2026, 10, 31), None)

    soon = asked.submitted(at=on(15), receipt=1, call=a.a_notice())
    late = asked.submitted(at=on(80), receipt=1, call=a.a_notice())

    assert due(soon) == (date(2026, 10, 26), None, None)
    assert due(late) == (date(2026, 11, 20), None, None)


def test_the_term_stands_still_for_a_notice_until_ten_days_after_the_reply() -> None:
    warned = submitted().rejection_notified("Requisiti.", at=on(20))
    assert due(warned) == (date(2026, 11, 10), None, date(2026, 10, 21))

    replied = warned.replied("Eccoli.", at=on(24))

    assert due(replied) == (date(2026, 11, 4), None, None)


def test_a_body_is_not_rejected_before_it_replies_or_its_term_is_over() -> None:
    with pytest.raises(TermRunning):
        submitted().rejected(ORDER, at=on(90))
    warned = submitted().rejection_notified("Requisiti.", at=on(20))
    with pytest.raises(TermRunning):
        warned.rejected(ORDER, at=on(30))

    assert warned.rejected(ORDER, at=on(31)).state == "rejected"
    assert warned.replied("Eccoli.", at=on(21)).rejected(ORDER, at=on(21)).state == "rejected"


def test_who_does_not_answer_is_warned_once_the_term_is_over() -> None:
    asked = submitted().integration_asked("Il bilancio.", at=on(10))
    with pytest.raises(TermRunning):
        asked.rejection_notified("Non è arrivato.", at=on(40))

    warned = asked.rejection_notified("Non è arrivato.", at=on(41))

    assert warned.state == "submitted"
    assert due(warned) == (date(2026, 12, 10), None, date(2026, 11, 11))
    assert warned.rejected(ORDER, at=on(52)).state == "rejected"


def test_nothing_is_due_once_it_is_over() -> None:
    over = submitted().withdrawn()

    assert due(over) == (None, None, None)
    assert over.deadlines is not None
    assert "TAR" in over.deadlines.appeal


@pytest.mark.parametrize(
    "terms",
    [{"integration_days": 31}, {"reply_days": 9}, {"decision_days": 181}, {"decision_days": 0}],
)
def test_no_call_gives_less_than_the_law(terms: dict[str, int]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(terms, Terms)


def test_a_term_that_an_act_sets_runs_from_when_the_act_was_delivered() -> None:
    asked = submitted().integration_asked("Il bilancio.", at=on(10))
    warned = submitted().rejection_notified("Requisiti.", at=on(20))

    later = asked.delivered("integration_asked", on(12))
    assert due(later) == (None, date(2026, 11, 2), None)
    assert due(warned.delivered("rejection_notified", on(21))) == (
        date(2026, 11, 10),
        None,
        date(2026, 10, 22),
    )
    assert later.delivered("integration_asked", on(14)) is later
    assert asked.delivered("application_rejected", on(14)) is asked


def test_who_answers_before_the_receipt_is_here_loses_nothing_and_gains_nothing() -> None:
    asked = submitted().integration_asked("Il bilancio.", at=on(10))

    answered = asked.submitted(at=on(11), receipt=1, call=a.a_notice())

    assert due(answered.delivered("integration_asked", on(13))) == (
        date(2026, 10, 21),
        None,
        None,
    )


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        (datetime(2026, 10, 2, 9, tzinfo=ROME), date(2026, 11, 2)),  # All Saints, a Sunday
        (datetime(2026, 10, 1, 9, tzinfo=ROME), date(2026, 10, 31)),  # a Saturday
        (datetime(2026, 11, 25, 9, tzinfo=ROME), date(2026, 12, 28)),  # Christmas to Sunday
        (datetime(2027, 2, 26, 9, tzinfo=ROME), date(2027, 3, 30)),  # Easter, clocks go forward
        (datetime(2027, 9, 4, 9, tzinfo=ROME), date(2027, 10, 5)),  # Saint Francis
        (datetime(2026, 11, 7, 9, tzinfo=ROME), date(2026, 12, 7)),  # Sant'Ambrogio
    ],
)
def test_a_bodys_term_that_ends_on_a_holiday_ends_on_the_next_day(
    asked: datetime, last: date
) -> None:
    waiting = submitted().integration_asked("Il bilancio.", at=asked)
    assert due(waiting) == (None, last, None)

    evening = datetime(last.year, last.month, last.day, 23, 59, tzinfo=ROME)
    with pytest.raises(TermRunning):
        waiting.rejection_notified("Non è arrivato.", at=evening)
    after = evening + timedelta(minutes=1)
    assert waiting.rejection_notified("Non è arrivato.", at=after).state == "submitted"


def test_a_holiday_gives_the_body_a_day_and_the_city_none() -> None:
    asked = submitted().integration_asked("Il bilancio.", at=datetime(2026, 10, 2, tzinfo=ROME))
    assert due(asked) == (None, date(2026, 11, 2), None), "the 30 days end on All Saints"

    late = asked.submitted(at=datetime(2026, 11, 2, 9, tzinfo=ROME), receipt=1, call=a.a_notice())

    assert due(late) == (date(2026, 11, 20), None, None), "30 days after the first 30"


def test_a_notice_that_was_delivered_late_is_waited_for() -> None:
    warned = submitted().rejection_notified("Requisiti.", at=on(0))
    late = warned.delivered("rejection_notified", on(5))

    with pytest.raises(TermRunning):
        late.rejected(ORDER, at=on(11))
    assert warned.rejected(ORDER, at=on(11)).state == "rejected"
