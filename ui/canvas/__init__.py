"""The map: one painted item, a view that moves over it, and the overview."""
