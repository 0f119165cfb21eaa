"""The editor: a page of the window in which somebody writes a curriculum."""
