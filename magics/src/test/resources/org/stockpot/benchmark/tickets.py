"""LeNet-300-100 in PyTorch: MNIST_DIR TASK STEPS THREADS, one JSON object per task."""
import gzip, json, struct, sys, time
import numpy as np, torch, torch.nn.functional as F

def idx(path):
    with gzip.open(path) as f:
        b = f.read()
    shape = struct.unpack(">" + "I" * b[3], b[4:4 + 4 * b[3]])
    return np.frombuffer(b, np.uint8, offset=4 + 4 * b[3]).reshape(shape)

def load(d, part):
    x = torch.from_numpy(idx(f"{d}/{part}-images-idx3-ubyte.gz").reshape(-1, 784).astype(np.float32) / 255)
    return (x - 0.1307) / 0.3081, torch.from_numpy(idx(f"{d}/{part}-labels-idx1-ubyte.gz").astype(np.int64))

def train(model, x, y, steps, fused):
    optimizer = torch.optim.Adam(model.parameters(), 1.2e-3, **({"fused": True} if fused else {}))
    order = torch.randperm(len(x))
    start = time.perf_counter()
    for i in range(0, 60 * steps, 60):
        j = order[i:i + 60]
        optimizer.zero_grad()
        F.cross_entropy(model(x[j]), y[j]).backward()
        optimizer.step()
    return time.perf_counter() - start

@torch.no_grad()
def score(model, x, y, batch):
    start = time.perf_counter()
    for i in range(0, len(x), batch):
        o = model(x[i:i + batch]); t = y[i:i + batch]
        F.cross_entropy(o, t, reduction="sum").item(); (o.argmax(1) == t).sum().item()
    return time.perf_counter() - start

directory, task, steps, threads = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
torch.set_num_threads(threads)
torch.manual_seed(1)
lenet = torch.nn.Sequential(torch.nn.Linear(784, 300), torch.nn.ReLU(), torch.nn.Linear(300, 100), torch.nn.ReLU(), torch.nn.Linear(100, 10))
if task == "train":
    x, y = load(directory, "train")
    fused = tuple(int(v) for v in torch.__version__.split(".")[:2]) >= (2, 4)
    train(lenet, x, y, 100, fused)
    seconds = train(lenet, x, y, steps, fused) / steps
else:
    x, y = load(directory, "t10k")
    seconds = min(score(lenet, x, y, batch) for batch in (1000, 10000) for _ in range(5))
print(json.dumps({"task": task, "how": torch.__version__, "seconds": seconds}))
