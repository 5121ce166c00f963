package org.stockpot.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.format.tensor.DataType;
import org.stockpot.format.tensor.EntryReader;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.testing.Points;
import org.stockpot.testing.Python;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/** PyTorch and NumPy as oracles; {@code raw} holds the expected floats of the flat vector. */
final class PythonTest {

  private static final Layout NET =
      Layout.builder()
          .add("conv1.weight", Role.WEIGHT, 4, 1, 3, 3)
          .add("conv1.bias", Role.BIAS, 4)
          .add("bn1.gamma", Role.SCALE, 4)
          .add("bn1.beta", Role.SHIFT, 4)
          .add("bn1.running_mean", Role.STATISTIC, 4)
          .add("bn1.running_var", Role.STATISTIC, 4)
          .add("conv2.weight", Role.WEIGHT, 4, 4, 3, 3)
          .add("conv2.bias", Role.BIAS, 4)
          .add("bn2.gamma", Role.SCALE, 4)
          .add("bn2.beta", Role.SHIFT, 4)
          .add("bn2.running_mean", Role.STATISTIC, 4)
          .add("bn2.running_var", Role.STATISTIC, 4)
          .add("fc1.weight", Role.WEIGHT, 10, 4)
          .add("fc1.bias", Role.BIAS, 10)
          .build();

  private static final Map<String, String> SAID =
      Map.of("0", "conv1", "1", "bn1", "3", "conv2", "4", "bn2", "6", "fc1");

  private static final String WRITE =
      """
      import sys, os, torch, numpy as np
      from torch import nn
      torch.manual_seed(1)
      folder = sys.argv[1]
      m = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 4, 3),
          nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(4, 10))
      for p in m.parameters(): p.data.normal_()
      for b in m.buffers():
          if b.is_floating_point(): b.uniform_()
      s = m.state_dict()
      weights = {k: v for k, v in s.items() if v.is_floating_point()}
      def expect(name, tensors):
          open(f'{folder}/{name}.raw', 'wb').write(
              b''.join(t.float().contiguous().numpy().astype('<f4').tobytes() for t in tensors))
      def save(name, what, **how):
          expect(name, weights.values())
          torch.save(what, f'{folder}/{name}.pt', **how)
      def savez(name, write, change):
          expect(name, weights.values())
          write(f'{folder}/{name}.npz', **{k: change(v.numpy()) for k, v in weights.items()})
      old = dict(_use_new_zipfile_serialization=False)
      save('zip', s)
      save('old', s, **old)
      save('protocol4', s, pickle_protocol=4)
      save('parallel', nn.DataParallel(m).state_dict())
      save('nested', {'epoch': 3, 'best': torch.zeros(1), 'lr': [1e-3, None, True], 'n': 2**90,
          'state_dict': s, 'optimizer': torch.optim.Adam(m.parameters()).state_dict()})
      save('only', {'net': s, 'epoch': 2**40}, **old)
      save('parameters', {k: nn.Parameter(v) for k, v in weights.items()})
      save('doubles', {k: v.double() for k, v in weights.items()})
      save('transposed', {k: v.transpose(0, -1).contiguous().transpose(0, -1) for k, v in s.items()})
      flat, at, views = torch.cat([v.flatten() for v in weights.values()]), 0, {}
      for k, v in weights.items():
          views[k] = flat[at:at + v.numel()].view(v.shape)
          at += v.numel()
      save('views', views)
      save('oldviews', views, **old)
      save('said', {('aux.' if k < '1' else '') + k: v for k, v in s.items()})
      for name, cast in ('half', torch.Tensor.half), ('bfloat16', torch.Tensor.bfloat16):
          few = {k: cast(v) for k, v in weights.items()}
          save(name, few)
          expect(name, few.values())
      savez('npz', np.savez, lambda a: a)
      savez('compressed', np.savez_compressed, lambda a: a)
      savez('fortran', np.savez, np.asfortranarray)
      savez('wide', np.savez, lambda a: a.astype('f8'))
      class Evil:
          def __reduce__(self): return os.system, (f'touch {folder}/mark',)
      torch.save({'w': Evil()}, f'{folder}/evil1.pt')
      torch.save(Evil(), f'{folder}/evil2.pt', **old)
      torch.save({'w': Evil()}, f'{folder}/evil3.pt', pickle_protocol=4)
      np.savez(f'{folder}/objects.npz', w=np.array([Evil()], dtype=object))
      np.arange(65536, dtype='<u2').view('<f2').astype('<f4').tofile(f'{folder}/halves')
      """;

  @TempDir static Path directory;

  @BeforeAll
  static void write() throws IOException {
    Python.run(WRITE, directory);
  }

  private static Point raw(Path raw) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
    return Point.build(NET, w -> bytes.asFloatBuffer().get(w));
  }

  private static String refusal(String name) {
    return assertThrows(FormatException.class, () -> Checkpoint.load(directory.resolve(name), NET))
        .getMessage();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zip",
        "old",
        "protocol4",
        "parallel",
        "nested",
        "only",
        "parameters",
        "doubles",
        "transposed",
        "views",
        "oldviews",
        "half",
        "bfloat16"
      })
  void whatPyTorchWritesLoadsBitForBit(String name) throws IOException {
    LoadOptions structure = LoadOptions.defaults().withMatch(LoadOptions.Match.STRUCTURE);
    Checkpoint loaded = Checkpoint.load(directory.resolve(name + ".pt"), NET, structure);
    assertEquals(raw(directory.resolve(name + ".raw")), loaded.point());
    assertTrue(loaded.provenance().get("fc1.weight").endsWith("6.weight"));
  }

  @Test
  void namesSayWhichIsWhich() throws IOException {
    Map<String, String> names = new HashMap<>(SAID);
    names.put("aux.0", names.remove("0"));
    Path file = directory.resolve("said.pt");
    assertEquals(raw(directory.resolve("said.raw")), Checkpoint.load(file, NET, names).point());
  }

  @ParameterizedTest
  @ValueSource(strings = {"npz", "compressed", "fortran", "wide"})
  void whatNumPyWritesLoadsBitForBit(String name) throws IOException {
    Checkpoint loaded = Checkpoint.load(directory.resolve(name + ".npz"), NET, SAID);
    assertEquals(raw(directory.resolve(name + ".raw")), loaded.point());
  }

  @Test
  void aFileWithoutOrderIsNotGuessed() {
    String message = refusal("npz.npz");
    assertTrue(
        message.contains(
            "slot conv1.bias [4] must have a tensor of its name in a file without order"),
        message);
  }

  @Test
  void aPickleThatWouldRunCodeIsRefusedByName() {
    for (String name : new String[] {"evil1.pt", "evil2.pt", "evil3.pt"}) {
      String message = refusal(name);
      assertTrue(message.contains("a call of posix.system, which is not run"), message);
    }
    assertTrue(refusal("objects.npz").contains("w must hold plain"), refusal("objects.npz"));
    assertTrue(Files.notExists(directory.resolve("mark")));
  }

  @Test
  void npzLoadsInNumPyBitForBit() throws IOException {
    Path file = directory.resolve("a.npz");
    Point point = Points.random(NET, 5);
    new Checkpoint(point, Mask.full(NET), Map.of()).save(file);
    Path raw = directory.resolve("raw");
    String shapes =
        Python.run(
            """
            import sys, numpy as np
            z = np.load(sys.argv[1])
            open(sys.argv[2], 'wb').write(b''.join(z[k].tobytes() for k in z.files))
            print([(k, z[k].shape) for k in z.files[:2]], z[z.files[0]].dtype.str)
            """,
            file,
            raw);
    assertEquals(point, raw(raw));
    assertEquals("[('conv1.weight', (4, 1, 3, 3)), ('conv1.bias', (4,))] <f4", shapes.strip());
  }

  @Test
  void safetensorsLoadsInPyTorchByItsDocumentedLayout() throws IOException {
    Path file = directory.resolve("a.safetensors");
    Mask mask = Mask.keeping(NET, i -> i % 2 == 0);
    Point point = Points.random(NET, 6).masked(mask);
    new Checkpoint(point, mask, Map.of("recipe", "adam")).save(file);
    Path raw = directory.resolve("raw");
    String metadata =
        Python.run(
            """
            import sys, json, struct, base64, torch, numpy as np
            b = open(sys.argv[1], 'rb').read()
            n, = struct.unpack('<Q', b[:8])
            h = json.loads(b[8:8 + n])
            meta = h.pop('__metadata__')
            data = bytearray(b[8 + n:])
            tensors, end = {}, 0
            for k, t in h.items():
                begin, stop = t['data_offsets']
                assert t['dtype'] == 'F32' and begin == end and n % 8 == 0
                end = stop
                tensors[k] = torch.frombuffer(data[begin:stop], dtype=torch.float32).reshape(t['shape'])
            assert end == len(data)
            assert list(json.loads(meta['stockpot.layout'])) == list(tensors)
            open(sys.argv[2], 'wb').write(b''.join(t.numpy().tobytes() for t in tensors.values()))
            bits = np.unpackbits(np.frombuffer(base64.b64decode(meta['stockpot.mask']), np.uint8), bitorder='little')
            print(meta['recipe'], bits.sum(), json.loads(meta['stockpot.layout'])['bn1.running_var'])
            """,
            file, raw);
    assertEquals(point, raw(raw));
    assertEquals("adam " + mask.pruned() + " statistic", metadata.strip());
  }

  @Test
  void halvesAreNumPysFloats() throws IOException {
    ByteBuffer floats =
        ByteBuffer.wrap(Files.readAllBytes(directory.resolve("halves")))
            .order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer halves = ByteBuffer.allocate(2 * 65536).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(0, 65536).forEach(i -> halves.putShort((short) i));
    double[] read =
        EntryReader.all(
            new Tensor(
                "halves",
                DataType.F16,
                List.of(65536L),
                () -> new ByteArrayInputStream(halves.array())));
    for (int i = 0; i < 65536; i++) {
      assertEquals(floats.getFloat(4 * i), (float) read[i], "half " + i);
    }
  }

  private static final String READ =
      """
      import sys, torch
      s = torch.load(sys.argv[1], weights_only=True)
      open(sys.argv[2], 'wb').write(b''.join(v.numpy().tobytes() for k, v in s.items() if not k.endswith('_mask')))
      from torch import nn
      from torch.nn.utils import prune
      class Net(nn.Module):
          def __init__(self):
              super().__init__()
              self.conv1, self.bn1, self.conv2, self.bn2, self.fc1 = nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.Conv2d(4, 4, 3), nn.BatchNorm2d(4), nn.Linear(4, 10)
      m = Net()
      for k in [k for k in s if k.endswith('_mask')]:
          name, _ = k.rsplit('.', 1)
          prune.identity(getattr(m, name), 'weight')
      m.load_state_dict(s)
      print(type(s).__name__, list(s)[:3], int(sum((v == 0).sum() for k, v in s.items() if k.endswith('_mask'))), m.conv1.bias.dtype)
      """;

  @Test
  void stateDictsLoadInPyTorchWithoutRunningAnything() throws IOException {
    Mask mask = Mask.keeping(NET, i -> i % 2 == 0);
    Point point = Points.random(NET, 6).masked(mask);
    Checkpoint checkpoint = new Checkpoint(point, mask, Map.of("recipe", "adam"));
    Path file = directory.resolve("saved.pt");
    Path raw = directory.resolve("saved.out");
    checkpoint.save(file);
    assertEquals(
        "OrderedDict ['conv1.weight', 'conv1.bias', 'bn1.weight'] 0 torch.float32",
        Python.run(READ, file, raw).strip());
    assertEquals(point, raw(raw));
    assertEquals(point, Checkpoint.load(file, NET).point());
    assertEquals(Mask.full(NET), Checkpoint.load(file, NET).mask());
    checkpoint.save(file, Checkpoint.MaskForm.TORCH);
    assertEquals(
        "OrderedDict ['conv1.weight_orig', 'conv1.weight_mask', 'conv1.bias'] "
            + mask.pruned()
            + " torch.float32",
        Python.run(READ, file, raw).strip());
    assertEquals(point, raw(raw));
    assertEquals(mask, Checkpoint.load(file, NET).mask());
    assertEquals(point, Checkpoint.load(file, NET).point());
  }

  @Test
  void stateDictsOfEqualPointsAreEqualBytesInAlignedMembers() throws IOException {
    Path file = directory.resolve("a.pt");
    Path other = directory.resolve("b.pth");
    Checkpoint checkpoint = new Checkpoint(Points.random(NET, 6), Mask.full(NET), Map.of());
    checkpoint.save(file);
    checkpoint.save(other);
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other));
    String starts =
        Python.run(
            """
            import sys, zipfile, struct
            with zipfile.ZipFile(sys.argv[1]) as z, open(sys.argv[1], 'rb') as f:
                assert z.testzip() is None
                for i in z.infolist():
                    f.seek(i.header_offset + 26)
                    name, extra = struct.unpack('<HH', f.read(4))
                    print((i.header_offset + 30 + name + extra) % 64, i.compress_type, end=' ')
            """,
            file);
    assertTrue(starts.matches("(0 0 )+"), starts);
  }

  @Test
  void meansOfFilesCanBeOfPyTorch() throws IOException {
    Path file = directory.resolve("mean.pt");
    FileSoup.average(List.of(directory.resolve("zip.pt"), directory.resolve("nested.pt")), file);
    assertTrue(
        Python.run(
                """
                import sys, torch
                a, b = torch.load(sys.argv[1], weights_only=True), torch.load(sys.argv[2])
                print(list(a) == list(b), all(torch.equal(a[k], b[k]) and a[k].dtype == b[k].dtype for k in b))
                """,
                file,
                directory.resolve("zip.pt"))
            .startsWith("True True"));
  }
}
