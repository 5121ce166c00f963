package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Snapshot;
import org.stockpot.text.Json;
import org.stockpot.text.Tree;
import org.stockpot.weights.Layout;
import org.stockpot.weights.Point;

/**
 * A snapshot as files.
 *
 * @param job what is trained
 * @param metric what its scores measure
 */
record SnapshotFormat(Job job, Metric metric) implements Entry.Format<Snapshot> {

  private static final String STATE = "snapshot.json";
  private static final String WEIGHTS = "weights";
  private static final String MOMENT = "moment-";
  private static final String OUTPUTS = "outputs";
  private static final int MOST = 1 << 16;

  @Override
  public void write(Snapshot snapshot, Path directory) throws IOException {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("step", snapshot.step());
    state.put("moments", snapshot.moments().size());
    state.put("loss_sum", Double.toString(snapshot.lossSum()));
    state.put("loss_steps", snapshot.lossSteps());
    snapshot.outputs().ifPresent(outputs -> state.put(OUTPUTS, outputs.layout().size()));
    Disk.write(directory.resolve(STATE), Json.write(state) + "\n");
    HistoryFile.write(snapshot.history(), metric, directory);
    PointFile.write(snapshot.weights(), directory, WEIGHTS);
    for (int i = 0; i < snapshot.moments().size(); i++) {
      PointFile.write(snapshot.moments().get(i), directory, MOMENT + i);
    }
    CapturedPoints.write(snapshot.captured(), directory);
    MaskFiles.write(snapshot.masks(), directory);
    if (snapshot.outputs().isPresent()) {
      PointFile.write(snapshot.outputs().get(), directory, OUTPUTS);
    }
  }

  /** Returns whether a state has all points that the job keeps up to its step. */
  boolean fits(long step, Path directory) throws IOException {
    return CapturedPoints.positions(directory).containsAll(job.captures().headSet(step + 1));
  }

  @Override
  public Snapshot read(Path directory) throws IOException {
    Path file = directory.resolve(STATE);
    Map<String, Object> state = JsonFiles.read(file, MOST);
    long step = (long) Tree.number(state, "step", -1);
    if (step < job.from() || step > job.to()) {
      throw new DamagedException(file, "is of step " + step);
    }
    Layout layout = job.start().layout();
    List<Point> moments = new ArrayList<>();
    while (Files.exists(PointFile.path(directory, MOMENT + moments.size()))) {
      moments.add(PointFile.read(directory, MOMENT + moments.size(), layout));
    }
    if (moments.size() != Tree.number(state, "moments", -1)) {
      throw new DamagedException(file, "is of more than " + moments.size() + " moments");
    }
    return new Snapshot(
        step,
        PointFile.read(directory, WEIGHTS, layout),
        moments,
        number(file, Tree.text(state, "loss_sum", "")),
        (long) Tree.number(state, "loss_steps", 0),
        HistoryFile.read(metric, directory),
        CapturedPoints.read(job.captures().headSet(step + 1), layout, directory),
        MaskFiles.read(job, directory),
        outputs(state, directory));
  }

  private static Optional<Point> outputs(Map<String, Object> state, Path directory) {
    long size = (long) Tree.number(state, OUTPUTS, 0);
    return size > 0 && size <= Integer.MAX_VALUE
        ? Optional.of(PointFile.read(directory, OUTPUTS, Snapshot.outputs((int) size)))
        : Optional.empty();
  }

  private static double number(Path file, String text) throws DamagedException {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new DamagedException(file, "has no sum of losses");
    }
  }
}
