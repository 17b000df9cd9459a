"""RDF: claims as quads, and the store that holds them."""
