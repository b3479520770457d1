"""Become a command that dies when the process that started it dies, as another user if asked."""

import ctypes
import os
import pwd
import sys

PR_SET_PDEATHSIG = 1
"""From <linux/prctl.h>; kept through execve, cleared when the user changes: so set it last."""


def main(parent: int, death_signal: int, user: str, argv: list[str]) -> None:
    if user:
        account = pwd.getpwnam(user)
        os.setgroups([])
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, death_signal)
    if os.getppid() != parent:  # it died before the signal was asked for
        sys.exit(1)
    os.execv(argv[0], argv)  # noqa: S606 - the command of the embedded server, made by us


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
