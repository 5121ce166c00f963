"""Saliencies of a small convolutional network with batch normalisation, in double precision.

Reads the folder that CriteriaOracleTest wrote and prints, for each saliency, one line of numbers: the scores of the
weights, and for sparsegpt the weights after its walk.
"""

import sys

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
folder = sys.argv[1]


def floats(name):
    return torch.from_numpy(np.fromfile(f"{folder}/{name}.f32", dtype="<f4").astype(np.float64))


SHAPES = [("conv", (4, 1, 3, 3)), ("conv.b", (4,)), ("gamma", (4,)), ("beta", (4,)), ("mean", (4,)), ("var", (4,)),
          ("fc", (10, 256)), ("fc.b", (10,))]
TRAINED = ["conv", "conv.b", "gamma", "beta", "fc", "fc.b"]
WEIGHTS = ["conv", "fc"]
x, y = floats("x").reshape(-1, 1, 8, 8), floats("y").long()
point, at = {}, 0
for name, shape in SHAPES:
    size = int(np.prod(shape))
    point[name] = floats("point")[at : at + size].reshape(shape)
    at += size
keep = floats("mask") > 0


def hidden(p, inputs):
    z = F.conv2d(inputs, p["conv"], p["conv.b"], padding=1)
    return F.relu(F.batch_norm(z, p["mean"], p["var"], p["gamma"], p["beta"], False, 0, 1e-5)).flatten(1)


def forward(p, inputs):
    return F.linear(hidden(p, inputs), p["fc"], p["fc.b"])


def leaves(p):
    return {k: v.clone().requires_grad_(k in TRAINED) for k, v in p.items()}


def gradients(value, p, graph=False):
    return dict(zip(TRAINED, torch.autograd.grad(value, [p[k] for k in TRAINED], create_graph=graph)))


def say(key, tensors):
    print(key, *[repr(float(v)) for t in tensors for v in t.reshape(-1)])


p = leaves(point)
g = gradients(F.cross_entropy(forward(p, x), y), p, True)
say("snip", [(g[k] * p[k]).abs() for k in WEIGHTS])
hg = gradients(sum((g[k].detach() * g[k]).sum() for k in TRAINED), p)
say("grasp", [p[k] * hg[k] for k in WEIGHTS])
squares = {k: 0 for k in WEIGHTS}
for i in range(len(x)):
    q = leaves(point)
    own = gradients(F.cross_entropy(forward(q, x[i : i + 1]), y[i : i + 1]), q)
    for k in WEIGHTS:
        squares[k] = squares[k] + own[k] ** 2 / len(x)
say("fisher", [p[k] ** 2 * squares[k] / 2 for k in WEIGHTS])
q = leaves({k: v.abs() for k, v in point.items()} | {"mean": torch.zeros(4), "var": torch.ones(4)})
flow = gradients(forward(q, torch.ones(1, 1, 8, 8)).sum(), q)
say("synflow", [(flow[k] * q[k]).abs() for k in WEIGHTS])

patches = F.unfold(x, 3, padding=1).transpose(1, 2).reshape(-1, 9)
INPUTS = {"conv": patches, "fc": hidden(point, x)}
say("wanda", [point[k].reshape(len(point[k]), -1).abs() * INPUTS[k].norm(dim=0) for k in WEIGHTS])

scores, walked, at = [], [], 0
for k in WEIGHTS:
    w = point[k].reshape(len(point[k]), -1).clone()
    h = INPUTS[k].T @ INPUTS[k]
    dead = h.diagonal() == 0
    u = torch.linalg.cholesky(torch.linalg.inv(h + 0.01 * h.diagonal().mean() * torch.eye(len(h))), upper=True)
    # Moments are means over examples: a factor in all of them changes the scores by that factor.
    scores.append(torch.where(dead, 0.0, (w / u.diagonal()) ** 2 / len(x)))
    mask = keep[at : at + w.numel()].reshape(w.shape)
    at += w.numel()
    for j in range(w.shape[1]):
        error = torch.where(mask[:, j], 0.0, w[:, j] / u[j, j])
        w[:, j:] -= error[:, None] * u[j, j:][None, :]
        w[:, j] = torch.where(mask[:, j], w[:, j], 0.0)
    walked.append(w)
say("sparsegpt", scores)
say("walked", walked)
