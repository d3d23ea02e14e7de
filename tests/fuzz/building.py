"""Build made documents in all formats, and tell which promises the files break."""

import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

import pipeline
from tests.exports.test_all_alike import READERS, Fact

# So that there is a graph whatever the others hold.
_SOUND = b"Vein stripping\n\nRisks\n\n- Infection\n"
_RECEIPT = "build.json"
# What XML cannot hold stands in GraphML as a picture of it.
_PICTURES = {
    code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"
} | dict.fromkeys((0xFFFE, 0xFFFF), 0xFFFD)


def broken(made: Sequence[tuple[str, bytes]], folder: Path) -> list[str]:
    """Return which promises a build of the documents *made*, in *folder*, breaks.

    All formats hold the same facts, each quotes its text, and another build gives the
    same bytes.
    """
    pages = folder / "pages"
    pages.mkdir(parents=True)
    (pages / "sound.txt").write_bytes(_SOUND)
    for number, (suffix, content) in enumerate(made):
        (pages / f"{number}{suffix}").write_bytes(content)
    try:
        return list(_faults(pages, folder))
    except Exception:  # noqa: BLE001 - what is looked for
        return [traceback.format_exc()]


def _faults(pages: Path, folder: Path) -> Iterator[str]:
    out, again = folder / "out", folder / "again"
    pipeline.build(pages, out, formats=["all"], jobs=1)
    stated, found = READERS["json"](out)
    for form, told in READERS.items():
        facts, findings = told(out)
        held = {_pictured(fact) for fact in stated} if form == "graphml" else stated
        if facts != held:
            yield f"{form} differs in {sorted(facts ^ held)[:3]}"
        if findings != found:
            yield f"{form} differs in findings: {sorted(map(str, findings ^ found))[:3]}"
    pipeline.build(pages, again, formats=["all"], jobs=1)
    yield from (f"{name} differs in a second build" for name in _unlike(out, again))


def _pictured(fact: Fact) -> Fact:
    document, start, end, quote, is_denied = fact
    return document, start, end, quote.translate(_PICTURES), is_denied


def _unlike(out: Path, again: Path) -> Iterator[str]:
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out)
        is_kept = name.parts[0].startswith(".")
        if path.is_file() and path.name != _RECEIPT and not is_kept:
            other = again / name
            if not other.is_file() or other.read_bytes() != path.read_bytes():
                yield name.as_posix()
