package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.stockpot.task.Job;
import org.stockpot.task.Score;
import org.stockpot.task.Task;
import org.stockpot.task.Training;
import org.stockpot.text.Json;
import org.stockpot.text.Tree;

/**
 * What people read of a training: everything that determined it, and how it came out.
 *
 * @param tree names and values, in order
 */
record Provenance(Map<String, Object> tree) {

  static final String TRAINING = "training.json";

  private static final String SECONDS = "seconds";
  private static final int MOST = 1 << 24;

  /** The provenance where none is needed, because only reading follows. */
  static final Provenance NONE = new Provenance(Map.of());

  static Provenance of(Task task, Job job, Training training, double seconds) {
    Map<String, Object> tree = of(task, job).tree();
    if (!training.history().isEmpty()) {
      Score last = training.history().get(training.history().size() - 1).validation();
      tree.put("validation_loss", last.loss());
      tree.put("validation_" + last.metric().name().toLowerCase(Locale.ROOT), last.value());
    }
    tree.put(SECONDS, seconds);
    tree.put("finished", Instant.now().toString());
    return new Provenance(tree);
  }

  /** Returns how long a stored training took; NaN if it does not say. */
  static double seconds(Path directory) throws IOException {
    Map<String, Object> page = JsonFiles.read(directory.resolve(TRAINING), MOST);
    return Tree.number(page, SECONDS, Double.NaN);
  }

  /** Returns the provenance of what nothing is known of but what determined it. */
  static Provenance of(Task task, Job job) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("task", task.name());
    tree.put("identity", task.identity());
    tree.put("job", job(job));
    return new Provenance(tree);
  }

  private static Map<String, Object> job(Job job) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("start", job.start().digest());
    tree.put("mask", job.mask().digest());
    tree.put("density", job.mask().density());
    tree.put("recipe", job.recipe().toString());
    tree.put("from", job.from());
    tree.put("to", job.to());
    tree.put("seed", job.seed());
    tree.put("captures", job.captures());
    return tree;
  }

  /** Returns what each file of a point says of it, as JSON. */
  Map<String, String> ofPoints() {
    return Map.of("training", Json.write(tree));
  }

  String json() {
    return Json.pretty(tree) + "\n";
  }
}
