"""The questions of the catalogue, in SPARQL, and the code that asks them."""
