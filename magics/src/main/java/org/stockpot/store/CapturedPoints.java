package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/** The points that a training was asked for on its way, each a file named after its step. */
final class CapturedPoints {

  private static final String PREFIX = "at-";
  private static final Pattern FILE = Pattern.compile(PREFIX + "(\\d{1,18})\\.safetensors");

  private CapturedPoints() {}

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

  /** Returns the steps whose points a directory has. */
  static SortedSet<Long> positions(Path directory) throws IOException {
    SortedSet<Long> positions = new TreeSet<>();
    for (Path file : Disk.list(directory)) {
      Matcher name = FILE.matcher(file.getFileName().toString());
      if (name.matches()) {
        positions.add(Long.valueOf(name.group(1)));
      }
    }
    return positions;
  }

  private static String name(long step) {
    return PREFIX + step;
  }
}
