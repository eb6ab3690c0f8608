"""Cues in, a text track of the MP4 out (mov_text, 3GPP timed text), for players that open the file by itself.

It says what captions.vtt says, at the same milliseconds. It is tagged with its language and off until somebody turns it
on: the page shows captions.vtt, and nobody wants both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

import av
from av.container import OutputContainer
from av.stream import Stream
from av.subtitles.stream import SubtitleStream

from generator.video.captions import Cue

# What the encoder wants to be told of the text's looks; players follow their own settings.
_LOOKS = (
    "[Script Info]\nScriptType: v4.00+\nPlayResX: 384\nPlayResY: 288\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize,"
    " PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY,"
    " Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\nStyle: Default,"
    "Sans,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,1\n\n[Events]\nFormat: Layer, Start, End,"
    " Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
)
BASE = Fraction(1, 1000)
ENTRY = b"tx3g"
"""What the track's samples are called in the file."""

# ISO 639-1 → 639-2/T, which MP4 wants.
_LANGUAGES = """
af:afr ar:ara bg:bul bn:ben bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng es:spa et:est eu:eus fa:fas fi:fin
fr:fra ga:gle gl:glg gu:guj he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz km:khm kn:kan
ko:kor lb:ltz lt:lit lv:lav mk:mkd ml:mal mr:mar ms:msa mt:mlt nb:nob ne:nep nl:nld nn:nno no:nor pa:pan pl:pol pt:por
rm:roh ro:ron ru:rus sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam te:tel th:tha tr:tur uk:ukr ur:urd uz:uzb vi:vie
zh:zho
"""
_THREE_LETTERS = dict(re.findall(r"(\w+):(\w+)", _LANGUAGES))


def add_stream(film: OutputContainer, language: str) -> SubtitleStream:
    """Add the text track to a film that is about to be written. `language`: CLDR, "de"."""
    stream = film.add_stream("mov_text")
    assert isinstance(stream, SubtitleStream)
    stream.codec_context.subtitle_header = _LOOKS.encode()
    stream.time_base = BASE
    stream.metadata["language"] = _THREE_LETTERS.get(language.split("_", maxsplit=1)[0], "und")
    return stream


def packets(cues: Sequence[Cue]) -> Iterator[av.Packet[Stream]]:
    """Cues in order in, their packets out: two bytes of length, then UTF-8."""
    for cue in cues:
        text = "\n".join(" ".join(line.split()) for line in cue.lines).encode()
        start, end = round(cue.start_s * 1000), round(cue.end_s * 1000)
        if not text or end <= start:
            continue
        packet: av.Packet[Stream] = av.Packet(len(text).to_bytes(2, "big") + text)
        packet.pts = packet.dts = start
        packet.duration = end - start
        packet.time_base = BASE
        packet.is_keyframe = True
        yield packet
