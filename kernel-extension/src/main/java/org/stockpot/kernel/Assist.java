package org.stockpot.kernel;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stockpot.display.Display;
import org.stockpot.kernel.cell.Cell;
import org.stockpot.kernel.cell.CodeRegions;
import org.stockpot.kernel.cell.MagicScanner;
import org.stockpot.kernel.shell.CodeAssist;
import org.stockpot.kernel.shell.CodeAssist.Candidates;
import org.stockpot.magic.Completion;
import org.stockpot.magic.Stockpot;

/** Sends a question about the cursor to those who know: the magics for a magic, JShell for Java. */
final class Assist {

  private static final Pattern NAME = Pattern.compile("%{1,2}(?<name>[^\\s%;]*)");
  private static final String TIME = "time";

  /** The kernel's own magics whose words are paths. */
  private static final Set<String> FILES = Set.of("jars", "classpath", "loadFromPOM");

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
      return completeMagic(java, magic.get(), cursor);
    }
    Matcher cell = Cell.CELL_MAGIC.matcher(code);
    if (!cell.matches()) {
      return completeJava(java, new Piece(code, 0), cursor);
    }
    if (cell.group("body") == null || cursor < cell.start("body")) {
      return nothing(cursor);
    }
    String name = cell.group("name");
    Piece body = new Piece(cell.group("body"), cell.start("body"));
    if (name.equals(TIME)) {
      return shifted(complete(java, body.text(), cursor - body.start()), body.start());
    }
    return completeBody(name, code, cursor)
        .orElseGet(
            () ->
                stockpot.names().contains(name)
                    ? completeJava(java, body, cursor)
                    : nothing(cursor));
  }

  private static ReplacementOptions completeJava(
      Supplier<CodeAssist> java, Piece piece, int cursor) {
    int at = cursor - piece.start();
    if (CodeRegions.endsInText(piece.text().substring(0, at))) {
      return nothing(cursor);
    }
    Candidates found = java.get().complete(piece.text(), at);
    return new ReplacementOptions(found.candidates(), piece.start() + found.from(), cursor);
  }

  private static ReplacementOptions nothing(int cursor) {
    return new ReplacementOptions(List.of(), cursor, cursor);
  }

  private static ReplacementOptions shifted(ReplacementOptions found, int by) {
    return new ReplacementOptions(
        found.getReplacements(), found.getSourceStart() + by, found.getSourceEnd() + by);
  }

  private static ReplacementOptions options(Completion found, int by) {
    return new ReplacementOptions(found.candidates(), found.from() + by, found.to() + by);
  }

  Optional<Display> inspect(Supplier<CodeAssist> java, String code, int cursor) {
    Optional<Piece> magic = magicAt(code, cursor);
    if (magic.isPresent()) {
      return stockpot.inspect(magic.get().text(), cursor - magic.get().start());
    }
    Piece body = javaIn(code);
    if (cursor < body.start()
        || CodeRegions.endsInText(body.text().substring(0, cursor - body.start()))) {
      return Optional.empty();
    }
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

  private ReplacementOptions completeMagic(Supplier<CodeAssist> java, Piece line, int cursor) {
    String text = line.text();
    int at = cursor - line.start();
    Matcher name = NAME.matcher(text);
    if (!name.lookingAt() || at <= name.end()) {
      return options(completeName(text, at), line.start());
    }
    Optional<Completion> known = stockpot.complete(text, at);
    if (known.isPresent()) {
      return options(known.get(), line.start());
    } else if (FILES.contains(name.group("name"))) {
      return options(Stockpot.completeFile(text, at), line.start());
    } else if (name.group("name").equals(TIME)) {
      int start = name.end() + 1;
      Piece rest = new Piece(text.substring(start), 0);
      return shifted(complete(java, rest.text(), at - start), line.start() + start);
    }
    return nothing(cursor);
  }

  /** Completes the name of a magic, of this kernel's own or of those that are registered. */
  private Completion completeName(String line, int cursor) {
    String sign = line.startsWith("%%") ? "%%" : "%";
    Matcher name = NAME.matcher(line);
    int end = name.lookingAt() ? name.end() : sign.length();
    if (cursor < sign.length()) {
      return new Completion(List.of(), cursor, cursor);
    }
    String typed = line.substring(sign.length(), cursor);
    Stream<String> own = magics.names(sign.equals("%%"), typed).stream().map(n -> sign + n);
    Stream<String> shared =
        stockpot.complete(line, cursor).stream().flatMap(found -> found.candidates().stream());
    return new Completion(Stream.concat(own, shared).distinct().sorted().toList(), 0, end);
  }

  /** Completes an option in the body of a cell magic that takes options. */
  private Optional<ReplacementOptions> completeBody(String name, String code, int cursor) {
    int start = code.lastIndexOf('\n', cursor - 1) + 1;
    int end = code.indexOf('\n', cursor);
    String line = code.substring(start, end < 0 ? code.length() : end);
    return stockpot.completeBody(name, line, cursor - start).map(found -> options(found, start));
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
