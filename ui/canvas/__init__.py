"""The map: one painted item, a view that moves over it, and a small map beside it."""
