"""Writes images.npz: files of all kinds of PNG and JPEG as Pillow and zlib make them, and their
pixels as Pillow decodes them, channels first. Run with Pillow 12 and NumPy 2:

    python images.py images.npz
"""

import io
import struct
import sys
import zlib

import numpy as np
from PIL import Image, ImageCms

random = np.random.default_rng(5)
H, W = 13, 19
y, x = np.mgrid[0:H, 0:W]
smooth = np.stack([y * 15 + x * 3, x * 13, 255 - y * 9 - x * 6], -1).clip(0, 255).astype("u1")
noise = random.integers(0, 256, (H, W, 3), "u1")
arrays = {}


def keep(name, data, mode):
    arrays[name + ".file"] = np.frombuffer(data, "u1")
    if mode:
        pixels = np.asarray(Image.open(io.BytesIO(data)).convert(mode))
        pixels = pixels[None] if pixels.ndim == 2 else pixels.transpose(2, 0, 1)
        arrays[name + ".pixels"] = np.ascontiguousarray(pixels)


def save(name, image, mode, **options):
    out = io.BytesIO()
    image.save(out, name.split("-")[0], **options)
    keep(name, out.getvalue(), mode)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(depth, colour, lines, interlaced, extra=b""):
    header = struct.pack(">IIBBBBB", W, H, depth, colour, 0, 0, interlaced)
    data = zlib.compress(b"".join(b"\0" + line for line in lines))
    parts = chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def packed(grey, depth):
    per = 8 // depth
    padded = np.pad(grey, ((0, 0), (0, -W % per))).reshape(H, -1, per)
    shifts = depth * np.arange(per - 1, -1, -1)
    return [bytes(line) for line in (padded << shifts).sum(-1).astype("u1")]


def adam7(image):
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2)]
    for left, top, across, down in passes + [(0, 1, 1, 2)]:
        for line in image[top::down, left::across]:
            yield line.tobytes()


grey = smooth[..., 0]
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
colours = Image.fromarray(noise)
save("png-bits", Image.fromarray(grey).convert("1"), "L")
save("png-grey", Image.fromarray(noise[..., 0]), "L")
save("png-colours", colours, "RGB")
save("png-opaque", colours.convert("RGBA"), "RGB")
save("png-grey_opaque", Image.fromarray(grey).convert("LA"), "L")
save("png-profile", colours, "RGB", icc_profile=profile, dpi=(72, 72))
for bits in 1, 2, 4, 8:
    palette = colours.quantize(min(2**bits, 200))
    save(f"png-palette{bits}", palette, "RGB", bits=bits)
for depth in 2, 4:
    keep(f"png-grey{depth}", png(depth, 0, packed(grey >> (8 - depth), depth), 0), "L")
keep("png-interlaced", png(8, 2, adam7(noise), 1), "RGB")
keep("png-grey_interlaced", png(8, 0, adam7(grey), 1), "L")
gamma = chunk(b"gAMA", struct.pack(">I", 100000))
keep("png-gamma", png(8, 0, [bytes(line) for line in grey], 0, gamma), "L")
keep("png-gamma_colours", png(8, 2, [line.tobytes() for line in noise], 0, gamma), "RGB")
for name, pixels in ("smooth", smooth), ("noise", noise):
    for sampling in "4:4:4", "4:2:2", "4:2:0":
        for quality in 30, 75, 95:
            image = Image.fromarray(pixels)
            options = {"quality": quality, "subsampling": sampling}
            save(f"jpeg-{name}-{sampling}-{quality}", image, "RGB", **options)
    save(f"jpeg-{name}-progressive", Image.fromarray(pixels), "RGB", progressive=True)
    save(f"jpeg-{name}-restarts", Image.fromarray(pixels), "RGB", restart_marker_blocks=1)
    save(f"jpeg-{name}-grey", Image.fromarray(pixels[..., 0]), "L")
    save(f"jpeg-{name}-profile", Image.fromarray(pixels), "RGB", icc_profile=profile)
    save(f"jpeg-{name}-rgb", Image.fromarray(pixels), "RGB", keep_rgb=True)
exif = Image.Exif()
exif[0x0112] = 6
save("jpeg-turned", Image.fromarray(smooth), "RGB", exif=exif)
save("jpeg-cmyk", Image.fromarray(smooth).convert("CMYK"), None)
np.savez_compressed(sys.argv[1], **arrays)
