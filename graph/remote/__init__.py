"""Graphs on other servers: pushing to and asking any SPARQL 1.1 server by its URL (extra `remote`)."""
