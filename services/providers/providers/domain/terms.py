"""Until when an application must be integrated, replied for, decided: days of Milan, as data."""

from datetime import date, datetime, timedelta

from contracts.providers import Decision
from kit.clock import rome
from kit.problems import Fault
from providers.domain.holidays import working
from providers.schemas.applications import Deadlines, Integration, RejectionNotice
from providers.schemas.calls import Terms


def deadlines(
    terms: Terms,
    submitted_at: datetime,
    integration: Integration | None,
    notice: RejectionNotice | None,
) -> Deadlines:
    """What is awaited now. The day on which something happens does not count; where the last one
    for the body is a holiday, it has the next. The city's own is never put off so.
    """
    decision: date | None = after(submitted_at, terms.decision_days)
    asked = reply = None
    if integration is not None:
        answered = integration.answered_at
        if answered is None and notice is not None:  # given because nothing came
            answered = notice.given_at
        if answered is None:
            asked, decision = integration_due(terms, integration), None
        elif decision is not None:
            # it stood still from when it was asked until it was answered, and never for more than
            # 30 days (art. 2, c. 7), holiday or not; who is fast answers before the receipt is here
            stood = max(day(answered) - day(begun(integration)), timedelta(0))
            decision += min(stood, timedelta(days=terms.integration_days))
    if notice is not None and decision is not None:
        due = reply_due(terms, notice)
        replied = day(notice.replied_at) if notice.replied_at else due
        reply = None if notice.replied_at else due
        # it stands still until ten days after the reply, or after the term to give one
        decision += replied + timedelta(days=terms.reply_days) - day(begun(notice))
    return Deadlines(
        decision_due=decision, integration_due=asked, reply_due=reply, appeal=terms.appeal
    )


def nothing_due(terms: Terms) -> Deadlines:
    """Once it is over: only an appeal is left."""
    return Deadlines(decision_due=None, integration_due=None, reply_due=None, appeal=terms.appeal)


def integration_due(terms: Terms, integration: Integration) -> date:
    return working(after(begun(integration), terms.integration_days))


def reply_due(terms: Terms, notice: RejectionNotice) -> date:
    return working(after(begun(notice), terms.reply_days))


def begun(act: Integration | RejectionNotice) -> datetime:
    """From when its term runs: the delivery, or as long as no receipt says it, the sending."""
    sent = act.asked_at if isinstance(act, Integration) else act.given_at
    return act.delivered_at or sent


def decision_faults(decision: Decision, at: datetime) -> list[Fault]:
    """An act is of today or earlier: from its day on the body is in the register."""
    if decision.date <= day(at):
        return []
    return [Fault("/decision/date", "out_of_range", "La data dell'atto è ancora da venire.")]


def untimely(decision: Decision, submitted_at: datetime | None) -> list[Fault]:
    """An act about an application made here is not older than it; what an import or an officer
    enters of the past is no such act.
    """
    if submitted_at is None or decision.date >= day(submitted_at):
        return []
    detail = f"La domanda è del {day(submitted_at):%d/%m/%Y}: l'atto non può venire prima."
    return [Fault("/decision/date", "out_of_range", detail)]


def after(moment: datetime, days: int) -> date:
    return day(moment) + timedelta(days=days)


def day(moment: datetime) -> date:
    return rome(moment).date()
