"""`python -m trailmark_app` is the same as the command `trailmark`."""

import sys

from trailmark_app import cli

sys.exit(cli())
