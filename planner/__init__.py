"""Trailmark's core: plans, explains and lays out prerequisite graphs. No Qt in here."""

__version__ = "0.1.0"

DISTRIBUTION = "trailmark"
"""Marker that the start-up origin check and the self-test compare, see `planner.origin`."""
