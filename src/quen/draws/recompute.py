"""Find the winners of a draw of Khách Quen again, with nothing but Python: python recompute.py entries.csv proof.json

The rules, published before anybody knew the seed:
1. Entries are named PERSON-NUMBER. Their list is sorted; the SHA-256 of its lines joined by a line feed is published.
2. SHA-256(seed) was published while entries were still open; the seed itself after the draw.
3. For step 0, 1, 2 … the number SHA-256("seed|hash of the list|public word|step"), big-endian. A number at or above the
   largest multiple of n below 2^256 is passed over, so that each of the n entries left is equally likely; otherwise
   the number modulo n is the place (from 0) of the next winner in the sorted list.
4. All entries of whoever was drawn leave the list: one prize a person.
"""

import csv
import json
import sys
from bisect import bisect_left
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path


def commitment_of(seed: str) -> str:
    """What was published before."""
    return sha256(seed.encode()).hexdigest()


def hash_of(entries: Iterable[str]) -> str:
    """The fingerprint of the list, whatever the order it came in."""
    return sha256("\n".join(sorted(entries)).encode()).hexdigest()


def winners(entries: Iterable[str], seed: str, public_word: str, places: int) -> list[str]:
    """The entries drawn, in order: at most `places`, and one a person."""
    drawn: list[str] = []
    left, step = sorted(entries), 0
    beginning = f"{seed}|{hash_of(left)}|{public_word}|"
    while left and len(drawn) < places:
        number = int.from_bytes(sha256(f"{beginning}{step}".encode()).digest(), "big")
        step += 1
        if number >= 2**256 - 2**256 % len(left):
            continue
        drawn.append(left[number % len(left)])
        person = drawn[-1].rpartition("-")[0]
        del left[bisect_left(left, f"{person}-") : bisect_left(left, f"{person}.")]  # "." follows "-"
    return drawn


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8-sig", newline="") as file:
        said = [row[0] for row in csv.reader(file)][1:]
    proof = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    found = winners(said, proof["seed"], proof["public_word"], proof["places"])
    claims = {
        "the list is the published one": hash_of(said) == proof["entries_hash"],
        "the seed is the promised one": commitment_of(proof["seed"]) == proof["commitment"],
        "the winners follow from them": found == proof["winners"],
    }
    sys.stdout.writelines(f"{'yes' if is_true else 'NO '} {claim}\n" for claim, is_true in claims.items())
    sys.exit(not all(claims.values()))
