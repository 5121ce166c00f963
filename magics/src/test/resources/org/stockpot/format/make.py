"""Writes zip.pt, old.pt and expected.f32: the state dict of a small network, as PyTorch 1.13 saves it.

    python3 make.py
"""
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
