"""A second implementation, in PyTorch and NumPy, of what Stockpot computes from the same points.

Reads the folder that SecondImplementationTest wrote and prints one line for each number.
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
    return np.fromfile(f"{folder}/{name}.f32", dtype="<f4")


def examples(part):
    labels = floats(f"{part}.y").astype(np.int64)
    return torch.from_numpy(floats(f"{part}.x").reshape(len(labels), -1)), torch.from_numpy(labels)


DATA = {part: examples(part) for part in ("training", "validation", "test")}


def tensors(point, layout):
    found, at = {}, 0
    for name, shape in layout:
        size = math.prod(shape)
        found[name] = torch.from_numpy(point[at : at + size].copy()).reshape(shape)
        at += size
    return found


def normalised(x, t, training=False):
    """Dense, batch normalisation, ReLU, dense; the statistics of the batch if it trains."""
    mean, var = t["bn.mean"].clone(), t["bn.var"].clone()
    z = F.linear(x, t["fc1.weight"], t["fc1.bias"])
    z = F.batch_norm(z, mean, var, t["bn.gamma"], t["bn.beta"], training, 1.0, 1e-5)
    return F.linear(F.relu(z), t["fc2.weight"], t["fc2.bias"]), mean, var


def plain(x, t):
    z = F.relu(F.linear(x, t["fc1.weight"], t["fc1.bias"]))
    return F.linear(z, t["fc2.weight"], t["fc2.bias"])


def errors(outputs, part):
    return (outputs.argmax(1) != DATA[part][1]).double().numpy()


def say(key, value):
    print(key, value)


def barriers():
    a, b = (floats(n).astype(np.float64) for n in ("bn.a", "bn.b"))
    ts = np.linspace(0, 1, spec["samples"])
    found = []
    for t in ts:
        point = ((1 - t) * a + t * b).astype(np.float32)
        found.append(errors(normalised(DATA["test"][0], tensors(point, spec["bn"]))[0], "test"))
    means = np.array([e.mean() for e in found])
    chord = means - ((1 - ts) * means[0] + ts * means[-1])
    say("chord", chord.max())
    say("mean", (means - (means[0] + means[-1]) / 2).max())
    peak = int(chord.argmax())
    excess = found[peak] - ((1 - ts[peak]) * found[0] + ts[peak] * found[-1])
    say("chord.half", half_width(np.array([chord.max()]), excess[None]))


def re_estimated():
    """Each chunk's mean and mean of squares count by its examples, in the order of the data."""
    t = tensors(floats("bn.a"), spec["bn"])
    x = DATA["training"][0]
    chunk, n = spec["batch"], len(x)
    starts = list(range(0, n, chunk))
    if n - starts[-1] == 1:
        starts.pop()
    sums = squares = 0
    for i, start in enumerate(starts):
        part = x[start : starts[i + 1] if i + 1 < len(starts) else n]
        z = F.linear(part, t["fc1.weight"], t["fc1.bias"]).double()
        sums, squares = sums + z.sum(0), squares + (z * z).sum(0)
    mean = sums / n
    var = (squares / n - mean * mean) * n / (n - 1)
    say("re-estimated", " ".join(str(v) for v in torch.cat([mean, var]).tolist()))


def masks():
    kept = np.ones(spec["prunable"], bool)
    for round_ in range(1, spec["rounds"] + 1):
        w = np.abs(np.concatenate([
            v.numpy().ravel()
            for k, v in tensors(floats(f"imp.1.{round_ - 1}"), spec["mlp"]).items()
            if k.endswith("weight")
        ]))
        order = np.argsort(np.where(kept, w, np.inf), kind="stable")
        kept[order[: int(math.floor(0.2 * kept.sum() + 0.5))]] = False
        say(f"mask.{round_}", "".join("1" if k else "0" for k in kept))


def accuracy(points, part="validation"):
    point = np.mean(np.stack(points).astype(np.float64), 0).astype(np.float32)
    return 1 - errors(plain(DATA[part][0], tensors(point, spec["mlp"])), part).mean()


def soups():
    points = [floats(f"soup.{i}") for i in range(spec["ingredients"])]
    own = [accuracy([p]) for p in points]
    order = sorted(range(len(points)), key=lambda i: -own[i])
    members, best = [order[0]], own[order[0]]
    for i in order[1:]:
        after = accuracy([points[j] for j in members + [i]])
        say("greedy", f"{i} {after} {after >= best}")
        if after >= best:
            members, best = members + [i], after
    members, base = list(order), accuracy([points[i] for i in order])
    for i in reversed(order[1:]):
        rest = [j for j in members if j != i]
        after = accuracy([points[j] for j in rest])
        say("pruned", f"{i} {after} {after >= base}")
        if after >= base:
            members, base = rest, after


def quantile(freedom):
    """The 97.5 % quantile of Student's t, by bisection of the integral of its density."""
    log = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)
    scale = math.exp(log) / math.sqrt(freedom * math.pi)

    def above_half(q):
        x = np.linspace(0, q, 20001)
        y = scale * (1 + x * x / freedom) ** (-(freedom + 1) / 2)
        w = np.ones_like(x)
        w[1:-1:2], w[2:-1:2] = 4, 2
        return float((w * y).sum() * (x[1] - x[0]) / 3)

    low, high = 0.0, 200.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if above_half(middle) < 0.475 else (low, middle)
    return low


def half_width(values, by_example):
    n, count = len(values), by_example.shape[1]
    test = by_example.mean(0).var(ddof=1) / count
    if n == 1:
        return quantile(count - 1) * math.sqrt(test)
    seeds = values.var(ddof=1) / n
    freedom = (seeds + test) ** 2 / (seeds**2 / (n - 1) + test**2 / (count - 1))
    return quantile(freedom) * math.sqrt(seeds + test)


def paired():
    for round_ in range(1, spec["rounds"] + 1):
        d = np.stack([
            errors(plain(DATA["test"][0], tensors(floats(f"imp.{s}.{round_}"), spec["mlp"])), "test")
            - errors(plain(DATA["test"][0], tensors(floats(f"imp.{s}.0"), spec["mlp"])), "test")
            for s in spec["seeds"]
        ])
        say(f"paired.{round_}", f"{d.mean()} {half_width(d.mean(1), d)}")


for part in (barriers, re_estimated, masks, soups, paired):
    part()
