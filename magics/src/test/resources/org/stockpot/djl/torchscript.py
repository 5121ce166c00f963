"""Writes conv-bn.pt, a small TorchScript model, and prints what PyTorch computes with it.

Run with a Python that has PyTorch; the numbers printed are those in TorchScriptTest.
"""
import os
import torch


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(1, 4, 3)
        self.bn = torch.nn.BatchNorm2d(4)
        self.fc = torch.nn.Linear(4 * 36, 10)

    def forward(self, x):
        return self.fc(torch.relu(self.bn(self.conv(x))).flatten(1))


torch.manual_seed(1)
net = Net()
net.train()
net(torch.randn(64, 1, 8, 8) * 2 + 1)
net.eval()
here = os.path.dirname(os.path.abspath(__file__))
torch.jit.script(net).save(os.path.join(here, "conv-bn.pt"))

x = torch.arange(64.0).reshape(1, 1, 8, 8) / 64
out = net(x)
print("outputs", [round(v, 6) for v in out[0].tolist()])
out[0, 3].backward()
for name, p in net.named_parameters():
    print(name, list(p.shape), "gradient sum", round(p.grad.double().sum().item(), 5))
