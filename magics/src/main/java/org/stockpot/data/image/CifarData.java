package org.stockpot.data.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.HeapLimit;
import org.stockpot.data.Names;
import org.stockpot.data.SourceForm;
import org.stockpot.data.Split;
import org.stockpot.data.Unreadable;
import org.stockpot.format.torch.PickledDict;

/**
 * CIFAR-10 and CIFAR-100, photographs of 32 x 32 pixels, from the files of their archives, of the
 * binary version or the one for Python. The pixels p / 255 of each channel are less their mean and
 * over their standard deviation on the published training images.
 *
 * <p>See Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.
 */
public final class CifarData {

  /** The default split: a tenth of the training images is for validation. */
  public static final Split SPLIT = new Split(0.1, 0, 0);

  private static final String BINARY = ".bin";

  private final CifarFormat set;
  private final Path folder;
  private final boolean binary;

  private CifarData(CifarFormat set, Path folder, boolean binary) {
    this.set = set;
    this.folder = folder;
    this.binary = binary;
  }

  /**
   * Returns the form {@code cifar10:DIR}.
   *
   * @return the form
   */
  public static SourceForm form10() {
    return form("cifar10:", "CIFAR-10", CifarData::cifar10);
  }

  /**
   * Returns the form {@code cifar100:DIR}.
   *
   * @return the form
   */
  public static SourceForm form100() {
    return form("cifar100:", "CIFAR-100", CifarData::cifar100);
  }

  private static SourceForm form(String prefix, String name, BiFunction<Path, Split, Data> loader) {
    return SourceForm.ofDirectory(
        prefix,
        (text, rest, said) -> {
          Path path = SourceForm.path(rest);
          return new DataSource(text, name + " in " + path, SPLIT, s -> loader.apply(path, s));
        });
  }

  /**
   * Returns CIFAR-10. Its test set is the test part.
   *
   * @param directory holds {@code data_batch_1} to {@code data_batch_5} and {@code test_batch}, all
   *     with or all without {@code .bin}; or the folder that the archive made
   * @param split how to take validation examples from the training images
   * @return the data set {@code cifar10}
   * @throws IllegalArgumentException if a file is missing or damaged, or the split does not suit
   *     it; the message names the file and the image
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static Data cifar10(Path directory, Split split) {
    return find(CifarFormat.CIFAR10, directory).load(split);
  }

  /**
   * Returns CIFAR-100 with its 100 fine classes. Its test set is the test part.
   *
   * @param directory holds {@code train} and {@code test}, both with or both without {@code .bin};
   *     or the folder that the archive made
   * @param split how to take validation examples from the training images
   * @return the data set {@code cifar100}
   * @throws IllegalArgumentException as {@link #cifar10}
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static Data cifar100(Path directory, Split split) {
    return find(CifarFormat.CIFAR100, directory).load(split);
  }

  private static CifarData find(CifarFormat set, Path directory) {
    List<Path> folders =
        Stream.concat(Stream.of(directory), set.folders().stream().map(directory::resolve))
            .filter(Files::isDirectory)
            .toList();
    for (Path folder : folders) {
      for (String ending : List.of(BINARY, "")) {
        List<String> names = set.files(ending);
        List<String> missing =
            names.stream().filter(n -> !Files.isRegularFile(folder.resolve(n))).toList();
        if (missing.isEmpty()) {
          return new CifarData(set, folder, ending.equals(BINARY));
        }
        if (missing.size() < names.size()) {
          throw lacks(set, folder, "but has no " + String.join(", no ", missing));
        }
      }
    }
    throw lacks(set, directory, folders.isEmpty() ? "got no directory" : "but has none of them");
  }

  private static IllegalArgumentException lacks(CifarFormat set, Path folder, String what) {
    return new IllegalArgumentException(
        folder
            + " must hold the files "
            + String.join(", ", set.files(""))
            + " of "
            + set.title()
            + ", all with or all without .bin, as its archives unpack, "
            + what);
  }

  private Data load(Split split) {
    Images training = CifarBatch.join(set.batches().stream().map(this::batch).toList());
    Images test = CifarBatch.join(List.of(batch(set.testBatch())));
    HeapLimit.require(folder.toString(), training.count() + test.count(), CifarFormat.SIZE);
    DatasetInfo info =
        DatasetInfo.of(
                set.name(), set.title() + ", Krizhevsky, 2009, in " + folder, CifarFormat.SHAPE)
            .withNote(
                "pixels p / 255, of each channel less its mean and over its sd: "
                    + ImageParts.list(set.scales()));
    boolean whole = training.count() == CifarFormat.TRAINING && test.count() == CifarFormat.TEST;
    return new ImageParts(training, Optional.empty(), Optional.of(test), ImageParts.WHITE)
        .data(
            whole ? info : info.withNote(parts(training.count(), test.count())),
            classes(),
            drawn -> set.scales(),
            split);
  }

  private String parts(int training, int test) {
    return "not all of "
        + set.title()
        + ": "
        + training
        + " of its 50,000 training images and "
        + test
        + " of its 10,000 test images";
  }

  private CifarBatch batch(String name) {
    return binary
        ? CifarBatch.binary(folder.resolve(name + BINARY), set.labels())
        : CifarBatch.pickled(folder.resolve(name), set.labels());
  }

  /** Returns the names beside the images, or numbers where there are none. */
  private List<String> classes() {
    Path file = folder.resolve(binary ? set.names().text() : set.names().pickle());
    if (!Files.exists(file)) {
      return Names.numbered(set.labels().classes());
    }
    List<String> names = binary ? lines(file) : PickledDict.read(file).texts(set.names().key());
    if (names.size() != set.labels().classes()) {
      throw new IllegalArgumentException(
          file + " must name " + set.labels().classes() + " classes, got " + names.size());
    }
    return names;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw Unreadable.of(file, e);
    }
  }
}
