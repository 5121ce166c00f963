package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.stockpot.task.PerExample;

/**
 * A point's errors by example as files: a page on what was measured, and one number a line in the
 * order of the data.
 *
 * @param provenance what determined it
 */
record ErrorsFormat(Provenance provenance) implements Entry.Format<PerExample> {

  private static final String PAGE = "errors.json";
  private static final String TABLE = "errors.csv";
  private static final String HEADER = "error";
  private static final int MOST = 1 << 28;

  /** Returns false: errors are measured again in less time than a disk takes to force them. */
  @Override
  public boolean isForced() {
    return false;
  }

  @Override
  public void write(PerExample errors, Path directory) throws IOException {
    StringBuilder csv = new StringBuilder(HEADER).append('\n');
    for (int i = 0; i < errors.count(); i++) {
      float error = errors.at(i);
      csv.append(error == 0 || error == 1 ? String.valueOf((int) error) : String.valueOf(error));
      csv.append('\n');
    }
    Disk.write(directory.resolve(PAGE), provenance.json());
    Disk.write(directory.resolve(TABLE), csv.toString());
  }

  @Override
  public PerExample read(Path directory) throws IOException {
    Path file = directory.resolve(TABLE);
    List<String> lines = Disk.read(file, MOST).lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new DamagedException(file, "must begin with " + HEADER);
    }
    float[] errors = new float[lines.size() - 1];
    try {
      for (int i = 0; i < errors.length; i++) {
        errors[i] = Float.parseFloat(lines.get(i + 1));
      }
    } catch (NumberFormatException e) {
      throw new DamagedException(file, "has a row that is no number");
    }
    return PerExample.of(errors);
  }
}
