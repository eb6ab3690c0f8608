"""Erasures killed at every step: run as a program of its own, which forks, and prints what it found as JSON.

    python crashing.py CAMPAIGN OUT STORE ID NAME…

For n = 1, 2, 3 … a copy of OUT is made, a process erases ID from it and kills itself with SIGKILL at its n-th touch of
the file system (as Python audits them), another one erases ID again, and what is left of ID, the names and the token is
looked for; until a process comes to its end alive.
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
import signal
import sys
from pathlib import Path

from traces import traces

from generator.pipeline.erasure import Target, forget, target_of
from generator.publish.tokens import token_of

_EVENTS = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "shutil.rmtree", "sqlite3.connect")
TODAY = datetime.date(2026, 5, 4)


def erased(target: Target, person: str, kill_at: int | None) -> bool:
    """Erase in a process of its own; whether it came to its end."""
    child = os.fork()
    if child == 0:
        seen = 0

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal seen
            if event in _EVENTS and str(target.layout.root.parent.parent) in str(arguments[0]):
                seen += 1
                if seen == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        code = 1
        try:
            if kill_at is not None:
                sys.addaudithook(watch)
            forget(target, [person], TODAY)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def main(root: Path, out: Path, store: str, person: str, *names: str) -> dict[str, object]:
    """What was left after each crash that was made up for; how many there were."""
    work = out.parent / "crashing"
    left: list[str] = []
    unproven: list[int] = []
    number = 0
    done = dirty = False
    while not done:
        number += 1
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(root, work / "campaign")
        shutil.copytree(out, work / "out")
        target = target_of(work / "campaign", work / "out", TODAY, work / "out" / store)
        values = [person, *names, token_of(target.keys.newest.secret, target.name, person)]
        done = erased(target, person, number)
        # That something is found at all where the work was not finished.
        dirty = dirty or bool(not done and traces([work / "out"], values))
        if not done and not erased(target, person, None):
            left.append(f"{number}: the second erasure failed")
        left += [f"{number}: {trace}" for trace in traces([work / "out"], values)]
        proofs = (work / "out" / "tiny" / "private" / "erasures.jsonl").read_text(encoding="utf-8").splitlines()
        if [json.loads(line)["removed"]["files"] for line in proofs] != [4]:
            unproven.append(number)
        buried = (work / "campaign" / "forgotten.txt").read_text(encoding="utf-8").splitlines()
        if len(buried) != 2 or any((work / "out" / "tiny" / "private" / "erasing").iterdir()):
            unproven.append(number)
    return {"dirty": dirty, "crashes": number - 1, "left": left, "unproven": unproven}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])))
