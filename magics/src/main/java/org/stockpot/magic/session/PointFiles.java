package org.stockpot.magic.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.format.Checkpoint;
import org.stockpot.format.Checkpoint.MaskForm;
import org.stockpot.format.FileSoup;
import org.stockpot.format.LoadOptions;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.JavaSource;
import org.stockpot.task.PointWriter;
import org.stockpot.task.Task;

/** Points in files: their names have a slash, or the ending of a checkpoint. */
public final class PointFiles {

  /** What the names of files with examples of a point end in. */
  public static final String EXAMPLE = ".example.safetensors";

  private PointFiles() {}

  /** Reads a file into the layout of the current task, or else its own. */
  public static Checkpoint load(Session session, String name, LoadOptions options) {
    Path file = Path.of(name);
    return session
        .currentTask()
        .map(task -> load(session, file, task, options))
        .orElseGet(() -> Checkpoint.load(file));
  }

  /** Reads a file into a task's layout, or says which other model it is of. */
  private static Checkpoint load(Session session, Path file, Task task, LoadOptions options) {
    try {
      return Checkpoint.load(file, task.layout(), options);
    } catch (FormatException e) {
      boolean plain = options.equals(LoadOptions.defaults()) && e.structure().isEmpty();
      Optional<String> model = plain ? session.engine().advice(file, task) : Optional.empty();
      String advice = model.orElseThrow(() -> e);
      throw new UsageException(advice + " (" + e.getMessage() + ")");
    }
  }

  /** Returns the files that a pattern matches, in the order of their names, but no examples. */
  public static List<String> expand(String pattern) {
    List<String> files =
        FileSoup.matching(pattern).stream()
            .map(Path::toString)
            .filter(file -> !file.endsWith(EXAMPLE))
            .toList();
    if (files.isEmpty()) {
      throw new UsageException("no file matches " + pattern);
    }
    return files;
  }

  /** Returns the Java expression that loads a file. */
  public static String java(Session session, String name, LoadOptions options) {
    boolean plain = session.currentTask().isEmpty() || options.equals(LoadOptions.defaults());
    return "Checkpoint.load("
        + path(name)
        + (session.currentTask().isPresent() ? ", Stockpot.task().layout()" : "")
        + (plain ? "" : ", " + JavaSource.of(options, Map.of()))
        + ")";
  }

  /** Returns the Java expression of a path. */
  public static String path(String name) {
    return "Path.of(" + JavaSource.of(name, Map.of()) + ")";
  }

  /**
   * Writes a point; a file of the engine's own format, such as DJL's .params, by the task.
   *
   * @throws UsageException if the task has no such format
   */
  public static void save(Session session, Checkpoint checkpoint, Path file, MaskForm masks) {
    if (file.toString().endsWith(".params")) {
      writer(session.task(), file).save(checkpoint.point(), file);
    } else {
      checkpoint.save(file, masks);
    }
  }

  private static PointWriter writer(Task task, Path file) {
    return task.as(PointWriter.class)
        .orElseThrow(
            () ->
                new UsageException(
                    "file must end in .safetensors, .npz or .pt, as task "
                        + task.name()
                        + " has no DJL model to write, got "
                        + file));
  }
}
