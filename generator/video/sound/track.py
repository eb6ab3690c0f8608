"""Samples in, one continuous encoded track out, and its bytes as a file of the cache.

    magic, samples, priming, frame, loudest, codec's length, headers' length, packets     eight 32-bit numbers
    codec, headers
    each packet's length                                                                   32-bit numbers
    the packets' data
    SHA-256 of all before

An encoder puts `priming` samples before the first; packets are stamped so that the first sample is at 0, and the muxer
tells players to skip what is before it.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream
from av.codec.context import Flags
from av.stream import Stream

from generator.video.settings import Codec
from generator.video.sound.samples import Samples
from generator.video.sound.score import RATE

_MAGIC = 0x53544B31
_BASE = Fraction(1, RATE)
_HEADER = struct.Struct("<8I")
_DIGEST_BYTES = 32
_NUMBER_BYTES = 4


@dataclass(frozen=True, slots=True)
class Encoding:
    """How sound is encoded. `codec`: PyAV's name of the encoder."""

    codec: str
    bit_rate: int
    options: Mapping[str, str] = field(default_factory=dict)


AAC = Encoding("aac", 128_000, {"aac_coder": "fast"})
OPUS = Encoding("libopus", 96_000)
BY_CODEC: Mapping[str, Encoding] = {each.codec: each for each in (AAC, OPUS)}
_BY_PICTURES: Mapping[Codec, Encoding] = {"h264": AAC, "av1": OPUS}


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """A film's encoded sound. `headers`: what a decoder needs first; `frame`: samples in a packet.

    `loudest`: a sample of the film at which something is to be heard.
    """

    codec: str
    headers: bytes
    samples: int
    priming: int
    frame: int
    loudest: int
    packets: tuple[bytes, ...]

    @property
    def frame_s(self) -> float:
        """Seconds of a packet."""
        return self.frame / RATE

    @property
    def priming_s(self) -> float:
        """Seconds before the first sample, which players skip."""
        return self.priming / RATE

    def stamped(self) -> Iterator[av.Packet[Stream]]:
        """The packets with their times, in samples of the film."""
        for number, data in enumerate(self.packets):
            packet: av.Packet[Stream] = av.Packet(data)
            packet.pts = packet.dts = number * self.frame - self.priming
            packet.duration = min(self.frame, self.samples - packet.pts)
            packet.time_base = _BASE
            packet.is_keyframe = True
            yield packet


def encoding_of(pictures: Codec) -> Encoding:
    """What goes with the pictures' codec: AAC in MP4, Opus in WebM."""
    return _BY_PICTURES[pictures]


def configure(codec: AudioCodecContext | AudioStream, encoding: Encoding) -> None:
    """Give an encoder, or the stream of a film that gets its packets, the one set of parameters."""
    context = codec.codec_context if isinstance(codec, AudioStream) else codec
    context.sample_rate = RATE
    context.layout = "stereo"
    context.format = "fltp" if encoding.codec == "aac" else "flt"
    context.bit_rate = encoding.bit_rate
    context.time_base = _BASE
    context.flags |= Flags.global_header
    context.options = dict(encoding.options)


def encode(blocks: Iterable[Samples], encoding: Encoding, loudest: int) -> SoundTrack:
    """Samples in, their SoundTrack out."""
    context = av.CodecContext.create(encoding.codec, "w")
    assert isinstance(context, AudioCodecContext)
    configure(context, encoding)
    context.open()
    packets: list[av.Packet[AudioStream]] = []
    position = 0
    for block in blocks:
        planar = context.format.is_planar
        shaped = np.ascontiguousarray(block.T) if planar else np.ascontiguousarray(block).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(shaped, format=context.format.name, layout="stereo")
        frame.sample_rate, frame.time_base, frame.pts = RATE, _BASE, position
        position += len(block)
        packets += context.encode(frame)
    packets += context.encode(None)
    return SoundTrack(
        codec=encoding.codec,
        headers=bytes(context.extradata or b""),
        samples=position,
        priming=-(packets[0].pts or 0),
        frame=context.frame_size,
        loudest=min(loudest, position - 1),
        packets=tuple(bytes(packet) for packet in packets),
    )


def to_bytes(track: SoundTrack) -> bytes:
    """A SoundTrack in, the bytes of its file out."""
    codec, numbers = track.codec.encode(), (track.samples, track.priming, track.frame, track.loudest)
    sizes = [len(packet) for packet in track.packets]
    head = _HEADER.pack(_MAGIC, *numbers, len(codec), len(track.headers), len(sizes))
    content = b"".join([head, codec, track.headers, struct.pack(f"<{len(sizes)}I", *sizes), *track.packets])
    return content + hashlib.sha256(content).digest()


def from_bytes(data: bytes) -> SoundTrack:
    """The bytes of a track's file in, the SoundTrack out; raises ValueError when they are damaged."""
    content, digest = data[:-_DIGEST_BYTES], data[-_DIGEST_BYTES:]
    if len(content) < _HEADER.size or hashlib.sha256(content).digest() != digest:
        raise ValueError("damaged sound track")
    magic, samples, priming, frame, loudest, codec, headers, count = _HEADER.unpack_from(content)
    if magic != _MAGIC:
        raise ValueError("not a sound track")
    at = _HEADER.size
    name = content[at : at + codec].decode()
    head = content[at + codec : at + codec + headers]
    at += codec + headers
    sizes = struct.unpack_from(f"<{count}I", content, at)
    at += _NUMBER_BYTES * count
    packets: list[bytes] = []
    for size in sizes:
        packets.append(content[at : at + size])
        at += size
    return SoundTrack(name, head, samples, priming, frame, loudest, tuple(packets))
