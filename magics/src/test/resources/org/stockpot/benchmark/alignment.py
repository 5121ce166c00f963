"""Weight matching of two MLPs in PyTorch with SciPy's assignment: NPZ NPZ STARTS, one JSON object."""
import json, sys, time
import numpy as np, torch
from scipy.optimize import linear_sum_assignment

def permuted(b, perms, layer, without):
    """W of a layer with rows and columns permuted, except along one axis (0: out, 1: in)."""
    w = b[f"fc{layer}.weight"]
    if without != 0 and layer - 1 < len(perms):
        w = w[perms[layer - 1]]
    if without != 1 and layer > 1:
        w = w[:, perms[layer - 2]]
    return w

def similarity(a, b, perms, layer):
    s = a[f"fc{layer}.weight"] @ permuted(b, perms, layer, 0).T
    s += torch.outer(a[f"fc{layer}.bias"], b[f"fc{layer}.bias"])
    return s + a[f"fc{layer + 1}.weight"].T @ permuted(b, perms, layer + 1, 1)

def match(a, b, hidden, generator, identity):
    sizes = [a[f"fc{l}.bias"].numel() for l in range(1, hidden + 1)]
    perms = [torch.arange(n) if identity else torch.randperm(n, generator=generator) for n in sizes]
    for sweep in range(100):
        progress = False
        for l in torch.randperm(hidden, generator=generator).tolist():
            s = similarity(a, b, perms, l + 1)
            before = s[torch.arange(sizes[l]), perms[l]].sum()
            found = torch.from_numpy(linear_sum_assignment(s.numpy(), maximize=True)[1])
            after = s[torch.arange(sizes[l]), found].sum()
            progress |= bool(after > before + 1e-12)
            perms[l] = found
        if not progress:
            break
    return sweep + 1, float(sum(similarity(a, b, perms, l + 1)[torch.arange(sizes[l]), perms[l]].sum() for l in range(hidden)))

a, b = ({k: torch.from_numpy(v) for k, v in np.load(name).items()} for name in sys.argv[1:3])
hidden = sum(name.endswith(".bias") for name in a) - 1
a, b = ({k: v.double() for k, v in n.items()} for n in (a, b))
match(a, b, hidden, torch.Generator().manual_seed(0), True)
generator, best = torch.Generator().manual_seed(1), 1e9
for repeat in range(3):
    start = time.perf_counter()
    runs = [match(a, b, hidden, generator, k == 0) for k in range(int(sys.argv[3]))]
    best = min(best, time.perf_counter() - start)
print(json.dumps({"seconds": best, "sweeps": [r[0] for r in runs], "similarity": max(r[1] for r in runs), "threads": torch.get_num_threads()}))
