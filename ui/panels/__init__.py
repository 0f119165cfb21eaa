"""The panes beside the map, named after what the user sees."""
