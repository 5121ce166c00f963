package org.stockpot.kernel.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.stockpot.display.Display;
import org.stockpot.display.Figures;
import org.stockpot.magic.Notebook;

/** Prints what is text, and saves charts as pages that a browser opens. */
final class TerminalNotebook implements Notebook {

  /** Only plotly.js is as long as this. It stands in an output of its own. */
  private static final int LONG = 500_000;

  private final Consumer<String> screen;
  private String plotly = "";
  private Path folder;
  private int pages;

  TerminalNotebook(Consumer<String> screen) {
    this.screen = screen;
  }

  @Override
  public synchronized void show(Display display) {
    String html = (String) display.data().getOrDefault(Display.HTML, "");
    if (display.data().containsKey(Figures.PLOTLY)) {
      screen.accept(display.text() + System.lineSeparator() + "  saved as " + save(html));
    } else if (html.length() > LONG) {
      plotly = html;
    } else if (!display.text().isEmpty()) {
      screen.accept(display.text());
    }
  }

  private Path save(String html) {
    try {
      if (folder == null) {
        folder = Files.createTempDirectory("stockpot-charts");
      }
      pages++;
      String page = "<!DOCTYPE html><meta charset=\"utf-8\">\n" + plotly + html + "\n";
      return Files.writeString(folder.resolve("chart-" + pages + ".html"), page);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void show(String id, Display display) {
    show(display);
  }

  @Override
  public void update(String id, Display display) {
    show(display);
  }

  /** JShell's user code does not reach its shell. */
  @Override
  public Object evaluate(String code) {
    throw new IllegalStateException("variables of JShell must be put into the line by Java");
  }

  @Override
  public boolean declaresVariables() {
    return false;
  }

  @Override
  public String kernel() {
    return "JShell";
  }
}
