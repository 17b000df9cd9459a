"""`python -m tradegraph`."""

from tradegraph.commands import main

main()
