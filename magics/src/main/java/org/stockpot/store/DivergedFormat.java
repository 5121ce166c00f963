package org.stockpot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stockpot.task.DivergedException;
import org.stockpot.text.Tree;

/**
 * A training that diverged as a file: what it was, and how it ended.
 *
 * @param provenance what it was
 */
record DivergedFormat(Provenance provenance) implements Entry.Format<DivergedFormat.Ending> {

  private static final String PAGE = "diverged.json";
  private static final String MESSAGE = "diverged";
  private static final String STEP = "step";
  private static final int MOST = 1 << 20;

  /**
   * How a training diverged.
   *
   * @param message what happened
   * @param step the position in the schedule
   */
  record Ending(String message, long step) {

    static Ending of(DivergedException e) {
      return new Ending(e.getMessage(), e.step());
    }

    DivergedException exception() {
      return new DivergedException(message, step);
    }
  }

  @Override
  public void write(Ending ending, Path directory) throws IOException {
    Map<String, Object> tree = new LinkedHashMap<>(provenance.tree());
    tree.put(MESSAGE, ending.message());
    tree.put(STEP, ending.step());
    Disk.write(directory.resolve(PAGE), new Provenance(tree).json());
  }

  @Override
  public Ending read(Path directory) throws IOException {
    Path file = directory.resolve(PAGE);
    Map<String, Object> tree = JsonFiles.read(file, MOST);
    String message = Tree.text(tree, MESSAGE, "");
    double step = Tree.number(tree, STEP, -1);
    if (message.isEmpty() || !(step >= 0 && step == Math.rint(step))) {
      throw new DamagedException(file, "does not say how and at which step it diverged");
    }
    return new Ending(message, (long) step);
  }
}
