package org.stockpot.kernel;

import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.stockpot.kernel.cell.MagicLine;
import org.stockpot.kernel.cell.NameSuggestion;
import org.stockpot.magic.Stockpot;
import org.stockpot.magic.UsageException;

/** A registry of magics that can say which there are. */
final class NamedMagics extends Magics {

  private final Set<String> lines = new TreeSet<>();
  private final Set<String> cells = new TreeSet<>();
  private final Set<String> whole = new HashSet<>();

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

  /** Registers a line magic, and its help under its name with a question mark. */
  void register(String name, String help, LineMagicFunction<?> magic) {
    registerLineMagic(name, magic);
    registerLineMagic(
        name + "?",
        words -> {
          System.out.println(help);
          return null;
        });
  }

  /** A magic that takes the rest of its line as it is. */
  @FunctionalInterface
  interface Whole {
    Object execute(String line) throws Exception;
  }

  /** Registers a line magic whose line is not split into words. */
  void registerWhole(String name, String help, Whole magic) {
    whole.add(name);
    register(name, help, words -> magic.execute(String.join(" ", words)));
  }

  /** Returns what a line magic is called with. */
  List<String> words(MagicLine line) {
    String name = line.name();
    return whole.contains(name)
        ? List.of(line.text().substring(name.length()).strip())
        : line.words();
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
          Stockpot.meant(name)
              .filter(known::contains)
              .or(() -> NameSuggestion.to(name, known))
              .map(closest -> "did you mean " + sign + closest + "?")
              .orElse("%stockpot lists what there is");
      throw new UsageException("no magic " + sign + name + ", " + guess);
    }
  }
}
