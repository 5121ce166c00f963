package org.stockpot.magic;

import java.lang.reflect.Type;

/** One option of a magic, read off a component of an options record. */
record Option(String name, Type type, String help, Object standard) {

  boolean isFlag() {
    return type == boolean.class;
  }

  /** Returns the default as it would be typed. */
  String standardText() {
    return Values.write(standard);
  }
}
