"""Whoever tries whatever move, who acts for a body and its programmes do so while they may."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

import httpx

from kit.auth import Role
from kit.clock import now
from tests.component.test_providers_credentials import (
    bearer,
    exchange,
    made,
)
from tests.component.test_providers_operators import (
    a_mandate,
    acting,
    expire,
    given,
    has_operators,
    path_of,
)
from tests.register import Register
from tests.walks import (
    FORBIDDEN,
    UNKNOWN,
    WRONG_STATE,
    Model,
    Moves,
    Refusal,
    Walk,
    Weights,
    WhoMayNot,
    walk,
)

NOT_AN_OPERATOR: Refusal = (403, "not_an_operator")
REPRESENTING: tuple[Role, ...] = ("officer", "provider")


class Mandate(Model):
    """Somebody acts for a body until a day, or until they are told not to."""

    state = "acting"
    duty = "read"

    def to(self, move: str) -> str | None:
        if move == "give":
            return "acting" if self.state == "withdrawn" else None
        if self.state == "withdrawn":
            return None
        ends = {"withdraw": "withdrawn", "expire": "expired"}
        return ends.get(move, "acting")  # more time is another mandate

    def refusal(self, move: str) -> Refusal:
        return (409, "already_an_operator") if move == "give" else WRONG_STATE

    def move(self, move: str) -> None:
        self.state = str(self.to(move))
        self.version = 1 if move == "give" else self.version + (move != "expire")
        duties = {"give": "read", "trust": "card", "restrain": "read"}
        self.duty = duties.get(move, self.duty)

    @property
    def situation(self) -> tuple[Any, ...]:
        return self.state, self.duty


class Acting(Walk):
    """A body that Ada represents, and Bea whom she lets act for it."""

    moves: ClassVar[Moves] = {
        **dict.fromkeys(("give", "trust", "restrain", "withdraw"), REPRESENTING),
        "expire": (),
    }
    often: ClassVar[Weights] = {"trust": 2}
    untagged = frozenset({"give"})
    another: ClassVar[str]

    async def begin(self) -> None:
        self.model = Mandate()
        self.body = await has_operators(self.here, bea="read")
        self.path = await path_of(self.here, self.body, "bea")
        self.bea = acting(self.here, self.body, "bea")

    def up_to(self, move: str) -> dict[str, str]:
        return acting(self.here, self.body, "ada")

    def who_may_not(self, move: str) -> WhoMayNot:
        """She herself gives herself nothing."""
        bea = FORBIDDEN if self.model.state == "acting" else NOT_AN_OPERATOR
        signer, body = self.here.signer, UUID(self.body)
        both = signer.headers("officer", subject="both", provider=body)
        return [
            ("another body", acting(self.here, self.another, "ada"), UNKNOWN),
            ("herself", self.bea, bea),
            ("an officer of the body", both, NOT_AN_OPERATOR),
            ("no body", signer.headers("provider", subject="ada"), UNKNOWN),
        ]

    async def happens(self, move: str) -> None:
        await expire(self.here, self.body, "bea")

    async def tried(self, move: str, who: dict[str, str], tag: str) -> httpx.Response:
        path = f"/v1/{self.path}"
        if move == "give":
            done = await given(self.here, self.body, "bea", "read", **who)
            if done.status_code == 201:
                self.path = f"providers/{self.body}/operators/{done.json()['id']}"
            return done
        if move == "withdraw":
            return await self.here.ask("POST", f"{path}/withdraw", If_Match=tag, **who)
        mandate = a_mandate("card" if move == "trust" else "read")
        return await self.here.ask("PUT", path, mandate, If_Match=tag, **who)

    async def is_as_the_model_says(self) -> None:
        here, model = self.here, self.model
        read = await here.ask("GET", f"/v1/{self.path}", **self.up_to("read"))
        withdrawn = read.json()["withdrawn_at"] is not None
        assert (withdrawn, read.headers["ETag"]) == (model.state == "withdrawn", self.tag)
        seen = await here.ask("GET", f"/v1/providers/{self.body}", **self.bea)
        reserved = await here.ask("GET", f"/v1/providers/{self.body}/reserved", **self.bea)
        if model.state == "acting":
            assert seen.status_code == 200
            assert reserved.status_code == (200 if model.duty == "card" else 403)
        else:
            assert {seen.json()["code"], reserved.json()["code"]} == {"not_an_operator"}


class Key(Model):
    """What a programme of a body shows, until a day or until it is revoked."""

    state = "good"

    def to(self, move: str) -> str | None:
        if move == "expire":
            return "expired" if self.state == "good" else None
        return "revoked" if self.state != "revoked" else None

    def move(self, move: str) -> None:
        self.state = str(self.to(move))
        self.version += move == "revoke"


class Opening(Walk):
    """A credential of a body, and the token that its programme has."""

    moves: ClassVar[Moves] = {"revoke": REPRESENTING, "expire": ()}
    another: ClassVar[str]

    async def begin(self) -> None:
        self.model = Key()
        self.body = await self.here.has_provider()
        self.key = await made(self.here, self.body)
        self.software = await bearer(self.here, self.key)
        self.path = f"/v1/providers/{self.body}/credentials/{self.key['id']}"

    def up_to(self, move: str) -> dict[str, str]:
        return self.here.provider(self.body)

    def who_may_not(self, move: str) -> WhoMayNot:
        programme = FORBIDDEN if self.model.state == "good" else (401, "unauthorized")
        return [
            ("another body", self.here.provider(self.another), UNKNOWN),
            ("itself", self.software, programme),
        ]

    async def happens(self, move: str) -> None:
        async with self.db.transaction() as tx:
            over = now() - timedelta(seconds=1)
            for query in (
                "update credential set expires_at = $2 where id = $1",
                "update access_token set expires_at = $2 where credential_id = $1",
            ):
                await tx.execute(query, self.key["id"], over)

    async def tried(self, move: str, who: dict[str, str], tag: str) -> httpx.Response:
        return await self.here.ask("POST", f"{self.path}/revoke", If_Match=tag, **who)

    async def is_as_the_model_says(self) -> None:
        read = await self.here.ask("GET", self.path)
        revoked = read.json()["revoked_at"] is not None
        assert (revoked, read.headers["ETag"]) == (self.model.state == "revoked", self.tag)
        opened = await exchange(self.here, self.key["id"], self.key["secret"])
        used = await self.here.ask("GET", "/v1/offers", **self.software)
        status = 200 if self.model.state == "good" else 401
        assert (opened.status_code, used.status_code) == (status, status)


async def test_no_path_lets_act_who_the_model_does_not(here: Register) -> None:
    Acting.another = await here.has_provider()
    await walk(Acting, here, through={"acting", "expired", "withdrawn"}, lives=3, steps=15)


async def test_no_path_opens_by_a_credential_what_the_model_does_not(here: Register) -> None:
    Opening.another = await here.has_provider()
    await walk(Opening, here, through={"good", "expired", "revoked"}, lives=3, steps=12)
