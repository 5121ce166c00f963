"""REPAIR in PyTorch, by hooks that standardise what layers give for all examples at once.

Reads the folder that RepairOracleTest wrote and prints the loss of each midpoint.
"""

import json
import math
import sys

import numpy as np
import torch
import torch.nn.functional as F

folder = sys.argv[1]
spec = json.load(open(f"{folder}/spec.json"))


def floats(name):
    return torch.from_numpy(np.fromfile(f"{folder}/{name}.f32", dtype="<f4")).double()


def network(name):
    layers = []
    for kind, shape in spec[name]["layers"]:
        if kind == "conv":
            layers.append(torch.nn.Conv2d(shape[1], shape[0], shape[2]))
        elif kind == "dense":
            layers.append(torch.nn.Linear(shape[1], shape[0]))
        else:
            layers.append({"relu": torch.nn.ReLU, "flatten": torch.nn.Flatten}[kind]()
                          if kind != "pool" else torch.nn.MaxPool2d(2))
    return torch.nn.Sequential(*layers).double()


def put(net, point):
    torch.nn.utils.vector_to_parameters(point, net.parameters())
    return net


def units(net):
    return [m for m in net if isinstance(m, (torch.nn.Conv2d, torch.nn.Linear))]


def moments(z):
    axes = [i for i in range(z.dim()) if i != 1]
    return z.mean(axes, keepdim=True), z.std(axes, unbiased=False, keepdim=True)


def repaired(name, outputs, share):
    x = floats(f"{name}.x").reshape(spec[name]["inputs"])
    y = floats(f"{name}.y").long()
    a, b = floats(f"{name}.a"), floats(f"{name}.b")
    with torch.no_grad():
        found = []
        for point in (a, b):
            net, own = put(network(name), point), []
            for m in units(net):
                m.register_forward_hook(lambda _m, _i, z, own=own: own.append(moments(z)))
            net(x)
            found.append(own)
        net = put(network(name), (1 - share) * a + share * b)
        for i, m in enumerate(units(net)[: None if outputs else -1]):
            (m0, s0), (m1, s1) = found[0][i], found[1][i]

            def standardise(_m, _i, z, mean=(1 - share) * m0 + share * m1,
                            sd=(1 - share) * s0 + share * s1):
                own, spread = moments(z)
                return (z - own) / spread * sd + mean

            m.register_forward_hook(standardise)
        return float(F.cross_entropy(net(x), y))


for name in ("mlp", "conv"):
    for outputs in (False, True):
        for share in spec["shares"]:
            print(name, outputs, share, repaired(name, outputs, share))
