package org.stockpot.data.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.stockpot.data.Data;
import org.stockpot.data.DataSource;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Names;
import org.stockpot.data.Split;

/**
 * The small handwritten digits of scikit-learn, which ship inside the jar: 1,797 images of 8 x 8
 * pixels in 10 classes. Pixels are p / 16, on one scale of mean 0 and standard deviation 1 over all
 * training pixels.
 *
 * <p>They are the test set of E. Alpaydin, C. Kaynak, "Optical Recognition of Handwritten Digits",
 * UCI Machine Learning Repository, 1998, whose 13 writers are unknown per image: training and test
 * examples here share writers.
 */
public final class Digits {

  private static final int SIDE = 8;
  private static final double WHITE = 16;
  private static final String SOURCE =
      "scikit-learn 1.2.1 (BSD 3-Clause), test set of Optical Recognition of Handwritten Digits,"
          + " Alpaydin and Kaynak, UCI, 1998";

  private Digits() {}

  /**
   * Returns the source {@code digits}.
   *
   * @return the source
   */
  public static DataSource source() {
    return new DataSource(
        "digits",
        "1,797 handwritten digits of 8 x 8 pixels, from scikit-learn",
        Split.defaults(),
        Digits::load);
  }

  /**
   * Returns the data set {@code digits} with the default split: 1,168 training, 270 validation and
   * 359 test images.
   *
   * @return the data
   */
  public static Data load() {
    return load(Split.defaults());
  }

  /**
   * Returns the data set {@code digits}.
   *
   * @param split how to part it
   * @return the data
   * @throws IllegalArgumentException if the split does not suit 1,797 images without a test set
   */
  public static Data load(Split split) {
    Images images = BundledFiles.read("digits.csv.gz", Digits::read);
    return ImageParts.of(images, WHITE)
        .data(
            DatasetInfo.of("digits", SOURCE, images.shape())
                .withNote("pixels p / 16 standardised by mean and sd of all training pixels"),
            Names.numbered(images.classes()),
            drawn -> List.of(images.scale(drawn, WHITE)),
            split);
  }

  private static Images read(InputStream in) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    List<int[]> rows = lines.lines().map(line -> IntStream.of(numbers(line)).toArray()).toList();
    int size = SIDE * SIDE;
    int[] labels = rows.stream().mapToInt(row -> row[size]).toArray();
    return new Images(
        List.of(1, SIDE, SIDE), (i, pixel) -> rows.get(i)[pixel], labels, i -> "row " + i);
  }

  private static int[] numbers(String line) {
    return List.of(line.split(",")).stream().mapToInt(Integer::parseInt).toArray();
  }
}
