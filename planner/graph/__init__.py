"""Questions about graphs; the only package that knows networkx."""
