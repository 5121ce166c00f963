"""Steps by the compressibility loss and by the trajectory loss (SAF) over one batch, in double precision.

Reads the folder that RecipesOracleTest wrote and prints, for each network and recipe, the weights after them. A batch
is all examples, so that a step is an epoch.
"""

import sys

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def floats(name):
    return torch.from_numpy(np.fromfile(f"{sys.argv[1]}/{name}.f32", dtype="<f4").astype(np.float64))


x, y = floats("x").reshape(-1, 1, 8, 8), floats("y").long()


def dense(p):
    w1, b1, w2, b2 = torch.split(p, [12 * 64, 12, 10 * 12, 10])
    return F.linear(F.relu(F.linear(x.flatten(1), w1.reshape(12, 64), b1)), w2.reshape(10, 12), b2)


def conv(p):
    w1, b1, w2, b2 = torch.split(p, [3 * 9, 3, 10 * 108, 10])
    return F.linear(F.relu(F.conv2d(x, w1.reshape(3, 1, 3, 3), b1)).flatten(1), w2.reshape(10, 108), b2)


def weights(net, p):
    w1, _, w2, _ = torch.split(p, [12 * 64, 12, 120, 10] if net is dense else [27, 3, 1080, 10])
    return w1, w2


def added(net, recipe, p, outputs, past, step):
    if recipe == "saf":
        if step < 2:
            return 0
        old, new = F.log_softmax(past[step - 2] / 3, 1), F.log_softmax(outputs / 3, 1)
        return 2.5 * 3**2 * F.kl_div(new, old, log_target=True, reduction="batchmean")
    parts = weights(net, p)
    parts = parts if recipe == "layer" else [torch.cat(parts)]
    return 0.02 * sum(w.abs().sum() / w.norm() for w in parts)


for name, net in [("dense", dense), ("conv", conv)]:
    start, keep = floats(name + "-point"), floats(name + "-mask")
    for recipe in ["whole", "layer", "saf"]:
        for rule in ["sgd", "adam"]:
            p = start.clone().requires_grad_()
            steps = torch.optim.SGD([p], 0.1, 0.9) if rule == "sgd" else torch.optim.Adam([p], 1e-2)
            past = []
            for step in range(5):
                steps.zero_grad()
                outputs = net(p)
                (F.cross_entropy(outputs, y) + added(net, recipe, p, outputs, past, step)).backward()
                past.append(outputs.detach())
                p.grad = torch.nan_to_num(p.grad) * keep
                steps.step()
            print(name, recipe, rule, *[repr(float(v)) for v in p])
