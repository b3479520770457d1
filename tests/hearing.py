"""What who answers for the safety of minors hears, as it comes."""

from typing import Any

import httpx

from tests.register import Register

NUMBERS = ["112", "114", "19696"]


class Queue:
    """What they have heard since it was opened."""

    def __init__(self, here: Register, known: set[str]) -> None:
        self.here, self.known = here, known
        self.guardian = here.signer.headers("safeguarding", subject="guardian-1")

    @classmethod
    async def open(cls, here: Register) -> "Queue":
        queue = cls(here, set())
        queue.known = {one["id"] for one in await queue.heard()}
        return queue

    async def heard(self) -> list[dict[str, Any]]:
        page = await self.here.get("/v1/concerns?limit=100", **self.guardian)
        return [one for one in page["items"] if one["id"] not in self.known]

    async def close(self, concern: str) -> None:
        """Taken, and closed with words for who has the receipt."""
        outcome = {"outcome": "helped", "notes": "Sentita la scuola.", "answer": "Ti crediamo."}
        for move, body in (("take", None), ("close", outcome)):
            path = f"/v1/concerns/{concern}/{move}"
            done = await self.here.ask("POST", path, body, If_Match="*", **self.guardian)
            assert done.status_code == 200, done.text


def numbers(answer: httpx.Response) -> list[str]:
    """Whom it says to call."""
    return [line["number"] for line in answer.json().get("help", [])]


def helped(answer: httpx.Response) -> bool:
    """Whether it was taken, and says whom to call."""
    assert answer.status_code == 201, answer.text
    return numbers(answer) == NUMBERS
