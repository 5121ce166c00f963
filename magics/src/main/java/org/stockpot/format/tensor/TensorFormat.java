package org.stockpot.format.tensor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A format of files of tensors, such as safetensors. What format a file has shows in its first
 * bytes, not in its name.
 */
public interface TensorFormat {

  /** Writes tensors to a file of a format. */
  @FunctionalInterface
  interface Writer {

    /**
     * Writes all of a file.
     *
     * @param out takes its bytes
     * @param tensors the tensors, whose names differ
     * @param metadata any text by key, for formats that have a place for it
     * @throws IOException if the bytes cannot be written, or entries not be read
     */
    void write(OutputStream out, List<Tensor> tensors, Map<String, String> metadata)
        throws IOException;
  }

  /**
   * Returns what the format is called in messages.
   *
   * @return such as {@code safetensors}; empty for what leads to files of other formats
   */
  String name();

  /**
   * Returns what names of its files mostly end in, for completion and for telling a file from a
   * point's name.
   *
   * @return endings without their first dot, such as {@code pt} and {@code index.json}
   */
  List<String> endings();

  /**
   * Returns how help names its files.
   *
   * @return such as {@code .npz} or {@code DJL's .params}
   */
  default String help() {
    return "." + String.join(", .", endings());
  }

  /**
   * Returns whether a file looks as those of the format do.
   *
   * @param file where it lies
   * @param start its first sixteen bytes, or all of a shorter one
   * @return whether to read it as such
   * @throws IOException if it cannot be read
   */
  boolean isOne(Path file, byte[] start) throws IOException;

  /**
   * Reads what a file holds, but no tensor's entries.
   *
   * @param file a file that looks like one of the format
   * @return its tensors
   * @throws IOException if it cannot be read
   * @throws FormatException if it is damaged
   */
  TensorFile read(Path file) throws IOException;

  /**
   * Returns what names of files that are written may end in.
   *
   * @return endings without their first dot, the usual one first
   */
  default List<String> writtenEndings() {
    return endings();
  }

  /**
   * Returns how files are written whose names have one of these endings.
   *
   * @return the writer; empty for a format that is only read
   */
  default Optional<Writer> writer() {
    return Optional.empty();
  }

  /**
   * Returns whether a file starts with a mark.
   *
   * @param start its first bytes
   * @param mark the mark, one character a byte
   * @return whether it does
   */
  static boolean begins(byte[] start, String mark) {
    return new String(start, StandardCharsets.ISO_8859_1).startsWith(mark);
  }
}
