package org.stockpot.magic.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stockpot.djl.DjlTask;
import org.stockpot.format.Checkpoint.MaskForm;
import org.stockpot.format.Checkpoint;
import org.stockpot.format.FileSoup;
import org.stockpot.format.LoadOptions;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.magic.UsageException;
import org.stockpot.magic.option.JavaSource;
import org.stockpot.magic.store.PointSaving;
import org.stockpot.magic.task.FittingModel;

/** Points in files: their names have a slash, or the ending of a checkpoint. */
public final class PointFiles {

  /** Those that are read, and some that are not, so that what they are is said. */
  private static final Pattern ENDING =
      Pattern.compile(
          ".*\\.(safetensors|npz|pt|pth|th|params|ckpt|bin|index\\.json|h5|keras|onnx|gguf|pb)");

  private PointFiles() {}

  public static boolean isFile(String name) {
    return name.contains("/") || name.contains("\\") || ENDING.matcher(name).matches();
  }

  /** Reads a file into the layout of the current task, or else its own. */
  public static Checkpoint load(Session session, String name, LoadOptions options) {
    Path file = Path.of(name);
    return session
        .currentTask()
        .map(task -> load(file, task, options))
        .orElseGet(() -> Checkpoint.load(file));
  }

  /** Reads a file into a task's layout, or says which other model it is of. */
  private static Checkpoint load(Path file, DjlTask task, LoadOptions options) {
    try {
      return Checkpoint.load(file, task.layout(), options);
    } catch (FormatException e) {
      boolean plain = options.equals(LoadOptions.defaults()) && e.structure().isEmpty();
      Optional<FittingModel> model = plain ? FittingModel.of(file, task) : Optional.empty();
      String advice = model.map(m -> m.advice(file, task)).orElseThrow(() -> e);
      throw new UsageException(advice + " (" + e.getMessage() + ")");
    }
  }

  /** Returns the files that a pattern matches, in the order of their names, but no examples. */
  public static List<String> expand(String pattern) {
    List<String> files =
        FileSoup.matching(pattern).stream()
            .map(Path::toString)
            .filter(file -> !file.endsWith(PointSaving.EXAMPLE))
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

  /** Writes a point; DJL's own format is that of the task's block. */
  public static void save(Session session, Checkpoint checkpoint, Path file, MaskForm masks) {
    if (file.toString().endsWith(".params")) {
      DjlTask task = session.task();
      task.save(checkpoint.point(), file);
    } else {
      checkpoint.save(file, masks);
    }
  }
}
