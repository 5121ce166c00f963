package org.stockpot.magic.session;

import javax.lang.model.SourceVersion;
import org.stockpot.magic.option.JavaNames;
import org.stockpot.task.option.Help;

/**
 * What every magic with a result does with it.
 *
 * @param as the Java variable and the name of the result; empty for none
 * @param quiet whether to show nothing
 */
public record Output(
    @Help("Java variable that holds the result, and its name in later magics") String as,
    @Help("show nothing but errors (short: -q)") boolean quiet) {

  public Output {
    if (!as.isEmpty() && !JavaNames.isVariable(as)) {
      String keyword = SourceVersion.isKeyword(as) ? ", a word of Java's own" : "";
      throw new IllegalArgumentException("as must be a Java name, got " + as + keyword);
    }
  }

  public static Output defaults() {
    return new Output("", false);
  }
}
