package org.stockpot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.merge.MergeMethod;
import org.stockpot.merge.MergeOption;
import org.stockpot.merge.Merges;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Points;
import org.stockpot.weights.ChunkedMerge;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Merge;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.TensorMerge;

final class FileMergeTest {

  /** Longer than a chunk, with statistics and parts of one entry, in no alphabetical order. */
  private static final Layout LAYOUT =
      Layout.builder()
          .add("out.weight", Role.WEIGHT, 300, 900)
          .add("out.bias", Role.BIAS, 300)
          .add("bn.running_mean", Role.STATISTIC, 300)
          .add("a", Role.SCALE, 1)
          .add("conv.weight", Role.WEIGHT, 4, 2, 3, 3)
          .build();

  @TempDir Path directory;

  static Stream<MergeMethod> methods() {
    return Merges.ALL.stream().filter(m -> !m.needsTask()).filter(m -> isOfFiles(m.with(Map.of())));
  }

  private static boolean isOfFiles(Merge merge) {
    return merge instanceof ChunkedMerge || merge instanceof TensorMerge;
  }

  private Path save(String name, Point point, Mask mask) {
    Path file = directory.resolve(name);
    new Checkpoint(point, mask, Map.of()).save(file);
    return file;
  }

  private static Point near(Point base, long seed) {
    return base.plus(Bowl.gaussian(base.layout(), seed).times(0.1));
  }

  /** Files and points by every method, over the whole vector and tensor by tensor. */
  @ParameterizedTest
  @MethodSource("methods")
  void filesBecomeWhatPointsBecomeBitForBit(MergeMethod method) {
    Mask even = Mask.keeping(LAYOUT, i -> i % 2 == 0);
    Mask most = Mask.keeping(LAYOUT, i -> i % 7 != 3);
    Point base = Points.random(LAYOUT, 1);
    List<Point> points = new ArrayList<>();
    List<Mask> masks = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < Math.min(3, method.most()); i++) {
      masks.add(i == 1 ? even : most);
      points.add(near(base, i + 2).masked(masks.get(i)));
      files.add(save("m" + i + ".safetensors", points.get(i), masks.get(i)));
    }
    List<Double> weights = List.of(1.0, 0.5, 2.0).subList(0, points.size());
    Path of = save("base.safetensors", base, Mask.full(LAYOUT));
    boolean takesBase = method.base() != MergeMethod.Base.UNUSED;
    FileMembers members = FileMembers.of(files).withWeights(weights);
    MergeInputs inputs = MergeInputs.of(points).withWeights(weights).withMasks(masks);
    for (Map<String, String> options : scopes(method)) {
      Merge merge = method.with(options);
      Path out = directory.resolve("out.safetensors");
      FileMerge.of(takesBase ? members.withBase(of) : members, merge, out);
      Checkpoint merged = Checkpoint.load(out, LAYOUT);
      assertEquals(merge.of(takesBase ? inputs.withBase(base) : inputs), merged.point());
      assertEquals(masks.stream().reduce(Mask::or).orElseThrow(), merged.mask());
      assertEquals(merge.toString(), merged.provenance().get("method"));
      assertEquals(takesBase ? "base.safetensors" : null, merged.provenance().get("base"));
    }
  }

  private static List<Map<String, String>> scopes(MergeMethod method) {
    Optional<MergeOption> scope =
        method.options().stream().filter(o -> o.name().equals("scope")).findFirst();
    return scope
        .map(o -> o.choices().stream().map(word -> Map.of("scope", word)).toList())
        .orElse(List.of(Map.of()));
  }

  /** As in memory: weights that sum to 0 have no mean. */
  @Test
  void statisticsOfADifferenceAreTheBases() {
    Point base = Points.random(LAYOUT, 1);
    List<Point> points = List.of(near(base, 2), near(base, 3));
    Mask full = Mask.full(LAYOUT);
    List<Path> files =
        List.of(save("a.npz", points.get(0), full), save("b.npz", points.get(1), full));
    List<Double> weights = List.of(1.0, -1.0);
    Path of = save("base.safetensors", base, full);
    Path out = directory.resolve("out.safetensors");
    Merge sum = Merges.of("task-arithmetic", Map.of());
    FileMerge.of(FileMembers.of(files).withWeights(weights).withBase(of), sum, out);
    Point expected = sum.of(MergeInputs.of(points).withWeights(weights).withBase(base));
    assertEquals(expected, Checkpoint.load(out, LAYOUT).point());
  }

  /** PyTorch's masks beside the weights, and another format than the base's. */
  @Test
  void masksBesideWeightsAreKept() {
    Mask even = Mask.keeping(LAYOUT, i -> i % 2 == 0);
    Point base = Points.random(LAYOUT, 1);
    Point point = near(base, 2).masked(even);
    Path file = directory.resolve("a.pt");
    new Checkpoint(point, even, Map.of()).save(file, Checkpoint.MaskForm.TORCH);
    Path of = save("base.npz", base, Mask.full(LAYOUT));
    Path out = directory.resolve("out.pt");
    Merge half = Merges.of("task-arithmetic", Map.of("lambda", 0.5));
    FileMerge.of(FileMembers.of(List.of(file, file)).withBase(of), half, out);
    Checkpoint merged = Checkpoint.load(out, LAYOUT);
    assertEquals(even, merged.mask());
    MergeInputs inputs = MergeInputs.of(List.of(point, point)).withMasks(List.of(even, even));
    assertEquals(half.of(inputs.withBase(base)), merged.point());
  }

  @Test
  void whatCannotBeMergedIsNamed() throws Exception {
    Point base = Points.random(Points.small(), 1);
    Path a = save("a.safetensors", near(base, 2), Mask.full(Points.small()));
    Path lenet = save("l.safetensors", Points.random(Points.lenet(), 1), Mask.full(Points.lenet()));
    byte[] bytes = Files.readAllBytes(a);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, Float.NaN);
    Path nan = Files.write(directory.resolve("nan.safetensors"), bytes);
    Merge ties = Merges.of("ties", Map.of());
    assertTrue(refusal(FileMembers.of(List.of(a)), ties).contains("must have a base"));
    assertEquals(
        "nan.safetensors: tensor other must hold finite numbers, got NaN",
        refusal(FileMembers.of(List.of(a, nan)).withBase(a), ties));
    assertEquals(
        "nan.safetensors: tensor other must hold finite numbers, got NaN",
        refusal(FileMembers.of(List.of(a)).withBase(nan), ties));
    assertEquals(
        "l.safetensors must have the tensors of a.safetensors, got fc1.weight [300, 784] against"
            + " [6, 4]",
        refusal(FileMembers.of(List.of(a)).withBase(lenet), ties));
    assertTrue(
        refusal(FileMembers.of(List.of(a)), inputs -> base)
            .startsWith("a merge of files must work in chunks or tensor by tensor, got "));
  }

  private String refusal(FileMembers members, Merge merge) {
    Path out = directory.resolve("out.safetensors");
    String message =
        assertThrows(IllegalArgumentException.class, () -> FileMerge.of(members, merge, out))
            .getMessage();
    assertFalse(Files.exists(out));
    return message.replace(directory + "/", "");
  }
}
