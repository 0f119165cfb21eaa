"""Formats of other programs: bytes in, values out. Files are opened elsewhere."""
