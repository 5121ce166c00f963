package org.stockpot.kernel;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.display.Display;
import org.stockpot.magic.Notebook;

/** A notebook that remembers what it is shown. */
public final class SilentNotebook implements Notebook {

  /** The texts shown, in order. */
  public final List<String> shown = new ArrayList<>();

  @Override
  public void show(Display display) {
    shown.add(display.text());
  }

  @Override
  public void show(String id, Display display) {
    shown.add(id + "+ " + display.text());
  }

  @Override
  public void update(String id, Display display) {
    shown.add(id + "= " + display.text());
  }

  @Override
  public Object evaluate(String code) {
    throw new UnsupportedOperationException(code);
  }

  @Override
  public String kernel() {
    return "silence";
  }
}
