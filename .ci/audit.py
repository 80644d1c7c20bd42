#!/usr/bin/env python3
"""Check the packages for known flaws. Fail for a flaw; without an answer from the index, only print that."""

import json
import subprocess
import sys

LISTS = ("requirements.txt", "requirements/postgres.txt")


def main() -> int:
    """Return 1 when a package has a known flaw."""
    lists = [option for name in LISTS for option in ("-r", name)]
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off", *lists]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(told.stdout)["dependencies"]
    except (ValueError, KeyError):
        print("Nobody could be asked:", (told.stderr.strip().splitlines() or ["no answer"])[-1][:300])
        return 0
    flaws = [(each["name"], each["version"], flaw["id"]) for each in packages for flaw in each.get("vulns", ())]
    unasked = [each["name"] for each in packages if "skip_reason" in each]
    for flaw in flaws:
        print(*flaw)
    print(f"{len(packages) - len(unasked)} packages asked about, {len(flaws)} known flaws.", end=" ")
    print(f"Nobody knew of {len(unasked)}: the network is closed, or they are no packages." if unasked else "")
    return 1 if flaws else 0


if __name__ == "__main__":
    sys.exit(main())
