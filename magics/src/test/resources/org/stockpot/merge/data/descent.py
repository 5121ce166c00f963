"""Learned soups and AdaMerging of the oracle's fine-tunes a second time, over all examples in each step.

descent.py MAKE.PY GOLDEN DIGITS.csv.gz: prints for each of learned and adamerging, by network and by slot, what was
descended at the start and after each step, and then the coefficients.
"""
import runpy, sys, types
import numpy as np, torch

try:
    import scipy.optimize
except ImportError:
    sys.modules["scipy"] = types.ModuleType("scipy")
    sys.modules["scipy.optimize"] = types.ModuleType("scipy.optimize")
    sys.modules["scipy.optimize"].linear_sum_assignment = None

make, golden, digits = sys.argv[1:]
m = runpy.run_path(make, run_name="make")
px, py = m["digits"](digits)
x, y = torch.tensor(px[:512]), torch.tensor(py[:512])
names = ["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"]
load = lambda n: [torch.tensor(np.load(f"{golden}/{n}.npz")[k].astype("f8")) for k in names]
base, tunes = load("A"), [load(f"A.tune{i}") for i in (1, 2, 3)]


def outputs(w):
    return torch.relu(x @ w[0].T + w[1]) @ w[2].T + w[3]


def learned(alpha):
    s = torch.softmax(alpha, 1)
    return [sum(s[j % len(s), i] * tunes[i][j] for i in range(3)) for j in range(4)]


def adapted(lam):
    return [base[j] + sum(lam[j % len(lam), i] * (tunes[i][j] - base[j]) for i in range(3)) for j in range(4)]


def entropy(z):
    p = torch.softmax(z, 1)
    return -(p * torch.log_softmax(z, 1)).sum(1).mean()


def descend(name, start, optimizer, steps, weights, loss, shown, clamp):
    numbers = start.clone().requires_grad_()
    opt = optimizer([numbers])
    rows = []
    for _ in range(steps):
        opt.zero_grad()
        value = loss(outputs(weights(numbers)))
        rows.append(float(value))
        value.backward()
        opt.step()
        if clamp:
            with torch.no_grad():
                numbers.clamp_(0, 1)
    rows.append(float(loss(outputs(weights(numbers)))))
    print(name, *rows)
    print(name, *shown(numbers).detach().reshape(-1).tolist())


nll = lambda z: torch.nn.functional.cross_entropy(z, y)
for name, groups in (("network", 1), ("slot", 4)):
    descend("learned." + name, torch.ones(groups, 3), lambda p: torch.optim.AdamW(p, lr=0.05, weight_decay=0), 6, learned,
            nll, lambda a: torch.softmax(a, 1), False)
    descend("adamerging." + name, torch.full((groups, 3), 0.3), lambda p: torch.optim.Adam(p, lr=0.02), 10, adapted,
            entropy, lambda a: a, True)
