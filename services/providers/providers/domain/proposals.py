"""The card that a body proposes: who may move it, and from where to where."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from contracts.providers import ProviderCard
from kit.problems import Forbidden
from providers.domain.offers import Side
from providers.domain.problems import NotAdmitted, OwnDraft, WrongMove
from providers.domain.providers import Provider
from providers.schemas.providers import Proposal, ProposalState

Move = Literal["propose", "publish", "send_back"]

WHO: dict[Move, Side] = {"propose": "body", "publish": "officer", "send_back": "officer"}
MOVES: dict[tuple[Move, ProposalState | None], ProposalState | None] = {
    ("propose", None): "proposed",
    ("propose", "proposed"): "proposed",
    ("propose", "sent_back"): "proposed",
    ("publish", "proposed"): None,
    ("send_back", "proposed"): "sent_back",
}
"""Every move that there is (none: nothing is proposed): from what is not here nothing leads
anywhere.
"""

IN_ITALIAN: dict[ProposalState | None, str] = {
    None: "Non c'è una scheda da pubblicare.",
    "proposed": "La scheda aspetta l'ufficio.",
    "sent_back": "La scheda è stata rimandata all'ente con delle note.",
}


def check_may(provider: Provider, move: Move, side: Side, subject: str) -> None:
    """Four eyes: who proposed a card does not publish it, whatever roles they have."""
    if side != WHO[move]:
        raise Forbidden
    if move == "publish" and subject == provider.proposed_by:
        raise OwnDraft


def proposed(provider: Provider, card: ProviderCard, *, by: str, at: datetime) -> Provider:
    """In the place of what was proposed before."""
    if provider.state == "removed":
        raise NotAdmitted("Un ente cancellato dall'elenco non cambia la sua scheda.")
    new = Proposal(card=card, state="proposed", proposed_at=at)
    return _moved(provider, "propose", new, proposed_by=by)


def published(provider: Provider) -> Provider:
    """With the proposed card as its own."""
    after = _moved(provider, "publish", provider.proposal, proposed_by=None)
    card = provider.proposal.card if provider.proposal else provider.card
    return msgspec.structs.replace(after, card=card)


def sent_back(provider: Provider, notes: str) -> Provider:
    noted = provider.proposal and msgspec.structs.replace(provider.proposal, notes=notes)
    return _moved(provider, "send_back", noted)


def _moved(provider: Provider, move: Move, proposal: Proposal | None, **changed: Any) -> Provider:
    state = provider.proposal.state if provider.proposal else None
    if (move, state) not in MOVES:
        raise WrongMove(IN_ITALIAN[state])
    to = MOVES[move, state]
    if proposal is not None:
        proposal = msgspec.structs.replace(proposal, state=to) if to else None
    return msgspec.structs.replace(provider, proposal=proposal, **changed)
