package org.stockpot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.format.LoadOptions.Match;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.testing.Python;
import org.stockpot.weights.Centroid;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/** Checkpoints as people have them, written by PyTorch, which says what must come out. */
final class TorchFilesTest {

  private static final Layout NET =
      Layout.builder()
          .add("fc1.weight", Role.WEIGHT, 6, 8)
          .add("fc1.bias", Role.BIAS, 6)
          .add("fc2.weight", Role.WEIGHT, 4, 6)
          .add("fc2.bias", Role.BIAS, 4)
          .build();

  /** Writes NAME.pt and, where it must load, NAME.raw: the floats of fc1 and fc2. */
  private static final String WRITE =
      """
      import argparse, collections, datetime, enum, pathlib, pickle, sys, warnings, torch, numpy as np
      from torch import nn
      from torch.nn.utils import prune
      warnings.filterwarnings('ignore')
      torch.manual_seed(3)
      folder = sys.argv[1]
      ORDER = ['fc1.weight', 'fc1.bias', 'fc2.weight', 'fc2.bias']
      def net():
          return nn.Sequential(collections.OrderedDict(fc1=nn.Linear(8, 6), relu=nn.ReLU(), fc2=nn.Linear(6, 4)))
      def raw(name, tensors):
          open(f'{folder}/{name}.raw', 'wb').write(b''.join((t.detach().float() + 0.).contiguous().numpy().astype('<f4').tobytes() for t in tensors))
      def effective(m): return [m.fc1.weight, m.fc1.bias, m.fc2.weight, m.fc2.bias]
      def save(name, what, expected=None, **how):
          torch.save(what, f'{folder}/{name}.pt', **how)
          if expected is not None: raw(name, expected)
      m = net()
      sd = m.state_dict()
      plain = effective(m)
      # ---- types and values
      keep = (sd['fc1.weight'].abs() > .15).float()
      zeros = dict(sd, **{'fc1.weight': sd['fc1.weight'] * keep})
      assert (torch.signbit(zeros['fc1.weight']) & (keep == 0)).any()
      save('negative-zeros', zeros, [zeros[k] for k in ORDER])
      save('huge', dict(sd, **{'fc1.weight': sd['fc1.weight'].double() * 1e308}))
      save('almost-huge', {k: v.double() * 1e38 for k, v in sd.items()}, [v.double() * 1e38 for v in plain])
      nan = sd['fc2.bias'].clone(); nan[1:] = float('nan'); nan[0] = float('inf')
      save('nan', dict(sd, **{'fc2.bias': nan}), [sd['fc1.weight'], sd['fc1.bias'], sd['fc2.weight'], nan])
      save('int8', {k: (v * 100).to(torch.int8) for k, v in sd.items()})
      save('complex', {k: v.to(torch.complex64) for k, v in sd.items()})
      save('quantised', {k: torch.quantize_per_tensor(v, .1, 0, torch.qint8) for k, v in sd.items()})
      save('sparse', {k: v.to_sparse() for k, v in zeros.items()}, [zeros[k] for k in ORDER])
      twice = torch.sparse_coo_tensor(torch.tensor([[5, 0, 5, 2], [7, 0, 7, 1]]), torch.tensor([1., 2., 3., -4.]), (6, 8))
      rows = torch.sparse_coo_tensor(torch.tensor([[3, 1]]), torch.arange(12.).reshape(2, 6), (4, 6))
      save('sparse-twice', dict(sd, **{'fc1.weight': twice, 'fc2.weight': rows}), [twice.to_dense(), sd['fc1.bias'], rows.to_dense(), sd['fc2.bias']])
      save('csr', dict(sd, **{'fc1.weight': zeros['fc1.weight'].to_sparse_csr()}))
      save('list', list(sd.values()))
      save('tuple', {'epoch': 1, 'shadow_params': tuple(sd.values())})
      # ---- objects beside tensors
      class Colour(enum.Enum): RED = 1
      class Config:
          def __init__(self): self.lr, self.inner = .1, {'depth': [1, 2, {'x': None}]}
      class Attributes(dict): pass
      objects = {
          'args': argparse.Namespace(lr=.1, layers=[16]), 'path': pathlib.PurePosixPath('runs/1'), 'best': np.float64(.9),
          'when': datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc), 'colour': Colour.RED, 'config': Config(),
          'counts': collections.Counter('hello'), 'queue': collections.deque([1, 2], 3), 'default': collections.defaultdict(list, a=[1]),
          'set': {1, 2}, 'frozen': frozenset('ab'), 'bytes': b'x', 'array': bytearray(b'yz'), 'long': 2 ** 3000, 'complex': 1j, 'slice': slice(1, 2),
          'type': torch.float16, 'device': torch.device('cpu'), 'size': torch.Size([1]), 'function': torch.nn.functional.relu, 'class': Config,
          'steps': np.arange(3), 'state_dict': sd}
      for protocol in 2, 3, 4, 5:
          save(f'objects{protocol}', objects, plain, pickle_protocol=protocol)
          save(f'oldobjects{protocol}', objects, plain, pickle_protocol=protocol, _use_new_zipfile_serialization=False)
          save(f'numpy{protocol}', {k: (v.numpy() if i % 2 else np.asfortranarray(v.double().numpy())) for i, (k, v) in enumerate(sd.items())}, plain, pickle_protocol=protocol)
          with open(f'{folder}/pickle{protocol}.pt', 'wb') as f: pickle.dump({k: v.numpy() for k, v in sd.items()}, f, protocol=protocol)
          raw(f'pickle{protocol}', plain)
      save('attributes', Attributes(model=Attributes(sd)), plain)
      class Tagged(torch.Tensor): pass
      tagged = sd['fc1.weight'].as_subclass(Tagged); tagged.note = 'x'
      p = nn.Parameter(sd['fc2.weight']); p.tag = 'y'
      save('subclass', dict(sd, **{'fc1.weight': tagged, 'fc2.weight': p}), plain)
      save('whole-module', nn.Linear(4, 2))
      save('module-inside', {'epoch': 3, 'model': m})
      # ---- nested
      opt = torch.optim.Adam(m.parameters()); m(torch.ones(1, 8)).sum().backward(); opt.step(); sd = collections.OrderedDict((k, v.clone()) for k, v in m.state_dict().items()); plain = [sd[k] for k in ORDER]
      ema = {k: v * .5 for k, v in sd.items()}; half = [ema[k] for k in ORDER]
      state = {'epoch': 3, 'model': sd, 'ema': ema, 'optimizer': opt.state_dict(), 'rng': torch.get_rng_state(), 'best': torch.tensor([.5])}
      save('training-state', state); raw('model', plain); raw('ema', half)
      for name in 'state_dict', 'model_state_dict', 'ema', 'net', 'params', 'anything':
          save('in-' + name, {'epoch': 1, name: sd, 'optimizer_state_dict': opt.state_dict(), 'best': torch.zeros(1)}, plain)
      save('deep', {'a': {'b': [{'c': {'d': sd}}]}}, plain)
      save('lightning', {'epoch': 1, 'pytorch-lightning_version': '2.0.0', 'state_dict': {'model.net.' + k: v for k, v in sd.items()}, 'hyper_parameters': argparse.Namespace(lr=.1), 'callbacks': {'x': {'best': torch.tensor(.1)}}, 'optimizer_states': [opt.state_dict()], 'lr_schedulers': [], 'loops': {}}, plain)
      for i, prefix in enumerate(['module.', '_orig_mod.', 'model.', 'backbone.', 'module._orig_mod.', '_orig_mod.module.model.', 'anything.']):
          save(f'prefix{i}', dict({prefix + k: v for k, v in sd.items()}, n_averaged=torch.tensor(3)), plain)
      save('inner-prefix', {k.replace('fc1.', 'fc1._orig_mod.').replace('fc2.', 'module.fc2._fsdp_wrapped_module.'): v for k, v in sd.items()}, plain)
      with open(f'{folder}/dumped.pt', 'wb') as f: pickle.dump(sd, f)
      raw('dumped', plain)
      save('tensor', sd['fc1.weight'])
      save('modules', {'fc1': {'weight': sd['fc1.weight'], 'bias': sd['fc1.bias']}, 'fc2': {'weight': sd['fc2.weight'], 'bias': sd['fc2.bias']}}, plain)
      save('student', dict({'student.' + k: v for k, v in sd.items()}, **{'head.weight': torch.ones(3, 3)}), plain)
      save('teacher', dict({'student.' + k: v for k, v in sd.items()}, **{'teacher.' + k: v for k, v in ema.items()}))
      save('flat-ema', dict(sd, **{'ema.' + k: v for k, v in ema.items()}))
      save('other-dict', {'model': sd, 'discriminator': {'fc1.weight': torch.ones(2, 2), 'fc1.bias': torch.ones(2)}}, plain)
      save('extra', dict(sd, **{'fc3.weight': torch.ones(2, 4)}))
      save('other-names', {'a.weight': sd['fc1.weight'], 'a.bias': sd['fc1.bias'], 'b.weight': sd['fc2.weight'], 'b.bias': sd['fc2.bias']}, plain)
      save('transposed', {k: (v.T if v.dim() == 2 else v) for k, v in sd.items()})
      save('head', {'fc1.weight': sd['fc1.weight'], 'fc1.bias': sd['fc1.bias'], 'fc2.weight': torch.ones(9, 6), 'fc2.bias': torch.ones(9)})
      # ---- pruned and reparametrised
      m = net(); prune.l1_unstructured(m.fc1, 'weight', .3); prune.random_unstructured(m.fc2, 'bias', .5); m(torch.ones(1, 8))
      save('pruned', m.state_dict(), effective(m)); raw('pruned.mask', [m.fc1.weight_mask])
      m = net(); prune.custom_from_mask(m.fc1, 'weight', torch.full((6, 8), .5)); save('soft', {'state_dict': {'module.' + k: v for k, v in m.state_dict().items()}}, effective(m))
      m = net(); nn.utils.weight_norm(m.fc1); nn.utils.weight_norm(m.fc2, dim=1); m.fc1.weight_g.data.normal_(); m(torch.ones(1, 8))
      save('weight-norm', m.state_dict(), effective(m))
      m = net(); nn.utils.weight_norm(m.fc1, dim=None); m.fc1.weight_g.data.fill_(-2.); m(torch.ones(1, 8)); save('weight-norm-whole', m.state_dict(), effective(m))
      m = net(); nn.utils.weight_norm(m.fc1); prune.l1_unstructured(m.fc1, 'weight_v', .3); m(torch.ones(1, 8)); save('weight-norm-pruned', m.state_dict(), effective(m))
      m = net(); nn.utils.weight_norm(m.fc1); g = m.state_dict(); m(torch.ones(1, 8))
      save('weight-norm-new', {k.replace('weight_g', 'parametrizations.weight.original0').replace('weight_v', 'parametrizations.weight.original1'): v for k, v in g.items()}, effective(m))
      m = net(); nn.utils.spectral_norm(m.fc1); [m(torch.ones(1, 8)) for _ in range(9)]; m.eval(); m(torch.ones(1, 8)); save('spectral', m.state_dict(), effective(m))
      m = net(); nn.utils.parametrizations.spectral_norm(m.fc1); [m(torch.ones(1, 8)) for _ in range(9)]; m.eval(); save('spectral-new', m.state_dict(), effective(m))
      class Symmetric(nn.Module):
          def forward(self, x): return x.triu()
      m = net(); nn.utils.parametrize.register_parametrization(m.fc1, 'weight', Symmetric()); save('parametrised', m.state_dict())
      """;

  @TempDir static Path directory;

  @BeforeAll
  static void write() throws IOException {
    Python.run(WRITE, directory);
  }

  private static Point raw(String name) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(directory.resolve(name + ".raw")))
            .order(ByteOrder.LITTLE_ENDIAN);
    return Point.build(NET, w -> bytes.asFloatBuffer().get(w));
  }

  private static Checkpoint load(String name) {
    return load(name, LoadOptions.defaults());
  }

  private static Checkpoint load(String name, LoadOptions options) {
    return Checkpoint.load(directory.resolve(name + ".pt"), NET, options);
  }

  private static String refusal(String name) {
    return assertThrows(FormatException.class, () -> load(name))
        .getMessage()
        .replace(directory + "/", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "negative-zeros",
        "almost-huge",
        "sparse",
        "sparse-twice",
        "objects2",
        "objects3",
        "objects4",
        "objects5",
        "oldobjects2",
        "oldobjects3",
        "oldobjects4",
        "oldobjects5",
        "numpy2",
        "numpy3",
        "numpy4",
        "numpy5",
        "pickle2",
        "pickle3",
        "pickle4",
        "pickle5",
        "attributes",
        "subclass",
        "in-state_dict",
        "in-model_state_dict",
        "in-ema",
        "in-net",
        "in-params",
        "in-anything",
        "deep",
        "lightning",
        "prefix0",
        "prefix1",
        "prefix2",
        "prefix3",
        "prefix4",
        "prefix5",
        "prefix6",
        "inner-prefix",
        "dumped",
        "modules",
        "student",
        "other-dict",
        "pruned",
        "soft"
      })
  void theNumbersArePyTorchsBitForBit(String name) throws IOException {
    assertEquals(raw(name), load(name).point());
  }

  /** PyTorch sums norms in float32, we in double. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "weight-norm",
        "weight-norm-whole",
        "weight-norm-pruned",
        "weight-norm-new",
        "spectral",
        "spectral-new"
      })
  void normalisedWeightsArePyTorchsToRounding(String name) throws IOException {
    Point expected = raw(name);
    Point got = load(name).point();
    for (int i = 0; i < NET.size(); i++) {
      assertEquals(expected.at(i), got.at(i), 4e-7 * Math.abs(expected.at(i)), NET.entry(i));
    }
    assertTrue(load(name).notes().toString().contains(" normalisation"), "" + load(name).notes());
  }

  @Test
  void zerosAreNeverNegative() throws IOException {
    Checkpoint loaded = load("negative-zeros");
    for (int i = 0; i < NET.size(); i++) {
      assertTrue(Float.floatToRawIntBits(loaded.point().at(i)) != Integer.MIN_VALUE);
    }
    assertEquals(Mask.full(NET), loaded.mask());
    assertTrue(loaded.notes().get(0).endsWith("entries of -0.0 became +0.0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int8 | int8.pt: tensor fc1.weight must hold F64, F32, F16 or BF16 as weights, got I8:"
            + " 8-bit weights are quantised, save them as floats (dequantize)",
        "quantised | quantised.pt: tensor fc1.weight must hold F64, F32, F16 or BF16 as weights,"
            + " got QINT8: quantised weights need their scales, save them as floats (dequantize)",
        "complex | complex.pt: tensor fc1.weight must hold F64, F32, F16 or BF16 as weights, got"
            + " C64: complex weights are not read",
        "csr | csr.pt: tensor fc1.weight must be dense or in coordinates, got another sparse form:"
            + " save it .to_dense()",
        "nan | nan.pt: weights must be finite, got fc2.bias (3 NaN, 1 infinite of 4);"
            + " --allow-nonfinite loads them as they are",
        "list | list.pt: a PyTorch file must hold a dict of tensors, got a list of 4 tensors"
            + " without names in the top level: [6, 8], [6], [4, 6], [4]: save model.state_dict()",
        "tuple | tuple.pt: a PyTorch file must hold a dict of tensors, got a list of 4 tensors"
            + " without names in shadow_params: [6, 8], [6], [4, 6], [4]: save model.state_dict()",
        "tensor | tensor.pt: a PyTorch file must hold a dict of tensors, got a tensor without a"
            + " name: [6, 8]: save model.state_dict()",
        "whole-module | whole-module.pt: a PyTorch file must hold a dict of tensors, got an object"
            + " of class torch.nn.modules.linear.Linear in the top level, whose 2 tensors are not"
            + " read: save model.state_dict()",
        "module-inside | module-inside.pt: a PyTorch file must hold a dict of tensors, got an"
            + " object of class torch.nn.modules.container.Sequential in model, whose 4 tensors are"
            + " not read: save model.state_dict()",
        "training-state | training-state.pt: it holds 2 dicts of tensors that fit: model (4"
            + " tensors), ema (4 tensors); say which is wanted, with --entry model or --entry ema",
        "teacher | teacher.pt: it holds 2 dicts of tensors that fit: student (4 tensors), teacher"
            + " (4 tensors); say which is wanted, with --entry student or --entry teacher",
        "flat-ema | flat-ema.pt: more than one part fits: ema, and the names without ema.fc1.weight"
            + " ema.fc1.bias ema.fc2.weight ema.fc2.bias; say --entry ema, or leave the others out"
            + " with --map NAME=",
        "extra | extra.pt: each tensor must have a slot, got fc3.weight besides; leave tensors out"
            + " with --map NAME=",
        "transposed | transposed.pt: slot fc1.weight must have shape [6, 8], got tensor fc1.weight"
            + " [8×6] F32",
        "parametrised | parametrised.pt: tensor fc1.weight has a parametrization that is not known"
            + " (original): save it after torch.nn.utils.parametrize.remove_parametrizations",
      })
  void whatIsNotReadIsNamed(String name, String message) {
    assertEquals(message, refusal(name));
  }

  @Test
  void numbersBeyondFloat32NameTensorValueAndLimit() {
    String message = refusal("huge");
    assertTrue(
        message.matches(
            "huge.pt: tensor fc1.weight must hold numbers of at most 3.4028235E38 in size, which"
                + " is float32's limit, got -?[0-9.]+E30[67]"),
        message);
  }

  @Test
  void infinitiesLoadIfAllowed() throws IOException {
    LoadOptions all = new LoadOptions(LoadOptions.defaults().map(), "", Match.NAMES, true);
    assertEquals(raw("nan"), load("nan", all).point());
  }

  @Test
  void whatIsSkippedIsNamed() {
    String notes = String.join("\n", load("objects2").notes());
    assertTrue(
        notes.contains(
            "skipped, and nothing of it was run: args (argparse.Namespace), path"
                + " (pathlib.PurePosixPath), best (numpy scalar), when (datetime.datetime), config"
                + " (__main__.Config), counts (collections.Counter)"),
        notes);
    assertTrue(notes.contains("taken: state_dict"), notes);
    String lightning = String.join("\n", load("lightning").notes());
    assertTrue(lightning.contains("hyper_parameters (argparse.Namespace)"), lightning);
    assertTrue(lightning.contains("optimizer_states"), lightning);
    assertTrue(lightning.contains("taken off names: model.net."), lightning);
  }

  @Test
  void anEntryDecides() throws IOException {
    LoadOptions options = LoadOptions.defaults();
    assertEquals(raw("model"), load("training-state", options.withEntry("model")).point());
    assertEquals(raw("ema"), load("training-state", options.withEntry("ema")).point());
    assertEquals(raw("ema"), load("teacher", options.withEntry("teacher")).point());
    assertEquals(raw("ema"), load("flat-ema", options.withEntry("ema")).point());
    assertEquals(raw("model"), load("flat-ema", options.withMap(Map.of("ema", ""))).point());
    assertEquals(raw("model"), load("modules", options.withEntry(".")).point());
    String message =
        assertThrows(FormatException.class, () -> load("training-state", options.withEntry("emo")))
            .getMessage();
    assertTrue(
        message.contains(
            "there must be a dict of tensors emo, the dicts are model (4 tensors), ema"),
        message);
  }

  @Test
  void otherNamesNeedStructureAndShowIt() throws IOException {
    FormatException refused = assertThrows(FormatException.class, () -> load("other-names"));
    assertEquals("[fc1.weight, fc1.bias, fc2.weight, fc2.bias]", "" + refused.structure().keySet());
    assertEquals("a.weight [6×8] F32", refused.structure().get("fc1.weight"));
    assertTrue(refused.getMessage().endsWith("take it so with --match structure"));
    LoadOptions structure = LoadOptions.defaults().withMatch(Match.STRUCTURE);
    assertEquals(raw("other-names"), load("other-names", structure).point());
    LoadOptions said = LoadOptions.defaults().withMap(Map.of("a", "fc1", "b", "fc2"));
    assertEquals(raw("other-names"), load("other-names", said).point());
  }

  @Test
  void aPartialLoadKeepsTheRest() throws IOException {
    Point initial = Point.build(NET, w -> Arrays.fill(w, 7));
    Checkpoint loaded =
        Checkpoint.loadPartly(directory.resolve("head.pt"), initial, LoadOptions.defaults());
    Point model = raw("model");
    for (int i = 0; i < NET.size(); i++) {
      boolean first = i < NET.slot("fc2.weight").offset();
      assertEquals(first ? model.at(i) : 7, loaded.point().at(i));
    }
    assertEquals(
        "[in the file, but no slot's: fc2.weight [9×6] F32, fc2.bias [9] F32, not in the file, or"
            + " of another shape, and left as initialised: fc2.weight, fc2.bias]",
        "" + loaded.notes());
    assertThrows(
        FormatException.class,
        () ->
            Checkpoint.loadPartly(
                directory.resolve("other-names.pt"), initial, LoadOptions.defaults()));
  }

  @Test
  void masksOfWeightsAreMasksAndOthersAreMultiplied() throws IOException {
    Checkpoint loaded = load("pruned");
    ByteBuffer mask =
        ByteBuffer.wrap(Files.readAllBytes(directory.resolve("pruned.mask.raw")))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(Mask.keeping(NET, i -> i >= 48 || mask.getFloat(4 * i) == 1), loaded.mask());
    assertTrue(loaded.mask().pruned() > 0);
    loaded.mask().requireZeros(loaded.point());
    assertTrue(
        loaded.notes().toString().contains("fc2.bias was multiplied by its mask"),
        "" + loaded.notes());
    assertEquals(Mask.full(NET), load("soft").mask());
    assertTrue(load("soft").notes().toString().contains("it has 0.5"), "" + load("soft").notes());
    assertEquals(14, load("weight-norm-pruned").mask().pruned());
  }

  @Test
  void aSoupOfPrunedFilesDeclaresTheUnionOfTheirMasks() throws IOException {
    Checkpoint one = load("pruned");
    Mask half = Mask.keeping(NET, i -> i % 2 == 0);
    Checkpoint two = new Checkpoint(raw("model").masked(half), half, Map.of());
    Path other = directory.resolve("half.pt");
    two.save(other, Checkpoint.MaskForm.TORCH);
    Path out = directory.resolve("soup-of-pruned.safetensors");
    FileSoup.average(List.of(directory.resolve("pruned.pt"), other), out);
    Checkpoint soup = Checkpoint.load(out, NET);
    assertEquals(Centroid.of(List.of(one.point(), two.point())), soup.point());
    Slot first = NET.slot("fc1.weight");
    for (int i = 0; i < NET.size(); i++) {
      boolean pruned = i < first.end() && !one.mask().keeps(i) && !half.keeps(i);
      assertEquals(!pruned, soup.mask().keeps(i), NET.entry(i));
    }
    assertTrue(soup.mask().pruned() > 0);
  }
}
