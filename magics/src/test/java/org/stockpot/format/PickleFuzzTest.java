package org.stockpot.format;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.ZipMember;
import org.stockpot.format.torch.Opcodes;
import org.stockpot.format.torch.PickledBytes;
import org.stockpot.testing.Cost;
import org.stockpot.testing.Fuzz;

/**
 * Pickles that were changed, and pickles of instructions at random, hostile ones among them: each
 * is read or refused, quickly and in little memory.
 */
final class PickleFuzzTest {

  /** Buffers, messages and the tree of what a pickle of a few kilobytes can hold. */
  private static final long MOST_BYTES = 2 << 20;

  private static final String[][] GLOBALS = {
    {"os", "system"},
    {"builtins", "eval"},
    {"builtins", "getattr"},
    {"builtins", "set"},
    {"collections", "OrderedDict"},
    {"collections", "defaultdict"},
    {"collections", "deque"},
    {"_codecs", "encode"},
    {"torch", "FloatStorage"},
    {"torch", "float32"},
    {"torch", "Size"},
    {"torch._utils", "_rebuild_tensor_v2"},
    {"torch._utils", "_rebuild_tensor_v3"},
    {"torch._utils", "_rebuild_parameter"},
    {"torch._utils", "_rebuild_sparse_tensor"},
    {"torch._utils", "_rebuild_qtensor"},
    {"torch._tensor", "_rebuild_from_type_v2"},
    {"torch.serialization", "_get_layout"},
    {"numpy.core.multiarray", "_reconstruct"},
    {"numpy._core.numeric", "_frombuffer"},
    {"numpy", "dtype"},
    {"__main__", "Config"}
  };

  private static final String[] TEXTS = {
    "", "storage", "0", "cpu", "f4", "torch.sparse_coo", "state", "param_groups", "fc1.weight", "x"
  };

  @TempDir Path directory;

  private int loaded;
  private int refused;

  private void measure(byte[] pickle, String what) {
    Cost.limit(what, MOST_BYTES + 4L * pickle.length, () -> read(pickle, what));
  }

  /** Reads as a file is. */
  private void read(byte[] pickle, String what) {
    try {
      Candidates.choose(
          PickledBytes.read(pickle), HostileFilesTest.NET, HostileFilesTest.STRUCTURE);
      loaded++;
    } catch (FormatException e) {
      refused++;
      assertFalse(e.getMessage().contains("\n"), e.getMessage());
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what, e);
    }
  }

  private List<byte[]> valid() throws IOException {
    List<byte[]> pickles = new ArrayList<>();
    for (String name : new String[] {"zip", "objects2", "objects4", "objects5"}) {
      Path file = directory.resolve(name);
      try (InputStream in = PickleFuzzTest.class.getResourceAsStream(name + ".pt")) {
        Files.write(file, in.readAllBytes());
      }
      try (InputStream in = ZipMember.open(file, name + "/data.pkl", 0)) {
        pickles.add(in.readAllBytes());
      }
    }
    return pickles;
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void changedPicklesAreReadOrRefused() throws IOException {
    List<byte[]> valid = valid();
    for (byte[] pickle : valid) {
      read(pickle, "a valid pickle");
    }
    for (int i = 0; i < Fuzz.INPUTS; i++) {
      measure(Fuzz.changed(valid.get(i % valid.size()), Fuzz.random(i)), "mutant " + i);
    }
    assertTrue(refused > Fuzz.INPUTS / 10, refused + " of " + Fuzz.INPUTS);
    assertTrue(loaded > Fuzz.INPUTS / 100, loaded + " of " + Fuzz.INPUTS);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void programsAtRandomAreReadOrRefused() {
    // The first of all loads classes.
    read(program(Fuzz.random(0)), "a program");
    for (int i = 0; i < Fuzz.INPUTS; i++) {
      measure(program(Fuzz.random(i)), "program " + i);
    }
    assertTrue(refused > Fuzz.INPUTS / 10, refused + " of " + Fuzz.INPUTS);
  }

  /** Returns instructions that mostly find on the stack what they need. */
  private static byte[] program(SplittableRandom random) {
    Opcodes pickle = Opcodes.of(2 + random.nextInt(4));
    int depth = 0;
    int memo = 0;
    for (int i = random.nextInt(200); i >= 0; i--) {
      int kind = random.nextInt(depth < 2 ? 8 : 20);
      switch (kind) {
        case 0 -> pickle.code('K', random.nextInt(256));
        case 1 -> pickle.text(TEXTS[random.nextInt(TEXTS.length)]);
        case 2 -> {
          String[] global = GLOBALS[random.nextInt(random.nextInt(4) == 0 ? GLOBALS.length : 3)];
          pickle.global(global[0], global[1]);
        }
        case 3 -> pickle.code(new int[] {'}', ']', ')', 0x8f, 'N', 0x88}[random.nextInt(6)]);
        case 4 -> {
          String[] global = GLOBALS[random.nextInt(GLOBALS.length)];
          pickle.global(global[0], global[1]);
        }
        case 5 -> pickle.code('(');
        case 6 -> pickle.tensor(6, 2, 3);
        case 7 -> pickle.code('C', 3).bytes("abc".getBytes(StandardCharsets.US_ASCII));
        case 8 -> pickle.code(0x94);
        case 9 -> pickle.code('h', random.nextInt(memo + 2));
        case 10 -> pickle.code(0x85 + random.nextInt(3));
        case 11, 12 -> pickle.code(')', 'R');
        case 13 -> pickle.code(0x85, 'R');
        case 14 -> pickle.code('s');
        case 15 -> pickle.code(new int[] {'a', 'b', '2', '0', '1', 'Q'}[random.nextInt(6)]);
        case 16 -> pickle.code(new int[] {'t', 'u', 'e', 0x90, 0x91, 'o'}[random.nextInt(6)]);
        case 17 -> pickle.code(0x81);
        case 18 -> pickle.code('}', 0x92);
        default -> pickle.code(random.nextInt(256));
      }
      memo += kind == 8 ? 1 : 0;
      depth +=
          kind < 8 || kind == 9
              ? 1
              : kind == 14 ? -2 : kind == 8 ? 0 : kind == 11 || kind == 12 ? 0 : -1;
      depth = Math.max(0, depth);
    }
    return pickle.end();
  }
}
