package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.stockpot.format.tensor.FormatException;

/**
 * One directory of the store: written under a temporary name, read back, forced to the disk (scores
 * are not) and renamed, so that it appears when it is whole; believed only where all checksums
 * match. Whoever writes or removes one holds its lock.
 *
 * @param place where it is
 * @param temporary where it is written
 * @param damaged where it is moved if it is not what was written
 */
record Entry(Path place, Path temporary, Path damaged) {

  /** Turns a value into files and back. */
  interface Format<T> {
    void write(T value, Path directory) throws IOException;

    T read(Path directory) throws IOException;

    /** Returns whether what is written must outlast a power cut. */
    default boolean isForced() {
      return true;
    }
  }

  boolean exists() {
    return Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
  }

  /** Writes a value in place of what there was. A write that fails leaves nothing behind. */
  <T> void write(T value, Format<T> format) throws IOException {
    try {
      Disk.delete(temporary);
      Files.createDirectories(temporary);
      format.write(value, temporary);
      Checksums.write(temporary);
      requireReadable(value, format);
      if (format.isForced()) {
        force();
      }
      Files.createDirectories(place.getParent());
      remove();
      Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
      if (format.isForced()) {
        Disk.forceDirectory(place.getParent());
      }
    } catch (IOException | RuntimeException e) {
      clean(e);
      if (e instanceof FormatException && e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void force() throws IOException {
    for (Path file : Disk.list(temporary)) {
      Disk.forceFile(file);
    }
    Disk.forceDirectory(temporary);
  }

  /** Removes this at one moment, so that no half of it is ever seen. */
  void remove() throws IOException {
    if (exists()) {
      Path gone = temporary.resolveSibling(temporary.getFileName() + "-gone");
      Disk.delete(gone);
      Files.createDirectories(gone.getParent());
      Files.move(place, gone, StandardCopyOption.ATOMIC_MOVE);
      Disk.delete(gone);
    }
  }

  private <T> void requireReadable(T value, Format<T> format) throws IOException {
    Checksums.verify(temporary);
    boolean same;
    try {
      same = format.read(temporary).equals(value);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (!same) {
      throw new IOException("what was read back is not what was written");
    }
  }

  private void clean(Exception e) {
    try {
      Disk.delete(temporary);
    } catch (IOException also) {
      e.addSuppressed(also);
    }
  }

  /**
   * Reads the value. What is damaged is set aside.
   *
   * @param note told what was damaged and where it is now
   * @return the value, or empty if there is none that can be believed
   */
  <T> Optional<T> read(Format<T> format, Consumer<String> note) throws IOException {
    if (!exists()) {
      return Optional.empty();
    }
    try {
      Checksums.verify(place);
      return Optional.of(format.read(place));
    } catch (IOException | IllegalArgumentException e) {
      Path aside = setAside();
      note.accept(
          "damaged in the store: "
              + place.getParent().getFileName()
              + "/"
              + place.getFileName()
              + ", "
              + e.getMessage()
              + "; set aside as "
              + aside);
      return Optional.empty();
    }
  }

  private Path setAside() throws IOException {
    Files.createDirectories(damaged.getParent());
    Path aside = damaged;
    for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
      aside = damaged.resolveSibling(damaged.getFileName() + "-" + i);
    }
    Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
    return aside;
  }
}
