package org.stockpot.djl.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code of modules, read and followed without an engine. */
final class ScriptArchiveTest {

  private static final String HEAD =
      """
      class M(Module):
        __parameters__ = ["w", "v", "b", "s", "p", ]
        __buffers__ = ["f", ]
        w : Tensor
        v : Tensor
        b : Tensor
        s : Tensor
        p : Tensor
        f : Tensor
        training : bool
      """;

  @TempDir Path folder;

  /** Follows a method forward of some lines; w has 12 entries, all others 3. */
  private ScriptFacts facts(String... lines) throws IOException {
    StringBuilder code =
        new StringBuilder(HEAD + "  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n");
    for (String line : lines) {
      code.append("    ").append(line).append('\n');
    }
    return ScriptArchive.open(Archives.of(folder, code.toString()))
        .facts(name -> name.equals("w") || name.equals("v") ? 12 : 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "torch.linear(x, self.w, self.b)|[PRODUCT]",
        "torch.matmul(x, self.w)|[PRODUCT]",
        "torch.mm(torch.t(self.w), torch.t(x))|[PRODUCT]",
        "torch.addmm(self.b, x, torch.transpose(self.w, 0, 1), beta=1, alpha=1)|[PRODUCT]",
        "torch.einsum(\"bi,ij->bj\", [x, self.w])|[PRODUCT]",
        "torch.conv2d(x, self.w, self.b, [1, 1], [1, 1], [1, 1], 1)|[PRODUCT]",
        "torch._convolution(x, self.w, None, [1], [0], [1], True, [0], 1, False)|[PRODUCT]",
        "torch.bmm(torch.expand(torch.unsqueeze(self.w, 0), [2, -1, -1]), x)|[PRODUCT]",
        "torch.linear(x, torch.mul(self.w, self.f))|[PRODUCT]",
        "torch.linear(x, torch._weight_norm(self.w, self.s, 0))|[PRODUCT]",
        "torch.linear(x, torch.div(self.w, torch.norm(self.w)))|[PRODUCT]",
        "torch.linear(x, (torch.split(self.w, [2, 1]))[0])|[PRODUCT]",
        "torch.linear(x, torch.add(self.w, torch.mm(self.v, self.p)))|[PRODUCT]",
        "torch.embedding(self.w, torch.to(x, 4))|[LOOKUP]",
        "torch.add(x, self.w)|[ADDED]",
        "torch.add_(x, torch.slice(self.w, 1, 0, 2))|[ADDED]",
        "torch.cat([torch.expand(self.w, [(torch.size(x))[0], -1, -1]), x], 1)|[JOINED]",
        "torch.mul(x, self.w)|[MULTIPLIED]",
        "torch.layer_norm(x, [4], self.w, self.b)|[SCALE]",
        "torch.where(torch.gt(x, 0), x, self.w)|[OTHER]",
        "torch.softmax(torch.add(x, torch.unsqueeze((torch.index(self.w, [self.f])), 0)), -1)|[LOOKUP, ADDED]",
        "torch.add(x, torch.mean(self.w))|[]",
        "torch.relu(x)|[]"
      })
  void whatBecomesOfATensorIsWhatItIsUsedAs(String expression, String uses) throws IOException {
    assertEquals(uses, facts("return " + expression).of("w").toString());
  }

  @Test
  void biasesScalesAndStatisticsAreToldByTheirPlace() throws IOException {
    ScriptFacts facts =
        facts(
            "y = torch.batch_norm(x, self.s, self.b, self.p, self.f, self.training, 0.1, 1e-05, True)",
            "return torch.linear(y, self.w, self.v)");
    assertEquals(Set.of(Use.SCALE), facts.of("s"));
    assertEquals(Set.of(Use.SHIFT), facts.of("b"));
    assertEquals(Set.of(Use.BIAS), facts.of("v"));
    assertEquals(Set.of(Use.RUNNING_MEAN), facts.of("p"));
    assertEquals(Map.of(new ScriptFacts.Norm("p", "f"), 1), facts.norms());
  }

  @Test
  void aSmallerOperandOfAWeightIsAFactor() throws IOException {
    ScriptFacts facts = facts("return torch.linear(x, torch.mul(self.w, self.s))");
    assertEquals(Set.of(Use.PRODUCT), facts.of("w"));
    assertEquals(Set.of(Use.MULTIPLIED), facts.of("s"));
  }

  @Test
  void conditionsLoopsAndListsAreFollowed() throws IOException {
    ScriptFacts facts =
        facts(
            "if self.training:",
            "  a = self.w",
            "else:",
            "  a = self.v",
            "all = annotate(List[Tensor], [])",
            "for _0 in range(2):",
            "  _1 = torch.append(all, a)",
            "while torch.gt(torch.len(all), 3):",
            "  x = torch.add(x, self.p)",
            "if torch.__is__(self.b, None):",
            "  y = torch.mul(x, self.s)",
            "else:",
            "  y = x",
            "return torch.matmul(y, all[0])");
    assertEquals(Set.of(Use.PRODUCT), facts.of("w"));
    assertEquals(Set.of(Use.PRODUCT), facts.of("v"));
    assertEquals(Set.of(Use.ADDED), facts.of("p"));
    assertEquals(Set.of(), facts.of("s"), "a branch that is never taken");
  }

  @Test
  void oneNormalisationInEitherBranchRunsOnce() throws IOException {
    String norm = "torch.batch_norm(x, None, None, self.p, self.f, True, 0.1, 1e-05, True)";
    ScriptFacts either =
        facts("if self.training:", "  y = " + norm, "else:", "  y = " + norm, "return y");
    assertEquals(Map.of(new ScriptFacts.Norm("p", "f"), 1), either.norms());
    ScriptFacts twice = facts("x = " + norm, "return " + norm);
    assertEquals(Map.of(new ScriptFacts.Norm("p", "f"), 2), twice.norms());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "torch.embedding(self.w, torch.to(x, 4))|true",
        "torch.embedding(self.w, torch.to(torch.select(x, 1, 0), 3, False, False, None))|true",
        "torch.embedding(self.w, torch.to(x, dtype=4, layout=None))|true",
        "torch.linear(torch.to(x, 6), self.w)|false",
        "torch.linear(torch.to(torch.relu(x), 4), self.w)|false"
      })
  void inputsThatBecomeWholeNumbersAreSeen(String expression, boolean casts) throws IOException {
    assertEquals(casts, facts("return " + expression).castsInput());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "torch.to(torch.view(x, [-1, 64]), 7)|true",
        "torch.zeros([2, 2], dtype=7, layout=None)|true",
        "torch.to(x, 6)|false",
        "torch.view(x, [7, 7])|false"
      })
  void typesThatTheCodeNamesAreSeen(String expression, boolean doubles) throws IOException {
    assertEquals(doubles, facts("return " + expression).namesDoubles());
  }

  private static final String NESTED =
      """
      class N(Module):
        __parameters__ = ["weight_ih", "weight_hh", "bias_ih", ]
        __buffers__ = []
        weight_ih : Tensor
        weight_hh : Tensor
        bias_ih : Tensor
        bias : NoneType
        _flat_weights : List[Tensor]
        def forward(self: __torch__.N, x: Tensor,
            h: Optional[Tensor]=None) -> Tuple[Tensor, Tensor]:
          _flat_weights = self._flat_weights
          y, z, = torch.lstm(x, [h, h], _flat_weights, True, 1, 0., False, False, True)
          return (y, z)
      class M(Module):
        __parameters__ = ["head", ]
        __buffers__ = []
        __annotations__ = []
        __annotations__["0"] = __torch__.N
        head : Tensor
        def forward(self: __torch__.M, x: Tensor) -> Tensor:
          _0 = __torch__.last
          n = getattr(self, "0")
          y, z, = (n).forward(x, )
          return _0(y, self.head, )
      def last(y: Tensor,
          w: Tensor, scale: float=-1.0) -> Tensor:
        message = "it must have {} dimensions, # not \\"that\\""
        if torch.lt(torch.dim(y), 1):
          ops.prim.RaiseException(torch.format(message, 1))
        else:
          pass
        return torch.matmul(torch.select(y, 1, -1), w)
      """;

  @Test
  void modulesInModulesFunctionsAndListsOfWeightsAreFollowed() throws IOException {
    ScriptArchive archive = ScriptArchive.open(Archives.of(folder, NESTED));
    assertEquals(List.of("head", "0.weight_ih", "0.weight_hh", "0.bias_ih"), archive.tensors());
    ScriptFacts facts = archive.facts(name -> 1);
    assertEquals(Set.of(Use.PRODUCT), facts.of("head"));
    assertTrue(facts.of("0.weight_hh").contains(Use.PRODUCT));
    assertTrue(facts.of("0.bias_ih").contains(Use.BIAS));
  }

  @Test
  void whatIsNoCodeIsRefusedInOneLine() throws IOException {
    for (String code :
        new String[] {
          "class M(Module):\n  def forward(self, x):\n    return x[\n",
          "class M(Module):\n  def forward(self, x):\n    return \u0001\n",
          "class M(Module):\n  def forward(self, x):\n    return x",
          "class M(Module):\n  a : int\n",
          "class N(Module):\n  a : int\n",
          "class M(Module):\n  def forward(self, x):\n    return (self).forward(x, )\n",
          "class M(Module):\n  def forward(self, x):\n    return " + "(".repeat(100_000) + "\n"
        }) {
      ScriptArchive archive = ScriptArchive.open(Archives.of(folder, code));
      try {
        archive.tensors();
        archive.facts(name -> 1);
        assertTrue(code.endsWith("return x"), code);
      } catch (ScriptException e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
  }

  @Test
  void mutatedCodeIsReadOrRefused() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2000; i++) {
      StringBuilder code = new StringBuilder(NESTED);
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        int at = random.nextInt(code.length());
        switch (random.nextInt(3)) {
          case 0 -> code.deleteCharAt(at);
          case 1 -> code.insert(at, "()[]{}:,.=\" \n0aπ".charAt(random.nextInt(16)));
          default -> code.setCharAt(at, code.charAt(random.nextInt(code.length())));
        }
      }
      try {
        ScriptArchive archive = ScriptArchive.open(Archives.of(folder, code.toString()));
        archive.tensors();
        archive.facts(name -> 1);
      } catch (ScriptException e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
  }

  private static byte[] bytes(double... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      bytes.putDouble(number);
    }
    return bytes.array();
  }

  private static byte[] floats(float... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return bytes.array();
  }

  private ScriptArchive doubles(double... numbers) throws IOException {
    String storage =
        "(X\7\0\0\0storageq\1ctorch\nDoubleStorage\nq\2X\1\0\0\0"
            + "0q\3X\3\0\0\0cpuq\4K\2tQ"
            + "(h\1h\2X\1\0\0\0"
            + "1h\4K\2tQ(h\1ctorch\nLongStorage\nX\1\0\0\0"
            + "2h\4K\1tQ000";
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("data.pkl", Archives.pickle(storage));
    members.put("data/0", bytes(numbers));
    members.put("data/1", bytes(1, -0.0));
    members.put("data/2", new byte[] {7, 0, 0, 0, 0, 0, 0, 0});
    members.put(
        "code/__torch__.py",
        (HEAD + "  def forward(self, x):\n    return x\n")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    members.put("code/__torch__.py.debug_pkl", new byte[] {1});
    return ScriptArchive.open(Archives.write(folder, members));
  }

  @Test
  void tensorsOfDoublesBecomeFloatsInACopy() throws IOException {
    ScriptArchive archive = doubles(0.1, Double.NEGATIVE_INFINITY);
    assertEquals(List.of("float64"), archive.otherFloats());
    Path copy = folder.resolve("copy.pt");
    archive.writeReachable(copy);
    assertEquals(List.of(), ScriptArchive.open(copy).otherFloats());
    try (ZipFile zip = new ZipFile(copy.toFile())) {
      assertArrayEquals(floats(0.1f, Float.NEGATIVE_INFINITY), read(zip, "data/0"));
      assertArrayEquals(floats(1, -0f), read(zip, "data/1"));
      assertArrayEquals(new byte[] {7, 0, 0, 0, 0, 0, 0, 0}, read(zip, "data/2"));
      assertEquals(5, zip.size(), "positions in code that has changed are left out");
    }
    assertEquals(6, doublesMembers(), "the user's file stays");
  }

  private int doublesMembers() throws IOException {
    try (ZipFile zip = new ZipFile(folder.resolve("m.pt").toFile())) {
      return zip.size();
    }
  }

  private static byte[] read(ZipFile zip, String member) throws IOException {
    return zip.getInputStream(zip.getEntry("m/" + member)).readAllBytes();
  }

  @Test
  void numbersBeyondFloatsAreRefused() throws IOException {
    ScriptArchive archive = doubles(1e308, 1);
    assertEquals(
        "float64 numbers of a module must fit float32, got 1.0E308",
        assertThrows(ScriptException.class, () -> archive.writeReachable(folder.resolve("copy.pt")))
            .getMessage());
  }

  @Test
  void halvesAreExact() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      byte[] half = {(byte) bits, (byte) (bits >> 8)};
      float value =
          ByteBuffer.wrap(Storages.floats(Storages.Type.HALF, half))
              .order(ByteOrder.LITTLE_ENDIAN)
              .getFloat();
      int exponent = bits >> 10 & 31;
      int fraction = bits & 1023;
      double expected =
          exponent == 0
              ? fraction * Math.pow(2, -24)
              : (1024 + fraction) * Math.pow(2, exponent - 25);
      if (exponent == 31) {
        assertEquals(fraction == 0, Float.isInfinite(value));
      } else {
        assertEquals(bits >> 15 == 1 ? -expected : expected, value, "half " + bits);
      }
    }
    byte[] bfloat = {(byte) 0x80, (byte) 0xbf};
    assertArrayEquals(floats(-1), Storages.floats(Storages.Type.BFLOAT16, bfloat));
  }

  @Test
  void filesThatAreNoneAreNamed() throws IOException {
    Path weights = Archives.write(folder, Map.of("data.pkl", Archives.pickle("")));
    assertTrue(
        refusal(weights).startsWith("a TorchScript file must hold code, got the weights alone"));
    Path other = Archives.write(folder, Map.of("a.txt", new byte[1]));
    assertTrue(refusal(other).contains("got another archive in"), refusal(other));
    Path text = Files.writeString(folder.resolve("t.pt"), "no archive");
    assertTrue(
        refusal(text).startsWith("a TorchScript file must be an archive written by torch.jit"));
    Map<String, byte[]> strange = new LinkedHashMap<>();
    strange.put("data.pkl", new byte[] {(byte) 0x80, 2, ']', '.'});
    strange.put("code/__torch__.py", new byte[0]);
    Path empty = Archives.write(folder, strange);
    assertTrue(refusal(empty).contains("must hold a module"), refusal(empty));
  }

  private static String refusal(Path file) {
    return assertThrows(ScriptException.class, () -> ScriptArchive.open(file)).getMessage();
  }

  @Test
  void mutatedAttributesAreReadOrRefused() throws IOException {
    doubles(1, 2);
    byte[] pickle;
    try (ZipFile zip = new ZipFile(folder.resolve("m.pt").toFile())) {
      pickle = read(zip, "data.pkl");
    }
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 2000; i++) {
      byte[] mutated = pickle.clone();
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      try {
        Storages.of(mutated);
      } catch (ScriptException e) {
        assertTrue(
            e.getMessage().startsWith("the attributes of a TorchScript module"), e.getMessage());
      }
    }
  }
}
