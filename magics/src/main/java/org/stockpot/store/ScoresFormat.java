package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.stockpot.task.Metric;
import org.stockpot.task.Score;

/**
 * Scores as files: a page on what was measured, and one row per score. Numbers are written so that
 * reading gives the same bits.
 *
 * @param provenance what determined it
 * @param metric what the scores measure
 */
record ScoresFormat(Provenance provenance, Metric metric)
    implements Entry.Format<SortedMap<double[], Score>> {

  private static final String PAGE = "scores.json";
  private static final String TABLE = "scores.csv";
  private static final int MOST = 1 << 28;
  private static final int COLUMNS = 4;

  /** Returns a map from places, compared number by number. */
  static SortedMap<double[], Score> none() {
    return new TreeMap<>(Arrays::compare);
  }

  /** Returns false: scores are measured again in less time than a disk takes to force them. */
  @Override
  public boolean isForced() {
    return false;
  }

  @Override
  public void write(SortedMap<double[], Score> scores, Path directory) throws IOException {
    StringBuilder csv = new StringBuilder(header()).append('\n');
    for (Map.Entry<double[], Score> entry : scores.entrySet()) {
      Score score = entry.getValue();
      csv.append(text(entry.getKey())).append(',').append(score.loss()).append(',');
      csv.append(score.value()).append(',').append(score.examples()).append('\n');
    }
    Disk.write(directory.resolve(PAGE), provenance.json());
    Disk.write(directory.resolve(TABLE), csv.toString());
  }

  /** Returns numbers with spaces between them. */
  static String text(double[] at) {
    return DoubleStream.of(at).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }

  private String header() {
    return "at,loss," + metric.name().toLowerCase(Locale.ROOT) + ",examples";
  }

  @Override
  public SortedMap<double[], Score> read(Path directory) throws IOException {
    Path file = directory.resolve(TABLE);
    List<String> lines = Disk.read(file, MOST).lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(header())) {
      throw new DamagedException(file, "must begin with " + header());
    }
    SortedMap<double[], Score> scores = none();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (cells.length != COLUMNS) {
        throw new DamagedException(file, "has a row of " + cells.length + " cells");
      }
      try {
        scores.put(place(cells[0]), score(cells));
      } catch (NumberFormatException e) {
        throw new DamagedException(file, "has a row that is no row of numbers");
      }
    }
    return scores;
  }

  private static double[] place(String text) {
    return Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private Score score(String[] cells) {
    double loss = Double.parseDouble(cells[1]);
    double value = Double.parseDouble(cells[2]);
    return new Score(metric, loss, value, Long.parseLong(cells[3]));
  }
}
