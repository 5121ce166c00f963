package org.stockpot.kernel.cell;

import java.lang.reflect.Field;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The cell that runs in a kernel which hands neither it nor its connection to anybody: both are
 * read from where the cell's answers go. IJava and JJava keep them in fields of the same names.
 */
public final class RunningCell {

  private final Supplier<?> stream;
  private final Consumer<Object> connected;
  private boolean tried;

  /**
   * Reads nothing yet.
   *
   * @param stream the kernel's stream of displays
   * @param connected gets the kernel's connection when the first cell is found
   */
  public RunningCell(Supplier<?> stream, Consumer<Object> connected) {
    this.stream = stream;
    this.connected = connected;
  }

  /**
   * Returns what stands for the running cell.
   *
   * @return an object that no other cell has, or null if this kernel keeps it elsewhere
   */
  public synchronized Object find() {
    try {
      Object cell = field(stream.get(), "env");
      if (cell != null && !tried) {
        tried = true;
        connected.accept(field(field(cell, "shell"), "connection"));
      }
      return cell;
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      // Then an interrupt is what this kernel makes of it.
      return null;
    }
  }

  /** Reads a field that a class keeps to itself, or one that it extends. */
  private static Object field(Object owner, String name) throws ReflectiveOperationException {
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field.get(owner);
        }
      }
    }
    throw new NoSuchFieldException(name);
  }
}
