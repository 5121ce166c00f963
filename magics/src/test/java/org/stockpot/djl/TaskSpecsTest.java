package org.stockpot.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.stockpot.data.image.Digits;
import org.stockpot.task.Job;
import org.stockpot.task.Progress;
import org.stockpot.task.Recipe;
import org.stockpot.task.Span;
import org.stockpot.task.TaskSpec;
import org.stockpot.testing.ChildJvm;
import org.stockpot.weights.Point;

final class TaskSpecsTest {

  private static final Map<String, String> OPTIONS =
      Map.of("seed", "7", "validation", "0.2", "prunable", "fc1", "threads", "1");

  private static Point trained(DjlTask task) {
    Recipe recipe = Recipe.defaults().withLength(Span.iterations(20)).withBatch(32);
    Job job = Job.dense(task.start(3), recipe, task.stepsPerEpoch(32), 4);
    return task.train(job, Progress.NONE).end();
  }

  /** What the other JVM does: makes the task of a spec and trains. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      TaskSpec spec = new TaskSpec(args[0], args[1], map(args[2]), map(args[3]));
      try (DjlTask task = TaskSpecs.task(spec)) {
        System.out.println(map(text(task.spec().orThrow().digests())).equals(spec.digests()));
        System.out.println(trained(task).digest());
      }
    }
  }

  private static String text(SortedMap<String, String> map) {
    return String.join(
        "\n", map.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  private static SortedMap<String, String> map(String text) {
    SortedMap<String, String> map = new TreeMap<>();
    text.lines()
        .forEach(l -> map.put(l.substring(0, l.indexOf('=')), l.substring(l.indexOf('=') + 1)));
    return map;
  }

  @Test
  void anotherJvmMakesTheSameTaskAndTrainsToTheSameBits() throws Exception {
    try (DjlTask task = TaskSpecs.task("digits", "mlp:16", OPTIONS)) {
      TaskSpec spec = task.spec().orThrow();
      assertEquals(
          List.of("prunable", "seed", "threads", "validation"),
          List.copyOf(spec.options().keySet()));
      String printed =
          ChildJvm.run(
              ChildJvm.home(),
              Child.class,
              List.of(),
              spec.data(),
              spec.model(),
              text(spec.options()),
              text(spec.digests()));
      assertEquals("true\n" + trained(task).digest(), printed.replace("\r", ""));
    }
  }

  @Test
  void whatDiffersIsNamed() {
    try (DjlTask task = TaskSpecs.task("digits", "mlp:4", Map.of())) {
      TaskSpec spec = task.spec().orThrow();
      SortedMap<String, String> options = new TreeMap<>(spec.options());
      options.put("seed", "8");
      TaskSpec other = new TaskSpec(spec.data(), spec.model(), options, spec.digests());
      String message =
          assertThrows(IllegalStateException.class, () -> TaskSpecs.task(other)).getMessage();
      assertTrue(
          message.contains("the same behaviour") || message.contains("the same data"), message);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> TaskSpecs.task("digits", "mlp:4", Map.of("sead", "1")));
  }

  @Test
  void aTaskOfVariablesHasNoneAndSaysSo() {
    try (DjlTask task = DjlTask.of(Digits.load(), "mlp:4")) {
      assertTrue(task.spec().value().isEmpty());
      assertTrue(task.spec().reason().contains("Java variables"));
    }
  }
}
