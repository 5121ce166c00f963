package org.stockpot.format.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.TensorFile;

/** Pickles by hand: what they mean, and what hostile ones must not do. */
final class PickleTest {

  private static final Path FILE = Path.of("a.pt");

  private static Object read(byte[] pickle) {
    return Pickle.read(ByteBuffer.wrap(pickle), new PickleBuilder(TorchFile::readStorage));
  }

  private static TensorFile tree(byte[] pickle) {
    return PickleTree.read(FILE, read(pickle), (storage, start) -> () -> null);
  }

  private static String refusal(byte[] pickle) {
    return assertThrows(FormatException.class, () -> tree(pickle)).getMessage();
  }

  @Test
  void instructionsOfAllProtocolsMakeValues() {
    byte[] pickle =
        Opcodes.of(5)
            .code('(')
            .code('K', 7, 'M', 1, 1, 0x88, 'N', 'G', 0x3f, 0xf0, 0, 0, 0, 0, 0, 0)
            .code(0x8a, 1, 0xff)
            .code(0x8b)
            .int32(2)
            .code(0, 1)
            .code(0x8c, 1, 'a', 'U', 1, 0xe9)
            .code(0x8d)
            .int64(1)
            .code('b', 0x8e)
            .int64(1)
            .code(9, 0x96)
            .int64(1)
            .code(8)
            .code(0x8f, 0x94, '(', 'K', 1, 0x90, 'h', 0)
            .code('(', 'K', 2, 0x91)
            .code('K', 1, '0', 'K', 3, '2', 0x86)
            .code('(', 'K', 4, '1')
            .code('}', 'C', 1, 'k', ']', 'K', 5, 'a', 's')
            .code('t')
            .end();
    List<?> values = (List<?>) read(pickle);
    assertEquals("[7, 257, true, None, 1.0, -1, 256, a, é, b]", values.subList(0, 10).toString());
    assertEquals(9, assertInstanceOf(byte[].class, values.get(10))[0]);
    assertEquals(8, assertInstanceOf(byte[].class, values.get(11))[0]);
    assertEquals(
        List.of(List.of(1L), List.of(1L), List.of(2L), List.of(3L, 3L), Map.of("k", List.of(5L))),
        values.subList(12, 17));
  }

  @ParameterizedTest
  @ValueSource(ints = {'P', 'I', 'S', 0x82, 0x97, 0x98, 'g', 0xff})
  void otherInstructionsAreRefused(int code) {
    assertEquals(
        "a pickle must be of protocol 2 to 5, and complete, got instruction " + code,
        refusal(Opcodes.of(2).code(code, '\n', '\n').end()));
    assertEquals("a pickle must be of protocol 2 to 5, got 6", refusal(Opcodes.of(6).end()));
  }

  @Test
  void objectsOfAnyMakingArePassedOver() {
    Opcodes pickle = Opcodes.of(4).code('}', '(');
    pickle.text("reduced").global("a.b", "C").code('K', 1, 0x85, 'R');
    pickle.text("made").global("a.b", "D").code(')', 0x81, '}', 'b');
    pickle.text("with").global("a.b", "E").code(')', '}', 0x92);
    pickle.text("old").code('(').global("a.b", "F").code('K', 1, 'o');
    pickle
        .text("instance")
        .code('(', 'K', 1, 'i')
        .bytes("a.b\nG\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    pickle.text("called").global("a.b", "H").code(')', 'R', ')', 'R');
    pickle.text("listed").global("a.b", "I").code(')', 'R', 'K', 1, 'a');
    pickle.text("w").tensor(6, 2, 3).code('u');
    TensorFile file = tree(pickle.end());
    assertEquals("w [2×3] F32", file.tensor("w").toString());
    assertEquals(
        "[skipped, and nothing of it was run: reduced (a.b.C), made (a.b.D), with (a.b.E), old"
            + " (a.b.F), instance (a.b.G), called (a.b.H), listed (a.b.I)]",
        file.notes().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "os,system", "posix,system", "nt,system", "subprocess,Popen", "builtins,eval",
    "builtins,exec", "__builtin__,eval", "builtins,__import__", "sys,exit", "runpy,run_path",
    "os.path,exists", "importlib,import_module"
  })
  void whatWouldRunAProgramIsRefusedByName(String module, String name) {
    String expected =
        "a PyTorch file must hold data only, got a call of "
            + module.replace("__builtin__", "builtins")
            + "."
            + name
            + ", which is not run: do not open this file in Python";
    Opcodes dict = Opcodes.of(2).code('}').text("w").tensor(6, 2, 3).code('s').text("x");
    byte[] start = dict.end();
    for (int way = 0; way < 6; way++) {
      Opcodes pickle = new Opcodes().bytes(java.util.Arrays.copyOf(start, start.length - 1));
      switch (way) {
        case 0 -> pickle.global(module, name).text("true").code(0x85, 'R');
        case 1 -> pickle.text(module).text(name).code(0x93).text("true").code(0x85, 0x81);
        case 2 -> pickle.global(module, name).text("true").code(0x85, '}', 0x92);
        case 3 -> pickle.code('(').global(module, name).text("true").code('o');
        case 4 ->
            pickle
                .code('(')
                .text("true")
                .code('i')
                .bytes(
                    (module + "\n" + name + "\n")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        default ->
            pickle
                .global("builtins", "getattr")
                .global(module.replaceFirst("\\..*", ""), "x")
                .text(name)
                .code(0x86, 'R')
                .text("true")
                .code(0x85, 'R');
      }
      String message = refusal(pickle.code('s').end());
      assertEquals(way < 5 ? expected : message, message);
      if (way == 5 && !module.contains("builtin")) {
        assertTrue(message.contains("a call of " + module.replaceFirst("\\..*", "")), message);
      }
    }
  }

  @Test
  void dictsThatHoldThemselvesAreReadOnce() {
    byte[] pickle =
        Opcodes.of(2)
            .code('}', 'q', 0)
            .text("self")
            .code('h', 0, 's')
            .text("w")
            .tensor(6, 2, 3)
            .code('s')
            .end();
    assertEquals(1, tree(pickle).dicts().size());
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void dictsThatGrowByHalvesAreReadOnce() {
    Opcodes pickle = Opcodes.of(2).code('}').text("w").tensor(6, 2, 3).code('s', 'q', 0);
    for (int level = 1; level < 200; level++) {
      pickle.code('}').text("a").code('h', level - 1, 's').text("b").code('h', level - 1, 's');
      pickle.code('q', level);
    }
    assertEquals(
        0, assertThrows(FormatException.class, () -> tree(pickle.end())).structure().size());
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void shortPicklesDoNotAskForLongWork() {
    int many = 200_000;
    Opcodes copies = Opcodes.of(4).code('(').times(many, ')').code('t', 0x94, '0');
    copies.global("collections", "OrderedDict").code(0x94, '0');
    copies.times(many, 'h', 1, 'h', 0, 0x85, 'R', '0');
    assertTrue(refusal(copies.end()).startsWith("the pickle is damaged"), refusal(copies.end()));

    Opcodes lists = Opcodes.of(4).code('(').times(many, ')').code('t', 0x94, '0');
    lists.global("builtins", "list").code(0x94, '0').times(many, 'h', 1, 'h', 0, 0x85, 'R', '0');
    assertEquals("a pickle must not copy more than it holds", refusal(lists.end()));

    Opcodes texts = Opcodes.of(4).text("x".repeat(many)).code(0x94, '0');
    texts.global("_codecs", "encode").code(0x94, '0').times(many, 'h', 1, 'h', 0, 0x85, 'R', '0');
    assertEquals("a pickle must not copy more than it holds", refusal(texts.end()));

    Opcodes keys = Opcodes.of(4).code('(').times(many, ')').code('t', 0x94, '0', '}');
    keys.times(many, 'h', 0, 'N', 's');
    assertTrue(refusal(keys.end()).startsWith("a PyTorch file must hold a dict"));

    Opcodes shapes = Opcodes.of(4).code('(').times(many, 'K', 1).code('t', 0x94, '0');
    shapes.global("torch._utils", "_rebuild_tensor_v2").code('(', '(').text("storage");
    shapes.global("torch", "FloatStorage").text("0").text("cpu").number(1).code('t', 'Q');
    shapes.number(0).code('h', 0, 'h', 0, 't', 'R');
    assertEquals("a tensor must have at most 64 dimensions, got 200000", refusal(shapes.end()));

    Opcodes names = Opcodes.of(4).text("x".repeat(many)).code(0x94);
    names.times(many, 'h', 0, 0x93, '0', 'h', 0);
    assertEquals("a pickle must name classes, got a name without end", refusal(names.end()));
  }

  @Test
  void numbersThatLieAreRefused() {
    assertEquals(
        "the pickle is damaged or cut off",
        refusal(Opcodes.of(2).code('N', 'r').int32(1 << 30).end()));
    assertEquals(
        "the pickle is damaged or cut off",
        refusal(Opcodes.of(4).code(0x8e).int64(1L << 40).end()));
    assertEquals(
        "the pickle is damaged or cut off", refusal(Opcodes.of(2).code('X').int32(-1).end()));
    assertEquals("the pickle is damaged or cut off", refusal(Opcodes.of(2).code('N', 't').end()));
    assertTrue(
        refusal(Opcodes.of(2).code('}').text("w").tensor(6, 1 << 30, 1 << 30).code('s').end())
            .startsWith("tensor w must have at most 64 dimensions and 2^56 entries"));
    assertTrue(
        refusal(Opcodes.of(2).code('}').text("w").tensor(6, 3, 3).code('s').end())
            .contains("must lie in its storage without repeats"));
  }

  @Test
  void aFunctionThatCallsItselfIsRefused() {
    String of = "_rebuild_from_type_v2";
    byte[] pickle =
        Opcodes.of(2)
            .global("torch._tensor", of)
            .code('q', 0, ']', 'q', 1, 'h', 0, 'a', 'N', 'a', 'h', 1, 'a', 'R')
            .end();
    assertEquals("a pickle must not nest classes of tensors", refusal(pickle));
  }
}
