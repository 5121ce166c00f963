"""Writes zip.pt, old.pt and expected.f32: the state dict of a small network, as PyTorch 1.13 saves it; and
objects2.pt, objects4.pt and objects5.pt: such a dict among other objects, in three protocols.

    python3 make.py
"""
import argparse
import collections
import datetime
import pathlib

import numpy
import torch
from torch import nn

torch.manual_seed(1)
net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(2, 3))
for parameter in net.parameters():
    parameter.data.normal_()
state = net.state_dict()
torch.save({"epoch": 1, "state_dict": state}, "zip.pt")
torch.save(state, "old.pt", _use_new_zipfile_serialization=False)
with open("expected.f32", "wb") as out:
    for tensor in state.values():
        if tensor.is_floating_point():
            out.write(tensor.numpy().astype("<f4").tobytes())
objects = {
    "args": argparse.Namespace(lr=0.1, path=pathlib.PurePosixPath("a/b")),
    "best": numpy.float64(0.5),
    "when": datetime.datetime(2024, 1, 2),
    "counts": collections.Counter("hello"),
    "steps": numpy.arange(3),
    "sparse": torch.eye(2).to_sparse(),
    "parameter": nn.Parameter(torch.ones(2)),
    "seen": {1, 2},
    "state_dict": state,
}
for protocol in 2, 4, 5:
    torch.save(objects, f"objects{protocol}.pt", pickle_protocol=protocol)
