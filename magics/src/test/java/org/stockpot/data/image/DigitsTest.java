package org.stockpot.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stockpot.data.Data;
import org.stockpot.data.Examples;
import org.stockpot.data.Hash;
import org.stockpot.data.Scale;
import org.stockpot.data.Split;

final class DigitsTest {

  private final Data digits = Digits.load();

  @Test
  void theFileIsTheOneTheReadmeNames() {
    String digest =
        BundledFiles.read(
            "digits.csv.gz", in -> Hash.hex(Hash.algorithm("SHA-256").digest(in.readAllBytes())));
    assertEquals("6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8", digest);
  }

  @Test
  void countsShapeAndClassesAreKnown() {
    assertEquals(
        "digits [1, 8, 8], 10 classes, 1168 training, 270 validation, 359 test", digits.toString());
    int[] counts = new int[10];
    Stream.of(digits.training(), digits.validation(), digits.test())
        .flatMapToInt(part -> IntStream.of(part.labels()))
        .forEach(label -> counts[label]++);
    assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts);
  }

  @Test
  void trainingPixelsHaveMeanZeroAndSdOne() {
    assertArrayEquals(new double[] {0, 1}, ImageStatistics.of(digits.training()), 1e-6);
  }

  /** From scikit-learn's first image, a zero, whose third pixel is 5. */
  @Test
  void pixelsAreThoseOfTheFileOnOneScale() {
    Scale scale = scaleOf(digits);
    double[] pixels = {0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0};
    long found =
        Stream.of(digits.training(), digits.validation(), digits.test())
            .flatMap(part -> IntStream.range(0, part.count()).mapToObj(i -> part.subset(i)))
            .filter(image -> startsWith(image, pixels, scale))
            .peek(image -> assertEquals(0, image.label(0)))
            .count();
    assertEquals(1, found);
  }

  private static boolean startsWith(Examples image, double[] pixels, Scale scale) {
    return IntStream.range(0, pixels.length)
        .allMatch(i -> Math.abs(scale.invert(image.input(0, i)) * 16 - pixels[i]) < 1e-4);
  }

  /** Recovers the scale from the darkest and the brightest value, 0 / 16 and 16 / 16. */
  private static Scale scaleOf(Data data) {
    float[] inputs = data.training().inputs();
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    for (float input : inputs) {
      low = Math.min(low, input);
      high = Math.max(high, input);
    }
    return new Scale(-low / (high - low), 1 / (high - low));
  }

  @Test
  void anotherSeedPartsTheImagesAnew() {
    Data other = Digits.load(Split.defaults().withSeed(1));
    assertEquals(digits.test().count(), other.test().count());
    assertEquals(List.of(1, 8, 8), other.shape());
    assertNotEquals(digits.digest(), other.digest());
  }

  /**
   * From a second implementation, {@code digits-digest.py}. A digest that changes means that
   * results published with an older version do not reproduce.
   */
  @Test
  void theDefaultDataIsTheSameEverywhere() {
    assertEquals(digits.digest(), Digits.load().digest());
    assertEquals(
        "8ae62531ae5dac23c7713df4ba3301248d2dced4cce9f4d56f568e4331ac64d5", digits.digest());
  }
}
