"""Three sharpness-aware steps of a small network of dense layers over one batch, in double precision.

Reads the folder that SharpnessOracleTest wrote and prints, for each sharpness and optimizer, the weights after them.
"""

import sys

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def floats(name):
    return torch.from_numpy(np.fromfile(f"{sys.argv[1]}/{name}.f32", dtype="<f4").astype(np.float64))


x, y = floats("x").reshape(-1, 64), floats("y").long()
start, keep = floats("point"), floats("mask")
hidden = (len(start) - 10) // (65 + 10)


def loss(p):
    w1, b1, w2, b2 = torch.split(p, [hidden * 64, hidden, hidden * 10, 10])
    return F.cross_entropy(F.linear(F.relu(F.linear(x, w1.reshape(hidden, 64), b1)), w2.reshape(10, hidden), b2), y)


for kind in ["sam", "asam"]:
    for rule in ["sgd", "adam"]:
        p = start.clone().requires_grad_()
        steps = torch.optim.SGD([p], 0.1, 0.9) if rule == "sgd" else torch.optim.Adam([p], 1e-2)
        for _ in range(3):
            (g,) = torch.autograd.grad(loss(p), p)
            g = g * keep
            scale = p.detach().abs() if kind == "asam" else 1
            e = 0.1 * scale**2 * g / ((scale * g).norm() + 1e-12)
            at = (p.detach() + e).requires_grad_()
            (p.grad,) = torch.autograd.grad(loss(at), at)
            p.grad = p.grad * keep
            steps.step()
        print(kind + "-" + rule, *[repr(float(v)) for v in p])
