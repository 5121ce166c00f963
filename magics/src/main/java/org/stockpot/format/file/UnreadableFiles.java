package org.stockpot.format.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.stockpot.format.tensor.Disk;
import org.stockpot.format.tensor.FormatException;
import org.stockpot.format.tensor.TensorFormat;
import org.stockpot.text.Html;
import org.stockpot.text.Listed;

/** What a file is that is no checkpoint, and what to do about it. */
final class UnreadableFiles {

  /**
   * What bytes at a place say.
   *
   * @param at where they are
   * @param mark the bytes, one a character
   * @param is what a file with them is, and what to do
   */
  private record Mark(int at, String mark, String is) {
    boolean fits(String start) {
      return start.startsWith(mark, at);
    }
  }

  private static final String COMPRESSED = "it is compressed with ";
  private static final String CONVERT = ": save the weights in Python as .safetensors or .npz";

  private static final List<Mark> MARKS =
      List.of(
          new Mark(0, "\u001f\u008b", COMPRESSED + "gzip: unpack it first, with gunzip"),
          new Mark(0, "BZh", COMPRESSED + "bzip2: unpack it first, with bunzip2"),
          new Mark(0, "\u00fd7zXZ", COMPRESSED + "xz: unpack it first, with unxz"),
          new Mark(0, "(\u00b5/\u00fd", COMPRESSED + "zstd: unpack it first, with unzstd"),
          new Mark(0, "7z\u00bc\u00af", "it is a 7z archive: unpack it first"),
          new Mark(0, "Rar!", "it is a RAR archive: unpack it first"),
          new Mark(257, "ustar", "it is a tar archive: unpack it first, with tar -xf"),
          new Mark(0, "PK\5\6", "it is a zip file without members"),
          new Mark(0, "\u0089HDF\r\n\u001a\n", "it is HDF5, as Keras writes .h5" + CONVERT),
          new Mark(
              0, "GGUF", "it is a GGUF file of llama.cpp, mostly of quantised weights" + CONVERT),
          new Mark(4, "TFL3", "it is a TensorFlow Lite model" + CONVERT),
          new Mark(0, "\u0093NUMPY", "it is one array of NumPy: save named arrays with np.savez"),
          new Mark(0, "\b\1\22", "it is a TensorFlow SavedModel" + CONVERT),
          new Mark(
              0, "model_checkpoint_path:", "it is the list of a TensorFlow checkpoint" + CONVERT),
          new Mark(0, "\u00ff\u00d8\u00ff", "it is a JPEG image"),
          new Mark(0, "GIF8", "it is a GIF image"),
          new Mark(0, "PAR1", "it is a Parquet file, a table: save it as CSV, and use it as data"),
          new Mark(0, "ARROW1", "it is an Arrow file, a table: save it as CSV, and use it as data"),
          new Mark(0, "SQLite format 3", "it is an SQLite database"),
          new Mark(0, "\u00ca\u00fe\u00ba\u00be", "it is a Java class"),
          new Mark(0, "%PDF", "it is a PDF"),
          new Mark(0, "\u0089PNG", "it is a PNG image"));

  private static final Pattern ONNX =
      Pattern.compile("^\b[\\x01-\\x20][\\x12\\x1a\\x22:B].*", Pattern.DOTALL);
  private static final Pattern LFS =
      Pattern.compile("^version https://git-lfs[^\\n]*\\n(?:[^\\n]*\\n)*?size (\\d{1,18})");
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]{0,99}>([^<]{0,200})", Pattern.CASE_INSENSITIVE);
  private static final int START = 1 << 13;
  private static final int MOST_NAMED = 6;
  private static final int LONGEST_LINE = 60;
  private static final long TABLE_MAGIC = 0xdb4775248b80fb57L;

  private UnreadableFiles() {}

  /** Requires a path to be no folder; the message names what could be loaded from in it. */
  static void requireFile(Path file, List<TensorFormat> formats) throws IOException {
    if (!Files.isDirectory(file)) {
      return;
    }
    try (Stream<Path> inside = Files.list(file)) {
      List<String> names = inside.map(f -> f.getFileName().toString()).sorted().toList();
      if (names.contains("saved_model.pb")) {
        throw new FormatException("it is the folder of a TensorFlow SavedModel" + CONVERT);
      }
      List<String> endings =
          formats.stream().flatMap(f -> f.endings().stream()).map("."::concat).toList();
      List<String> checkpoints =
          names.stream().filter(n -> endings.stream().anyMatch(n::endsWith)).toList();
      throw new FormatException(
          "it is a folder, load a file of it"
              + (checkpoints.isEmpty() ? "" : ": " + Listed.first(checkpoints, MOST_NAMED)));
    }
  }

  /** Requires a zip file not to be of a kind that is told by its members. */
  static void requireCheckpoint(ZipFile zip) {
    if (zip.getEntry("model.weights.h5") != null || zip.getEntry("keras_metadata.pb") != null) {
      throw new FormatException("it is a .keras file" + CONVERT);
    }
    List<String> names = zip.stream().map(ZipEntry::getName).toList();
    boolean readable =
        names.stream().anyMatch(n -> n.endsWith(".npy") || n.matches("([^/]*/)?data\\.pkl"));
    if (names.stream().anyMatch(n -> n.matches("[^/]*/constants\\.pkl"))) {
      throw new FormatException(
          "it is a TorchScript module: use it as a model, with "
              + '%'
              + "task DATA torchscript:FILE, or save its state_dict()");
    }
    if (names.contains("xl/workbook.xml")) {
      throw new FormatException("it is an Excel workbook, a table: save its sheet as CSV");
    }
    if (!readable) {
      throw new FormatException(
          "a zip file must hold npy files or a PyTorch state dict, got "
              + (names.isEmpty() ? "nothing" : Listed.first(names, MOST_NAMED)));
    }
  }

  /** Returns what to say about a file that starts as no checkpoint does. */
  static FormatException refusal(Path file, List<TensorFormat> formats) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(START);
    }
    String start = new String(bytes, StandardCharsets.ISO_8859_1);
    return new FormatException(describe(file, start, formats));
  }

  private static String describe(Path file, String start, List<TensorFormat> formats)
      throws IOException {
    if (start.isEmpty()) {
      return "it is empty: download or save it again";
    }
    Matcher pointer = LFS.matcher(start);
    if (pointer.find()) {
      return "it is a Git LFS pointer to a file of "
          + pointer.group(1)
          + " bytes, not that file: fetch it with git lfs pull";
    }
    for (Mark mark : MARKS) {
      if (mark.fits(start)) {
        return mark.is;
      }
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (ONNX.matcher(start).matches()) {
      return "it is an ONNX model" + CONVERT;
    }
    if (name.endsWith(".pb") || name.matches(".*\\.data-\\d{5}-of-\\d{5}")) {
      return "it is part of a TensorFlow model" + CONVERT;
    }
    if (name.endsWith(".index") && endsAsTable(file)) {
      return "it is the index of a TensorFlow checkpoint" + CONVERT;
    }
    return start.chars().allMatch(c -> c >= ' ' || Character.isWhitespace(c))
        ? text(start.replaceFirst("^\u00ef\u00bb\u00bf", "").strip())
        : "it is none of what is read ("
            + formats.stream()
                .map(TensorFormat::name)
                .filter(format -> !format.isEmpty())
                .collect(Collectors.joining(", "))
            + "), got the bytes "
            + start.chars().limit(8).mapToObj("%02x"::formatted).collect(Collectors.joining(" "));
  }

  private static String text(String start) {
    String head = start.substring(0, Math.min(99, start.length())).toLowerCase(Locale.ROOT);
    if (head.startsWith("<!doctype html") || head.startsWith("<html")) {
      Matcher title = TITLE.matcher(start);
      return "it is a web page"
          + (title.find() ? ", titled \"" + title.group(1).strip() + "\"" : "")
          + ", not a checkpoint: download the file itself, signed in if need be";
    }
    if (head.matches("(?s)[^\\n{}]*[,;\t][^\\n{}]*\\n.*")) {
      return "it is a table as text, not a checkpoint: use it as data, with %task FILE MODEL"
          + " --label COLUMN";
    }
    if (head.startsWith("{") && start.contains("\"cells\"")) {
      return "it is a notebook, not a checkpoint: give it the ending .ipynb, and %load runs it";
    }
    return "it is a text, not a checkpoint, and begins: "
        + Html.line(start.lines().findFirst().orElse(""), LONGEST_LINE);
  }

  /** TensorFlow's indices are tables of LevelDB, which end in a magic number. */
  private static boolean endsAsTable(Path file) throws IOException {
    long size = Files.size(file);
    try (InputStream in = Disk.open(file, Math.max(0, size - Long.BYTES))) {
      byte[] end = in.readNBytes(Long.BYTES);
      long magic = 0;
      for (int i = end.length - 1; i >= 0; i--) {
        magic = magic << 8 | (end[i] & 0xff);
      }
      return magic == TABLE_MAGIC;
    }
  }
}
