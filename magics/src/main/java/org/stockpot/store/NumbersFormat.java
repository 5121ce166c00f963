package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Computed numbers as files: a page on what they are, and one number a line.
 *
 * @param provenance what determined them
 */
record NumbersFormat(Provenance provenance) implements Entry.Format<List<Double>> {

  private static final String PAGE = "numbers.json";
  private static final String TABLE = "numbers.csv";
  private static final String HEADER = "number";
  private static final int MOST = 1 << 28;

  @Override
  public void write(List<Double> numbers, Path directory) throws IOException {
    StringBuilder csv = new StringBuilder(HEADER).append('\n');
    numbers.forEach(number -> csv.append(number).append('\n'));
    Disk.write(directory.resolve(PAGE), provenance.json());
    Disk.write(directory.resolve(TABLE), csv.toString());
  }

  @Override
  public List<Double> read(Path directory) throws IOException {
    Path file = directory.resolve(TABLE);
    List<String> lines = Disk.read(file, MOST).lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new DamagedException(file, "must begin with " + HEADER);
    }
    List<Double> numbers = new ArrayList<>();
    try {
      lines.subList(1, lines.size()).forEach(line -> numbers.add(Double.valueOf(line)));
    } catch (NumberFormatException e) {
      throw new DamagedException(file, "has a row that is no number");
    }
    return numbers;
  }
}
