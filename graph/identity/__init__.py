"""Identity: one node an actor across articles, corrections by hand, and what supports a relationship."""
