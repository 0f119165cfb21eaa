#!/usr/bin/env python3
"""Starts Trailmark from a checkout: `python3 run.py` runs it, `python3 run.py test` tests it.

The first start prepares `.venv` beside this file with exactly the packages of requirements.lock; later starts need no
network. Standard library only, and no syntax newer than Python 3.6, so that an old Python gets a sentence, not a
SyntaxError.
"""

import sys


def old_python_sentence(version: "tuple[int, ...]") -> "str | None":
    """What to do when `version` (major, minor) is too old for Trailmark; None when it will do."""
    # An old Python runs this, hence the quoted annotations and the import down here.
    if version >= (3, 11):
        return None
    import subprocess

    advice = "install one from python.org or with your package manager."
    for minor in range(20, 10, -1):
        candidate = ["py", f"-3.{minor}"] if sys.platform == "win32" else [f"python3.{minor}"]
        probe = [*candidate, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        try:  # a launcher of that name may exist without the Python behind it, so ask it
            found = subprocess.call(probe, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
        except OSError:
            found = False
        if found:
            advice = f"try: {' '.join(candidate)} run.py"
            break
    return f"Trailmark needs Python 3.11 or newer; this is {version[0]}.{version[1]}; {advice}"


if __name__ == "__main__":
    _sentence = old_python_sentence(sys.version_info[:2])
    if _sentence:
        sys.exit(_sentence)

import errno
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = VENV / "run.log"
ISOLATED = ["-P"]  # a folder "planner" or "ui" where the person happens to stand must not be taken for ours
ABOUT = platform.python_implementation() + "-" + platform.python_version()

EXAMPLE = ["plan", "--from", "data-analyst", "--to", "ml-architect", "--hours-per-week", "10"]
PICTURE = "trailmark-map.png"
PARALLEL = ["-n", "auto", "--dist", "worksteal"]  # all tests at once; arguments of one's own are pytest's alone
EXIT_NO_WINDOW = 69  # of ui.preflight, which says why
SIGNALLED, INTERRUPTED = 128, 130  # a program that a signal ended, and by Ctrl+C

# What pip and uv say, and what to do about it. The first match counts: without a network pip ends with "no matching
# distribution" as well.
ADVICE = {
    r"no space left|disk quota|not enough space": "The disk is full: make 1 GB free in {root}, then start again.",
    r"failed to establish|name resolution|newconnectionerror|connectionerror|connect ?timeout|read timed out|proxyerror"
    r"|network is unreachable|dns error|error sending request|failed to fetch|connection (?:refused|reset)": (
        "The packages could not be downloaded: connect to the internet (only this once), then start again."
    ),
    r"certificate.?verify|invalid peer certificate": (
        "The package index could not be trusted: set PIP_CERT to your network's certificate file, then start again."
    ),
    r"do not match the hashes|hash mismatch": "A download differs from {root}/requirements.lock: start again.",
    r"permission denied|access is denied|read-only file system": "Copy {root} to your home folder: it is read-only.",
    r"no matching distribution|not a supported wheel|no wheels": (
        "A package has no build for this system: use 64-bit Linux (glibc 2.34 or newer), macOS 14 or Windows."
    ),
}


class Stop(Exception):
    """One sentence for the person at the keyboard that says what to do."""


def main(arguments: list[str]) -> int:
    """Prepare the environment and do what `arguments` ask for; the exit code is the one of the program that ran."""
    try:
        prepare("requirements.lock")
        if arguments[:1] == ["test"]:
            return run("-m", "pytest", *(arguments[1:] or PARALLEL), offscreen=True, cwd=ROOT)
        if arguments == ["lint"]:
            prepare("requirements-dev.lock")
            return lint()
        if arguments:
            return run("-m", "planner", *arguments)
        return start()
    except Stop as stop:
        print(stop, file=sys.stderr)
    except OSError as error:
        print(disk_sentence(error), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def start() -> int:
    """Open the window; where none can open, print an example plan and draw the map into a picture."""
    code = run(
        "-m", "planner"
    )  # says by itself why no window can open; asking before would load Qt twice at every start
    aborted = code > SIGNALLED and code != INTERRUPTED
    reason = preflight() if aborted else None
    if code != EXIT_NO_WINDOW and reason is None:
        return code
    if reason is not None:
        print(reason, file=sys.stderr)
    print("Here is an example plan, and the map as a picture.\n", file=sys.stderr, flush=True)
    code = run("-m", "planner", *EXAMPLE)
    picture_reason = preflight(offscreen=True) or draw_picture()
    if picture_reason:
        print("No picture was drawn: " + picture_reason, file=sys.stderr)
    return code


def preflight(offscreen: bool = False) -> str | None:
    """Why Qt could not show (or, `offscreen`, draw) anything here; asked in a child, because Qt may abort."""
    return complaint("-m", "ui.preflight", offscreen=offscreen)


def draw_picture() -> str | None:
    """Draw the map into `PICTURE`, which says where it is; the reason when it did not work."""
    return complaint("-m", "ui.screenshot", PICTURE, offscreen=True)


def complaint(*arguments: str, offscreen: bool) -> str | None:
    """Run Python in the environment; None when all went well, else the last thing it said on stderr."""
    environment = child_environment(offscreen)
    command = [str(PYTHON), *ISOLATED, *arguments]
    done = subprocess.run(
        command, env=environment, stderr=subprocess.PIPE, encoding="utf-8", errors="replace", check=False
    )
    return last_line(done.stderr) if done.returncode else None


def lint() -> int:
    """All checks that need no run; every one is made, the first failure is the exit code."""
    imports = "from importlinter.cli import lint_imports_command; lint_imports_command([])"
    checks = [("-m", "ruff", "check"), ("-m", "ruff", "format", "--check"), ("-m", "mypy"), ("-c", imports)]
    codes = [run(*check, cwd=ROOT) for check in checks]
    return next((code for code in codes if code), 0)


def run(*arguments: str, offscreen: bool = False, cwd: Path | None = None) -> int:
    """Run Python in the environment until it ends by itself: Ctrl+C reaches it too, and it knows best how to stop."""
    with subprocess.Popen([str(PYTHON), *ISOLATED, *arguments], env=child_environment(offscreen), cwd=cwd) as child:
        while True:
            try:
                code = child.wait()
                break
            except KeyboardInterrupt:
                continue
    if code >= 0:
        return code
    if code != -2:  # not Ctrl+C
        print(f"The program was ended by signal {-code}: please report what you did.", file=sys.stderr)
    return 128 - code


def child_environment(offscreen: bool = False) -> dict[str, str]:
    """The environment of every child: UTF-8 everywhere, and no packages from elsewhere."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    environment["PYTHONUTF8"] = "1"
    if sys.platform == "linux" and not any(environment.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
        environment["LC_CTYPE"] = "C.UTF-8"  # Qt warns when no locale is set
    if offscreen:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


# ---- the environment


def prepare(lock: str) -> None:
    """Make `.venv` hold what `lock` says. The stamp is written last, so an interrupted start begins anew."""
    stamp = VENV / (lock + ".stamp")
    wanted = stamp_text(lock)
    found = stamp.read_text("utf-8") if stamp.exists() and PYTHON.exists() else ""
    if found == wanted:
        return
    print("Preparing the environment (once, about a minute) …", file=sys.stderr, flush=True)
    complete = VENV / "requirements.lock.stamp"
    if PYTHON.exists() and complete.exists() and complete.read_text("utf-8").split()[:1] == [ABOUT]:
        LOG.write_text("")
    else:
        create()
    install(lock)
    stamp.write_text(wanted, "utf-8")


def stamp_text(lock: str) -> str:
    """The Python, and a hash of all files that decide what belongs into the environment."""
    content = b"".join((ROOT / name).read_bytes() for name in (lock, "pyproject.toml"))
    return ABOUT + " " + hashlib.sha256(content).hexdigest() + "\n"


def create() -> None:
    """An empty environment that finds planner, ui and the launcher in this checkout."""
    if VENV.exists():
        if VENV.is_symlink() or (not LOG.exists() and any(VENV.iterdir())):
            raise Stop(f"{VENV} was not made by run.py: move it away, then start again.")
        shutil.rmtree(VENV)
    uv = shutil.which("uv")
    if not uv and not importlib.util.find_spec("ensurepip"):
        raise Stop(
            "Python's venv module is incomplete: install it (Debian, Ubuntu: sudo apt install "
            f"python{sys.version_info[0]}.{sys.version_info[1]}-venv python3-venv), then start again."
        )
    VENV.mkdir()
    LOG.touch()  # marks the folder as ours, however far we get
    if not (uv and call(uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(VENV))):
        require(call(sys.executable, "-m", "venv", str(VENV)))
    # Relative, so that the checkout can be moved, and pure ASCII, whatever the folders above are called.
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV), "platbase": str(VENV)}))
    lines = [os.path.relpath(ROOT, packages), os.path.relpath(ROOT / "installer", packages)]
    (packages / "trailmark.pth").write_text("\n".join(lines) + "\n", "ascii")


def install(lock: str) -> None:
    """Install `lock`, every file checked against its hash; by uv where there is one, as it is far quicker."""
    options = ["--require-hashes", "-r", str(ROOT / lock)]
    uv = shutil.which("uv")
    if uv and call(uv, "pip", "install", "--quiet", "--python", str(PYTHON), *options):
        return
    # uv does not read pip's configuration: where an index is set up for pip only, pip still gets through.
    pip = [str(PYTHON), "-m", "pip"]
    require(call(*pip, "--version") or call(str(PYTHON), "-m", "ensurepip"))
    require(call(*pip, "install", "--no-input", "--retries", "2", "--only-binary", ":all:", *options))


def call(*command: str) -> bool:
    """Run one step quietly; what it says goes to the log."""
    environment = dict(child_environment(), PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_USER="0")
    with LOG.open("a", encoding="utf-8") as log:
        print("$", *command, file=log, flush=True)
        return subprocess.call(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log) == 0


def require(success: bool) -> None:
    """Stop with advice when the last step failed."""
    if success:
        return
    everything = LOG.read_text("utf-8", errors="replace")
    for said in (everything.rpartition("\n$ ")[2], everything):
        for pattern, advice in ADVICE.items():
            if re.search(pattern, said, re.IGNORECASE):
                raise Stop(advice.format(root=ROOT))
    raise Stop(f"The environment could not be prepared ({last_line(everything)}): see {LOG}.")


def disk_sentence(error: OSError) -> str:
    """An error of the file system in the words of someone who can help."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full: make 1 GB free in {ROOT}, then start again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{error.filename or ROOT} cannot be read or written: copy {ROOT} to your home folder, then start again."
    return f"{error.strerror}: {error.filename}."


def last_line(text: str) -> str:
    """The last line of `text` that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "no reason was given")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
