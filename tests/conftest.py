"""What all tests share: Qt without a screen, skipped by name where it cannot be loaded, and the fuzzing budget."""

from __future__ import annotations

import os
import time
from datetime import datetime

import pytest
from hypothesis import HealthCheck, settings

from planner import i18n

if datetime.now().hour == 23:
    # Else the tests would begin on one day and end on the next one. `date.today` asks this clock.
    _clock = time.time
    time.time = lambda: _clock() - 3600

os.environ["LANGUAGE"] = "en"  # what the tests expect, also of programs they start, whatever the machine speaks
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTEST_QT_API", "pyside6")

try:
    import PySide6.QtWidgets  # noqa: F401
except ImportError as error:
    # Without a system library that Qt needs, pytest-qt would end the whole run. The core is still worth testing.
    QT_PROBLEM = f"Qt cannot be loaded: {error}"
    collect_ignore = ["ui"]

    def pytest_addoption(parser: pytest.Parser) -> None:
        parser.addini("qt_log_level_fail", "known to pytest-qt, which is not loaded")

    def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.write_line(f"SKIPPED tests/ui: {QT_PROBLEM}", yellow=True)

    @pytest.fixture
    def qtbot(qt: None) -> None:
        """Skips: pytest-qt, which has the real one, is not loaded."""
else:
    QT_PROBLEM = ""
    pytest_plugins = ["pytestqt.plugin"]


@pytest.fixture(autouse=True)
def plain_language() -> None:
    """Every test begins before a language has been chosen, also after one that ran the command line."""
    i18n.use_language(i18n.PLAIN)


@pytest.fixture(scope="session")
def qt() -> None:
    """Skips where Qt cannot be loaded, for tests that need Qt but no `qtbot`."""
    if QT_PROBLEM:
        pytest.skip(QT_PROBLEM)


# Shared machines are slow at times: a time limit per example would only make tests flaky.
settings.register_profile(
    "default", max_examples=60, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
# The same examples every time: CI must not fail by chance. New ones are looked for in every run on a desk.
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.register_profile("fuzz", settings.get_profile("default"), max_examples=5000)
settings.load_profile(
    "fuzz" if os.environ.get("TRAILMARK_FUZZ") else "ci" if os.environ.get("TRAILMARK_CI") else "default"
)
