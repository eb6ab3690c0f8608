"""H.264 slices in, the same slices at another place of the picture out: only their headers are written anew.

A slice begins with the number of its first macroblock; nothing else in it says where it lies. What it refers to is
counted from there, so that a slice which looks at nothing outside itself can be moved up and down. Only what libx264
writes is read here: progressive frames, CABAC, no weighted prediction, one slice group. Syntax after ITU-T H.264
(08/2021), 7.3.2.1 (sequence parameter set), 7.3.2.2 (picture parameter set), 7.3.3 (slice header), 7.4.1 (emulation
prevention).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

START = b"\0\0\0\1"
"""What a NAL unit of a byte stream begins with."""
_FORBIDDEN = re.compile(rb"\x00\x00(?=[\x00-\x03])")
_SLICE, _IDR, _SPS, _PPS = 1, 5, 7, 8
_P, _B, _I = 0, 1, 2
# More than any header takes.
_HEAD_BYTES = 48
_HIGH = (100, 110, 122, 244)


class UnknownStreamError(ValueError):
    """The stream uses something that is not read here."""


@dataclass(frozen=True, slots=True)
class Stream:
    """What slice headers depend on: bits of the frame number and of the order count (0: none), and whether the header
    tells of deblocking."""

    frame_number_bits: int
    order_bits: int
    deblocking: bool


def units(data: bytes) -> list[bytes]:
    """A byte stream (Annex B) in, its NAL units without start codes out."""
    _, *found = data.split(START[1:])
    # A start code may have a zero more; a unit never ends in one.
    return [unit.removesuffix(b"\0") for unit in found]


def joined(parts: list[bytes]) -> bytes:
    """NAL units in, a byte stream out."""
    return b"".join(START + part for part in parts)


def is_slice(unit: bytes) -> bool:
    """Whether a NAL unit is a slice of a picture."""
    return unit[0] & 31 in (_SLICE, _IDR)


def stream_of(headers: bytes) -> Stream:
    """SPS and PPS (Annex B) in, what slice headers depend on out; raises UnknownStreamError."""
    found = {unit[0] & 31: _Bits(_plain(unit)[1:]) for unit in units(headers)}
    if _SPS not in found or _PPS not in found:
        raise UnknownStreamError("no parameter sets")
    sps, pps = found[_SPS], found[_PPS]
    profile = sps.take(8)
    sps.take(16)
    sps.number()
    if profile in _HIGH and (sps.number() != 1 or sps.number() or sps.number() or sps.take(1) or sps.take(1)):
        raise UnknownStreamError("not 8 bits 4:2:0 with plain matrices")
    frame_number_bits = sps.number() + 4
    kind = sps.number()
    if kind not in (0, 2):
        raise UnknownStreamError("order count of type 1")
    order_bits = sps.number() + 4 if kind == 0 else 0
    sps.number()
    sps.take(1)
    sps.number()
    sps.number()
    progressive = sps.take(1)
    pps.number()
    pps.number()
    cabac, fields = pps.take(1), pps.take(1)
    groups = pps.number()
    pps.number()
    pps.number()
    weighted, twice_weighted = pps.take(1), pps.take(2)
    for _ in range(3):
        pps.number()
    deblocking = pps.take(1)
    pps.take(1)
    if not progressive or not cabac or fields or groups or weighted or twice_weighted == 1 or pps.take(1):
        raise UnknownStreamError("not what libx264 is told to write")
    return Stream(frame_number_bits, order_bits, bool(deblocking))


def moved(unit: bytes, first: int, stream: Stream) -> bytes:
    """A slice in, the same slice beginning at macroblock `first` out; raises UnknownStreamError."""
    return all_moved([unit], [first], stream)[0]


def all_moved(slices: Sequence[bytes], firsts: Sequence[int], stream: Stream) -> list[bytes]:
    """The slices of one picture in, the same slices beginning at the macroblocks `firsts` out."""
    out: list[bytes] = []
    count = value = 0
    for unit, first in zip(slices, firsts, strict=True):
        # Mostly the slices of a picture say the same of it: then it need not be read again.
        changed = _exchanged(unit, first, count, value) if count else None
        if changed is None:
            plain = _plain(unit)
            bits = _Bits(plain[1:])
            bits.number()
            begin = bits.position
            _header(bits, plain[0], stream)
            said = bits.between(begin, bits.position)
            count, value = len(said), int(said, 2)
            header = _number(first) + said
            # The coded macroblocks begin at the next whole byte, after ones.
            header += "1" * (-len(header) % 8)
            body = plain[1 + -(-bits.position // 8) :]
            changed = unit[:1] + _safe(int(header, 2).to_bytes(len(header) // 8, "big") + body)
        out.append(changed)
    return out


def _exchanged(unit: bytes, first: int, count: int, said: int) -> bytes | None:
    """A slice whose header ends in `said`, `count` bits, in; the slice beginning at macroblock `first` out.

    None when the header says something else, or when bytes would have to be kept from looking like a start code.
    """
    begin = int.from_bytes(unit[1:6], "big")
    code = 2 * (40 - begin.bit_length()) + 1
    stop = 1 + (code + count + 7) // 8
    bits = int.from_bytes(unit[1:stop], "big") >> (-(code + count) % 8)
    if bits & ((1 << count) - 1) != said or b"\0\0" in unit[: stop + 1]:
        return None
    length = 2 * (first + 1).bit_length() - 1 + count
    spare = -length % 8
    header = (((first + 1) << count | said) + 1 << spare) - 1
    exchanged = header.to_bytes((length + spare) // 8, "big")
    return None if b"\0\0" in exchanged or not exchanged[-1] else unit[:1] + exchanged + unit[stop:]


def kind_of(unit: bytes, stream: Stream) -> tuple[int, str]:
    """A slice in; its NAL header and what it says of its picture (type, number, order …) as bits, out.

    Slices of one picture agree in it but for their type's quantiser, which is left out.
    """
    plain = _plain(unit[: _HEAD_BYTES + 16])
    bits = _Bits(plain[1:])
    bits.number()
    begin = bits.position
    end = _header(bits, plain[0], stream)
    return plain[0], bits.between(begin, end)


def _header(bits: _Bits, nal: int, stream: Stream) -> int:
    """Read a slice header from the slice's type on; where the quantiser stands is the answer."""
    kind = bits.number() % 5
    if kind not in (_P, _B, _I):
        raise UnknownStreamError("a switching slice")
    bits.number()
    bits.take(stream.frame_number_bits)
    if nal & 31 == _IDR:
        bits.number()
    if stream.order_bits:
        bits.take(stream.order_bits)
    if kind == _B:
        bits.take(1)
    if kind != _I:
        if bits.take(1):
            for _ in range(1 + (kind == _B)):
                bits.number()
        for _ in range(1 + (kind == _B)):
            if bits.take(1):
                while bits.number() != 3:
                    bits.number()
    if nal >> 5 & 3:
        _marking(bits, nal)
    if kind != _I:
        bits.number()
    quantiser = bits.position
    bits.number()
    if stream.deblocking and bits.number() != 1:
        bits.number()
        bits.number()
    return quantiser


def _marking(bits: _Bits, nal: int) -> None:
    if nal & 31 == _IDR:
        bits.take(2)
    elif bits.take(1):
        while operation := bits.number():
            for _ in range({1: 1, 2: 1, 3: 2, 4: 1, 5: 0, 6: 1}[operation]):
                bits.number()


class _Bits:
    """Bits of the beginning of a unit, read from left to right."""

    def __init__(self, data: bytes) -> None:
        head = data[:_HEAD_BYTES]
        self._text = bin(int.from_bytes(b"\1" + head, "big"))[3:]
        self.position = 0

    def take(self, count: int) -> int:
        """So many bits as a number."""
        text = self._text[self.position : self.position + count]
        if len(text) < count:
            raise UnknownStreamError("a header that does not end")
        self.position += count
        return int(text, 2) if count else 0

    def number(self) -> int:
        """An Exp-Golomb number; signed ones come out as their code, which is enough to pass them."""
        one = self._text.find("1", self.position)
        if one < 0:
            raise UnknownStreamError("a header that does not end")
        zeros = one - self.position
        self.position = one
        return self.take(zeros + 1) - 1

    def between(self, begin: int, end: int) -> str:
        """The bits from one position to another, as text."""
        return self._text[begin:end]


def _number(value: int) -> str:
    """A number in, its Exp-Golomb code as bits out."""
    code = bin(value + 1)[2:]
    return "0" * (len(code) - 1) + code


def _plain(unit: bytes) -> bytes:
    """A NAL unit without the bytes that keep start codes from appearing in it."""
    return unit.replace(b"\0\0\3", b"\0\0")


def _safe(data: bytes) -> bytes:
    return _FORBIDDEN.sub(b"\0\0\3", data)
