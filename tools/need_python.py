"""Say in one line what is missing when the Python at hand is too old; runs on any Python 3."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "argmap needs Python 3.11 or newer; this one is %d.%d. "  # noqa: UP031
        "Name another: make PYTHON=python3.12 demo" % sys.version_info[:2]
    )
