package org.stockpot.testing;

import java.util.SplittableRandom;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Role;

/** Layouts and random points for tests. */
public final class Points {

  private Points() {}

  /** Returns a network with two weight slots, biases, a scale and two statistics: 61 entries. */
  public static Layout small() {
    return Layout.builder()
        .add("fc1.weight", Role.WEIGHT, 6, 4)
        .add("fc1.bias", Role.BIAS, 6)
        .add("bn1.gamma", Role.SCALE, 3)
        .add("bn1.running_mean", Role.STATISTIC, 3)
        .add("bn1.running_var", Role.STATISTIC, 3)
        .add("fc2.weight", Role.WEIGHT, 3, 6)
        .add("fc2.bias", Role.BIAS, 3)
        .add("other", Role.OTHER)
        .build();
  }

  /** Returns LeNet-300-100's layout: 266,610 parameters. */
  public static Layout lenet() {
    return Layout.builder()
        .add("fc1.weight", Role.WEIGHT, 300, 784)
        .add("fc1.bias", Role.BIAS, 300)
        .add("fc2.weight", Role.WEIGHT, 100, 300)
        .add("fc2.bias", Role.BIAS, 100)
        .add("fc3.weight", Role.WEIGHT, 10, 100)
        .add("fc3.bias", Role.BIAS, 10)
        .build();
  }

  /** Returns a point whose values span nine decades and both signs. */
  public static Point random(Layout layout, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Point.build(
        layout,
        w -> {
          for (int i = 0; i < w.length; i++) {
            double size = Math.pow(10, random.nextDouble() * 9 - 6);
            w[i] = (float) (random.nextBoolean() ? size : -size);
          }
        });
  }
}
