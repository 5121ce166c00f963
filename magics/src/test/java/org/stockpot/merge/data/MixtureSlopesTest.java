package org.stockpot.merge.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.djl.DjlTask;
import org.stockpot.task.Part;
import org.stockpot.task.analysis.Derivatives;
import org.stockpot.task.analysis.Subset;
import org.stockpot.testing.Bowl;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Mixture;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

final class MixtureSlopesTest {

  /** First layers' products are another way to the products of a gradient with members. */
  @ParameterizedTest
  @ValueSource(longs = {1, 1000})
  void theyAreTheGradientsProductsWithWhatMembersAdd(long steps) {
    try (DjlTask task = DjlTask.of(Golden.digits(List.of(64)).map(r -> r.take(90)), "mlp:24,12")) {
      Mask kept = Mask.keeping(task.layout(), i -> i % 5 != 1);
      Point origin = Bowl.gaussian(task.layout(), 1).times(0.2);
      Point one = origin.plus(Bowl.gaussian(task.layout(), 2).times(0.1));
      Point other = origin.plus(Bowl.gaussian(task.layout(), 3).times(0.1));
      Mixture mixture = new Mixture(origin, List.of(one, other), Optional.of(kept));
      Random random = new Random(4);
      double[][] k =
          mixture.slots().stream()
              .map(slot -> random.doubles(2).toArray())
              .toArray(double[][]::new);
      int[] chosen = {3, 80, 17, 17, 4};
      Derivatives own = task.derivatives(Subset.all(Part.TRAINING)).orThrow();
      for (Derivatives loss : List.of(own, own.ofEntropies().orThrow())) {
        Point gradient = loss.some(chosen).orThrow().gradient(mixture.at(k));
        double[][] slopes = loss.ofMixture(mixture, steps).orThrow().at(k, chosen);
        double[][] expected = mixture.slopes(gradient);
        for (int s = 0; s < slopes.length; s++) {
          for (int m = 0; m < 2; m++) {
            double wanted = gradient.dot(ofSlot(mixture, s, m));
            assertEquals(wanted, expected[s][m], 1e-9);
            assertEquals(wanted, slopes[s][m], 1e-5, mixture.slots().get(s).name());
          }
        }
      }
    }
  }

  /** Returns what a member adds in one slot. */
  private static Point ofSlot(Mixture mixture, int slot, int member) {
    Slot one = mixture.slots().get(slot);
    Point added = mixture.added(member);
    float[] values = new float[added.layout().size()];
    System.arraycopy(added.toArray(), one.offset(), values, one.offset(), one.size());
    return Point.of(added.layout(), values);
  }
}
