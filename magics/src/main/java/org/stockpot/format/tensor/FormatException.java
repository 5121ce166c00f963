package org.stockpot.format.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stockpot.text.Html;

/** Says in one line what is wrong with a file: its name, the rule and the value found. */
public final class FormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;
  private static final int LONGEST = 500;

  private final transient Map<String, String> structure;

  /**
   * Says what is wrong. Text from files may hold anything, so it is made one line and cut.
   *
   * @param message the file, the rule and the value
   */
  public FormatException(String message) {
    this(message, (Throwable) null);
  }

  /**
   * Says what is wrong and what showed it.
   *
   * @param message the file, the rule and the value
   * @param cause what noticed it, or null
   */
  public FormatException(String message, Throwable cause) {
    super(Html.line(message, LONGEST), cause);
    structure = cause instanceof FormatException same ? same.structure() : Map.of();
  }

  /**
   * Says that names do not fit, and how a file would be read by structure.
   *
   * @param message the file, the rule and the value
   * @param structure tensors by slot, in the model's order
   */
  public FormatException(String message, Map<String, String> structure) {
    super(Html.line(message, LONGEST));
    this.structure = Collections.unmodifiableMap(new LinkedHashMap<>(structure));
  }

  /**
   * Returns how a file whose names differ from the model's would be read by structure.
   *
   * @return tensors by slot, in the model's order, each with its shape; empty if there is no such
   *     way, or names are not what is wrong
   */
  public Map<String, String> structure() {
    return structure == null ? Map.of() : structure;
  }
}
