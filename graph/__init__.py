"""A knowledge graph of cross-border economic relationships, read from news articles."""
