package org.stockpot.data.csv;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Files that are called tables and are something else, told by their first bytes. */
final class OtherFormats {

  private static final int LOOKED_AT = 512;
  private static final String ZIP = "PK\3\4";

  /** Where the name of a zip file's first member is. */
  private static final int ZIP_NAME = 30;

  /** A length of eight bytes, most of them 0, and JSON. */
  private static final Pattern SAFETENSORS = Pattern.compile("(?s).{4}\0{4}\\{\"");

  private static final Map<String, String> BEGINNINGS = new LinkedHashMap<>();
  private static final Map<Pattern, String> TEXTS =
      Map.of(
          text("<!doctype html|<html"), "a web page; download the file itself",
          text("<\\?xml"), "XML",
          text("\\{\\s*\"|\\[\\s*[{\\[]"), "JSON; save it as CSV",
          text("[-+\\d.]+([ \\t]+\\d+:[-+\\d.eE]+)+\\s*[\\r\\n]"), "LIBSVM; save it as CSV",
          text("(%[^\\n]*\\s+)*@relation"), "ARFF; save it as CSV");

  static {
    BEGINNINGS.put("\u0089PNG", "a PNG image; a folder of images is images:DIR");
    BEGINNINGS.put("\u00FF\u00D8\u00FF", "a JPEG image; a folder of images is images:DIR");
    BEGINNINGS.put("GIF8", "a GIF image");
    BEGINNINGS.put("\u0093NUMPY", "one array of NumPy; save inputs and labels with np.savez");
    BEGINNINGS.put("\u00D0\u00CF\u0011\u00E0", "an old Excel workbook; save its sheet as CSV");
    BEGINNINGS.put("PAR1", "Parquet");
    BEGINNINGS.put("ARROW1", "Arrow");
    BEGINNINGS.put("\u0089HDF", "HDF5");
    BEGINNINGS.put("SQLite format 3", "an SQLite database");
    BEGINNINGS.put("%PDF", "PDF");
    BEGINNINGS.put("{\\rtf", "rich text; save it as plain text");
    BEGINNINGS.put(
        "version https://git-lfs.github.com/spec", "a pointer of Git LFS; run git lfs pull");
    BEGINNINGS.put("BZh", "compressed by bzip2; unpack it");
    BEGINNINGS.put("\u00FD7zXZ", "compressed by xz; unpack it");
    BEGINNINGS.put("(\u00B5/\u00FD", "compressed by zstd; unpack it");
  }

  private OtherFormats() {}

  private static Pattern text(String beginning) {
    return Pattern.compile("(?i)(\u00EF\u00BB\u00BF)?\\s*(" + beginning + ")");
  }

  static void refuse(Path file, byte[] bytes) {
    int length = Math.min(bytes.length, LOOKED_AT);
    String head = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    refuse(file, head.startsWith(ZIP), archive(head));
    refuse(file, SAFETENSORS.matcher(head).lookingAt(), "weights as safetensors; %load reads them");
    BEGINNINGS.forEach((beginning, what) -> refuse(file, head.startsWith(beginning), what));
    TEXTS.forEach((beginning, what) -> refuse(file, beginning.matcher(head).lookingAt(), what));
  }

  /** Says what a zip file is by its first member. */
  private static String archive(String head) {
    String members = head.substring(Math.min(ZIP_NAME, head.length()));
    if (members.matches("(?s)(\\[Content_Types\\]|_rels/|docProps/|xl/).*")) {
      return "an Excel workbook; save its sheet as CSV";
    } else if (members.matches("(?s)[\\w.-]{1,60}\\.npy.*")) {
      return "arrays of NumPy; say npz:FILE";
    } else if (members.matches("(?s)[^/]{0,60}/?data\\.pkl.*")) {
      return "weights of PyTorch; %load reads them";
    }
    return "a zip or an Excel workbook; save its sheet as CSV";
  }

  private static void refuse(Path file, boolean is, String what) {
    if (is) {
      throw new IllegalArgumentException(file + " must be a table as text, got " + what);
    }
  }
}
