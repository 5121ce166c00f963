"""Spikes of three neurons, a second time: complex numbers, one neuron after the other.

Reads FOLDER/inputs.txt: a line "kind first second" and the inputs in the next line. Prints the steps
of the spikes, one line each.
"""

import math
import sys

DELTA, GAMMA, RHO = 0.01, 0.9, 0.99


def resonating(inputs, omega, b_prime, boundary):
    u, q, spikes = 0j, 0.0, []
    p = (-1 + math.sqrt(1 - (DELTA * omega) ** 2)) / DELTA if boundary else 0.0
    for t, current in enumerate(inputs):
        b = p - b_prime - q
        u = u + DELTA * (complex(b, omega) * u + current)
        z = u.real > 1 + q
        q = GAMMA * q + z
        if z:
            spikes.append(t)
    return spikes


def leaky(inputs, alpha, beta):
    u, a, threshold, z, spikes = 0.0, 0.0, 1.0, 0, []
    for t, current in enumerate(inputs):
        u = alpha * u + (1 - alpha) * current - z * threshold
        threshold = 1 + beta * a
        z = int(u > threshold)
        a = RHO * a + z
        if z:
            spikes.append(t)
    return spikes


lines = open(sys.argv[1] + "/inputs.txt").read().splitlines()
for head, values in zip(lines[::2], lines[1::2]):
    kind, first, second = head.split()
    inputs, first, second = [float(v) for v in values.split()], float(first), float(second)
    if kind == "LEAKY":
        print(*leaky(inputs, first, second))
    else:
        print(*resonating(inputs, first, second, kind == "BALANCED"))
