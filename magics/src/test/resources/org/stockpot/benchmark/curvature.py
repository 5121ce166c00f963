"""Curvature in PyTorch by PyHessian's algorithms, written from their formulas: FOLDER MODEL TOP PROBES STEPS THREADS.

Power iteration with deflation (from normal noise; until the value moves by less than a thousandth, at most 100 products each),
Hutchinson's trace (at most PROBES products), stochastic Lanczos quadrature (STEPS steps from random signs, all made orthogonal).
Products are of the whole set in chunks of 500, in evaluation mode. FOLDER has x.f32, y.f32, w.f32 and shape.json, as
CurvatureTimings wrote them. Seconds are of the process's cores together, so that a busy machine counts less. Prints one JSON object per task; what `curvlinops` finds too, where that is there.
"""
import json, os, sys, time
os.environ.setdefault("OPENBLAS_NUM_THREADS", sys.argv[6]); os.environ.setdefault("OMP_NUM_THREADS", sys.argv[6])
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F

FOLDER, MODEL = sys.argv[1:3]
TOP, PROBES, STEPS, THREADS = map(int, sys.argv[3:7])
CHUNK = 500
torch.set_num_threads(THREADS)

def floats(name): return torch.from_numpy(np.fromfile(f"{FOLDER}/{name}.f32", dtype="<f4"))

def lenet():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 100), nn.ReLU(), nn.Linear(100, 10))

def conv2():
    return nn.Sequential(
        nn.Conv2d(1, 64, 3, padding=1), nn.ReLU(), nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64 * 14 * 14, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10))

def normalised(i, o, kernel, stride):
    return nn.Sequential(nn.Conv2d(i, o, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(o))

class Unit(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.main = nn.Sequential(normalised(i, o, 3, 1 if i == o else 2), nn.ReLU(), normalised(o, o, 3, 1))
        self.shortcut = nn.Identity() if i == o else normalised(i, o, 1, 2)
    def forward(self, x):
        return F.relu(self.main(x) + self.shortcut(x))

def resnet20():
    widths = [16, 16, 16, 16, 32, 32, 32, 64, 64, 64]
    units = [Unit(i, o) for i, o in zip(widths, widths[1:])]
    return nn.Sequential(normalised(1, 16, 3, 1), nn.ReLU(), *units, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))

NET = {"lenet-300-100": lenet, "conv2": conv2, "resnet20": resnet20}[MODEL]().eval()
STORED, AT = floats("w"), 0
for name, tensor in NET.state_dict().items():   # ours are in the same order, without the counts of batches
    if not name.endswith("num_batches_tracked"):
        tensor.copy_(STORED[AT:AT + tensor.numel()].view_as(tensor)); AT += tensor.numel()
assert AT == len(STORED)
Y = floats("y").long()
X = floats("x").view(len(Y), *json.load(open(f"{FOLDER}/shape.json")))
PARAMETERS = [p for p in NET.parameters()]
SIZE = sum(p.numel() for p in PARAMETERS)

def chunks():
    for i in range(0, len(Y), CHUNK):
        yield F.cross_entropy(NET(X[i:i + CHUNK]), Y[i:i + CHUNK], reduction="sum") / len(Y)

def gradient():
    return sum(torch.cat([g.reshape(-1) for g in torch.autograd.grad(loss, PARAMETERS)]) for loss in chunks())

PRODUCTS = 0

def times(v):
    global PRODUCTS; PRODUCTS += 1
    parts, at = [], 0
    for p in PARAMETERS: parts.append(v[at:at + p.numel()].view_as(p)); at += p.numel()
    total = torch.zeros(SIZE)
    for loss in chunks():
        g = torch.autograd.grad(loss, PARAMETERS, create_graph=True)
        total += torch.cat([h.reshape(-1) for h in torch.autograd.grad(g, PARAMETERS, grad_outputs=parts)])
    return total

def power():
    found, values = [], []
    for _ in range(TOP):
        v, value = torch.randn(SIZE), None
        for _ in range(100):
            for u in found: v -= (u @ v) * u
            v /= v.norm()
            product = times(v); new = float(v @ product); v = product
            if value is not None and abs(new - value) / (abs(value) + 1e-6) < 1e-3: break
            value = new
        for u in found: v -= (u @ v) * u
        found.append(v / v.norm()); values.append(new)
    return {"values": values}

def hutchinson():
    samples = []
    for _ in range(PROBES):
        v = torch.randint(0, 2, (SIZE,)).float() * 2 - 1
        samples.append(float(v @ times(v)))
    return {"values": [float(np.mean(samples))]}

def quadrature():
    v = torch.randint(0, 2, (SIZE,)).float() * 2 - 1; v /= v.norm()
    basis, main, beside = [v], [], []
    for step in range(STEPS):
        w = times(basis[-1]); main.append(float(w @ basis[-1]))
        for u in basis: w -= (w @ u) * u
        beside.append(float(w.norm())); basis.append(w / w.norm())
    t = np.diag(main) + np.diag(beside[:-1], 1) + np.diag(beside[:-1], -1)
    return {"values": [float(np.linalg.eigvalsh(t)[-1])]}

def clock(task, work, repeat=1):
    global PRODUCTS; PRODUCTS = 0
    times_, extra = [], {}
    for _ in range(repeat):
        began = time.process_time(); result = work(); times_.append(time.process_time() - began)
        extra = result if isinstance(result, dict) else {}
    print(json.dumps({"task": task, "how": f"{PRODUCTS // repeat} products", "seconds": sorted(times_)[repeat // 2], **extra}), flush=True)

torch.manual_seed(1)
direction = torch.randn(SIZE)
gradient(); times(direction)
clock("gradient", gradient, 5)
clock("product", lambda: times(direction), 5)
if TOP: clock("eigenvalues", power)
if PROBES: clock("trace", hutchinson)
if STEPS: clock("density", quadrature)
try:
    import curvlinops
    from scipy.sparse.linalg import eigsh
    operator = curvlinops.HessianLinearOperator(NET, nn.CrossEntropyLoss(), PARAMETERS, [(X, Y)])
    clock("curvlinops", lambda: {"values": sorted(eigsh(operator, k=3, which="LA")[0].tolist(), reverse=True)})
except ImportError:
    print("curvlinops is not there: no third opinion on the eigenvalues", file=sys.stderr)
