import subprocess
import sys

import pytest

# How many blocks are mapped by themselves (mallinfo2, glibc 2.33) before one is freed and asked
# for again, and after; what glibc takes from its heap from then on is not among them.
PROGRAM = """
import ctypes, sys
from paravent.allocation import give_back
if "give back" in sys.argv: give_back()
libc = ctypes.CDLL(None)
class Info(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "abcdefghij"]
libc.mallinfo2.restype = Info
bytearray(8_000_000)
before = libc.mallinfo2().d
kept = bytearray(1_000_000)
print(libc.mallinfo2().d - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's")
@pytest.mark.parametrize(("asked", "mapped"), [("give back", "1"), ("leave", "0")])
def test_a_large_block_goes_back_as_soon_as_it_is_free(asked, mapped):
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, asked], capture_output=True, check=True, text=True
    )
    assert told.stdout.strip() == mapped
