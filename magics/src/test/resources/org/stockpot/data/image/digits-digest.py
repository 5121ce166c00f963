"""Prints the digest of the default split of digits, for DigitsTest.

A second implementation of Shuffle, Draw, Images and Hash, in plain Python 3:
    python3 digits-digest.py digits.csv.gz
"""
import gzip
import hashlib
import math
import struct
import sys

MASK = (1 << 64) - 1
VALIDATION, TEST, SEED, WHITE = 0.15, 0.2, 0, 16.0


def shuffled(n, seed):
    state = seed & MASK

    def following():
        nonlocal state
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(bound):
        while True:
            bits = following() >> 1
            if bits - bits % bound + bound - 1 < 1 << 63:
                return bits % bound

    order = list(range(n))
    for i in range(n - 1, 0, -1):
        j = below(i + 1)
        order[i], order[j] = order[j], order[i]
    return order


def shares(total, sizes):
    n = sum(sizes)
    share = [total * size // n for size in sizes]
    by_remainder = sorted(range(len(sizes)), key=lambda s: -(total * sizes[s] % n))
    for s in by_remainder[: total - sum(share)]:
        share[s] += 1
    return share


def prefixed(content):
    return struct.pack("<i", len(content)) + content


def ints(values):
    return prefixed(struct.pack("<%di" % len(values), *values))


def digest(rows, scale):
    mean, sd = scale
    sha = hashlib.sha256(ints([len(rows), 64, 0]) + ints([row[64] for row in rows]))
    sha.update(prefixed(b"") * len(rows))
    for row in rows:
        sha.update(prefixed(struct.pack("<64f", *[(p / WHITE - mean) / sd for p in row[:64]])))
    return sha.hexdigest()


with gzip.open(sys.argv[1], "rt", encoding="ascii") as lines:
    images = [[int(cell) for cell in line.split(",")] for line in lines]
sizes = [sum(1 for image in images if image[64] == label) for label in range(10)]
left = [shares(round(share * len(images)), sizes) for share in (TEST, VALIDATION)]
parts = {"training": [], "validation": [], "test": []}
for example in shuffled(len(images), SEED):
    image = images[example]
    for name, quota in (("test", left[0]), ("validation", left[1]), ("training", None)):
        if quota is None or quota[image[64]] > 0:
            parts[name].append(image)
            if quota is not None:
                quota[image[64]] -= 1
            break

counts = [0] * 256
for image in parts["training"]:
    for pixel in image[:64]:
        counts[pixel] += 1
n = len(parts["training"]) * 64.0
mean = 0.0
for grey in range(256):
    mean += counts[grey] / n * (grey / WHITE)
variance = 0.0
for grey in range(256):
    variance += counts[grey] / n * (grey / WHITE - mean) * (grey / WHITE - mean)
scale = mean, math.sqrt(variance)

whole = hashlib.sha256(ints([1, 8, 8]))
for name in "0123456789":
    whole.update(prefixed(name.encode()))
for name in ("training", "validation", "test"):
    whole.update(prefixed(digest(parts[name], scale).encode()))
print(whole.hexdigest())
