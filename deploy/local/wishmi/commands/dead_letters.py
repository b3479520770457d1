"""`wishmi dead-letters`: messages that could not be handled, and what to do about them."""

from pathlib import Path

import rich_click as click

from kit import dead_letters
from kit.bus import StreamMissing
from kit.dead_letters import DeadLetter
from kit.events import told_by
from wishmi.commands import asynchronous
from wishmi.failure import Failure
from wishmi.services import BY_NAME, SERVICES
from wishmi.stack import Stack, data_option

ANY = SERVICES[0]
"""All services share the streams' namespace: any one's settings lead there."""

number_argument = click.argument("number", type=click.IntRange(min=1))


@click.group
def command() -> None:
    """Messages that could not be handled; they are kept for 30 days."""


@command.command("list")
@data_option
@asynchronous
async def list_(data: Path) -> None:
    """One line for each, oldest first."""
    async with Stack.find(data).bus(ANY) as bus:
        try:
            async for letter in dead_letters.listed(bus):
                click.echo(f"{letter.number}  {letter.reader}  {letter.subject}  {letter.reason}")
        except StreamMissing:  # it is made with the first
            return


@command.command
@data_option
@number_argument
@asynchronous
async def show(data: Path, number: int) -> None:
    """All about one, with the message as it came."""
    letter = await find(Stack.find(data), number)
    for name in ("number", "service", "reader", "reason", "stream", "subject", "sequence"):
        click.echo(f"{name}: {getattr(letter, name)}")
    click.echo(letter.payload)


@command.command
@data_option
@number_argument
@asynchronous
async def retell(data: Path, number: int) -> None:
    """Ask its owner to tell the thing again, then forget the letter."""
    stack = Stack.find(data)
    letter = await find(stack, number)
    owner = told_by(letter.subject)
    service = BY_NAME.get(owner)
    if service is None or not await stack.republish(service, [letter.subject], after_restore=False):
        raise Failure(f"{owner} knows nothing of {letter.subject}: drop the letter.")
    async with stack.bus(ANY) as bus:
        await dead_letters.drop(bus, number)
    click.echo(f"{owner} tells {letter.subject} again")


@command.command
@data_option
@number_argument
@asynchronous
async def drop(data: Path, number: int) -> None:
    """Forget one that does not matter."""
    stack = Stack.find(data)
    await find(stack, number)
    async with stack.bus(ANY) as bus:
        await dead_letters.drop(bus, number)
    click.echo(f"dropped {number}")


async def find(stack: Stack, number: int) -> DeadLetter:
    async with stack.bus(ANY) as bus:
        try:
            letter = await dead_letters.show(bus, number)
        except StreamMissing:
            letter = None
    if letter is None:
        raise Failure(f"There is no dead letter {number}.")
    return letter
