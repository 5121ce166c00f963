"""Writes what the tests compare with, by the oracle's functions.

golden.py MAKE.PY OUT DIGITS.csv.gz NETWORK…: trains networks B and C for two epochs, and writes OUT/B.f32: weights with
statistics, a direction v, H v, the gradient, the gradients of the first three examples, and OUT/B.pt as TorchScript.
golden.py GOLDEN OUT: packs the stored numbers of network A, and merges of its fine-tunes, in the same way.
"""
import os, runpy, sys, types
import numpy as np, torch

try:
    import scipy.optimize
except ImportError:
    sys.modules["scipy"] = types.ModuleType("scipy")
    sys.modules["scipy.optimize"] = types.ModuleType("scipy.optimize")
    sys.modules["scipy.optimize"].linear_sum_assignment = None


def state(net):
    return np.concatenate([t.detach().numpy().ravel() for t in net.state_dict().values() if t.is_floating_point()])


def write(path, *arrays):
    np.concatenate([np.asarray(a).ravel() for a in arrays]).astype("<f4").tofile(path)


def script(net, path):
    torch.set_default_dtype(torch.float32)
    torch.jit.script(net.float()).save(path)


def measured(make, out, digits, names):
    m = runpy.run_path(make, run_name="make")
    px, py = m["digits"](digits)
    x, y = torch.tensor(px[:512]), torch.tensor(py[:512])
    for name in names:
        torch.set_default_dtype(torch.float64)
        torch.manual_seed(1)
        net = m["train"](m[name](), x, y, 2, 3e-3, 1)
        v = torch.tensor(np.random.default_rng(7).standard_normal(len(m["flat"](net))))
        write(f"{out}/{name}.f32", state(net), v, m["hvp"](net, x, y, v), m["grad"](net, x, y), m["per_example"](net, x[:3], y[:3]))
        script(net, f"{out}/{name}.pt")


def packed(golden, out):
    m = runpy.run_path(golden + "/make.py", run_name="make")
    a = np.load(golden + "/arrays.npz")
    flat = lambda n: np.concatenate([v.ravel() for v in np.load(f"{golden}/{n}.npz").values()])
    write(out + "/A.f32", flat("A"), a["A.v"], a["A.Hv"], a["A.gradient"])
    net = m["A"]()
    net.load_state_dict({k: torch.tensor(v.astype("f8")) for k, v in np.load(golden + "/A.npz").items()})
    script(net.eval(), out + "/A.pt")
    merges = ["uniform", "task_arithmetic_lambda_0.4", "slerp_0.3_of_first_two_whole_vector", "ties_density_0.2_lambda_1", "ties_density_0.2_per_tensor"]
    write(out + "/merges.f32", *map(flat, ["A", "A.tune1", "A.tune2", "A.tune3"]), *[a["merge." + k] for k in merges])


if len(sys.argv) == 3:
    packed(*sys.argv[1:])
else:
    measured(*sys.argv[1:4], sys.argv[4:])
