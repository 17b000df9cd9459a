"""Building: articles in, a validated graph in a `kg` directory out, incrementally."""
