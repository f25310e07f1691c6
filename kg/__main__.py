"""``python -m kg``: the command line where no script was installed."""

import sys

from kg.cli import main

if __name__ == "__main__":
    sys.exit(main(prog_name="kg"))
