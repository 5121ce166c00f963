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
 * @param tree the page
 */
record Page(Map<String, Object> tree) {

  static final String TRAINING = "training.json";

  private static final String SECONDS = "seconds";
  private static final int MOST = 1 << 24;

  /** The page where none is needed, because only reading follows. */
  static final Page NONE = new Page(Map.of());

  static Page of(Task task, Job job, Training training, double seconds) {
    Map<String, Object> tree = of(task, job).tree();
    if (!training.history().isEmpty()) {
      Score last = training.history().get(training.history().size() - 1).validation();
      tree.put("validation_loss", last.loss());
      tree.put("validation_" + last.metric().name().toLowerCase(Locale.ROOT), last.value());
    }
    tree.put(SECONDS, seconds);
    tree.put("finished", Instant.now().toString());
    return new Page(tree);
  }

  /** Returns how long a stored training took; NaN if its page does not say. */
  static double seconds(Path directory) throws IOException {
    Map<String, Object> page = Trees.read(directory.resolve(TRAINING), MOST);
    return Tree.number(page, SECONDS, Double.NaN);
  }

  /** Returns the page of what nothing is known of but what determined it. */
  static Page of(Task task, Job job) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("task", task.name());
    tree.put("identity", task.identity());
    tree.put("job", job(job));
    return new Page(tree);
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
  Map<String, String> provenance() {
    return Map.of("training", Json.write(tree));
  }

  String json() {
    return Json.pretty(tree) + "\n";
  }
}
