package org.stockpot.kernel.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stockpot.magic.Interpolation;
import org.stockpot.magic.UsageException;

/** A notebook cell, taken apart. */
public sealed interface Cell {

  /**
   * A cell magic: {@code %%name args} on the first line that is neither blank nor a comment.
   *
   * @param name the name
   * @param arguments the rest of its line
   * @param body the lines below, perhaps none
   */
  record Magic(String name, String arguments, String body) implements Cell {}

  /**
   * Java with magic lines.
   *
   * @param parts what to run, in order
   * @param magics all its magic lines, those inside blocks too
   */
  record Code(List<CellPart> parts, List<MagicLine> magics) implements Cell {

    /** Copies the lists. */
    public Code {
      parts = List.copyOf(parts);
      magics = List.copyOf(magics);
    }
  }

  /**
   * The call that a magic line inside a block becomes, with the values of its {@code ${…}}, which
   * Java's own scope knows; the kernel defines it.
   */
  String CALL = "org.stockpot.kernel.InCell.magic";

  /** Matches a cell magic with its arguments and body. */
  Pattern CELL_MAGIC =
      Pattern.compile(
          "\\A(?:[ \\t]*(?://[^\\n]*)?\\n)*[ \\t]*%%(?<name>[^\\s%;]+)(?<arguments>[^\\n]*)"
              + "(?:\\n(?<body>.*))?\\z",
          Pattern.DOTALL);

  /**
   * Takes a cell apart.
   *
   * @param source the text of the cell
   * @return a cell magic or code
   * @throws UsageException if a cell magic follows other code
   */
  static Cell parse(String source) {
    String text = source.replace("\r\n", "\n");
    Matcher magic = CELL_MAGIC.matcher(text);
    if (magic.matches()) {
      String body = magic.group("body");
      return new Magic(
          magic.group("name"), magic.group("arguments").strip(), body == null ? "" : body);
    }
    List<MagicLine> magics = MagicScanner.scan(text);
    return new Code(parts(text, magics), magics);
  }

  private static List<CellPart> parts(String text, List<MagicLine> magics) {
    List<CellPart> parts = new ArrayList<>();
    StringBuilder java = new StringBuilder();
    int start = 0;
    int at = 0;
    for (MagicLine magic : magics) {
      check(magic);
      java.append(text, at, magic.nested() ? magic.start() : magic.statement());
      if (magic.nested()) {
        java.append(call(magic));
      } else {
        addJava(parts, java, line(text, start));
        parts.add(new CellPart.Magic(magic, line(text, magic.start())));
        start = magic.end();
      }
      at = magic.end();
    }
    addJava(parts, java.append(text, at, text.length()), line(text, start));
    return parts;
  }

  private static void check(MagicLine magic) {
    if (magic.name().startsWith("%")) {
      throw new UsageException(
          "a cell magic must be on the first line of its cell, got %" + magic.name());
    }
  }

  private static void addJava(List<CellPart> parts, StringBuilder java, int line) {
    String code = java.toString();
    if (Whitespace.past(code, 0) < code.length()) {
      parts.add(new CellPart.Java(code, line));
    }
    java.setLength(0);
  }

  private static String call(MagicLine magic) {
    String text = magic.text().replace("\\", "\\\\").replace("\"", "\\\"");
    String values =
        Interpolation.parts(magic.text()).stream()
            .filter(Interpolation.Part::java)
            .map(Interpolation.Part::text)
            .collect(Collectors.joining(", "));
    return CALL + "(\"" + text + "\", new Object[] {" + values + "});";
  }

  private static int line(String text, int at) {
    return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }
}
