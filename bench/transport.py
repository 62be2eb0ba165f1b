"""The hostile web of tests/hostile.py, each case against a refresh of its own and against plain `requests.get`.

usage: python bench/transport.py [WORD ...]

With words only the cases whose names hold one of them. All refreshes have one configuration: a deadline of two
seconds, at most 5,000,000 bytes, no retries, a bad site and a good neighbour, both read well the day before. Each is a
cold process; what is printed is the kind of problem that it tells, its wall time, and its largest memory. Exit status 1
when a kind is not the one that is to be told, the feed of the bad site changed, the neighbour's news is missing, or a
run took more than 300 MB or three seconds over the deadline.

Beside it stands what `requests.get(url, timeout=30)` does, in a process of its own that is ended after five seconds,
may take 4 GB and reaches this machine only: the status and the bytes that it takes for a page, or the exception. Its
`timeout` is for one read from the socket, so what drips never ends; a body has no largest size, so a bomb goes off and
a page for ever fills the memory, even as the body of a redirect; a gzip that is cut off and an unknown packing pass as
pages; redirects lead into private networks; Early Hints are taken for the answer.
"""

import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from hostile import CASES, FIRST_DAY, GOOD, INSIDE, Case, Site, furnish

DEADLINE, SLACK = 2.0, 3.0  # seconds
MOST = 300.0  # MB
CAP = 5.0  # seconds for plain requests
TITLE = "Customs stops 2 fake lamps"

RESOLVING = f"""
import resource, socket, sys
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
known = socket.getaddrinfo
socket.getaddrinfo = lambda name, *more, **options: known("127.0.0.1" if name == "{INSIDE}" else name, *more, **options)
"""
OURS = f"""{RESOLVING}
from ipr_feeds.cli import main
main(["refresh"])
"""
PLAIN = f"""{RESOLVING}
import requests
connect = socket.socket.connect
def only_here(made, address):
    if not address[0].startswith(("127.", "::1", "::ffff:127.")):
        sys.exit(f"would ask {{address[0]}}")
    return connect(made, address)
socket.socket.connect = only_here
try:
    answer = requests.get(sys.argv[1], timeout=30)
    print(f"{{answer.status_code}}, {{len(answer.content):,}} bytes")
except BaseException as error:
    print(error if isinstance(error, SystemExit) else type(error).__name__)
"""


class Ran(NamedTuple):
    """One process: what it said, seconds of wall time, and the largest memory in MB; `cut` when it was ended."""

    said: str
    seconds: float
    megabytes: float
    cut: bool = False


def ran(program: str, *arguments: str, folder: Path, cap: float) -> Ran:
    """Run a program as a new process and measure it."""
    started = time.perf_counter()
    command = [sys.executable, "-c", program, *arguments]
    with (folder / "said").open("wb") as said:
        running = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said)  # noqa: S603
        cutting = threading.Timer(cap, running.kill)
        cutting.start()
        _, status, usage = os.wait4(running.pid, 0)
    cutting.cancel()
    running.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    return Ran((folder / "said").read_text().strip(), seconds, usage.ru_maxrss / 1024, running.returncode < 0)


def serve(state: Any, told: Any) -> None:
    """Be both sites, for ever; `told` gets their origins."""
    sites = [Site("127.0.0.1", state), Site("127.0.0.2", _Good(state))]
    told.send([site.origin for site in sites])
    threads = [threading.Thread(target=site.serve) for site in sites]
    for thread in threads:
        thread.start()


class _Good:
    """The state of the neighbour: as on the first day, then good."""

    def __init__(self, state: Any) -> None:
        self._state = state

    @property
    def value(self) -> int:
        return FIRST_DAY if self._state.value == FIRST_DAY else GOOD


def refreshed(first: Path, folder: Path, case: Case) -> tuple[Ran, str, list[str]]:
    """A refresh of the day after: what it took, the kind that it told, and what is wrong with it."""
    shutil.copytree(first, folder)
    before = (folder / "public" / "bad.atom").read_bytes()
    took = ran(OURS, folder=folder, cap=60)
    kind = took.said.removeprefix("ipr-feeds: ").partition(":")[0]
    faults = [f"told {kind or 'nothing'}, not {case.kind or 'nothing'}"] if kind != case.kind else []
    after = (folder / "public" / "bad.atom").read_bytes()
    if (after == before) is not bool(case.kind):
        faults.append("its feed changed" if case.kind else "its news is missing")
    if TITLE not in (folder / "public" / "good.atom").read_text():
        faults.append("the neighbour's news is missing")
    if took.seconds > DEADLINE + SLACK:
        faults.append("too slow")
    if took.megabytes > MOST:
        faults.append("too much memory")
    return took, kind, faults


def table(first: Path, bad: str, cases: dict[int, Case], state: Any) -> tuple[list[Ran], list[Ran], int]:
    """Print a line for each case; what our runs and those of requests took, and how many are wrong."""
    wrong, ours, theirs = 0, list[Ran](), list[Ran]()
    print(f"{'case':<44} {'kind':<12} {'s':>5} {'MB':>5}   {'requests.get(url, timeout=30)':<30} {'s':>5} {'MB':>5}")
    for number, case in cases.items():
        state.value = number
        took, kind, faults = refreshed(first, first.parent / str(number), case)
        plain = ran(PLAIN, bad + case.at, folder=first, cap=CAP)
        told = "does not end" if plain.cut else plain.said
        figures = f"{took.seconds:5.2f} {took.megabytes:5.0f}   {told:<30} {plain.seconds:5.2f} {plain.megabytes:5.0f}"
        print(f"{case.name:<44} {kind or 'all well':<12} {figures}", *faults, flush=True)
        ours.append(took)
        theirs.append(plain)
        wrong += bool(faults)
    return ours, theirs, wrong


def main(words: list[str]) -> int:
    """Serve, measure, print."""
    os.environ["no_proxy"] = "*"
    state = multiprocessing.Value("i", FIRST_DAY)
    here, there = multiprocessing.Pipe()
    serving = multiprocessing.Process(target=serve, args=(state, there), daemon=True)
    serving.start()
    bad, good = here.recv()
    chosen = {at: one for at, one in enumerate(CASES) if not words or any(word in one.name for word in words)}
    with tempfile.TemporaryDirectory() as scratch:
        first = Path(scratch) / "first"
        furnish(first, bad, good, DEADLINE)
        if said := ran(OURS, folder=first, cap=60).said:
            sys.exit(said)
        ours, theirs, wrong = table(first, bad, chosen, state)
    serving.terminate()
    for name, runs in (("ipr-feeds", ours), ("requests", theirs)):
        longest, most = max(one.seconds for one in runs), max(one.megabytes for one in runs)
        print(f"{name}: at most {longest:.2f} s and {most:.0f} MB; {sum(one.cut for one in runs)} did not end")
    print(f"{len(chosen)} cases, {wrong} not as they should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
