package org.stockpot.magic.session;

import org.stockpot.display.Display;
import org.stockpot.display.Figures;
import org.stockpot.display.PlotlyJs;
import org.stockpot.magic.Notebook;
import tech.tablesaw.plotly.components.Figure;

/** Shows charts: where pages get plotly.js from, and which static pictures they carry. */
public final class FigureOutput {

  private final Notebook notebook;
  private PlotlyJs plotly = new PlotlyJs(PlotlyJs.Mode.OFFLINE);
  private boolean png;

  FigureOutput(Notebook notebook) {
    this.notebook = notebook;
  }

  /** Sets where pages get plotly.js from. */
  public void from(PlotlyJs.Mode mode) {
    plotly = new PlotlyJs(mode);
  }

  /** Sets whether charts have a PNG beside their SVG. */
  public void withPng(boolean wanted) {
    png = wanted;
  }

  /** Brings plotly.js into the running cell, and takes it out of the one that had it. */
  public void prepare() {
    plotly
        .beforeFigure(notebook.execution())
        .ifPresent(
            move -> {
              move.before().ifPresent(id -> notebook.update(id, move.nothing()));
              notebook.show(move.id(), move.display());
            });
  }

  /** Returns the display of a figure with the pictures that are wanted. */
  public Display pictured(Display figure) {
    return png && figure.data().containsKey(Figures.SVG) ? Figures.withPng(figure) : figure;
  }

  void show(Figure figure) {
    prepare();
    notebook.show(pictured(Figures.display(figure)));
  }
}
