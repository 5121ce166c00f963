package org.stockpot.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.merge.MergeMethod;
import org.stockpot.merge.Merges;
import org.stockpot.testing.Python;
import org.stockpot.text.Json;
import org.stockpot.weights.Layout;
import org.stockpot.weights.MergeInputs;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;
import org.stockpot.weights.Slot;

/**
 * All merges of random networks with a convolution, members that count differently, and one that
 * left a tensor as it was, by a second implementation in NumPy and PyTorch ({@code merges.py}).
 */
final class MergesOracleTest {

  private static final List<Double> WEIGHTS = List.of(1.0, 2.0, 0.5, 1.5);
  private static final Layout LAYOUT =
      Layout.builder()
          .add("conv.weight", Role.WEIGHT, 6, 3, 3, 3)
          .add("conv.bias", Role.BIAS, 6)
          .add("fc1.weight", Role.WEIGHT, 8, 24)
          .add("fc1.bias", Role.BIAS, 8)
          .add("fc2.weight", Role.WEIGHT, 3, 8)
          .add("fc2.bias", Role.BIAS, 3)
          .build();

  private static final List<Map.Entry<String, Map<String, ?>>> CASES =
      List.of(
          Map.entry("linear", Map.of()),
          Map.entry("task-arithmetic", Map.of("lambda", 0.7)),
          Map.entry("ties whole", Map.of("density", 0.3)),
          Map.entry("ties tensor", Map.of("density", 0.3, "scope", "tensor")),
          Map.entry("breadcrumbs", Map.of("density", 0.4, "gamma", 0.05)),
          Map.entry("breadcrumbs-ties", Map.of("density", 0.4, "gamma", 0.05)),
          Map.entry("sce", Map.of("density", 0.4)),
          Map.entry("ram", Map.of("epsilon", 0.2)),
          Map.entry("ram+", Map.of("epsilon", 0.2)),
          Map.entry("nearswap", Map.of("t", 0.1)),
          Map.entry("arcee-fusion", Map.of()),
          Map.entry("slerp", Map.of("scope", "tensor")),
          Map.entry("nuslerp", Map.of("scope", "row")),
          Map.entry("multislerp", Map.of()),
          Map.entry("karcher", Map.of("scope", "tensor", "tolerance", 1e-12, "steps", 500)),
          Map.entry("model-stock", Map.of()),
          Map.entry("iso-c", Map.of("lambda", 0.7)),
          Map.entry("tsv-m", Map.of()));

  @TempDir private Path folder;

  private Point drawn(String name, long seed, Point from, double scale) throws IOException {
    Random random = new Random(seed);
    Point point =
        Point.build(
            LAYOUT,
            w -> {
              for (int i = 0; i < w.length; i++) {
                w[i] = from.at(i) + (float) (scale * random.nextGaussian());
              }
              if (seed == 2) {
                Slot same = LAYOUT.slot("conv.bias");
                from.values(same).get(w, same.offset(), same.size());
              }
            });
    ByteBuffer bytes = ByteBuffer.allocate(4 * LAYOUT.size()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(point.toArray());
    Files.write(folder.resolve(name + ".f32"), bytes.array());
    return point;
  }

  @Test
  void mergesOfOtherNetworksAgree() throws IOException {
    Point base = drawn("base", 0, Point.build(LAYOUT, w -> {}), 1);
    List<Point> members = new ArrayList<>();
    for (int i = 0; i < WEIGHTS.size(); i++) {
      members.add(drawn("member" + i, i + 1, base, 0.3));
    }
    MergeInputs inputs = MergeInputs.of(members).withBase(base).withWeights(WEIGHTS);
    Map<String, Object> spec =
        Map.of(
            "shapes", LAYOUT.slots().stream().map(s -> List.of(s.name(), s.shape())).toList(),
            "members", members.size(),
            "weights", WEIGHTS,
            "sce", 0.4,
            "epsilon", 0.2,
            "t", 0.1,
            "lambda", 0.7);
    Files.writeString(folder.resolve("spec.json"), Json.write(spec));
    List<Map.Entry<String, Map<String, ?>>> cases = new ArrayList<>(CASES);
    for (String rescale : List.of("probability", "l1", "none")) {
      Map<String, ?> drawn = Map.of("density", 0.4, "seed", 3, "rescale", rescale);
      cases.add(Map.entry("dare " + rescale, drawn));
      cases.add(Map.entry("dare-ties " + rescale, drawn));
      Map<String, ?> ranked = Map.of("density", 0.5, "epsilon", 0.2, "seed", 3, "rescale", rescale);
      cases.add(Map.entry("della " + rescale, ranked));
      cases.add(Map.entry("della-linear " + rescale, ranked));
    }
    String said = Python.run(Python.script("merges.py"), folder);
    for (Map.Entry<String, Map<String, ?>> one : cases) {
      requireSame(said, one.getKey(), one.getValue(), inputs);
    }
  }

  private static void requireSame(
      String said, String name, Map<String, ?> options, MergeInputs inputs) {
    MergeMethod method = Merges.named(name.split(" ", 2)[0]);
    int count = Math.min(inputs.members().size(), method.most());
    MergeInputs some =
        MergeInputs.of(inputs.members().subList(0, count))
            .withWeights(WEIGHTS.subList(0, count))
            .withBase(inputs.base().orElseThrow());
    Point merged = method.with(options).of(some);
    double[] expected =
        said.lines()
            .filter(line -> line.startsWith(name + ":"))
            .flatMap(line -> Stream.of(line.substring(name.length() + 1).split(" ")))
            .mapToDouble(Double::parseDouble)
            .toArray();
    assertEquals(LAYOUT.size(), expected.length, name);
    for (int i = 0; i < expected.length; i++) {
      double tolerance = 1e-6 * Math.max(1, Math.abs(expected[i]));
      int entry = i;
      assertEquals(expected[i], merged.at(i), tolerance, () -> name + ", " + LAYOUT.entry(entry));
    }
  }
}
