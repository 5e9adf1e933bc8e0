"""Who is at the other end of a connection on this machine: the user that owns its socket.

Linux tells it for TCP; elsewhere the answer is ``None``. Must never take a socket that the kernel
no longer attributes to anyone for root's: both are shown with uid 0.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

from paravent.errors import Reason, fail
from paravent.i18n import t

type _Address = IPv4Address | IPv6Address
type _End = tuple[_Address, int]

# linux/netlink.h and linux/sock_diag.h
_NETLINK_SOCK_DIAG = 4
_SOCK_DIAG_BY_FAMILY = 20
_NLM_F_REQUEST = 1
_HEADER = struct.Struct("=IHHII")  # length, type, flags, sequence, port
# linux/inet_diag.h: what is asked, which socket, and what is told about it
_REQUEST = struct.Struct("=BBxxI")  # family, protocol, states
_SOCKET = struct.Struct(">HH16s16s")  # ports and addresses, its own first
_ANY_INTERFACE_NO_COOKIE = struct.pack("=III", 0, 0xFFFFFFFF, 0xFFFFFFFF)
_ALL_STATES = 0xFFFFFFFF
_FAMILY = struct.Struct("=Bxxx")  # family, and three that do not matter here
_OWNER = struct.Struct("=12x12xII")  # interface and cookie; time and queues; uid, inode


def owner_uid(client: tuple[str, int], server: tuple[str, int]) -> int | None:
    """The user id of the program that opened a TCP connection to us from this machine.

    Args:
        client: address and port of its end, as ``getpeername`` gives them.
        server: address and port of ours.

    Returns:
        The user id, or None on a system that does not tell.

    Raises:
        ParaventError: the system does tell, but knows no open socket at that end: the program
            has already left, or it is on another machine or in another network namespace.
    """
    if sys.platform != "linux":
        return None
    ends = (_end(client), _end(server))
    owner = _ask_kernel(*ends)
    if owner is None:
        owner = _search_proc(*ends)
    if owner is None:
        raise fail(
            t(
                "connexion dont le programme d'origine est inconnu",
                "connection from an unknown program",
            ),
            reason=Reason.CALLER,
        )
    return owner


def same_user(uid: int) -> bool:
    """Whether a user id is ours, or root's, from whom nothing can be kept anyway."""
    return uid in (os.geteuid(), 0)


def _end(address: tuple[str | bytes, int]) -> _End:
    """An end in the one form that compares: IPv4 is IPv4 also on a socket for both."""
    ip = ip_address(address[0])
    return (getattr(ip, "ipv4_mapped", None) or ip, address[1])


def _ask_kernel(client: _End, server: _End) -> int | None:
    """One question about one socket; None where the kernel has no answer."""
    family = socket.AF_INET if client[0].version == 4 else socket.AF_INET6
    request = (
        _REQUEST.pack(family, socket.IPPROTO_TCP, _ALL_STATES)
        + _SOCKET.pack(client[1], server[1], client[0].packed, server[0].packed)
        + _ANY_INTERFACE_NO_COOKIE
    )
    header = _HEADER.pack(_HEADER.size + len(request), _SOCK_DIAG_BY_FAMILY, _NLM_F_REQUEST, 0, 0)
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, _NETLINK_SOCK_DIAG) as netlink:
            netlink.settimeout(1.0)
            netlink.sendto(header + request, (0, 0))
            answer = netlink.recv(4096)
    except OSError:
        return None
    return _read_answer(answer, client, server)


def _read_answer(answer: bytes, client: _End, server: _End) -> int | None:
    if _HEADER.unpack_from(answer)[1] != _SOCK_DIAG_BY_FAMILY:
        return None
    at = _HEADER.size
    (family,) = _FAMILY.unpack_from(answer, at)
    at += _FAMILY.size
    own_port, peer_port, own, peer = _SOCKET.unpack_from(answer, at)
    uid, inode = _OWNER.unpack_from(answer, at + _SOCKET.size)
    size = 4 if family == socket.AF_INET else 16
    found = (_end((own[:size], own_port)), _end((peer[:size], peer_port)))
    # Where the connection is gone the kernel tells of a listener on that port instead; a socket
    # that its program has closed has no inode, and uid 0 whoever that was.
    return int(uid) if found == (client, server) and inode else None


def _search_proc(client: _End, server: _End) -> int | None:
    """The same from the kernel's tables in text form, for where netlink is not to be had."""
    for table in ("tcp", "tcp6"):
        try:
            lines = Path("/proc/net", table).read_text("ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            # sl local remote st tx:rx tr:when retrnsmt uid timeout inode ...
            fields = line.split()
            if _proc_end(fields[1]) == client and _proc_end(fields[2]) == server:
                return int(fields[7]) if int(fields[9]) else None
    return None


def _proc_end(text: str) -> _End:
    """``0100007F:1F90``: the address in words of 32 bits in the machine's order, and the port."""
    address, port = text.split(":")
    words = struct.unpack(f">{len(address) // 8}I", bytes.fromhex(address))
    return _end((struct.pack(f"={len(words)}I", *words), int(port, 16)))
