package org.stockpot.data.table;

import java.util.HashMap;
import java.util.Map;
import org.stockpot.data.csv.TableColumn;

/** Inputs that are the label under another name. */
final class LabelLeaks {

  private LabelLeaks() {}

  /** Returns whether each value of a column comes with one value of the label, and the reverse. */
  static boolean tells(TableColumn column, TableColumn label) {
    Map<String, String> forward = new HashMap<>();
    Map<String, String> back = new HashMap<>();
    for (int row = 0; row < label.size(); row++) {
      String value = column.text(row);
      String told = label.text(row);
      String before = forward.putIfAbsent(value, told);
      String other = back.putIfAbsent(told, value);
      if ((before != null && !before.equals(told)) || (other != null && !other.equals(value))) {
        return false;
      }
    }
    return back.size() < label.size();
  }
}
