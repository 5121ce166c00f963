"""Full-batch steps of a small network of dense layers, in double precision, and where curvature is beside its threshold.

Reads the folder that EdgeOracleTest wrote and prints, for each optimizer, the largest eigenvalue of P^-1/2 (H + d I) P^-1/2
after them, with the whole Hessian H and the second moments of PyTorch's optimizer in P.
"""

import sys

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
STEPS = 8


def floats(name):
    return torch.from_numpy(np.fromfile(f"{sys.argv[1]}/{name}.f32", dtype="<f4").astype(np.float64))


x, y, start = floats("x").reshape(-1, 64), floats("y").long(), floats("point")
hidden = (len(start) - 10) // (65 + 10)


def loss(p):
    w1, b1, w2, b2 = torch.split(p, [hidden * 64, hidden, hidden * 10, 10])
    return F.cross_entropy(F.linear(F.relu(F.linear(x, w1.reshape(hidden, 64), b1)), w2.reshape(10, hidden), b2), y)


p = None
rules = {
    "sgd": (lambda: torch.optim.SGD([p], 0.1, 0.9, nesterov=True, weight_decay=0.1), 0.1),
    "adam": (lambda: torch.optim.Adam([p], 1e-2, weight_decay=0.1), 0.1),
    "adamw": (lambda: torch.optim.AdamW([p], 1e-2, weight_decay=0.1), 0),
    "rmsprop": (lambda: torch.optim.RMSprop([p], 1e-3), 0),
}
for name, (make, decay) in rules.items():
    p = start.clone().requires_grad_()
    steps = make()
    for _ in range(STEPS):
        steps.zero_grad()
        loss(p).backward()
        steps.step()
    state = steps.state[p]
    divisor = torch.ones_like(p)
    if name.startswith("adam"):
        root = (state["exp_avg_sq"] / (1 - 0.999**STEPS)).sqrt() + 1e-8
        divisor = (1 - 0.9**STEPS) * root
    if name == "rmsprop":
        divisor = state["square_avg"].sqrt() + 1e-8
    hessian = torch.autograd.functional.hessian(loss, p.detach(), vectorize=True)
    inside = (hessian + decay * torch.eye(len(p))) / divisor.sqrt() / divisor.sqrt()[:, None]
    print(name, repr(float(torch.linalg.eigvalsh(inside)[-1])))
