"""How everything looks: colours as data, fonts, icons and the shapes of the map."""
