package org.stockpot.weights;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Arithmetic on points of a million weights. */
@State(Scope.Benchmark)
public class PointKernel {

  private static final Layout LAYOUT =
      Layout.builder().add("w", Role.WEIGHT, List.of(1_000_000)).build();

  private List<Point> points;
  private Line line;
  private Mask mask;

  @Setup
  public void fill() {
    points = IntStream.range(0, 8).mapToObj(PointKernel::random).toList();
    line = new Line(points.get(0), points.get(1));
    mask = Mask.keeping(LAYOUT, i -> points.get(0).at(i) > 0);
  }

  private static Point random(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Point.build(
        LAYOUT,
        w -> {
          for (int i = 0; i < w.length; i++) {
            w[i] = (float) random.nextGaussian();
          }
        });
  }

  @Benchmark
  public Point meanOfEight() {
    return Centroid.of(points);
  }

  @Benchmark
  public Point pointOfLine() {
    return line.at(1.0 / 3);
  }

  @Benchmark
  public String pointDigest() {
    return points.get(0).digest();
  }

  @Benchmark
  public String maskDigest() {
    return mask.digest();
  }
}
