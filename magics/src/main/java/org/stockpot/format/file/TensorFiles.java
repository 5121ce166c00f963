package org.stockpot.format.file;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.Tensor;
import org.stockpot.format.tensor.TensorFile;
import org.stockpot.format.tensor.TensorFormat;
import org.stockpot.format.torch.TorchFormat;

/**
 * All formats of files of tensors that are read and written: {@code TensorFiles.open(file)} asks
 * each whether a file is one of its own. A new format is a class and a line in the list here.
 */
public final class TensorFiles {

  /** Safetensors first: the length that they start with can be the mark of any other. */
  private static final List<TensorFormat> FORMATS =
      List.of(
          new Safetensors(),
          new ZippedTensors(),
          new DjlParams(),
          new TorchFormat(),
          new ShardIndex(TensorFiles::open));

  /** Longer than any mark of a format. */
  private static final int MARKS = 16;

  private TensorFiles() {}

  /**
   * Opens a file; what it is shows in its first bytes, not in its name.
   *
   * @param file a file of any format
   * @return what it holds
   * @throws FormatException if it is of none, or damaged
   */
  public static TensorFile open(Path file) {
    return open(file, FORMATS);
  }

  static TensorFile open(Path file, List<TensorFormat> formats) {
    return Disk.read(
        file,
        () -> {
          UnreadableFiles.requireFile(file, formats);
          byte[] start;
          try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(MARKS);
          }
          for (TensorFormat format : formats) {
            if (format.isOne(file, start)) {
              return format.read(file);
            }
          }
          throw UnreadableFiles.refusal(file, formats);
        });
  }

  /**
   * Returns what files are read, for help.
   *
   * @return all endings, such as {@code .safetensors, .npz, DJL's .params}
   */
  public static String help() {
    return help(FORMATS);
  }

  static String help(List<TensorFormat> formats) {
    int last = formats.size() - 1;
    return formats.stream().limit(last).map(TensorFormat::help).collect(Collectors.joining(", "))
        + ", or "
        + formats.get(last).help();
  }

  /**
   * Returns what names of files mostly end in.
   *
   * @return endings without their first dot
   */
  public static List<String> endings() {
    return FORMATS.stream().flatMap(format -> format.endings().stream()).toList();
  }

  /**
   * Writes a file in the format of its name.
   *
   * @param file ends in an ending of a format that is written
   * @param tensors the tensors, whose names differ
   * @param metadata any text by key, for safetensors alone
   * @throws FormatException if it has another ending or cannot be written
   */
  public static void write(Path file, List<Tensor> tensors, Map<String, String> metadata) {
    write(file, tensors, metadata, FORMATS);
  }

  static void write(
      Path file, List<Tensor> tensors, Map<String, String> metadata, List<TensorFormat> formats) {
    TensorFormat.Writer writer =
        formats.stream()
            .filter(format -> written(format).stream().anyMatch(e -> file.toString().endsWith(e)))
            .flatMap(format -> format.writer().stream())
            .findFirst()
            .orElseThrow(() -> unknown(file, formats));
    Disk.write(file, out -> writer.write(out, tensors, metadata));
  }

  /** Returns the endings that are written, with their dots. */
  private static List<String> written(TensorFormat format) {
    return format.writer().isEmpty()
        ? List.of()
        : format.writtenEndings().stream().map("."::concat).toList();
  }

  private static FormatException unknown(Path file, List<TensorFormat> formats) {
    List<String> first =
        formats.stream().flatMap(format -> written(format).stream().limit(1)).toList();
    int last = first.size() - 1;
    return new FormatException(
        "a file to write must end in "
            + first.stream().limit(last).collect(Collectors.joining(", "))
            + " or "
            + first.get(last)
            + ", got "
            + file);
  }
}
