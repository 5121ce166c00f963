"""Reads a ticket of a dense network with nothing but PyTorch, and scores raw rows with it."""
import csv, gzip, json, struct, sys, torch


def read(file):
    raw = open(file, "rb").read()
    start = 8 + struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8:start])
    facts = header.pop("__metadata__", {})
    kinds = {"F32": torch.float32, "I64": torch.int64}
    part = lambda t: bytearray(raw[start + t["data_offsets"][0] : start + t["data_offsets"][1]])
    return {n: torch.frombuffer(part(t), dtype=kinds[t["dtype"]]).reshape(t["shape"]) for n, t in header.items()}, facts


def outputs(net, facts, x):
    layers = [n[:-7] for n in json.loads(facts["stockpot.layout"]) if n.endswith(".weight")]
    for layer in layers:
        x = torch.nn.functional.linear(x, net[layer + ".weight"], net[layer + ".bias"])
        x = x if layer == layers[-1] else torch.relu(x)
    return x


def pixels(how, rows):
    shape = how["shape"]
    x = torch.tensor(rows, dtype=torch.float64).reshape(-1, shape[0], shape[1] * shape[2]) / how["white"]
    mean, sd = torch.tensor(how["means"])[:, None], torch.tensor(how["sds"])[:, None]
    return ((x - mean) / sd).float().flatten(1)


def cells(column, text):
    missing = text == ""
    if "categories" in column:
        x = column["shares"] if missing and not column["indicator"] else [float(text == c) for c in column["categories"]]
    else:
        x = [0.0 if missing else (float(text) - column["mean"]) / column["sd"]] if "mean" in column else []
    return x + ([float(missing)] if column["indicator"] else [])


def table(how, rows):
    return torch.tensor([sum((cells(c, row[c["column"]]) for c in how["columns"]), []) for row in rows])


def digits(file, how):
    rows = [[int(v) for v in line] for line in csv.reader(gzip.open(file, "rt"))]
    return pixels(how, [r[:-1] for r in rows]), [str(r[-1]) for r in rows]


def mnist(file, how):
    images = gzip.open(file).read()[16:]
    labels = gzip.open(file.replace("images-idx3", "labels-idx1")).read()[8:]
    return pixels(how, list(images)), [str(l) for l in labels]


def frame(file, how):
    rows = list(csv.DictReader(open(file)))
    return table(how, rows), [r["label"] for r in rows]


for name, source in (("digits", digits), ("mnist", mnist), ("table", frame)):
    folder = sys.argv[1] + "/"
    net, facts = read(folder + name + ".safetensors")
    how = json.loads(facts["preprocessing"])
    x, labels = source(open(folder + name + ".source").read(), how)
    right = outputs(net, facts, x).argmax(1) == torch.tensor([how["classes"].index(l) for l in labels])
    example, about = read(folder + name + ".example.safetensors")
    error = (outputs(net, facts, example["inputs"].flatten(1)) - example["outputs"]).abs().max()
    pruned = sum(int((t == 0).sum()) for n, t in net.items() if n.endswith("weight"))
    print(name, int(right.sum()), len(labels), float(error) < 1e-4, pruned)
