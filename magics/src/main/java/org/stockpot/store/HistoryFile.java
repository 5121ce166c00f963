package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;
import org.stockpot.task.Training;

/** The history of a training as CSV. Numbers are written so that reading gives the same bits. */
final class HistoryFile {

  private static final String FILE = "history.csv";
  private static final int MOST = 1 << 28;
  private static final int COLUMNS = 5;

  private HistoryFile() {}

  static void write(List<Training.Moment> history, Metric metric, Path directory)
      throws IOException {
    StringBuilder csv = new StringBuilder(header(metric)).append('\n');
    for (Training.Moment moment : history) {
      Score score = moment.validation();
      csv.append(moment.step()).append(',').append(moment.loss()).append(',');
      csv.append(score.loss()).append(',').append(score.value()).append(',');
      csv.append(score.examples()).append('\n');
    }
    Disk.write(directory.resolve(FILE), csv.toString());
  }

  static List<Training.Moment> read(Metric metric, Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    List<String> lines = Disk.read(file, MOST).lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(header(metric))) {
      throw new DamagedException(file, "must begin with " + header(metric));
    }
    List<Training.Moment> history = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      history.add(moment(file, line, metric));
    }
    return history;
  }

  private static Training.Moment moment(Path file, String line, Metric metric)
      throws DamagedException {
    String[] cells = line.split(",", -1);
    if (cells.length != COLUMNS) {
      throw new DamagedException(file, "has a row of " + cells.length + " cells");
    }
    try {
      double loss = Double.parseDouble(cells[2]);
      double value = Double.parseDouble(cells[3]);
      Score score = new Score(metric, loss, value, Long.parseLong(cells[4]));
      return new Training.Moment(Long.parseLong(cells[0]), Double.parseDouble(cells[1]), score);
    } catch (NumberFormatException e) {
      throw new DamagedException(file, "has a row that is no row of numbers");
    }
  }

  private static String header(Metric metric) {
    String name = metric.name().toLowerCase(Locale.ROOT);
    return "step,training_loss,validation_loss,validation_" + name + ",validation_examples";
  }
}
