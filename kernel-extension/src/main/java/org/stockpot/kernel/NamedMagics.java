package org.stockpot.kernel;

import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.stockpot.kernel.cell.Closest;
import org.stockpot.magic.UsageException;

/** A registry of magics that can say which there are. */
final class NamedMagics extends Magics {

  private final Set<String> lines = new TreeSet<>();
  private final Set<String> cells = new TreeSet<>();

  @Override
  public void registerLineMagic(String name, LineMagicFunction<?> magic) {
    lines.add(name);
    super.registerLineMagic(name, magic);
  }

  @Override
  public void registerCellMagic(String name, CellMagicFunction<?> magic) {
    cells.add(name);
    super.registerCellMagic(name, magic);
  }

  /** Refuses a line magic that does not exist. */
  void checkLine(String name) {
    check("%", name, lines);
  }

  /** Refuses a cell magic that does not exist. */
  void checkCell(String name) {
    check("%%", name, cells);
  }

  /** Returns the names that start as typed, without those that merely ask for help. */
  List<String> names(boolean ofCells, String typed) {
    return (ofCells ? cells : lines)
        .stream().filter(name -> name.startsWith(typed) && !name.endsWith("?")).toList();
  }

  private static void check(String sign, String name, Set<String> known) {
    if (!known.contains(name)) {
      String guess =
          Closest.to(name, known)
              .map(closest -> "did you mean " + sign + closest + "?")
              .orElse("%stockpot lists what there is");
      throw new UsageException("no magic " + sign + name + ", " + guess);
    }
  }
}
