package org.stockpot.djl.derivative;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.stockpot.data.Data;
import org.stockpot.data.DatasetInfo;
import org.stockpot.data.Examples;
import org.stockpot.data.ExamplesBuilder;
import org.stockpot.data.Parts;
import org.stockpot.data.image.Digits;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** What {@code golden.py} writes: weights, a direction, and derivatives there in float64. */
record GoldenNumbers(FloatBuffer numbers) {

  static final int ROWS = 512;

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

  /** Returns the first digits, with pixels from 0 to 1. */
  static Data digits(List<Integer> shape) throws IOException {
    ExamplesBuilder builder = new ExamplesBuilder(64);
    try (InputStream in =
            Digits.class.getResourceAsStream("/org/stockpot/data/image/digits.csv.gz");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      for (int row = 0; row < ROWS; row++) {
        int[] numbers =
            Stream.of(lines.readLine().split(",")).mapToInt(Integer::parseInt).toArray();
        float[] pixels = new float[64];
        IntStream.range(0, 64).forEach(i -> pixels[i] = numbers[i] / 16f);
        builder.add(pixels, 0, numbers[64]);
      }
    }
    Examples rows = builder.build();
    List<String> names = IntStream.range(0, 10).mapToObj(k -> "" + k).toList();
    return Data.of(DatasetInfo.of("golden", "", shape), names, new Parts(rows, rows, rows));
  }
}
