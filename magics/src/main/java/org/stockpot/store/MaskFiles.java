package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stockpot.task.Job;
import org.stockpot.task.sparse.MaskHistory;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/** A mask that moves as files: its moves as CSV, and what it keeps now, as a point of ones. */
final class MaskFiles {

  private static final String MOVES = "masks.csv";
  private static final String MASK = "mask";
  private static final String HEADER = "step,dropped,grown,kept";
  private static final int MOST = 1 << 28;
  private static final int COLUMNS = 4;

  private MaskFiles() {}

  static void write(Optional<MaskHistory> masks, Path directory) throws IOException {
    if (masks.isEmpty()) {
      return;
    }
    StringBuilder csv = new StringBuilder(HEADER).append('\n');
    for (MaskHistory.Move move : masks.get().moves()) {
      csv.append(move.step()).append(',').append(move.dropped()).append(',');
      csv.append(move.grown()).append(',').append(move.kept()).append('\n');
    }
    Disk.write(directory.resolve(MOVES), csv.toString());
    Mask mask = masks.get().mask();
    float[] kept = new float[mask.layout().size()];
    Arrays.fill(kept, 1);
    mask.zero(kept);
    PointFile.write(Point.of(mask.layout(), kept), directory, MASK);
  }

  /** Reads what a job has whose mask moves. */
  static Optional<MaskHistory> read(Job job, Path directory) throws IOException {
    if (!job.recipe().sparse().moves()) {
      return Optional.empty();
    }
    Path file = directory.resolve(MOVES);
    List<String> lines = Disk.read(file, MOST).lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new DamagedException(file, "must begin with " + HEADER);
    }
    List<MaskHistory.Move> moves = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      moves.add(move(file, line));
    }
    Mask mask = Mask.supportOf(PointFile.read(directory, MASK, job.start().layout()));
    return Optional.of(new MaskHistory(mask, moves));
  }

  private static MaskHistory.Move move(Path file, String line) throws DamagedException {
    String[] cells = line.split(",", -1);
    if (cells.length != COLUMNS) {
      throw new DamagedException(file, "has a row of " + cells.length + " cells");
    }
    try {
      return new MaskHistory.Move(
          Long.parseLong(cells[0]),
          Integer.parseInt(cells[1]),
          Integer.parseInt(cells[2]),
          Integer.parseInt(cells[3]));
    } catch (NumberFormatException e) {
      throw new DamagedException(file, "has a row that is no row of numbers");
    }
  }
}
