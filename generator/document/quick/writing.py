"""A PDF's objects → its bytes: every object once, where pydyf makes each a second time for the file's identifier."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from math import ceil, log
from typing import Any, BinaryIO

import pydyf

LEVEL = 6
"""How hard zlib tries. pydyf's 9 takes twice the time for a file smaller by a hundredth."""
_END = b"\nendobj"
# What PDF calls things; not the names of fonts and pictures, of which there may be any number.
_NAMES: dict[str, bytes] = {}
_MOST_NAMES = 200

_to_bytes = pydyf._to_bytes
_write = pydyf.PDF.write


def install() -> None:
    """Puts this in place."""
    pydyf._to_bytes = as_bytes
    pydyf.PDF.write = write


def as_bytes(item: Any) -> Any:
    """A part of a PDF as bytes: most are texts and numbers, which need no look at what else they may be."""
    kind = item.__class__
    if kind is bytes:
        return item
    if kind is float:
        return b"%d" % item if item.is_integer() else (b"%f" % item).rstrip(b"0")
    if kind is str:
        return item.encode("ascii")
    if kind is int:
        return b"%d" % item
    if kind is pydyf.Dictionary:
        return _dictionary(item.items())
    if kind is pydyf.Array:
        return b"[%b]" % _joined(b" ", item)
    return _to_bytes(item)


def _joined(between: bytes, items: Iterable[Any]) -> bytes:
    return between.join([item if item.__class__ is bytes else as_bytes(item) for item in items])


def _dictionary(items: Iterable[tuple[Any, Any]]) -> bytes:
    found = [b"<<"]
    for key, value in items:
        name = _NAMES.get(key)
        if name is None:
            name = b"/%b " % as_bytes(key)
            if key.__class__ is str and len(_NAMES) < _MOST_NAMES:
                _NAMES[key] = name
        found.append(name)
        found.append(value if value.__class__ is bytes else as_bytes(value))
    found.append(b">>")
    return b"".join(found)


def _stream(stream: pydyf.Stream) -> bytes:
    """A stream with its dictionary."""
    data = _joined(b"\n", stream.stream)
    extra = dict(stream.extra)
    if stream.compress:
        extra["Filter"] = "/FlateDecode"
        data = zlib.compress(data, LEVEL)
    extra["Length"] = len(data)
    return b"%b\nstream\n%b\nendstream" % (_dictionary(extra.items()), data)


def _data(item: Any) -> bytes:
    return _stream(item) if isinstance(item, pydyf.Stream) else as_bytes(item)


def write(pdf: Any, output: BinaryIO, version: Any = b"1.7", identifier: Any = False, compress: bool = False) -> None:
    """pydyf's PDF.write, of which a file with compressed objects comes out the same but for zlib's level."""
    version = as_bytes(version or b"1.7")
    if version < b"1.5" or not compress:
        _write(pdf, output, version, identifier, compress)
        return
    if pdf.info:
        pdf.add_object(pdf.info)
    pdf.write_line(b"%PDF-" + version, output)
    pdf.write_line(b"%\xf0\x9f\x96\xa4", output)
    identity = hashlib.md5(usedforsecurity=False)
    packed, places, position = [], [], 0
    for item in pdf.objects:
        if item.free == "f":
            continue
        data = _data(item)
        identity.update(data)
        if item.compressible:
            packed.append(data)
            places += [item.number, position]
            position += len(data) + 1
        else:
            _add(pdf, item, data, output)
    index = " ".join(map(str, places))
    extra = {"Type": "/ObjStm", "N": len(packed), "First": len(index) + 1}
    stream = pydyf.Stream([index, *packed], extra, compress)
    pdf.add_object(stream)
    data = _stream(stream)
    identity.update(data)
    _add(pdf, stream, data, output)
    _write_index(pdf, stream, len(packed), identifier, identity.hexdigest().encode(), output)


def _add(pdf: Any, item: Any, data: bytes, output: BinaryIO) -> None:
    item.offset = pdf.current_position
    pdf.write_line(b"%d %d obj\n%b%b" % (item.number, item.generation, data, _END), output)


def _write_index(pdf: Any, packs: Any, packed: int, identifier: Any, identity: bytes, output: BinaryIO) -> None:
    """The cross-reference stream: what is in the stream `packs`, `packed` objects, and where the others begin."""
    entries, place = [], 0
    for item in pdf.objects:
        if item.compressible:
            entries.append((2, packs.number, place))
            place += 1
        else:
            entries.append((bool(item.number), item.offset, item.generation))
    entries.append((1, pdf.current_position, 0))
    generations = max(item.generation for item in pdf.objects)
    lengths = (1, ceil(log(pdf.current_position + 1, 256)), ceil(log(max(generations, packed) + 1, 256)))
    widths = [2 * length for length in lengths]
    text = "".join([f"{kind:0{widths[0]}x}{at:0{widths[1]}x}{more:0{widths[2]}x}" for kind, at, more in entries])
    table = bytes.fromhex(text)
    extra = {
        "Type": "/XRef",
        "Index": pydyf.Array((0, len(pdf.objects) + 1)),
        "W": pydyf.Array(lengths),
        "Size": len(pdf.objects) + 1,
        "Root": pdf.catalog.reference,
    }
    if pdf.info:
        extra["Info"] = pdf.info.reference
    if identifier:
        own = identity if identifier is True else as_bytes(identifier)
        extra["ID"] = pydyf.Array((pydyf.String(own).data, pydyf.String(identity).data))
    stream = pydyf.Stream([table], extra, compress=True)
    pdf.add_object(stream)
    pdf.xref_position = pdf.current_position
    _add(pdf, stream, _stream(stream), output)
    for line in (b"startxref", b"%d" % pdf.xref_position, b"%%EOF"):
        pdf.write_line(line, output)
