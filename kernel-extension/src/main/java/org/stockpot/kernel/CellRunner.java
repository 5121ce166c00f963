package org.stockpot.kernel;

import java.util.List;
import java.util.function.Supplier;
import org.stockpot.kernel.cell.Cell;
import org.stockpot.kernel.cell.CellPart;
import org.stockpot.kernel.cell.MagicException;
import org.stockpot.kernel.cell.MagicLine;
import org.stockpot.kernel.cell.Words;
import org.stockpot.kernel.shell.CellException;
import org.stockpot.kernel.shell.CellRun;
import org.stockpot.kernel.shell.JavaSession;
import org.stockpot.kernel.shell.Origin;
import org.stockpot.magic.UsageException;

/** Runs the parts of a cell one after another, on the thread of its {@link CellRun}. */
final class CellRunner {

  private final Supplier<JavaSession> session;
  private final NamedMagics magics;

  CellRunner(Supplier<JavaSession> session, NamedMagics magics) {
    this.session = session;
    this.magics = magics;
  }

  /**
   * Runs a cell.
   *
   * @param text its text
   * @param name what to call it in errors
   * @return the value to show, or null
   * @throws CellException if it fails
   * @throws InterruptedException if it is interrupted between two parts
   */
  Object run(String text, String name) throws CellException, InterruptedException {
    try {
      Cell cell = Cell.parse(text);
      return cell instanceof Cell.Magic magic
          ? runCellMagic(magic)
          : runCode((Cell.Code) cell, text, name);
    } catch (UsageException | MagicException failure) {
      throw CellException.ofMagic(failure);
    }
  }

  /** Runs a line magic; its failure needs no more words. */
  Object runLine(String name, List<String> words) {
    magics.checkLine(name);
    try {
      return CellRun.runMagic(() -> magics.applyLineMagic(name, words));
    } catch (Exception failure) {
      throw MagicException.of(failure);
    }
  }

  /** Runs a cell magic; its failure needs no more words. */
  Object runCell(String name, List<String> words, String body) {
    magics.checkCell(name);
    try {
      return CellRun.runMagic(() -> magics.applyCellMagic(name, words, body));
    } catch (Exception failure) {
      throw MagicException.of(failure);
    }
  }

  /** Runs a cell that is one magic, which shows its value itself. */
  private Object runCellMagic(Cell.Magic magic) {
    if (magic.name().endsWith("?")) {
      return runLine(magic.name(), List.of());
    }
    magics.checkCell(magic.name());
    runCell(magic.name(), Words.split(magic.arguments()), magic.body());
    return null;
  }

  private Object runCode(Cell.Code code, String text, String name)
      throws CellException, InterruptedException {
    code.magics().forEach(magic -> magics.checkLine(magic.name()));
    Object value = null;
    for (CellPart part : code.parts()) {
      if (CellRun.current().isOver()) {
        throw new InterruptedException("the cell was interrupted");
      }
      value = runPart(part, text, name);
    }
    return value;
  }

  private Object runPart(CellPart part, String text, String name)
      throws CellException, InterruptedException {
    if (part instanceof CellPart.Java java) {
      return session.get().evaluate(java.code(), new Origin(name, text, java.line(), 0));
    }
    CellPart.Magic line = (CellPart.Magic) part;
    MagicLine magic = line.magic();
    Object value = runLine(magic.name(), magics.words(magic));
    if (!magic.target().isEmpty()) {
      assign(magic, value, new Origin(name, text, line.line(), 0));
    }
    return null;
  }

  private void assign(MagicLine magic, Object value, Origin origin)
      throws CellException, InterruptedException {
    InCell.hand(value);
    String target = magic.target().replaceFirst("\\bvar(?=\\s+\\w+$)", TypeName.of(value));
    try {
      session.get().evaluate(target + " = " + InCell.class.getName() + ".take();", origin);
    } catch (CellException failure) {
      throw failure.getCause() instanceof ClassCastException
          ? CellException.of("ClassCastException", mismatch(magic, value))
          : failure;
    }
  }

  private static String mismatch(MagicLine magic, Object value) {
    String type = TypeName.of(value);
    return "the variable must be a "
        + type.substring(type.lastIndexOf('.') + 1)
        + ", as %"
        + magic.name()
        + " makes one, got "
        + magic.target();
  }
}
