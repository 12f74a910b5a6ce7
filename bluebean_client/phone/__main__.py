"""`python -m bluebean_client.phone --profile DIR`: the phone engine as a process."""

import sys

from bluebean_client.phone.engine_process import main

sys.exit(main(sys.argv[1:]))
