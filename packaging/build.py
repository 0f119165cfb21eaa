"""`python packaging/build.py TARGET` makes what is given to others; see docs/packaging.md."""

import sys

from targets import main

sys.exit(main(sys.argv[1:]))
