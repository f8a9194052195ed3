"""Row ids: UUIDs of version 7 (RFC 9562), thousands at a time.

They begin with the time, so that an index over them grows at its end: inserting
100,000 rows with version 4 would scatter over the whole index.
"""

from __future__ import annotations

import os
import struct
import time

import numpy as np

_PER_MILLISECOND = 4096
_FEW = 64  # below it, plain Python is faster than arrays


def new_uuids(count: int) -> list[str]:
    """``count`` new ids in rising order, lower case with hyphens."""
    if count <= _FEW:
        return _few_uuids(count)
    number = np.arange(count, dtype=np.uint64)
    start = time.time_ns() // 1_000_000
    millisecond = np.uint64(start) + number // np.uint64(_PER_MILLISECOND)
    high = (
        (millisecond << np.uint64(16)) | np.uint64(0x7000) | (number % np.uint64(_PER_MILLISECOND))
    )
    low = np.frombuffer(os.urandom(8 * count), dtype=np.uint64)
    low = (low & np.uint64(0x3FFFFFFFFFFFFFFF)) | np.uint64(0x8000000000000000)
    digits = np.column_stack([high, low]).astype(">u8").tobytes().hex()
    return [
        f"{digits[i : i + 8]}-{digits[i + 8 : i + 12]}-{digits[i + 12 : i + 16]}"
        f"-{digits[i + 16 : i + 20]}-{digits[i + 20 : i + 32]}"
        for i in range(0, 32 * count, 32)
    ]


def _few_uuids(count: int) -> list[str]:
    high = time.time_ns() // 1_000_000 << 16 | 0x7000
    lows = struct.unpack(f">{count}Q", os.urandom(8 * count))
    digits = [
        f"{high | number:016x}{low & 0x3FFFFFFFFFFFFFFF | 0x8000000000000000:016x}"
        for number, low in enumerate(lows)
    ]
    return [f"{d[:8]}-{d[8:12]}-{d[12:16]}-{d[16:20]}-{d[20:]}" for d in digits]


def new_uuid() -> str:
    """One new id."""
    return new_uuids(1)[0]
