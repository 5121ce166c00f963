package org.stockpot.magic;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.display.Display;
import org.stockpot.display.Tables;
import org.stockpot.magic.option.Option;
import org.stockpot.magic.option.OptionSet;
import org.stockpot.magic.session.Command;
import org.stockpot.magic.session.PlannedCommand;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The help of one magic, written from its options records. */
final class HelpPage {

  private HelpPage() {}

  static List<Display> of(Command command, OptionSet options) {
    List<Display> page = new ArrayList<>();
    page.add(Display.text(head(command)));
    Table table =
        Table.create(
            "Options of %" + command.name(),
            StringColumn.create("option"),
            StringColumn.create("default"),
            StringColumn.create("meaning"));
    for (Option option : options.all()) {
      table.stringColumn(0).append("--" + option.name());
      table.stringColumn(1).append(option.standardText());
      table.stringColumn(2).append(option.help());
    }
    page.add(Tables.prose(table));
    return page;
  }

  private static String head(Command command) {
    String name = "%" + command.name() + (command.takesCode() ? " or %%" + command.name() : "");
    StringBuilder text = new StringBuilder();
    text.append(name).append(' ').append(command.words()).append("\n  ");
    text.append(command.summary()).append("\n\nfor example:\n");
    command.examples().forEach(line -> text.append("  ").append(line).append('\n'));
    if (command instanceof PlannedCommand) {
      text.append("\nAny option may have several values, which are one plan and one comparison:");
      text.append(" --lr 1e-3,1e-2, --lr 1e-4..1e-2:5 (five of them), --batch 32|64;");
      text.append(" --plan says how much work it is.\n");
    }
    if (!command.takesCode()) {
      text.append("\nAs %%").append(command.name());
      text.append(", each further line of the cell may be an option: name = value  # comment\n");
    }
    return text.toString();
  }
}
