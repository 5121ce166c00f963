"""Conv-2 and ResNet-20 in PyTorch: MNIST_DIR MODEL STEPS SAMPLES EXAMPLES, one JSON object per task."""
import gzip, json, struct, sys, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F

def idx(path):
    with gzip.open(path) as f:
        b = f.read()
    shape = struct.unpack(">" + "I" * b[3], b[4:4 + 4 * b[3]])
    return np.frombuffer(b, np.uint8, offset=4 + 4 * b[3]).reshape(shape)

def load(d, part):
    x = torch.from_numpy(idx(f"{d}/{part}-images-idx3-ubyte.gz").astype(np.float32) / 255)
    y = torch.from_numpy(idx(f"{d}/{part}-labels-idx1-ubyte.gz").astype(np.int64))
    return ((x - 0.1307) / 0.3081).unsqueeze(1), y

def conv2():
    return nn.Sequential(
        nn.Conv2d(1, 64, 3, padding=1), nn.ReLU(), nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64 * 14 * 14, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10))

def normalised(i, o, kernel, stride):
    return nn.Sequential(nn.Conv2d(i, o, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(o))

class Unit(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        stride = 1 if i == o else 2
        self.main = nn.Sequential(normalised(i, o, 3, stride), nn.ReLU(), normalised(o, o, 3, 1))
        self.shortcut = nn.Identity() if i == o else normalised(i, o, 1, 2)
    def forward(self, x):
        return F.relu(self.main(x) + self.shortcut(x))

def resnet20():
    widths = [16, 16, 16, 16, 32, 32, 32, 64, 64, 64]
    units = [Unit(i, o) for i, o in zip(widths, widths[1:])]
    return nn.Sequential(normalised(1, 16, 3, 1), nn.ReLU(), *units, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))

def glorot(model):
    for m in model.modules():
        if isinstance(m, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_normal_(m.weight)
            if m.bias is not None:
                nn.init.zeros_(m.bias)
    return model

def train(model, data, steps, seed):
    model.train()
    opt = torch.optim.Adam(model.parameters(), 1.2e-3)
    order = torch.randperm(len(data[0]), generator=torch.Generator().manual_seed(seed))
    for i in range(steps):
        j = order[i * 60:(i + 1) * 60]
        opt.zero_grad()
        F.cross_entropy(model(data[0][j]), data[1][j]).backward()
        opt.step()

@torch.no_grad()
def accuracy(model, data, batch=500):
    model.eval()
    hits = sum((model(data[0][i:i + batch]).argmax(1) == data[1][i:i + batch]).sum().item() for i in range(0, len(data[0]), batch))
    return hits / len(data[0])

def main():
    d, name, steps, samples, examples = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
    tr, te = load(d, "train"), load(d, "t10k")
    te = te[0][:examples], te[1][:examples]
    make = conv2 if name == "conv2" else resnet20
    torch.manual_seed(1)
    a, b, c = glorot(make()), make(), make()
    b.load_state_dict(a.state_dict())
    train(b, tr, 3, 2)
    began = time.perf_counter(); train(a, tr, steps, 1); seconds = time.perf_counter() - began
    print(json.dumps({"task": name, "seconds": seconds, "test_accuracy": accuracy(a, te)}))
    began = time.perf_counter()
    with torch.no_grad():
        for t in np.linspace(0, 1, samples):
            for p, u, v in zip(c.state_dict().values(), a.state_dict().values(), b.state_dict().values()):
                p.copy_((1 - t) * u + t * v)
            last = accuracy(c, te)
    print(json.dumps({"task": name + " barrier", "seconds": time.perf_counter() - began, "test_accuracy": last}))

main()
