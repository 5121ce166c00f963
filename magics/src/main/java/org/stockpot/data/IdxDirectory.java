package org.stockpot.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The four files of a data set that is laid out like MNIST. */
final class IdxDirectory {

  static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  private static final List<String> NAMES =
      List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

  private final Path directory;
  private final Map<String, Idx> files;

  private IdxDirectory(Path directory, Map<String, Idx> files) {
    this.directory = directory;
    this.files = files;
  }

  /**
   * Reads the four files, each plain or compressed as {@code .gz}.
   *
   * @throws IllegalArgumentException if some are missing or are no idx files
   * @throws UncheckedIOException if one cannot be read
   */
  static IdxDirectory read(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          directory
              + " must be a directory with the files "
              + String.join(", ", NAMES)
              + ", got no directory");
    }
    Map<String, Path> paths = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (String name : NAMES) {
      find(directory, name).ifPresentOrElse(p -> paths.put(name, p), () -> missing.add(name));
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          directory
              + " must hold the files "
              + String.join(", ", NAMES)
              + ", plain or as .gz, but has no "
              + String.join(", no ", missing));
    }
    Map<String, Idx> files = new LinkedHashMap<>();
    paths.forEach((name, path) -> files.put(name, read(path, path.getFileName().toString())));
    return new IdxDirectory(directory, files);
  }

  private static Optional<Path> find(Path directory, String name) {
    return List.of(directory.resolve(name), directory.resolve(name + ".gz")).stream()
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static Idx read(Path path, String name) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return Idx.read(name.endsWith(".gz") ? new GZIPInputStream(in) : in, name);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  Images training() {
    return Images.of(files.get(TRAIN_IMAGES), files.get(TRAIN_LABELS), directory.toString());
  }

  Images test() {
    return Images.of(files.get(TEST_IMAGES), files.get(TEST_LABELS), directory.toString());
  }

  /**
   * Requires the files to have known contents.
   *
   * @param md5s the digest of each file's uncompressed bytes, by name
   * @throws IllegalArgumentException if one differs
   */
  void requireDigests(Map<String, String> md5s) {
    files.forEach(
        (name, file) -> {
          if (!file.md5().equals(md5s.get(name))) {
            throw new IllegalArgumentException(
                directory.resolve(name)
                    + " must be MNIST's, of md5 "
                    + md5s.get(name)
                    + ", got "
                    + file.md5()
                    + "; fetch it again, or read other data of this format with idx:"
                    + directory);
          }
        });
  }
}
