package org.stockpot.data.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Names;
import org.stockpot.data.SourceForm;
import org.stockpot.data.Split;

/**
 * Image data in files of MNIST's format and names, such as Fashion-MNIST, KMNIST or EMNIST. Pixels
 * are p / 255, on one scale of mean 0 and standard deviation 1 over all training pixels.
 */
public final class IdxData {

  /** The default split: a twelfth of the training images is for validation, as for MNIST. */
  public static final Split SPLIT = Mnist.SPLIT;

  private static final String EMNIST =
      "EMNIST's files hold each image transposed; it is taken as it lies there";

  private IdxData() {}

  /**
   * Returns the form {@code idx:DIR}.
   *
   * @return the form
   */
  public static SourceForm form() {
    return SourceForm.ofDirectory(
        "idx:",
        (text, rest, said) -> {
          Path path = SourceForm.path(rest);
          return new DataSource(text, "idx files in " + path, split(path), s -> load(path, s));
        });
  }

  /**
   * Returns the default split of a directory: {@link #SPLIT}, or where its twelfth is too small for
   * an example of each class, the least share in per cent that is not.
   *
   * @param path a directory, as {@link #load} takes it
   * @return the split
   * @throws IllegalArgumentException as {@link #load}
   */
  public static Split split(Path path) {
    double least = IdxDirectory.of(path).classShare();
    double share = Math.min(0.5, Math.ceil(100 * least) / 100);
    return least <= SPLIT.validation() ? SPLIT : SPLIT.withValidation(share);
  }

  /**
   * Returns the data of a directory, under the directory's name, or of one of several sets in it,
   * under the set's. Its {@code t10k} or {@code test} files are the test part; where there are
   * none, the split takes one from the training images.
   *
   * @param path a directory with {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte},
   *     {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, plain or as {@code .gz},
   *     also with dots for dashes, {@code test} for {@code t10k} or the name of a set before; with
   *     several sets, the directory and a set's name, such as {@code DIR/emnist-letters}
   * @param split how to take validation examples, and test examples where there are none, from the
   *     training images
   * @return the data
   * @throws IllegalArgumentException if a file is missing or damaged, the files do not fit, or the
   *     split does not suit them; the message names the file, and the row of a label
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static Data load(Path path, Split split) {
    IdxDirectory files = IdxDirectory.of(path);
    if (!files.hasTest() && split.test() == 0) {
      throw new IllegalArgumentException(
          path
              + " must hold test images, such as "
              + IdxDirectory.TEST_IMAGES
              + ", or take some from its training images: add --test 0.2");
    }
    Images training = files.training();
    DatasetInfo info =
        DatasetInfo.of(files.name(), path.toString(), training.shape())
            .withNote("pixels p / 255 standardised by mean and sd of all training pixels");
    return new ImageParts(training, Optional.empty(), files.test(training), ImageParts.WHITE)
        .data(
            files.name().startsWith("emnist") ? info.withNote(EMNIST) : info,
            Names.numbered(training.classes()),
            drawn -> List.of(training.scale(drawn, ImageParts.WHITE)),
            split);
  }
}
