"""The plan in time: bars, marks, and study against the time that there is for it."""
