"""The sample articles of `tradegraph demo`: true, short, in English and Spanish."""
