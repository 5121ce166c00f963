package org.stockpot.kernel;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import org.stockpot.display.Display;
import org.stockpot.kernel.cell.Cell;
import org.stockpot.kernel.cell.MagicScanner;
import org.stockpot.kernel.shell.CodeAssist;
import org.stockpot.kernel.shell.CodeAssist.Candidates;
import org.stockpot.magic.Stockpot;
import org.stockpot.magic.Stockpot.Completion;

/** Sends a question about the cursor to those who know: the magics for a magic, JShell for Java. */
final class Assist {

  private final Stockpot stockpot;
  private final NamedMagics magics;

  Assist(Stockpot stockpot, NamedMagics magics) {
    this.stockpot = stockpot;
    this.magics = magics;
  }

  /** A piece of a cell and where it starts. */
  private record Piece(String text, int start) {}

  ReplacementOptions complete(Supplier<CodeAssist> java, String code, int cursor) {
    Optional<Piece> magic = magicAt(code, cursor);
    if (magic.isPresent()) {
      Piece line = magic.get();
      Completion found = completeMagic(line.text(), cursor - line.start());
      return new ReplacementOptions(
          found.candidates(), line.start() + found.from(), line.start() + found.to());
    }
    Optional<ReplacementOptions> option = completeBody(code, cursor);
    if (option.isPresent()) {
      return option.get();
    }
    Piece body = javaIn(code);
    Candidates found = java.get().complete(body.text(), cursor - body.start());
    return new ReplacementOptions(found.candidates(), body.start() + found.from(), cursor);
  }

  Optional<Display> inspect(Supplier<CodeAssist> java, String code, int cursor) {
    Optional<Piece> magic = magicAt(code, cursor);
    if (magic.isPresent()) {
      return stockpot.inspect(magic.get().text(), cursor - magic.get().start());
    }
    Piece body = javaIn(code);
    return java.get().inspect(body.text(), cursor - body.start()).map(Display::text);
  }

  /** Returns the indentation of the next line if the cell needs one. */
  Optional<String> indent(Supplier<CodeAssist> java, String code) {
    if (Cell.CELL_MAGIC.matcher(code).matches()) {
      boolean closed = code.contains("\n") && code.substring(code.lastIndexOf('\n')).isBlank();
      return closed ? Optional.empty() : Optional.of("");
    }
    return java.get().indent(code);
  }

  private Completion completeMagic(String line, int cursor) {
    return stockpot.complete(line, cursor).orElseGet(() -> completeName(line, cursor));
  }

  /** Completes an option in the body of a cell magic that takes options. */
  private Optional<ReplacementOptions> completeBody(String code, int cursor) {
    Matcher cell = Cell.CELL_MAGIC.matcher(code);
    if (!cell.matches() || cell.group("body") == null) {
      return Optional.empty();
    }
    int start = code.lastIndexOf('\n', cursor - 1) + 1;
    return stockpot
        .completeBody(cell.group("name"), code.substring(start, cursor), cursor - start)
        .map(
            found ->
                new ReplacementOptions(
                    found.candidates(), start + found.from(), start + found.to()));
  }

  private Completion completeName(String line, int cursor) {
    int from = line.startsWith("%%") ? 2 : 1;
    String typed = line.substring(Math.min(from, cursor), cursor);
    List<String> names =
        typed.matches("[^\\s]*") ? magics.names(from == 2, typed) : List.<String>of();
    return new Completion(names, Math.min(from, cursor), cursor);
  }

  /** Returns the magic line the cursor is in, from its percent sign on. */
  private static Optional<Piece> magicAt(String code, int cursor) {
    Matcher cell = Cell.CELL_MAGIC.matcher(code);
    if (cell.matches()) {
      int start = cell.start("name") - 2;
      int end = cell.end("arguments");
      boolean inside = start < cursor && cursor <= end;
      return inside ? Optional.of(new Piece(code.substring(start, end), start)) : Optional.empty();
    }
    return MagicScanner.scan(code).stream()
        .filter(magic -> magic.start() < cursor && cursor <= magic.end())
        .map(magic -> new Piece(code.substring(magic.start(), magic.end()), magic.start()))
        .findFirst();
  }

  /** Returns the Java of a cell: all of it, or the body of its cell magic. */
  private static Piece javaIn(String code) {
    Matcher cell = Cell.CELL_MAGIC.matcher(code);
    return cell.matches() && cell.group("body") != null
        ? new Piece(cell.group("body"), cell.start("body"))
        : new Piece(code, 0);
  }
}
