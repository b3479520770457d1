"""Following an offer by mail over HTTP, and the pages behind the links of those mails."""

from typing import Literal
from uuid import UUID

from litestar import Controller, MediaType, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from kit import languages
from kit.bodies import Body
from kit.inputs import AnyRequest
from kit.problems import MEDIA_TYPE, NotFound
from kit.sparing import Sparing
from providers import letters
from providers.handlers import follows
from providers.handlers.desk import Desk
from providers.schemas.follows import Asked, FollowData, NewFollow

ASKED = "Se l'indirizzo non segue già la proposta, riceve un messaggio con cui confermare."
HEADERS = {
    "Cache-Control": "no-store",
    # the page sends its one form to where it came from, and does nothing else
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
}


class FollowController(Controller):
    """Open to everybody: who reads the mailbox decides."""

    path = "/v1"
    tags = ("follows",)

    @post(
        "/offers/{offer_id:uuid}/follow",
        operation_id="followOffer",
        summary="Chiede di seguire una proposta: arriva un messaggio con cui confermare",
        guards=[Sparing("asks_per_minute")],
        dependencies={"asked": Body(NewFollow)},
        status_code=202,
    )
    async def ask(
        self,
        offer_id: FromPath[UUID],
        asked: NamedDependency[NewFollow],
        request: AnyRequest,
        desk: NamedDependency[Desk],
    ) -> Asked:
        await follows.ask(offer_id, asked, desk=desk)
        return Asked(detail=request.app.state.texts.say(ASKED))

    @get(
        "/follows/{token:str}/confirm",
        operation_id="showFollowConfirmation",
        summary="La pagina con cui si conferma; non conferma da sé, perché c'è chi apre i link",
        media_type=MediaType.HTML,
    )
    async def show_confirmation(self, token: FromPath[str]) -> Response[str]:
        return page("confirm")

    @post(
        "/follows/{token:str}/confirm",
        operation_id="confirmFollow",
        summary="Conferma di voler seguire una proposta, una volta",
        media_type=MediaType.HTML,
        status_code=200,
    )
    async def confirm(
        self, token: FromPath[str], request: AnyRequest, desk: NamedDependency[Desk]
    ) -> Response[str]:
        try:
            await follows.confirm(token, desk=desk)
        except NotFound:
            # who presses twice is a person with a browser: others get the problem
            if request.accept.best_match([MEDIA_TYPE, "text/html"]) != "text/html":
                raise
            return page("confirm", over=True, status_code=404)
        return page("confirm", done=True)

    @get(
        "/follows/{token:str}/leave",
        operation_id="showFollowLeaving",
        summary="La pagina con cui si smette di seguire",
        media_type=MediaType.HTML,
    )
    async def show_leaving(self, token: FromPath[str]) -> Response[str]:
        return page("leave")

    @post(
        "/follows/{token:str}/leave",
        operation_id="leaveFollow",
        summary="Smette di seguire, anche con un clic dal programma di posta (RFC 8058)",
        media_type=MediaType.HTML,
        status_code=200,
    )
    async def leave(self, token: FromPath[str], desk: NamedDependency[Desk]) -> Response[str]:
        await follows.leave(token, desk=desk)
        return page("leave", done=True)

    @get(
        "/follows/{token:str}/data",
        operation_id="getFollowData",
        summary="Ciò che è tenuto dell'indirizzo perché segue la proposta di questo collegamento",
    )
    async def data(self, token: FromPath[str], desk: NamedDependency[Desk]) -> Response[FollowData]:
        return Response(await follows.data(token, desk=desk), headers=HEADERS)

    @get(
        "/follows/{token:str}/erase",
        operation_id="showFollowErasure",
        summary="La pagina con cui si cancella ciò che è tenuto perché segue quella proposta",
        media_type=MediaType.HTML,
    )
    async def show_erasure(self, token: FromPath[str]) -> Response[str]:
        return page("erase")

    @post(
        "/follows/{token:str}/erase",
        operation_id="eraseFollowData",
        summary="Cancella ciò che è tenuto dell'indirizzo perché segue quella proposta",
        media_type=MediaType.HTML,
        status_code=200,
    )
    async def erase(self, token: FromPath[str], desk: NamedDependency[Desk]) -> Response[str]:
        await follows.erase(token, desk=desk)
        return page("erase", done=True)


def page(
    name: Literal["confirm", "leave", "erase"],
    *,
    done: bool = False,
    over: bool = False,
    status_code: int = 200,
) -> Response[str]:
    text = letters.page(name, languages.chosen(), done=done, over=over)
    return Response(text, media_type=MediaType.HTML, headers=HEADERS, status_code=status_code)
