"""Word sets: what they are written out as."""

import os
import subprocess
import sys

CODE = "from onrecord.codebook.codebook import Codebook; print(Codebook.load().digest)"


def test_digest_is_the_same_under_any_hash_seed() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", CODE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
