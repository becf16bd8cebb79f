"""Limits on this process before it runs a student's program, which nobody has read.

Linux lets any process give up rights: with Landlock, to reach files and the network. Where that is
not available, only the limits on time, memory and the size of files remain.
"""

import ctypes
import os
import resource
import struct
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

SECONDS = 60  # of a program, of the wall clock and of processor time for each core
MEMORY = 12 * 2**30  # bytes of address space, of which TensorFlow takes 2 GiB unused
LARGEST_FILE = 32 * 2**20  # bytes

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # system calls, on every processor
_PR_SET_NO_NEW_PRIVS = 38
_EXECUTE, _READ_FILE, _READ_DIR, _WRITE_FILE = 1 << 0, 1 << 2, 1 << 3, 1 << 1
_READ = _EXECUTE | _READ_FILE | _READ_DIR
# By version of Landlock, how many rights on files it knows: each is a bit.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_LATEST_RIGHTS = 16
_NETWORK_SINCE, _SCOPE_SINCE = 4, 6


def limit_resources() -> None:
    """Set limits on time, memory and the size of files; what is started inherits them."""
    seconds = SECONDS * (os.cpu_count() or 1)
    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))


def landlock_version() -> int:
    """The version of Landlock that this system has; 0 for none."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(0, _syscall(_CREATE_RULESET, None, 0, 1))


def readable_folders(more: Iterable[Path]) -> list[Path]:
    """What a program needs to read: Python, its packages, the system's libraries, and `more`."""
    named = [sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()]
    named += [path for path in sys.path if "site-packages" in path or "dist-packages" in path]
    system = ["/usr", "/lib", "/lib64", "/bin", "/etc", "/opt", "/proc", "/sys", "/dev"]
    return [path for path in (*map(Path, named), *map(Path, system), *more) if path.exists()]


def confine(folder: Path, readable: Iterable[Path]) -> bool:
    """Let this process write only in a folder and read only there and in `readable`, for good.

    It can then open no connection and send no signal outside either, where Landlock can forbid it.
    Returns whether this system can confine a process; if not, nothing has changed.
    """
    version = landlock_version()
    if not version:
        return False
    every_right = (1 << _RIGHTS.get(version, _LATEST_RIGHTS)) - 1
    attributes = struct.pack("Q", every_right)
    if version >= _NETWORK_SINCE:
        attributes += struct.pack("Q", 0b11)  # to bind a port, to connect to one
    if version >= _SCOPE_SINCE:
        attributes += struct.pack("Q", 0b11)  # abstract sockets and signals
    ruleset = _syscall(_CREATE_RULESET, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    for path in readable:
        _allow(ruleset, path, _READ)
    _allow(ruleset, Path(os.devnull), _READ_FILE | _WRITE_FILE)
    _allow(ruleset, folder, every_right)
    if ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    confined = _syscall(_RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return confined


def _allow(ruleset: int, path: Path, rights: int) -> None:
    if not path.is_dir():
        rights &= _EXECUTE | _READ_FILE | _WRITE_FILE
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", rights, handle)
        _syscall(_ADD_RULE, ruleset, 1, rule, 0)
    finally:
        os.close(handle)


def _syscall(number: int, *arguments: object) -> int:
    def passed(argument: object) -> object:
        return ctypes.c_long(argument) if isinstance(argument, int) else argument

    call = ctypes.CDLL(None, use_errno=True).syscall
    call.restype = ctypes.c_long
    return call(ctypes.c_long(number), *map(passed, arguments))
