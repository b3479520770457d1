"""What is kept about a person: given out whole, and erased where no law keeps it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import msgspec

from kit.auth import Principal
from kit.db import Tx
from providers.handlers.desk import Desk
from providers.schemas.persons import Outcome
from providers.store import accesses, acts, asked, persons

OF_THE_ARCHIVE = (
    "Le domande presentate, gli atti e le ricevute sono documenti di un ente pubblico, che la "
    "legge conserva (D.Lgs. 42/2004, art. 10 e 21; L. 241/1990)."
)
OF_ACCOUNTABILITY = (
    "Chi ha fatto o letto che cosa, sotto pseudonimo, prova che i dati sono trattati come si deve "
    "(Reg. UE 2016/679, art. 5, par. 2, e 32)."
)


OF_DEALINGS = (
    "Ciò che è in corso serve alle due parti; di ciò che è concluso restano la proposta, il "
    "preventivo e le date, per i conti: parole, età e contatti sono cancellati."
)
OF_REVIEWS = (
    "Un gradimento serve a chi sceglie dopo di te; di chi lo ha scritto resta solo uno pseudonimo, "
    "che nessuno vede."
)

UNTIL_ARCHIVED = "Finché lo chiede la legge sugli archivi degli enti pubblici."
UNTIL_ITS_THING = "Finché è conservata la cosa che è stata cambiata."
UNTIL_OUT = "Finché l'ente è nell'elenco."
UNTIL_ACCOUNTED = "Ciò che è in corso, finché si conclude; il resto, finché si conservano i conti."
UNTIL_GONE = "Finché è conservata la proposta."
"""The terms of docs/privacy.md, for who asks."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of data: how it is given out, and how it is erased."""

    name: str
    give: Callable[[Tx, str], Awaitable[tuple[Any, ...]]]
    erase: Callable[[Tx, str, datetime], Awaitable[Outcome]]


async def give_applications(tx: Tx, subject: str) -> tuple[Any, ...]:
    return tuple(
        [
            {
                **msgspec.to_builtins(one),
                "acts": msgspec.to_builtins(await acts.about(tx, one.id, one.provider_id)),
            }
            for one in await persons.applications(tx, subject)
        ]
    )


async def erase_applications(tx: Tx, subject: str, at: datetime) -> Outcome:
    erased = await persons.erase_unsubmitted(tx, subject, at=at)
    kept = len(await persons.applications(tx, subject))
    why = OF_THE_ARCHIVE if kept else None
    until = UNTIL_ARCHIVED if kept else None
    return Outcome(part="applications", erased=erased, kept=kept, why=why, until=until)


async def give_changes(tx: Tx, subject: str) -> tuple[Any, ...]:
    return tuple(map(msgspec.to_builtins, await persons.changes(tx, subject)))


async def erase_changes(tx: Tx, subject: str, at: datetime) -> Outcome:
    kept = len(await persons.changes(tx, subject))
    why = OF_ACCOUNTABILITY if kept else None
    until = UNTIL_ITS_THING if kept else None
    return Outcome(part="changes", erased=0, kept=kept, why=why, until=until)


async def give_accesses(tx: Tx, subject: str) -> tuple[Any, ...]:
    """Who read what is about them, without saying which officer, and what they read themselves."""
    about = [one.id for one in await persons.applications(tx, subject)]
    about += await asked.answer_ids(tx, subject)
    about += await asked.question_ids(tx, subject)
    return tuple(
        {
            "at": one.at,
            "role": one.by.role,
            "purpose": one.purpose,
            "about": one.about,
            "mine": one.by.subject == subject,
        }
        for one in await accesses.about_each(tx, about) + await accesses.by(tx, subject)
    )


async def erase_accesses(tx: Tx, subject: str, at: datetime) -> Outcome:
    kept = len(await give_accesses(tx, subject))
    return Outcome(
        part="accesses",
        erased=0,
        kept=kept,
        why=OF_ACCOUNTABILITY if kept else None,
        until="Due anni dopo ogni lettura." if kept else None,
    )


async def give_mandates(tx: Tx, subject: str) -> tuple[Any, ...]:
    return tuple(map(msgspec.to_builtins, await persons.mandates(tx, subject)))


async def erase_mandates(tx: Tx, subject: str, at: datetime) -> Outcome:
    kept = len(await persons.mandates(tx, subject))
    why = OF_ACCOUNTABILITY if kept else None
    until = UNTIL_OUT if kept else None
    return Outcome(part="mandates", erased=0, kept=kept, why=why, until=until)


async def erase_requests(tx: Tx, subject: str, at: datetime) -> Outcome:
    erased = await asked.erase_requests(tx, subject)
    await asked.restrict_requests(tx, subject)
    kept = len(await asked.requests(tx, subject))
    why, until = (OF_DEALINGS, UNTIL_ACCOUNTED) if kept else (None, None)
    return Outcome(part="requests", erased=erased, kept=kept, why=why, until=until)


async def erase_questions(tx: Tx, subject: str, at: datetime) -> Outcome:
    return Outcome(part="questions", erased=await asked.erase_questions(tx, subject), kept=0)


async def erase_reviews(tx: Tx, subject: str, at: datetime) -> Outcome:
    kept = len(await asked.reviews(tx, subject))
    why, until = (OF_REVIEWS, UNTIL_GONE) if kept else (None, None)
    return Outcome(part="reviews", erased=0, kept=kept, why=why, until=until)


async def give_no_answers(tx: Tx, subject: str) -> tuple[Any, ...]:
    """They repeat for a day what the other parts say."""
    return ()


async def erase_answers(tx: Tx, subject: str, at: datetime) -> Outcome:
    return Outcome(part="answers", erased=await persons.erase_answers(tx, subject), kept=0)


PARTS = (
    Part(name="applications", give=give_applications, erase=erase_applications),
    Part(name="changes", give=give_changes, erase=erase_changes),
    Part(name="accesses", give=give_accesses, erase=erase_accesses),
    Part(name="mandates", give=give_mandates, erase=erase_mandates),
    Part(name="requests", give=asked.requests, erase=erase_requests),
    Part(name="questions", give=asked.questions, erase=erase_questions),
    Part(name="reviews", give=asked.reviews, erase=erase_reviews),
    Part(name="answers", give=give_no_answers, erase=erase_answers),
)
"""All that is kept under the pseudonym of a person; whoever keeps more adds a row."""


async def export(*, who: Principal, desk: Desk) -> dict[str, tuple[Any, ...]]:
    async with desk.db.transaction() as tx:
        return {part.name: await part.give(tx, who.subject) for part in PARTS}


async def erase(*, who: Principal, desk: Desk) -> tuple[Outcome, ...]:
    """Once or again: the second time there is nothing left to erase."""
    at = desk.now()
    async with desk.db.transaction() as tx:
        return tuple([await part.erase(tx, who.subject, at) for part in PARTS])
