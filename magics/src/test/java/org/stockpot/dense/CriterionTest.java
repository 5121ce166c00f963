package org.stockpot.dense;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.Examples;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.task.Score;

final class CriterionTest {

  private static final float[] OUTPUTS = {1, -2, 0.5f, 0, 3, -1, 0.25f, 0.5f, 0.75f};
  private static final int[] ALL = {0, 1, 2};

  private static Examples labelled(int... labels) {
    ExamplesBuilder builder = new ExamplesBuilder(1);
    for (int label : labels) {
      builder.add(new float[1], 0, label);
    }
    return builder.build();
  }

  private static CrossEntropy smoothed(double share) {
    return new CrossEntropy(labelled(0, 2, 1), 3, share);
  }

  /** The numbers are those of torch.nn.CrossEntropyLoss(label_smoothing=e), PyTorch 1.13. */
  @Test
  void labelSmoothingIsThatOfPyTorch() {
    assertLoss(
        0.0, 1.896606, -0.132084, 0.01002, 0.122064, 0.015538, 0.31208, -0.327617, 0.084758,
        -0.224501, 0.139743);
    assertLoss(
        0.1, 1.87994, -0.109861, -0.001091, 0.110953, 0.004426, 0.300969, -0.305395, 0.073647,
        -0.202279, 0.128632);
    assertLoss(
        0.5, 1.813273, -0.020973, -0.045536, 0.066509, -0.040018, 0.256524, -0.216506, 0.029203,
        -0.11339, 0.084187);
  }

  private static void assertLoss(double share, double loss, double... slopes) {
    float[] gradient = new float[9];
    assertEquals(loss, smoothed(share).loss(FloatBuffer.wrap(OUTPUTS), ALL, gradient), 2e-6);
    for (int i = 0; i < 9; i++) {
      assertEquals(slopes[i], gradient[i], 2e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.9})
  void smoothedLossIsTheMixtureOfTwoCrossEntropies(double share) {
    double loss = smoothed(share).loss(FloatBuffer.wrap(OUTPUTS), ALL, new float[9]);
    double plain = smoothed(0).loss(FloatBuffer.wrap(OUTPUTS), ALL, new float[9]);
    double uniform = 0;
    for (int k = 0; k < 3; k++) {
      CrossEntropy one = new CrossEntropy(labelled(k, k, k), 3, 0);
      uniform += one.loss(FloatBuffer.wrap(OUTPUTS), ALL, new float[9]) / 3;
    }
    assertEquals((1 - share) * plain + share * uniform, loss, 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3})
  void theGradientIsTheSlopeOfTheLoss(double share) {
    float[] gradient = new float[9];
    smoothed(share).loss(FloatBuffer.wrap(OUTPUTS), ALL, gradient);
    for (int i = 0; i < 9; i++) {
      float[] up = OUTPUTS.clone();
      float[] down = OUTPUTS.clone();
      up[i] += 1f / 256;
      down[i] -= 1f / 256;
      double slope =
          128
              * (smoothed(share).loss(FloatBuffer.wrap(up), ALL, new float[9])
                  - smoothed(share).loss(FloatBuffer.wrap(down), ALL, new float[9]));
      assertEquals(slope, gradient[i], 1e-5);
    }
  }

  @Test
  void smoothingChangesTrainingAndNoScore() {
    double[] sums = smoothed(0.5).sums(FloatBuffer.wrap(OUTPUTS), 0, 3);
    assertArrayEquals(smoothed(0).sums(FloatBuffer.wrap(OUTPUTS), 0, 3), sums);
  }

  @Test
  void predictionsOfOneNetworkScoreLikeItsOutputs() {
    CrossEntropy criterion = smoothed(0);
    double[] predictions = new double[9];
    criterion.addPredictions(FloatBuffer.wrap(OUTPUTS), predictions, 0);
    Score score = criterion.score(criterion.sums(FloatBuffer.wrap(OUTPUTS), 0, 3));
    Score same = criterion.scorePredictions(predictions);
    assertEquals(score.loss(), same.loss(), 1e-12);
    assertEquals(score.value(), same.value());
  }

  @Test
  void anEnsembleAveragesProbabilities() {
    CrossEntropy criterion = new CrossEntropy(labelled(0), 2, 0);
    double[] predictions = new double[2];
    float sure = (float) Math.log(9);
    criterion.addPredictions(FloatBuffer.wrap(new float[] {sure, 0}), predictions, 0);
    criterion.addPredictions(FloatBuffer.wrap(new float[] {0, 0}), predictions, 0);
    assertArrayEquals(new double[] {1.4, 0.6}, predictions, 1e-7);
    assertEquals(-Math.log(0.7), criterion.scorePredictions(predictions).loss(), 1e-7);
  }

  @Test
  void anEnsembleOfNumbersAveragesThem() {
    ExamplesBuilder builder = new ExamplesBuilder(1);
    builder.add(new float[1], 0, new double[] {1});
    builder.add(new float[1], 0, new double[] {3});
    SquaredError criterion = new SquaredError(builder.build());
    double[] predictions = new double[2];
    criterion.addPredictions(FloatBuffer.wrap(new float[] {0.5f, 3}), predictions, 0);
    criterion.addPredictions(FloatBuffer.wrap(new float[] {1.5f, 5}), predictions, 0);
    double[] mean = {predictions[0] / 2, predictions[1] / 2};
    Score score = criterion.scorePredictions(mean);
    assertEquals(0.5, score.loss(), 1e-12, "errors are 0 and 1");
    assertEquals(0.5, score.value(), 1e-12, "1 - 1 / 2");
  }
}
