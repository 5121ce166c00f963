package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.Parts;
import org.stockpot.data.Split;
import org.stockpot.data.array.ArrayData;
import org.stockpot.data.image.Digits;
import org.stockpot.djl.evaluation.Recalibration;
import org.stockpot.format.Checkpoint;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.RecalibrationException;
import org.stockpot.task.Recipe;
import org.stockpot.task.Score;
import org.stockpot.task.Span;
import org.stockpot.testing.Python;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/** Modules that PyTorch scripts and traces here and now, and PyTorch's own arithmetic. */
final class ScriptsOfPyTorchTest {

  private static final String MODULES =
      """
      import sys, torch, warnings
      from torch import nn
      warnings.filterwarnings('ignore')
      torch.manual_seed(0)
      folder = sys.argv[1]
      x = torch.rand(6, 1, 8, 8)
      def script(name, m): torch.jit.script(m.eval()).save(f'{folder}/{name}.pt')
      def trace(name, m, x=x): torch.jit.trace(m, x, check_trace=False).save(f'{folder}/{name}.pt')
      class Net(nn.Module):
          def __init__(self, last):
              super().__init__()
              self.a, self.b, self.last = nn.Linear(64, 16), nn.Linear(16, 10), last
          def forward(self, x): return self.last(self.b(torch.relu(self.a(x.reshape(-1, 64)))))
      scores = Net(nn.Identity()); script('scores', scores)
      for name, last in (('softmax', nn.Softmax(-1)), ('logsoftmax', nn.LogSoftmax(-1))):
          net = Net(last); net.load_state_dict(scores.state_dict()); script(name, net); trace(name + '-trace', net)
      double = Net(nn.Identity()); double.load_state_dict(scores.state_dict()); script('double', double.double())
      half = Net(nn.Identity()); half.load_state_dict(scores.state_dict()); script('half', half.half())
      class Typed(Net):
          def forward(self, x): return self.b(torch.relu(self.a(x.reshape(-1, 64).double())))
      script('double-named', Typed(nn.Identity()).double())
      class Doubled(Net):
          def forward(self, x): return self.b(torch.relu(self.a(x.reshape(-1, 64)))).double()
      script('double-out', Doubled(nn.Identity()))
      class Conv(nn.Module):
          def __init__(self, p=0.):
              super().__init__()
              self.c = nn.Conv2d(1, 16, 3, padding=1); self.n = nn.BatchNorm2d(16)
              self.d = nn.Conv2d(16, 16, 3, bias=False); self.drop = nn.Dropout(p); self.m = nn.BatchNorm2d(16, momentum=.3)
              self.f = nn.Linear(576, 10)
          def forward(self, x):
              x = torch.relu(self.n(self.c(x)))
              x = self.drop(torch.relu(self.m(self.d(x))))
              return self.f(x.flatten(1))
      conv = Conv()
      for _ in range(3): conv(torch.randn(20, 1, 8, 8))
      with torch.no_grad():
          for m in (conv.n, conv.m): m.weight.uniform_(.5, 2); m.bias.normal_()
      script('conv', conv); torch.save(conv.state_dict(), f'{folder}/conv-state.pt')
      last = conv.to(memory_format=torch.channels_last); script('channels-last', last)
      drop = Conv(.4); drop.load_state_dict(conv.state_dict()); script('conv-dropout', drop)
      class Ghost(nn.Module):
          def __init__(self):
              super().__init__(); self.n = nn.BatchNorm1d(64); self.b = nn.Linear(64, 10)
          def forward(self, x): return self.b(self.n(self.n(x.reshape(-1, 64))))
      script('twice', Ghost())
      class Vision(nn.Module):
          def __init__(self):
              super().__init__()
              self.patch = nn.Conv2d(1, 16, 4, 4); self.cls_token = nn.Parameter(torch.zeros(1, 1, 16))
              self.pos_embed = nn.Parameter(torch.randn(1, 5, 16) * .02); self.norm1, self.norm2 = nn.LayerNorm(16), nn.LayerNorm(16)
              self.qkv, self.proj, self.head = nn.Linear(16, 48), nn.Linear(16, 16), nn.Linear(16, 10)
              self.relative_position_bias_table = nn.Parameter(torch.randn(9, 2) * .02)
              self.register_buffer('index', torch.randint(0, 9, (5, 5))); self.gamma = nn.Parameter(torch.ones(16) * .1)
              self.fc = nn.Parameter(torch.randn(16, 16) * .1); self.register_buffer('fixed', torch.randn(1, 5, 16) * .01)
          def forward(self, x):
              b = x.shape[0]
              t = self.patch(x).flatten(2).transpose(1, 2)
              t = torch.cat([self.cls_token.expand(b, -1, -1), t], 1) + self.pos_embed + self.fixed
              q, k, v = self.qkv(self.norm1(t)).reshape(b, 5, 3, 2, 8).permute(2, 0, 3, 1, 4).unbind(0)
              bias = self.relative_position_bias_table[self.index.view(-1)].view(5, 5, 2).permute(2, 0, 1)
              a = ((q @ k.transpose(-2, -1)) * 8 ** -.5 + bias.unsqueeze(0)).softmax(-1)
              t = t + self.gamma * self.proj((a @ v).transpose(1, 2).reshape(b, 5, 16))
              t = t + torch.relu(self.norm2(t) @ self.fc)
              return self.head(t[:, 0])
      vision = Vision(); script('vision', vision); trace('vision-trace', vision.eval())
      class Words(nn.Module):
          def __init__(self, cell):
              super().__init__(); self.emb = nn.Embedding(12, 6); self.cell = cell; self.out = nn.Linear(8, 3)
          def forward(self, x):
              y, _ = self.cell(self.emb(x.long())); return self.out(y[:, -1])
      words = torch.randint(0, 12, (4, 5)).float()
      for cell in (nn.LSTM, nn.GRU):
          w = Words(cell(6, 8, batch_first=True)); script('words-' + cell.__name__, w); trace('trace-' + cell.__name__, w, words)
      norm = Net(nn.Identity()); norm.a = nn.utils.weight_norm(norm.a); trace('weight-norm', norm)
      class Squeezed(Net):
          def forward(self, x): return self.b(torch.relu(self.a(x.reshape(-1, 64)))).squeeze()
      script('squeezed', Squeezed(nn.Identity()))
      shared = Net(nn.Identity()); shared.c = nn.Linear(64, 16); shared.c.weight = shared.a.weight
      class Shared(nn.Module):
          def __init__(self):
              super().__init__(); self.a, self.c, self.b = nn.Linear(64, 16), nn.Linear(64, 16), nn.Linear(16, 10); self.c.weight = self.a.weight
          def forward(self, x): return self.b(torch.relu(self.a(x.reshape(-1, 64)) - self.c(x.reshape(-1, 64).abs())))
      script('shared', Shared()); torch.save(Shared().state_dict(), f'{folder}/shared-state.pt')
      torch.jit.freeze(torch.jit.script(scores.eval())).save(f'{folder}/frozen.pt')
      """;

  private static final Data DIGITS = Digits.load();
  private static final Recipe RECIPE = Recipe.defaults().withLength(Span.iterations(60));

  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    // A module is scripted from its source, which must be in a file.
    Path source = Files.writeString(folder.resolve("modules.py"), MODULES);
    Python.run(
        "import sys, runpy; runpy.run_path(sys.argv[2], run_name='__main__')", folder, source);
  }

  private static DjlTask task(Data data, String name) {
    return DjlTask.of(data, "torchscript:" + folder.resolve(name + ".pt"));
  }

  private static Point trained(DjlTask task, Point start) {
    return task.train(Job.dense(start, RECIPE, task.stepsPerEpoch(60), 1), Progress.NONE).end();
  }

  private static String refusal(Data data, String name) {
    return assertThrows(IllegalArgumentException.class, () -> task(data, name)).getMessage();
  }

  private static String notes(DjlTask task) {
    return String.join("\n", task.notes());
  }

  /** Changing a slot changes what the model gives, so what is trained is what runs. */
  private static void requireReach(DjlTask task, Point point) {
    Score before = task.validation().score(point);
    for (Slot slot : task.layout().slots()) {
      SplittableRandom random = new SplittableRandom(1);
      Point other =
          Point.build(
              point.layout(),
              w -> {
                point.values().get(w);
                for (int i = slot.offset(); i < slot.end(); i++) {
                  w[i] += (float) random.nextDouble() + 0.1f;
                }
              });
      assertNotEquals(before, task.validation().score(other), slot.name());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scores",
        "conv",
        "channels-last",
        "vision",
        "vision-trace",
        "weight-norm",
        "double"
      })
  void everySlotReachesTheModule(String name) {
    try (DjlTask task = task(DIGITS, name)) {
      Point start = task.pretrained().orElseThrow();
      requireReach(task, start);
      Point end = trained(task, start);
      assertTrue(task.test().score(end).loss() < task.test().score(start).loss());
      for (Slot slot : task.layout().slots()) {
        if (slot.role().isTrained()) {
          assertFalse(start.values(slot).equals(end.values(slot)), slot.name() + " is trained");
        }
      }
    }
  }

  @Test
  void tensorsThatLieInAnotherOrderHoldTheSameNumbers() {
    try (DjlTask plain = task(DIGITS, "conv");
        DjlTask last = task(DIGITS, "channels-last")) {
      assertEquals(plain.pretrained(), last.pretrained());
      assertEquals(
          plain.test().score(plain.pretrained().orElseThrow()).loss(),
          last.test().score(last.pretrained().orElseThrow()).loss(),
          1e-6);
    }
  }

  @Test
  void aModuleThatEndsInSoftmaxIsTrainedAsIfItDidNot() {
    try (DjlTask scores = task(DIGITS, "scores")) {
      Point start = scores.pretrained().orElseThrow();
      Point end = trained(scores, start);
      for (String name : List.of("softmax", "softmax-trace", "logsoftmax", "logsoftmax-trace")) {
        try (DjlTask task = task(DIGITS, name)) {
          assertEquals(start, task.pretrained().orElseThrow());
          assertEquals(
              scores.test().score(start).loss(), task.test().score(start).loss(), 1e-6, name);
          Point same = trained(task, start);
          assertEquals(scores.test().score(end).loss(), task.test().score(same).loss(), 1e-4, name);
          assertTrue(
              notes(task)
                  .contains("ends in " + (name.startsWith("log") ? "log-softmax" : "softmax")));
          double ensemble = task.test().ensemble(List.of(end, end)).loss();
          assertEquals(task.test().score(end).loss(), ensemble, 1e-6);
        }
      }
      assertFalse(notes(scores).contains("softmax"));
    }
  }

  @ParameterizedTest
  @CsvSource({"double,float64,1e-6", "half,float16,1e-2"})
  void otherFloatsAreConvertedWithAWord(String name, String type, double close) {
    try (DjlTask scores = task(DIGITS, "scores");
        DjlTask task = task(DIGITS, name)) {
      assertTrue(notes(task).contains("tensors of " + type + " became float32"), notes(task));
      double expected = scores.test().score(scores.pretrained().orElseThrow()).loss();
      assertEquals(expected, task.test().score(task.pretrained().orElseThrow()).loss(), close);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "double-named|must not name float64 in its code",
        "double-out|a model must give float32, got float64",
        "frozen|those of torch.jit.freeze are constants"
      })
  void whatCannotBeConvertedIsRefused(String name, String reason) {
    assertTrue(refusal(DIGITS, name).contains(reason), refusal(DIGITS, name));
  }

  private static Data words(boolean scaled) {
    SplittableRandom random = new SplittableRandom(3);
    float[][] x = new float[200][5];
    int[] y = new int[200];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < 5; k++) {
        x[i][k] = random.nextInt(12);
      }
      y[i] = (int) x[i][4] / 4;
      for (int k = 0; scaled && k < 5; k++) {
        x[i][k] = (x[i][k] - 6) / 12 + 0.51f;
      }
    }
    return ArrayData.of(x, y, Split.defaults());
  }

  @ParameterizedTest
  @ValueSource(strings = {"words-LSTM", "words-GRU", "trace-LSTM", "trace-GRU"})
  void wordsAreLookedUpAndRecurrentWeightsMultiply(String name) {
    try (DjlTask task = task(words(false), name)) {
      assertEquals(Role.EMBEDDING, task.layout().slot("emb.weight").role());
      assertEquals(Role.WEIGHT, task.layout().slot("cell.weight_hh_l0").role());
      assertEquals(Role.BIAS, task.layout().slot("cell.bias_ih_l0").role());
      Point start = task.pretrained().orElseThrow();
      requireReach(task, start);
      assertTrue(notes(task).contains("turns inputs into whole numbers"), notes(task));
      assertTrue(notes(task).contains("emb.weight are not pruned"), notes(task));
      Recipe longer = RECIPE.withBatch(20).withLength(Span.epochs(30));
      Point end =
          task.train(Job.dense(task.init(1), longer, task.stepsPerEpoch(20), 1), Progress.NONE)
              .end();
      assertTrue(task.test().score(end).value() > 0.8, task.test().score(end).toString());
    }
    try (DjlTask task = task(words(true), name)) {
      assertTrue(notes(task).contains("sees the whole numbers of its inputs alone"), notes(task));
    }
  }

  @Test
  void tablesAndTokensOfATransformerAreNoWeights() {
    for (String name : List.of("vision", "vision-trace")) {
      try (DjlTask task = task(DIGITS, name)) {
        Map<String, Role> roles =
            Map.of(
                "cls_token", Role.EMBEDDING,
                "pos_embed", Role.EMBEDDING,
                "relative_position_bias_table", Role.EMBEDDING,
                "gamma", Role.SCALE,
                "fc", Role.WEIGHT,
                "fixed", Role.BUFFER,
                "norm1.weight", Role.SCALE,
                "norm1.bias", Role.SHIFT,
                "qkv.weight", Role.WEIGHT,
                "patch.weight", Role.WEIGHT);
        roles.forEach((slot, role) -> assertEquals(role, task.layout().slot(slot).role(), slot));
        assertEquals(256 + 768 + 256 + 160 + 256, task.layout().prunable());
        assertFalse(task.layout().hasStatistics());
        assertEquals(1, task.layout().slot("fc").shape().size() - 1);
        Point fresh = task.init(1);
        assertTrue(Math.abs(fresh.at(task.layout().slot("fc").offset())) > 0, "a weight is drawn");
        Slot fixed = task.layout().slot("fixed");
        assertEquals(
            task.pretrained().orElseThrow().values(fixed), fresh.values(fixed), "a buffer stays");
      }
    }
  }

  @Test
  void aStateDictLoadsByTheModulesOwnNames() throws IOException {
    try (DjlTask task = task(DIGITS, "conv")) {
      Checkpoint loaded = Checkpoint.load(folder.resolve("conv-state.pt"), task.layout());
      assertEquals(task.pretrained().orElseThrow(), loaded.point());
      Path file = folder.resolve("conv.safetensors");
      new Checkpoint(loaded.point(), Mask.full(task.layout()), Map.of()).save(file);
      assertEquals(loaded.point(), Checkpoint.load(file, task.layout()).point());
    }
  }

  @Test
  void oneTensorOfTwoLayersIsOneSlot() {
    try (DjlTask task = task(DIGITS, "shared")) {
      assertEquals(Map.of("c.weight", "a.weight"), task.tied());
      assertEquals(64 * 16 + 16 + 16 + 170, task.layout().coordinates());
      requireReach(task, task.pretrained().orElseThrow());
    }
  }

  private static final String MOMENTS =
      """
      import sys, torch
      from torch import nn
      torch.set_num_threads(1)
      net = torch.jit.load(sys.argv[1])
      x = torch.frombuffer(bytearray(open(sys.argv[2], 'rb').read()), dtype=torch.float32).reshape(-1, 1, 8, 8)
      ends = [int(e) for e in open(sys.argv[3]).read().split()]
      net.train()
      state, seen = net.state_dict(), {}
      for name, positions in (('n', 64), ('m', 36)):
          seen[name] = [0., 0., 0, positions, .1 if name == 'n' else .3]
      begin = 0
      for end in ends:
          for name in seen:
              state[name + '.running_mean'].zero_(); state[name + '.running_var'].zero_()
          net(x[begin:end])
          for name, s in seen.items():
              k = (end - begin) * s[3]
              m, v = state[name + '.running_mean'].double() / s[4], state[name + '.running_var'].double() / s[4] * (k - 1) / k
              s[0], s[1], s[2] = s[0] + k * m, s[1] + k * (v + m * m), s[2] + k
          begin = end
      for m, q, k, _, _ in seen.values():
          m, q = m / k, q / k
          print(*m.tolist(), *((q - m * m) * k / (k - 1)).tolist())
      """;

  @ParameterizedTest
  @ValueSource(ints = {119, 121, 240})
  void statisticsOfAScriptAreReEstimatedAsPyTorchComesToThem(int count) throws IOException {
    Examples some = DIGITS.training().take(count);
    Data data =
        new Data(
            DIGITS.info(), DIGITS.targets(), new Parts(some, DIGITS.validation(), DIGITS.test()));
    float[] inputs = some.inputs();
    ByteBuffer bytes = ByteBuffer.allocate(4 * inputs.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(inputs);
    Path examples = Files.write(folder.resolve("x"), bytes.array());
    List<String> ends = new ArrayList<>();
    for (int end : Recalibration.ends(count, 60)) {
      ends.add("" + end);
    }
    Path chunks = Files.writeString(folder.resolve("ends"), String.join(" ", ends));
    Path module = folder.resolve("conv.pt");
    String[] lines = Python.run(MOMENTS, module, examples, chunks).strip().split("\n", -1);
    try (DjlTask task = task(data, "conv")) {
      Point estimated = task.recalibrate(task.pretrained().orElseThrow(), 60);
      for (int layer = 0; layer < 2; layer++) {
        String[] expected = lines[layer].split(" ", -1);
        int mean = task.layout().slot((layer == 0 ? "n" : "m") + ".running_mean").offset();
        for (int i = 0; i < expected.length; i++) {
          double value = Double.parseDouble(expected[i]);
          assertEquals(value, estimated.at(mean + i), 3e-6 * (Math.abs(value) + 0.1));
        }
      }
    }
  }

  @Test
  void dropoutDoesNotKeepStatisticsFromBeingReEstimated() {
    try (DjlTask plain = task(DIGITS, "conv");
        DjlTask task = task(DIGITS, "conv-dropout")) {
      assertTrue(notes(task).contains("training draws random numbers"), notes(task));
      Point point = task.pretrained().orElseThrow();
      Point estimated = task.recalibrate(point);
      assertEquals(estimated, task.recalibrate(point));
      Point expected = plain.recalibrate(point);
      for (Slot slot : task.layout().slots()) {
        for (int i = slot.offset(); i < slot.end(); i++) {
          assertEquals(expected.at(i), estimated.at(i), 1e-5, "dropout is behind the last layer");
        }
      }
      Point end = trained(task, point);
      assertEquals(end, trained(task, point));
    }
  }

  @Test
  void aNormalisationThatIsUsedTwiceIsRefused() {
    try (DjlTask task = task(DIGITS, "twice")) {
      Point point = task.pretrained().orElseThrow();
      assertTrue(
          assertThrows(RecalibrationException.class, () -> task.recalibrate(point))
              .getMessage()
              .startsWith("statistic n.running_mean cannot be re-estimated"));
    }
  }

  @Test
  void aBatchOfOneMayLoseItsDimension() {
    Data data =
        new Data(
            DIGITS.info(),
            DIGITS.targets(),
            new Parts(DIGITS.training().take(501), DIGITS.validation(), DIGITS.test()));
    try (DjlTask task = task(data, "squeezed")) {
      assertEquals(501, task.training().score(task.init(1)).examples());
    }
  }
}
