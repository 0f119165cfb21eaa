"""The page on which plans stand side by side."""
