"""What the user can do, as one table; menus, shortcuts and the palette are made from it."""
