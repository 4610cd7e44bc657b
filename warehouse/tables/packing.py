"""Compression (zstd) for what the tables hold packed: accounts and originals."""

from functools import cache

import zstandard


def pack(data: bytes) -> bytes:
    return _compressor().compress(data)


def unpack(data: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(data)


@cache
def _compressor() -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=3)
