package org.stockpot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

final class TypeNameTest {

  private record Result(int size) {}

  private static final class Hidden implements Callable<String> {
    @Override
    public String call() {
      return "";
    }
  }

  @Test
  void publicClassesAreNamed() {
    assertEquals("java.lang.String", TypeName.of(""));
    assertEquals("java.util.ArrayList", TypeName.of(new ArrayList<>()));
    assertEquals("int[]", TypeName.of(new int[0]));
  }

  @Test
  void hiddenClassesGoByWhatTheyImplementOrExtend() {
    assertEquals("java.util.List", TypeName.of(List.of(1)));
    assertEquals("java.util.Map", TypeName.of(Map.of()).replace("Abstract", ""));
    assertEquals("java.util.concurrent.Callable", TypeName.of(new Hidden()));
    Runnable lambda = () -> {};
    assertEquals("java.lang.Runnable", TypeName.of(lambda));
  }

  @Test
  void unknowableThingsAreObjects() {
    assertEquals("Object", TypeName.of(null));
    assertEquals("java.lang.Record", TypeName.of(new Result(1)));
  }
}
