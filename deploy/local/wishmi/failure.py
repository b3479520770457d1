"""Why a command gave up: a sentence for a person, an exit code for a script."""

import rich_click as click


class Failure(click.ClickException):
    """Ends the command with its sentence on stderr."""

    exit_code = 1


class CannotTell(Failure):
    """`wishmi verify` could not compare."""

    exit_code = 3


class PortsTaken(Failure):
    """Somebody else listens where we should."""

    exit_code = 10


class DiskFull(Failure):
    """There is no room to work in."""

    exit_code = 11


class DataNewer(Failure):
    """A later release has been here."""

    exit_code = 12


class AlreadyRunning(Failure):
    """Another `wishmi up` works on the same data."""

    exit_code = 13


class NotOurs(Failure):
    """The data folder cannot be made, read or written."""

    exit_code = 14
