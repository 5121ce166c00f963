package org.stockpot.magic.task;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.stockpot.data.source.DataSources;
import org.stockpot.format.file.TensorFiles;

/** What to type instead of a file that is there, but is not named as data are. */
final class FileAdvice {

  private FileAdvice() {}

  /** Returns what a text is, if it is a file or folder, and how data of it are named. */
  static Optional<String> of(String text) {
    try {
      Path path = DataSources.path(text);
      return Files.isDirectory(path)
          ? Optional.of(
              text + " is a folder: say what is in it, as in images:DIR, mnist:DIR or cifar10:DIR")
          : Files.isRegularFile(path) ? Optional.of(file(text)) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static String file(String text) {
    String ending = text.replaceFirst("^.*\\.", "").toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "npz" -> text + " holds arrays of NumPy: say npz:" + text;
      case "npy" -> text + " is one array of NumPy: save inputs and labels with np.savez";
      case "xlsx", "xls", "parquet", "arrow", "feather", "h5", "json", "sqlite", "db" ->
          text + " is no table as text: save it as .csv";
      default ->
          !ending.equals("bin") && TensorFiles.endings().contains(ending)
              ? text + " holds weights, not data: %load reads them"
              : text + " is no file of data by its ending: tables end in .csv, .tsv or .txt";
    };
  }
}
