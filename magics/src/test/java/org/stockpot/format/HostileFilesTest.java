package org.stockpot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.format.file.TensorFiles;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.mergekit.Recipes;
import org.stockpot.testing.Cost;
import org.stockpot.testing.Points;
import org.stockpot.text.Json;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

public final class HostileFilesTest {

  public static final Layout NET =
      Layout.builder()
          .add("conv1.weight", Role.WEIGHT, 2, 1, 3, 3)
          .add("conv1.bias", Role.BIAS, 2)
          .add("bn1.gamma", Role.SCALE, 2)
          .add("bn1.beta", Role.SHIFT, 2)
          .add("bn1.running_mean", Role.STATISTIC, 2)
          .add("bn1.running_var", Role.STATISTIC, 2)
          .add("fc1.weight", Role.WEIGHT, 3, 2)
          .add("fc1.bias", Role.BIAS, 3)
          .build();

  public static final LoadOptions STRUCTURE =
      LoadOptions.defaults().withMatch(LoadOptions.Match.STRUCTURE);

  /** Buffers, messages, and a zip file's list of members. */
  private static final long MOST_BYTES = 4 << 20;

  private static final int MUTANTS = Integer.getInteger("stockpot.fuzz", 2000);

  private static final long[] EXTREMES = {-1, 1L << 60, Long.MIN_VALUE, Integer.MAX_VALUE, 0};

  @TempDir Path directory;

  private Path resource(String name) throws IOException {
    try (InputStream in = HostileFilesTest.class.getResourceAsStream(name)) {
      return Files.write(directory.resolve(name), in.readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip.pt", "old.pt"})
  void filesOfPyTorchLoadBitForBit(String name) throws IOException {
    ByteBuffer expected =
        ByteBuffer.wrap(Files.readAllBytes(resource("expected.f32")))
            .order(ByteOrder.LITTLE_ENDIAN);
    Point point = Point.build(NET, w -> expected.asFloatBuffer().get(w));
    assertEquals(point, Checkpoint.load(resource(name), NET, STRUCTURE).point());
  }

  private Path valid(String name) throws IOException {
    Path file = directory.resolve("valid." + name);
    Mask mask = Mask.keeping(NET, i -> i % 2 == 0);
    Checkpoint checkpoint =
        new Checkpoint(Points.random(NET, 1).masked(mask), mask, Map.of("a", "b"));
    switch (name) {
      case "safetensors", "npz" -> checkpoint.save(file);
      case "deflated.npz" -> {
        Path plain = valid("npz");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file));
            ZipFile in = new ZipFile(plain.toFile())) {
          for (ZipEntry entry : in.stream().toList()) {
            out.putNextEntry(new ZipEntry(entry.getName()));
            in.getInputStream(entry).transferTo(out);
          }
        }
      }
      case "params" -> Files.write(file, params());
      case "parts.npz" -> TensorFiles.write(file, parts(), Map.of());
      case "index.json" -> {
        checkpoint.save(directory.resolve("part.safetensors"));
        Map<String, Object> map = new LinkedHashMap<>();
        NET.slots().forEach(slot -> map.put(slot.name(), "part.safetensors"));
        Files.writeString(file, Json.write(Map.of("weight_map", map)));
      }
      default -> {
        return resource(name);
      }
    }
    return file;
  }

  /** Returns a network in the parts that pruning and normalisation make of weights. */
  private static List<Tensor> parts() {
    Point point = Points.random(NET, 1);
    List<Tensor> parts = new ArrayList<>();
    for (Slot slot : NET.slots()) {
      Tensor tensor = Tensor.of(slot, point.values(slot));
      if (slot.name().equals("conv1.weight")) {
        parts.add(vector("conv1.weight_g", 2, 1, 1, 1));
        parts.add(tensor.named("conv1.weight_v_orig"));
        parts.add(tensor.named("conv1.weight_v_mask"));
      } else if (slot.name().equals("fc1.weight")) {
        parts.add(tensor.named("fc1.parametrizations.weight.original"));
        parts.add(vector("fc1.parametrizations.weight.0._u", 3));
        parts.add(vector("fc1.parametrizations.weight.0._v", 2));
      } else {
        parts.add(tensor);
      }
    }
    return parts;
  }

  private static Tensor vector(String name, Integer... shape) {
    Layout layout = Layout.builder().add(name, Role.OTHER, shape).build();
    Slot slot = layout.slots().get(0);
    return Tensor.of(slot, Points.random(layout, 2).values(slot));
  }

  /** Returns what DJL writes for three parameters, after its documented layout. */
  private static byte[] params() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeBytes("DJL@");
    out.writeInt(1);
    NET.slots()
        .forEach(
            slot -> {
              try {
                out.writeByte(2);
                out.writeChar('P');
                out.writeByte(1);
                out.writeUTF(slot.name().replaceFirst(".*\\.", ""));
                out.writeUTF("NDAR");
                out.writeInt(3);
                out.writeByte(0);
                out.writeUTF("DENSE");
                out.writeUTF("FLOAT32");
                out.writeInt(slot.shape().size());
                for (int dimension : slot.shape()) {
                  out.writeLong(dimension);
                }
                out.writeInt(0);
                out.writeByte('<');
                out.writeInt(4 * slot.size());
                out.write(new byte[4 * slot.size()]);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "safetensors",
        "npz",
        "deflated.npz",
        "zip.pt",
        "old.pt",
        "params",
        "objects4.pt",
        "parts.npz",
        "index.json"
      })
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void damagedFilesLoadOrAreRefusedInOneLine(String name) throws IOException {
    byte[] valid = Files.readAllBytes(valid(name));
    String ending = name.endsWith(".json") ? ".json" : "";
    Checkpoint.load(valid(name), NET, STRUCTURE);
    int refused = 0;
    for (int seed = 0; seed < MUTANTS; seed++) {
      Path file = Files.write(directory.resolve("mutant" + ending), mutant(valid, seed));
      try {
        Cost.limit(
            "mutant " + seed + " of " + name,
            MOST_BYTES + 4L * valid.length,
            () -> Checkpoint.load(file, NET, STRUCTURE));
      } catch (FormatException e) {
        refused++;
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
      } catch (RuntimeException | Error e) {
        throw new AssertionError("mutant " + seed + " of " + name, e);
      }
    }
    assertTrue(refused > MUTANTS / 10, "only " + refused + " mutants were refused");
  }

  private static byte[] mutant(byte[] valid, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = valid.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      int to = at + random.nextInt(Math.min(64, bytes.length - at));
      switch (random.nextInt(6)) {
        case 0 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 3 -> {
          if (bytes.length >= at + 8) {
            ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            ByteBuffer.wrap(bytes)
                .order(order)
                .putLong(at, EXTREMES[random.nextInt(EXTREMES.length)]);
          }
        }
        case 4 ->
            System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - (to - at)), to - at);
        default -> bytes = cut(bytes, at, to);
      }
    }
    return bytes;
  }

  private static byte[] cut(byte[] bytes, int from, int to) {
    byte[] rest = new byte[Math.max(1, bytes.length - (to - from))];
    System.arraycopy(bytes, 0, rest, 0, Math.min(from, rest.length));
    System.arraycopy(bytes, to, rest, from, Math.max(0, rest.length - from));
    return rest;
  }

  private String refusal(byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve("f"), bytes);
    String message =
        assertThrows(FormatException.class, () -> Checkpoint.load(file, NET)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    return message.substring(file.toString().length() + 2);
  }

  private static byte[] safetensors(long length, String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putLong(length < 0 ? json.length : length).put(json).array();
  }

  @Test
  void aHeaderThatClaimsToBeHugeIsRefused() throws IOException {
    assertEquals(
        "a safetensors file must start with the length of its header, at most 16777216 and inside"
            + " the file, got 1152921504606846976",
        refusal(safetensors(1L << 60, "{}", 8)));
    assertEquals("it is empty: download or save it again", refusal(new byte[0]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}'"
            + " | tensor b [2] F32 must lie in the 8 bytes from 8, got data_offsets 4 to 12",
        "'{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}' | tensor a [3] F32 must"
            + " lie in the 12 bytes from 0, got data_offsets 0 to 8",
        "'{\"a\":{\"dtype\":\"F32\",\"shape\":[1073741824,1073741824,1073741824],\"data_offsets\":[0,8]}}'"
            + " | tensor a must have at most 64 dimensions and 2^56 entries, got [1073741824,"
            + " 1073741824, 1073741824]",
        "'{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}' | tensor a must have a"
            + " known dtype, a shape and two data_offsets, got F32 null [0, 8]",
        "'{\"a\":{\"dtype\":\"Q4\",\"shape\":[2],\"data_offsets\":[0,8]}}' | tensor a must have a"
            + " known dtype, a shape and two data_offsets, got Q4 [2] [0, 8]",
        "'{\"a\":1,\"a\":2}' | a safetensors header must be one JSON object",
        "'{]' | a safetensors header must be one JSON object",
        "'{}' | there must be 0 bytes of tensors behind the header, got 12",
        "'{\"../../x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}' | slot"
            + " conv1.weight [2, 1, 3, 3] must have a tensor of its name, got 0 like it for 1"
            + " slots; the tensors are ../../x; say which is which with --map THEIRS=OURS,…",
      })
  void headersThatLieAreRefused(String header, String message) throws IOException {
    assertEquals(message, refusal(safetensors(-1, header, 12)));
  }

  @Test
  void integersAreNoWeights() throws IOException {
    Layout layout = Layout.builder().add("a", Role.WEIGHT, 3).build();
    Path file = directory.resolve("i.safetensors");
    String header = "{\"a\":{\"dtype\":\"I32\",\"shape\":[3],\"data_offsets\":[0,12]}}";
    Files.write(file, safetensors(-1, header, 12));
    assertEquals(
        file + ": tensor a must hold F64, F32, F16 or BF16 as weights, got I32",
        assertThrows(FormatException.class, () -> Checkpoint.load(file, layout)).getMessage());
  }

  @Test
  void aWrongShapeIsNamedByItsSlot() throws IOException {
    Layout layout = Layout.builder().add("a", Role.WEIGHT, 2).build();
    Path file = directory.resolve("s.safetensors");
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}";
    Files.write(file, safetensors(-1, header, 12));
    assertEquals(
        file + ": slot a must have shape [2], got tensor a [3] F32",
        assertThrows(FormatException.class, () -> Checkpoint.load(file, layout)).getMessage());
    assertEquals(
        file + ": no tensor named b, the tensors are a",
        assertThrows(FormatException.class, () -> Checkpoint.load(file, layout, Map.of("b", "a")))
            .getMessage());
    assertEquals(
        file + ": no slot named c, the slots are a",
        assertThrows(FormatException.class, () -> Checkpoint.load(file, layout, Map.of("a", "c")))
            .getMessage());
  }

  @Test
  void picklesThatWouldRunCodeAreRefused() throws IOException {
    String call = "\u0080\u0002cos\nsystem\nX\u0004\0\0\0true\u0085R.";
    assertEquals(
        "a PyTorch file must hold data only, got a call of os.system, which is not run: do not open"
            + " this file in Python",
        refusal(call.getBytes(StandardCharsets.ISO_8859_1)));
    String instance = "\u0080\u0002(ios\nsystem\n.";
    assertTrue(
        refusal(instance.getBytes(StandardCharsets.ISO_8859_1)).contains("a call of os.system"));
  }

  @Test
  void picklesThatNestWithoutEndAreRefused() throws IOException {
    byte[] nested = new byte[2_000_000];
    Arrays.fill(nested, (byte) 0x85);
    System.arraycopy(new byte[] {(byte) 0x80, 2, 'N'}, 0, nested, 0, 3);
    assertEquals("a pickle must not build more objects than fit into its bytes", refusal(nested));
  }

  @Test
  void aZipOfOtherThingsIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("../../evil.txt"));
      zip.write(1);
    }
    assertEquals(
        "a zip file must hold npy files or a PyTorch state dict, got ../../evil.txt",
        refusal(bytes.toByteArray()));
  }

  /** Java would take 24 GB for the places of 2^31 - 1 members. */
  @Test
  void aZipThatClaimsManyMembersIsRefused() throws IOException {
    byte[] zip = Files.readAllBytes(valid("npz"));
    ByteBuffer bytes = ByteBuffer.allocate(zip.length + 76).order(ByteOrder.LITTLE_ENDIAN);
    int end = zip.length - 22;
    bytes.put(zip, 0, end);
    bytes.putInt(0x06064b50).putLong(44).putInt(45).putInt(0).putInt(0);
    bytes.putLong(Integer.MAX_VALUE).putLong(Integer.MAX_VALUE);
    ByteBuffer old = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(old.getInt(end + 12)).putLong(old.getInt(end + 16));
    bytes.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    bytes.put(zip, end, 22).putShort(end + 76 + 8, (short) -1).putShort(end + 76 + 10, (short) -1);
    assertTrue(
        refusal(bytes.array())
            .startsWith("the zip file's list of 2147483647 members must have 46 bytes for each"));
    old.putShort(end + 8, (short) -1).putShort(end + 10, (short) -1);
    assertTrue(refusal(zip).startsWith("the zip file's list of 65535 members must have"));
  }

  /** Aliases that double nine times, depth without end, classes by tag, a loop, and length. */
  @ParameterizedTest
  @ValueSource(strings = {"laughs", "deep", "tag", "loop", "long", "merged", "binary"})
  void recipesAreReadAsWordsAlone(String kind) throws IOException {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      String before = "*a" + (i - 1);
      laughs.append("a" + i + ": &a" + i + " [" + before + ", " + before + "]\n");
    }
    String text =
        switch (kind) {
          case "laughs" -> laughs + "merge_method: linear\nmodels: *a39\n";
          case "deep" -> "models: " + "[".repeat(100_000);
          case "tag" -> "merge_method: !!javax.script.ScriptEngineManager []\nmodels: []\n";
          case "loop" -> "merge_method: linear\nmodels: &a [*a]\n";
          case "long" -> "# " + "x".repeat(1 << 20);
          case "merged" -> "x: &x {a: 1}\n<<: *x\n";
          default -> "\u0000\u0001";
        };
    Path file = Files.writeString(directory.resolve("recipe.yml"), text);
    String message = assertThrows(FormatException.class, () -> Recipes.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    assertTrue(message.indexOf('\n') < 0 && message.length() < 300, message);
  }
}
