package org.stockpot.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.task.Distortion;

final class DistortionsTest {

  private static final Distortions SQUARE = new Distortions(List.of(1, 5, 5));
  private static final Distortions VECTOR = new Distortions(List.of(100));

  private static Examples copies(int count, float... row) {
    ExamplesBuilder builder = new ExamplesBuilder(row.length);
    for (int i = 0; i < count; i++) {
      builder.add(row, 0, i % 3);
    }
    return builder.build();
  }

  private static float[] ramp(int height, int width, double perRow, double perColumn) {
    float[] row = new float[height * width];
    for (int i = 0; i < row.length; i++) {
      int line = i / width;
      row[i] = (float) (perRow * line + perColumn * (i - line * width));
    }
    return row;
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise:0.3", "rotate:20", "translate:1.5", "contrast:0.4", "drop:0.2"})
  void theSameShiftGivesTheSameExamplesAndKeepsLabels(String text) {
    Examples examples = copies(9, ramp(5, 5, 1, 0.3));
    Distortion shift = Distortion.parse(text);
    Examples once = SQUARE.shifted(examples, shift);
    assertArrayEquals(once.inputs(), SQUARE.shifted(examples, shift).inputs());
    assertArrayEquals(examples.labels(), once.labels());
    assertArrayEquals(copies(9, ramp(5, 5, 1, 0.3)).inputs(), examples.inputs(), "not modified");
    assertNotEquals(examples.digest(), once.digest());
  }

  @Test
  void noiseHasItsStandardDeviation() {
    float[] inputs =
        VECTOR.shifted(copies(500, new float[100]), Distortion.parse("noise:0.3")).inputs();
    double sum = 0;
    double squares = 0;
    for (float value : inputs) {
      sum += value;
      squares += value * value;
    }
    assertEquals(0, sum / inputs.length, 0.3 * 4 / Math.sqrt(inputs.length));
    assertEquals(0.3, Math.sqrt(squares / inputs.length), 0.003);
  }

  @Test
  void dropSetsItsShareToZero() {
    float[] ones = new float[100];
    java.util.Arrays.fill(ones, 1);
    float[] inputs = VECTOR.shifted(copies(500, ones), Distortion.parse("drop:0.2")).inputs();
    double kept = 0;
    for (float value : inputs) {
      assertTrue(value == 0 || value == 1);
      kept += value;
    }
    assertEquals(0.8, kept / inputs.length, 4 * Math.sqrt(0.16 / inputs.length));
  }

  @Test
  void contrastMultipliesByOneOfTwoFactors() {
    Examples shifted =
        VECTOR.shifted(copies(50, ramp(1, 100, 0, 1)), Distortion.parse("contrast:0.25"));
    boolean more = false;
    boolean less = false;
    for (int i = 0; i < 50; i++) {
      float factor = shifted.inputs(i)[4] / 4;
      more |= factor == 1.25f;
      less |= factor == 0.75f;
      assertArrayEquals(ramp(1, 100, 0, factor), shifted.inputs(i), 1e-4f);
    }
    assertTrue(more && less);
  }

  @Test
  void aQuarterTurnMovesPixelsExactly() {
    float[] image = new float[25];
    image[1] = 1; // row 0, column 1
    Examples shifted = SQUARE.shifted(copies(20, image), Distortion.parse("rotate:90"));
    for (int i = 0; i < 20; i++) {
      float[] turned = shifted.inputs(i);
      assertEquals(1, turned[1 * 5 + 4] + turned[3 * 5], 1e-6, "to the right or to the left");
      double sum = 0;
      for (float value : turned) {
        sum += value;
      }
      assertEquals(1, sum, 1e-5);
    }
  }

  /** The numbers are those of torch grid_sample, bilinear, border, aligned corners. */
  @Test
  void rotationIsThatOfPyTorch() {
    float[] wave = new float[20];
    for (int i = 0; i < 20; i++) {
      wave[i] = (float) Math.sin(i);
    }
    float[] expected = {
      -0.875545f,
      -0.392658f,
      0.67681f,
      0.820169f,
      0.154908f,
      -0.472782f,
      -0.692115f,
      0.350854f,
      0.677422f,
      -0.224548f,
      0.10108f,
      -0.702737f,
      -0.227891f,
      0.733577f,
      0.344562f,
      -0.299992f,
      -0.883255f,
      -0.605728f,
      0.482222f,
      0.874353f
    };
    Examples shifted =
        new Distortions(List.of(1, 4, 5)).shifted(copies(20, wave), Distortion.parse("rotate:30"));
    boolean seen = false;
    for (int i = 0; i < 20; i++) {
      seen |= Math.abs(shifted.inputs(i)[0] - expected[0]) < 1e-5;
      if (Math.abs(shifted.inputs(i)[0] - expected[0]) < 1e-5) {
        assertArrayEquals(expected, shifted.inputs(i), 1e-5f);
      }
    }
    assertTrue(seen, "one of both directions is that one");
  }

  @Test
  void wholePixelsMoveAlongBothAxes() {
    Examples shifted =
        SQUARE.shifted(copies(40, ramp(5, 5, 10, 1)), Distortion.parse("translate:2"));
    for (int i = 0; i < 40; i++) {
      float middle = shifted.inputs(i)[12];
      assertTrue(List.of(0f, 4f, 40f, 44f).contains(middle), "got " + middle);
    }
  }

  @Test
  void outsideIsTheNearestEdge() {
    Examples shifted =
        SQUARE.shifted(copies(10, ramp(5, 5, 10, 1)), Distortion.parse("translate:9"));
    for (int i = 0; i < 10; i++) {
      float[] flat = shifted.inputs(i);
      for (float value : flat) {
        assertEquals(flat[0], value, "a corner of the image everywhere");
      }
    }
  }

  @Test
  void blurIsTheMeanOfABox() {
    float[] image = new float[25];
    image[12] = 9;
    float[] blurred = SQUARE.shifted(copies(1, image), Distortion.parse("blur:1")).inputs(0);
    for (int i = 0; i < 25; i++) {
      boolean near = Math.abs(i / 5 - 2) <= 1 && Math.abs(i % 5 - 2) <= 1;
      assertEquals(near ? 1 : 0, blurred[i], 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rotate:33", "translate:1.7", "blur:2"})
  void aConstantImageStaysWhatItIs(String text) {
    float[] constant = new float[25];
    java.util.Arrays.fill(constant, 0.7f);
    float[] shifted = SQUARE.shifted(copies(1, constant), Distortion.parse(text)).inputs(0);
    assertArrayEquals(constant, shifted, 1e-6f);
  }

  @Test
  void channelsAreChangedAlike() {
    Distortions colour = new Distortions(List.of(2, 5, 5));
    float[] twice = new float[50];
    System.arraycopy(ramp(5, 5, 1, 2), 0, twice, 0, 25);
    System.arraycopy(ramp(5, 5, 1, 2), 0, twice, 25, 25);
    float[] shifted = colour.shifted(copies(1, twice), Distortion.parse("rotate:40")).inputs(0);
    for (int i = 0; i < 25; i++) {
      assertEquals(shifted[i], shifted[25 + i]);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void augmentationIsOfAnySizeUpToItsOwn(long seed) {
    float[] one = {1};
    Distortions numbers = new Distortions(List.of(1));
    SplittableRandom random = new SplittableRandom(seed);
    double low = 1;
    double high = 1;
    double sum = 0;
    for (int i = 0; i < 4000; i++) {
      float value = numbers.augmented(one, List.of(Distortion.parse("contrast:0.5")), random)[0];
      low = Math.min(low, value);
      high = Math.max(high, value);
      sum += value;
    }
    assertTrue(low >= 0.5 && low < 0.51, "got " + low);
    assertTrue(high <= 1.5 && high > 1.49, "got " + high);
    assertEquals(1, sum / 4000, 4 * 0.29 / Math.sqrt(4000));
    assertArrayEquals(new float[] {1}, one, "not modified");
  }

  @Test
  void augmentationsFollowOneAnother() {
    List<Distortion> both = List.of(Distortion.parse("contrast:1"), Distortion.parse("drop:1"));
    SplittableRandom random = new SplittableRandom(1);
    float[] zero = VECTOR.augmented(new float[100], both, random);
    assertArrayEquals(new float[100], zero);
    float[] same = ramp(1, 100, 0, 1);
    assertArrayEquals(same, VECTOR.augmented(same, List.of(), random));
  }

  @Test
  void imagesAreAskedForWhereTheyAreNeeded() {
    for (String text : List.of("rotate:15", "translate:2", "blur:1")) {
      assertEquals(
          text + " must get images of shape [channels, height, width], got vectors",
          assertThrows(
                  IllegalArgumentException.class, () -> VECTOR.requireFits(Distortion.parse(text)))
              .getMessage());
    }
    VECTOR.requireFits(Distortion.parse("noise:1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"noise", "noise:", "noise:x", "noise:0", "noise:-1", "drop:1.5", "spin:2", ""})
  void nonsenseIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Distortion.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noise:0.2",
        "rotate:15",
        "translate:2",
        "contrast:0.3",
        "blur:1",
        "drop:0.1",
        "crop:4",
        "flip",
        "flip:1"
      })
  void textGoesThereAndBack(String text) {
    assertEquals(text, Distortion.parse(text).toString());
  }

  @Test
  void aFlippedImageIsItsMirrorImage() {
    Distortions image = new Distortions(List.of(2, 1, 3));
    Examples one = copies(1, 1, 2, 3, 4, 5, 6);
    assertArrayEquals(
        new float[] {3, 2, 1, 6, 5, 4}, image.shifted(one, Distortion.parse("flip:1")).inputs());
    SplittableRandom random = new SplittableRandom(1);
    int flipped = 0;
    for (int i = 0; i < 2000; i++) {
      float[] row =
          image.augmented(
              new float[] {1, 2, 3, 4, 5, 6}, List.of(Distortion.parse("flip")), random);
      assertTrue(row[1] == 2 && row[4] == 5 && row[0] + row[2] == 4);
      flipped += row[0] == 3 ? 1 : 0;
    }
    assertEquals(1000, flipped, 4 * Math.sqrt(500));
  }

  /** All 25 translations by up to two pixels come, each as often, and numbers are only copied. */
  @Test
  void cropsAreTranslationsByWholePixelsOfEqualChance() {
    float[] row = new float[25];
    row[12] = 1;
    int[] seen = new int[25];
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 5000; i++) {
      float[] crop = SQUARE.augmented(row, List.of(Distortion.parse("crop:2")), random);
      int at = -1;
      for (int p = 0; p < 25; p++) {
        assertTrue(crop[p] == 0 || crop[p] == 1);
        at = crop[p] == 1 ? p : at;
      }
      seen[at]++;
    }
    for (int count : seen) {
      assertEquals(200, count, 5 * Math.sqrt(200));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"crop:1.5", "flip:1.2", "crop:0", "flip:0", "crop", "flip:x"})
  void cropsAreOfWholePixelsAndMirroringHasAProbability(String text) {
    assertThrows(IllegalArgumentException.class, () -> Distortion.parse(text));
  }

  @Test
  void cropAndFlipAreForImages() {
    for (String text : List.of("crop:2", "flip")) {
      Distortion distortion = Distortion.parse(text);
      assertThrows(IllegalArgumentException.class, () -> VECTOR.requireFits(distortion));
    }
  }
}
