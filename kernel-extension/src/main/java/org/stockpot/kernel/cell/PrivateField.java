package org.stockpot.kernel.cell;

import java.lang.reflect.Field;

/** A field that a kernel keeps to itself. */
public final class PrivateField {

  private final Field field;

  /**
   * Finds a field.
   *
   * @param owner the class that declares it
   * @param name its name
   * @throws ReflectiveOperationException if this version of the kernel has none
   */
  public PrivateField(Class<?> owner, String name) throws ReflectiveOperationException {
    field = owner.getDeclaredField(name);
    field.setAccessible(true);
  }

  /**
   * Reads it.
   *
   * @param object whose
   * @return its value
   * @throws ReflectiveOperationException if it cannot be read
   */
  public Object of(Object object) throws ReflectiveOperationException {
    return field.get(object);
  }
}
