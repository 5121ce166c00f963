package org.stockpot.magic;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stockpot.djl.DjlTask;
import org.stockpot.format.Checkpoint;
import org.stockpot.format.FormatException;

/** Points in files: their names have a slash, or the ending of a checkpoint. */
final class PointFiles {

  private static final Pattern ENDING = Pattern.compile(".*\\.(safetensors|npz|pt|pth|th|params)");

  private PointFiles() {}

  static boolean isFile(String name) {
    return name.contains("/") || name.contains("\\") || ENDING.matcher(name).matches();
  }

  /** Reads a file into the layout of the current task, or else its own. */
  static Checkpoint load(Session session, String name, Map<String, String> names) {
    Path file = Path.of(name);
    return session
        .currentTask()
        .map(task -> load(file, task, names))
        .orElseGet(() -> Checkpoint.load(file));
  }

  /** Reads a file into a task's layout, or says which model it is of. */
  private static Checkpoint load(Path file, DjlTask task, Map<String, String> names) {
    try {
      return Checkpoint.load(file, task.layout(), names);
    } catch (FormatException e) {
      Optional<FittingModel> model =
          names.isEmpty() ? FittingModel.of(file, task) : Optional.empty();
      String advice = model.map(m -> m.advice(file, task)).orElseThrow(() -> e);
      throw new UsageException(advice + " (" + e.getMessage() + ")");
    }
  }

  /** Returns the files that a pattern matches, in the order of their names. */
  static List<String> expand(String pattern) {
    Path path = Path.of(pattern);
    Path folder = path.toAbsolutePath().getParent();
    List<String> files = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder, path.getFileName().toString())) {
      found.forEach(file -> files.add(path.resolveSibling(file.getFileName()).toString()));
    } catch (IOException e) {
      throw new UsageException("no directory " + folder + " for " + pattern);
    }
    if (files.isEmpty()) {
      throw new UsageException("no file matches " + pattern);
    }
    Collections.sort(files);
    return files;
  }

  /** Returns the Java expression that loads a file. */
  static String java(Session session, String name, Map<String, String> names) {
    String layout = session.currentTask().isPresent() ? ", task.layout()" : "";
    return "Checkpoint.load(Path.of("
        + JavaSource.of(name, Map.of())
        + ")"
        + layout
        + (names.isEmpty() ? "" : ", " + JavaSource.of(names, Map.of()))
        + ")";
  }

  /** Writes a point; DJL's own format is that of the task's block. */
  static void save(Session session, Checkpoint checkpoint, Path file) {
    if (file.toString().endsWith(".params")) {
      DjlTask task = session.task();
      task.save(checkpoint.point(), file);
    } else {
      checkpoint.save(file);
    }
  }
}
