package org.stockpot.data.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stockpot.data.Unreadable;

/**
 * The files of a data set that is laid out like MNIST, by their usual names: {@code
 * train-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, {@code train-images.idx3-ubyte}, or
 * with the name of a set before and {@code test} for {@code t10k}, as EMNIST has them, such as
 * {@code emnist-digits-test-images-idx3-ubyte}; each plain or compressed as {@code .gz}.
 */
final class IdxDirectory {

  static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  private static final List<String> NAMES =
      List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

  private static final Pattern NAME =
      Pattern.compile(
          "(?:(.+)[-_.])?(train|t10k|test)[-_.](images|labels)[-_.]idx[134][-_.]ubyte(\\.gz)?");

  private final Path directory;
  private final String set;
  private final Map<String, Path> files;

  private IdxDirectory(Path directory, String set, Map<String, Path> files) {
    this.directory = directory;
    this.set = set;
    this.files = files;
  }

  /**
   * Finds the files of a set.
   *
   * @param path a directory that holds one set, or a directory and, as if it were a file in it, the
   *     name of a set
   * @throws IllegalArgumentException if there is no such set, several could be meant, or training
   *     files or one of two test files are missing
   * @throws UncheckedIOException if the directory cannot be read
   */
  static IdxDirectory of(Path path) {
    boolean whole = Files.isDirectory(path);
    Path directory = whole ? path : path.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          path
              + " must be a directory with the files "
              + String.join(", ", NAMES)
              + ", got no directory");
    }
    SortedMap<String, Map<String, Path>> sets = sets(directory);
    String set = whole ? onlySet(path, sets) : path.getFileName().toString();
    if (!whole && !sets.containsKey(set)) {
      throw new IllegalArgumentException(
          path + " must be a directory or a set of idx files in one, got neither");
    }
    IdxDirectory found = new IdxDirectory(directory, set, sets.getOrDefault(set, Map.of()));
    found.require(TRAIN_IMAGES, TRAIN_LABELS);
    if (found.hasTest()) {
      found.require(TEST_IMAGES, TEST_LABELS);
    }
    return found;
  }

  private static String onlySet(Path path, SortedMap<String, Map<String, Path>> sets) {
    if (sets.size() > 1 && !sets.containsKey("")) {
      throw new IllegalArgumentException(
          path
              + " must hold one set, got "
              + String.join(", ", sets.keySet())
              + "; say which, such as idx:"
              + path.resolve(sets.firstKey()));
    }
    return sets.isEmpty() ? "" : sets.firstKey();
  }

  /** Returns the files of each set, by the names that MNIST's have. */
  private static SortedMap<String, Map<String, Path>> sets(Path directory) {
    SortedMap<String, Map<String, Path>> sets = new TreeMap<>();
    try (Stream<Path> listed = Files.list(directory)) {
      listed
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(Path::toString))
          .forEach(file -> add(sets, file));
    } catch (IOException e) {
      throw Unreadable.of(directory, e);
    }
    return sets;
  }

  private static void add(SortedMap<String, Map<String, Path>> sets, Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString().toLowerCase(Locale.ROOT));
    if (!name.matches()) {
      return;
    }
    boolean images = name.group(3).equals("images");
    String mnists =
        name.group(2).equals("train")
            ? (images ? TRAIN_IMAGES : TRAIN_LABELS)
            : (images ? TEST_IMAGES : TEST_LABELS);
    String set = name.group(1) == null ? "" : file.getFileName().toString();
    set = set.isEmpty() ? "" : set.substring(0, name.group(1).length());
    Map<String, Path> files = sets.computeIfAbsent(set, s -> new LinkedHashMap<>());
    Path other = files.putIfAbsent(mnists, file);
    if (other != null && !file.toString().equals(other + ".gz")) {
      throw new IllegalArgumentException(
          "there must be one file like " + mnists + ", got " + other + " and " + file);
    }
  }

  private void require(String... names) {
    List<String> missing = new ArrayList<>(List.of(names));
    missing.removeAll(files.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          (set.isEmpty() ? directory : directory.resolve(set))
              + " must hold the files "
              + String.join(", ", NAMES)
              + ", plain or as .gz, but has no "
              + String.join(", no ", missing));
    }
  }

  /** Returns the set's name, or else the directory's. */
  String name() {
    Path name = directory.toAbsolutePath().normalize().getFileName();
    return !set.isEmpty() ? set : name == null ? "idx" : name.toString();
  }

  /** Returns one example of each class as a share of the training examples. */
  double classShare() {
    Idx labels = idx(TRAIN_LABELS);
    int count = labels.shape().get(0);
    BitSet classes = new BitSet();
    IntStream.range(0, count).map(labels::at).forEach(classes::set);
    return (double) classes.cardinality() / count;
  }

  boolean hasTest() {
    return files.containsKey(TEST_IMAGES) || files.containsKey(TEST_LABELS);
  }

  /** Reads the training images. */
  Images training() {
    return Images.of(idx(TRAIN_IMAGES), idx(TRAIN_LABELS)).requireNumbering();
  }

  /**
   * Reads the test images, if there are some.
   *
   * @throws IllegalArgumentException if they are not like the training images
   */
  Optional<Images> test(Images training) {
    if (!hasTest()) {
      return Optional.empty();
    }
    Images test = Images.of(idx(TEST_IMAGES), idx(TEST_LABELS));
    if (!test.shape().equals(training.shape())) {
      throw new IllegalArgumentException(
          files.get(TEST_IMAGES)
              + " must hold images of "
              + training.shape()
              + " like "
              + files.get(TRAIN_IMAGES)
              + ", got "
              + test.shape());
    }
    test.requireLabelsOf(training);
    return Optional.of(test);
  }

  private Idx idx(String name) {
    return Idx.read(files.get(name));
  }

  /**
   * Reads a file of known contents.
   *
   * @param name the name that MNIST gives it
   * @param md5 the digest of its uncompressed bytes
   * @throws IllegalArgumentException if it is missing or differs
   */
  Idx known(String name, String md5) {
    require(name);
    Idx file = idx(name);
    if (!file.md5().equals(md5)) {
      throw new IllegalArgumentException(
          files.get(name)
              + " must be MNIST's, of md5 "
              + md5
              + ", got "
              + file.md5()
              + "; fetch it again, or read other data of this format with idx:"
              + directory);
    }
    return file;
  }
}
