package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;
import org.stockpot.weights.Slot;

/**
 * Re-estimated statistics as files. The coordinates are those of the point they are of, and not
 * kept.
 *
 * @param of the point they are of
 * @param provenance what people read of them
 */
record StatisticsFormat(Point of, Provenance provenance) implements Entry.Format<Point> {

  private static final String PAGE = "statistics.json";
  private static final String NAME = "statistics";

  @Override
  public void write(Point point, Path directory) throws IOException {
    Disk.write(directory.resolve(PAGE), provenance.json());
    PointFile.write(point.part(alone()), directory, NAME);
  }

  @Override
  public Point read(Path directory) {
    Point statistics = PointFile.read(directory, NAME, alone());
    return Point.build(
        of.layout(),
        w -> {
          of.values().get(w);
          for (Slot slot : slots()) {
            Slot from = statistics.layout().slot(slot.name());
            statistics.values(from).get(w, slot.offset(), slot.size());
          }
        });
  }

  /** Returns the layout of the statistics without the coordinates between them. */
  private Layout alone() {
    return Layout.together(slots());
  }

  private List<Slot> slots() {
    return of.layout().slots().stream().filter(slot -> !slot.role().isCoordinate()).toList();
  }
}
