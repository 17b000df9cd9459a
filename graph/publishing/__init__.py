"""Publishing: a graph as linked data on any plain host."""
