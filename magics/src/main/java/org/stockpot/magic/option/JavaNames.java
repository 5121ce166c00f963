package org.stockpot.magic.option;

import javax.lang.model.SourceVersion;

/** Names in Java. */
public final class JavaNames {

  private JavaNames() {}

  /**
   * Returns whether a text can name a Java variable.
   *
   * @param text any text
   * @return false for keywords, too
   */
  public static boolean isVariable(String text) {
    return SourceVersion.isIdentifier(text) && !SourceVersion.isKeyword(text);
  }

  /**
   * Returns a type's name as it is written after importing its package.
   *
   * @param type a type
   * @return such as {@code Rewind.Kind}
   */
  public static String of(Class<?> type) {
    return type.getCanonicalName().substring(type.getPackageName().length() + 1);
  }
}
