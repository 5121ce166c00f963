package org.stockpot.data.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Names;
import org.stockpot.data.Scale;
import org.stockpot.data.SourceForm;
import org.stockpot.data.Split;

/**
 * MNIST, handwritten digits of 28 x 28 pixels in 10 classes, with pixels {@code (p / 255 - 0.1307)
 * / 0.3081}, which has mean 0 and standard deviation 1 on its 60,000 training images.
 *
 * <p>See LeCun et al., "Gradient-Based Learning Applied to Document Recognition", Proceedings of
 * the IEEE 86(11), 1998. Yann LeCun and Corinna Cortes hold the copyright; the licence commonly
 * stated is CC BY-SA 3.0.
 */
public final class Mnist {

  /**
   * The split of MNIST in Frankle, Carbin, "The Lottery Ticket Hypothesis", ICLR 2019, §2
   * (arXiv:1803.03635): 5,000 of the 60,000 training images are for validation. The paper draws
   * them at random; here they are balanced over the classes, with seed 0.
   */
  public static final Split SPLIT = new Split(1 / 12.0, 0, 0);

  /** The split of {@code mnist-10k}: 8,000 training, 1,000 validation and 1,000 test images. */
  public static final Split SPLIT_10K = new Split(0.1, 0.1, 0);

  /** The scale of the pixels p / 255. */
  public static final Scale SCALE = new Scale(0.1307, 0.3081);

  private static final String SCALED = "pixels (p / 255 - 0.1307) / 0.3081";
  private static final String SOURCE =
      "MNIST, LeCun, Cortes and Burges (CC BY-SA 3.0 is the licence commonly stated)";
  private static final Map<String, String> MD5S =
      Map.of(
          IdxDirectory.TRAIN_IMAGES, "6bbc9ace898e44ae57da46a324031adb",
          IdxDirectory.TRAIN_LABELS, "a25bea736e30d166cdddb491f175f624",
          IdxDirectory.TEST_IMAGES, "2646ac647ad5339dbf082846283269ea",
          IdxDirectory.TEST_LABELS, "27ae3e4e09519cfbb04c329615203637");

  private Mnist() {}

  /**
   * Returns the source {@code mnist-10k}.
   *
   * @return the source
   */
  public static DataSource source10k() {
    return new DataSource(
        "mnist-10k",
        "the 10,000 test images of MNIST, 28 x 28 pixels, parted anew",
        SPLIT_10K,
        Mnist::load10k);
  }

  /**
   * Returns the form {@code mnist:DIR}.
   *
   * @return the form
   */
  public static SourceForm form() {
    return SourceForm.ofDirectory(
        "mnist:",
        (text, rest, said) -> {
          Path path = SourceForm.path(rest);
          return new DataSource(text, "MNIST in " + path, SPLIT, s -> load(path, s));
        });
  }

  /**
   * Returns MNIST, read from a directory. Its test set is the test part.
   *
   * @param directory holds the four idx files, plain or as {@code .gz}
   * @param split how to take validation examples from the training images, as {@link #SPLIT}
   * @return the data set {@code mnist}
   * @throws IllegalArgumentException if a file is missing or is not MNIST's
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static Data load(Path directory, Split split) {
    IdxDirectory files = IdxDirectory.of(directory);
    Images training = images(files, IdxDirectory.TRAIN_IMAGES, IdxDirectory.TRAIN_LABELS);
    Images test = images(files, IdxDirectory.TEST_IMAGES, IdxDirectory.TEST_LABELS);
    return new ImageParts(training, Optional.empty(), Optional.of(test), ImageParts.WHITE)
        .data(
            DatasetInfo.of("mnist", SOURCE, training.shape()).withNote(SCALED),
            Names.numbered(training.classes()),
            drawn -> List.of(SCALE),
            split);
  }

  private static Images images(IdxDirectory files, String images, String labels) {
    return Images.of(files.known(images, MD5S.get(images)), files.known(labels, MD5S.get(labels)));
  }

  /**
   * Returns {@code mnist-10k}, which ships inside the jar: the 10,000 images of MNIST's test set,
   * parted anew. It is not MNIST, and results on it do not compare with results on MNIST.
   *
   * @param split how to part it, as {@link #SPLIT_10K}
   * @return the data set {@code mnist-10k}
   * @throws IllegalArgumentException if the split does not suit 10,000 images without a test set
   */
  public static Data load10k(Split split) {
    Images images =
        Images.of(resource(IdxDirectory.TEST_IMAGES), resource(IdxDirectory.TEST_LABELS));
    return ImageParts.of(images, ImageParts.WHITE)
        .data(
            DatasetInfo.of("mnist-10k", SOURCE, images.shape())
                .withNote(SCALED)
                .withNote("the 10,000 test images of MNIST, parted anew: not MNIST"),
            Names.numbered(images.classes()),
            drawn -> List.of(SCALE),
            split);
  }

  private static Idx resource(String name) {
    return BundledFiles.read(name + ".gz", in -> Idx.read(in, name, Integer.MAX_VALUE));
  }
}
