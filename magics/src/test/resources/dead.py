"""Dead-neuron rates in PyTorch: zeros of ReLU layers, and rows of weights that are all zero.

Reads the folder that DeadUnitOracleTest wrote and prints the rates of each layer.
"""

import sys

import numpy as np
import torch

folder = sys.argv[1]


def floats(name):
    return torch.from_numpy(np.fromfile(f"{folder}/{name}.f32", dtype="<f4")).double()


def conv(inputs, outputs):
    return torch.nn.Conv2d(inputs, outputs, 3, padding=1)


NETWORKS = {
    "mlp": [torch.nn.Flatten(), torch.nn.Linear(64, 40), torch.nn.ReLU(),
            torch.nn.Linear(40, 20), torch.nn.ReLU(), torch.nn.Linear(20, 10)],
    "conv2": [conv(1, 6), torch.nn.ReLU(), conv(6, 5), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
              torch.nn.Flatten(), torch.nn.Linear(80, 12), torch.nn.ReLU(),
              torch.nn.Linear(12, 7), torch.nn.ReLU(), torch.nn.Linear(7, 10)],
}


def tell(key, units, pruned, silent, zeros, outputs):
    print(f"{key} static {pruned / units:.9f}")
    print(f"{key} dynamic {zeros / outputs:.9f}")
    print(f"{key} silent {silent / units:.9f}")


for name, layers in NETWORKS.items():
    net = torch.nn.Sequential(*layers).double()
    torch.nn.utils.vector_to_parameters(floats(f"{name}.w"), net.parameters())
    h = floats(f"{name}.x").reshape(-1, 1, 8, 8)
    counts = {"conv": 0, "fc": 0}
    total = [0, 0, 0, 0, 0]
    with torch.no_grad():
        for layer in net:
            h = layer(h)
            if hasattr(layer, "weight"):
                kind = "conv" if isinstance(layer, torch.nn.Conv2d) else "fc"
                counts[kind] += 1
                own, weight = f"{kind}{counts[kind]}", layer.weight
            if isinstance(layer, torch.nn.ReLU):
                pruned = (weight.flatten(1) == 0).all(1)
                zeros = (h == 0).flatten(2) if h.dim() == 4 else (h == 0).unsqueeze(2)
                live = zeros[:, ~pruned]
                silent = live.all(2).all(0).sum().item()
                found = [len(pruned), pruned.sum().item(), silent, live.sum().item(), live.numel()]
                total = [a + b for a, b in zip(total, found)]
                tell(f"{name} {own}", *found)
    tell(f"{name} all", *total)
