package org.stockpot.magic.session;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.stockpot.display.Display;

/** What is to be said under results whenever they are shown. Results are told by identity. */
final class Footnotes {

  private record Mark(WeakReference<Object> result, String sentence) {}

  private final List<Mark> marks = new ArrayList<>();

  void put(Object result, String sentence) {
    marks.removeIf(mark -> mark.result().get() == null);
    marks.add(new Mark(new WeakReference<>(result), sentence));
  }

  /** Returns a result's display with its mark, if it has one. */
  Display marked(Object result, Display display) {
    return marks.stream()
        .filter(mark -> mark.result().get() == result)
        .findFirst()
        .map(mark -> marked(display, mark.sentence()))
        .orElse(display);
  }

  static Display marked(Display display, String sentence) {
    return Display.stack(List.of(display, Display.text(sentence)));
  }
}
