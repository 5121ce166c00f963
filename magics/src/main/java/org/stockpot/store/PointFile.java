package org.stockpot.store;

import java.nio.file.Path;
import java.util.Map;
import org.stockpot.format.Checkpoint;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** A point as a safetensors file in a directory of the store. */
final class PointFile {

  private PointFile() {}

  static Path path(Path directory, String name) {
    return directory.resolve(name + ".safetensors");
  }

  static void write(Point point, Path directory, String name) {
    write(point, Mask.full(point.layout()), Map.of(), directory, name);
  }

  static void write(
      Point point, Mask mask, Map<String, String> provenance, Path directory, String name) {
    new Checkpoint(point, mask, provenance).save(path(directory, name));
  }

  static Point read(Path directory, String name, Layout layout) {
    return Checkpoint.load(path(directory, name), layout).point();
  }
}
