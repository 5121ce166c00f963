package org.stockpot.data;

import java.nio.file.Path;

/**
 * Image data in files of MNIST's names and format, such as Fashion-MNIST, KMNIST or EMNIST. Pixels
 * are p / 255, on one scale of mean 0 and standard deviation 1 over all training pixels.
 */
public final class IdxData {

  /** The default split: a twelfth of the training images is for validation, as for MNIST. */
  public static final Split SPLIT = Mnist.SPLIT;

  private static final double WHITE = 255;

  private IdxData() {}

  /**
   * Returns the data of a directory, under the directory's name. Its t10k files are the test part.
   *
   * @param directory holds {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code
   *     t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, plain or as {@code .gz}
   * @param split how to take validation examples from the training images
   * @return the data
   * @throws IllegalArgumentException if a file is missing or damaged, or the files do not fit
   * @throws java.io.UncheckedIOException if a file cannot be read
   */
  public static Data load(Path directory, Split split) {
    IdxDirectory files = IdxDirectory.read(directory);
    Images training = files.training();
    Images test = files.test();
    Draw draw = Draw.besideTest(training.labels(), split);
    Scale scale = training.scale(draw.training(), WHITE);
    Path name = directory.toAbsolutePath().normalize().getFileName();
    return Data.of(
        Card.of(name == null ? "idx" : name.toString(), directory.toString(), training.shape())
            .withNote("pixels p / 255 standardised by mean and sd of all training pixels"),
        Names.numbered(Math.max(training.classes(), test.classes())),
        new Parts(
            training.examples(draw.training(), scale, WHITE),
            training.examples(draw.validation(), scale, WHITE),
            test.examples(test.all(), scale, WHITE)));
  }
}
