"""A body's reserved area over HTTP: the card that it proposes, and what the city alone reads."""

from uuid import UUID

from litestar import Controller, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from contracts.providers import ProviderCard
from kit.auth import Principal, requires
from kit.bodies import Body
from kit.etags import Expected, IfMatch, Tagged
from kit.openapi import raises
from kit.problems import Conflict
from providers.api.providers import ITS_BODY, OFFICER, tagged
from providers.domain.comparison import card_differences
from providers.domain.operators import RESERVED
from providers.handlers import cards, providers
from providers.handlers.desk import Desk
from providers.schemas.providers import CardComparison, Notes, ProviderAnswer
from providers.schemas.reserved import Reserved

BODY = requires("provider")
EITHER = requires("officer", "provider", scope=RESERVED)


class CardController(Controller):
    """A body proposes its card, an officer publishes it or sends it back."""

    path = "/v1/providers/{provider_id:uuid}"
    tags = ("providers",)

    @put(
        "/proposal",
        operation_id="proposeProviderCard",
        summary="Propone la Scheda Ente come dovrebbe essere: le famiglie vedono ancora la vecchia",
        guards=[BODY],
        dependencies={"card": Body(ProviderCard), "expected": IfMatch()},
        opt=raises(Conflict),
    )
    async def propose(
        self,
        provider_id: FromPath[UUID],
        card: NamedDependency[ProviderCard],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ProviderAnswer]:
        return tagged(
            await cards.propose(provider_id, card, expected=expected, who=principal, desk=desk)
        )

    @get(
        "/proposal/comparison",
        operation_id="compareProviderCard",
        summary="Che cosa la scheda proposta cambierebbe di quella pubblicata, campo per campo",
        guards=[ITS_BODY],
    )
    async def compare(
        self,
        provider_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[CardComparison]:
        body = await providers.read(provider_id, who=principal, desk=desk)
        proposed = body.proposal.card if body.proposal else body.card
        found = CardComparison(differences=card_differences(body.card, proposed))
        return Tagged(found, version=body.version)

    @post(
        "/proposal/publish",
        operation_id="publishProviderCard",
        summary="Pubblica la scheda che l'ente propone",
        guards=[OFFICER],
        dependencies={"expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def publish(
        self,
        provider_id: FromPath[UUID],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ProviderAnswer]:
        return tagged(await cards.publish(provider_id, expected=expected, who=principal, desk=desk))

    @post(
        "/proposal/send-back",
        operation_id="sendBackProviderCard",
        summary="Rimanda all'ente la scheda che propone, con note",
        guards=[OFFICER],
        dependencies={"notes": Body(Notes), "expected": IfMatch()},
        opt=raises(Conflict),
        status_code=200,
    )
    async def send_back(
        self,
        provider_id: FromPath[UUID],
        notes: NamedDependency[Notes],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[ProviderAnswer]:
        return tagged(
            await cards.send_back(
                provider_id, notes.notes, expected=expected, who=principal, desk=desk
            )
        )

    @get(
        "/reserved",
        operation_id="getReserved",
        summary="Referenti, IBAN e dichiarazioni: li leggono l'ente e gli uffici",
        guards=[EITHER],
    )
    async def read_reserved(
        self,
        provider_id: FromPath[UUID],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[Reserved]:
        found = await cards.read_reserved(provider_id, who=principal, desk=desk)
        return Tagged(found.reserved, version=found.version)

    @put(
        "/reserved",
        operation_id="keepReserved",
        summary="Cambia referenti, IBAN e dichiarazioni",
        guards=[EITHER],
        dependencies={"reserved": Body(Reserved), "expected": IfMatch()},
    )
    async def keep_reserved(
        self,
        provider_id: FromPath[UUID],
        reserved: NamedDependency[Reserved],
        expected: NamedDependency[Expected],
        principal: NamedDependency[Principal],
        desk: NamedDependency[Desk],
    ) -> Tagged[Reserved]:
        kept = await cards.keep_reserved(
            provider_id, reserved, expected=expected, who=principal, desk=desk
        )
        return Tagged(kept.reserved, version=kept.version)
