"""Showing a plan to somebody: large slides on one screen, notes and a clock on another."""
