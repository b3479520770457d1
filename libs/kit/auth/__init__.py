"""Who calls: bearer tokens of the city's issuer, roles, and guards that ask for them."""

from kit.auth.guard import READ, WRITE, Requires, Verifying, requires
from kit.auth.principal import Principal, Role
from kit.auth.verifier import Verifier

__all__ = ["READ", "WRITE", "Principal", "Requires", "Role", "Verifier", "Verifying", "requires"]
