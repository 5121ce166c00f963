package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** The points that a training was asked for on its way, each a file named after its step. */
final class Captures {

  private Captures() {}

  static void write(SortedMap<Long, Point> captured, Path directory) throws IOException {
    for (Map.Entry<Long, Point> entry : captured.entrySet()) {
      PointFile.write(entry.getValue(), directory, name(entry.getKey()));
    }
  }

  static SortedMap<Long, Point> read(SortedSet<Long> steps, Layout layout, Path directory)
      throws IOException {
    SortedMap<Long, Point> captured = new TreeMap<>();
    for (long step : steps) {
      captured.put(step, PointFile.read(directory, name(step), layout));
    }
    return captured;
  }

  private static String name(long step) {
    return "at-" + step;
  }
}
