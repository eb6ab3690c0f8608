"""Pictures: comments, EXIF, XMP and whatever else stands beside the pixels. The pixels themselves are not read."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from generator.privacy.verify.extract.plain import loose, said
from generator.privacy.verify.passage import Passage

_PNG = b"\x89PNG\r\n\x1a\n"
_PIXELS = frozenset((b"IDAT", b"fdAT", b"PLTE", b"tRNS", b"VP8 ", b"VP8L", b"ALPH", b"iCCP", b"ICCP"))


def passages(data: bytes) -> Iterator[Passage]:
    """Metadata as prose, all else as readable runs. Raises ValueError for what is no picture, or is cut short."""
    try:
        if data.startswith(_PNG):
            yield from _png(data)
        elif data[:3] == b"\xff\xd8\xff":
            yield from _jpeg(data)
        elif data[:6] in (b"GIF87a", b"GIF89a"):
            yield from _gif(data)
        elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            yield from _webp(data)
        else:
            yield from _other(data)
    except (struct.error, IndexError, zlib.error) as caught:
        raise ValueError("a picture that is cut short") from caught
    yield loose(data, "among the pixels")


def _png(data: bytes) -> Iterator[Passage]:
    at = len(_PNG)
    kind = b""
    while at < len(data) and kind != b"IEND":
        size, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        if len(body) < size:
            raise ValueError("a picture that is cut short")
        if kind not in _PIXELS:
            yield from said(_inflated(kind, body), f"{kind.decode('latin-1')} chunk")
        at += 12 + size
    if kind != b"IEND":
        raise ValueError("a picture that is cut short")
    yield from said(data[at:], "after the picture")


def _inflated(kind: bytes, body: bytes) -> bytes:
    """A text chunk with its compressed part unpacked."""
    keyword, _, rest = body.partition(b"\0")
    if kind == b"zTXt":
        return _from_latin(keyword + b"\n" + zlib.decompress(rest[1:]))
    if kind == b"tEXt":
        return _from_latin(body)
    if kind == b"iTXt" and rest[:1] == b"\1":
        language, _, more = rest[2:].partition(b"\0")
        translated, _, text = more.partition(b"\0")
        return b"\n".join((keyword, language, translated, zlib.decompress(text)))
    return body


def _from_latin(text: bytes) -> bytes:
    return text.decode("latin-1").encode()


def _jpeg(data: bytes) -> Iterator[Passage]:
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("not a picture")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        size = struct.unpack_from(">H", data, at + 2)[0]
        body = data[at + 4 : at + 2 + size]
        if len(body) < size - 2:
            raise ValueError("a picture that is cut short")
        at += 2 + size
        if marker == 0xDA:
            break
        if marker == 0xFE or (0xE1 <= marker <= 0xEF and not body.startswith(b"ICC_PROFILE")):
            yield from said(body, "comment" if marker == 0xFE else "metadata")
    end = data.rfind(b"\xff\xd9")
    if end < at:
        raise ValueError("a picture that is cut short")
    yield from said(data[end + 2 :], "after the picture")


def _gif(data: bytes) -> Iterator[Passage]:
    flags = data[10]
    at = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    while data[at] != 0x3B:
        if data[at] == 0x21:
            label = data[at + 1]
            body, at = _sub_blocks(data, at + 2)
            if label in (0xFE, 0x01, 0xFF):
                yield from said(body, "comment" if label == 0xFE else "extension")
        elif data[at] == 0x2C:
            flags = data[at + 9]
            at = _skip_blocks(data, at + 11 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0))
        else:
            raise ValueError("not a picture")
    yield from said(data[at + 1 :], "after the picture")


def _sub_blocks(data: bytes, at: int) -> tuple[bytes, int]:
    parts = []
    while data[at]:
        parts.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    return b"".join(parts), at + 1


def _skip_blocks(data: bytes, at: int) -> int:
    while size := data[at]:
        at += 1 + size
    return at + 1


def _webp(data: bytes) -> Iterator[Passage]:
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    if end > len(data):
        raise ValueError("a picture that is cut short")
    at = 12
    while at + 8 <= end:
        kind, size = struct.unpack_from("<4sI", data, at)
        if kind not in _PIXELS and kind not in (b"ANMF", b"VP8X", b"ANIM"):
            yield from said(data[at + 8 : at + 8 + size], f"{kind.decode('latin-1').strip()} chunk")
        at += 8 + size + (size & 1)
    yield from said(data[end:], "after the picture")


def _other(data: bytes) -> Iterator[Passage]:
    """AVIF, TIFF and their like: what Pillow tells of them."""
    import io

    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            entries = [*image.info.items(), *image.getexif().items()]
            for directory in (0x8769, 0x8825):  # EXIF, GPS
                entries += list(image.getexif().get_ifd(directory).items())
    except (OSError, SyntaxError, Image.DecompressionBombError) as caught:
        raise ValueError("not a picture") from caught
    for key, value in entries:
        content = value if isinstance(value, bytes) else str(value).encode()
        yield from said(content, f"metadata {key}")
