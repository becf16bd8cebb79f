"""A server that answers on its own address only, although TensorFlow's listens on every one."""

import contextlib
import ctypes
import ipaddress
import os
import socket
import stat
import struct
import sys

_SO_ATTACH_FILTER = 26
_NETWORK = 0xFFF00000  # where a filter finds a packet's IP header
# Instructions of Linux's classic packet filters (linux/filter.h): code, jump if true, if false.
_LOAD_BYTE, _LOAD_WORD, _IF_EQUAL, _SHIFT, _RETURN = 0x30, 0x20, 0x15, 0x74, 0x06
_DESTINATION = {4: (16,), 6: (24, 28, 32, 36)}  # offsets of the words of a packet's destination


def _listening(port: int) -> list[int]:
    """The descriptors of this process's sockets that listen on a port."""
    found = []
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError, IndexError):  # no socket, or closed meanwhile
            if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                each = socket.socket(fileno=int(name))
                try:
                    listens = each.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
                    if listens and each.getsockname()[1] == port:
                        found.append(int(name))
                finally:
                    each.detach()
    return found


def answer_only_on(address: str, port: int) -> None:
    """Drop what comes to any other address of this machine, in the system's kernel.

    Raises OSError where that cannot be done.
    """
    if sys.platform != "linux":
        raise OSError("this system has no filter for it")
    program = _program(ipaddress.ip_address(address))
    code = ctypes.create_string_buffer(b"".join(program))
    filter_ = struct.pack("HL", len(program), ctypes.addressof(code))
    descriptors = _listening(port)
    if not descriptors:
        raise OSError(f"nothing listens on port {port}")
    for descriptor in descriptors:
        each = socket.socket(fileno=descriptor)
        try:
            each.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, filter_)
        finally:
            each.detach()  # it stays open: it is not ours


def _program(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> list[bytes]:
    """Instructions that take a packet if it is for this address, and drop it otherwise."""
    words = struct.unpack(f">{len(address.packed) // 4}I", address.packed)
    tests = [(_LOAD_BYTE, _NETWORK), (_SHIFT, 4), (_IF_EQUAL, address.version)]
    for offset, word in zip(_DESTINATION[address.version], words, strict=True):
        tests += [(_LOAD_WORD, _NETWORK + offset), (_IF_EQUAL, word)]
    program = []
    for i, (instruction, operand) in enumerate(tests):
        to_drop = len(tests) - i if instruction == _IF_EQUAL else 0
        program.append(struct.pack("HBBI", instruction, 0, to_drop, operand))
    everything, nothing = 0xFFFFFFFF, 0
    return [*program, *(struct.pack("HBBI", _RETURN, 0, 0, n) for n in (everything, nothing))]
