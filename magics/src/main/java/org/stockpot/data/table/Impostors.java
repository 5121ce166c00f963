package org.stockpot.data.table;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Files that are called tables and are something else, told by their first bytes. */
final class Impostors {

  private static final int LOOKED_AT = 512;
  private static final Map<String, String> BEGINNINGS = new LinkedHashMap<>();

  static {
    BEGINNINGS.put("PK\3\4", "a zip or an Excel workbook; save its sheet as CSV");
    BEGINNINGS.put("\u00D0\u00CF\u0011\u00E0", "an old Excel workbook; save its sheet as CSV");
    BEGINNINGS.put("PAR1", "Parquet");
    BEGINNINGS.put("ARROW1", "Arrow");
    BEGINNINGS.put("\u0089HDF", "HDF5");
    BEGINNINGS.put("SQLite format 3", "an SQLite database");
    BEGINNINGS.put("%PDF", "PDF");
    BEGINNINGS.put("{\\rtf", "rich text; save it as plain text");
    BEGINNINGS.put(
        "version https://git-lfs.github.com/spec", "a pointer of Git LFS; run git lfs pull");
    BEGINNINGS.put("<!doctype html", "a web page; download the file itself");
    BEGINNINGS.put("<html", "a web page; download the file itself");
    BEGINNINGS.put("<?xml", "XML");
    BEGINNINGS.put("BZh", "compressed by bzip2; unpack it");
    BEGINNINGS.put("\u00FD7zXZ", "compressed by xz; unpack it");
    BEGINNINGS.put("(\u00B5/\u00FD", "compressed by zstd; unpack it");
  }

  private Impostors() {}

  static void refuse(Path file, byte[] bytes) {
    int length = Math.min(bytes.length, LOOKED_AT);
    String head = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    String begins = head.stripLeading();
    BEGINNINGS.forEach(
        (beginning, what) -> {
          boolean text = beginning.startsWith("<");
          boolean is =
              text
                  ? begins.toLowerCase(Locale.ROOT).startsWith(beginning)
                  : head.startsWith(beginning);
          if (is) {
            throw new IllegalArgumentException(file + " must be a table as text, got " + what);
          }
        });
  }
}
