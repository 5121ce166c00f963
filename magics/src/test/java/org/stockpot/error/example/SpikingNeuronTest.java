package org.stockpot.error.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.barrier.BoxPlane;
import org.stockpot.barrier.MergeTree;
import org.stockpot.barrier.PlaneOptions;
import org.stockpot.barrier.PlaneResult;
import org.stockpot.error.ErrorTask;
import org.stockpot.task.Part;
import org.stockpot.task.Progress;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Python;

final class SpikingNeuronTest {

  @TempDir private Path folder;

  private static double[] wave(double amplitude, double frequency, int steps) {
    return IntStream.range(0, steps)
        .mapToDouble(t -> amplitude * Math.sin(frequency * 0.01 * t))
        .toArray();
  }

  private static List<Integer> times(boolean... spikes) {
    return IntStream.range(0, spikes.length).filter(t -> spikes[t]).boxed().toList();
  }

  /** The boundary is where an oscillation keeps its size; below it all shrink. */
  @Test
  void oscillationsNeverGrowWithTheBoundary() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      double omega = 100 * random.nextDouble();
      double b = SpikingNeuron.boundary(omega);
      assertEquals(1, Math.hypot(1 + 0.01 * b, 0.01 * omega), 1e-12);
      double most = 2 * Math.sqrt(1 - omega * omega / 1e4) / 0.01;
      double damped = b - random.nextDouble() * most;
      assertTrue(Math.hypot(1 + 0.01 * damped, 0.01 * omega) <= 1 + 1e-12);
    }
    assertEquals(0, SpikingNeuron.boundary(0));
  }

  /** One push, and then nothing: without the boundary the membrane rings ever louder. */
  @Test
  void withoutTheBoundaryANeuronFiresByItself() {
    double[] push = new double[3000];
    push[0] = 50;
    assertEquals(List.of(), times(SpikingNeuron.BALANCED.spikes(push, 15, 0)));
    List<Integer> alone = times(SpikingNeuron.UNBALANCED.spikes(push, 15, 0));
    assertTrue(alone.size() > 10 && alone.get(0) > 50, "" + alone);
    // |u| grows by sqrt(1 + (δω)²) a step from 0.5 on: beyond 1 after ln 2 / ln 1.01119 = 62 steps.
    assertTrue(alone.get(0) >= 62 && alone.get(0) < 62 + 42, "" + alone.get(0));
  }

  /** A resonator fires to its own frequency, an integrator to the sum of what it gets. */
  @Test
  void neuronsFireToWhatTheyAreFor() {
    int own = times(SpikingNeuron.BALANCED.spikes(wave(4, 9, 1000), 9, 1)).size();
    int other = times(SpikingNeuron.BALANCED.spikes(wave(4, 20, 1000), 9, 1)).size();
    assertTrue(own > 10 && other == 0, own + ", " + other);
    double[] constant = new double[400];
    Arrays.fill(constant, 2);
    // u = 2 (1 - α^t) reaches 1 at ln 2 / -ln 0.9 = 6.6 steps.
    assertEquals(6, times(SpikingNeuron.LEAKY.spikes(constant, 0.9, 0)).get(0));
    int tired = times(SpikingNeuron.LEAKY.spikes(constant, 0.9, 0.5)).size();
    assertTrue(tired < times(SpikingNeuron.LEAKY.spikes(constant, 0.9, 0)).size() / 2);
  }

  @Test
  void spikesAreThoseOfASecondImplementation() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    List<String> lines = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    List<SpikingNeuron> neurons = List.of(SpikingNeuron.values());
    for (int i = 0; i < 30; i++) {
      SpikingNeuron neuron = neurons.get(i % 3);
      double first = neuron == SpikingNeuron.LEAKY ? random.nextDouble() : 20 * random.nextDouble();
      double second = 2 * random.nextDouble();
      double[] inputs = random.doubles(800, -15, 17).toArray();
      lines.add(neuron + " " + first + " " + second);
      lines.add(Arrays.stream(inputs).mapToObj(Double::toString).collect(Collectors.joining(" ")));
      expected.add(
          times(neuron.spikes(inputs, first, second)).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(" ")));
    }
    Files.write(folder.resolve("inputs.txt"), lines);
    assertEquals(expected, Python.run(Python.script("neurons.py"), folder).lines().toList());
    assertTrue(expected.stream().filter(line -> !line.isEmpty()).count() > 20);
  }

  @Test
  void theTargetHasNoErrorAndOthersHave() {
    for (SpikingNeuron neuron : SpikingNeuron.values()) {
      double[] target =
          neuron == SpikingNeuron.LEAKY ? new double[] {0.9, 0.2} : new double[] {8, 1};
      SpikeError error = new SpikeError(neuron, target[0], target[1]);
      assertEquals(0, error.error(target));
      assertEquals(8, error.errors(target).length);
      double[] other = {target[0] * 0.8, target[1] * 2};
      assertTrue(error.error(other) > 0.01, neuron + " " + error.error(other));
      assertEquals(
          error.error(other), Arrays.stream(error.errors(other)).average().orElseThrow(), 1e-12);
    }
  }

  @Test
  void whatFiresHasNoGradient() {
    for (String name : ErrorExamples.NAMES.subList(1, 4)) {
      String reason = ErrorExamples.of(name).task().derivatives(Subset.all(Part.TRAINING)).reason();
      assertTrue(reason.startsWith("error function error:" + name + " has no gradient"), reason);
    }
    assertTrue(ErrorExamples.of("bed").task().identity().get("error").startsWith("wave, version"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> ErrorExamples.of("nothing"))
            .getMessage();
    assertTrue(message.startsWith("an error function must be one of bed, balanced-"), message);
  }

  /** The balanced neuron has one basin that is deeper than a tenth; floods from places agree. */
  @Test
  void basinsAreCountedInTwoWays() {
    for (String name : ErrorExamples.NAMES.subList(1, 4)) {
      ErrorTask task = ErrorExamples.of(name).task();
      PlaneOptions options = PlaneOptions.defaults().withGrid(41);
      PlaneResult plane = BoxPlane.of(task.box().names(), task, options, Progress.NONE);
      for (double depth : new double[] {0.1, 0.02}) {
        long deep =
            MergeTree.of(plane).minima().stream().filter(m -> !(m.depth() <= depth)).count();
        assertEquals(deep, deeperThan(plane, depth), name);
        if (name.startsWith("balanced") && depth == 0.1) {
          assertEquals(1, deep);
        }
      }
    }
  }

  /**
   * Counts places from which no lower one is reached without climbing more than a depth, each such
   * basin once: along the triangles of the map, from one place after the other.
   */
  private static int deeperThan(PlaneResult plane, double depth) {
    int columns = plane.xs().size();
    double[] values = plane.values().stream().flatMap(List::stream).mapToDouble(v -> v).toArray();
    double top = Arrays.stream(values).max().orElseThrow();
    int count = 0;
    for (int start = 0; start < values.length; start++) {
      boolean[] seen = new boolean[values.length];
      Deque<Integer> next = new ArrayDeque<>(List.of(start));
      seen[start] = true;
      boolean lowest = top - values[start] > depth;
      while (lowest && !next.isEmpty()) {
        int at = next.remove();
        for (int[] way : new int[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, -1}}) {
          int x = at % columns + way[0];
          int y = at / columns + way[1];
          int there = y * columns + x;
          boolean inside = x >= 0 && y >= 0 && x < columns && y < plane.ys().size();
          if (inside && !seen[there] && values[there] <= values[start] + depth) {
            seen[there] = true;
            next.add(there);
            boolean same = values[there] - values[start] == 0 && there < start;
            lowest &= values[there] >= values[start] && !same;
          }
        }
      }
      count += lowest ? 1 : 0;
    }
    return count;
  }
}
