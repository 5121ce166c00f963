package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.stockpot.task.Job;
import org.stockpot.task.Metric;
import org.stockpot.task.Training;
import org.stockpot.task.sparse.MaskHistory;
import org.stockpot.weights.Mask;
import org.stockpot.weights.Point;

/**
 * A training as files: its points, its history, and a page on where it is from.
 *
 * @param job what was trained
 * @param metric what its scores measure
 * @param provenance what determined it
 */
record TrainingFormat(Job job, Metric metric, Provenance provenance)
    implements Entry.Format<Training> {

  private static final String END = "end";

  @Override
  public void write(Training training, Path directory) throws IOException {
    Disk.write(directory.resolve(Provenance.TRAINING), provenance.json());
    HistoryFile.write(training.history(), metric, directory);
    Mask mask = training.masks().map(MaskHistory::mask).orElse(job.mask());
    PointFile.write(training.end(), mask, provenance.ofPoints(), directory, END);
    MaskFiles.write(training.masks(), directory);
    CapturedPoints.write(training.captured(), directory);
  }

  @Override
  public Training read(Path directory) throws IOException {
    Point end = PointFile.read(directory, END, job.start().layout());
    SortedMap<Long, Point> captured =
        CapturedPoints.read(job.captures(), job.start().layout(), directory);
    List<Training.Moment> history = HistoryFile.read(metric, directory);
    Optional<MaskHistory> masks = MaskFiles.read(job, directory);
    return new Training(
        end, captured, history, masks, OptionalDouble.of(Provenance.seconds(directory)));
  }
}
