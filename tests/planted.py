"""All that persons say to providers, planted so that one can look where it has come to."""

from typing import Any
from uuid import uuid4

import msgspec

from providers.schemas.applications import ContactPerson, Representative
from providers.schemas.reserved import Reserved
from tests import builders as a
from tests.asking import HUB, Market, a_mandate, a_quote
from tests.city import eventually
from tests.component.test_providers_cards import IBAN, keep
from tests.component.test_providers_credentials import a_credential, exchange
from tests.component.test_providers_editions import SUMMER
from tests.component.test_providers_operators import a_mandate as an_operators_mandate
from tests.component.test_providers_questions import asked, young
from tests.component.test_providers_reports import a_report, reported
from tests.component.test_providers_safeguarding import concerns, cry
from tests.component.test_providers_suggestions import queue, suggested
from tests.documents import bring_identity
from tests.mailbox import Mailbox, link
from tests.register import Register

PUBLIC = "Associazione Quisibalda"
PLANTED = {
    # who applies for a body, and what is said of them
    "name": "Zenobia Quaglierini",
    "tax code": "RSSMRA80A01F205X",
    "contact": "Ippolito Strabuzzi",
    "mail": "ippolito.strabuzzi@posta.example.org",
    "phone": "333 7421987",
    "safeguarding": "Eufrasia Bellincontro",
    "pec": "zenobia@pec.example.org",
    "request": "Manca il certificato di Zenobia.",
    "reasons": "La signora Zenobia ha una condanna.",
    "reply": "La figlia di Trombadori era malata.",
    "suspension": "Ippolito ha picchiato un bambino.",
    # who acts for one
    "operator": "Gaudenzio Pappalettera",
    "iban": IBAN,
    "notes": "Togliete la foto di Gaudenzio.",
    "programme": "Gestionale di Gaudenzio",
    "flood": "La maestra Adalgisa ha il morbillo.",
    # families
    "family": "famiglia.trombadori@posta.example.org",
    "refused": "figlia.trombadori@posta.example.org",
    "citizen": "cittadina-strampalata",
    "message": "Mio figlio Ermenegildo ha l autismo.",
    "word": "Chiedete di Clotilde al citofono.",
    "label": "Corso per Ermenegildo Brambatti",
    "note": "Ermenegildo porta gli occhiali.",
    "refusal": "Clotilde non vuole.",
    "family name": "Clotilde Brambatti",
    "family mail": "clotilde@posta.example.org",
    "mandate": "ab" * 32,
    "review": "Il maestro Teofrasto urla.",
    "rejection": "Nomina il maestro Teofrasto.",
    "review again": "Ermenegildo si annoia.",
    "review reply": "Ermenegildo era simpatico.",
    # those under 18
    "minor": "minore-trasognata",
    "reply to a minor": "Cara, vieni alle cinque in segreteria.",
    # who tells the city of something
    "report": "Il bagnino Filiberto fuma.",
    "verdict": "Abbiamo parlato con Filiberto.",
    "cry": "Mio padre mi picchia, Zeno Dodici",
    "seen to": "Chiamato il padre di Zeno.",
    "told": "Zeno, ti abbiamo letto.",
    "suggestion": "Circo di Callimaco Sventurati",
    # who decides
    "officer": "officer-quaglierini",
    "guardian": "guardian-pelacani",
}
KEPT_IN_HISTORY = {"request", "reasons", "suspension", "flood", "programme", "pec", "mandate"}
"""The words of acts, which officers alone read there; what is a body's own and names no person; and
the digest of a mandate, which proves it.
"""


class Walk:
    """Everybody says what they can say, wherever they can, and the codes that they are given."""

    def __init__(self, here: Register, market: Market, box: Mailbox) -> None:
        self.here, self.market, self.box = here, market, box
        self.codes: dict[str, str] = {}

    async def done(self, method: str, path: str, said: Any = None, **who: str) -> Any:
        headers = {"If_Match": "*", "Idempotency_Key": str(uuid4()), **who}
        answer = await self.here.ask(method, f"/v1/{path}", said, **headers)
        assert answer.is_success, (path, answer.text)
        return answer.json()

    async def applies(self) -> None:
        """All that persons say, and all that is said of them."""
        here = self.here
        given: dict[str, Any] = {
            "card": a.a_provider_card(name=PUBLIC),
            "pec": PLANTED["pec"],
            "representative": Representative(name=PLANTED["name"], tax_code=PLANTED["tax code"]),
            "contact": ContactPerson(
                name=PLANTED["contact"], email=PLANTED["mail"], phone=PLANTED["phone"]
            ),
            "safeguarding": ContactPerson(name=PLANTED["safeguarding"], email=PLANTED["mail"]),
        }
        made = await here.has_application(by="maria", **given)
        await bring_identity(here, made, "maria")
        for move in ("submit", "ask-integration", "submit", "notify-rejection", "reply", "admit"):
            assert (await here.move_application(made, move, by="maria")).status_code == 200
        body = (await here.get(f"/v1/applications/{made}"))["provider_id"]
        reason = {"reason": PLANTED["suspension"]}
        for move in ("suspend", "reinstate"):
            await self.done("POST", f"providers/{body}/{move}", reason)

    async def goes_on(self) -> None:
        """With all that has to do with an offer."""
        await self.keeps_a_body()
        await self.follows()
        await self.asks()
        await self.reviews()
        await self.asks_at_fifteen()
        await self.tells_the_city()
        await self.is_mistaken()
        await self.takes_it_away()

    async def keeps_a_body(self) -> None:
        """Its operators, programmes, card and editions, which are of a third body."""
        here = self.here
        body = await here.has_provider(name="Terzo ente")
        me, path = here.provider(body), f"providers/{body}"
        person = ContactPerson(name=PLANTED["contact"], email=PLANTED["mail"])
        reserved = Reserved(contact=person, safeguarding=person, iban=IBAN)
        assert (await keep(here, body, reserved, **me)).is_success
        await self.done("PUT", f"{path}/proposal", a.a_provider_card(name="Terzo ente"), **me)
        await self.done("POST", f"{path}/proposal/send-back", {"notes": PLANTED["notes"]})
        key = a_credential(label=PLANTED["programme"])
        made = await self.done("POST", f"{path}/credentials", key, **me)
        token = (await exchange(here, made["id"], made["secret"])).json()["access_token"]
        software = {"Authorization": f"Bearer {token}"}
        offer = await here.has_offer(body)
        await self.done("PUT", f"offers/{offer}/places", {"left": 3}, **software)
        self.codes |= {"secret": made["secret"], "access token": token}
        edition = await self.done("POST", f"offers/{offer}/editions", SUMMER, **me)
        cancelled = f"offers/{offer}/editions/{edition['id']}/cancel"
        await self.done("POST", cancelled, {"reason": PLANTED["flood"]}, **me)
        acting = an_operators_mandate("represent") | {"label": PLANTED["operator"]}
        await self.done("POST", f"{path}/operators", {"subject": "ada", **acting}, **me)
        await here.get(f"/v1/{path}/operators")

    async def follows(self) -> None:
        """Somebody follows, somebody else's mailbox refuses."""
        here, box = self.here, self.box
        path = f"/v1/offers/{self.market.offers[1]}/follow"
        box.answers["RCPT"] = f"550 5.1.1 <{PLANTED['refused']}> unknown"
        await here.ask("POST", path, {"email": PLANTED["refused"], "privacy_notice": "follow-1"})

        async def is_refused() -> bool:
            return bool((await here.get("/v1/notices?state=failed"))["total"])

        await eventually(is_refused)
        box.answers.clear()
        await here.ask("POST", path, {"email": PLANTED["family"], "privacy_notice": "follow-1"})

        async def has_arrived() -> str:
            mails = [one for one in box.arrived if one["To"] == PLANTED["family"]]
            return link(mails[0], "confirm") if mails else ""

        confirm = await eventually(has_arrived)
        assert (await here.ask("POST", confirm)).status_code == 200
        self.codes["follow"] = str(confirm.split("/")[3])

    async def asks(self) -> None:
        """A request to two bodies: talked about, refused by one, quoted, accepted and called off;
        a hub asks for somebody else.
        """
        market, family = self.market, self.market.family(PLANTED["citizen"])
        request = await market.has_request(message=PLANTED["message"], by=family, ages=[9])
        answers = {one["provider_id"]: one["id"] for one in request["answers"]}
        mine, other = (f"answers/{answers[body]}" for body in market.bodies)
        for side in (family, market.operator):
            await self.done("POST", f"{mine}/messages", {"text": PLANTED["word"]}, **side)
        await self.done("POST", f"{mine}/messages", {"text": PLANTED["cry"]}, **family)
        quote = msgspec.to_builtins(a_quote(note=PLANTED["note"]))
        quote["lines"][0]["label"] = PLANTED["label"]
        await self.done("POST", f"{mine}/quote", quote, **market.operator)
        contacts = {"contacts": {"name": PLANTED["family name"], "email": PLANTED["family mail"]}}
        await self.done("POST", f"{other}/share-contacts", contacts, **family)
        refusal = {"reason": PLANTED["refusal"]}
        await self.done("POST", f"{other}/refuse", refusal, **market.other_operator)
        await self.done("POST", f"{mine}/accept", contacts, **family)
        await self.done("POST", f"{mine}/cancel", refusal, **family)
        mandate = a_mandate(hub=str(HUB), mandate_sha256=PLANTED["mandate"])
        await market.has_request(by=market.hub(), on_behalf=mandate, message=PLANTED["message"])

    async def reviews(self) -> None:
        """Judged, written anew, shown, replied to, and looked into."""
        market, family = self.market, self.market.family(PLANTED["citizen"])
        used = await market.has_used(by=family)
        written = await market.review(used, by=family, text=PLANTED["review"])
        review = f"reviews/{written.json()['review']['id']}"
        said: dict[str, Any] = {"overall": 2, "speed": 2, "courtesy": 2, "punctuality": 2}
        said |= {"privacy_notice": "review-1", "text": PLANTED["review again"]}
        await self.done("POST", f"{review}/reject", {"reason": PLANTED["rejection"]})
        await self.done("PUT", review, said, **family)
        await self.done("POST", f"{review}/publish")
        reply = {"text": PLANTED["review reply"]}
        await self.done("POST", f"{review}/reply", reply, **market.operator)

    async def asks_at_fifteen(self) -> None:
        minor = young(self.here, PLANTED["minor"])
        question = (await asked(self.market, by=minor)).json()["question"]["id"]
        reply = {"text": PLANTED["reply to a minor"]}
        await self.done("POST", f"questions/{question}/reply", reply, **self.market.operator)
        await self.here.get(f"/v1/questions/{question}", **minor)

    async def tells_the_city(self) -> None:
        """What is wrong, what is dangerous, also where it is no form, and what is missing."""
        here = self.here
        report = a_report(self.market.offers[0], text=PLANTED["report"])
        self.codes["report"] = await reported(here, report)
        listed = (await here.get("/v1/reports"))["items"][-1]["id"]
        verdict = {"outcome": "corrected", "answer": PLANTED["verdict"]}
        await self.done("POST", f"reports/{listed}/close", verdict)
        self.codes["concern"] = await cry(here, text=PLANTED["cry"])
        broken = f"Non è JSON: {PLANTED['cry']}"
        sent = await here.http.post(
            "/v1/reports", content=broken, headers={"Content-Type": "application/json"}
        )
        assert sent.status_code == 201
        who = here.signer.headers("safeguarding", subject=PLANTED["guardian"])
        concern = (await concerns(here))[0]["id"]
        await self.done("POST", f"concerns/{concern}/take", **who)
        outcome = {"outcome": "handed_over", "notes": PLANTED["seen to"]}
        outcome["answer"] = PLANTED["told"]
        await self.done("POST", f"concerns/{concern}/close", outcome, **who)
        for receipt in (self.codes["report"], self.codes["concern"]):
            await here.http.post("/v1/reports/outcome", json={"receipt": receipt})
        await suggested(here, PLANTED["suggestion"])
        suggestion = (await queue(here))[-1]["id"]
        await self.done("POST", f"suggestions/{suggestion}/accept")

    async def is_mistaken(self) -> None:
        """What is refused is not logged either."""
        here, family = self.here, self.market.family(PLANTED["citizen"])
        await here.ask("GET", f"/v1/notices?state={PLANTED['mail']}")
        await here.ask("GET", f"/v1/follows/{PLANTED['family']}/confirm")
        await here.ask("POST", f"/v1/follows/{PLANTED['family']}/confirm")
        await here.ask("POST", "/v1/applications", {"call_id": PLANTED["name"]})
        await here.ask("POST", "/v1/applications", f'{{"{PLANTED["name"]}'.encode())
        contacts = {"name": PLANTED["family name"], "email": PLANTED["family mail"] * 99}
        path = f"/v1/answers/{uuid4()}/accept"
        await here.ask("POST", path, {"contacts": contacts}, If_Match="*", **family)
        await here.http.post("/v1/reports/outcome", json={"receipt": PLANTED["family"]})
        await exchange(here, str(uuid4()), self.codes["secret"])

    async def takes_it_away(self) -> None:
        """What is kept of each of them is shown to them, and erased."""
        await self.here.get("/v1/accesses")
        await self.here.get("/v1/notices")
        minor = young(self.here, PLANTED["minor"])
        family = self.market.family(PLANTED["citizen"])
        for who in (self.here.citizen("maria"), family, minor):
            await self.here.get("/v1/me/data", **who)
            await self.done("POST", "me/erase", **who)
