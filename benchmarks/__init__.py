"""Side-by-side measurements: each runs us and a peer in one go and prints ratios, never bare times."""
