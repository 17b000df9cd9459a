"""Identity: one node an actor across articles, and corrections by hand."""
