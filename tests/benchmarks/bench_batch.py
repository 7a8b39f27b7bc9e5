"""Many workbooks against a loop of openpyxl and pydantic, in the same run.

Run with `python -m tests.benchmarks.bench_batch [files] [rows]`, 500 and 2,000 unless told. Each
measurement is a process of its own, so that its peak memory is its own and nothing is loaded yet
when its clock starts. The peer reads a sample of the files, and its rate is what is compared: it
checks types, limits and lists of one sheet and writes nothing. Ours validates by every rule, as a
dry run, which is the counterpart, and then for good: findings written into every workbook, with
backup and log.
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.benchmarks.bench_validate import openpyxl_pydantic
from tests.benchmarks.large_book import AS_OF, write_large_book

PEER_FILES = 20
"""Files the peer reads."""
ACCOUNTS = 200


def write_share(folder: Path, *, files: int, rows: int) -> None:
    """So many workbooks of so many deals, in folders of fifty."""
    first = write_large_book(folder / "first.xlsx", rows=rows, accounts=ACCOUNTS)
    for number in range(files):
        place = folder / f"队{number // 50:02}"
        place.mkdir(exist_ok=True)
        shutil.copy(first, place / f"客户{number:03}.xlsx")
    first.unlink()


def ours(folder: Path, *, files: int, hands: int, dry_run: bool) -> int:
    """The validate verb over the first files of the share; returns how many were done."""
    from xlcrm import api
    from xlcrm.batch import Job, each, find, here, processes
    from xlcrm.work import Options

    options = Options(as_of=AS_OF, dry_run=dry_run)
    verb = partial(api.validate)
    found = find([folder], recursive=True)[:files]
    jobs = [Job(path=path, verb=verb, options=options, noted=True) for path in found]
    crew = here() if hands == 1 else processes(hands)
    return sum(one.error is None for one in each(jobs, crew))


def peer(folder: Path, *, files: int) -> int:
    """openpyxl and a pydantic model per row, over the first files of the share."""
    paths = sorted(folder.rglob("*.xlsx"))[:files]
    return len([openpyxl_pydantic(path) for path in paths])


def measured(words: list[str]) -> dict[str, float]:
    """What one measurement printed, taken in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_batch", "--one", *words]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return dict(json.loads(done.stdout))


def one(kind: str, folder: str, files: str, hands: str) -> None:
    """Take a measurement here and print files, seconds and peak megabytes, workers' included."""
    start = time.perf_counter()
    if kind == "peer":
        count = peer(Path(folder), files=int(files))
    else:
        count = ours(Path(folder), files=int(files), hands=int(hands), dry_run=kind == "dry")
    seconds = time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    figures = {
        "files": count,
        "seconds": seconds,
        "processor": sum(each.ru_utime + each.ru_stime for each in used),
        "own": used[0].ru_maxrss / 1024,
        "worker": used[1].ru_maxrss / 1024,
    }
    print(json.dumps(figures))


def told(name: str, figures: dict[str, float]) -> float:
    """Print a line of figures; returns files a second."""
    rate = figures["files"] / figures["seconds"]
    print(
        f"{name:34} {figures['files']:5.0f} files {figures['seconds']:8.1f} s {rate:7.2f}/s"
        f"  processor {figures['processor'] / figures['files']:5.2f} s a file"
        f"  {figures['own']:5.0f} MB here  {figures['worker']:5.0f} MB per worker"
    )
    return rate


def main(files: int, rows: int) -> None:
    """Measure the peer and ours: growth with the files, one worker and two, written for good."""
    with tempfile.TemporaryDirectory() as folder:
        write_share(Path(folder), files=files, rows=rows)
        base = told("openpyxl + pydantic, read only", measured(["peer", folder, *_of(files, 1)]))
        for part in (files // 4, files // 2, files):
            rate = told("xlcrm, dry run", measured(["dry", folder, str(part), "1"]))
        two = told("xlcrm, dry run, two workers", measured(["dry", folder, str(files), "2"]))
        told("xlcrm, written, two workers", measured(["written", folder, str(files), "2"]))
        print(f"against the peer x{rate / base:.1f}; two workers against one x{two / rate:.2f}")


def _of(files: int, hands: int) -> list[str]:
    return [str(min(files, PEER_FILES)), str(hands)]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:6])
    else:
        main(*(map(int, sys.argv[1:3]) if len(sys.argv) == 3 else (500, 2000)))
