"""Merges of random networks a second time, in double precision, one tensor after the other."""
import json
import sys

import numpy as np
import torch

folder = sys.argv[1]
spec = json.load(open(folder + "/spec.json"))
shapes = spec["shapes"]
sizes = [int(np.prod(s)) for _, s in shapes]
ends = np.cumsum(sizes)
read = lambda name: np.fromfile(f"{folder}/{name}.f32", "<f4").astype("f8")
base = read("base")
members = np.stack([read(f"member{i}") for i in range(spec["members"])])
weights = np.array(spec["weights"])
tau = members - base


def tensors(f, count=len(members)):
    """f(name, shape, base, members, weights) of each tensor, put together."""
    parts = []
    for (name, shape), end, size in zip(shapes, ends, sizes):
        at = slice(end - size, end)
        parts.append(f(name, shape, base[at], members[:count, at], weights[:count]))
    return np.concatenate(parts)


def largest(v, share):
    k = int(np.floor(share * len(v) + 1e-9))
    return np.abs(v) >= np.sort(np.abs(v))[::-1][k - 1] if k else np.zeros(len(v), bool)


def elected(s, w, majority):
    """The mean of those that have the sign of the weighted sum."""
    c = w[:, None] * s
    sign = np.sign(c.sum(0))
    sign[sign == 0] = np.sign(sign.sum()) if majority else 1
    agree = (np.sign(c) == sign) & (c != 0)
    return (c * agree).sum(0), (w[:, None] * agree).sum(0)


def mean_of(total, divisor):
    return total / np.where(divisor == 0, 1, divisor)


M64 = (1 << 64) - 1


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
    return z ^ (z >> 31)


def uniform(seed, member, tensor, n):
    golden = 0x9E3779B97F4A7C15
    state = mix((mix((seed + golden) & M64) + member + 1) & M64)
    for letter in tensor:
        state = mix((state + ord(letter)) & M64)
    return np.array([(mix((state + golden * (i + 1)) & M64) >> 11) / 2.0 ** 53 for i in range(n)])


def drawn(t, name, p, seed, rescale):
    kept = np.zeros_like(t)
    for i, v in enumerate(t):
        on = uniform(seed, i, name, len(v)) < p[i]
        kept[i] = v * on
        if rescale == "probability":
            kept[i] /= p[i]
        elif rescale == "l1" and np.abs(kept[i]).sum() > 0:
            kept[i] *= np.abs(v).sum() / np.abs(kept[i]).sum()
    return kept


def by_rank(t, shape, d, eps):
    rows = shape[0] if len(shape) > 1 else 1
    p = np.zeros_like(t)
    for i, v in enumerate(t):
        m = np.abs(v).reshape(rows, -1)
        ranks = m.argsort(1, kind="stable").argsort(1, kind="stable")
        n = m.shape[1]
        p[i] = (d - eps + 2 * eps * ranks / max(1, n - 1)).reshape(-1)
    return p


def crumbs(v, d, gamma):
    order = np.argsort(-np.abs(v), kind="stable")
    hi = int(gamma * len(v) + 1e-9)
    on = np.zeros(len(v), bool)
    on[order[hi:hi + int(d * len(v) + 1e-9)]] = True
    return v * on


def sce(name, shape, b, m, w):
    t = m - b
    var = t.var(0)
    var[(t == t[0]).all(0)] = 0
    t = t * largest(var, spec["sce"] * np.count_nonzero(var) / len(var))
    c = w * (t ** 2).sum(1)
    sign = np.where(t.sum(0) >= 0, 1, -1)
    agree = (np.sign(t) == sign)
    return b + mean_of((c[:, None] * t * agree).sum(0), (c[:, None] * agree).sum(0))


def ram(t, eps, w, growth):
    on = np.abs(t) > eps
    n = on.sum(0)
    several = mean_of((w[:, None] * t * on).sum(0), (w[:, None] * on).sum(0))
    return np.where(n == 1, (t * on * growth[:, None]).sum(0), several * (n > 1))


def growth(t, eps, r, alpha):
    on = np.abs(t) > eps
    n = on.sum(0)
    return np.array([1 + r * min(alpha, (o & (n > 1)).sum() / max(1, (o & (n == 1)).sum())) for o in on])


def arcee(name, shape, b, m, w):
    rows = shape[0] if len(shape) > 1 else 1
    p = torch.softmax(torch.tensor(m[0].reshape(rows, -1)), 1).numpy() + 1e-8
    q = torch.softmax(torch.tensor(b.reshape(rows, -1)), 1).numpy() + 1e-8
    s = (np.abs(m[0] - b).reshape(rows, -1) * (p * np.log(p / q)).sum(1, keepdims=True)).reshape(-1)
    o = np.sort(s)
    at = lambda f: o[int(f * (len(o) - 1))]
    return b + (m[0] - b) * (s >= at(.5) + 1.5 * (at(.75) - at(.25)))


def arc(a, c, t):
    n = np.linalg.norm(a) * np.linalg.norm(c)
    if n == 0:
        return (1 - t) * a + t * c
    om = np.arccos(np.clip(a @ c / n, -1, 1))
    return (np.sin((1 - t) * om) * a + np.sin(t * om) * c) / np.sin(om)


def slerp(name, shape, b, m, w):
    return arc(m[0], m[1], w[1] / w.sum())


def nuslerp_rows(name, shape, b, m, w):
    rows = shape[0] if len(shape) > 1 else 1
    t = (m - b).reshape(2, rows, -1)
    return b + np.concatenate([arc(t[0, r], t[1, r], w[1] / w.sum()) for r in range(rows)])


def sphere(v, w, steps, arcs):
    norms = np.linalg.norm(v, axis=1)
    some = norms > 0
    u, share = v[some] / norms[some, None], w[some] / w[some].sum()
    m = share @ u
    m /= np.linalg.norm(m)
    for _ in range(steps):
        c = np.clip(u @ m, -1, 1)
        d = u - c[:, None] * m
        if arcs:
            lengths = np.linalg.norm(d, axis=1)
            d *= np.where(lengths > 1e-15, np.arccos(c) / np.where(lengths > 0, lengths, 1), 0)[:, None]
        step = share @ d
        r = np.linalg.norm(step)
        if r < 1e-13:
            break
        m = np.cos(r) * m + np.sin(r) / r * step
    return m * (w @ norms) / w.sum()


def stock(name, shape, b, m, w):
    t = m - b
    n = len(t)
    cosine = lambda x, y: x @ y / (np.linalg.norm(x) * np.linalg.norm(y)) if x.any() and y.any() else 0
    c = np.mean([cosine(t[i], t[j]) for i in range(n) for j in range(i)])
    return b + n * c / (1 + (n - 1) * c) * (w @ t) / w.sum()


def iso(name, shape, b, m, w):
    t = m - b
    if len(shape) < 2:
        return b + spec["lambda"] * (w @ t) / w.sum()
    u, s, v = torch.linalg.svd(torch.tensor((w @ t).reshape(shape[0], -1)), full_matrices=False)
    return b + spec["lambda"] * float(s.mean()) * (u @ v).numpy().reshape(-1)


def tsv(name, shape, b, m, w):
    t = m - b
    k = min(shape[0], int(np.prod(shape[1:]))) // len(t) if len(shape) > 1 else 0
    if k == 0:
        return b + (w @ t) / w.sum()
    parts = [torch.linalg.svd(torch.tensor(v.reshape(shape[0], -1)), full_matrices=False) for v in t]
    u, v = torch.cat([p[0][:, :k] for p in parts], 1), torch.cat([p[2][:k] for p in parts], 0)
    s = torch.cat([c * p[1][:k] for c, p in zip(w, parts)])
    polar = lambda x: (lambda q: q[0] @ q[2])(torch.linalg.svd(x, full_matrices=False))
    return b + (polar(u) @ torch.diag(s) @ polar(v)).numpy().reshape(-1)


def ties(t, w, share):
    return mean_of(*elected(np.stack([v * largest(v, share) for v in t]), w, True))


ones = np.ones(len(members))
results = {
    "linear": weights @ members / weights.sum(),
    "task-arithmetic": base + spec["lambda"] * (weights @ tau),
    "ties whole": base + ties(tau, weights, .3),
    "ties tensor": tensors(lambda name, shape, b, m, w: b + ties(m - b, w, .3)),
    "breadcrumbs": tensors(lambda name, shape, b, m, w: b + .4 * w @ np.stack([crumbs(v, .4, .05) for v in m - b])),
    "breadcrumbs-ties": tensors(lambda name, shape, b, m, w: b + .4 * elected(np.stack([crumbs(v, .4, .05) for v in m - b]), w, True)[0]),
    "sce": tensors(sce),
    "ram": base + ram(tau, spec["epsilon"], weights, ones),
    "ram+": base + ram(tau, spec["epsilon"], weights, growth(tau, spec["epsilon"], .1, .2)),
    "nearswap": base + np.clip(tau[0], -spec["t"], spec["t"]),
    "arcee-fusion": tensors(arcee, 1),
    "slerp": tensors(slerp, 2),
    "nuslerp": tensors(nuslerp_rows, 2),
    "multislerp": tensors(lambda name, shape, b, m, w: b + sphere(m - b, w, 1, False)),
    "karcher": tensors(lambda name, shape, b, m, w: sphere(m, w, 500, True)),
    "model-stock": tensors(stock),
    "iso-c": tensors(iso),
    "tsv-m": tensors(tsv),
}
for rescale in ("probability", "l1", "none"):
    p = lambda t: np.full(t.shape, .4)
    results["dare " + rescale] = tensors(lambda name, shape, b, m, w: b + w @ drawn(m - b, name, p(m), 3, rescale) / w.sum())
    results["dare-ties " + rescale] = tensors(lambda name, shape, b, m, w: b + mean_of(*elected(drawn(m - b, name, p(m), 3, rescale), w, True)))
    results["della " + rescale] = tensors(lambda name, shape, b, m, w: b + mean_of(*elected(drawn(m - b, name, by_rank(m - b, shape, .5, .2), 3, rescale), w, True)))
    results["della-linear " + rescale] = tensors(lambda name, shape, b, m, w: b + w @ drawn(m - b, name, by_rank(m - b, shape, .5, .2), 3, rescale) / w.sum())
for name, result in results.items():
    print(name + ":" + " ".join(repr(float(x)) for x in result))
