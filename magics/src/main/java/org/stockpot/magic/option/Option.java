package org.stockpot.magic.option;

import java.lang.reflect.Type;

/** One option of a magic, read off a component of an options record. */
public record Option(String name, Type type, String help, Object standard) {

  public boolean isFlag() {
    return type == boolean.class;
  }

  /** Returns the default as it would be typed. */
  public String standardText() {
    return Values.write(standard);
  }
}
