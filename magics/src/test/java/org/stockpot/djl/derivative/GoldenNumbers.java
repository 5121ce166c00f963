package org.stockpot.djl.derivative;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stockpot.testing.Golden;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** What {@code golden.py} writes: weights, a direction, and derivatives there in float64. */
record GoldenNumbers(FloatBuffer numbers) {

  static final int ROWS = Golden.ROWS;

  static GoldenNumbers read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    return new GoldenNumbers(bytes.asFloatBuffer());
  }

  /** Returns the weights, statistics included. */
  Point weights(Layout layout) {
    float[] values = new float[layout.size()];
    numbers.get(0, values);
    return Point.of(layout, values);
  }

  /** Returns one of the vectors over the coordinates: direction, product, gradient, gradients. */
  Point vector(Layout layout, int which) {
    int[] at = {layout.size() + which * layout.coordinates()};
    return Point.build(
        layout,
        values ->
            layout.slots().stream()
                .filter(slot -> slot.role().isCoordinate())
                .forEach(
                    slot -> {
                      numbers.get(at[0], values, slot.offset(), slot.size());
                      at[0] += slot.size();
                    }));
  }

  static double distance(Point expected, Point actual) {
    return expected.distance(actual) / expected.norm();
  }
}
