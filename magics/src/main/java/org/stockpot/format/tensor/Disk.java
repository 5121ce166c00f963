package org.stockpot.format.tensor;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/** Reads and writes whole files, and names the file in whatever goes wrong. */
public final class Disk {

  /**
   * Work on a file.
   *
   * @param <T> what is read
   */
  @FunctionalInterface
  public interface Reading<T> {
    /**
     * Does the work.
     *
     * @return what was read
     * @throws IOException if the file cannot be read
     */
    T run() throws IOException;
  }

  /** Writes all of a file. */
  @FunctionalInterface
  public interface Writing {

    /**
     * Writes the bytes.
     *
     * @param out takes them
     * @throws IOException if it does not
     */
    void to(OutputStream out) throws IOException;
  }

  private static final int BUFFER = 1 << 16;

  private Disk() {}

  /**
   * Reads a file, and names it in whatever goes wrong.
   *
   * @param file the file
   * @param reading the work
   * @param <T> what is read
   * @return what was read
   */
  public static <T> T read(Path file, Reading<T> reading) {
    try {
      return reading.run();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new FormatException(file + ": " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw error("read " + file, e.getCause());
    } catch (IOException e) {
      throw error("read " + file, e);
    }
  }

  /**
   * Opens a file at a byte.
   *
   * @param file the file
   * @param at the place of the first byte
   * @return its bytes from there on
   */
  public static InputStream open(Path file, long at) throws IOException {
    return Channels.newInputStream(FileChannel.open(file).position(at));
  }

  /**
   * Writes a file under another name beside its own, and renames it when it is whole. Whatever
   * fails, a file that was there stays. Folders on its way are made.
   *
   * @param file the file
   * @param writing writes its bytes
   * @throws FormatException if the file cannot be written
   */
  public static void write(Path file, Writing writing) {
    Path temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try {
        try (OutputStream out =
            new BufferedOutputStream(
                Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), BUFFER)) {
          writing.to(out);
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw error("write " + file, e);
    }
  }

  /** An interrupt closes channels; it is told as what it is. */
  private static RuntimeException error(String what, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      CancellationException cancelled = new CancellationException("interrupted");
      cancelled.initCause(e);
      return cancelled;
    }
    return new FormatException("cannot " + what + ": " + reason(e), e);
  }

  /** The messages of some file system errors are the file's name alone. */
  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof EOFException) {
      return "it is cut off";
    }
    return e instanceof FileSystemException f && f.getReason() == null
        ? e.getClass().getSimpleName().replace("Exception", "")
        : e.getMessage();
  }
}
